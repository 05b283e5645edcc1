"""Comparable countries: by name, within one region or income group; never in an order of merit."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.measures import MEASURES, Look, Place
from app.services.place_words import in_short
from app.services.places_by_name import country_path, folded, list_title, region_title
from app.services.profile.answers import Profile
from frontend.components.link_list import Item, item, link_list

_PATIENTS = MEASURES["patients"]
# What is known of a country puts it into one of these lists; in each, countries stand by name.
_KNOWN = (
    ((Look.VALUE,), N_("Patients counted"), "counted"),
    ((Look.ZERO,), N_("Counted, and printed as zero"), "zero"),
    ((Look.SUPPRESSED,), N_("Too few to print, or withheld"), "suppressed"),
    ((Look.SITE,), N_("Named as a place of imaging, patients not counted"), "site"),
    (
        (Look.NONE, Look.FEW),
        N_("We found no dataset that says it imaged people there"),
        "none",
    ),
)
_UNMARKED = ("counted", "unreleased")
_UNRELEASED = N_("Images are known from papers, and none that we know is released")


def compared_section(profile: Profile) -> Component | None:
    """List the countries of the same group, or of the region, with what is known of each."""
    places = sorted(profile.compared.places, key=lambda place: folded(place.name))
    if not places:
        return None
    title = _("Its countries and areas")
    if profile.area.is_country:
        group = region_title(profile.compared.grouping, profile.compared.name)
        title = _("Comparable countries: {group}", group=group)
    unreleased = profile.compared.unreleased
    told_of = [place for place in places if place.iso3 in unreleased]
    rest = [place for place in places if place.iso3 not in unreleased]
    listed = [
        _known(words, name, [each for each in rest if each.look in looks], profile)
        for looks, words, name in _KNOWN
    ]
    listed.insert(-1, _known(_UNRELEASED, "unreleased", told_of, profile))
    return html.Section([html.H2(title), _choices(profile), *filter(None, listed)], id="compared")


def _known(words: str, name: str, places: list[Place], profile: Profile) -> Component | None:
    if not places:
        return None
    mark = html.Span(className=f"mark mark-{name}", **{"aria-hidden": "true"})
    heading = html.H3([None if name in _UNMARKED else mark, f"{_(words)} ({len(places)})"])
    lines = [_line(place, profile) for place in places]
    listed = link_list(f"compared-{name}", lines, className="in-a-row")
    return html.Div([heading, listed])


def _line(place: Place, profile: Profile) -> Item:
    """Name a country; the one whose page this is leads nowhere."""
    known = in_short(place, _PATIENTS) if place.look is Look.VALUE else ""
    return item(
        place.name, None if place.iso3 == profile.area.id else country_path(place.iso3), known
    )


def _choices(profile: Profile) -> Component | None:
    """Offer the other groups that the country stands in; the choice lives in the address."""
    if len(profile.comparisons) < 2:
        return None
    links = [
        html.Li(
            html.A(list_title(grouping), href=f"?beside={grouping}", **_mark(profile, grouping))
        )
        for grouping, _other in profile.comparisons
    ]
    return html.Ul(links, className="beside")


def _mark(profile: Profile, grouping: str) -> dict[str, str]:
    return {"aria-current": "true"} if grouping == profile.compared.grouping else {}
