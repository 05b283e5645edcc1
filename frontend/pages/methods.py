"""Methods: every measure, rule, word, source and change, made from what the answers are made of."""

from __future__ import annotations

import dash
from dash import dcc, html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.catalogue.debt import debt_words, documentation_debt
from app.services.catalogue.metrics import metrics
from app.services.catalogue.references import reference, references
from app.services.methods.examples import splits, worked
from app.services.methods.provenance import provenance
from app.services.methods.texts import country_columns, text_of
from app.services.wording import exact
from frontend.components.debt_bars import debt_bars
from frontend.hall import hall
from frontend.methods.anchors import SECTIONS
from frontend.methods.folded import long_text
from frontend.methods.lists import (
    country_column_table,
    provenance_table,
    reason_table,
    reference_table,
    status_list,
)
from frontend.methods.measures import measures, split_table, split_words
from frontend.methods.performance import performance
from frontend.offload import offload

dash.register_page(
    __name__, path="/methods", name=N_("Methods"), order=90, title=N_("Methods – FairAtlas")
)


@offload
def layout(**_other: str) -> Component:
    """Build the whole page; nothing in it is asked for again."""
    sections = _sections()
    return html.Div(
        className="page methods",
        children=[
            html.H1(_("Methods"), className="kicker"),
            html.P(_finding(), id="finding", className="finding"),
            html.P(
                _(
                    "What is defined here is computed by the code that answers; the examples are "
                    "worked out when this page is opened."
                ),
                className="not-known",
            ),
            html.Nav(
                html.Ul([html.Li(html.A(head, href=f"#{name}")) for name, head, _ in sections]),
                className="contents",
                **{"aria-label": _("On this page")},
            ),
            *(_section(name, head, children) for name, head, children in sections),
        ],
    )


def _finding() -> str:
    kinds = {each.id: each for each in provenance(hall().store)}
    reported, estimated = kinds["reported"], kinds["estimated"]
    firm = kinds["counted"].n + reported.n
    derived, recalled = kinds["derived"].n, kinds["recalled-cells"].n
    return _(
        "Of {of} numbers in the tables of our cards, {firm} are printed "
        "by their source or tallied from its files, {derived} are worked out from "
        "printed numbers and {number} estimated. {recalled} rest on "
        "memory and are in no total.",
        of=exact(reported.of),
        firm=exact(firm),
        derived=exact(derived),
        number=_number(estimated.n),
        recalled=exact(recalled),
    )


def _number(n: int) -> str:
    return _("none is") if n == 0 else _("{n} are", n=exact(n))


def _section(name: str, head: str, children: list[Component]) -> Component:
    return html.Section([html.H2(head), *children], id=name, className="part")


def _sections() -> list[tuple[str, str, list[Component]]]:
    store = hall().store
    found = metrics(store).items
    examples = {each.id: worked(each.id) for each in found}
    made = {
        "counting": [_text("counting")],
        "measures": measures(found, examples),
        "split": [*split_words(), split_table(splits())],
        "performance": performance(),
        "link": [_text("link")],
        "statuses": [status_list()],
        "reasons": [long_text(_("Every reason, and its name for programs"), reason_table())],
        "provenance": [provenance_table(provenance(store))],
        "documentation": _documentation(),
        "words": [_text("words")],
        "sources": _sources(),
        "api": [
            _interface(),
            long_text(_("How the interface is used"), _text("api")),
            long_text(_("What an error says, and what to do"), _text("errors")),
        ],
        "changes": [long_text(_("Every change, the newest first"), _text("changes"))],
    }
    return [(name, _(head), made[name]) for name, head in SECTIONS.items()]


def _documentation() -> list[Component]:
    page = documentation_debt(hall().store)
    rows = html.A(_("The same rows for programs"), href="/api/v1/documentation")
    return [html.P(debt_words(page)), html.Div(debt_bars(page), className="wide-table"), rows]


def _text(name: str) -> Component:
    text = text_of(name)
    if not text:
        return html.P(_("This text is not installed here; it comes with the project’s files."))
    # The texts of the project are written in English, whatever language the page is in.
    return html.Div(
        dcc.Markdown(text, className="prose"), className="english", lang="en", dir="ltr"
    )


def _sources() -> list[Component]:
    store = hall().store
    heads = references(store).items
    return [
        html.H3(_("References")),
        reference_table([reference(store, each.slug, every=True) for each in heads]),
        html.H3(_("The list of countries")),
        country_column_table(country_columns(hall().settings.data_dir)),
        html.H3(_("Terms of the data")),
        _text("licence"),
    ]


def _interface() -> Component:
    return html.P(
        [
            _("Every address, with examples that work: "),
            html.A(_("documentation"), href="/api/docs"),
        ]
    )
