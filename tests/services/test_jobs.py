"""The queue on both databases: nothing lost, nothing doubled, whatever happens to the workers."""

import json
import multiprocessing
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.domain.access import Role
from app.domain.job import Job, JobState
from app.errors import Conflict, Invalid, NotFound, Unavailable
from app.services.jobs import queue
from app.services.jobs.kind import Effect, Kind, Work, known_kinds
from app.services.jobs.worker import Worker
from app.settings import ROOT
from app.store import Session, Store, jobs, open_store
from app.store.access import account_named
from app.store.jobs import LeaseLost
from tests.services.job_workers import KINDS, LEDGER, work
from tests.support.writers import house

OWNER = 7
JOBS = 100
START = multiprocessing.get_context("forkserver")
START.set_forkserver_preload(["tests.services.job_workers"])


@pytest.fixture
def store(prepared_url: str) -> Iterator[Store]:
    opened = open_store(prepared_url)
    with opened.writing() as session:
        session.execute(sa.text(LEDGER))
    yield opened
    opened.close()


def nothing(_: Session) -> None:
    return None


def kind(run: Callable[[Work], Effect], **more: object) -> dict[str, Kind]:
    return {"write": Kind("write", run, **more)}  # type: ignore[arg-type]


def ask(store: Store, **more: object) -> str:
    return queue.enqueue(store, "write", {"n": 1}, owner=OWNER, kinds=KINDS, **more)  # type: ignore[arg-type]


def state(store: Store, job_id: str) -> queue.JobShown:
    return queue.job(store, job_id, OWNER)


def written(store: Store) -> list[str]:
    with store.reading() as session:
        return [row[0] for row in session.execute(sa.text("SELECT job FROM ledger ORDER BY job"))]


def take(store: Store, lease_s: float = 30) -> Job:
    with store.queueing() as session:
        found = jobs.take(session, "a worker", ["write"], lease_s)
    assert found is not None
    return found


def test_killing_workers_at_random_loses_and_doubles_nothing(
    store: Store, prepared_url: str
) -> None:
    asked = [ask(store) for _ in range(JOBS)]

    def started() -> multiprocessing.Process:
        process = START.Process(target=work, args=(prepared_url, 0.5), daemon=True)
        process.start()
        return process  # type: ignore[return-value]

    chance = random.Random(1)  # noqa: S311
    workers = [started() for _ in range(3)]
    kills, ends = 0, time.monotonic() + 120
    try:
        while len(written(store)) < JOBS and time.monotonic() < ends:
            time.sleep(chance.uniform(0.05, 0.3))
            place = chance.randrange(len(workers))
            workers[place].kill()
            workers[place].join()
            kills += workers[place].exitcode == -9
            workers[place] = started()
        Worker(store, KINDS, lease_s=0.5).run(threading.Event(), drain=True)
    finally:
        for each in workers:
            each.kill()
            each.join()
    assert kills > 5
    assert written(store) == sorted(asked)
    assert {state(store, each).state for each in asked} == {JobState.DONE}


def test_a_job_is_done_with_its_result_and_progress(store: Store) -> None:
    job_id = ask(store)
    assert state(store, job_id).state is JobState.QUEUED
    assert Worker(store, KINDS).once()
    done = state(store, job_id)
    assert (done.state, done.progress, done.result) == (JobState.DONE, 1.0, {"written": 1})
    assert done.attempts == 1
    assert done.finished_at is not None
    assert not Worker(store, KINDS).once()


def test_the_bearer_of_an_old_token_can_write_nothing(store: Store) -> None:
    job_id = ask(store)
    first = take(store, lease_s=0.01)
    time.sleep(0.05)
    second = take(store)
    assert (second.id, second.fence) == (first.id, first.fence + 1)
    for write in (
        lambda session: jobs.hold(session, first),
        lambda session: jobs.finish(session, first, None),
        lambda session: jobs.fail(session, first, "late", 0),
        lambda session: jobs.beat(session, first, 30, 0.5, None),
        lambda session: jobs.end_cancelled(session, first),
    ):
        with pytest.raises(LeaseLost), store.queueing() as session:
            write(session)
    assert state(store, job_id).state is JobState.RUNNING


def test_a_worker_that_lost_its_lease_leaves_no_effect(store: Store) -> None:
    job_id = ask(store)

    def slow(work: Work) -> Effect:
        with store.queueing() as session:  # another worker takes it meanwhile
            session.execute(sa.text("UPDATE jobs SET fence = fence + 1"))
        return KINDS["write"].run(work)

    Worker(store, kind(slow)).once()
    assert written(store) == []
    assert state(store, job_id).state is JobState.RUNNING


def test_an_effect_that_fails_is_not_half_written_and_is_tried_again(store: Store) -> None:
    job_id, tried = ask(store), []

    def run(work: Work) -> Effect:
        tried.append(work.job.attempts)
        effect = KINDS["write"].run(work)

        def failing(session: Session) -> None:
            effect(session)
            if len(tried) < 3:
                raise Unavailable("The store of files is out of reach.")

        return failing

    worker = Worker(store, kind(run, first_wait_s=0.01))
    for expected in (JobState.QUEUED, JobState.QUEUED, JobState.DONE):
        time.sleep(0.06)
        assert worker.once()
        found = state(store, job_id)
        assert found.state is expected
        assert written(store) == ([job_id] if expected is JobState.DONE else [])
    assert tried == [1, 2, 3]
    assert found.error is None


def test_a_job_that_fails_for_good_is_a_dead_letter_until_somebody_revives_it(store: Store) -> None:
    job_id = ask(store)

    def broken(_: Work) -> Effect:
        raise ZeroDivisionError("/secret/path")

    with store.queueing() as session:
        session.execute(sa.text("UPDATE jobs SET max_attempts = 2"))
    worker = Worker(store, kind(broken, first_wait_s=0.0))
    worker.run(threading.Event(), drain=True)
    dead = state(store, job_id)
    assert (dead.state, dead.attempts) == (JobState.DEAD, 2)
    assert "ZeroDivisionError" in str(dead.error)
    assert "secret" not in str(dead.error)
    assert [each.id for each in queue.dead_letters(store)] == [job_id]
    queue.try_again(store, job_id)
    Worker(store, KINDS).once()
    assert state(store, job_id).state is JobState.DONE
    with pytest.raises(Conflict):
        queue.try_again(store, job_id)


def test_bad_input_is_not_tried_twice(store: Store) -> None:
    job_id = ask(store)

    def refusing(_: Work) -> Effect:
        raise Invalid("The file has no column of labels.")

    Worker(store, kind(refusing)).once()
    assert (state(store, job_id).state, state(store, job_id).attempts) == (JobState.DEAD, 1)
    assert "no column of labels" in str(state(store, job_id).error)


def test_a_worker_that_vanishes_too_often_leaves_a_dead_letter(store: Store) -> None:
    job_id = ask(store)
    with store.queueing() as session:
        session.execute(sa.text("UPDATE jobs SET max_attempts = 1"))
    take(store, lease_s=0.01)
    time.sleep(0.05)
    assert not Worker(store, KINDS).once()
    assert (state(store, job_id).state, state(store, job_id).error) == (JobState.DEAD, jobs.LOST)


def test_waiting_longer_with_each_attempt(store: Store) -> None:
    ask(store)
    waits = []
    for _ in range(3):
        taken = take(store)
        with store.queueing() as session:
            jobs.fail(session, taken, "not yet", 100.0)
            (after,) = session.execute(sa.text("SELECT not_before - created_at FROM jobs")).one()
            session.execute(sa.text("UPDATE jobs SET not_before = created_at"))
        waits.append(after)
    assert all(99 < each < 110 for each in waits)
    with store.queueing() as session:
        session.execute(sa.text("UPDATE jobs SET not_before = created_at + 100"))
        assert jobs.take(session, "a worker", ["write"], 30) is None


def test_a_waiting_job_is_cancelled_at_once(store: Store) -> None:
    job_id = ask(store)
    assert queue.cancel(store, job_id, OWNER).state is JobState.CANCELLED
    assert not Worker(store, KINDS).once()
    assert queue.cancel(store, job_id, OWNER).state is JobState.CANCELLED


def test_a_running_job_stops_when_its_owner_cancels_it(store: Store) -> None:
    job_id = ask(store)
    begun = threading.Event()

    def endless(work: Work) -> Effect:
        begun.set()
        while True:
            time.sleep(0.01)
            work.tell(0.4, "counting")

    worker = threading.Thread(target=Worker(store, kind(endless), lease_s=0.3).once)
    worker.start()
    assert begun.wait(10)
    assert queue.cancel(store, job_id, OWNER).cancel_requested
    worker.join(20)
    found = state(store, job_id)
    assert (found.state, found.progress, found.message) == (JobState.CANCELLED, 0.4, "counting")
    assert written(store) == []


def test_signs_of_life_keep_the_lease_and_do_not_move_the_release(store: Store) -> None:
    job_id = ask(store)
    before = store.release()
    seen: list[float] = []

    def slow(work: Work) -> Effect:
        ends = time.monotonic() + 1.2
        while time.monotonic() < ends:
            work.tell(0.5, "half way")
            time.sleep(0.02)
            seen.append(state(store, job_id).progress)
        assert not Worker(store, KINDS).once()  # nobody else may take it, four leases later
        return nothing

    Worker(store, kind(slow), lease_s=0.3).once()
    assert state(store, job_id).state is JobState.DONE
    assert 0.5 in seen
    assert store.release() == before


def test_the_same_key_is_the_same_job(store: Store) -> None:
    one, again = ask(store, key="k"), ask(store, key="k")
    other = ask(store, key="other")
    assert one == again != other
    assert ask(store) != ask(store)


def test_a_job_exists_only_if_what_it_is_about_does(store: Store) -> None:
    with suppress(ZeroDivisionError), store.writing() as session:
        queue.enqueue_in(session, "write", {}, owner=OWNER, kinds=KINDS)
        raise ZeroDivisionError
    assert not Worker(store, KINDS).once()


def test_a_job_of_somebody_else_is_not_there(store: Store) -> None:
    job_id = ask(store)
    for stranger in (8, None):
        with pytest.raises(NotFound):
            queue.job(store, job_id, stranger)
        with pytest.raises(NotFound):
            queue.cancel(store, job_id, stranger)
    assert queue.job(store, job_id, 8, every=True).id == job_id


def test_the_owner_and_an_admin_see_a_job_and_nobody_else(tmp_path: Path) -> None:
    with house(f"sqlite:///{tmp_path / 'jobs.db'}") as home:
        ana, bob = home.writer("ana"), home.writer("bob")
        root = home.writer("root", Role.ADMIN)
        with home.desk.store.reading() as session:
            account = account_named(session, "ana")
        assert account is not None
        at = f"/jobs/{queue.enqueue(home.desk.store, 'forget_jobs', {}, owner=account.id)}"
        assert ana.get(at).json()["state"] == root.get(at).json()["state"] == "queued"
        assert bob.get(at).status_code == bob.post(f"{at}/cancel").status_code == 404
        assert home.get(at).status_code == 401
        assert ana.get("/jobs/no-such-job").status_code == 404
        cancelled = ana.post(f"{at}/cancel")
        assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")


def test_the_command_drains_the_queue_and_tells_of_jobs(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'jobs.db'}"
    opened = open_store(url)
    opened.upgrade()
    job_id = queue.enqueue(opened, "forget_jobs", {})
    ran = {
        words: subprocess.run(
            [sys.executable, "-m", "app.cli", *words.split()],
            cwd=ROOT, env=os.environ | {"FAIRATLAS_DATABASE_URL": url}, check=True,
            capture_output=True, text=True, timeout=120,
        ).stdout
        for words in ("worker --drain", f"job show {job_id}", "job dead")
    }  # fmt: skip
    opened.close()
    assert "Nothing is waiting" in ran["worker --drain"]
    assert json.loads(ran[f"job show {job_id}"])["state"] == "done"
    assert "No job is dead" in ran["job dead"]


def test_an_unknown_kind_is_refused(store: Store) -> None:
    with pytest.raises(Invalid):
        queue.enqueue(store, "no_such_kind", {})


def test_finished_jobs_are_forgotten_and_dead_ones_kept(store: Store) -> None:
    done, dead, young = ask(store), ask(store), ask(store)
    Worker(store, KINDS).once()
    with store.queueing() as session:
        session.execute(
            sa.text("UPDATE jobs SET state = 'dead', finished_at = 0 WHERE id = :id"), {"id": dead}
        )
        session.execute(sa.text("UPDATE jobs SET finished_at = 0 WHERE id = :id"), {"id": done})
    kinds = known_kinds()
    queue.enqueue(store, "forget_jobs", {}, owner=OWNER)
    Worker(store, {"forget_jobs": kinds["forget_jobs"]}).once()
    with pytest.raises(NotFound):
        state(store, done)
    assert state(store, dead).state is JobState.DEAD
    assert state(store, young).state is JobState.QUEUED
