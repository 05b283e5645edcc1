"""Prediction rows by rule, for the tests of the engine."""

from __future__ import annotations

import numpy as np

from app.domain.rows import Coded, Outcome, Rows

SIZES = {"sex": 2, "age": 3, "ethnicity": 4}


def attributes(random: np.random.Generator, owner: np.ndarray) -> dict[str, Coded]:
    """One word per owner (a patient, or a row) and attribute."""
    owners = int(owner.max(initial=-1)) + 1
    return {
        name: Coded(
            random.integers(0, size, owners)[owner].astype(np.uint8),
            (*(f"{name}{index}" for index in range(size - 1)), "unknown"),
        )
        for name, size in SIZES.items()
    }


def patients_rows(
    random: np.random.Generator,
    patients: int,
    images: int,
    *,
    alike: float = 0.6,
    shift: float = 1.2,
    prevalence: float = 0.3,
) -> Rows:
    """Yes-or-no rows; `alike` is the share of the spread that a patient's images have in common.

    The finding is the patient's in half of the cases and the image's own in the others.
    """
    patient = np.repeat(np.arange(patients), images)
    own = random.random(patients) < 0.5
    truth = np.where(
        own[patient],
        (random.random(patients) < prevalence)[patient],
        random.random(len(patient)) < prevalence,
    )
    noise = np.sqrt(alike) * random.normal(size=patients)[patient]
    noise += np.sqrt(1 - alike) * random.normal(size=len(patient))
    score = 1 / (1 + np.exp(-(noise + shift * truth - 1)))
    return Rows(
        Outcome.BINARY,
        np.arange(len(patient), dtype=np.uint64),
        score.astype(np.float32),
        truth.astype(np.uint8),
        patient.astype(np.int32),
        images == 1,
        attributes(random, patient),
    )


def any_rows(random: np.random.Generator) -> Rows:
    """Rows of any size, with ties, weights, tiny groups and groups of one outcome as they come."""
    n = int(random.choice([1, 2, 5, 12, 40, 150, 400]))
    patient = np.sort(random.integers(0, max(1, n // 2), n))
    patient = np.unique(patient, return_inverse=True)[1]
    score = random.random(n)
    if random.random() < 0.6:
        score = np.round(score, int(random.integers(0, 3)))
    if random.random() < 0.2:
        score = score * 1e-3
    return Rows(
        Outcome.BINARY,
        np.arange(n, dtype=np.uint64),
        score.astype(np.float32),
        (random.random(n) < random.choice([0.05, 0.3, 0.5, 1.0])).astype(np.uint8),
        patient.astype(np.int32),
        False,
        attributes(random, np.arange(n)),
        None,
        random.uniform(0.1, 5, n) if random.random() < 0.4 else None,
    )
