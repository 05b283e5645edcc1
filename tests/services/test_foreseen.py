"""A look ahead: what a card would show is what it shows once it is out, and nothing is left."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.access import Caller, Role, Scope
from app.domain.vocabulary import Dim
from app.errors import Invalid
from app.services.catalogue.card_view import card_view
from app.services.desk import Desk
from app.services.writing import drafts, review
from app.services.writing.examples import EXAMPLES
from app.services.writing.foreseen import foreseen
from app.services.writing.kinds import KINDS
from app.services.writing.road import Asked
from app.settings import Settings
from app.store import Store, open_store
from app.store.access import save_account

KIND = KINDS["datasets"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = open_store(f"sqlite:///{tmp_path / 'fairatlas.db'}")
    store.upgrade()
    yield Desk(store, Settings(database_url="sqlite://"))
    store.close()


def caller(store: Store, name: str, role: Role) -> Caller:
    with store.writing() as session:
        account = save_account(session, name, role, None)
    return Caller(account.id, name, role, frozenset(Scope), "")


def test_it_shows_what_is_shown_once_it_is_out_and_leaves_nothing(desk: Desk) -> None:
    card = EXAMPLES["datasets"]
    ahead = foreseen(desk, card)
    assert desk.store.release() == 0
    ana = caller(desk.store, "ana", Role.CONTRIBUTOR)
    assert drafts.list_drafts(desk, ana, None, None).total == 0
    rosa = caller(desk.store, "rosa", Role.ADMIN)
    drafts.create(desk, ana, KIND, card, Asked())
    at = (card["slug"], 1)
    for act, who in ((review.submit, ana), (review.publish, rosa)):
        _detail, etag = drafts.read_draft(desk, rosa, KIND, *at)
        act(desk, who, KIND, at, Asked(if_match=etag))
    assert card_view(desk.store, card["slug"]) == ahead.view


def test_small_counts_are_hidden_in_it(desk: Desk) -> None:
    table = {**EXAMPLES["datasets"]["tables"][0], "basis": "counted"}
    cells = [{"sex": "female", "n": 93}, {"sex": "male", "n": 7}]
    ahead = foreseen(desk, {**EXAMPLES["datasets"], "tables": [{**table, "cells": cells}]})
    assert ahead.protection is not None
    assert ("male", "small") in {(h.key.get(Dim.SEX), h.why) for h in ahead.protection.hidden}
    shown = [cell.n for table in ahead.view.card.tables for cell in table.cells]
    assert 7 not in shown
    assert 93 not in shown


def test_a_wrong_card_is_told_with_every_problem(desk: Desk) -> None:
    with pytest.raises(Invalid) as caught:
        foreseen(desk, {"slug": "x"})
    assert len(caught.value.problems) > 3
