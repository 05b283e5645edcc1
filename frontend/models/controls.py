"""The address of the list of models, and its controls in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dash import html
from dash.development.base_component import Component

from app.domain.reference import Country
from app.language import N_, _
from app.services.catalogue.models import MODEL_LIST
from frontend.components.controls import choice, drawer
from frontend.components.kinds import modality_options, region_options
from frontend.components.search import search_field

STORE = "models-question"
_OWN = {each.name for each in MODEL_LIST} - {"limit", "offset"}
_COMPLETE = [
    ("", N_("any list")),
    ("yes", N_("said to be complete")),
    ("partial", N_("complete in part")),
    ("no", N_("not complete")),
]
_REPORTS = [
    ("", N_("anything or nothing")),
    ("geography", N_("where they were imaged")),
    ("sex", N_("their sex")),
    ("age", N_("their age")),
    ("ethnicity", N_("their race or ethnicity")),
]


def asked_of_models(params: Mapping[str, object]) -> dict[str, str]:
    """Read the address; what belongs to nobody here is ignored."""
    return {name: str(value) for name, value in params.items() if name in _OWN and value}


def controls(
    asked: Mapping[str, str], makers: Iterable[str], names: Mapping[str, str]
) -> Component:
    """Offer every filter of the list, as the address has them."""
    places = sorted((names.get(iso3, iso3), iso3) for iso3 in makers)
    picks = [
        ("modality", _("Kind of image"), modality_options()),
        ("body_region", _("Part of the body"), region_options()),
        ("made_in", _("Made in"), [("", _("anywhere")), *((iso3, name) for name, iso3 in places)]),
        ("mix_complete", _("List of what it learned from"), _COMPLETE),
        ("reports", _("Its documents give of the people"), _REPORTS),
    ]
    fields = [
        choice(name, label, options, asked.get(name, ""), stores=STORE)
        for name, label, options in picks
    ]
    search = search_field(
        "q", _("Search"), asked.get("q", ""), hint=_("name or maker"), stores=STORE
    )
    return drawer(_("Search and filter"), [html.Div([search, *fields], className="choices")])


def maker_countries(countries: Iterable[Country]) -> dict[str, str]:
    """Return the name of every country by its code."""
    return {country.iso3: country.name for country in countries}
