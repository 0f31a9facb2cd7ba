"""Trains a LoRA adapter with TRL and PEFT."""

import shutil
import sys
import time
from importlib.metadata import version

import chats
from problem import Problem

LIBRARIES = ("torch", "transformers", "trl", "peft", "datasets", "accelerate")
DROPOUT = 0.05


def train(options, dataset):
    """Trains, writes `adapter/` into the folder, and returns what model.json tells of it."""
    try:
        import torch
        from datasets import Dataset
        from peft import LoraConfig
        from transformers import AutoModelForCausalLM, AutoTokenizer, EarlyStoppingCallback, set_seed
        from trl import SFTConfig, SFTTrainer
    except ImportError as e:
        raise Problem(f"{e}: pip install -r requirements.txt, or use the Dockerfile") from e
    set_seed(options.seed)
    try:
        tokenizer = AutoTokenizer.from_pretrained(options.base)
        model = AutoModelForCausalLM.from_pretrained(options.base)
    except (OSError, ValueError) as e:
        raise Problem(f"--base {options.base}: it cannot be loaded: {e}") from e
    if tokenizer.chat_template is None:
        raise Problem(f"--base {options.base}: it has no chat template: take a model made for chats")

    train_set, left_out = fitting(dataset.train, tokenizer, options.longest)
    test_set, test_left_out = fitting(dataset.test, tokenizer, options.longest)
    if not train_set:
        raise Problem(f"--longest {options.longest}: every example is longer: give a larger number")
    for which, many in (("train", left_out), ("test", test_left_out)):
        if many:
            dataset.warnings.append(f"{many} examples to {which} with are longer than --longest and are left out")
            print(f"warning: {dataset.warnings[-1]}", file=sys.stderr)
    judged = bool(test_set)
    settings = SFTConfig(
        output_dir=str(options.out / "checkpoints"),
        num_train_epochs=options.epochs,
        learning_rate=options.learning_rate,
        per_device_train_batch_size=options.batch,
        per_device_eval_batch_size=options.batch,
        max_length=options.longest,
        # The answer is what is to be learnt, not the sources.
        completion_only_loss=True,
        eval_strategy="epoch" if judged else "no",
        save_strategy="epoch" if judged else "no",
        logging_strategy="epoch",
        save_total_limit=2,
        load_best_model_at_end=judged,
        metric_for_best_model="eval_loss" if judged else None,
        bf16=torch.cuda.is_available() and torch.cuda.is_bf16_supported(),
        seed=options.seed,
        data_seed=options.seed,
        report_to="none",
        disable_tqdm=not sys.stderr.isatty(),
    )
    trainer = SFTTrainer(
        model=model,
        args=settings,
        train_dataset=Dataset.from_list([example(texts) for texts in train_set]),
        eval_dataset=Dataset.from_list([example(texts) for texts in test_set]) if judged else None,
        processing_class=tokenizer,
        peft_config=LoraConfig(
            r=options.rank,
            lora_alpha=2 * options.rank,
            lora_dropout=DROPOUT,
            target_modules="all-linear",
            task_type="CAUSAL_LM",
        ),
        callbacks=[EarlyStoppingCallback(options.patience)] if judged else [],
    )
    # What the untrained model makes of the test: what training is held against.
    before = trainer.evaluate()["eval_loss"] if judged else None
    started = time.monotonic()
    trainer.train()
    seconds = time.monotonic() - started
    adapter = options.out / "adapter"
    trainer.save_model(str(adapter))
    # The best of them is what was saved.
    shutil.rmtree(options.out / "checkpoints", ignore_errors=True)
    return {
        "trainingSeconds": round(seconds, 3),
        "losses": losses(trainer.state.log_history),
        "lossBefore": before,
        "bestLoss": trainer.state.best_metric,
        "examples": {"train": len(train_set), "test": len(test_set)},
        "device": torch.cuda.get_device_name() if torch.cuda.is_available() else "cpu",
        "versions": {name: version(name) for name in LIBRARIES},
    }


def fitting(all_chats, tokenizer, longest):
    """Those that are short enough. TRL would cut the others at their end, where the answer stands."""
    fits = [
        texts
        for texts in all_chats
        if len(tokenizer.apply_chat_template(chats.messages(texts), tokenize=True, return_dict=False)) <= longest
    ]
    return fits, len(all_chats) - len(fits)


def example(texts):
    *prompt, answer = chats.messages(texts)
    return {"prompt": prompt, "completion": [answer]}


def losses(log):
    """By epoch, of training and of the test."""
    by_epoch = {}
    for entry in log:
        for name, key in (("loss", "train"), ("eval_loss", "test")):
            if name in entry and entry.get("epoch", 0) > 0:
                by_epoch.setdefault(entry["epoch"], {})[key] = entry[name]
    return [{"epoch": epoch, **values} for epoch, values in sorted(by_epoch.items())]
