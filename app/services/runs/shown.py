"""Shown: the run that a published evaluation came of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.services.catalogue.evaluations import EVALUATION_CARD
from app.services.parameters import Pairs, checked_slug, read_parameters
from app.services.runs.answers import Curve, GroupGap, RunAnswer, answer_of
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


@dataclass(frozen=True, slots=True)
class RunCurves:
    """The rates of everybody and of every group at every threshold that may be shown."""

    items: tuple[Curve, ...]
    total: int
    slug: str
    release: int


@dataclass(frozen=True, slots=True)
class RunGaps:
    """Every gap of a run, beside what equal groups of these sizes would show."""

    items: tuple[GroupGap, ...]
    total: int
    slug: str
    release: int


def run_curves(store: Store, slug: str, pairs: Pairs = ()) -> RunCurves:
    """Return the curves of a run; none where an evaluation only prints published values."""
    found = evaluation_run(store, slug, pairs)
    items = tuple(found.run.curves) if found.run else ()
    return RunCurves(items, len(items), slug, found.release)


def run_gaps(store: Store, slug: str, pairs: Pairs = ()) -> RunGaps:
    """Return the gaps of a run; none where an evaluation only prints published values."""
    found = evaluation_run(store, slug, pairs)
    items = tuple(found.run.gaps) if found.run else ()
    return RunGaps(items, len(items), slug, found.release)


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
