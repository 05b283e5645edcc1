"""Evaluate an upload: compute it, and keep its answer together with the draft that shows it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import orjson

from app.domain.run import Level, RunState
from app.errors import AppError, NotFound
from app.importers.card_yaml import read_evaluation
from app.services.desk import stamp_of
from app.services.files import to_json
from app.services.jobs.kind import Effect, Result, Work
from app.services.runs.compute import compute
from app.services.runs.joint import packed
from app.services.runs.large import compute_large
from app.services.runs.place import Place
from app.services.runs.told import Upload, answer, card, problem_rows
from app.services.runs.uploads import check_free, read_about
from app.services.runs.values import check_values
from app.services.writing.cards import Sent, document_text
from app.services.writing.kinds import KINDS
from app.store import Session, revisions, runs
from app.store import drafts as stored
from app.store.audit import Event, log_event
from app.store.runs import StoredRun


def evaluate_upload(work: Work) -> Effect:
    """Compute a run. What is wrong with its rows is kept with it, for its owner to read."""
    run_id, floor = str(work.payload["run"]), int(str(work.payload["floor"]))
    spark_master = str(work.payload.get("spark_master", ""))
    with work.store.reading() as session:
        found = runs.find_run(session, run_id)
        files = runs.run_files(session, run_id)
    if found is None:
        raise NotFound("There is no such run.")
    now = stamp_of(datetime.now(UTC))
    about = read_about(orjson.loads(found.about))
    try:
        place = Place(found.place)
        work.tell(0.01, "checking the files")
        check_values(place, files)
        if work.payload.get("reduce") and about.level is Level.ROWS:
            computed = compute_large(about, place, files, floor, spark_master, work.tell)
        else:
            computed = compute(about, place, files, floor, work.tell)
        told = answer(about, Upload(run_id, found.owner, found.created_at, now), files, computed,
                      floor)  # fmt: skip
        document = card(about, told)
        sent = Sent(KINDS["evaluations"], read_evaluation(document), document_text(document))
    except AppError as error:
        if error.status >= 500:
            raise
        return _refusal(run_id, error)
    return _draft(found, sent, to_json(told).decode(), packed(computed), now)


def _refusal(run_id: str, error: AppError) -> Effect:
    problems = problem_rows(error.problems) or [
        {"field": "files", "rule": error.message, "value": "", "example": ""}
    ]

    def effect(session: Session) -> Result:
        runs.refuse_run(session, run_id, problems)
        return {"run": run_id, "state": RunState.REFUSED, "problems": problems}

    return effect


def _draft(found: StoredRun, sent: Sent, told: str, joint: bytes | None, now: str) -> Effect:
    def effect(session: Session) -> Result:
        check_free(session, found.slug)
        own = revisions.new_draft(session, "evaluation", found.slug, None, sent.hash, "user")
        sent.kind.fill(session, own, sent.card)
        stored.begin_draft(session, own, found.account, 0, sent.text, now)
        draft = stored.draft_of(session, own)
        runs.answer_run(session, found.id, (draft.revision, sent.hash), told, joint)
        after = hashlib.sha256(told.encode()).hexdigest()
        event = Event("evaluated", "run", found.id, draft.revision, sent.hash, after)
        log_event(session, event, found.owner, "job", now)
        return {
            "run": found.id,
            "state": RunState.EVALUATED,
            "slug": found.slug,
            "revision": draft.revision,
        }

    return effect
