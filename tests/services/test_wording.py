"""Numbers in words: rounded in prose, exact in tables, never a range shown as one number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.wording import (
    day_words,
    exact,
    exact_percent,
    formula_words,
    percent,
    rounded,
    several,
    span,
    three_digits,
    times,
)

SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "0"),
        (7, "7"),
        (999, "999"),
        (1_234, "1,230"),
        (12_345, "12,300"),
        (999_500, f"1{SPACE}million"),
        (4_131_000, f"4.13{SPACE}million"),
        (1_465_000_000, f"1.47{SPACE}billion"),
    ],
)
def test_prose_keeps_three_significant_digits(n: int, words: str) -> None:
    assert rounded(n) == words


@given(st.integers(1, 10**12))
def test_rounding_is_never_off_by_more_than_half_a_percent(n: int) -> None:
    assert abs(three_digits(n) - n) <= 0.005 * n


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (5, 5, "5"),
        (5, 9, "5 to 9"),
        (5, None, "at least 5"),
        (None, 9, "at most 9"),
        (None, None, "an unknown number of"),
    ],
)
def test_a_range_is_shown_as_a_range(low: int | None, high: int | None, words: str) -> None:
    assert span(low, high, exact) == words


def test_a_range_names_its_unit_once() -> None:
    assert span(1_370_000, 1_412_000) == f"1.37 to 1.41{SPACE}million"
    assert span(900_000, 1_412_000) == f"900,000 to 1.41{SPACE}million"


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0.0"), (0.0004, "under 0.1"), (0.042, "4.2"), (0.0996, "10"), (0.2049, "20")],
)
def test_shares_have_one_decimal_under_ten_percent(share: float, words: str) -> None:
    assert percent(share) == f"{words}{SPACE}%"


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (0.083, "about one twelfth of its share (0.083)"),
        (0.0222, "about 1/45 of its share (0.0222)"),
        (1.02, "about its share (1.02)"),
        (3.14159, "3.1 times its share (3.14)"),
        (0.8, f"80{SPACE}% of its share (0.8)"),
        (0, "none of its share (0)"),
    ],
)
def test_a_ratio_is_words_and_number(ratio: float, words: str) -> None:
    assert times(ratio) == words


def test_one_is_singular() -> None:
    assert several(1, "dataset") == "1 dataset"
    assert several(1_200, "country", "countries") == "1,200 countries"


@pytest.mark.parametrize(
    ("formula", "set_as"),
    [
        ("sum (s - y)^2 / n", "sum (s − y)² / n"),
        ("1000 sum p (-ln(y / mean))", "1000 sum p (−ln(y / mean))"),
        ("scores held within 1e-6 of 0 and 1", "scores held within 10⁻⁶ of 0 and 1"),
        ("-1 to 1", "−1 to 1"),
        ("max - min of quadratic-weighted kappa", "max − min of quadratic-weighted kappa"),
    ],
)
def test_a_formula_has_raised_powers_and_minus_signs(formula: str, set_as: str) -> None:
    assert formula_words(formula) == set_as


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0002, "0.0200"), (0.2, "20.0"), (0.99996, "100"), (1, "100"), (0, "0")],
)
def test_shares_of_a_column_have_the_same_digits(share: float, words: str) -> None:
    assert exact_percent(share) == f"{words}{SPACE}%"


@pytest.mark.parametrize(
    ("date", "words"), [("2023-09", "September 2023"), ("2026-04-30", "30 April 2026")]
)
def test_dates_are_written_as_people_write_them(date: str, words: str) -> None:
    assert day_words(date).replace(SPACE, " ") == words
