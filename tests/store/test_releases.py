"""An old release answers as it did, whatever is published, withdrawn or replaced after it."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from app.domain.vocabulary import Dim, State, Status, Unit
from app.errors import Conflict, Gone, NotFound
from app.store import Session, Store
from app.store.areas import area_margins, save_area_margins
from app.store.datasets import (
    dataset_card,
    dataset_state,
    publish_dataset,
    published,
    revisions,
    save_dataset,
    withdraw_dataset,
)
from app.store.margins import margins_of
from app.store.records import AreaMargin
from app.store.references import countries, reference, save_countries, save_reference
from app.store.releases import bump_release
from app.store.revisions import discard_draft, move_draft
from app.store.schema.margins import AreaMarginRow
from tests.store.examples import (
    ATLANTIS,
    NIGERIA,
    SEX_MARGIN,
    SPARE,
    WORLD,
    counting,
    published_in,
)


def draft_of(session: Session, slug: str, n: int) -> int:
    return save_dataset(session, counting(slug, n), (), content_hash=str(n), origin="user")


def numbers(store: Store, release: int | None = None) -> dict[str, int | None]:
    with store.reading() as session:
        return {each.slug: each.totals[Unit.PATIENTS].n for each in published(session, release)}


def test_an_old_release_answers_unchanged(store: Store) -> None:
    first = published_in(store, counting("a", 1), counting("b", 2))
    second = published_in(store, counting("a", 10))
    with store.writing() as session:
        third = bump_release(session, "b is withdrawn")
        withdraw_dataset(session, "b", third)
    fourth = published_in(store, counting("c", 3))
    assert [first, second, third, fourth] == [1, 2, 3, 4]
    assert numbers(store, first) == {"a": 1, "b": 2}
    assert numbers(store, second) == {"a": 10, "b": 2}
    assert numbers(store, third) == {"a": 10}
    assert numbers(store, fourth) == numbers(store) == {"a": 10, "c": 3}
    assert numbers(store, 0) == {}


def test_margins_follow_the_release(store: Store) -> None:
    first = published_in(store, counting("a", 10), margins=[SEX_MARGIN])
    changed = replace(SEX_MARGIN, known=7)
    published_in(store, counting("a", 11), margins=[changed])
    with store.reading() as session:
        then = margins_of(session, None, (Dim.SEX,), Unit.PATIENTS, first)
        now = margins_of(session, None, (Dim.SEX,), Unit.PATIENTS)
    assert list(then.values()) == [(SEX_MARGIN,)]
    assert list(now.values()) == [(changed,)]


def test_drafts_are_seen_by_nobody_who_did_not_ask_for_them(store: Store) -> None:
    with store.writing() as session:
        draft_of(session, "a", 1)
    assert numbers(store) == {}
    with store.reading() as session:
        assert dataset_state(session, "a") is None
        with pytest.raises(NotFound, match="no dataset 'a'"):
            dataset_card(session, "a", revision=1)
        card, meta = dataset_card(session, "a", revision=1, drafts=True)
    assert card.totals[Unit.PATIENTS].n == 1
    assert meta.state is State.DRAFT


def test_a_withdrawn_card_says_so_and_keeps_its_revisions(store: Store) -> None:
    first = published_in(store, counting("a", 1))
    with store.writing() as session:
        withdraw_dataset(session, "a", bump_release(session, "withdrawn"))
    with store.reading() as session:
        with pytest.raises(Gone, match="withdrawn in release 2"):
            dataset_card(session, "a")
        with pytest.raises(Gone, match="withdrawn in release 2"):
            dataset_card(session, "a", release=2)
        with pytest.raises(NotFound, match="not part of release 0"):
            dataset_card(session, "a", release=0)
        with pytest.raises(NotFound, match="has no revision 7; it has 1"):
            dataset_card(session, "a", revision=7)
        assert dataset_card(session, "a", release=first)[1].state is State.WITHDRAWN
        assert [each.state for each in revisions(session, "a")] == [State.WITHDRAWN]


def test_revisions_are_numbered_and_superseded(store: Store) -> None:
    published_in(store, counting("a", 1))
    published_in(store, counting("a", 2))
    with store.reading() as session:
        one, two = revisions(session, "a")
        old, _ = dataset_card(session, "a", revision=1)
    assert (one.revision, one.release_in, one.release_out) == (1, 1, 2)
    assert (two.revision, two.release_in, two.release_out) == (2, 2, None)
    assert old.totals[Unit.PATIENTS].n == 1


def test_what_is_out_cannot_be_published_or_withdrawn_again(store: Store) -> None:
    published_in(store, counting("a", 1))
    with store.reading() as session:
        [meta] = revisions(session, "a")
    with pytest.raises(Conflict, match="out already"), store.writing() as session:
        publish_dataset(session, meta.revision_id, bump_release(session, "again"))
    with pytest.raises(NotFound), store.writing() as session:
        withdraw_dataset(session, "nobody", bump_release(session, "nobody"))
    assert store.release() == 1


def test_a_draft_is_submitted_returned_and_discarded(store: Store) -> None:
    with store.writing() as session:
        draft = draft_of(session, "a", 1)
        move_draft(session, "dataset", draft, State.SUBMITTED)
    with pytest.raises(Conflict), store.writing() as session:
        discard_draft(session, "dataset", draft)
    with pytest.raises(Conflict), store.writing() as session:
        move_draft(session, "dataset", draft, State.PUBLISHED)
    with store.writing() as session:
        move_draft(session, "dataset", draft, State.DRAFT)
        discard_draft(session, "dataset", draft)
    with store.reading() as session:
        assert revisions(session, "a") == ()


def test_a_reference_and_a_country_of_an_old_release_stay(store: Store) -> None:
    with store.writing() as session:
        first = bump_release(session, "the world")
        save_reference(session, WORLD)
        save_countries(session, [NIGERIA, ATLANTIS])
    older = replace(NIGERIA, population=1)
    with store.writing() as session:
        bump_release(session, "a census")
        save_reference(session, replace(WORLD, year=2026))
        assert save_countries(session, [older]) == 2
    with store.reading() as session:
        assert reference(session, "world", first) == WORLD
        assert reference(session, "world").year == 2026
        assert countries(session, first) == (NIGERIA, ATLANTIS)
        assert countries(session) == (older,)


def test_areas_of_an_old_release_stay(store: Store) -> None:
    then = AreaMargin(Unit.PATIENTS, "country", "NGA", Status.COUNTED, 6, 6, 6, 2, 1)
    now = then._replace(n=7, n_low=7, n_high=7)
    with store.writing() as session:
        first = bump_release(session, "one")
        save_area_margins(session, [now], first)
        save_area_margins(session, [then], first)  # the same transaction may think again
    with store.writing() as session:
        save_area_margins(session, [now], bump_release(session, "two"))
    with store.reading() as session:
        assert area_margins(session, Unit.PATIENTS, "country", first) == [then]
        assert area_margins(session, Unit.PATIENTS, "country") == [now]


def test_an_area_that_has_not_changed_is_kept_once(store: Store) -> None:
    nga = AreaMargin(Unit.PATIENTS, "country", "NGA", Status.COUNTED, 6, 6, 6, 2, 1)
    cmr = nga._replace(key="CMR")
    with store.writing() as session:
        save_area_margins(session, [nga, cmr], bump_release(session, "one"))
    with store.writing() as session:
        second = bump_release(session, "two")
        save_area_margins(session, [nga, cmr._replace(n=7)], second)
        save_area_margins(session, [nga], second)  # thought again: one is gone
    with store.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(AreaMarginRow)) == 2
        assert area_margins(session, Unit.PATIENTS, "country", second - 1) == [nga, cmr]
        assert area_margins(session, Unit.PATIENTS, "country", second) == [nga]


def test_what_fails_half_way_leaves_nothing(store: Store) -> None:
    def publish_and_fail() -> None:
        with store.writing() as session:
            publish_dataset(session, draft_of(session, "a", 1), bump_release(session, "a"))
            raise KeyError("a bug")

    with pytest.raises(KeyError):
        publish_and_fail()
    with store.reading() as session:
        assert revisions(session, "a") == ()
    assert store.release() == 0


def test_two_visible_revisions_of_one_card_cannot_be(store: Store) -> None:
    """The people of a card would be counted twice."""
    published_in(store, SPARE)
    published_in(store, SPARE)
    with store.reading() as session:
        assert len(published(session)) == 1
