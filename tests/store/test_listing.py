"""The list of datasets: filters, order, pages; and how many queries any reading takes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from app.domain.card import Site, Total
from app.domain.vocabulary import Access, Dim, Kind, Reported, Unit
from app.store import Session, Store
from app.store.datasets import dataset_card, published
from app.store.listing import list_datasets
from app.store.margins import margins_of
from app.store.models import published_models
from tests.store.examples import FULL, SEX_MARGIN, counting, published_in

EYES = replace(
    counting("brset", 8524, modalities=("fundus",), access=Access.OPEN, sites=(Site("BRA"),)),
    name="brazilian eyes",
    custodian="Hospital_of São Paulo",
    release_year=2023,
)
SKIN = replace(
    counting("ddi", 656, modalities=("clinical-photo",), kind=Kind.COHORT),
    name="Diverse skin 100%",
    release_year=2022,
    totals={Unit.PATIENTS: Total(Unit.PATIENTS, None), Unit.IMAGES: Total(Unit.IMAGES, 656, "s1")},
)
LUNGS = replace(FULL, name="Chest of Enugu")
NUMBERED = {EYES.slug, SKIN.slug, LUNGS.slug}


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    published_in(store, EYES, SKIN, LUNGS)
    with store.reading() as session:
        yield session


def slugs(session: Session, **wanted: Any) -> list[str]:
    found, total = list_datasets(session, **wanted)
    assert total == len(found)
    return [each.slug for each in found]


CASES: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["brset", "enugu-cxr", "ddi"]),
    ({"search": "EYES braz"}, ["brset"]),
    ({"search": "l_of"}, ["brset"]),
    ({"search": "100%"}, ["ddi"]),
    ({"search": "%"}, ["enugu-cxr", "ddi"]),
    ({"modality": "ct"}, ["enugu-cxr"]),
    ({"modality": "clinical"}, []),
    ({"body_region": "chest"}, ["enugu-cxr"]),
    ({"country": "CMR"}, ["enugu-cxr"]),
    ({"access": Access.OPEN}, ["brset"]),
    ({"kind": Kind.COHORT}, ["ddi"]),
    ({"documented": ("sex", Reported.YES)}, ["enugu-cxr"]),
    ({"documented": ("age", Reported.YES)}, []),
    ({"documented": ("age", Reported.PARTIAL)}, ["enugu-cxr"]),
    ({"released_from": 2023}, ["brset"]),
    ({"released_from": 2022, "released_to": 2022}, ["ddi"]),
    ({"limit": None}, ["brset", "enugu-cxr", "ddi"]),
    ({"release": 0}, []),
    ({"kind": Kind.DATASET, "sort": "slug", "descending": True}, ["enugu-cxr", "brset"]),
    ({"sort": "release_year"}, ["enugu-cxr", "ddi", "brset"]),
    ({"sort": "patients"}, ["brset", "enugu-cxr", "ddi"]),
    ({"sort": "patients", "descending": True}, ["enugu-cxr", "brset", "ddi"]),
    ({"sort": "images", "descending": True}, ["ddi", "brset", "enugu-cxr"]),
]


def test_filters_and_order(session: Session) -> None:
    for wanted, expected in CASES:
        assert slugs(session, **wanted) == expected, wanted


def test_pages_together_hold_everything_once(session: Session) -> None:
    pages = [list_datasets(session, limit=1, offset=at) for at in range(4)]
    assert [len(page) for page, _ in pages] == [1, 1, 1, 0]
    assert {record.slug for page, _ in pages for record in page} == NUMBERED
    assert {total for _, total in pages} == {3}


READS: dict[str, Callable[[Session], object]] = {
    "published": published,
    "margins_of": lambda s: margins_of(s, None, (Dim.SEX,), Unit.PATIENTS),
    "published_models": published_models,
    "list_datasets": list_datasets,
    "dataset_card": lambda s: dataset_card(s, "set-0"),
}


QUERIES = {
    "published": 7,
    "margins_of": 2,
    "published_models": 3,
    "list_datasets": 9,
    "dataset_card": 11,
}


def test_a_reading_takes_as_many_queries_for_ten_sets_as_for_one(store: Store) -> None:
    full = {name: getattr(FULL, name) for name in ("derived_from", "overlap", "sites")}
    for n in (1, 10):
        cards = [
            counting(f"set-{at}", 10, documentation={"sex": Reported.YES}, **full)
            for at in range(n)
        ]
        published_in(store, *cards, margins=[SEX_MARGIN])
        sent = {name: len(queries_of(store, read)) for name, read in READS.items()}
        assert sent == QUERIES


def queries_of(store: Store, read: Callable[[Session], object]) -> list[str]:
    """Every query that a reading sends."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    with store.reading() as session:
        session.connection()  # what begins the transaction is not counted
        engine = session.get_bind()
        sa.event.listen(engine, "before_cursor_execute", note)
        try:
            read(session)
        finally:
            sa.event.remove(engine, "before_cursor_execute", note)
    return sent


def test_a_set_of_unknown_year_is_kept_in_a_span_of_years(store: Store) -> None:
    published_in(store, counting("undated", 1), EYES)
    with store.reading() as session:
        assert slugs(session, released_to=2000) == ["undated"]
