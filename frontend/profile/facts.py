"""Facts of a country or region beside its finding: who lives there, and its groups with dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from dash import html
from dash.development.base_component import Component

from app.domain.reference import Country
from app.language import N_, _
from app.services.places_by_name import list_keeper, list_title, region_name, region_path
from app.services.profile.answers import Profile
from app.services.profile.lists import Listed, listed_groups
from app.services.profile.people import people_sentence, structure_sentence
from app.services.wording import day_words, several

_FLAGS = {
    "least_developed": N_("Least developed country"),
    "landlocked": N_("Landlocked developing country"),
    "small_island": N_("Small island developing state"),
}


def facts(profile: Profile, data_dir: Path) -> Component:
    """Write the facts as a list of terms."""
    lists = listed_groups(data_dir)
    rows: list[tuple[str, list[object]]] = [
        (_("People"), [people_sentence(profile.people), " ", structure_sentence(profile.people)])
    ]
    if profile.people.silent and not profile.area.is_country:
        names = ", ".join(profile.people.silent)
        rows.append((_("No figure for"), [names]))
    rows += list(_groups(profile, lists))
    return html.Dl(
        [html.Div([html.Dt(term), html.Dd(words)]) for term, words in rows], className="area-facts"
    )


def _groups(profile: Profile, lists: Mapping[str, Listed]) -> Iterator[tuple[str, list[object]]]:
    country = profile.country
    if country is None:
        count = several(len(profile.members), "country or area", "countries and areas")
        said = f"{count}, {list_keeper(profile.area.grouping)}"
        yield _("Made of"), [said, _as_of(lists.get(profile.area.grouping))]
        return
    for grouping, name in profile.comparisons:
        link = html.A(region_name(grouping, name), href=region_path(grouping, name))
        yield list_title(grouping), [link, _as_of(lists.get(grouping))]
    yield from _flags(country, lists)


def _flags(country: Country, lists: Mapping[str, Listed]) -> Iterator[tuple[str, list[object]]]:
    held = [name for name in _FLAGS if getattr(country, name)]
    if held:
        names = "; ".join(_(_FLAGS[name]) for name in held)
        yield _("United Nations lists"), [names, _as_of(lists.get(held[0]))]


def _as_of(listed: Listed | None) -> Component:
    words = _(" as of {as_of}", as_of=day_words(listed.as_of)) if listed and listed.as_of else ""
    return html.Span(words, className="quiet", title=listed.note if listed else None)
