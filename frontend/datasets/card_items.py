"""What the documentation of a set answers, item by item; never added up to a score."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from app.domain.documentation import Answer
from app.language import N_, _
from app.services.catalogue.answers import DatasetDetail, ItemShown
from app.services.catalogue.card_words import (
    ANSWER_WORDS,
    ITEM_WORDS,
    REPORTED_WORDS,
    SELECTION_WORDS,
    withheld_words,
)
from frontend.components.table import Cell, link, table

_COLUMNS = [
    (N_("Item"), "name"),
    (N_("Number"), "short"),
    (N_("Answer"), "short"),
    (N_("What it says"), "words"),
    (N_("Where, or who read it"), "words"),
]


def items(card: DatasetDetail) -> list[Component]:
    """List the 18 items; the sections of a Datasheet follow where any is answered."""
    shown = [
        html.H3(_("The 18 items of STANDING Together")),
        _table("standing-table", _("Answers to 18 items of documentation"), card.standing_together),
    ]
    if any(each.answer is not Answer.NOT_READ for each in card.datasheet):
        shown += [
            html.H3(_("Sections of a Datasheet")),
            _table("datasheet-table", _("Sections of a Datasheet"), card.datasheet),
        ]
    return shown


def _table(name: str, label: str, answers: Iterable[ItemShown]) -> Component:
    caption = _("Item by item, never a score. Not read is our debt, not the authors’.")
    rows = [(f"item-{each.id}", _cells(each)) for each in answers]
    if any(cells[-1] for _id, cells in rows):
        return table(name, label, caption, _COLUMNS, rows)
    return table(name, label, caption, _COLUMNS[:-1], [(row, cells[:-1]) for row, cells in rows])


def _cells(item: ItemShown) -> list[Cell]:
    return [_(item.title), item.number, _(ANSWER_WORDS[item.answer]), _says(item), _whence(item)]


def _says(item: ItemShown) -> str:
    """Say the value, else what is known of its parts."""
    if item.value:
        return item.value
    return "; ".join(
        f"{_(ITEM_WORDS[part])}: {_(REPORTED_WORDS[said])}" for part, said in item.parts.items()
    )


def _whence(item: ItemShown) -> Cell:
    if item.read_by:
        if item.read_on:
            return _("read by {name}, {date}", name=item.read_by, date=item.read_on)
        return _("read by {name}", name=item.read_by)
    if item.citation and item.url:
        return link(item.citation, item.url)
    return item.citation or ""


def governance(card: DatasetDetail) -> list[Component]:
    """Say how people came to be in it, who decides over the data, and what they keep."""
    said = [
        (_("How people came to be in it"), card.selection and _(SELECTION_WORDS[card.selection])),
        (_("Who decides over the data"), card.governance.authority),
        (_("Consent"), card.governance.consent),
        (_("Terms"), card.governance.terms),
    ]
    parts = [
        part
        for name, words in said
        for part in (html.Dt(name), html.Dd(words or html.Span(_("not found"), className="silent")))
    ]
    kept = [html.Li(each) for each in withheld_words(card)]
    listed = [html.Ul(kept, className="withheld")] if kept else []
    return [html.Dl(parts, className="card-facts"), *listed]
