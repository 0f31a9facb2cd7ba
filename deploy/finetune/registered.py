"""Writes what a Freshet needs to answer with the model, and what is to be known of it."""

import json
from datetime import datetime, timezone
from pathlib import Path

PROPERTIES = "answer-model.properties"
MODEL = "model.json"


def write(options, dataset, endpoint, result):
    """`result` is what the training told; its `model` is the name at the endpoint."""
    told = {
        "format": "freshet-model",
        "formatVersion": 1,
        "kind": options.how,
        "model": result["model"],
        "endpoint": endpoint,
        # Of a folder its name alone: where it lay is of no use elsewhere.
        "base": Path(options.base).name if Path(options.base).is_dir() else options.base,
        "dataset": {
            name: dataset.manifest.get(name) for name in ("version", "created", "generation", "tenant", "principals")
        },
        "prompts": options.prompts,
        "examples": {"train": len(dataset.train), "test": len(dataset.test)},
        "seed": options.seed,
        "settings": settings(options),
        "registered": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "warnings": dataset.warnings,
    }
    told.update(result)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / MODEL).write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    (options.out / PROPERTIES).write_text(
        f"# Made of {told['base']} with the dataset {dataset.version}: ./freshet up --config {PROPERTIES}\n"
        "# A key, where the endpoint wants one, is FRESHET_ANSWER_API_KEY in the environment.\n"
        f"answer.endpoint={endpoint}\n"
        f"answer.model={result['model']}\n",
        encoding="utf-8",
    )


def settings(options):
    names = ("epochs", "learning_rate", "rank", "batch", "longest", "patience", "suffix")
    return {name: getattr(options, name) for name in names if hasattr(options, name)}
