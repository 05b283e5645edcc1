"""What the Atlas says beside its figures."""

from __future__ import annotations

from collections.abc import Sequence

from app.language import N_, _, plural
from app.services.measures import FEWEST_DATASETS, Look, Measure, Place
from app.services.place_words import figure_of
from app.services.wording import few
from frontend.figures.geometry import Geometry

HOW_TO_READ = (
    N_(
        "A country is where people were imaged, as the datasets say. It is not where the people "
        "are from, nor who holds the data or made a model. A gap is a gap in published data."
    ),
    N_(
        "People are counted once, as far as can be known: sets that reuse others are not added to "
        "them. Where the overlap is not known, a figure is a range, and the map colours what is "
        "certain (the lower end)."
    ),
    N_(
        "Nothing has many kinds. Hatched: we found no dataset that says it imaged people there. "
        "Barred: a dataset names a place there and nobody says how many. Dotted: counted, but "
        "hidden for privacy, or withheld. A ring: counted, and printed as zero."
    ),
    N_(
        "A ratio of 1 means that a country’s share of the patients equals its share of the world’s "
        "people. No ratio is coloured that rests on fewer than three datasets; on the map a minus "
        "stands for less than its share, a plus for more, an equals sign for about the same."
    ),
    N_(
        "Synthetic images show nobody. They, and figures recalled from memory, are left out of "
        "every total unless you choose to count them."
    ),
)
SEE = ("representation_ratio", "per_million", "counting", "statuses", "reasons", "sources")


def tooltip(place: Place, measure: Measure, geometry: Geometry, within: str | None = None) -> str:
    """Write the text of a tooltip: name, figure, range, number of datasets; and its group."""
    lines = [f"<b>{place.name}</b>", *([within] if within else []), figure_of(place, measure)]
    group = place.group
    if group is not None and place.look is Look.VALUE:
        lines += _basis(place, measure)
    if any(outer == place.iso3 for outer in geometry.drawn_within.values()):
        lines.append(_("An area drawn within it has figures of its own"))
    return "<br>".join(lines)


def _basis(place: Place, measure: Measure) -> list[str]:
    group = place.group
    if group is None or measure.id == "datasets":
        return []
    said = [plural("{n} dataset that counts", "{n} datasets that count", group.datasets)]
    if group.sites_not_counted:
        n = group.sites_not_counted
        said.append(
            plural("{n} more names it without a count", "{n} more name it without a count", n)
        )
    return said


def none_coloured(places: Sequence[Place]) -> str:
    """Say why a map has no colours, where all that is counted rests on too few datasets."""
    looks = {place.look for place in places}
    if Look.FEW not in looks or Look.VALUE in looks:
        return ""
    return _(
        "No country is coloured: in none do {few} independent datasets of this kind count people.",
        few=few(FEWEST_DATASETS),
    )


def drawn_within(place: Place, places: Sequence[Place], geometry: Geometry) -> str | None:
    """Say which areas are drawn inside this one without being part of its figures."""
    names = [each.name for each in places if geometry.drawn_within.get(each.iso3) == place.iso3]
    if not names:
        return None
    return _(
        "On this map the area of {listed} is drawn within; its figures are separate.",
        listed=", ".join(names),
    )
