"""The address of the list of evaluations, and its controls in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.catalogue.evaluations import EVALUATION_LIST
from app.services.catalogue.model_answers import EvaluationRow
from app.services.results.forest import attribute_words
from app.services.results.words import PEOPLE, SHARED_WORDS
from app.services.terms import protocol_words
from frontend.components.asked import Pick
from frontend.components.controls import choice, drawer
from frontend.components.search import search_field

STORE = "evaluations-question"
PAPERS = "paper"
_OWN = {each.name for each in EVALUATION_LIST} - {"limit", "offset"}
PUBLISHED = [
    (PAPERS, N_("papers and model cards")),
    ("repository", N_("personal and student projects")),
    ("run", N_("computed here from predictions")),
    ("all", N_("all of them")),
]


def asked_of_evaluations(params: Mapping[str, object]) -> dict[str, str]:
    """Read the address; what belongs to nobody here is ignored."""
    return {name: str(value) for name, value in params.items() if name in _OWN and value}


def controls(asked: Mapping[str, str], every: Sequence[EvaluationRow]) -> Component:
    """Offer every filter of the list, as the address has them."""
    fields = []
    for name, label, options in picks(every):
        usual = PAPERS if name == "publication_status" else ""
        chosen = asked.get(name) or usual
        fields.append(choice(name, label, options, chosen, default=usual, stores=STORE))
    hint = _("model, set or task")
    search = search_field("q", _("Search"), asked.get("q", ""), hint=hint, stores=STORE)
    return drawer(_("Search and filter"), [html.Div([search, *fields], className="choices")])


def picks(every: Sequence[EvaluationRow]) -> list[Pick]:
    """Name what can be chosen."""
    protocols = [(each, protocol_words(each)) for each in sorted({row.protocol for row in every})]
    ours = {row.model_slug: row.model_name for row in every if row.model_slug}
    named = sorted((name, slug) for slug, name in ours.items())
    return [
        ("publication_status", _("Published in"), PUBLISHED),
        ("attribute", _("Groups by"), _attributes()),
        ("protocol", _("How it was used"), [("", _("any way")), *protocols]),
        ("model", _("Model"), [("", _("any model")), *((slug, name) for name, slug in named)]),
        ("shared_source", _("Test and training"), [("", _("anything")), *SHARED_WORDS.items()]),
    ]


def _attributes() -> list[tuple[str, str]]:
    return [("", _("anything")), *((each, attribute_words(each)) for each in PEOPLE)]
