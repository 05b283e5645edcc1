"""Two runs on the same patients: each group's change, and levelling down by its name."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.domain.rows import Coded, Rows
from app.domain.scores import IntervalKind
from app.engine import Question, evaluate
from app.engine.compare import Compared, Levelling, compare
from app.engine.seeds import over_seeds
from app.errors import Conflict
from tests.engine.made import patients_rows

QUESTION = Question((("sex",),), ("auroc", "tpr", "auroc_gap"), threshold=0.4, replicates=300)


def made(patients: int = 1500) -> Rows:
    rows = patients_rows(np.random.default_rng(5), patients, 2)
    sex = Coded((rows.patient % 2).astype(np.uint8), ("F", "M"))
    return replace(rows, attributes={"sex": sex})


def noisy(rows: Rows, amounts: tuple[float, float]) -> Rows:
    """Blur the scores of each sex by its own amount of noise."""
    random = np.random.default_rng(6)
    amount = np.array(amounts)[rows.attributes["sex"].codes]
    logit = np.log(rows.score / (1 - rows.score)) + amount * random.normal(size=len(rows))
    return replace(rows, score=(1 / (1 + np.exp(-logit))).astype(np.float32))


def auroc_gap(found: Compared) -> Levelling | None:
    return found.gaps[0].levelling


def test_the_same_run_twice_changes_nothing() -> None:
    found = compare(made(), made(), QUESTION)
    assert {each.change for each in found.changes} == {0.0}
    assert all(each.interval and each.interval.low == 0 for each in found.changes)
    assert auroc_gap(found) is Levelling.NOT_CLOSED


def test_levelling_down_is_named() -> None:
    worse_for_men = noisy(made(), (0.0, 3.0))
    worse_for_all = noisy(made(), (3.0, 3.0))
    found = compare(worse_for_men, worse_for_all, QUESTION)
    assert found.gaps[0].change < 0
    assert auroc_gap(found) is Levelling.DOWN
    by_sex = {each.group.get("sex"): each for each in found.changes if each.metric == "auroc"}
    assert by_sex["F"].change < -0.05
    assert by_sex["F"].interval.high < 0
    assert auroc_gap(compare(worse_for_men, made(), QUESTION)) is Levelling.UP


def test_pairing_makes_the_interval_narrower_than_two_unpaired_ones() -> None:
    slightly = noisy(made(), (0.2, 0.2))
    change = compare(made(), slightly, QUESTION).changes[0]
    width = change.interval.high - change.interval.low
    assert width < 0.02


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("samples", lambda rows: replace(rows, sample=rows.sample + np.uint64(1))),
        ("truth", lambda rows: replace(rows, truth=1 - rows.truth)),
        ("patient", lambda rows: replace(rows, patient=rows.patient // 2)),
        ("sex", lambda rows: replace(rows, attributes={})),
    ],
)
def test_only_like_is_compared_with_like(name: str, changed: object) -> None:
    with pytest.raises(Conflict) as caught:
        compare(made(100), changed(made(100)), QUESTION)  # type: ignore[operator]
    assert caught.value.problems[0].field == name


def test_rows_without_a_prediction_in_either_run_are_left_out_of_both() -> None:
    holes = made()
    score = holes.score.copy()
    score[:100] = np.nan
    found = compare(replace(holes, score=score), made(), QUESTION)
    assert found.changes[0].change == 0
    assert any("100 of 3000 rows" in each for each in found.warnings)


def test_seeds_are_a_range_and_no_confidence_interval() -> None:
    asked = Question((("sex",),), ("auroc",), replicates=50)
    runs = [evaluate(noisy(made(200), (amount, 0.1)), asked).scores for amount in (0.1, 0.5, 0.9)]
    found = over_seeds(runs)
    values = [run[0].value for run in runs]
    assert found[0].value == pytest.approx(np.mean(values))
    assert found[0].interval.kind is IntervalKind.SEEDS
    assert (found[0].interval.low, found[0].interval.high) == (min(values), max(values))
    assert np.isnan(found[0].standard_error)
    with pytest.raises(Conflict, match="not one run"):
        over_seeds([runs[0], runs[1][:1]])
