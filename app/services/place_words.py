"""One country in words: what is counted there, which kind of nothing, and against how many people.

Every number is a number of the answer the sentence was made from; nothing found is not zero.
"""

from __future__ import annotations

from app.domain.assessment import Assessment, Group
from app.domain.vocabulary import Status, Unit
from app.language import N_, _, plural
from app.services.measures import (
    FEWEST_DATASETS,
    Look,
    Measure,
    Place,
    against_people,
    comparable,
    people,
)
from app.services.terms import term
from app.services.wording import exact, rounded, several, span, times

_SHORT = {
    Look.ZERO: N_("printed as zero"),
    Look.SUPPRESSED: N_("hidden for privacy, or withheld"),
    Look.SITE: N_("named, not counted"),
    Look.NONE: N_("no dataset found"),
}
_NOTHING = {
    Status.ZERO: N_("Counted, and printed as zero"),
    Status.SUPPRESSED: N_("Counted, but hidden for privacy"),
    Status.WITHHELD: N_("Withheld by those whose data it is"),
    Status.NOT_PRINTED: N_("Part of a table that prints only other countries"),
    Status.SITE_NOT_COUNTED: N_("Named as a place of imaging, but nobody says how many"),
    Status.SAID_NOT_TO_EXIST: N_("Said not to exist"),
    Status.NOT_RECORDED: N_("Not recorded, by law or policy"),
    Status.NOT_FOUND: N_("We found no dataset that says it imaged people here"),
}


def figure_of(place: Place, measure: Measure) -> str:
    """Say what the map shows of a country, in words."""
    group = place.group
    if place.look is Look.VALUE and place.reading is not None:
        return _reading(place, measure)
    if group is None:
        return _(_NOTHING[Status.NOT_FOUND])
    if place.look is Look.FEW:
        return _(
            "{datasets}: {counted}. Too few datasets for a comparison",
            datasets=several(group.datasets, "dataset"),
            counted=counted_of(group, measure.unit),
        )
    if place.look is Look.SITE:
        return _(_NOTHING[Status.SITE_NOT_COUNTED])
    return _(_NOTHING[group.status])


def in_short(place: Place, measure: Measure) -> str:
    """Say the same in as few words as a table has room for."""
    if place.look is Look.FEW and place.group is not None:
        return _("{datasets}: no comparison", datasets=several(place.group.datasets, "dataset"))
    return _(_SHORT.get(place.look, "")) or figure_of(place, measure)


def _reading(place: Place, measure: Measure) -> str:
    reading = place.reading
    if reading is None or place.group is None:
        return _(_NOTHING[Status.NOT_FOUND])
    if measure.scale == "ratio":
        return ratio_words(place.group)
    if measure.id == "datasets":
        return several(int(reading.low or 0), "dataset")
    if measure.scale == "rate":
        low, high = rounded(reading.low or 0), rounded(reading.high or reading.low or 0)
        return _(
            "{low} patients per million people",
            low=low if low == high else _("{low} to {high}", low=low, high=high),
        )
    return counted_of(place.group, measure.unit)


def counted_of(group: Group, unit: Unit) -> str:
    """Write a count exactly, as the range that it is."""
    if group.n.low == group.n.high == 1 and unit is Unit.PATIENTS:
        return several(1, "patient")
    count = span(group.n.low, group.n.high, exact)
    return _("{n} {unit}", n=count, unit=term(unit))


def ratio_words(group: Group) -> str:
    """Write the share of patients against the share of people, in words and with its bounds."""
    low, high = group.ratio.low, group.ratio.high
    bounds = (
        ""
        if low is None or high is None or low == high
        else _(", between {low} and {high}", low=f"{low:.3g}", high=f"{high:.3g}")
    )
    if group.ratio.value is None:
        return _("no single ratio{bounds}", bounds=bounds)
    return f"{times(group.ratio.value)}{bounds}"


def about_place(place: Place, assessment: Assessment) -> tuple[str, ...]:
    """Say all that the answer holds of one country, one short sentence each."""
    group, unit = place.group, Unit(assessment.unit)
    if group is None or group.status is Status.NOT_FOUND:
        return (
            _("{nothing}. That is a gap in published data.", nothing=_(_NOTHING[Status.NOT_FOUND])),
        )
    said = [_what_is_counted(group, unit)]
    if group.sites_not_counted:
        said.append(
            plural(
                "{n} dataset names a place of imaging here without saying how many {unit}.",
                "{n} datasets name a place of imaging here without saying how many {unit}.",
                group.sites_not_counted,
                unit=term(unit),
            )
        )
    if against_people(assessment) and group.n.low:
        said.append(_against_people(group, assessment))
    return tuple(said)


def _what_is_counted(group: Group, unit: Unit) -> str:
    if group.n.low:
        return _(
            "{datasets}, {counted} imaged here.",
            datasets=several(group.datasets, "dataset"),
            counted=counted_of(group, unit),
        )
    return f"{_(_NOTHING.get(group.status, _NOTHING[Status.SITE_NOT_COUNTED]))}."


def _against_people(group: Group, assessment: Assessment) -> str:
    total = assessment.reference.total if assessment.reference else None
    living = people(group, total)
    if living is None:
        return _("The reference gives no number of people living here.")
    home = rounded(living)
    if not comparable(group):
        return _(
            "{living} people live here. No comparison: fewer than {few} datasets count.",
            living=home,
            few=FEWEST_DATASETS,
        )
    if group.ratio.value is None and group.ratio.low is None:
        why = _(group.reason) if group.reason else _("it is not defined")
        return _("{living} people live here. No comparison: {why}.", living=home, why=why)
    return _(
        "{living} people live here. Set against people, that is {ratio}.",
        living=home,
        ratio=ratio_words(group),
    )
