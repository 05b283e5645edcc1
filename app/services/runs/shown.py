"""Shown: the run that a published evaluation came of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.services.catalogue.evaluations import EVALUATION_CARD
from app.services.parameters import Pairs, checked_slug, read_parameters
from app.services.runs.answers import RunAnswer, answer_of
from app.services.snapshot import snapshot
from app.store import Store
from app.store.evaluations import evaluation_card
from app.store.runs import run_answer


@dataclass(frozen=True, slots=True)
class EvaluationRun:
    """What was computed for an evaluation; `run` is null where it only prints published values."""

    release: int
    slug: str
    revision: int
    run: RunAnswer | None


def evaluation_run(store: Store, slug: str, pairs: Pairs = ()) -> EvaluationRun:
    """Return the run of an evaluation, as it stands or in an earlier revision or release."""
    asked: dict[str, Any] = read_parameters(EVALUATION_CARD, pairs)
    checked_slug("evaluation", slug)
    shot = snapshot(store, asked.get("release"))
    with store.reading() as session:
        _, meta = evaluation_card(session, slug, asked.get("revision"), shot.release)
        found = run_answer(session, slug, meta.content_hash)
    run = answer_of(found[1]) if found else None
    return EvaluationRun(shot.release, slug, meta.revision, run)
