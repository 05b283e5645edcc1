"""Lorenz curve: cumulative people living there against cumulative patients counted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.assessment import Assessment, Overall
from app.language import _
from app.services.gaps.words import Names
from app.services.terms import term
from app.services.wording import percent

_EDGE = 1e-12


@dataclass(frozen=True, slots=True)
class LorenzPoint:
    """After this country: shares, in [0, 1], of the people living so far and of those counted."""

    iso3: str
    name: str
    people: float
    counted: float


def lorenz_curve(answer: Assessment, names: Names) -> tuple[LorenzPoint, ...]:
    """Return the curve from the fewest counted per person living there to the most.

    Of what is counted: a country in which none were found adds nothing. Empty where the question
    is not about countries, or where the Gini index of the curve is undefined.
    """
    gini = answer.overall.get("gini")
    if answer.query["dimension"] != "country" or gini is None or gini.value is None:
        return ()
    places = [
        (group.key["country"], group.share.known or 0.0, group.reference_share or 0.0)
        for group in answer.groups
    ]
    counted_in_all, living = sum(each[1] for each in places), sum(each[2] for each in places)
    found = [LorenzPoint("", "", 0.0, 0.0)]
    for iso3, counted, people in sorted(places, key=_per_person):
        found.append(
            LorenzPoint(
                iso3,
                names.get(iso3, iso3),
                found[-1].people + people / living,
                found[-1].counted + counted / counted_in_all,
            )
        )
    return tuple(found)


def _per_person(place: tuple[str, float, float]) -> tuple[float, str]:
    iso3, counted, people = place
    return (counted / people if people else math.inf), iso3


def curve_words(answer: Assessment, curve: Sequence[LorenzPoint]) -> tuple[str, ...]:
    """Say what the curve shows, with its Gini index and the range of it."""
    half = max((point.people for point in curve if point.counted <= _EDGE), default=0.0)
    said = [
        _("In countries home to {half} of the people we found nobody counted.", half=percent(half)),
        _half_counted(answer, curve),
    ]
    gini = answer.overall.get("gini")
    if gini is not None and gini.value is not None:
        said.append(_gini(gini, gini.value))
    said.append(_("The dashed line is where as many are counted per person everywhere."))
    return tuple(said)


def _half_counted(answer: Assessment, curve: Sequence[LorenzPoint]) -> str:
    """Read the curve at half of those counted, between the two countries around it."""
    before, after = next((a, b) for a, b in pairwise(curve) if b.counted >= 0.5 or b is curve[-1])
    rise = after.counted - before.counted
    step = (0.5 - before.counted) / rise if rise else 0.0
    people = 1 - (before.people + step * (after.people - before.people))
    return _(
        "Half of the {unit} counted were imaged where about {people} of the "
        "people live, in the countries counted most per person.",
        unit=term(answer.unit),
        people=percent(people),
    )


def _gini(gini: Overall, value: float) -> str:
    index = f"{value:.3g}"
    if gini.low is None or gini.high is None or gini.low == gini.high:
        return _("Gini index: {gini}.", gini=index)
    return _(
        "Gini index: {gini}, between {low} and {high} wherever the unknown were imaged.",
        gini=index,
        low=f"{gini.low:.3g}",
        high=f"{gini.high:.3g}",
    )
