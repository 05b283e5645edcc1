"""Predictions by rule, and a job that sends them over HTTP."""

import hashlib
import io
from typing import Any

import httpx
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from app.services.jobs.worker import Worker
from app.services.runs.example import EXAMPLE
from tests.support.writers import House, Writer

ABOUT: dict[str, Any] = {
    **EXAMPLE,
    "slug": "my-run",
    "job": {"gpus": ["a GPU"], "hours": 1.5, "seed": 7, "energy_note": "not measured"},
}


def predictions(patients: int = 400, seed: int = 1, images: int = 2) -> pa.Table:
    """Two images of each patient; the score is worse for women, and three people have no sex."""
    random = np.random.default_rng(seed)
    patient = np.repeat(np.arange(patients), images)
    sex = np.where(random.random(patients) < 0.5, "female", "male").astype(object)
    sex[:3] = None
    age = random.choice(["0-39", "40-79"], patients)
    truth = (random.random(patients) < 0.4)[patient]
    shift = np.where(sex == "male", 2.0, 0.8)[patient]
    score = 1 / (1 + np.exp(-(random.normal(size=len(patient)) + shift * truth - 1)))
    return pa.table(
        {
            "sample": [f"s{index}" for index in range(len(patient))],
            "patient": [f"p{index}" for index in patient],
            "truth": truth.astype(np.uint8),
            "score": score.astype(np.float32),
            "sex": pa.array(sex[patient], pa.string()),
            "age": pa.array(age[patient], pa.string()),
        }
    )


def seeded(seed: int, patients: int = 400) -> pa.Table:
    """The same people and truth as of `predictions`, scored by another training."""
    table = predictions(patients)
    score = table.column("score").to_numpy()
    logit = np.log(score / (1 - score)) + np.random.default_rng(seed).normal(size=len(score))
    return table.set_column(3, "score", pa.array((1 / (1 + np.exp(-logit))).astype(np.float32)))


COUNTS: dict[str, Any] = {"level": "counts", "attributes": ["sex"], "edges": [0.25, 0.5, 0.75]}


def counted() -> pa.Table:
    """Counts alone, as a site sends them: women, men, and few people whose sex is not known."""
    bins = {("female", 0): (200, 100, 60, 40), ("female", 1): (20, 40, 60, 80),
            ("male", 0): (300, 100, 50, 30), ("male", 1): (11, 30, 70, 120),
            ("unknown", 0): (20, 0, 0, 0), ("unknown", 1): (0, 0, 0, 4)}  # fmt: skip
    rows = [(*key, at, n) for key, each in bins.items() for at, n in enumerate(each)]
    sex, truth, at, n = zip(*rows, strict=True)
    types = {"sex": pa.string(), "truth": pa.uint8(), "bin": pa.int32(), "n": pa.int64()}
    return pa.table(dict(zip(types, (sex, truth, at, n), strict=True)), schema=pa.schema(types))


def packed(table: pa.Table) -> bytes:
    held = io.BytesIO()
    pq.write_table(table, held)
    return held.getvalue()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def put(writer: Writer, run_id: str, number: int, content: bytes, **more: str) -> httpx.Response:
    sha256 = more.get("sha256", hashlib.sha256(content).hexdigest())
    headers = {"Authorization": f"Bearer {writer.token}", "FairAtlas-SHA256": sha256}
    address = f"/api/v1/evaluations/runs/{run_id}/files/{number}"
    return writer.client.put(address, content=content, headers=headers)


def begun(writer: Writer, **more: Any) -> str:
    answer = writer.post("/evaluations/runs", ABOUT | more)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def complete(writer: Writer, run_id: str, *contents: bytes) -> httpx.Response:
    hashes = [hashlib.sha256(each).hexdigest() for each in contents]
    return writer.post(f"/evaluations/runs/{run_id}/complete", {"files": hashes})


def sent(writer: Writer, *tables: pa.Table, **more: Any) -> str:
    """Begin a run, send its files and complete it; return its id."""
    run_id = begun(writer, **more)
    contents = [packed(each) for each in tables]
    for number, content in enumerate(contents):
        assert put(writer, run_id, number, content).status_code == 200
    answer = complete(writer, run_id, *contents)
    assert answer.status_code == 202, answer.text
    return run_id


def work(home: House) -> None:
    """Let a worker do everything that waits."""
    worker = Worker(home.desk.store)
    while worker.once():
        pass


def upload(writer: Writer, run_id: str) -> dict[str, Any]:
    return dict(writer.get(f"/evaluations/runs/{run_id}").json())


def out(home: House, ana: Writer, rosa: Writer, slug: str = "my-run") -> dict[str, Any]:
    """Review and publish the draft of a run; return what everybody then reads of it."""
    at = f"/evaluations/{slug}/drafts/1"
    ana.get(at)
    assert ana.post(f"{at}/submit").status_code == 200
    rosa.etag = ana.etag
    answer = rosa.post(f"{at}/publish")
    assert answer.status_code == 200, answer.text
    return dict(home.get(f"/evaluations/{slug}/run").json())
