"""Compositions to test with, and the worlds that they leave possible."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.stats import Composition
from app.stats.metric import Measured

Floats = NDArray[np.float64]

# Counts as they come: nobody, a handful, many.
PEOPLE = st.one_of(st.just(0), st.integers(0, 30), st.integers(0, 5_000))


def composition(
    n: object,
    unknown: object = 0.0,
    reference: object | None = None,
    reference_unknown: object = 0.0,
    **ranges: object,
) -> Composition:
    """A composition from plain lists."""
    arrays = {name: np.asarray(value, dtype=float) for name, value in ranges.items()}
    return Composition(
        np.asarray(n, dtype=float),
        np.asarray(unknown, dtype=float),
        None if reference is None else np.asarray(reference, dtype=float),
        np.asarray(reference_unknown, dtype=float),
        **arrays,
    )


@st.composite
def compositions(
    draw: st.DrawFn, reference_unknown: bool = False, overlap: bool = False
) -> Composition:
    """A subject of 2 to 6 groups with some people known, held against a reference."""
    groups = draw(st.integers(2, 6))
    counts = st.lists(PEOPLE, min_size=groups, max_size=groups)
    n = np.array(draw(counts.filter(any)), dtype=float)
    unknown = float(draw(PEOPLE))
    people = st.lists(st.integers(1, 1_000), min_size=groups, max_size=groups)
    reference = np.array(draw(people), dtype=float)
    spare = float(draw(st.integers(0, 1_000))) if reference_unknown else 0.0
    subject = composition(n, unknown, reference, spare)
    if not overlap:
        return subject
    once = np.array([draw(st.integers(0, int(count))) for count in n], dtype=float)
    return replace(
        subject,
        n_min=once,
        n_max=n + unknown,
        total_min=once.sum() + 0.0,
        total_max=n.sum() + unknown,
    )


def placed(total: float, groups: int, random: np.random.Generator) -> Floats:
    """Place people in groups: often all in one, otherwise spread at random."""
    shares = random.dirichlet(np.full(groups, random.choice([0.05, 1.0, 20.0])))
    if random.random() < 0.3:
        shares = np.eye(groups)[random.integers(groups)]
    return total * shares


def possible_world(subject: Composition, random: np.random.Generator) -> Composition:
    """A world in which everybody's group is known and nobody counted twice."""
    groups = subject.n.shape[-1]
    fewest, most = subject.fewest, subject.counted
    found = fewest + random.random(groups) * (most - fewest)
    n = found + placed(float(subject.unknown), groups, random)
    reference = subject.expected + placed(float(subject.reference_unknown), groups, random)
    return composition(n, 0.0, reference)


def assert_same(one: Measured, other: Measured, tolerance: float = 1e-9) -> None:
    """Assert that two answers agree in everything, reasons included."""
    for name in ("value", "low", "high"):
        np.testing.assert_allclose(
            getattr(one, name), getattr(other, name), rtol=tolerance, atol=1e-7, err_msg=name
        )
    np.testing.assert_array_equal(one.reason, other.reason)
