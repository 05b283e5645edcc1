"""The bench of a contributor: one's own drafts, and where a card is brought and mended."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from app.domain.access import Caller
from app.domain.vocabulary import State
from app.errors import AppError
from app.language import _
from app.services.exchange.results import ATTRIBUTES, NUMERIC
from app.services.files import to_json
from app.services.parameters import whole_number
from app.services.terms import term
from app.services.writing.drafts import DraftRow, list_drafts, read_draft
from app.services.writing.examples import EXAMPLES
from app.services.writing.field_words import field_words
from app.services.writing.kinds import KINDS
from app.services.writing.review import read_review
from frontend.components.states import trouble
from frontend.contribute.acts import act
from frontend.contribute.fields import choices, groups
from frontend.contribute.notes import country_names, notes
from frontend.contribute.words import FORMATS, RESULT_FORMATS, STATES
from frontend.hall import hall


@dataclass(frozen=True, slots=True)
class Room:
    """What is brought at an address, and how its files are read.

    `numbers` are fields that hold numbers: what is typed there is sent as one, in the digits that
    were typed. `further` are fields of one line that a card may have besides. `more` is what else
    the script is told.
    """

    kind: str
    at: str
    imports: str
    formats: Mapping[str, str]
    numbers: Sequence[str]
    further: Sequence[str]
    more: Mapping[str, Any] = field(default_factory=dict)


DATASETS = Room(
    kind="datasets",
    at="/contribute",
    imports="/api/v1/imports",
    formats=FORMATS,
    numbers=(
        "n", "share", "n_low", "n_high", "covers", "release_year", "patients", "studies", "images",
        "mean", "sd", "median", "min", "max",
    ),
    further=("version", "release_year", "licence", "homepage", "doi", "custodian", "note"),
    more={"store": "contribute-card", "counts": True},
)  # fmt: skip
RESULTS = Room(
    kind="evaluations",
    at="/contribute/results",
    imports="/api/v1/imports/results",
    formats=RESULT_FORMATS,
    numbers=NUMERIC,
    further=("model_detail", "protocol_note", "publication_status", "notes"),
)
_ROOMS: Mapping[str, Room] = {KINDS[room.kind].name: room for room in (DATASETS, RESULTS)}


def drafts_of(caller: Caller) -> Component:
    """List the caller's own drafts, with what can be done with each."""
    found = list_drafts(hall().desk, caller, None, None).items
    own = [each for each in found if each.owner == caller.name]
    listed = [_draft(each) for each in own]
    content = html.Ul(listed, className="drafts") if listed else html.P(_("You have no drafts."))
    return html.Section([html.H2(_("Your drafts")), content], id="drafts")


def _draft(row: DraftRow) -> Component:
    said = _("{name}, revision {n}", name=row.slug, n=row.revision)
    state = _(" – {state}; changed {at}", state=_(STATES[row.state.value]), at=row.changed_at[:10])
    room = _ROOMS.get(row.kind)
    named = dcc.Link(said, href=f"{room.at}?draft={row.slug}/{row.revision}") if room else said
    return html.Li([named, html.Span(state, className="quiet")])


def bench(caller: Caller, draft: str, room: Room) -> Component:
    """Prepare the bench: empty, or with a draft on it; the script writes the rest."""
    blank = {**_blank(EXAMPLES[room.kind]), **dict.fromkeys(room.further, "")}
    told: dict[str, Any] = {
        "kind": room.kind,
        "at": room.at,
        "imports": room.imports,
        "asks": _asks() if room is RESULTS else [],
        "formats": {name: _(words) for name, words in room.formats.items()},
        "floor": hall().settings.suppression_floor if room is DATASETS else None,
        "numbers": room.numbers,
        "blank": json.dumps(blank),
        "further": room.further,
        "labels": field_words(),
        "choices": {**choices(), **groups(country_names())},
        **room.more,
    }
    slug, _sign, number = draft.partition("/")
    revision = whole_number(number)
    if revision is None:
        return _bench(told)
    at = (slug, revision)
    try:
        detail, etag = read_draft(hall().desk, caller, KINDS[room.kind], *at)
        review, _etag = read_review(hall().desk, caller, KINDS[room.kind], at)
    except AppError as error:
        return html.Div([trouble(error), _bench(told)])
    written = to_json(detail).decode()
    name = json.loads(written)["card"].get("name", slug)
    head = html.H2(_("Opened: {name}, revision {n}", name=name, n=revision))
    said = html.Div([head, notes(review)])
    if detail.draft.state is not State.DRAFT or detail.draft.owner != caller.name:
        with_reviewers = html.P(
            _("It is with the reviewers, and cannot be changed."), role="status"
        )
        return html.Div([with_reviewers, said], id="submitted")
    opened = {"slug": slug, "revision": revision, "etag": etag}
    told["draft"] = {**opened, "detail": written}
    discard = act(
        "discard", "DELETE", f"/{room.kind}/{slug}/drafts/{revision}", _("Delete this draft"),
        etag=etag, then=room.at,
    )  # fmt: skip
    return html.Div([said, _bench(told), discard])


def _asks() -> list[dict[str, Any]]:
    """What may be said beside a table of results, where the file alone does not tell."""
    told = (
        ("part", _("Which evaluation of the file"),
         _("Where it holds several: they are named once the file is read.")),
        ("attribute", _("What its groups are told apart by"),
         _("Where the file does not say.")),
        ("groups", _("What its words for groups mean"),
         _("One a line, the word of the file first: 0=female")),
    )  # fmt: skip
    attributes = [(each, term(each.replace("_", " "))) for each in ATTRIBUTES]
    return [{"name": name, "label": label, "hint": hint, "pairs": name == "groups",
             "options": attributes if name == "attribute" else []}
            for name, label, hint in told]  # fmt: skip


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
