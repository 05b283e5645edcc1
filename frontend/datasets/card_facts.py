"""What a card says of itself: badges, totals with their sources, documentation, printed numbers."""

from __future__ import annotations

from collections.abc import Mapping

from dash import dcc, html
from dash.development.base_component import Component

from app.domain.vocabulary import Access, Coverage, Kind, Unit
from app.language import _
from app.services.catalogue.answers import CountRow, DatasetDetail, TotalShown
from app.services.catalogue.card_view import CardView
from app.services.catalogue.card_words import (
    ASSIGNED_WORDS,
    SHOWS_NOBODY,
    how_documented,
    who_read,
)
from app.services.findings import modality_words
from app.services.gaps.words import scheme_name
from app.services.terms import term
from app.services.wording import exact
from frontend.components.kinds import ACCESS_WORDS, KIND_WORDS
from frontend.components.table import Cell, link, marked, table
from frontend.datasets.card_corrections import (
    DISPUTED,
    SAY_SO,
    Place,
    disputed_numbers,
    disputed_totals,
    place_of,
)
from frontend.datasets.printed_words import (
    COVERAGE_WORDS,
    basis_words,
    correct_href,
    group_line,
    open_href,
    read_at,
    value_line,
)


def badges(card: DatasetDetail) -> Component:
    """Say in a line what kind of set this is."""
    words = [
        _(KIND_WORDS[card.kind]),
        *map(modality_words, card.modalities),
        *map(term, card.body_regions),
    ]
    words += [_("access: {way}", way=_(ACCESS_WORDS[Access(card.access)]))]
    words += [_("synthetic: shows nobody")] if card.synthetic else []
    words += (
        [_("released {release_year}", release_year=card.release_year)]
        if card.release_year
        else [_("year not found")]
    )
    strong = {_("synthetic: shows nobody")}
    strong |= set() if card.kind is Kind.DATASET else {_(KIND_WORDS[card.kind])}
    items = [html.Li(each, className="strong" if each in strong else "") for each in words]
    return html.Ul(items, className="card-badges", **{"aria-label": _("Kind of set")})


def facts(view: CardView) -> Component:
    """List the totals, each with its source, and what else identifies the set."""
    card, disputed = view.card, disputed_totals(view.corrections)
    rows = [(term(unit).capitalize(), _total(view, unit, disputed.get(unit))) for unit in Unit]
    rows += [
        (_("Images taken"), _text(card.collection_period) if not card.synthetic else [_nobody()]),
        (_("Kept by"), _text(card.custodian)),
        (_("Licence"), _text(card.licence)),
        (_("Homepage"), _outside(card.homepage, card.homepage)),
        ("DOI", _outside(card.doi, f"https://doi.org/{card.doi}" if card.doi else None)),
        (_("Edition"), _text(card.edition)),
        (
            _("This card"),
            [
                _(
                    "revision {revision}, release {release}",
                    revision=card.revision,
                    release=card.release,
                )
            ],
        ),
    ]
    parts = [part for name, said in rows for part in (html.Dt(name), html.Dd(said))]
    return html.Dl(parts, className="card-facts")


def _text(text: str | None) -> list[Component | str]:
    return [text] if text else [_not_found()]


def _not_found() -> Component:
    return html.Span(_("not found"), className="silent")


def _nobody() -> Component:
    return html.Span(_(SHOWS_NOBODY), className="silent")


def _outside(words: str | None, url: str | None) -> list[Component | str]:
    if not words:
        return [_not_found()]
    return [html.A(words, href=url, rel="noopener")]


def _total(view: CardView, unit: Unit, filed: int | None) -> list[Component | str]:
    total = view.card.totals[unit]
    if total.n is None:
        return [_nobody() if view.card.synthetic and unit is not Unit.IMAGES else _not_found()]
    said: list[Component | str] = [html.B(exact(total.n))]
    if filed is not None:
        href = open_href(view.card.slug, filed)
        said += [" ", html.A(_(DISPUTED), href=href, className="disputed")]
    if total.recalled:
        said.append(html.Span(_(" recalled, not read: in no total"), className="badge"))
    if total.unattributed:
        said.append(html.Span(_(" no source is stated"), className="badge"))
    if total.citation:
        cited = html.A(total.citation, href=total.url) if total.url else total.citation
        said += [" ", html.Span([cited, _read_at(view.card, total)], className="quiet")]
    return [*said, " ", _say_so(view, unit)]


def _read_at(card: DatasetDetail, total: TotalShown) -> str:
    """Say where the total was read, where that is not what its source leads to."""
    seen = [s.seen for s in card.sources if (s.citation, s.url) == (total.citation, total.url)]
    return read_at(total.url, seen[0]) if seen else ""


def _say_so(view: CardView, unit: Unit) -> Component:
    href = correct_href(view.card.slug, {"total": unit.value})
    about = html.Span(f": {term(unit)}", className="aloud")
    return dcc.Link([_(SAY_SO), about], href=href, className="say-so")


def documentation(view: CardView) -> list[Component]:
    """Sort the twelve items by what the public documentation says of them."""
    columns = [_column(words, items) for words, items in how_documented(view).items() if items]
    return [
        html.Div(columns, className="documented"),
        html.P(who_read(view.card), className="quiet"),
    ]


def _column(words: str, items: list[str]) -> Component:
    head = html.H3(f"{words[0].upper()}{words[1:]} ({len(items)})")
    return html.Div([head, html.Ul([html.Li(item) for item in items])])


def printed(view: CardView) -> list[Component]:
    """List every printed number with its group, its state and its source."""
    rows = view.counts.items
    if not rows:
        return [html.P(_("We hold no number of a part of this set; its totals stand above."))]
    notes = list(dict.fromkeys(row.note for row in rows if row.note))
    columns = [
        (_("Group"), "name"),
        (_("Number"), "number"),
        (_("Unit"), "short"),
        (_("How it came to be"), "words"),
        (_("Source"), "words"),
        (_("Is it wrong?"), "short act"),
    ]
    disputed = disputed_numbers(view.corrections)
    listed = [(f"printed-{at}", _printed(row, view, disputed)) for at, row in enumerate(rows)]
    caption = _(
        "How a number came to be says whether it is printed or was counted from released data. "
        "Rows of different tables never add up."
    )
    return [
        table("printed-table", _("Every number of its groups"), caption, columns, listed),
        html.Ul([html.Li(note) for note in notes], className="quiet card-notes")
        if notes
        else html.Div(),
    ]


def _printed(row: CountRow, view: CardView, disputed: Mapping[Place, int]) -> list[Cell]:
    name, number = group_line(row.group, view.countries), value_line(row)
    state = [basis_words(row), _(COVERAGE_WORDS[Coverage(row.coverage)])]
    state += [scheme_name(row.scheme)] if row.scheme else []
    state += [_("part: {part}", part=row.part)] if row.part else []
    state += [_(ASSIGNED_WORDS[row.assigned_by])] if row.assigned_by else []
    state += [_("recalled, not read")] if row.recalled else []
    source = link(row.citation, row.url) if row.url else row.citation
    filed = disputed.get(place_of(row.table, row.group))
    beside = marked(number, _(DISPUTED), open_href(view.card.slug, filed)) if filed else number
    href = correct_href(view.card.slug, {"table": row.table, "group": row.group})
    wrong = link(_(SAY_SO), href, f"{_(SAY_SO)}: {name}, {number} {term(row.unit)}")
    return [name, beside, term(row.unit), "; ".join(state), source, wrong]
