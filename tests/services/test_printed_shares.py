"""A published share stays a share: for its own subject, never as unknown and never as a count."""

from dataclasses import replace

import pytest

from app.domain.assessment import Assessment, GroupCount, Known, Share, Totals
from app.domain.reason import Reason
from app.domain.vocabulary import Basis, Status
from app.services.catalogue.card_view import card_view
from app.services.gaps.finding import gap_finding
from app.services.gaps.rows import gap_rows, unknown_rows
from app.services.printed_shares import as_printed, only_shares, rest_of
from app.store import Store
from frontend.components.group_bars import bars
from tests.support.answers import answer, group

Printed = dict[str, tuple[float, float, float]]
SOME: Printed = {"female": (0.43, 0.425, 0.435), "male": (0.5, 0.495, 0.505)}


def shares(printed: Printed) -> Assessment:
    groups = [
        replace(
            group("KEN"),
            key={"sex": category},
            n=GroupCount(None, None, None, Basis.REPORTED),
            share=Share(None, low, high + 0.08, share, (low, high)),
            reason=Reason.SHARES_WITHOUT_TOTAL,
        )
        for category, (share, low, high) in printed.items()
    ]
    asked = {"subject": "dataset:set", "dimension": ("sex",)}
    made = answer(groups, unknown=None, compared=False, **asked)
    return replace(made, total=Totals(0, None, 1, 1), known=Known(0, 0, 0))


def test_a_share_is_drawn_and_written_as_printed() -> None:
    female, male, rest = bars(shares(SOME), {})
    assert female.printed == "43\u00a0% as printed (42.5 to 43.5\u00a0%)"
    assert (female.low, female.high) == (0.425, pytest.approx(0.515))
    assert {row.count for row in (female, male, rest)} == {"how many is not printed"}
    assert (rest.label, rest.low, rest.high) == (
        "not known", pytest.approx(0.06), pytest.approx(0.08),
    )  # fmt: skip


def test_shares_that_place_everybody_leave_nobody_unknown() -> None:
    everybody = shares({"female": (0.525, 0.5245, 0.5255), "male": (0.475, 0.4745, 0.4755)})
    assert rest_of(everybody) == (0.0, 0.0)
    assert [row.label for row in bars(everybody, {})] == ["female", "male"]


def test_a_share_of_a_part_leaves_the_rest_unsaid() -> None:
    part = shares(SOME)
    lone = [replace(g, share=replace(g.share, low=None, high=None)) for g in part.groups]
    drawn = bars(replace(part, groups=tuple(lone)), {})
    assert [row.label for row in drawn] == ["female", "male"]
    assert drawn[0].printed.startswith("43\u00a0% as printed")


def test_a_gap_says_shares_and_not_that_nobody_is_known() -> None:
    found = gap_finding(shares(SOME), "This set", {}).sentence
    printed = "43\u00a0% female and 50\u00a0% male"
    said = f"This set: of the sex only shares are printed: {printed}; how many is not printed."
    assert found == said
    female, _ = gap_rows(shares(SOME), {})
    assert "43\u00a0% as printed (42.5 to 43.5\u00a0%)" in female.share_words
    assert female.count_words == "how many is not printed"
    (rest,) = unknown_rows(shares(SOME))
    assert (rest.low, rest.high) == (pytest.approx(0.06), pytest.approx(0.08))
    assert rest.words.endswith("of all: how many is not printed")


def test_counts_are_not_taken_for_shares() -> None:
    counted = answer([group("KEN"), group("BRA", Status.NOT_FOUND, (0, None))])
    assert not only_shares(counted)
    assert not only_shares(answer())
    assert as_printed(Share(0.5, 0.4, 0.6)) == ""


def test_the_card_of_a_set_with_shares_alone_shows_them(store: Store) -> None:
    (sex,) = card_view(store, "shares-without-total", "patients").breakdowns
    assert only_shares(sex.answer)
    rows = {row.label: row for row in bars(sex.answer, {})}
    assert rows["female"].printed.startswith("52.5\u00a0% as printed")
    assert "not known" not in rows
