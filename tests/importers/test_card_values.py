"""What a card means once it is read: bounds, decimals, unknowns, schemes, words left as text."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.counts import UNKNOWN, Cell
from app.domain.scheme import SCHEMES, canonical, is_unknown, scheme_of
from app.domain.vocabulary import Dim, Status, Unit
from app.errors import AppError
from app.importers.card_yaml import read_dataset
from app.importers.reading.yaml_text import read_yaml

FIXTURE = Path(__file__).parents[1] / "fixtures" / "cards" / "datasets"
HEAD = """\
slug: small-set
name: Small set
kind: dataset
description: Invented for this test.
modalities: [ct]
body_regions: [chest]
access: open
synthetic: false
totals: {patients: 100}
sources: [{id: s1, citation: Invented}, {id: r1, citation: Invented, recalled: true}]
tables:
- unit: patients
  source: s1
  basis: reported
  coverage: subset
"""


def cells(dims: str, *rows: str, more: str = "") -> tuple[Cell, ...]:
    listed = "".join(f"\n  - {{{row}}}" for row in rows)
    return read_dataset(f"{HEAD}  dims: [{dims}]\n{more}  cells:{listed}\n").tables[0].cells


def test_below_eleven_is_a_bound() -> None:
    (cell,) = cells("sex", "sex: female, n: '<11'")
    assert (cell.n, cell.n_low, cell.n_high, cell.status) == (None, 0, 10, Status.SUPPRESSED)


def test_a_printed_zero_is_zero_and_a_withheld_cell_has_no_number() -> None:
    zero, withheld = cells("sex", "sex: female, n: 0", "sex: male, status: withheld")
    assert (zero.n, zero.status) == (0, Status.ZERO)
    assert (withheld.n, withheld.n_high, withheld.status) == (None, None, Status.WITHHELD)


@pytest.mark.parametrize(
    ("printed", "decimals"),
    [("0.4", 2), ("0.40", 2), ("0.415", 3), ("0.4150", 4), ("1", 2), ("1.0", 2), ("4e-3", 3)],
)
def test_decimals_come_from_the_printed_text(printed: str, decimals: int) -> None:
    (cell,) = cells("sex", f"sex: female, share: {printed}")
    assert cell.share == float(printed)
    assert cell.share_decimals == decimals


@pytest.mark.parametrize(
    "label", ["Missing", "Not reported", "Prefer not to answer", "Patient Refused", "unknown"]
)
def test_a_printed_unknown_is_unknown_and_keeps_its_word(label: str) -> None:
    scheme = "  scheme: us-self-reported\n"
    found = cells("ethnicity", f"ethnicity: {label}, n: 3", "ethnicity: White, n: 9", more=scheme)
    assert found[0].key == {Dim.ETHNICITY: UNKNOWN}
    assert (found[0].printed or {}).get(Dim.ETHNICITY, UNKNOWN) == label


def test_skin_tone_none_identified_is_unknown_but_a_label_of_that_name_is_not() -> None:
    scheme = "  scheme: fitzpatrick\n"
    (tone,) = cells("skin_tone", "skin_tone: none identified, n: 3", more=scheme)
    (label,) = cells("label", "label: missing, n: 3")
    assert tone.key[Dim.SKIN_TONE] == UNKNOWN
    assert label.key[Dim.LABEL] == "missing"


def test_two_printed_unknowns_stay_two_cells() -> None:
    rows = (
        "ethnicity: Unknown, n: 3",
        "ethnicity: Patient Refused, n: 4",
        "ethnicity: White, n: 1",
    )
    found = cells("ethnicity", *rows, more="  scheme: us-self-reported\n")
    assert [cell.key[Dim.ETHNICITY] for cell in found] == [UNKNOWN, UNKNOWN, "White"]


def test_words_that_other_readers_turn_into_values_stay_words() -> None:
    text = (
        "a: no\nb: 2020-01-01\nc: 1:30\nd: 010\ne: 0x1F\nf: .inf\ng: NULL\nh: ~\ni: -3\nj: 1.50\n"
    )
    values = read_yaml(text)
    assert values == {
        "a": "no", "b": "2020-01-01", "c": "1:30", "d": 10, "e": "0x1F", "f": ".inf",
        "g": "NULL", "h": None, "i": -3, "j": 1.5,
    }  # fmt: skip
    assert values["j"].text == "1.50"


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    try:
        read_dataset(text)
    except AppError as error:
        assert error.problems  # noqa: PT017 - every refusal, and nothing else, may come out


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
        max_leaves=8,
    ),
    st.sampled_from(["tables", "sites", "totals", "sources", "documentation", "modalities"]),
)
def test_any_value_in_any_field_is_read_or_refused(value: object, field: str) -> None:
    lines = [line for line in HEAD.splitlines() if not line.startswith((f"{field}:", "-", " "))]
    lines = [line for line in lines if not line.startswith("tables:")]
    nested = json.dumps(value)  # JSON is YAML: a short way to write nested values
    try:
        read_dataset("\n".join([*lines, f"{field}: {nested}"]))
    except AppError as error:
        assert error.problems  # noqa: PT017


# --- schemes --------------------------------------------------------------------------------------

US = "us-omb-1997"


@pytest.mark.parametrize(
    ("labels", "scheme"),
    [
        (["White", "Black", "Missing"], f"{US}/race"),
        (["Hispanic", "Not Hispanic", "Missing"], f"{US}/hispanic-origin"),
        (["Hispanic"], f"{US}/hispanic-origin"),
        (["White", "Hispanic or Latino"], f"{US}/race-ethnicity"),
        (["White", "Hispanic + White"], f"{US}/race-ethnicity"),
    ],
)
def test_the_question_is_told_from_the_labels(labels: list[str], scheme: str) -> None:
    assert scheme_of(US, labels) == scheme


@pytest.mark.parametrize(
    ("label", "category"),
    [
        ("Black", "Black or African American"),
        ("Black/African American", "Black or African American"),
        ("White/Caucasian", "White"),
        ("American Indian/Alaska Native", "American Indian or Alaska Native"),
        ("Two or more races", "More than one race"),
        # Wider, narrower or mixed: never made equal.
        ("Asian American/Pacific Islander", "Asian American/Pacific Islander"),
        ("Pacific Islander", "Pacific Islander"),
        ("Native American", "Native American"),
        ("Multiple or Other", "Multiple or Other"),
        ("Other", "Other"),
        ("Some other race", "Some other race"),
        ("Hispanic + White", "Hispanic + White"),
    ],
)
def test_only_the_same_category_in_other_words_is_joined(label: str, category: str) -> None:
    assert canonical(US, label, Dim.ETHNICITY, ["White", label]) == (
        scheme_of(US, ["White", label]),
        category,
    )


def test_a_scheme_of_another_dimension_gives_no_category() -> None:
    assert canonical("fitzpatrick", "Black", Dim.ETHNICITY) == ("fitzpatrick", "Black")


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=lambda scheme: scheme.id)
def test_each_scheme_keeps_its_own_categories(scheme) -> None:  # type: ignore[no-untyped-def]
    assert [scheme.category(each) for each in scheme.categories] == list(scheme.categories)
    assert not any(is_unknown(each) for each in scheme.categories)
    assert set((scheme.synonyms or {}).values()) <= set(scheme.categories)
    assert all(word == word.casefold() for word in scheme.synonyms or {})
    assert scheme.kind in ("ethnicity", "skin_tone")


# --- the fixture that other tests count ---------------------------------------------------------


@pytest.mark.parametrize("path", sorted(FIXTURE.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_fixture_card_is_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Test data")
    assert read_dataset(text).slug == path.stem


def test_the_fixture_asks_two_questions_of_one_set() -> None:
    card = read_dataset((FIXTURE / "two-schemes.yaml").read_text(encoding="utf-8"))
    schemes = [table.scheme for table in card.tables if Dim.ETHNICITY in table.dims]
    assert schemes == [f"{US}/race", f"{US}/hispanic-origin", f"{US}/race"]


def test_a_total_from_a_recalled_source_is_recalled() -> None:
    card = read_dataset((FIXTURE / "from-memory.yaml").read_text(encoding="utf-8"))
    assert card.totals[Unit.PATIENTS].recalled
    assert not card.totals[Unit.PATIENTS].unattributed
