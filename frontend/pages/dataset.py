"""One dataset: its card, with the source of every number one click away."""

from __future__ import annotations

import dash
from dash import dcc, html
from dash.development.base_component import Component

from app.errors import AppError, NotFound
from app.language import N_, _
from app.services.catalogue.card_view import CardView, card_view
from app.services.catalogue.card_words import about, kind_sentence
from app.services.catalogue.citing import commands
from app.services.catalogue.near import near_sets
from app.services.files import CARD_SUFFIXES, CARD_TITLES
from frontend.components.answer import finding_block, how_to_read
from frontend.components.asked import of_address
from frontend.components.card_sources import card_sources
from frontend.components.kinds import KIND_WORDS
from frontend.components.share import View, api_files, share
from frontend.components.states import trouble
from frontend.datasets.card_corrections import corrections
from frontend.datasets.card_facts import (
    badges,
    documentation,
    facts,
    printed,
)
from frontend.datasets.card_items import governance, items
from frontend.datasets.card_lineage import evaluations, lineage, models
from frontend.datasets.card_people import people, places
from frontend.datasets.missing import no_such_card
from frontend.figures.geometry import our_geometry
from frontend.hall import hall
from frontend.heads import titled
from frontend.offload import offload

_HOW_TO_READ = (
    N_(
        "A bar is solid as far as the printed numbers reach, and hatched up to the most that can "
        "be: those whose group is not known might all be in it. Bars are shares of all, not of "
        "the known."
    ),
    N_(
        "Patients, studies and images are three ways to count and are never added to each other. "
        "One person may have many images."
    ),
    N_(
        "A group is how people were recorded by those who made the set. We do not merge the "
        "categories of different questions."
    ),
    N_("Where imaged is where the pictures were taken, not where people are from."),
)
_SEE = ("share", "counting", "statuses", "provenance")


dash.register_page(
    __name__,
    path_template="/datasets/<slug>",
    name=N_("Dataset card"),
    order=31,
    title=titled(N_("{it}: dataset card"), "/datasets/{slug}"),
)


@offload
def layout(slug: str = "", unit: str = "", **_other: str) -> Component:
    """Build the whole card; an unknown name gets a page that helps on."""
    store = hall().store
    try:
        view = card_view(store, slug, unit)
    except NotFound:
        return no_such_card(slug, near_sets(store, slug))
    except AppError as error:
        return html.Div(
            [html.H1(_("Dataset card"), className="kicker"), trouble(error, of_address)],
            className="page",
        )
    return _card(view)


def _card(view: CardView) -> Component:
    return html.Article(
        className="page card",
        children=[
            _head(view),
            _share(view),
            html.Div(
                className="card-columns",
                children=[
                    html.Div([_section("people", _("Who is in it"), people(view)),
                              _section("where", _("Where imaged"), places(view))]),
                    html.Div([_section("facts", _("In short"), [facts(view)]),
                              _section("lineage", _("Lineage"), lineage(view)),
                              _section("models", _("Models that learned from it"), models(view)),
                              _section("evaluations", _("Evaluations on it"), evaluations(view))]),
                ],
            ),
            _section("documentation", _("What its documentation says"),
                     [*documentation(view), *items(view)]),
            _section("governance", _("Who decides over it"), governance(view.card)),
            _section("printed", _("Every number of its groups"), printed(view)),
            _section("corrections", _("Corrections"), [corrections(view)]),
            _section("sources", _("Sources"), _sources(view)),
            _use(view),
            how_to_read(_HOW_TO_READ, _SEE),
        ],
    )  # fmt: skip


def _head(view: CardView) -> Component:
    card, finding = view.card, about(view)
    kind = kind_sentence(view)
    return html.Header(
        [
            html.P(_(KIND_WORDS[card.kind]), className="kicker"),
            html.H1(card.name, className="card-name"),
            html.P(card.description, className="card-line"),
            badges(card),
            html.P(kind, className="card-kind") if kind else None,
            finding_block(finding),
        ]
    )


def _share(view: CardView) -> Component:
    card, finding = view.card, about(view)
    base = f"/datasets/{card.slug}"
    told = View(
        name=_("{card}, dataset card, revision {revision}", card=card.name, revision=card.revision),
        sentence=finding.sentence,
        unknown=finding.unknown,
        release=card.release,
        files=(
            api_files(base, {}, _("the card")),
            api_files(f"{base}/counts", {}, _("its numbers"), ("CSV", "Parquet")),
        ),
        figures=("#people .breakdown", "#where .mini-map", "#where .group-bars"),
        sources=len(card.sources),
        disclaimer=our_geometry().disclaimer,
    )
    onward = dcc.Link(_("Compare with another"), href=f"/compare?a={card.slug}")
    changed = dcc.Link(_("What its revisions changed"), href=f"{base}/changes")
    return html.Div([share(told), _formats(card.slug),
                     html.P([onward, " · ", changed], className="compare-with")])  # fmt: skip


def _formats(slug: str) -> Component:
    """Offer the card in the formats of others, and as spreadsheets."""
    base = f"/api/v1/datasets/{slug}"
    links = [(CARD_TITLES[name], f"{base}{suffix}") for name, suffix in CARD_SUFFIXES.items()]
    links += [
        (_("The card as a spreadsheet (XLSX)"), f"{base}.xlsx"),
        (_("Its printed numbers as a spreadsheet (XLSX)"), f"{base}/counts.xlsx"),
    ]
    listed = html.Ul([html.Li(html.A(words, href=href)) for words, href in links])
    return html.Details(
        [html.Summary(_("Download the card in other formats")), listed],
        id="formats",
        className="how",
    )


def _section(name: str, heading: str, children: list[Component]) -> Component:
    return html.Section(
        [html.H2(heading, id=f"{name}-title"), *children],
        id=name,
        className="card-section",
        **{"aria-labelledby": f"{name}-title"},
    )


def _sources(view: CardView) -> list[Component | None]:
    return [card_sources(view.card.name, view.card.sources), _note(view)]


def _note(view: CardView) -> Component | None:
    return html.P([_("Note: "), view.card.note], className="quiet") if view.card.note else None


def _use(view: CardView) -> Component:
    """Offer the card to programs."""
    shown = [
        part
        for name, text in commands(view.card).items()
        for part in (html.H3(name), html.Pre(tabIndex=0, **{"data-snippet": text}))
    ]
    return html.Details(
        [html.Summary(_("Use this card in a program")), *shown], className="card-use"
    )
