"""One country in words: what is counted there, which kind of nothing, and against how many people.

Every number is a number of the answer the sentence was made from; nothing found is not zero.
"""

from __future__ import annotations

from app.domain.assessment import Assessment, Group
from app.domain.vocabulary import Status, Unit
from app.services.measures import (
    FEWEST_DATASETS,
    Look,
    Measure,
    Place,
    against_people,
    comparable,
    people,
)
from app.services.wording import exact, rounded, several, span, times

_SHORT = {
    Look.ZERO: "printed as zero",
    Look.SUPPRESSED: "too few to print, or withheld",
    Look.SITE: "named, not counted",
    Look.NONE: "no dataset found",
}
_NOTHING = {
    Status.ZERO: "Counted, and printed as zero",
    Status.SUPPRESSED: "Counted, but too few to be printed",
    Status.WITHHELD: "Withheld by those whose data it is",
    Status.NOT_PRINTED: "Part of a table that prints only other countries",
    Status.SITE_NOT_COUNTED: "Named as a place of imaging, but nobody says how many",
    Status.SAID_NOT_TO_EXIST: "Said not to exist",
    Status.NOT_RECORDED: "Not recorded, by law or policy",
    Status.NOT_FOUND: "We found no dataset that says it imaged people here",
}


def figure_of(place: Place, measure: Measure) -> str:
    """Say what the map shows of a country, in words."""
    group = place.group
    if place.look is Look.VALUE and place.reading is not None:
        return _reading(place, measure)
    if group is None:
        return _NOTHING[Status.NOT_FOUND]
    if place.look is Look.FEW:
        counted = f"{several(group.datasets, 'dataset')}: {counted_of(group, measure.unit)}"
        return f"{counted}. Too few datasets for a comparison"
    if place.look is Look.SITE:
        return _NOTHING[Status.SITE_NOT_COUNTED]
    return _NOTHING[group.status]


def in_short(place: Place, measure: Measure) -> str:
    """Say the same in as few words as a table has room for."""
    if place.look is Look.FEW and place.group is not None:
        return f"{several(place.group.datasets, 'dataset')}: no comparison"
    return _SHORT.get(place.look) or figure_of(place, measure)


def _reading(place: Place, measure: Measure) -> str:
    reading = place.reading
    if reading is None or place.group is None:
        return _NOTHING[Status.NOT_FOUND]
    if measure.scale == "ratio":
        return ratio_words(place.group)
    if measure.id == "datasets":
        return several(int(reading.low or 0), "dataset")
    if measure.scale == "rate":
        low, high = rounded(reading.low or 0), rounded(reading.high or reading.low or 0)
        return f"{low if low == high else f'{low} to {high}'} patients per million people"
    return counted_of(place.group, measure.unit)


def counted_of(group: Group, unit: Unit) -> str:
    """Write a count exactly, as the range that it is."""
    count = span(group.n.low, group.n.high, exact)
    noun = unit.value[:-1] if count == "1" and unit is Unit.PATIENTS else unit.value
    return f"{count} {noun}"


def ratio_words(group: Group) -> str:
    """Write the share of patients against the share of people, in words and with its bounds."""
    low, high = group.ratio.low, group.ratio.high
    bounds = (
        "" if low is None or high is None or low == high else f", between {low:.3g} and {high:.3g}"
    )
    if group.ratio.value is None:
        return f"no single ratio{bounds}"
    return f"{times(group.ratio.value)}{bounds}"


def about_place(place: Place, assessment: Assessment) -> tuple[str, ...]:
    """Say all that the answer holds of one country, one short sentence each."""
    group, unit = place.group, Unit(assessment.unit)
    if group is None or group.status is Status.NOT_FOUND:
        return (f"{_NOTHING[Status.NOT_FOUND]}. That is a gap in published data.",)
    said = [_what_is_counted(group, unit)]
    if group.sites_not_counted:
        sets = several(group.sites_not_counted, "dataset names", "datasets name")
        said.append(f"{sets} a place of imaging here without saying how many {unit}.")
    if against_people(assessment) and group.n.low:
        said.append(_against_people(group, assessment))
    return tuple(said)


def _what_is_counted(group: Group, unit: Unit) -> str:
    if group.n.low:
        return f"{several(group.datasets, 'dataset')}, {counted_of(group, unit)} imaged here."
    return f"{_NOTHING.get(group.status, _NOTHING[Status.SITE_NOT_COUNTED])}."


def _against_people(group: Group, assessment: Assessment) -> str:
    total = assessment.reference.total if assessment.reference else None
    living = people(group, total)
    if living is None:
        return "The reference gives no number of people living here."
    home = f"{rounded(living)} people live here"
    if not comparable(group):
        return f"{home}. No comparison: fewer than {FEWEST_DATASETS} datasets count."
    if group.ratio.value is None and group.ratio.low is None:
        return f"{home}. No comparison: {group.reason or 'it is not defined'}."
    return f"{home}. Set against people, that is {ratio_words(group)}."
