"""The controls of the list of datasets, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dash import html
from dash.development.base_component import Component

from app.domain.reference import Country
from app.domain.vocabulary import Dim
from app.language import N_, _
from app.services.catalogue.card_words import REPORTED_WORDS
from app.services.catalogue.dataset_filters import TABLED
from app.services.catalogue.overview_words import DIM_WORDS
from frontend.components.asked import Pick
from frontend.components.controls import choice, drawer
from frontend.components.kinds import access_options, modality_options, region_options
from frontend.components.search import search_field
from frontend.datasets.choices import ALL_KINDS, DEFAULTS

STORE = "datasets-question"
_KINDS = [
    ("dataset", N_("datasets")),
    ("aggregate", N_("aggregates of datasets")),
    ("cohort", N_("cohorts without released images")),
    (ALL_KINDS, N_("all of these")),
]
_MORE = ("country", "documented", "released_from", "released_to")
_FIRST_YEAR, _LAST_YEAR = 2000, 2026


def controls(choices: Mapping[str, str], countries: Iterable[Country]) -> Component:
    """Offer every filter of the list, as the address has them."""
    search = search_field(
        "q", _("Search"), choices.get("q", ""), hint=_("name or custodian"), stores=STORE
    )
    first = html.Div([search, *_drawn(choices, _first())], className="choices")
    more = html.Details(
        className="more-choices",
        children=[
            html.Summary(_("More choices")),
            html.Div(_drawn(choices, _rest(countries)), className="choices"),
        ],
        open=any(choices.get(name) for name in _MORE),
    )
    return drawer(_("Search and filter"), [first, more])


def chosen_words(choices: Mapping[str, str], countries: Iterable[Country]) -> str:
    """Say what was chosen, for paper and for a list with nothing in it."""
    said = [_("Search: “{q}”", q=choices["q"])] if choices.get("q") else []
    for name, label, options in [*_first(), *_rest(countries)]:
        chosen = choices.get(name) or DEFAULTS.get(name, "")
        if chosen and chosen != DEFAULTS.get(name):
            said.append(f"{label}: {_(dict(options).get(chosen, chosen))}")
    return "; ".join(said)


def _first() -> list[Pick]:
    tables = [("", _("anything, or nothing")), *((dim.value, _(DIM_WORDS[dim])) for dim in TABLED)]
    return [
        ("kind", _("List"), _KINDS),
        ("modality", _("Kind of image"), modality_options()),
        ("body_region", _("Part of the body"), region_options()),
        ("access", _("Access"), access_options()),
        ("counted_by", _("Numbers held of"), tables),
    ]


def _rest(countries: Iterable[Country]) -> list[Pick]:
    named = sorted((country.name, country.iso3) for country in countries)
    places = [("", _("anywhere")), *((iso3, name) for name, iso3 in named)]
    years = [(str(year), str(year)) for year in range(_LAST_YEAR, _FIRST_YEAR - 1, -1)]
    return [
        ("country", _("Imaged in"), places),
        ("documented", _("Documentation"), list(_documented())),
        ("released_from", _("Released from"), [("", _("any year")), *years]),
        ("released_to", _("Released until"), [("", _("any year")), *years]),
    ]


def _documented() -> Iterable[tuple[str, str]]:
    yield "", _("says anything or nothing")
    for item in ("geography", *TABLED):
        words = _(DIM_WORDS[item]) if isinstance(item, Dim) else _("places of imaging")
        for answer, said in REPORTED_WORDS.items():
            yield f"{item}:{answer}", f"{words}: {_(said)}"


def _drawn(choices: Mapping[str, str], picks: Iterable[Pick]) -> list[Component]:
    drawn = []
    for name, label, options in picks:
        default = DEFAULTS.get(name, "")
        chosen = choices.get(name) or default
        drawn.append(choice(name, label, options, chosen, default=default, stores=STORE))
    return drawn
