"""The form of a correction: which number, what is said of it, what is wrong, what follows."""

from __future__ import annotations

from collections.abc import Iterable

from dash import dcc, html
from dash.development.base_component import Component

from app.domain.vocabulary import Unit
from app.language import N_, _
from app.services.catalogue.answers import CountRow, DatasetDetail, TotalShown
from app.services.snapshot import snapshot
from app.services.terms import term
from app.services.wording import exact
from app.services.writing.disputed import Disputed
from frontend.components.table import Cell, link, table
from frontend.contribute.acts import act, entry
from frontend.datasets.card_corrections import SAY_SO, said_of
from frontend.datasets.printed_words import correct_href, group_line, value_line
from frontend.hall import hall

_DONE = (
    N_("It is filed, with the number {id}. Thank you."),
    N_("The number is marked on its card from now on. Your words follow once they are read."),
)
_NEXT = (
    N_(
        "At once everybody sees beside the number that a correction is open, and since when. Your "
        "words are not shown yet."
    ),
    N_(
        "A reviewer reads what you wrote. Then it stands beside the number, as you wrote it, for "
        "as long as the correction is open; or it is declined, with the reason."
    ),
    N_(
        "If the source shows that you are right, the card gets a new revision with the right "
        "number. The old revision stays readable: nothing is changed in silence."
    ),
)


def choose(card: DatasetDetail, rows: Iterable[CountRow]) -> list[Component]:
    """Ask which number is meant: every total and every printed number leads to its form."""
    countries = {each.iso3: each.name for each in snapshot(hall().store).countries}
    totals = [_total_row(card, unit) for unit in Unit if card.totals[unit].n is not None]
    printed = [_row(card, each, countries) for each in rows]
    listed = [(f"number-{at}", cells) for at, cells in enumerate([*totals, *printed])]
    columns = ((_("Group"), "name"), (_("Number"), "number"), (_("Unit"), "short"),
               (_("Source"), "words"))  # fmt: skip
    asked = _("Which number of {name} is it?", name=card.name)
    none = html.P(_("We hold no printed number of this set."))
    return [
        html.P(asked, className="finding"),
        _back(card),
        table(
            "numbers",
            asked,
            _(
                "Choose it by its group. You then write what is wrong, and where the right number "
                "can be read."
            ),
            columns,
            listed,
        )
        if listed
        else none,
    ]


def _back(card: DatasetDetail) -> Component:
    return html.P(dcc.Link(_("Back to the card"), href=f"/datasets/{card.slug}"))


def _total_row(card: DatasetDetail, unit: Unit) -> list[Cell]:
    total = card.totals[unit]
    return _cells(
        card,
        {"total": unit.value},
        _all(unit),
        exact(total.n or 0),
        unit,
        total,
    )


def _all(unit: Unit) -> str:
    return _("all {unit}", unit=term(unit))


def _row(card: DatasetDetail, row: CountRow, countries: dict[str, str]) -> list[Cell]:
    place = {"table": row.table, "group": row.group}
    return _cells(card, place, group_line(row.group, countries), value_line(row), row.unit, row)


def _cells(
    card: DatasetDetail, place: dict[str, object], name: str, value: str, unit: Unit,
    cited: CountRow | TotalShown,
) -> list[Cell]:  # fmt: skip
    source = link(cited.citation, cited.url) if cited.citation and cited.url else cited.citation
    label = f"{_(SAY_SO)}: {name}, {value} {term(unit)}"
    named = link(name, correct_href(card.slug, place), label)
    return [named, value, term(unit), source or _("no source is stated")]


def correct(found: Disputed) -> list[Component]:
    """Ask what is wrong with one number."""
    card = found.card
    told = said_of(found.corrections, found.countries)
    before = [html.H2(_("Already said of this number")), told] if told else []
    return [
        html.P(sentence(found), className="finding"),
        number_facts(found),
        *before,
        html.H2(_("Your correction"), className="off-paper"),
        _form(found),
        html.H2(_("What happens next")),
        html.Ol([html.Li(_(each)) for each in _NEXT], className="plain-list"),
        html.P(
            dcc.Link(_("Another number of this card"), href=f"/datasets/{card.slug}/correct"),
            className="quiet",
        ),
    ]


def sentence(found: Disputed) -> str:
    """Say which number is meant, as one sentence."""
    name, row = found.card.name, found.printed
    if isinstance(row, TotalShown):
        unit = term(Unit(found.place["total"]))
        return _("{name}: {n} {unit} in all", name=name, n=exact(row.n or 0), unit=unit)
    return _(
        "{name}: {n} {unit} ({group})",
        name=name, group=group_line(row.group, found.countries), n=value_line(row),
        unit=term(row.unit),
    )  # fmt: skip


def number_facts(found: Disputed) -> Component:
    """Say where the number stands and who printed it."""
    card, row = found.card, found.printed
    source = html.A(row.citation, href=row.url) if row.citation and row.url else row.citation
    at = _("{name}, revision {n}", name=card.name, n=card.revision)
    said = [(_("Source"), source or _("no source is stated")),
            (_("Card"), dcc.Link(at, href=f"/datasets/{card.slug}"))]  # fmt: skip
    parts = [part for name, words in said for part in (html.Dt(name), html.Dd(words))]
    return html.Dl(parts, className="card-facts")


def _form(found: Disputed) -> Component:
    return act(
        "correct", "POST", "/corrections", _("File this correction"), main=True,
        body={"dataset": found.card.slug, "place": dict(found.place)},
        entries=[
            entry("says", _("What is wrong, and how you know"),
                  hint=_("In your own words. Name nobody who could be a patient.")),
            entry("proposed", _("What it should be"), "text", required=False),
            entry("source", _("Where this can be read"), "text", required=False,
                  hint=_("A paper, a table, a page, an address.")),
            entry("contact", _("How a reviewer may reach you"), "text", required=False,
                  hint=_("Only reviewers see it.")),
        ],
        hint=_("No key is needed. At most ten corrections an hour from one internet address."),
        done=map(_, _DONE), onward=_("Back to the card"), then=f"/datasets/{found.card.slug}",
    )  # fmt: skip
