"""What is hidden of a card that a user sends in, and what is said of it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from app.domain.card import DatasetCard
from app.domain.vocabulary import Basis, Dim, Status, Unit
from app.errors import Conflict, Invalid
from app.services.disclosure import checked_threshold, protect
from tests.support.cards import card, cell, table

SEX = {"female": 240, "male": 263, "unknown": 9}


def counted(numbers: Mapping[str, int] = SEX, dims: str = "sex", **more: object) -> DatasetCard:
    found = table(dims, numbers, basis=Basis.COUNTED)
    return card(found, totals={"patients": sum(numbers.values())}, **more)


def shown(protected: DatasetCard, number: int = 0) -> dict[str, object]:
    """What is printed: a number, "<11", or `suppressed`."""
    return {
        "|".join(cell.key.values()): cell.n
        if cell.n is not None
        else f"<{cell.n_high + 1}" if cell.n_high is not None else cell.status.value
        for cell in protected.tables[number].cells
    }  # fmt: skip


def test_a_small_count_and_its_companion_are_hidden() -> None:
    protected, report, _ = protect(counted(), [], 11)
    assert shown(protected) == {"female": "suppressed", "male": 263, "unknown": "<11"}
    assert protected.total(Unit.PATIENTS) == 512
    assert [(h.field, h.key, h.why) for h in report.hidden] == [
        ("tables[0].cells[2]", {"sex": "unknown"}, "small"),
        ("tables[0].cells[0]", {"sex": "female"}, "protects others"),
    ]


def test_published_figures_stay_and_are_said_to_be_public() -> None:
    printed = card(table("sex", SEX), totals={"patients": 512})
    protected, report, _ = protect(printed, [], 11)
    assert protected == printed
    assert report.hidden == ()
    assert report.published == ("tables[0].cells[2]",)
    assert "public already" in (report.note or "")


def test_a_published_figure_of_the_same_group_makes_the_upload_impossible() -> None:
    both = card(table("sex", SEX), table("sex", SEX, basis=Basis.COUNTED), totals={"patients": 512})
    with pytest.raises(Conflict) as refused:
        protect(both, [], 11)
    assert refused.value.problems[0].field == "tables[1].cells[2]"
    assert "9" not in refused.value.problems[0].rule


def test_protecting_twice_changes_nothing() -> None:
    protected, _, _ = protect(counted(), [], 11)
    again, report, _ = protect(protected, [], 11)
    assert again == protected
    assert report.hidden == ()


def test_the_next_version_does_not_print_what_this_one_hid() -> None:
    first, _, _ = protect(counted(), [], 11)
    second, _, _ = protect(counted({"female": 240, "male": 290, "unknown": 9}), [first], 11)
    assert shown(second)["female"] == "suppressed"
    assert shown(second)["unknown"] == "<11"


def test_a_group_that_grew_does_not_give_back_what_it_was() -> None:
    """Only the unknown grew, so printing 20 would give the earlier 9 back: 532 - 512 = 20 - 9."""
    first, _, _ = protect(counted(), [], 11)
    grown = counted({"female": 240, "male": 263, "unknown": 20})
    second, _, _ = protect(grown, [first], 11)
    assert shown(second)["unknown"] == "suppressed" or second.total(Unit.PATIENTS) is None


def test_the_few_outside_every_group_are_a_group() -> None:
    two = card(
        table("sex", {"female": 240, "male": 263}, coverage="subset", basis=Basis.COUNTED),
        totals={"patients": 512},
    )
    protected, _, _ = protect(two, [], 11)
    assert shown(protected) == {"female": "suppressed", "male": 263, "unknown": "<11"}


def test_a_bound_that_was_sent_stays_the_bound() -> None:
    sent = card(
        table(
            "sex",
            [cell({"sex": "female"}, 240), cell({"sex": "male"}, 263),
             cell({"sex": "unknown"}, n_low=0, n_high=4, status=Status.SUPPRESSED)],
            basis=Basis.COUNTED,
        ),
        totals={"patients": 505},
    )  # fmt: skip
    protected, _, _ = protect(sent, [], 11)
    assert shown(protected) == {"female": "suppressed", "male": 263, "unknown": "<5"}


def test_parts_are_held_against_the_whole() -> None:
    """Hiding the 9 in the whole alone would be undone by adding the two parts."""
    whole = table("sex", {"female": 240, "male": 263, "unknown": 9}, basis=Basis.COUNTED)
    parts = [
        table("sex", {"female": 140, "male": 163, "unknown": 0}, basis=Basis.COUNTED, part="a"),
        table("sex", {"female": 100, "male": 100, "unknown": 9}, basis=Basis.COUNTED, part="b"),
    ]
    protected, _, _ = protect(card(whole, *parts, totals={"patients": 512}), [], 11)
    assert shown(protected, 0)["unknown"] == shown(protected, 2)["unknown"] == "<11"
    for number in (0, 2):
        assert "suppressed" in shown(protected, number).values()


def test_the_threshold_goes_up_and_never_below_the_floor() -> None:
    assert checked_threshold(None, 11) == 11
    assert checked_threshold(20, 11) == 20
    with pytest.raises(Invalid, match="too low"):
        checked_threshold(10, 11)
    protected, _, _ = protect(counted({"female": 240, "male": 263, "unknown": 15}), [], 20)
    assert shown(protected)["unknown"] == "<20"


def test_a_community_s_withheld_count_is_not_given_back() -> None:
    sent = card(
        table(
            "sex",
            [cell({"sex": "female"}, 240), cell({"sex": "male"}, 263),
             cell({"sex": "other"}, status=Status.WITHHELD)],
            basis=Basis.COUNTED,
        ),
        totals={"patients": 600},
    )  # fmt: skip
    protected, _, _ = protect(sent, [], 11)
    assert list(shown(protected).values()).count("suppressed") == 1
    assert protected.tables[0].cells[2].status is Status.WITHHELD


def test_a_large_card_without_small_counts_stays_as_it_is() -> None:
    wide = {f"{100 + i}|{j}": 50 + i for i in range(300) for j in range(40)}
    big = replace(card(), tables=(table("site,year", wide, basis=Basis.COUNTED),))
    assert protect(big, [], 11)[0] == big
    assert {Dim.SITE, Dim.YEAR} == set(big.tables[0].dims)
