"""The table twin of the map: every country by name, the same numbers, the same unknowns."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from app.domain.assessment import Assessment, Group
from app.domain.vocabulary import Status
from app.language import _
from app.services.measures import Look, Measure, Place, against_people, comparable
from app.services.place_words import in_short
from app.services.places_by_name import country_path
from app.services.terms import term
from app.services.wording import exact_percent, rounded
from frontend.components.table import Cell, link, table

_NOT_KNOWN = "–"


def country_table(places: Sequence[Place], assessment: Assessment, measure: Measure) -> Component:
    """Write the table; it is ordered by name and by nothing else."""
    return table(
        "country-table",
        _("Table of countries and areas"),
        _caption(assessment, measure),
        _columns(assessment, measure),
        [(f"row-{place.iso3}", _cells(place, assessment, measure)) for place in places],
        on_paper={f"row-{place.iso3}" for place in places if place.look is not Look.NONE},
    )


def _caption(assessment: Assessment, measure: Measure) -> str:
    return _(
        "Where imaged, by name of country or area, in {unit}. "
        "The map shows: {label}. At most counts all that the datasets which name a place leave "
        "open. {sign} means not known, never zero.",
        unit=term(assessment.unit),
        label=_(measure.label),
        sign=_NOT_KNOWN,
    )


def _columns(assessment: Assessment, measure: Measure) -> list[tuple[str, str]]:
    unit = term(assessment.unit).capitalize()
    heads = [
        _("{unit}, at least", unit=unit),
        _("{unit}, at most", unit=unit),
        _("Datasets that count"),
    ]
    heads += [_("Datasets that only name it")]
    if against_people(assessment):
        heads += [_("Share of the world’s people"), _("Ratio of shares"), _("Ratio, lowest")]
        heads += [_("Ratio, highest")]
    if measure.scale == "rate":
        heads += [_("Patients per million people, at least"), _("At most per million")]
    numbers = [(head, "number") for head in [*heads, _("Sources")]]
    return [(_("Country or area"), "name"), (_("What is known"), "words"), *numbers]


def _cells(place: Place, assessment: Assessment, measure: Measure) -> list[Cell]:
    *numbers, sources = _numbers(place.group, against_people(assessment))
    rate = _rate(place) if measure.scale == "rate" else []
    named = link(place.name, country_path(place.iso3))
    return [named, in_short(place, measure), *numbers, *rate, sources]


def _rate(place: Place) -> list[str]:
    """Write what the map colours; too few datasets give no rate."""
    if place.reading is None:
        return [_NOT_KNOWN] * 2
    ends = (place.reading.low, place.reading.high)
    return [_NOT_KNOWN if end is None else rounded(end) for end in ends]


def _numbers(group: Group | None, compared: bool) -> list[str]:
    if group is None:
        return [_NOT_KNOWN] * (9 if compared else 5)
    cells = [*_bounds(group), str(group.datasets), str(group.sites_not_counted)]
    if compared:
        cells += [_share(group.reference_share), *_ratio(group)]
    return [*cells, str(len(group.sources))]


def _bounds(group: Group) -> list[str]:
    """Write fewest and most; where nobody counted, "at least 0" would read as a zero."""
    if group.status is Status.NOT_FOUND:
        return [_NOT_KNOWN, _NOT_KNOWN]
    counted = group.status in (Status.COUNTED, Status.ZERO)
    return [_count(group.n.low) if counted else _NOT_KNOWN, _count(group.n.high)]


def _count(n: int | None) -> str:
    return _NOT_KNOWN if n is None else f"{n:,}"


def _share(share: float | None) -> str:
    return _NOT_KNOWN if share is None else exact_percent(share)


def _ratio(group: Group) -> list[str]:
    if not comparable(group):
        return [_NOT_KNOWN] * 3
    values = (group.ratio.value, group.ratio.low, group.ratio.high)
    return [_NOT_KNOWN if value is None else f"{value:.3g}" for value in values]
