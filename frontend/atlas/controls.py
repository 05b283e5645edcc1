"""The Atlas's controls, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.domain.question import NO_REFERENCE
from app.domain.reference import Country
from app.domain.vocabulary import Dim
from app.language import N_, _
from app.services.catalogue.references import references
from app.services.measures import MEASURES
from app.services.places_by_name import by_name
from frontend.atlas.choices import DEFAULT_MEASURE, WORLD
from frontend.atlas.overlay import GROUPINGS
from frontend.components.controls import choice, drawer
from frontend.components.kinds import access_options, modality_options, region_options

# A choice tells one store the address: another question draws the map anew, with the country
# marked; another country only marks it.
QUESTION, PLACE = "atlas-question", "atlas-place"
REFERENCE_WORDS = {WORLD: N_("people living there, 2025 (UN)")}


def controls(params: Mapping[str, str], compared: Iterable[tuple[str, str]]) -> Component:
    """Offer every choice of the question, as the address has them."""
    first = html.Div([_measure(params), _reference(params, compared), *_kinds(params)])
    first.className = "choices"
    more = html.Details(
        className="more-choices",
        children=[html.Summary(_("More choices")), html.Div(_rest(params), className="choices")],
        open=any(params.get(name) for name in _MORE),
    )
    return drawer(_("Choose what is shown"), [first, more])


_MORE = ("groups", "include_synthetic", "include_recalled")


def world_references(store: Any) -> list[tuple[str, str]]:
    """Return the references that count the people of every country."""
    listed = references(store).items
    return [
        (each.slug, _(REFERENCE_WORDS.get(each.slug, f"{each.name}, {each.year}")))
        for each in listed
        if Dim.COUNTRY in each.dims and each.country is None
    ]


def country_choice(params: Mapping[str, str], countries: Iterable[Country]) -> Component:
    """Offer every country by name: the way of the keyboard into the map."""
    options = [("", _("no country")), *((each.iso3, each.name) for each in by_name(countries))]
    return choice("country", _("Country or area"), options, params.get("country", ""), stores=PLACE)


def _pick(
    params: Mapping[str, str], name: str, label: str, options: list[tuple[str, str]], default: str
) -> Component:
    chosen = params.get(name) or default
    return choice(name, label, options, chosen, default=default, stores=QUESTION)


def _measure(params: Mapping[str, str]) -> Component:
    options = [(measure.id, measure.label) for measure in MEASURES.values()]
    return _pick(params, "measure", _("Show"), options, DEFAULT_MEASURE)


def _reference(params: Mapping[str, str], compared: Iterable[tuple[str, str]]) -> Component:
    options = [*compared, (NO_REFERENCE, _("nothing"))]
    if WORLD not in dict(options):
        named = _("{reference} (not loaded here)", reference=_(REFERENCE_WORDS[WORLD]))
        options.insert(0, (WORLD, named))
    return _pick(params, "reference", _("Compare with"), options, WORLD)


def _groups(params: Mapping[str, str]) -> Component:
    options = [("", _("none")), *GROUPINGS.items()]
    return _pick(params, "groups", _("Groups of countries"), options, "")


def _kinds(params: Mapping[str, str]) -> list[Component]:
    return [
        _pick(params, "modality", _("Kind of image"), modality_options(), ""),
        _pick(params, "body_region", _("Part of the body"), region_options(), ""),
        _pick(params, "access", _("Obtained"), access_options(), ""),
    ]


def _rest(params: Mapping[str, str]) -> list[Component]:
    left_out = [("", _("left out")), ("true", _("counted too"))]
    return [
        _groups(params),
        _pick(params, "include_synthetic", _("Synthetic sets"), left_out, ""),
        _pick(params, "include_recalled", _("Figures from memory"), left_out, ""),
    ]
