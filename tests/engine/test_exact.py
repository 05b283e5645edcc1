"""The exact road gives what scikit-learn gives, to 1e-12, on every group of every input."""

from __future__ import annotations

import os
from itertools import pairwise

import numpy as np
import pytest
from sklearn import metrics as oracle

from app.domain.rows import Rows
from app.engine.exact import read_exactly
from app.engine.groups import group
from app.stats.performance_registry import GROUP_METRICS
from tests.engine.made import any_rows

GROUPINGS = (("sex",), ("sex", "ethnicity"))
NEEDS = {"concordant", "precision", "true_positive", "squared_error", "bin_n"}
TIMES = int(os.environ.get("FAIRATLAS_PROOF_INPUTS", "500"))
CLOSE = 1e-12
CHUNKS = 5


def from_sklearn(rows: Rows, threshold: float) -> dict[str, float]:
    truth, score, weight = rows.truth, rows.score, rows.weight
    called = score >= np.float32(threshold)
    both = len(set(truth.tolist())) == 2
    tn, fp, fn, tp = oracle.confusion_matrix(
        truth, called, labels=[0, 1], sample_weight=weight
    ).ravel()
    found = {
        "accuracy": (tp + tn) / (tp + tn + fp + fn),
        "brier": oracle.mean_squared_error(truth, score.astype(np.float64), sample_weight=weight),
        "tpr": tp / (tp + fn) if truth.any() else np.nan,
        "fnr": fn / (tp + fn) if truth.any() else np.nan,
        "fpr": fp / (fp + tn) if not truth.all() else np.nan,
        "tnr": tn / (fp + tn) if not truth.all() else np.nan,
        "ppv": tp / (tp + fp) if called.any() else np.nan,
        "auprc": oracle.average_precision_score(truth, score, sample_weight=weight)
        if truth.any()
        else np.nan,
    }
    if both:
        found["auroc"] = oracle.roc_auc_score(truth, score, sample_weight=weight)
        found["balanced_accuracy"] = (found["tpr"] + found["tnr"]) / 2
    else:
        found["auroc"] = found["balanced_accuracy"] = np.nan
    return found


def ece_by_hand(rows: Rows) -> float:
    """Expected calibration error, a loop over bins and rows."""
    score, truth = rows.score.astype(np.float64), rows.truth
    weight = np.ones(len(rows)) if rows.weight is None else rows.weight
    edges = (np.arange(16) / 15).astype(np.float32)
    off = 0.0
    for low, high in pairwise(edges):
        inside = (rows.score >= low) & ((rows.score < high) | (high == 1))
        off += abs((weight * (score - truth))[inside].sum())
    return float(off / weight.sum())


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_measure_of_every_group_is_that_of_scikit_learn(chunk: int) -> None:
    for seed in range(chunk, TIMES, CHUNKS):
        random = np.random.default_rng(seed)
        rows = any_rows(random)
        # Often a score itself, so that equal to the threshold is met.
        threshold = float(random.choice([0.3, 0.5, 0.7, float(random.choice(rows.score))]))
        groups = group(rows.attributes, GROUPINGS, len(rows))
        read = read_exactly(rows, groups, NEEDS, threshold, variance=False)
        for index, where in enumerate(groups.slices):
            of_row = groups.of_row(index)
            sums = read.tallied.sums.of(where)
            for place in range(groups.sizes[index]):
                part = rows.at(of_row == place)
                expected = from_sklearn(part, threshold) | {"ece": ece_by_hand(part)}
                for name, value in expected.items():
                    ours = GROUP_METRICS[name].compute(sums)[place]
                    np.testing.assert_allclose(
                        ours, value, rtol=0, atol=CLOSE, err_msg=f"{name}, seed {seed}"
                    )
