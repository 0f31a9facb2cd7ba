#!/usr/bin/env python3
"""Makes an answer model of a dataset: docs/fine-tuning.md.

Exit codes: 0 done, 2 wrong options or dataset, or the endpoint refused.
"""

import argparse
import os
import re
import sys
from pathlib import Path

import chats
import registered
from problem import Problem

KEY = "FRESHET_ANSWER_API_KEY"
# A base URL as Freshet's answer.endpoint takes it, in letters that a properties file keeps as they are.
ENDPOINT = re.compile(r"https?://[^\s/?#@\\]+[^\s?#\\]*")
NAME = re.compile(r"[\w.:@/-]{1,200}", re.ASCII)
# Fewer the fine-tuning API does not take.
FEWEST_FOR_THE_API = 10


def main(args):
    options = parse(args)
    try:
        run(options)
    except Problem as e:
        print(f"finetune {options.how}: {e}", file=sys.stderr)
        return 2
    return 0


def run(options):
    check(options)
    dataset = chats.read(options.dataset, options.prompts)
    for warning in dataset.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    if options.strict and dataset.warnings:
        raise Problem(f"--strict: the dataset has {len(dataset.warnings)} warnings, see above")
    key = os.environ.get(KEY, "")
    if options.how == "api":
        check_for_the_api(options, dataset, key)
    print(
        f"dataset {dataset.version}: {len(dataset.train)} examples to train on, {len(dataset.test)} to test with",
        flush=True,
    )
    if options.check:
        print("checked: nothing was trained, and nothing sent")
        return
    if options.how == "lora":
        import lora

        name = options.name or f"freshet-{dataset.version}"
        result = {"model": name, **lora.train(options, dataset)}
    else:
        import api

        result = api.train(options, dataset, key)
    if not NAME.fullmatch(result["model"]):
        raise Problem(f"the model's name is {result['model']!r}: no settings file can have that")
    registered.write(options, dataset, options.endpoint, result)
    print(f"registered: {options.out / registered.PROPERTIES} and {registered.MODEL}")


def check(options):
    if not ENDPOINT.fullmatch(options.endpoint):
        raise Problem(f"--endpoint is {options.endpoint!r}: give an address such as http://localhost:8000/v1")
    name = getattr(options, "name", None)
    if name and not NAME.fullmatch(name):
        raise Problem(f"--name is {name!r}: give letters, digits and . : @ / - _")
    if options.out.exists() and not options.out.is_dir():
        raise Problem(f"--out {options.out}: it is no folder")
    if options.out.is_dir() and any(options.out.iterdir()):
        raise Problem(f"--out {options.out}: it is not empty: give a new folder, so that no model is overwritten")


def check_for_the_api(options, dataset, key):
    if len(dataset.train) < FEWEST_FOR_THE_API:
        raise Problem(f"the dataset has {len(dataset.train)} examples to train on: the API wants {FEWEST_FOR_THE_API}")
    if not all("!" <= c <= "~" for c in key):
        raise Problem(f"{KEY} has blanks or letters that no header may have")
    if not key:
        print(f"warning: {KEY} is not set: the endpoint is asked without a key", file=sys.stderr)


def parse(args):
    parser = argparse.ArgumentParser(prog="finetune.py", description=__doc__.splitlines()[0])
    how = parser.add_subparsers(dest="how", required=True)
    lora = how.add_parser("lora", help="train a LoRA adapter here, with TRL and PEFT")
    common(lora, "http://localhost:8000/v1", "where the adapter will be served: vLLM's own by default")
    lora.add_argument("--base", required=True, help="the base model: a folder, or a name on the hub")
    lora.add_argument("--name", help="the model's name there (freshet-VERSION)")
    lora.add_argument("--learning-rate", type=positive(float), default=2e-4)
    lora.add_argument("--rank", type=positive(int), default=16, help="of the adapter's matrices")
    lora.add_argument("--batch", type=positive(int), default=4, help="examples at once")
    lora.add_argument("--longest", type=positive(int), default=2048, help="tokens of an example; longer ones are left out")
    lora.add_argument("--patience", type=positive(int), default=2, help="epochs without a better test loss until it ends")
    api = how.add_parser("api", help="have an OpenAI-compatible fine-tuning API train")
    common(api, None, "of the fine-tuning API, and of the model it makes")
    api.add_argument("--base", required=True, help="the base model's name there")
    api.add_argument("--suffix", default="freshet", help="part of the new model's name")
    api.add_argument("--job", help="take up this job again: nothing is sent")
    api.add_argument("--poll-seconds", type=positive(float), default=15, help="between two looks at the job")
    api.add_argument("--most-hours", type=positive(float), default=24, help="until it is waited for no more")
    return parser.parse_args(args)


def common(parser, endpoint, what):
    parser.add_argument("--dataset", required=True, type=Path, help="as ./freshet dataset build --format chat wrote it")
    parser.add_argument("--out", required=True, type=Path, help="a new folder for the model and what is known of it")
    parser.add_argument("--endpoint", default=endpoint, required=endpoint is None, help=what)
    parser.add_argument("--epochs", type=positive(int), default=3, help="at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--prompts",
        choices=("sources", "questions", "both"),
        default="sources",
        help="what is trained on: chats with their sources, questions without, or both",
    )
    parser.add_argument("--strict", action="store_true", help="refuse a dataset with warnings")
    parser.add_argument("--check", action="store_true", help="check dataset and options alone")


def positive(kind):
    def read(text):
        value = kind(text)
        if not value > 0:
            raise argparse.ArgumentTypeError("give a number above 0")
        return value

    return read


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
