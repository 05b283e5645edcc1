"""Measured: the pooled arrays of one answer in the form that every measure reads."""

from __future__ import annotations

import numpy as np

from app.domain.assessment import Overall
from app.domain.reason import Reason
from app.services.answering import Answering
from app.stats import METRICS, Composition, Measured, score
from app.stats.pooling import Floats

_GEOGRAPHIC_ONLY = frozenset({"countries_holding_half", "effective_number", "gini", "coverage"})


def known_composition(answering: Answering) -> Composition:
    """Return who is known to be in each group: what the known-only reading rests on."""
    pooled = answering.pooled
    counted = pooled.composition
    rest = max(0.0, pooled.total[1] - counted.sum())
    held = np.array([bool(answering.holders(key)) for key in pooled.keys])
    return Composition(
        n=np.where(held, counted, np.nan),
        unknown=np.array(np.nan if answering.unbounded else rest),
        reference=_reference(answering),
    )


def bounding_composition(answering: Answering) -> Composition:
    """Return the fewest and most who can be in each group, overlap and unknown included."""
    pooled = answering.pooled
    low, high = pooled.total
    least, most = np.array(pooled.amounts, dtype=float).reshape(-1, 2).T
    spare = pooled.spare + pooled.not_listed[1]
    open_ = answering.unbounded
    held = np.array([bool(answering.holders(key)) for key in pooled.keys])
    elsewhere = np.where(held, 0.0, answering.elsewhere)
    highest = most + spare + elsewhere
    if answering.selection.single and low == high and not answering.unlike:
        # A hidden group is among those whom the others leave over, who are not added to it again.
        highest = np.minimum(highest, np.maximum(least, high - (least.sum() - least)))
    return Composition(
        n=np.minimum(most, highest),
        unknown=np.array(np.nan if open_ else float(spare)),
        reference=_reference(answering),
        n_min=least,
        n_max=np.full(len(most), np.nan) if open_ else highest,
        total_min=np.array(np.nan if open_ else float(low)),
        total_max=np.array(np.nan if open_ else float(high)),
    )


def _measure(name: str, known: Composition, bounding: Composition) -> Measured:
    """Take the value of the known-only reading, and the bounds over all that is not known."""
    value, bounds = score(name, known), score(name, bounding)
    return Measured(value.value, bounds.low, bounds.high, value.reason)


def _reference(answering: Answering) -> Floats | None:
    """People of the reference per group; NaN where it has no such group or other age edges."""
    if answering.expected is None:
        return None
    people = answering.expected.people
    pairs = [people.get(key, (0, -1)) for key in answering.pooled.keys]
    return np.array([low if low == high else np.nan for low, high in pairs], dtype=float)


def group_measures(answering: Answering) -> dict[str, Measured]:
    """Return share, and with a reference ratio and parity, each per group."""
    known, bounding = known_composition(answering), bounding_composition(answering)
    names = {"share": "share"}
    if known.reference is not None:
        names["ratio"] = "representation_ratio"
        if answering.one_subject:
            names["parity"] = "parity_add_only"
    return {short: _measure(name, known, bounding) for short, name in names.items()}


def overall(answering: Answering) -> dict[str, Overall]:
    """Return every measure of the whole that the question allows."""
    if not answering.pooled.keys:
        return {}
    if not answering.same_categories:
        return _refused(Reason.SCHEME_MISMATCH)
    made = known_composition(answering)
    geographic = answering.question.dimension == ("country",)
    found = {}
    for name, metric in METRICS.items():
        fits = metric.kind == "overall" and (geographic or name not in _GEOGRAPHIC_ONLY)
        if fits and (made.reference is not None or not metric.needs_reference):
            found[name] = _overall(score(name, made), metric.unit)
    return found


def _refused(reason: Reason) -> dict[str, Overall]:
    """Refuse every comparison of wholes, with one reason."""
    return {
        name: Overall(None, None, None, metric.unit, reason)
        for name, metric in METRICS.items()
        if metric.kind == "overall" and metric.needs_reference and name not in _GEOGRAPHIC_ONLY
    }


def _overall(measured: Measured, unit: str) -> Overall:
    return Overall(
        value=number(float(measured.value)),
        low=number(float(measured.low)),
        high=number(float(measured.high)),
        unit=unit,
        reason=str(measured.reason[()]) or None,
    )


def number(value: float) -> float | None:
    """Return a plain number, None where it is not defined."""
    return float(value) if np.isfinite(value) else None
