"""Gaps: what an address means, and where marks lie on a track."""

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from app.domain.assessment import Value
from app.domain.question import Question
from app.domain.vocabulary import Status
from app.errors import Invalid
from app.services.gaps.rows import GapRow, UnknownRow
from frontend.gaps.address import address, api_address, lenient, read_choices
from frontend.gaps.joint import joint_cell
from frontend.gaps.tracks import ratio_row, share_key, share_row, share_scale, unknown_row
from frontend.gaps.whole import group_table
from tests.support.answers import answer, group

NONE = Value(None, None, None)


def row(
    known: float | None = 0.4,
    bounds: tuple[float | None, float | None] = (0.2, 0.6),
    reference: float | None = 0.5,
    ratio: Value = NONE,
    counted: bool = True,
) -> GapRow:
    low, high = bounds
    status = Status.COUNTED if counted else Status.NOT_FOUND
    return GapRow(
        ("x",), "X", status, counted, known, low, high, reference, ratio, "", "", "", "", ""
    )  # fmt: skip


def marks(made: dict) -> dict[str, dict]:  # type: ignore[type-arg]
    return {mark["look"]: mark for mark in made["marks"]}


# --- The address ----------------------------------------------------------------------------------


def test_an_address_without_choices_assumes_no_reference() -> None:
    choices = read_choices({})
    assert choices.question == Question(dimension=("region",))
    assert choices.question.reference is None
    assert choices.beside is None


def test_the_other_subject_is_asked_the_same() -> None:
    choices = read_choices({"dimension": "sex", "subject": "dataset:a", "other": "model:b"})
    assert choices.beside == Question(subject="model:b", dimension=("sex",))


def test_a_scheme_left_over_from_another_choice_means_nothing() -> None:
    assert read_choices({"dimension": "sex", "scheme": "us-omb-1997/race"}).question.scheme is None
    assert read_choices({"dimension": "age", "scheme": "us-omb-1997/race"}).question.scheme is None
    assert read_choices({"dimension": "age", "scheme": "0-17,18+"}).question.scheme == "0-17,18+"
    kept = read_choices({"dimension": "ethnicity", "scheme": "us-omb-1997/race"})
    assert kept.question.scheme == "us-omb-1997/race"


def test_a_wrong_choice_is_refused_and_the_others_are_still_read() -> None:
    params = {"dimension": "sex", "unit": "heads"}
    with pytest.raises(Invalid):
        read_choices(params)
    assert lenient(params).dimension == ("sex",)
    with pytest.raises(Invalid):
        read_choices({"other": "nonsense"})


def test_images_are_never_held_against_people() -> None:
    with pytest.raises(Invalid) as refused:
        read_choices({"dimension": "sex", "unit": "images", "reference": "un"})
    assert "images are not people" in str(refused.value)
    assert read_choices({"dimension": "sex", "unit": "images"}).question.reference is None


def test_changes_are_written_into_the_address() -> None:
    written = address({"dimension": "sex", "reference": "un"}, reference=None, unit="images")
    assert written == "/gaps?dimension=sex&unit=images"
    assert address({}) == "/gaps"


def test_programs_find_the_same_question() -> None:
    asked = {"dimension": "sex", "reference": "un", "reference_filter": "age:40-74"}
    query = parse_qs(urlsplit(api_address(Question.parse(asked), ".csv")).query)
    assert Question.parse({name: values[0] for name, values in query.items()}) == Question.parse(
        asked
    )


# --- Tracks ---------------------------------------------------------------------------------------


def test_shares_lie_where_the_axis_says() -> None:
    found = marks(share_row(row(), 0.8))
    assert found["known"]["at"] == 50
    assert found["reference"]["at"] == 62.5
    assert (found["bounds"]["from"], found["bounds"]["to"]) == (25, 75)
    assert (found["link"]["from"], found["link"]["to"]) == (50, 62.5)


def test_where_nobody_is_counted_the_range_is_hatched() -> None:
    found = marks(share_row(row(known=None, counted=False), 1.0))
    assert set(found) == {"maybe", "reference"}


def test_an_exact_share_has_no_range() -> None:
    assert "bounds" not in marks(share_row(row(bounds=(0.4, 0.4)), 1.0))


@pytest.mark.parametrize(("largest", "scale"), [(0.6, 0.6), (0.61, 0.8), (0.004, 0.01), (1.0, 1.0)])
def test_the_axis_ends_at_the_next_round_share(largest: float, scale: float) -> None:
    assert share_scale([row(known=largest, bounds=(0, largest), reference=None)]) == scale


def test_what_may_or_may_not_be_unknown_is_lighter() -> None:
    found = unknown_row(UnknownRow("Not known", "unknown", 0.2, 0.3, ""), 1.0)["marks"]
    assert found == [
        {"look": "unknown", "from": 0, "to": 20},
        {"look": "maybe", "from": 20, "to": 30},
    ]


@pytest.mark.parametrize(
    ("ratio", "at"), [(1, 50), (0.5, 37.5), (2, 62.5), (16, 100), (100, 100), (0, 0)]
)
def test_ratios_lie_by_doublings(ratio: float, at: float) -> None:
    assert marks(ratio_row(row(ratio=Value(ratio, ratio, ratio))))["known"]["at"] == at


def test_bounds_beyond_the_axis_are_open() -> None:
    found = marks(ratio_row(row(ratio=Value(1, 0.001, 2))))
    assert found["bounds"]["open"] == "start"
    assert marks(ratio_row(row(ratio=Value(1, 0.5, 99))))["bounds"]["open"] == "end"


# --- Two dimensions at once -----------------------------------------------------------------------


def test_a_cell_says_its_bounds_where_only_bounds_are_known() -> None:
    cell = joint_cell(row(known=None))
    assert cell["look"] == "bounds-only"
    assert cell["text"].replace("\u00a0", " ") == "20 % to 60 %"
    assert (cell["from"], cell["to"]) == (20, 60), "hatched no further than it may be"


def test_a_cell_is_coloured_by_its_ratio() -> None:
    assert joint_cell(row(ratio=Value(1.0, 1.0, 1.0)))["look"] == "step-4"
    assert joint_cell(row())["look"] == "counted"


def test_a_cell_that_nobody_counts_is_no_zero() -> None:
    assert joint_cell(row(known=None, counted=False))["text"] == "–"


# --- The key --------------------------------------------------------------------------------------


def test_the_key_explains_what_is_drawn_and_nothing_else() -> None:
    counted = [share_row(row(), 1)]
    said = [text for _mark, text in share_key(counted, [])]
    assert not [text for text in said if "nobody counted" in text or "not known" in text]
    rest = UnknownRow("Sex not known", "unknown", 0.1, 0.2, "")
    said = [text for _mark, text in share_key(counted, [unknown_row(rest, 1)])]
    assert "not known: as much more as it may be" in said
    assert "nobody counted: what it may be" not in said
    nobody = [share_row(row(known=None, counted=False), 1)]
    assert "nobody counted: what it may be" in [text for _mark, text in share_key(nobody, [])]


def test_what_is_not_printed_has_a_look_in_the_key() -> None:
    rest = UnknownRow("In categories not printed", "site", 0.1, 0.1, "")
    said = [text for _mark, text in share_key([], [unknown_row(rest, 1)])]
    assert said == ["in categories that are not printed"]


# --- The table twin -------------------------------------------------------------------------------


def test_the_table_refuses_the_ratios_that_the_figure_refuses() -> None:
    shown = Value(8.9, 8.0, 9.0)
    kenya = replace(group("KEN", ratio=shown), independent_datasets=1)
    usa = group("USA", datasets=3, ratio=shown)
    made = group_table("groups", answer([kenya, usa]), {"KEN": "Kenya", "USA": "US"})
    content = json.loads(made.to_plotly_json()["props"]["data-table"])
    heads = [column["head"] for column in content["columns"]]
    cells = {
        row["cells"][0]: dict(zip(heads, row["cells"], strict=True)) for row in content["rows"]
    }
    assert cells["US"]["Ratio"] == "8.9"
    assert (cells["Kenya"]["Ratio"], cells["Kenya"]["Ratio, from to"]) == ("–", "–")
    assert "fewer than 3" in cells["Kenya"]["Why something is not given"]
    unknown = cells["Country not known"]
    assert (unknown["At least"], unknown["At most"]) == ("200", "200")
