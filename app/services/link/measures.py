"""Which metrics can be linked: those that are a value of one group, and which way is better."""

from __future__ import annotations

from typing import Literal

Better = Literal["higher", "lower"]
# A gap, an equity-scaled metric or a prevalence is no value of one group, and is not here.
BETTER: dict[str, Better] = {
    "auroc": "higher",
    "auprc": "higher",
    "adjusted_auprc": "higher",
    "tpr": "higher",
    "tnr": "higher",
    "sensitivity": "higher",
    "specificity": "higher",
    "ppv": "higher",
    "fpr": "lower",
    "fnr": "lower",
    "accuracy": "higher",
    "balanced_accuracy": "higher",
    "macro_f1": "higher",
    "quadratic_weighted_kappa": "higher",
    "brier": "lower",
    "ece": "lower",
    "dice": "higher",
    "dice_kidney": "higher",
    "dice_tumor": "higher",
    "iou": "higher",
    "hd95": "lower",
    "mae": "lower",
    "l1_error": "lower",
    "mae_adas13": "lower",
    "mae_mmse": "lower",
    "rmse_adas13": "lower",
    "rmse_mmse": "lower",
}
# Of these a value rests on people with the finding and on people without it.
OF_A_FINDING = frozenset(
    {
        "auroc", "auprc", "adjusted_auprc", "tpr", "tnr", "sensitivity", "specificity", "ppv",
        "fpr", "fnr", "brier", "ece",
    }
)  # fmt: skip
FEWEST = 10


def enough(metric: str, n: int | None, n_pos: int | None) -> bool | None:
    """Whether enough were tested for a value of this metric; None where it is not printed.

    Examples
    --------
    >>> enough("auroc", 500, 9), enough("auroc", 500, None), enough("mae", 10, None)
    (False, None, True)
    """
    if n is not None and n < FEWEST:
        return False
    if metric not in OF_A_FINDING:
        return None if n is None else True
    if n_pos is not None and n_pos < FEWEST:
        return False
    if n is None or n_pos is None:
        return None
    return n_pos >= FEWEST and n - n_pos >= FEWEST
