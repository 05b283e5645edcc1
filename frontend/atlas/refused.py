"""An address that the Atlas cannot answer: what is wrong, or what is not here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from app.domain.question import NO_REFERENCE
from app.errors import AppError, NotFound
from app.language import _
from app.services.snapshot import snapshot
from frontend.atlas.choices import Choices, first_text, read_choices
from frontend.atlas.controls import REFERENCE_WORDS
from frontend.components.asked import of_address
from frontend.components.states import nothing_loaded, trouble


def refused(store: Any, params: Mapping[str, Any], error: AppError) -> Component:
    """Say why there is no answer, and what to do."""
    if not snapshot(store).records:
        return nothing_loaded()
    if isinstance(error, NotFound) and not error.problems:
        return _not_loaded(params, read_choices(params))
    return trouble(error, of_address)


def _not_loaded(params: Mapping[str, Any], choices: Choices) -> Component:
    """Say in words which reference is missing; without it the map can still be drawn."""
    slug = choices.question.reference or ""
    known = REFERENCE_WORDS.get(slug)
    named = _(known) if known else f"“{slug}”"
    kept = {name: first_text(value) for name, value in params.items()} | {"reference": NO_REFERENCE}
    if choices.measure.compares:
        kept.pop("measure", None)
    said = _(
        "The Atlas was asked to compare with {named}. That reference has not been loaded here.",
        named=named,
    )
    way = html.A(_("Compare with nothing"), href=f"?{urlencode(kept)}")
    return html.Div(
        [html.H2(_("Nothing here to compare with")), html.P(said), html.P(way)],
        className="trouble",
        role="alert",
    )
