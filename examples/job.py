"""A job from beginning to end: a model learns, its run is kept case by case, and is sent.

Nobody is in the images. People, findings and pixels are made by a rule that is unfair on purpose
(`made_images` in made.py), so that you know what the page must show before you look at it.

    python examples/job.py                                             keep one run in the outbox
    python examples/job.py --models 8 --server http://127.0.0.1:8000   eight models; send everything

PyTorch is used where it is installed, on a GPU where there is one; else a model in NumPy.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path

import numpy as np
from fairatlas_client import Outbox, Server, add_cards, check, push
from fairatlas_client.run import Run
from made import made_images, made_people, new_model, twice

BATCH = 128
LEARN, TUNE, TEST = 1500, 400, 500  # patients
SPECIFICITY = 0.8  # what the threshold is set to, on the cases held out for it


def threshold_at(model, images, finding):
    """Choose a threshold on cases of its own: never on those that are tested."""
    scores = np.array([float(each) for each in model(images)])
    return float(np.quantile(scores[~finding], SPECIFICITY))


# --- What a job of your own needs: one `Run` around the loop, one line per batch ------------------


def evaluate(model, images, people, about):
    """Keep what the model says of each case, with who they are; nothing is sent yet."""
    with Run(**about) as run:
        for start in range(0, len(images), BATCH):
            part = slice(start, start + BATCH)
            run.log(
                np.arange(len(images))[part],  # ids leave this machine only as keyed hashes
                people["finding"][part],
                model(images[part]),  # a tensor may stay on its GPU
                patient=people["patient"][part],
                sex=people["sex"][part],
                age=people["age"][part],  # years become bands here
            )


# --- The example around it ------------------------------------------------------------------------


def job(number, share_of_women, seed, folder):
    """Train and test one model on people of its own; put its run and its card into the outbox."""
    random = np.random.default_rng([seed, number])
    learned = made_people(random, LEARN, share_of_women)
    tuned, tested = (made_people(random, patients, 0.5) for patients in (TUNE, TEST))
    model = new_model(seed)
    model.learn(made_images(random, learned), learned["finding"])
    weights = folder / f"example-{number}.weights"
    model.save(weights)
    tested = twice(tested)
    evaluate(
        model,
        made_images(random, tested),
        tested,
        {
            "model": f"example-model-{number}",
            "dataset": f"Example hospital {number} (made by a script)",
            "split": "test",
            "task": "a bright bar in a made image",
            "label": "bar",
            "protocol": "trained-from-scratch",
            "model_detail": model.name,
            "threshold": threshold_at(model, made_images(random, tuned), tuned["finding"]),
            "threshold_source": "validation",
            "weights": weights,
            "seed": seed,
            "name": f"example-run-{number}",
            "folder": folder,
        },
    )
    card = folder / f"example-model-{number}.json"
    card.write_text(json.dumps(model_card(number, learned, model.name)))
    add_cards(Outbox(folder), check([card]), submit=True)
    print(f"example-run-{number}: {model.name}, {share_of_women:.0%} women in training")


def model_card(number, learned, kind):
    """Say what the model learned from, counted by sex: the other half of the question."""
    women = int((learned["sex"] == "female").sum())
    patients = len(learned["sex"])
    cells = [{"sex": "female", "n": women}, {"sex": "male", "n": patients - women}]
    part = f"Example training set {number} (made by a script)"
    return {
        "slug": f"example-model-{number}",
        "name": f"Example model {number} (made images)",
        "developers": [{"organisation": "Nobody: an example"}],
        "modalities": ["mixed"],
        "body_regions": ["other"],
        "architecture": kind,
        "weights_access": "none",
        "pretraining": [
            {
                "dataset": f"example-training-set-{number}",
                "name": part,
                "card": False,
                "role": "pretrain",
                "patients": patients,
                "private": True,
                "source": "s1",
            }
        ],
        "pretraining_list_complete": "yes",
        "totals": {"patients": patients},
        "training_population_tables": [
            {
                "unit": "patients",
                "dims": ["sex"],
                "source": "s1",
                "basis": "counted",
                "coverage": "complete",
                "cells": cells,
            }
        ],
        "notes": "No people: they and their images were made by examples/job.py.",
        "sources": [{"id": "s1", "citation": "examples/job.py, which made these people."}],
    }


def send(address, folder):
    """Send what waits in the outbox, and say how each model does by sex."""
    with Server(address, os.environ["FAIRATLAS_TOKEN"]) as server:
        for each in push(server, Outbox(folder)):
            print(f"{each.name}: {each.state}; {each.said}")
            if "id" in each.answers.get("begin", {}):
                tell(server, each.name, each.answers["begin"]["id"])


def tell(server, slug, run_id):
    """Wait until the server has computed a run, print what its draft says, and submit it."""
    for _ in range(600):
        answer = server.request("GET", f"/evaluations/runs/{run_id}").json()
        if answer["state"] != "waiting":
            break
        time.sleep(0.5)
    if answer["state"] != "evaluated":
        raise SystemExit(f"{slug}: {answer['state']} {answer['problems']}")
    at = f"/evaluations/{slug}/drafts/{answer['revision']}"
    draft = server.request("GET", at)
    found = {
        each["dims"]["sex"]: each["value"]
        for each in draft.json()["card"]["results"]
        if each["metric"] == "auroc" and list(each["dims"]) == ["sex"]
    }
    said = ", ".join(f"{sex} {value:.3f}" for sex, value in found.items())
    server.request("POST", f"{at}/submit", headers={"If-Match": draft.headers["ETag"]})
    print(f"{slug}: AUROC {said}; draft {answer['revision']} waits for a reviewer")


def main():
    parser = argparse.ArgumentParser(description="Train, evaluate, keep and send.")
    add = parser.add_argument
    add("--models", type=int, default=1, help="how many, each with another share of women (1)")
    add("--seed", type=int, default=7)
    add("--outbox", type=Path, default=Path("var/example"), help="where runs wait (var/example)")
    add("--server", help="send them there; FAIRATLAS_TOKEN holds your token")
    given = parser.parse_args()
    given.outbox.mkdir(parents=True, exist_ok=True)
    waiting = {entry.about["slug"] for entry in Outbox(given.outbox).pending()}
    for number, share in enumerate(np.linspace(0.05, 0.95, given.models), start=1):
        if f"example-run-{number}" not in waiting:
            job(number, share, given.seed, given.outbox)
    if given.server:
        send(given.server, given.outbox)


if __name__ == "__main__":
    main()
