"""The bench of a contributor: one's own drafts, and where a card is brought and mended."""

from __future__ import annotations

import json
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from app.domain.access import Caller
from app.domain.vocabulary import State
from app.errors import AppError
from app.language import _
from app.services.files import to_json
from app.services.parameters import whole_number
from app.services.writing.drafts import DraftRow, list_drafts, read_draft
from app.services.writing.examples import EXAMPLES
from app.services.writing.kinds import KINDS
from app.services.writing.review import read_review
from frontend.components.states import trouble
from frontend.contribute.acts import act
from frontend.contribute.fields import choices, field_words
from frontend.contribute.notes import notes
from frontend.contribute.words import FORMATS, STATES
from frontend.hall import hall

DATASETS = KINDS["datasets"]
# Fields that hold numbers: what is typed there is sent as one, in the digits that were typed.
_NUMBERS = (
    "n", "share", "n_low", "n_high", "covers", "release_year", "patients", "studies", "images",
    "mean", "sd", "median", "min", "max",
)  # fmt: skip
# Fields of one line that a card may have besides.
_FURTHER = ("version", "release_year", "licence", "homepage", "doi", "custodian", "note")


def drafts_of(caller: Caller) -> Component:
    """List the caller's own drafts of datasets, with what can be done with each."""
    found = list_drafts(hall().desk, caller, None, None).items
    own = [each for each in found if each.owner == caller.name]
    listed = [_draft(each) for each in own]
    content = html.Ul(listed, className="drafts") if listed else html.P(_("You have no drafts."))
    return html.Section([html.H2(_("Your drafts")), content], id="drafts")


def _draft(row: DraftRow) -> Component:
    said = _(
        "{name}, revision {revision}: {state}",
        name=row.slug, revision=row.revision, state=_(STATES[row.state.value]),
    )  # fmt: skip
    opens = row.kind == DATASETS.name
    named = dcc.Link(said, href=f"/contribute?draft={row.slug}/{row.revision}") if opens else said
    return html.Li(
        [named, html.Span(_(" changed {at}", at=row.changed_at[:10]), className="quiet")]
    )


def bench(caller: Caller, draft: str) -> Component:
    """Prepare the bench: empty, or with a draft on it; the script writes the rest."""
    told: dict[str, Any] = {
        "formats": {name: _(words) for name, words in FORMATS.items()},
        "floor": hall().settings.suppression_floor,
        "numbers": _NUMBERS,
        "blank": json.dumps({**_blank(EXAMPLES["datasets"]), **dict.fromkeys(_FURTHER, "")}),
        "further": _FURTHER,
        "labels": field_words(),
        "choices": choices(),
        "store": "contribute-card",
    }
    slug, _sign, number = draft.partition("/")
    revision = whole_number(number)
    if revision is None:
        return _bench(told)
    at = (slug, revision)
    try:
        detail, etag = read_draft(hall().desk, caller, DATASETS, *at)
        review, _etag = read_review(hall().desk, caller, DATASETS, at)
    except AppError as error:
        return html.Div([trouble(error), _bench(told)])
    said = notes(review)
    if detail.draft.state is not State.DRAFT or detail.draft.owner != caller.name:
        with_reviewers = html.P(
            _("It is with the reviewers, and cannot be changed."), role="status"
        )
        return html.Div([with_reviewers, said], id="submitted")
    opened = {"slug": slug, "revision": revision, "etag": etag}
    told["draft"] = {**opened, "detail": to_json(detail).decode()}
    discard = act(
        "discard", "DELETE", f"/datasets/{slug}/drafts/{revision}", _("Delete this draft"),
        etag=etag, then="/contribute",
    )  # fmt: skip
    return html.Div([said, _bench(told), discard])


def _bench(told: dict[str, Any]) -> Component:
    return html.Div(id="bench", **{"data-contribute": json.dumps(told)})


def _blank(value: Any) -> Any:
    """Take everything that is said out of an example; only its shape stays."""
    if isinstance(value, dict):
        return {name: _blank(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_blank(each) for each in value]
    if isinstance(value, bool):
        return value
    return "" if isinstance(value, str) else None
