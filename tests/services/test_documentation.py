"""Documentation over the years, and what a community withholds, in a database of three cards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.counts import Cell
from app.domain.documentation import Answer, Answered
from app.domain.governance import Governance, Withheld
from app.domain.question import Question
from app.domain.vocabulary import Dim, Status
from app.services.assess import assess
from app.services.catalogue.card_view import card_view
from app.services.catalogue.card_words import about, withheld_words
from app.services.catalogue.datasets import dataset
from app.services.catalogue.debt import DebtRow, debt_table, debt_words, documentation_debt
from app.services.catalogue.overview import Held, overview
from app.services.described import described, who_sentence
from app.stats.tally import margins
from app.store import Store, open_store
from app.store.datasets import publish_dataset, save_dataset
from app.store.references import save_reference
from app.store.releases import bump_release
from tests.services.conftest import kenyans, race
from tests.support.cards import card, table

COUNCIL = Governance(
    authority="The council", withheld=(Withheld(Dim.ETHNICITY, "The council", why="ours"),)
)
KEPT = card(
    table("sex", {"female": 60, "male": 40}),
    slug="kept",
    totals={"patients": 100},
    governance=COUNCIL,
    release_year=2020,
)
HIDDEN = [Cell({Dim.ETHNICITY: name}, status=Status.WITHHELD) for name in ("White", "Asian")]
PARTLY = card(
    table("ethnicity", HIDDEN, scheme="us-omb-1997/race"),
    slug="partly",
    sites="USA",
    totals={"patients": 100},
    governance=COUNCIL,
    release_year=2020,
    documentation={"sex": "yes", "known_limitations": "no"},
    answers={
        "purpose": Answered(Answer.GIVEN, "to help", "s1"),
        "origin": Answered(Answer.SILENT, read_by="A. Reader", read_on="2026"),
    },
)
NO_SEX = card(
    slug="no-sex",
    totals={"patients": 100},
    sites="KEN",
    governance=Governance(withheld=(Withheld(Dim.SEX, "The council"),)),
    release_year=2020,
)
UNDATED = card(slug="undated", full_source_read="A. Reader, 2026")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("documentation") / "fairatlas.db"
    opened = open_store(f"sqlite:///{path}")
    opened.upgrade()
    with opened.writing() as session:
        release = bump_release(session, "test")
        save_reference(session, race())
        save_reference(session, kenyans())
        for each in (KEPT, PARTLY, NO_SEX, UNDATED):
            number = save_dataset(session, each, margins(each), content_hash="x", origin="user")
            publish_dataset(session, number, release)
    yield opened
    opened.close()


def test_debt_counts_items_by_year_and_never_a_score(store: Store) -> None:
    found = documentation_debt(store)
    assert found.items == (
        DebtRow(2020, 3, 54, given=1, given_in_part=1, said_not_to_exist=1, silent=1, not_read=50),
        DebtRow(None, 1, 18, given=0, given_in_part=0, said_not_to_exist=0, silent=18, not_read=0),
    )
    assert debt_words(found).startswith(
        "Of 72 answers (18 items for each of 4 datasets) we know 22"
    )
    assert debt_table(found).rows[1][0] is None


def test_a_card_shows_each_item_with_its_evidence(store: Store) -> None:
    shown = {each.id: each for each in dataset(store, "partly").standing_together}
    assert len(shown) == 18
    assert (shown["purpose"].value, shown["purpose"].citation) == (
        "to help",
        "A source made for a test.",
    )
    assert (shown["origin"].answer, shown["origin"].read_by) == (Answer.SILENT, "A. Reader")
    assert shown["group_composition"].parts["sex"] == "yes"


@pytest.mark.parametrize(
    ("slug", "dim", "reference", "category"),
    [("partly", "ethnicity", "race", "Asian"), ("no-sex", "sex", "kenyans", "female")],
)
def test_what_is_withheld_is_a_status_and_no_deficit(
    store: Store, slug: str, dim: str, reference: str, category: str
) -> None:
    subject = f"dataset:{slug}"
    answer = assess(store, Question(subject=subject, dimension=(dim,), reference=reference))
    group = next(each for each in answer.groups if each.key[dim] == category)
    assert (group.status, group.reason) == (Status.WITHHELD, "withheld")
    assert (group.n.low, group.n.high, group.share.high) == (None, None, None)
    assert (group.ratio.high, group.to_parity.low, group.to_parity.high) == (None, None, None)
    assert [each.why for each in answer.excluded] == [
        "withheld by The council, whose decision that is"
    ]


def test_every_list_and_card_says_withheld(store: Store) -> None:
    listed = {each.row.slug: each.held for each in overview(store, []).sets}
    assert listed["kept"][Dim.ETHNICITY] is Held.WITHHELD
    assert listed["partly"][Dim.ETHNICITY] is Held.WITHHELD
    assert listed["undated"][Dim.ETHNICITY] is Held.NOT_FOUND
    view = card_view(store, "kept")
    assert "race or ethnicity are withheld by those whose data it is" in about(view).unknown
    assert withheld_words(view.card) == [
        "Counts by race or ethnicity are withheld by The council (ours). That is no deficit."
    ]
    ethnicity = next(each for each in described(store, 1) if each.dim is Dim.ETHNICITY)
    assert (ethnicity.withheld, ethnicity.silent, ethnicity.datasets) == (2, 2, 4)
    assert "for 2 those whose data it is keep the numbers" in who_sentence(ethnicity)
