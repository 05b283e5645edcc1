"""Examples of the measures of performance: by hand, and held against scikit-learn and Fairlearn."""

from itertools import chain, repeat

import numpy as np
import pytest
from fairlearn.metrics import equalized_odds_difference
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    cohen_kappa_score,
    roc_auc_score,
)

from app.domain.rows import Outcome
from app.services.methods.performance import (
    MADE,
    THRESHOLD,
    gap_measures,
    group_measures,
    inequality_measures,
)
from app.stats.inequality_registry import INEQUALITY
from app.stats.performance_registry import GAP_METRICS, GROUP_METRICS

SHOWN = {each.id: each for each in chain(group_measures(), gap_measures(), inequality_measures())}


def value(measure: str, of: str) -> float:
    return {each.of: each.value for each in SHOWN[measure].example}[of]


def cases(outcome: Outcome, group: str) -> tuple[np.ndarray, np.ndarray]:
    """Scores and truths of a group, a case each."""
    found = [each for each in MADE[outcome].cases if group in (each[0], "everybody")]
    long = np.array(list(chain.from_iterable(repeat(each[1:3], each[3]) for each in found)))
    return long[:, 0], long[:, 1]


def test_every_measure_is_shown_with_numbers() -> None:
    assert set(SHOWN) == {*GROUP_METRICS, *GAP_METRICS, *INEQUALITY}
    for shown in SHOWN.values():
        assert shown.example
        assert all(np.isfinite(each.value) for each in shown.example), shown.id


@pytest.mark.parametrize("group", ["everybody", "women", "men"])
def test_ranking_and_calibration_are_those_of_scikit_learn(group: str) -> None:
    scores, truth = cases(Outcome.BINARY, group)
    assert value("auroc", group) == pytest.approx(roc_auc_score(truth, scores))
    assert value("auprc", group) == pytest.approx(average_precision_score(truth, scores))
    assert value("brier", group) == pytest.approx(brier_score_loss(truth, scores), abs=1e-7)
    grades, true_grades = cases(Outcome.ORDINAL, group)
    kappa = cohen_kappa_score(true_grades, grades, weights="quadratic")
    assert value("quadratic_weighted_kappa", group) == pytest.approx(kappa)


def test_equalised_odds_is_that_of_fairlearn() -> None:
    (scores, truth), (men_scores, men_truth) = (
        cases(Outcome.BINARY, group) for group in ("women", "men")
    )
    truths = np.concatenate([truth, men_truth])
    called = np.concatenate([scores, men_scores]) >= THRESHOLD
    sex = [*repeat("women", len(truth)), *repeat("men", len(men_truth))]
    for measure, agg in (
        ("equalised_odds_fairlearn", "worst_case"),
        ("equalised_odds_mean", "mean"),
    ):
        theirs = equalized_odds_difference(truths, called, sensitive_features=sex, agg=agg)
        assert value(measure, "women and men") == pytest.approx(theirs)


def test_rates_and_figures_are_those_worked_out_by_hand() -> None:
    assert value("tpr", "women") == 15 / 20
    assert value("tpr", "men") == 12 / 20
    assert value("fpr", "women") == 4 / 20
    assert value("fpr", "men") == 6 / 20
    assert value("tpr_gap", "women and men") == pytest.approx(15 / 20 - 12 / 20)
    assert value("mae", "women") == (2 + 1) / 2
    assert value("mae", "men") == (5 + 1) / 2
    assert value("dice", "men") == pytest.approx((0.8 + 0.6) / 2)
    assert value("hd95_gap", "women and men") == pytest.approx(6 - 3)


def test_pairs_name_who_is_held_against_whom() -> None:
    ours, theirs = cases(Outcome.BINARY, "women"), cases(Outcome.BINARY, "men")
    with_it, without = ours[0][ours[1] == 1], theirs[0][theirs[1] == 0]
    higher = np.sign(with_it[:, None] - without) / 2 + 0.5
    found = value("xauc", "women who have it, men who do not")
    assert found == pytest.approx(higher.mean(), abs=1e-7)
    assert value("bnsp_auc", "women") == pytest.approx(found)


def test_inequality_is_that_worked_out_by_hand() -> None:
    assert value("difference", "the three groups") == pytest.approx(0.9 - 0.7)
    assert value("ratio", "the three groups") == pytest.approx(0.9 / 0.7)
    mean = 0.1 * 0.7 + 0.3 * 0.8 + 0.6 * 0.9
    assert value("population_attributable_risk", "the three groups") == pytest.approx(0.9 - mean)
