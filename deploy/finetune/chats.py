"""Reads and checks a dataset that `./freshet dataset build --format chat` wrote."""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from problem import Problem

FILES = ("chat.train.jsonl", "chat.test.jsonl")
ROLES = ("system", "user", "assistant")
ASKED = "Question: "
MARKS = re.compile(r"\s*\[\d+]")


@dataclass(frozen=True)
class Dataset:
    """Chats to train on and to judge by, each three texts by role; `manifest` without its lineage."""

    manifest: dict
    train: list
    test: list
    warnings: list

    @property
    def version(self):
        return self.manifest["version"]


def read(folder, prompts):
    """The dataset in a folder; `prompts`: `sources` as they stand, `questions` alone, or `both`."""
    manifest = manifest_of(folder)
    train, test = (chats(folder / name, manifest) for name in FILES)
    warnings = [str(warning) for warning in manifest.get("warnings", [])]
    if not train:
        raise Problem(f"{folder / FILES[0]}: it is empty: build a dataset with examples to train on")
    if not test:
        warnings.append("no test examples: training has no early end, and its last state is kept")
    return Dataset(manifest, as_asked(train, prompts), as_asked(test, prompts), warnings)


def manifest_of(folder):
    file = folder / "manifest.json"
    if not file.is_file():
        raise Problem(f"{folder}: there is no manifest.json: give a folder of ./freshet dataset build --format chat")
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as e:
        raise Problem(f"{file}: is no JSON: {e}") from e
    if manifest.get("format") != "freshet-dataset" or manifest.get("formatVersion") != 1:
        raise Problem(f"{file}: give a freshet-dataset of format version 1")
    if not isinstance(manifest.get("version"), str):
        raise Problem(f"{file}: version is missing: build the dataset again")
    # Long, and of no use here: the dataset's version stands for it.
    manifest.pop("lineage", None)
    return manifest


def chats(file, manifest):
    wanted = manifest.get("files", {}).get(file.name, {}).get("sha256")
    if wanted is None or not file.is_file():
        raise Problem(f"{file}: there is no such file in the dataset: build it with --format chat")
    data = file.read_bytes()
    if hashlib.sha256(data).hexdigest() != wanted:
        raise Problem(f"{file}: it is not as manifest.json says (SHA-256): build the dataset again")
    return [
        chat(f"{file}, line {number}", line)
        for number, line in enumerate(data.decode("utf-8").split("\n"), 1)
        if line.strip()
    ]


def chat(where, line):
    try:
        messages = json.loads(line)["messages"]
        texts = {message["role"]: message["content"] for message in messages}
    except (ValueError, KeyError, TypeError) as e:
        raise Problem(f"{where}: give an object with messages, each with role and content") from e
    if tuple(message["role"] for message in messages) != ROLES:
        raise Problem(f"{where}: give one message each of system, user and assistant")
    if not all(isinstance(text, str) and text.strip() for text in texts.values()):
        raise Problem(f"{where}: a message is empty")
    if ASKED not in texts["user"]:
        raise Problem(f'{where}: the user\'s message has no "{ASKED.strip()}"')
    return texts


def as_asked(all_chats, prompts):
    if prompts == "sources":
        return all_chats
    bare = [without_sources(texts) for texts in all_chats]
    return bare if prompts == "questions" else all_chats + bare


def without_sources(texts):
    """The question alone, and the answer without marks, as the fine-tuned arm of `eval arms` asks."""
    system = (Path(__file__).parent / "without-sources.txt").read_text(encoding="utf-8").strip()
    return {
        "system": system,
        "user": texts["user"].rpartition(ASKED)[2].strip(),
        "assistant": MARKS.sub("", texts["assistant"]).strip(),
    }


def messages(texts):
    """A chat as OpenAI's format has it."""
    return [{"role": role, "content": texts[role]} for role in ROLES]
