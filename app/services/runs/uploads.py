"""Uploads: a run is begun, its files arrive one by one, and a job is asked to evaluate it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from app.domain.access import Caller, Scope
from app.domain.run import RunAbout, RunFile, RunState
from app.errors import Conflict, Forbidden, Invalid, NotFound, TooLarge, problem
from app.importers.run_json import read_run
from app.services.desk import Desk
from app.services.jobs.queue import enqueue_in
from app.services.runs.place import Place
from app.services.runs.reported import check_reported
from app.services.runs.schema import check_schema
from app.services.writing.cards import Document, document_text, located
from app.services.writing.kinds import KINDS
from app.services.writing.road import Asked, Done, Told, write
from app.store import Session, revisions, runs
from app.store.audit import Event
from app.store.runs import NewRun, StoredRun

MOST_FILES = 100_000
EVALUATE = "evaluate"


@dataclass(frozen=True, slots=True)
class RunFileShown:
    """A file that has arrived."""

    number: int
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class RunProblem:
    """What is wrong with the rows of a run."""

    field: str
    rule: str
    value: str
    example: str


@dataclass(frozen=True, slots=True)
class RunUpload:
    """An upload as its owner sees it; `revision` is the draft that came of it."""

    id: str
    slug: str
    state: RunState
    owner: str
    created_at: str
    files: tuple[RunFileShown, ...]
    job: str | None
    revision: int | None
    problems: tuple[RunProblem, ...]


def begin(desk: Desk, caller: Caller, document: Document, asked: Asked) -> Told:
    """Begin a run; its files are sent next.

    Raises
    ------
    Invalid
        With all that is wrong with what is said of the run.
    Conflict
        When an evaluation of this name is there already.
    """
    about = read_about(document)
    run_id = secrets.token_hex(12)
    place = f"{desk.settings.runs_url.rstrip('/')}/{run_id}"

    def work(session: Session) -> Done:
        check_free(session, about.slug)
        text = document_text(document)
        new = NewRun(run_id, caller.account, about.slug, text, place, desk.stamp())
        runs.begin_run(session, new)
        event = Event("began", "run", run_id, after=hashlib.sha256(text.encode()).hexdigest())
        headers = {"Location": f"/api/v1/evaluations/runs/{run_id}"}
        return Done(event, _shown(session, run_id), 201, headers)

    return write(desk, caller, asked, work)


def read_about(document: Document) -> RunAbout:
    """Read what is said of a run, each problem with its place in the document."""
    try:
        about = read_run(document)
        check_reported(about)
        return about
    except Invalid as error:
        raise Invalid(error.message, [located(each) for each in error.problems]) from None


def check_free(session: Session, slug: str) -> None:
    """Refuse the name of an evaluation that is there."""
    if revisions.revisions_of(session, KINDS["evaluations"].name, slug):
        rule = "is the name of an evaluation already; choose another for this run"
        raise Conflict("There is such an evaluation.", [problem("slug", rule, slug)])


def put_file(
    desk: Desk, caller: Caller, at: tuple[str, int], content: bytes, sha256: str, asked: Asked
) -> Told:
    """Take in one file; the same file again changes nothing.

    Raises
    ------
    Invalid
        When it is not what its checksum says.
    Conflict
        When the run is complete.
    TooLarge
        When the run would exceed its limit.
    """
    run_id, number = at
    file = _checked_file(number, content, sha256)
    with desk.store.reading() as session:
        place = Place(_open(session, caller, run_id).place)
    place.put(file, content)

    def work(session: Session) -> Done:
        _open(session, caller, run_id, lock=True)
        _check_size(desk, runs.run_files(session, run_id), file)
        runs.save_run_file(session, run_id, file)
        event = Event("put file", "run", run_id, number, after=file.sha256)
        return Done(event, _shown(session, run_id))

    return write(desk, caller, asked, work)


def _checked_file(number: int, content: bytes, sha256: str) -> RunFile:
    found = hashlib.sha256(content).hexdigest()
    if found != sha256.lower():
        rule = "must be the SHA-256 of the body in hexadecimal digits; send the file again"
        raise Invalid("The file did not arrive whole.", [problem("sha256", rule, sha256, found)])
    return RunFile(number, found, len(content))


def _check_size(desk: Desk, there: Sequence[RunFile], file: RunFile) -> None:
    most = desk.settings.largest_run_bytes
    total = file.bytes + sum(each.bytes for each in there if each.number != file.number)
    if total > most:
        rule = f"must be at most {most} bytes together (FAIRATLAS_LARGEST_RUN_BYTES)"
        raise TooLarge("The run is too large.", [problem("files", rule, total)])


def complete(desk: Desk, caller: Caller, run_id: str, document: Document, asked: Asked) -> Told:
    """Say that all files are there: their columns are checked, and a job begins its work.

    Asked again it gives the same job.
    """
    wanted = _hashes(document)
    with desk.store.reading() as session:
        found = seen_run(session, caller, run_id)
        files = runs.run_files(session, run_id)
    rows = 0
    if found.state in (RunState.OPEN, RunState.REFUSED):
        _check_files(files, wanted)
        rows = check_schema(read_about(orjson.loads(found.about)), Place(found.place), files)

    def work(session: Session) -> Done:
        now = seen_run(session, caller, run_id, lock=True)
        if now.state in (RunState.OPEN, RunState.REFUSED):
            _check_files(runs.run_files(session, run_id), wanted)
            check_free(session, now.slug)
            key = f"{run_id}-{hashlib.sha256(repr(wanted).encode()).hexdigest()[:16]}"
            asked_for = {"run": run_id, **_how(desk, rows)}
            job = enqueue_in(session, EVALUATE, asked_for, owner=caller.account, key=key)
            runs.hand_over(session, run_id, job)
        event = Event("completed", "run", run_id)
        return Done(event, _shown(session, run_id), 202)

    return write(desk, caller, asked, work)


def _how(desk: Desk, rows: int) -> dict[str, object]:
    """Say how a worker computes it, by the settings of this service."""
    settings = desk.settings
    return {
        "floor": settings.suppression_floor,
        "reduce": rows > settings.rows_in_memory,
        "spark_master": settings.spark_master,
    }


def _hashes(document: Document) -> tuple[str, ...]:
    value = document.get("files")
    good = isinstance(value, list) and 0 < len(value) <= MOST_FILES and set(document) == {"files"}
    if not good or not all(isinstance(each, str) for each in value or ()):
        rule = "must be the list of the SHA-256 of all files, in order of their numbers"
        raise Invalid("The files are not named.", [problem("files", rule, "", '["9f86d0..."]')])
    return tuple(each.lower() for each in value or ())


def _check_files(there: Sequence[RunFile], wanted: Sequence[str]) -> None:
    by_number = {each.number: each.sha256 for each in there}
    rule = "must have arrived with this checksum: PUT it again"
    problems = [
        problem(f"files[{number}]", rule, sha256)
        for number, sha256 in enumerate(wanted)
        if by_number.get(number) != sha256
    ]
    extra = sorted(set(by_number) - set(range(len(wanted))))
    problems += [problem(f"files[{each}]", "has arrived and must be named too") for each in extra]
    if problems:
        raise Conflict("The run is not complete.", problems[:100])


def read_upload(desk: Desk, caller: Caller, run_id: str) -> RunUpload:
    """Return an upload of one's own, any for a reviewer."""
    with desk.store.reading() as session:
        seen_run(session, caller, run_id)
        return _shown(session, run_id)


def seen_run(session: Session, caller: Caller, run_id: str, *, lock: bool = False) -> StoredRun:
    """Return a run that the caller may see; to anybody else it is not there."""
    found = runs.find_run(session, run_id, lock=lock)
    if found is None or not (found.account == caller.account or caller.may(Scope.REVIEW)):
        raise NotFound("There is no such run that you may see.")
    return found


def _open(session: Session, caller: Caller, run_id: str, *, lock: bool = False) -> StoredRun:
    found = seen_run(session, caller, run_id, lock=lock)
    if found.account != caller.account:
        raise Forbidden(f"Only {found.owner} sends files of this run.")
    if found.state not in (RunState.OPEN, RunState.REFUSED):
        rule = "must be open; begin another run for other predictions"
        raise Conflict("The run is complete.", [problem("state", rule, found.state)])
    return found


def _shown(session: Session, run_id: str) -> RunUpload:
    found = runs.find_run(session, run_id)
    if found is None:
        raise NotFound("There is no such run.")
    files = runs.run_files(session, run_id)
    return RunUpload(
        id=found.id,
        slug=found.slug,
        state=found.state,
        owner=found.owner,
        created_at=found.created_at,
        files=tuple(RunFileShown(each.number, each.sha256, each.bytes) for each in files),
        job=found.job,
        revision=found.revision,
        problems=tuple(RunProblem(**each) for each in found.problems),
    )
