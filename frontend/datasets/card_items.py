"""What the documentation of a set answers, item by item; never added up to a score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dash import html
from dash.development.base_component import Component

from app.domain.documentation import Answer
from app.domain.vocabulary import Reported
from app.language import N_, _
from app.services.catalogue.answers import DatasetDetail, ItemShown
from app.services.catalogue.card_view import CardView
from app.services.catalogue.card_words import (
    ANSWER_WORDS,
    ITEM_WORDS,
    SELECTION_WORDS,
    SHOWS_NOBODY,
    item_said_in_full,
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


# What a card itself prints of an item that nobody has answered.
_PRINTED_HERE = {"plain_summary", "identity_and_access"}


def items(view: CardView) -> list[Component]:
    """List the 18 items; the sections of a Datasheet follow where any is answered."""
    card = view.card
    shown = [
        html.H3(_("The 18 items of STANDING Together")),
        html.P(
            [
                _("Recommendations for the documentation of health datasets: "),
                html.A(
                    "doi:10.1016/S2589-7500(24)00224-3",
                    href="https://doi.org/10.1016/S2589-7500(24)00224-3",
                ),
                ".",
            ],
            className="quiet",
        ),
        *_answers(
            "standing-table",
            _("Answers to 18 items of documentation"),
            card.standing_together,
            view,
        ),
    ]
    if any(each.answer is not Answer.NOT_READ for each in card.datasheet):
        title = _("Sections of a Datasheet")
        shown += [html.H3(title), *_answers("datasheet-table", title, card.datasheet, view)]
    return shown


def _answers(
    name: str, label: str, asked: Sequence[ItemShown], view: CardView
) -> list[Component | None]:
    """List what is answered in a table, and fold away the names of what was not read."""
    told = [each for each in asked if each.answer is not Answer.NOT_READ or _known(each, view)]
    rest = [each for each in asked if each not in told]
    return [_table(name, label, told, view) if told else None, _not_read(rest, len(asked))]


def _not_read(rest: Sequence[ItemShown], asked: int) -> Component | None:
    if not rest:
        return None
    said = _(
        "Not read: {n} of {asked} items. That is our debt, not the authors’.",
        n=len(rest), asked=asked,
    )  # fmt: skip
    listed = html.Ul([html.Li(f"{each.number} {_(each.title)}".strip()) for each in rest])
    return html.Details([html.Summary(said), listed], className="how not-read")


def _table(name: str, label: str, answers: Iterable[ItemShown], view: CardView) -> Component:
    caption = _(
        "Item by item, never a score. Given in part: what we asked of the documentation is only a "
        "part of the item, and is named beside it."
    )
    rows = [(f"item-{each.id}", _cells(each, view)) for each in answers]
    if any(cells[-1] for _id, cells in rows):
        return table(name, label, caption, _COLUMNS, rows)
    return table(name, label, caption, _COLUMNS[:-1], [(row, cells[:-1]) for row, cells in rows])


def _cells(item: ItemShown, view: CardView) -> list[Cell]:
    told = item.value or _known(item, view)
    return [_(item.title), item.number, _answer(item, view), told, _whence(item)]


def _answer(item: ItemShown, view: CardView) -> str:
    if item.answer is not Answer.NOT_READ:
        return _(ANSWER_WORDS[item.answer])
    if item.id in _PRINTED_HERE:
        return _("on this card")
    nobody = set(_parts(item, view)) == {_(SHOWS_NOBODY)}
    return _("does not apply") if nobody else _("read in part")


def _known(item: ItemShown, view: CardView) -> str:
    """Say what is known of an item without an answer of its own: its parts, or what stands here."""
    if item.id in _PRINTED_HERE and item.answer is Answer.NOT_READ:
        return _("The documents were not read for it.")
    return "; ".join(f"{said}: {', '.join(them)}" for said, them in _parts(item, view).items())


def _parts(item: ItemShown, view: CardView) -> dict[str, list[str]]:
    """Return the parts of an item of which anything is known, by what is said of them."""
    found: dict[str, list[str]] = {}
    for part, reported in item.parts.items():
        if reported is not Reported.UNKNOWN:
            found.setdefault(item_said_in_full(part, view), []).append(_(ITEM_WORDS[part]))
    return found


def _whence(item: ItemShown) -> Cell:
    if item.read_by:
        if item.read_on:
            return _("read by {name}, {date}", name=item.read_by, date=item.read_on)
        return _("read by {name}", name=item.read_by)
    if item.citation and item.url:
        return link(item.citation, item.url)
    return item.citation or ""


def _consent(card: DatasetDetail) -> str | None:
    """Say which consent was given; that the documentation speaks of it does not say which."""
    documented = card.documentation.get("consent_or_ethics")
    if card.governance.consent or documented is None:
        return card.governance.consent
    if documented.reported in (Reported.YES, Reported.PARTIAL):
        return _("its documentation speaks of consent or ethics approval; which, we have not read")
    return None


def governance(card: DatasetDetail) -> list[Component]:
    """Say how people came to be in it, who decides over the data, and what they keep."""
    said = [
        (_("How people came to be in it"), card.selection and _(SELECTION_WORDS[card.selection])),
        (_("Who decides over the data"), card.governance.authority),
        (_("Consent"), _consent(card)),
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
