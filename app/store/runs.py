"""Runs: begun, filled file by file, handed to a job, and answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.evaluation import EvaluationCard
from app.domain.run import RunFile, RunState
from app.store import revisions as lives
from app.store.rows import of, select_any, table_of
from app.store.schema.access import Account
from app.store.schema.cards import Card, Revision
from app.store.schema.evaluations import EvaluationFacts
from app.store.schema.runs import RunFileRow, RunRow

_runs, _files = table_of(RunRow), table_of(RunFileRow)


@dataclass(frozen=True, slots=True)
class NewRun:
    """A run as it begins."""

    id: str
    account: int
    slug: str
    about: str
    place: str
    created_at: str


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run without its answer; `about` is JSON, `place` is where its files lie."""

    id: str
    account: int
    owner: str
    state: RunState
    slug: str
    about: str
    place: str
    created_at: str
    job: str | None
    revision: int | None
    problems: Sequence[dict[str, str]]


_RUN = (
    RunRow.id, RunRow.account_id, Account.name, RunRow.state, RunRow.slug, RunRow.about,
    RunRow.place, RunRow.created_at, RunRow.job, RunRow.revision, RunRow.problems,
)  # fmt: skip


def begin_run(session: Session, run: NewRun) -> None:
    """Write a run that has no files yet."""
    values = {
        "id": run.id,
        "account_id": run.account,
        "state": RunState.OPEN,
        "slug": run.slug,
        "about": run.about,
        "place": run.place,
        "created_at": run.created_at,
        "problems": [],
    }
    session.execute(sa.insert(_runs).values(values))


def find_run(session: Session, run_id: str, *, lock: bool = False) -> StoredRun | None:
    """Return a run; `lock` keeps others from changing it until the transaction ends."""
    if lock:
        session.execute(sa.select(_runs.c.id).where(_runs.c.id == run_id).with_for_update())
    query = select_any(*_RUN).join(Account, Account.id == RunRow.account_id)
    found = session.execute(query.where(RunRow.id == run_id)).one_or_none()
    return None if found is None else StoredRun(*found)


def run_files(session: Session, run_id: str) -> tuple[RunFile, ...]:
    """Return the files that have arrived, in order of number."""
    columns = (RunFileRow.number, RunFileRow.sha256, RunFileRow.bytes)
    query = select_any(*columns).where(RunFileRow.run_id == run_id).order_by(RunFileRow.number)
    return tuple(RunFile(*row) for row in session.execute(query))


def save_run_file(session: Session, run_id: str, file: RunFile) -> None:
    """Note that a file has arrived, in the place of one of the same number."""
    same = sa.and_(_files.c.run_id == run_id, _files.c.number == file.number)
    session.execute(sa.delete(_files).where(same))
    values = {
        "run_id": run_id,
        "number": file.number,
        "sha256": file.sha256,
        "bytes": file.bytes,
    }
    session.execute(sa.insert(_files).values(values))


def hand_over(session: Session, run_id: str, job: str) -> None:
    """Say that a run is complete, and which job evaluates it."""
    _change(session, run_id, {"state": RunState.WAITING, "job": job, "problems": []})


def refuse_run(session: Session, run_id: str, problems: Sequence[dict[str, str]]) -> None:
    """Say what is wrong with a run; its files can be replaced."""
    _change(session, run_id, {"state": RunState.REFUSED, "problems": list(problems)})


def answer_run(
    session: Session, run_id: str, shown: tuple[int, str], answer: str, replicates: bytes | None
) -> None:
    """Keep what was computed, with number and content hash of the revision that shows it."""
    revision, content_hash = shown
    values = {
        "state": RunState.EVALUATED,
        "revision": revision,
        "content_hash": content_hash,
        "answer": answer,
        "replicates": replicates,
    }
    _change(session, run_id, values)


def _change(session: Session, run_id: str, values: dict[str, object]) -> None:
    session.execute(sa.update(_runs).where(_runs.c.id == run_id).values(values))


def run_answer(session: Session, slug: str, content_hash: str) -> tuple[str, str] | None:
    """Return id and answer of the run that a revision with this content came of, if any.

    A card that was changed after it had been computed has another hash, and thus no run.
    """
    found = session.execute(_of_card(slug, content_hash, RunRow.id, RunRow.answer)).one_or_none()
    return None if found is None else (found[0], found[1])


def run_replicates(session: Session, slug: str, content_hash: str) -> bytes | None:
    """Return the replicates of the run that a revision with this content came of, if any."""
    found: bytes | None = session.scalar(_of_card(slug, content_hash, RunRow.replicates))
    return found


_ALIKE = ("model", "dataset", "task", "label", "protocol", "model_detail")


def alike_answers(
    session: Session, card: EvaluationCard, release: int | None = None
) -> tuple[tuple[str, str], ...]:
    """Return slug and answer of every run that a release shows of what this card is of.

    The latest comes first; a run of the card itself is among them.
    """
    same = [getattr(EvaluationFacts, name).is_not_distinct_from(getattr(card, name))
            for name in _ALIKE]  # fmt: skip
    query = (
        select_any(RunRow.slug, RunRow.answer)
        .join(Card, sa.and_(Card.slug == RunRow.slug, Card.kind == "evaluation"))
        .join(Revision, sa.and_(Revision.card_id == Card.id,
                                Revision.content_hash == RunRow.content_hash))
        .join(EvaluationFacts, EvaluationFacts.revision_id == Revision.id)
        .where(of(EvaluationFacts, lives.visible("evaluation", release)),
               RunRow.answer.is_not(None), *same)
        .order_by(RunRow.created_at.desc(), RunRow.id)
    )  # fmt: skip
    return tuple((slug, answer) for slug, answer in session.execute(query))


def _of_card(slug: str, content_hash: str, *columns: Any) -> sa.Select[Any]:
    query = select_any(*columns).where(
        RunRow.slug == slug, RunRow.content_hash == content_hash, RunRow.answer.is_not(None)
    )
    return query.order_by(RunRow.created_at.desc()).limit(1)
