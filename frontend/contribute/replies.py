"""Replies of readers: the corrections that wait for a reviewer, and one of them with its answer."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from app.errors import NotFound
from app.language import N_, _
from app.services.parameters import whole_number
from app.services.writing.corrections import (
    SHOWN,
    CorrectionRead,
    CorrectionShown,
    listed,
    read_one,
)
from app.services.writing.disputed import disputed
from frontend.components.table import Cell, link, table
from frontend.contribute.acts import Entry, act, entry
from frontend.datasets.correction_form import number_facts, sentence
from frontend.datasets.printed_words import group_line
from frontend.hall import hall

BACK = "/contribute/review"
_STATES = {
    "filed": N_("not read yet: its words are not shown"),
    "open": N_("open: its words are shown beside the number"),
    "accepted": N_("accepted"),
    "declined": N_("declined"),
}


def waiting() -> list[Component]:
    """List the corrections that are filed or open, the oldest first."""
    found = [each for each in listed(hall().store).items if each.state in SHOWN]
    head = html.H2(_("Corrections"))
    if not found:
        return [head, html.P(_("No correction waits for an answer."))]
    columns = ((_("Number"), "name"), (_("Card"), "words"), (_("Filed"), "words"),
               (_("What it is"), "words"))  # fmt: skip
    label = _("Corrections that wait for an answer")
    rows = [(f"reply-{each.id}", _cells(each)) for each in found]
    return [head, table("replies", label, label, columns, rows)]


def _cells(each: CorrectionShown) -> list[Cell]:
    there = f"{BACK}?correction={each.id}"
    name = group_line(each.place.get("group", {}), {}) or each.number
    return [link(name, there), each.dataset, each.filed_at[:10], _(_STATES[each.state])]


def reply(number: str) -> list[Component]:
    """Show one correction, with the number that it is about and what may be answered.

    Raises
    ------
    NotFound
        When there is none of this number.
    """
    asked = whole_number(number)
    if asked is None:
        raise NotFound(_("There is no such correction."))
    read = read_one(hall().desk, asked)
    each = read.correction
    found = disputed(hall().store, each.dataset, each.place, each.revision)
    return [
        html.P(dcc.Link(_("Back to the queue"), href=BACK)),
        html.H2(sentence(found), className="finding"),
        number_facts(found),
        html.H2(_("What was filed")),
        _filed(read),
        *_decide(each),
    ]


def _filed(read: CorrectionRead) -> Component:
    each = read.correction
    said = (
        (_("What is wrong"), each.says), (_("What it should be"), each.proposed),
        (_("Where this can be read"), each.source), (_("How to reach who filed it"), read.contact),
        (_("Filed"), each.filed_at[:10]), (_("State"), _(_STATES[each.state])),
        (_("Answer"), each.answer),
    )  # fmt: skip
    given = [(name, words) for name, words in said if words]
    parts = [part for name, words in given for part in (html.Dt(name), html.Dd(words))]
    return html.Dl(parts, className="card-facts notes", id="filed")


def _decide(each: CorrectionShown) -> list[Component]:
    why = _("Why, in words that everybody can read")
    hint = _("The number is then no longer marked.")
    decline = _answer(each, "declined", _("Decline"), [entry("answer", why)], hint)
    acts = {
        "filed": [
            _answer(each, "open", _("Show its words"), (),
                    _("They then stand beside the number, as they were written.")),
            decline,
        ],
        "open": [
            _answer(each, "accepted", _("Accept"), [entry("answer", why)],
                    _("The number itself is changed by a new revision of the card.")),
            decline,
        ],
    }.get(each.state)  # fmt: skip
    if acts is None:
        return [html.P(_("It is answered: nothing is left to decide."), role="status")]
    return [html.H2(_("Decide"), id="decide"), html.Div(acts, className="decide")]


def _answer(
    each: CorrectionShown, state: str, button: str, entries: tuple[()] | list[Entry], hint: str = ""
) -> Component:
    return act(
        f"reply-{state}", "PATCH", f"/corrections/{each.id}", button, entries=entries,
        body={"state": state}, hint=hint, then=f"{BACK}?correction={each.id}",
        main=state in ("open", "accepted"),
    )  # fmt: skip
