"""The address of the link, and its controls in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from app.language import _
from app.services.catalogue.references import ReferenceHead
from app.services.link.measures import BETTER
from app.services.link.question import ATTRIBUTES, LINK
from app.services.results.forest import attribute_words, metric_words
from frontend.components.asked import Pick
from frontend.components.controls import choice, drawer
from frontend.evaluations.controls import PUBLISHED

STORE = "link-question"
_OWN = tuple(each.name for each in LINK)
_DEFAULTS = ("sex", "auroc", "patients", "", "", "paper")
_UNITS = ("patients", "studies", "images")


def asked_of_link(params: Mapping[str, object]) -> dict[str, str]:
    """Read the address; what belongs to nobody here is ignored."""
    return {name: str(params[name]) for name in _OWN if params.get(name)}


def controls(
    asked: Mapping[str, str],
    models: Sequence[tuple[str, str]],
    references: Sequence[ReferenceHead],
) -> Component:
    """Offer every choice, as the address has them."""
    fields = [
        choice(name, label, options, asked.get(name) or default, default=default, stores=STORE)
        for (name, label, options), default in zip(
            picks(asked, models, references), _DEFAULTS, strict=True
        )
    ]
    return drawer(_("Choices"), [html.Div(fields, className="choices")])


def picks(
    asked: Mapping[str, str],
    models: Sequence[tuple[str, str]],
    references: Sequence[ReferenceHead],
) -> list[Pick]:
    """Name what can be chosen."""
    published = [(name, _(words)) for name, words in PUBLISHED]
    units = [(each, _(each)) for each in _UNITS]
    by = [(each, attribute_words(each)) for each in ATTRIBUTES]
    metrics = sorted(((each, metric_words(each)) for each in BETTER), key=lambda pair: pair[1])
    named = [("", _("any model")), *models]
    if "," in asked.get("models", ""):
        named.append((asked["models"], _("the models of this address")))
    against = [("", _("nothing")), *((each.slug, each.name) for each in references)]
    return [
        ("attribute", _("Groups by"), by),
        ("metric", _("Performance as"), metrics),
        ("unit", _("Share in training, in"), units),
        ("reference", _("Shares compared with"), against),
        ("models", _("Model"), named),
        ("publication_status", _("Published in"), published),
    ]
