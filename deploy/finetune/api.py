"""Has an OpenAI-compatible fine-tuning API train: upload, job, wait. Python's own library suffices."""

import json
import sys
import time
import urllib.error
import urllib.request
import uuid

import chats
from problem import Problem

ENDED = ("failed", "cancelled")
REQUEST_SECONDS = 120
LARGEST_ANSWER = 16 << 20
# Outages in a row that waiting for a job outlives.
MOST_OUTAGES = 5


class Outage(Exception):
    pass


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """The key is for the endpoint that was named, and for no other."""

    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(NoRedirect)


def train(options, dataset, key):
    """Trains, and returns what model.json tells of it."""
    endpoint = Endpoint(options.endpoint, key)
    started = time.monotonic()
    try:
        job = options.job or start(endpoint, options, dataset)
        ended = wait(endpoint, job, options)
        seconds = time.monotonic() - started
        losses = checkpoints(endpoint, job)
    except Outage as e:
        raise Problem(f"--endpoint {options.endpoint}: {e}") from e
    if not ended.get("fine_tuned_model"):
        raise Problem(f"job {job}: it succeeded, but names no fine_tuned_model")
    return {
        "model": ended["fine_tuned_model"],
        "job": job,
        # Of a job that was taken up again, what the endpoint says: from its making to its end.
        "trainingSeconds": round(seconds, 3) if not options.job else between(ended),
        "trainedTokens": ended.get("trained_tokens"),
        "losses": losses,
        "versions": {"python": ".".join(map(str, sys.version_info[:3]))},
    }


def start(endpoint, options, dataset):
    body = {
        "model": options.base,
        "training_file": endpoint.upload(lines(dataset.train), "train.jsonl"),
        "seed": options.seed,
        "suffix": options.suffix,
        "method": {"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": options.epochs}}},
    }
    if dataset.test:
        body["validation_file"] = endpoint.upload(lines(dataset.test), "test.jsonl")
    job = endpoint.call("POST", "/fine_tuning/jobs", body).get("id")
    if not job:
        raise Problem(f"--endpoint {options.endpoint}: it made a job and gave no id")
    print(f"job {job}: if this is broken off, take it up again with --job {job}", file=sys.stderr, flush=True)
    return job


def wait(endpoint, job, options):
    deadline = time.monotonic() + 3600 * options.most_hours
    outages = 0
    said = ""
    while time.monotonic() < deadline:
        try:
            now = endpoint.call("GET", f"/fine_tuning/jobs/{job}")
            outages = 0
        except Outage:
            outages += 1
            if outages > MOST_OUTAGES:
                raise
            now = {}
        status = now.get("status", said)
        if status != said:
            said = status
            print(f"job {job}: {said}", file=sys.stderr, flush=True)
        if status == "succeeded":
            return now
        if status in ENDED:
            why = (now.get("error") or {}).get("message") or "the endpoint does not say why"
            raise Problem(f"job {job}: {status}: {why}")
        time.sleep(options.poll_seconds)
    raise Problem(
        f"job {job}: it has not ended in {options.most_hours} hours and goes on: take it up again with --job {job}"
    )


def between(ended):
    try:
        return ended["finished_at"] - ended["created_at"]
    except (KeyError, TypeError) as e:
        raise Problem("--job: the endpoint does not tell created_at and finished_at") from e


def checkpoints(endpoint, job):
    """Losses by step; none where the endpoint has no checkpoints."""
    try:
        told = endpoint.call("GET", f"/fine_tuning/jobs/{job}/checkpoints").get("data", [])
    except Problem:
        return []
    return sorted(
        (
            {
                "step": one.get("step_number"),
                "train": one.get("metrics", {}).get("train_loss"),
                "test": one.get("metrics", {}).get("valid_loss"),
            }
            for one in told
        ),
        key=lambda one: one["step"] or 0,
    )


def lines(all_chats):
    return "".join(
        json.dumps({"messages": chats.messages(texts)}, ensure_ascii=False) + "\n" for texts in all_chats
    ).encode()


class Endpoint:
    def __init__(self, base, key):
        self.base = base.rstrip("/")
        self.key = key

    def upload(self, data, name):
        border = uuid.uuid4().hex
        body = (
            f'--{border}\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nfine-tune\r\n'
            f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/jsonl\r\n\r\n"
        ).encode() + data + f"\r\n--{border}--\r\n".encode()
        file = self.send("POST", "/files", body, f"multipart/form-data; boundary={border}").get("id")
        if not file:
            raise Problem(f"--endpoint {self.base}: it took {name} and gave no id")
        return file

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        return self.send(method, path, data, "application/json")

    def send(self, method, path, data, content_type):
        headers = {"Content-Type": content_type}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        request = urllib.request.Request(self.base + path, data, headers, method=method)
        try:
            with OPENER.open(request, timeout=REQUEST_SECONDS) as answer:
                return json.loads(answer.read(LARGEST_ANSWER))
        except urllib.error.HTTPError as e:
            said = refusal(e)
            if e.code == 429 or e.code >= 500:
                raise Outage(f"{method} {path}: {e.code}: {said}") from None
            raise Problem(f"--endpoint {self.base}: {method} {path}: {e.code}: {said}") from None
        except (OSError, ValueError) as e:
            raise Outage(f"{method} {path}: {e}") from None


def refusal(error):
    """What the endpoint says is wrong, bounded."""
    text = error.read(4096).decode("utf-8", "replace")
    try:
        return str(json.loads(text)["error"]["message"])[:500]
    except (ValueError, KeyError, TypeError):
        return text[:500]
