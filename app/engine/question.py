"""Question: which measures of which groups are asked of prediction rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.rows import Outcome
from app.errors import Invalid, Problem, problem
from app.stats.performance_metric import LEAST_PATIENTS, GapMetric, GroupMetric
from app.stats.performance_registry import GAP_METRICS, performance_metric


class ThresholdSource(StrEnum):
    """Where the threshold was chosen."""

    STATED = "stated"  # fixed before, such as in a protocol
    VALIDATION = "validation"  # on other patients than those evaluated
    TEST_SET = "test_set"  # best on the very cases that are evaluated
    UNSTATED = "unstated"


DEFAULT_METRICS: Mapping[Outcome, tuple[str, ...]] = {
    Outcome.BINARY: (
        *("auroc", "auprc", "tpr", "fpr", "brier"),
        *("ece", "ece_expected", "ece_debiased", "calibration_slope"),
        *("auroc_gap", "tpr_gap", "fpr_gap", "ece_debiased_gap"),
        *("equalised_odds_fairlearn", "equalised_odds_mean"),
        *("equalised_odds_fairmedfm", "equalised_odds_melody"),
        *("worst_auroc", "equity_scaled_auroc"),
    ),
    Outcome.ORDINAL: ("quadratic_weighted_kappa", "quadratic_weighted_kappa_gap"),
    Outcome.REGRESSION: ("mae", "mae_gap"),
    Outcome.DICE: ("dice", "dice_gap"),
    Outcome.IOU: ("iou", "iou_gap"),
    Outcome.HD95: ("hd95", "hd95_gap"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the rows.

    Parameters
    ----------
    groupings : tuple of tuples of str
        Each names the attributes whose categories are crossed; everybody is always asked too.
    metrics : tuple of str
        Ids of group and gap measures; empty: those usual for the outcome.
    label : str or None
        Which finding, where the rows hold several.
    threshold : float or None
        A score at or above it means yes; taken in the type of the scores, float32.
    threshold_source : ThresholdSource
    replicates : int
        Of the patient bootstrap; 0: values only.
    seed : int
    level : float
    families : mapping of str to tuple of str
        Gap measures whose p are adjusted together, by the name of their family.
    least_patients : int
        Groups with fewer, of those whom a measure is about, have no value, stand in no gap and
        leave no replicates: 10, or more where who publishes the values hides more.

    Raises
    ------
    NotFound
        When a measure does not exist.
    Invalid
        When a number is out of its range.
    """

    groupings: tuple[tuple[str, ...], ...] = ()
    metrics: tuple[str, ...] = ()
    label: str | None = None
    threshold: float | None = None
    threshold_source: ThresholdSource = ThresholdSource.UNSTATED
    replicates: int = 1000
    seed: int = 20240229
    level: float = 0.95
    families: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: {"all gaps asked for": tuple(GAP_METRICS)}
    )
    least_patients: int = LEAST_PATIENTS

    def __post_init__(self) -> None:
        for each in self.metrics:
            performance_metric(each)
        if problems := list(self._problems()):
            raise Invalid("The question is not usable.", problems)

    def _problems(self) -> list[Problem]:
        found = []
        if not 0 <= self.replicates <= 10_000:
            rule = "must be a whole number from 0 to 10000"
            found.append(problem("replicates", rule, self.replicates, "1000"))
        if not 0.5 <= self.level < 1:
            found.append(problem("level", "must be from 0.5 to below 1", self.level, "0.95"))
        if self.seed < 0:
            found.append(problem("seed", "must be 0 or more", self.seed, "20240229"))
        if self.least_patients < LEAST_PATIENTS:
            rule = f"must be {LEAST_PATIENTS} or more"
            found.append(problem("least_patients", rule, self.least_patients, "11"))
        if len(set(self.groupings)) < len(self.groupings):
            found.append(problem("groupings", "must not name a grouping twice", self.groupings))
        return found

    def asked(self, outcome: Outcome) -> tuple[list[GroupMetric], list[GapMetric]]:
        """Return the group and the gap measures that are asked for."""
        ids = self.metrics or DEFAULT_METRICS[outcome]
        found = [performance_metric(each) for each in ids]
        groups = [each for each in found if isinstance(each, GroupMetric)]
        return groups, [each for each in found if isinstance(each, GapMetric)]

    def needed(self, outcome: Outcome) -> set[str]:
        """Return the fields of `Sums` that the measures need."""
        groups, gaps = self.asked(outcome)
        below = [performance_metric(name) for gap in gaps for name in gap.of]
        both = [*groups, *(each for each in below if isinstance(each, GroupMetric))]
        return {name for each in both for name in each.needs}
