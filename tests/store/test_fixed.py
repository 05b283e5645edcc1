"""A published number stays: the database itself refuses to change or delete it."""

import pytest
import sqlalchemy as sa

from app.domain.vocabulary import State
from app.errors import Conflict, Invalid
from app.store import Store
from app.store.datasets import publish_dataset, save_dataset
from app.store.evaluations import publish_evaluation, save_evaluation
from app.store.models import publish_model, save_model
from app.store.references import save_reference
from app.store.releases import bump_release
from app.store.revisions import move_draft
from app.store.schema import Base
from tests.store.examples import EVALUATION, FULL, MODEL, SEX_MARGIN, WORLD

MUTABLE = {
    "revision_states", "releases", "cards", "countries", "area_margins", "accounts", "keys",
    "sessions", "drafts", "review_notes", "tombstones", "corrections", "kept_answers",
    "audit_events", "audit_head",
    # They have a life of their own, tested in tests/api/writing/test_bulk_counts.py.
    "uploads", "upload_slices",
    # Likewise, in tests/services/test_jobs.py and tests/api/writing/test_runs.py.
    "jobs", "runs", "run_files",
}  # fmt: skip
# One row per revision: a second one is a duplicate before it is a change.
ONE_ROW = {"dataset_facts", "model_facts", "evaluation_facts", "reference_facts"}
CONTENT = sorted(set(Base.metadata.tables) - MUTABLE)


@pytest.fixture
def full_store(store: Store) -> Store:
    """A store with at least one published row in every table of content."""
    with store.writing() as session:
        release = bump_release(session, "everything")
        draft = save_dataset(session, FULL, [SEX_MARGIN], content_hash="h", origin="user")
        publish_dataset(session, draft, release)
        draft = save_model(session, MODEL, [], content_hash="h", origin="user")
        publish_model(session, draft, release)
        draft = save_evaluation(session, EVALUATION, content_hash="h", origin="user")
        publish_evaluation(session, draft, release)
        save_reference(session, WORLD)
    return store


def refused(store: Store, statement: sa.Executable) -> bool:
    try:
        with store.writing() as session:
            session.connection().execute(statement)
    except Conflict as conflict:
        return "never changed" in str(conflict)
    return False


def rows(store: Store, table: sa.Table) -> list[tuple[object, ...]]:
    with store.reading() as session:
        return sorted((tuple(row) for row in session.connection().execute(table.select())), key=str)


def test_no_published_content_can_be_changed_or_deleted(full_store: Store) -> None:
    for name in CONTENT:
        table = Base.metadata.tables[name]
        before = rows(full_store, table)
        assert before, f"nothing is published in {name}"
        some = next(c for c in table.c if not c.primary_key and not c.foreign_keys)
        assert refused(full_store, sa.update(table).values({some: some})), name
        assert refused(full_store, sa.delete(table)), name
        assert rows(full_store, table) == before, name


def test_nothing_can_be_added_to_published_content(full_store: Store) -> None:
    for name in sorted(set(CONTENT) - ONE_ROW - {"revisions"}):
        table = Base.metadata.tables[name]
        row = dict(zip(table.c.keys(), rows(full_store, table)[0], strict=True))
        last = list(table.primary_key.columns)[-1]
        row[last.key] = "other" if isinstance(last.type, sa.Text) else 99
        row |= {"parent_slug": "other"} if name == "lineage" else {}
        row |= {"unit": "studies"} if name == "totals" else {}
        assert refused(full_store, sa.insert(table).values(row)), name


def test_a_published_state_cannot_go_back(full_store: Store) -> None:
    with full_store.writing() as session:
        bump_release(session, "another")
    states = Base.metadata.tables["revision_states"]
    for change in (
        {"state": State.DRAFT, "release_in": None},
        {"state": State.SUBMITTED, "release_in": None},
        {"release_in": 2},
        {"state": State.WITHDRAWN},  # without an end
    ):
        assert refused(full_store, sa.update(states).values(change)), change


def test_what_has_ended_stays_ended(full_store: Store) -> None:
    states = Base.metadata.tables["revision_states"]
    with full_store.writing() as session:
        session.connection().execute(sa.update(states).values(release_out=1, state="withdrawn"))
    assert refused(full_store, sa.update(states).values(release_out=None, state="published"))
    assert refused(full_store, sa.delete(states))


def test_releases_are_only_added_to(full_store: Store) -> None:
    releases = Base.metadata.tables["releases"]
    assert refused(full_store, sa.update(releases).values(why="another story"))
    assert refused(full_store, sa.delete(releases))


def test_a_submitted_revision_is_fixed_and_a_draft_is_not(store: Store) -> None:
    cells = Base.metadata.tables["cells"]
    change = sa.update(cells).values(n=5, n_low=None, n_high=None)
    with store.writing() as session:
        draft = save_dataset(session, FULL, [], content_hash="h", origin="user")
    assert not refused(store, change)
    with store.writing() as session:
        move_draft(session, "dataset", draft, State.SUBMITTED)
    assert refused(store, change)


def test_cells_cannot_be_moved_into_a_published_revision(full_store: Store) -> None:
    with full_store.writing() as session:
        draft = save_dataset(session, FULL, [], content_hash="2", origin="user")
    cells = Base.metadata.tables["cells"]
    move = sa.update(cells).where(cells.c.revision_id == draft)
    assert refused(full_store, move.values(revision_id=1, position=cells.c.position + 50))


def test_a_number_must_name_a_source_of_its_own_revision(store: Store) -> None:
    with store.writing() as session:
        save_dataset(session, FULL, [], content_hash="h", origin="user")
    totals = Base.metadata.tables["totals"]
    with pytest.raises(sa.exc.IntegrityError), store.writing() as session:
        session.connection().execute(sa.update(totals).values(source="nowhere"))


def test_the_database_refuses_impossible_values(store: Store) -> None:
    with store.writing() as session:
        save_dataset(session, FULL, [], content_hash="h", origin="user")
    for change in (
        "cells SET n = -1",
        "cells SET share = 1.5",
        "cells SET n_low = 5, n_high = 4",
        "cells SET status = 'probably'",
        "totals SET n = -1",
        "revisions SET origin = 'elsewhere'",
    ):
        with pytest.raises(sa.exc.IntegrityError), store.writing() as session:
            session.execute(sa.text(f"UPDATE {change}"))


def test_a_value_that_no_column_can_hold_is_named_not_a_crash(store: Store) -> None:
    cells = Base.metadata.tables["cells"]
    with store.writing() as session:
        save_dataset(session, FULL, [], content_hash="h", origin="user")
    for values in ({"n": 2**63}, {"age": "\ud800"}):
        with pytest.raises(Invalid, match="cannot be stored"), store.writing() as session:
            session.connection().execute(sa.update(cells).values(values))
