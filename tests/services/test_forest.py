"""Forest: published values are drawn as what they are, on an axis that holds them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.domain.evaluation import PublishedScore
from app.services.results.forest import Dot, at, axis, dot, metric_words, too_few


def score(**given: Any) -> PublishedScore:
    stated = {"dims": {"sex": "female"}, "metric": "auroc", "value": 0.8, "source": "s1"}
    return PublishedScore(**(stated | given))


@pytest.mark.parametrize("kind", ["seeds", "folds"])
def test_a_spread_over_seeds_or_folds_is_never_an_interval(kind: str) -> None:
    for printed in ({"ci_low": 0.7, "ci_high": 0.9}, {"ci_half_width": 0.1}, {"sd": 0.1}):
        found = dot(score(interval_kind=kind, **printed))
        assert found.mark == "spread"
        assert (found.low, found.high) == pytest.approx((0.7, 0.9))
        assert found.over.startswith(f"spread over {kind}")


@pytest.mark.parametrize("kind", ["patients", "rows", "seeds", "folds", "unstated"])
def test_a_standard_deviation_is_a_spread_and_says_so(kind: str) -> None:
    found = dot(score(sd=0.05, interval_kind=kind))
    assert found.mark == "spread"
    assert "one standard deviation" in found.over


def test_an_interval_over_patients_and_one_over_images_are_told_apart() -> None:
    patients = dot(score(ci_low=0.7, ci_high=0.9, interval_kind="patients"))
    rows = dot(score(ci_low=0.7, ci_high=0.9, interval_kind="rows"))
    assert patients.mark == rows.mark == "interval"
    assert patients.over == "interval over patients"
    assert "images" in rows.over


def test_an_interval_of_which_nobody_says_over_what_has_a_mark_of_its_own() -> None:
    assert dot(score(ci_low=0.7, ci_high=0.9)).mark == "unstated"


def test_a_range_without_a_value_stays_a_range() -> None:
    found = dot(score(value=None, value_low=-7.8, value_high=-6.8))
    assert (found.value, found.low, found.high, found.mark) == (None, -7.8, -6.8, "range")


def test_no_interval_is_said() -> None:
    assert dot(score()).over == "none published"


def test_the_finding_and_the_run_are_the_section_and_the_rest_is_the_group() -> None:
    found = dot(score(dims={"age": "0-20", "sex": "male", "label": "Edema"}, run="third"))
    assert (found.group, found.by, found.section) == ("0–20, male", "age × sex", "Edema, run third")
    assert dot(score(dims={})).group == "whole test set"


@pytest.mark.parametrize(
    ("n", "n_pos", "said"),
    [
        (None, None, None),
        (19, None, "too few to say (19 cases)"),
        (20, None, None),
        (28, 9, "too few to say (9 with the finding)"),
        (28, 10, None),
        (28, 19, "too few to say (9 without the finding)"),
        (None, 4, "too few to say (4 with the finding)"),
    ],
)
def test_too_few_is_ten_with_and_ten_without(
    n: int | None, n_pos: int | None, said: str | None
) -> None:
    assert too_few(n, n_pos) == said


def ticks(*values: float, scale: str = "fraction") -> tuple[float, ...]:
    return axis([dot(score(value=value)) for value in values], scale)


def test_a_narrow_difference_does_not_fill_the_axis() -> None:
    assert ticks(0.801, 0.803)[-1] - ticks(0.801, 0.803)[0] >= 0.1
    assert ticks(80.1, 80.3, scale="percent")[-1] - ticks(80.1, 80.3, scale="percent")[0] >= 10


def test_an_axis_ends_where_the_scale_ends() -> None:
    assert ticks(0.99, 1.0)[-1] == 1.0
    assert ticks(0.0, 0.01)[0] == 0.0
    assert ticks(98.0, 99.0, scale="percent")[-1] == 100.0


def test_ticks_are_round_numbers() -> None:
    assert ticks(0.62, 0.88) == (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
    assert ticks(-0.36, 0.25) == (-0.4, -0.2, 0.0, 0.2, 0.4)


@given(some.lists(some.floats(-1000, 1000), min_size=1, max_size=20))
def test_every_value_and_interval_lies_on_the_axis(values: list[float]) -> None:
    dots: list[Dot] = [dot(score(value=value, sd=abs(value) / 3)) for value in values]
    found = axis(dots, "fraction")
    assert 2 <= len(found) <= 9
    for each in dots:
        for end in (each.low, each.value, each.high):
            assert end is not None
            assert -1e-3 <= at(end, found) <= 100 + 1e-3


def test_metrics_are_named_as_the_card_names_them() -> None:
    named = [metric_words(each) for each in ("auroc", "tpr_gap", "macro_f1", "es_auc_race")]
    assert named == ["AUROC", "TPR gap", "Macro F1", "ES AUC race"]
