"""A look ahead: what a card would show is what it shows once it is out, and nothing is left."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from app.domain.access import Caller, Role, Scope
from app.domain.question import Question
from app.domain.vocabulary import Dim
from app.errors import Invalid
from app.services.catalogue.card_view import CardView, card_view
from app.services.desk import Desk
from app.services.kept import kept_assessment
from app.services.writing import corrections, drafts, review
from app.services.writing.examples import EXAMPLES
from app.services.writing.foreseen import foreseen
from app.services.writing.kinds import KINDS
from app.services.writing.road import Asked
from app.settings import Settings
from app.store import Store, open_store
from app.store.access import save_account
from app.store.references import save_reference
from app.store.releases import bump_release
from tests.services.conftest import people, publish_all

KIND = KINDS["datasets"]
WORLD = "un-wpp-2024-2025"
CARD = EXAMPLES["datasets"]


@pytest.fixture
def desk(prepared_url: str) -> Iterator[Desk]:
    store = open_store(prepared_url)
    yield Desk(store, Settings(database_url="sqlite://"))
    store.close()


def caller(store: Store, name: str, role: Role) -> Caller:
    with store.writing() as session:
        account = save_account(session, name, role, None)
    return Caller(account.id, name, role, frozenset(Scope), "")


def publish(desk: Desk, card: Mapping[str, Any]) -> None:
    """Send a card in as its next revision and let somebody else put it out."""
    ana = caller(desk.store, "ana", Role.CONTRIBUTOR)
    rosa = caller(desk.store, "rosa", Role.ADMIN)
    with desk.store.reading() as session:
        base = drafts.latest_out(session, KIND, card["slug"])
    if base:
        drafts.revise(desk, ana, KIND, card["slug"], card, Asked())
    else:
        drafts.create(desk, ana, KIND, card, Asked())
    at = (card["slug"], base + 1)
    for act, who in ((review.submit, ana), (review.publish, rosa)):
        _detail, etag = drafts.read_draft(desk, rosa, KIND, *at)
        act(desk, who, KIND, at, Asked(if_match=etag))


def test_it_shows_what_is_shown_once_it_is_out_and_leaves_nothing(desk: Desk) -> None:
    ahead = foreseen(desk, CARD)
    assert desk.store.release() == 0
    ana = caller(desk.store, "ana", Role.CONTRIBUTOR)
    assert drafts.list_drafts(desk, ana, None, None).total == 0
    publish(desk, CARD)
    assert card_view(desk.store, CARD["slug"]) == ahead.view


def test_it_shows_the_same_among_other_cards_and_after_a_revision(desk: Desk) -> None:
    publish_all(desk.store)
    with desk.store.writing() as session:
        bump_release(session, "people")
        save_reference(session, replace(people(), slug=WORLD))
    card = {**CARD, "derived_from": ["lesions-vienna"], "overlap": "partial"}
    publish(desk, card)
    corrections.file(desk, corrections.EXAMPLE, Asked())
    changed = {**card, "totals": {"patients": 101}, "tables": [women(49)]}
    ahead = foreseen(desk, changed)
    publish(desk, changed)
    assert card_view(desk.store, CARD["slug"]) == ahead.view
    asked = Question(subject="dataset:my-dataset", dimension=("sex",), reference=WORLD)
    assert ahead.gaps == (kept_assessment(desk.store, asked),)


def women(n: int) -> dict[str, Any]:
    cells = [{"sex": "female", "n": n}, {"sex": "male", "n": 52}]
    return {**CARD["tables"][0], "cells": cells}


def test_nobody_who_writes_waits_for_it(
    desk: Desk, prepared_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    def looked_at(reader: Any, slug: str) -> CardView:
        other = open_store(prepared_url, lock_time_limit_s=0.2)
        written.append(caller(other, "somebody else", Role.CONTRIBUTOR).name)
        other.close()
        return card_view(reader, slug)

    monkeypatch.setattr("app.services.writing.foreseen.card_view", looked_at)
    found = foreseen(desk, CARD)
    assert written == ["somebody else"]
    assert found.view.card.slug == CARD["slug"]


def test_small_counts_are_hidden_in_it(desk: Desk) -> None:
    table = {**CARD["tables"][0], "basis": "counted"}
    cells = [{"sex": "female", "n": 93}, {"sex": "male", "n": 7}]
    ahead = foreseen(desk, {**CARD, "tables": [{**table, "cells": cells}]})
    assert ahead.protection is not None
    assert ("male", "small") in {(h.key.get(Dim.SEX), h.why) for h in ahead.protection.hidden}
    shown = [cell.n for table in ahead.view.card.tables for cell in table.cells]
    assert 7 not in shown
    assert 93 not in shown


def test_a_wrong_card_is_told_with_every_problem(desk: Desk) -> None:
    with pytest.raises(Invalid) as caught:
        foreseen(desk, {"slug": "x"})
    assert len(caught.value.problems) > 3
