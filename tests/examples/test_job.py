"""The example really runs: it trains, is evaluated here, is published, and shows what it must."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.access import Role
from tests.support import runs as made
from tests.support.writers import House, house

ROOT = Path(__file__).parents[2]
MODELS = 6


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("home")
    url = f"sqlite:///{folder / 'fairatlas.db'}"
    with house(url, runs_url=str(folder / "runs")) as opened:
        yield opened


@pytest.fixture(scope="module")
def said(home: House, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Run the job as a person would, beside a worker; then publish all that it sent."""
    ana, rosa = home.writer("ana"), home.writer("rosa", Role.REVIEWER)
    outbox = tmp_path_factory.mktemp("outbox")
    address = str(home.client.base_url)
    command = [sys.executable, "examples/job.py", "--models", str(MODELS), "--server", address,
               "--outbox", str(outbox)]  # fmt: skip
    more = {"FAIRATLAS_TOKEN": ana.token, "PYTHONPATH": "client"}
    with (outbox / "said").open("w+") as told:
        job = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | more, stdout=told, stderr=subprocess.STDOUT
        )
        while job.poll() is None:
            made.work(home)
        told.seek(0)
        words = told.read()
    assert job.returncode == 0, words
    for number in range(1, MODELS + 1):
        for draft in (f"models/example-model-{number}", f"evaluations/example-run-{number}"):
            rosa.get(f"/{draft}/drafts/1")
            assert rosa.post(f"/{draft}/drafts/1/publish").status_code == 200
    return words


def auroc(home: House, number: int) -> dict[str, float]:
    run = home.get(f"/evaluations/example-run-{number}/run").json()["run"]
    return {
        each["group"]["sex"]: each["value"]
        for each in run["scores"]
        if each["metric"] == "auroc" and list(each["group"]) == ["sex"]
    }


def test_who_was_rare_in_training_is_served_worse(home: House, said: str) -> None:
    few_women, few_men = auroc(home, 1), auroc(home, MODELS)
    assert few_women["male"] - few_women["female"] > 0.1
    assert few_men["female"] - few_men["male"] > 0.1
    assert f"AUROC female {few_women['female']:.3f}, male {few_women['male']:.3f}" in said


def test_the_link_holds_what_models_learned_from_against_how_they_serve(
    home: House, said: str
) -> None:
    """Each model is a cluster of its own, so that six of them are enough for a pooled statement."""
    asked = "/link?attribute=sex&metric=auroc&publication_status=run"
    (axis,) = home.get(asked).json()["axes"]
    assert axis["pooled"]["clusters"] == MODELS
    assert axis["pooled"]["value"] < -0.02, "rarer minus commoner"
    assert axis["pooled"]["p"] <= 0.1
    assert all(each["se"] and each["se"] < 0.05 for each in axis["clusters"])
    first = axis["runs"][0]
    assert first["evaluation"] == "example-run-1"
    states = {each["group"]: each["state"] for each in first["groups"]}
    assert states == {"female": "rare_and_worse", "male": "common_and_not_worse"}
    assert home.get("/link?attribute=sex").json()["axes"] == [], "papers, unless it is asked"
