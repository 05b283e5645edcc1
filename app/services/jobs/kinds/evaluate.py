"""Evaluate: the predictions of an uploaded run become values per group and a draft of a card."""

from __future__ import annotations

from app.services.jobs.kind import Effect, Kind, Work
from app.services.runs.evaluate import evaluate_upload


def _run(work: Work) -> Effect:
    return evaluate_upload(work)


KIND = Kind("evaluate", _run, max_attempts=3)
