"""Which sets have a printed table by a dimension: in any unit, with groups, not from memory."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.domain.vocabulary import Dim, Kind, Unit
from app.store import Session, Store
from app.store.listing import list_datasets, matching, tabled
from tests.store.examples import SEX_MARGIN, counting, published_in

DIMS = (Dim.SEX, Dim.AGE)
AGES = replace(SEX_MARGIN, dims=(Dim.AGE,), unit=Unit.IMAGES)
MARGINS = {
    "by-sex": (SEX_MARGIN, replace(SEX_MARGIN, unit=Unit.IMAGES)),
    "by-age": (AGES,),
    "recalled": (replace(SEX_MARGIN, recalled=True),),
    "only-a-mean": (replace(AGES, groups=()),),
    "jointly": (replace(SEX_MARGIN, dims=(Dim.SEX, Dim.COUNTRY)),),
    "none": (),
}


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    for slug, margins in MARGINS.items():
        published_in(store, counting(slug, 10), margins=margins)
    with store.reading() as session:
        yield session


def numbers(session: Session) -> dict[int, str]:
    records, _ = list_datasets(session, limit=None)
    return {record.revision_id: record.slug for record in records}


def test_a_table_is_held_once_whatever_its_unit(session: Session) -> None:
    names = numbers(session)
    held = {dim: {names[each] for each in ids} for dim, ids in tabled(session, DIMS).items()}
    assert held == {Dim.SEX: {"by-sex"}, Dim.AGE: {"by-age"}}


@pytest.mark.parametrize(("dim", "slug"), [(Dim.SEX, "by-sex"), (Dim.AGE, "by-age")])
def test_the_list_can_be_asked_for_those_that_have_one(
    session: Session, dim: Dim, slug: str
) -> None:
    records, total = list_datasets(session, counted_by=dim)
    assert ([record.slug for record in records], total) == ([slug], 1)


def test_what_matches_is_what_the_list_holds(session: Session) -> None:
    assert set(matching(session)) == set(numbers(session))
    assert matching(session, kind=Kind.COHORT) == ()
