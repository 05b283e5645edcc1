"""Of which countries a draft says something else than what is out: found by one query."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from app.domain.card import DatasetCard, Site
from app.domain.counts import Cell, CountTable
from app.domain.vocabulary import Basis, Coverage, Dim, Status, Unit
from app.store import Store
from app.store.changed import countries_changed
from app.store.datasets import save_dataset, withdraw_dataset
from app.store.models import save_model
from tests.store.examples import MODEL, PAPER, SPARE, published_in


def cells(kenya: int = 30, **more: Any) -> tuple[Cell, ...]:
    return (
        Cell({Dim.COUNTRY: "KEN", Dim.SEX: "female"}, n=kenya, **more),
        Cell({Dim.COUNTRY: "UGA", Dim.SEX: "female"}, n=20),
    )


TABLE = CountTable(
    unit=Unit.PATIENTS, dims=(Dim.COUNTRY, Dim.SEX), source="s1", cells=cells(),
    basis=Basis.REPORTED, coverage=Coverage.UNSTATED,
)  # fmt: skip
SITES = (Site("KEN", "A hospital"), Site("RWA"))
OUT = replace(SPARE, sources=(PAPER,), sites=SITES, tables=(TABLE,))


def hidden(card: DatasetCard) -> DatasetCard:
    few = replace(cells()[0], n=None, n_low=0, n_high=10, status=Status.SUPPRESSED)
    return replace(card, tables=(replace(TABLE, cells=(few, cells()[1])),))


def drafted(store: Store, card: DatasetCard) -> int:
    with store.writing() as session:
        return save_dataset(session, card, (), content_hash="draft", origin="user")


def changed(store: Store, *drafts: int) -> dict[int, tuple[str, ...]]:
    with store.reading() as session:
        return dict(countries_changed(session, drafts))


@pytest.mark.parametrize(
    ("change", "countries"),
    [
        (lambda card: replace(card, name="Another name"), ()),
        (lambda card: replace(card, tables=(TABLE, TABLE)), ()),
        (lambda card: replace(card, tables=(replace(TABLE, cells=cells(31)),)), ("KEN",)),
        (hidden, ("KEN",)),
        (lambda card: replace(card, tables=(replace(TABLE, unit=Unit.IMAGES),)), ("KEN", "UGA")),
        (lambda card: replace(card, tables=()), ("KEN", "UGA")),
        (lambda card: replace(card, sites=SITES[:1]), ("RWA",)),
        (lambda card: replace(card, sites=(Site("KEN", "Another"), SITES[1])), ("KEN",)),
        (lambda card: replace(card, sites=(*SITES, Site("TZA"))), ("TZA",)),
    ],
)
def test_what_differs_names_its_country(
    store: Store, change: Callable[[DatasetCard], DatasetCard], countries: tuple[str, ...]
) -> None:
    published_in(store, OUT)
    draft = drafted(store, change(OUT))
    assert changed(store, draft) == ({draft: countries} if countries else {})


def test_of_a_new_card_and_of_one_that_was_withdrawn_every_country_is_named(store: Store) -> None:
    new = drafted(store, replace(OUT, slug="another"))
    release = published_in(store, OUT)
    with store.writing() as session:
        withdraw_dataset(session, OUT.slug, release)
    again = drafted(store, OUT)
    assert changed(store, new, again) == dict.fromkeys((new, again), ("KEN", "RWA", "UGA"))


def test_other_kinds_say_nothing_of_countries(store: Store) -> None:
    with store.writing() as session:
        model = save_model(session, MODEL, (), content_hash="m", origin="user")
    assert changed(store, model) == {}


def test_many_drafts_are_one_query(store: Store) -> None:
    published_in(store, OUT)
    drafts = [drafted(store, replace(OUT, sites=(Site("TZA"),))) for _ in range(5)]
    asked: list[str] = []
    with store.reading() as session:
        bind = session.connection().engine
        sa.event.listen(bind, "before_cursor_execute", lambda *each: asked.append(each[2]))
        assert len(countries_changed(session, drafts)) == 5
    assert len(asked) == 1
