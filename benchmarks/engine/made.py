"""The rows that are measured: made by rule, several images per patient, 72 crossed groups."""

from __future__ import annotations

import numpy as np

from app.domain.rows import Coded, Outcome, Rows
from app.engine.question import Question

SIZES = {"sex": 2, "age": 6, "ethnicity": 6}
GROUPINGS = (("sex",), ("age",), ("ethnicity",), tuple(SIZES))
METRICS = ("auroc", "auprc", "tpr", "fpr", "fnr", "ece", "brier")
THRESHOLD = 0.3
REPLICATES = 200


def rows(n: int) -> Rows:
    """Return n rows of about n / 3 patients, a tenth of them positive, groups of unequal size."""
    random = np.random.default_rng(7)
    patient = np.sort(random.integers(0, n // 3, n))
    patient = np.cumsum(np.concatenate([[0], np.diff(patient) > 0])).astype(np.int32)
    people = int(patient[-1]) + 1
    truth = (random.random(n) < 0.1).astype(np.uint8)
    logit = random.normal(size=people)[patient] + random.normal(size=n) + 1.5 * truth - 2
    attributes = {}
    for name, size in SIZES.items():
        share = np.arange(size, 0, -1) / np.arange(1, size + 1).sum()
        code = random.choice(size, people, p=share).astype(np.uint8)[patient]
        attributes[name] = Coded(code, tuple(f"{name}{index}" for index in range(size)))
    return Rows(
        Outcome.BINARY,
        np.arange(n, dtype=np.uint64),
        (1 / (1 + np.exp(-logit))).astype(np.float32),
        truth,
        patient,
        False,
        attributes,
    )


def question(replicates: int) -> Question:
    """Return the workload: seven measures of 87 groups."""
    return Question(GROUPINGS, METRICS, threshold=THRESHOLD, replicates=replicates)
