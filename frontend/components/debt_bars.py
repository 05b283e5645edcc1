"""Bars of what documentation says, by year of release: one table, each row drawn and printed."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.catalogue.debt import DebtPage, DebtRow
from app.services.wording import exact, several

# The looks are those of what is said of people: filled, ringed, dotted, barred, hatched.
_PARTS = (
    ("given", "tabled", N_("given")),
    ("given_in_part", "reported", N_("given in part")),
    ("said_not_to_exist", "denied", N_("said not to exist")),
    ("silent", "withheld", N_("silent, and read in full")),
    ("not_read", "silent", N_("not read")),
)


def debt_bars(page: DebtPage) -> Component:
    """Draw each year as a bar of its five answers, with the numbers beside it."""
    heads = [
        html.Th(_("Released"), scope="col"),
        html.Th(_("Datasets"), scope="col", className="number"),
    ]
    heads += [html.Th("", className="bar-cell", **{"aria-hidden": "true"})]
    heads += [_head(look, _(words)) for _part, look, words in _PARTS]
    return html.Table(
        className="described",
        id="debt",
        children=[
            html.Caption(
                _("Answers to 18 items per dataset, by the year in which it was released")
            ),
            html.Thead(html.Tr(heads)),
            html.Tbody([_row(each) for each in page.items]),
        ],
    )


def _head(look: str, words: str) -> Component:
    return html.Th([_swatch(look), " ", words], scope="col", className="number")


def _swatch(look: str) -> Component:
    return html.Span(className=f"swatch part-{look}", **{"aria-hidden": "true"})


def _row(row: DebtRow) -> Component:
    year = _("year not known") if row.release_year is None else str(row.release_year)
    numbers = [
        html.Td([_swatch(look), exact(getattr(row, part))], className="number")
        for part, look, _words in _PARTS
    ]
    return html.Tr(
        [
            html.Th(year, scope="row"),
            html.Td(several(row.datasets, "dataset"), className="number"),
            html.Td(_bar(row), className="bar-cell"),
            *numbers,
        ]
    )


def _bar(row: DebtRow) -> Component:
    shares = [(look, getattr(row, part) / row.items) for part, look, _words in _PARTS]
    drawn = [
        html.Span(className=f"part-{look}", style={"width": f"{share:.4%}"})
        for look, share in shares
        if share
    ]
    return html.Div(drawn, className="bar", **{"aria-hidden": "true"})
