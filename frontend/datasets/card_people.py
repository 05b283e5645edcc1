"""Who is in a set, and where: bars per dimension, countries and sites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dash import dcc, html
from dash.development.base_component import Component

from app.domain.assessment import Assessment, CitedSource
from app.domain.card import Site
from app.domain.vocabulary import Basis, Dim, Kind, Reported, Unit
from app.language import _
from app.services.catalogue.card_view import Breakdown, CardView
from app.services.catalogue.overview_words import DIM_WORDS
from app.services.printed_shares import only_shares
from app.services.terms import term
from app.services.where_named import of_card
from app.services.wording import exact, joined
from frontend.components.group_bars import bar_table, bars
from frontend.components.mini_map import mini_map
from frontend.components.sources import place_in
from frontend.datasets.group_words import group_words, scheme_words
from frontend.datasets.held import SHORT_WORDS, held_mark
from frontend.datasets.printed_words import open_href, read_at
from frontend.figures.geometry import our_geometry


def people(view: CardView, *, with_units: bool = True) -> list[Component]:
    """Show the people of a set by each dimension; what is not counted is said."""
    if view.card.synthetic and not view.breakdowns:
        return [
            html.P(_("Its images were generated and show nobody: there are no people to count."))
        ]
    if view.card.kind is not Kind.DATASET:
        return [html.P(_uncounted(view)), *_silent(view)]
    shown = [_breakdown(each, view) for each in view.breakdowns]
    return [*(_unit_links(view) if with_units else []), *shown, *_silent(view)]


def people_by_dimension(view: CardView) -> list[Component]:
    """Show each dimension in a block of its own, so that two cards stand level."""
    return [html.Div(_of_dimension(dim, view)) for dim in view.held]


def _of_dimension(dim: Dim, view: CardView) -> list[Component]:
    shown = [_breakdown(each, view) for each in view.breakdowns if each.dim is dim]
    if shown:
        return shown
    said = [held_mark(view.held[dim]), " ", _missing(dim, view)]
    return [html.H3(_(DIM_WORDS[dim]).capitalize()), html.P(said)]


def _uncounted(view: CardView) -> str:
    if view.card.kind is Kind.AGGREGATE and view.lineage.parents:
        return _("Its people are counted in its parts: open one of them under Lineage.")
    if view.card.kind is Kind.AGGREGATE:
        return _("It is pooled from parts that are not known to us: nobody in it is counted here.")
    return _(
        "Nobody in it is counted here. What its papers print is under Every number of its groups."
    )


def _unit_links(view: CardView) -> Iterator[Component]:
    """Let the reader choose what is counted; the address keeps the choice."""
    if len(view.units) > 1:
        items = [html.Li(_unit_link(unit, view)) for unit in view.units]
        yield html.Nav(
            html.Ul(items), className="card-units", **{"aria-label": _("What is counted")}
        )


def _unit_link(unit: Unit, view: CardView) -> Component:
    current = {"aria-current": "true"} if unit is view.unit else {}
    words = _("in {unit}", unit=term(unit))
    href = f"/datasets/{view.card.slug}?unit={unit.value}"
    return html.Span(dcc.Link(words, href=href), **current)


def _breakdown(breakdown: Breakdown, view: CardView) -> Component:
    answer = breakdown.answer
    labels = {key: group_words(breakdown.dim, key) for g in answer.groups for key in g.key.values()}
    heading = _(DIM_WORDS[breakdown.dim]).capitalize()
    return html.Section(
        className="breakdown",
        children=[
            html.H3(heading),
            bar_table(_caption(breakdown, view), heading, bars(answer, labels))
            if answer.groups
            else html.P(_no_share(answer)),
            *_disputed(breakdown.dim, view),
            *_notes(breakdown),
            _cited(answer.sources.values()),
        ],
    )


def _disputed(dim: Dim, view: CardView) -> Iterator[Component]:
    """Say that a number behind these bars is disputed, and lead to what is said of it."""
    for each in view.corrections:
        table = view.card.tables[each.place["table"]] if "table" in each.place else None
        if table and dim in table.dims and table.unit is view.unit:
            said = _("A correction of one of these numbers is open.")
            yield html.P(html.A(said, href=open_href(view.card.slug, each.id)), className="badge")
            return


def _caption(breakdown: Breakdown, view: CardView) -> list[Component | str]:
    answer, unit = breakdown.answer, view.unit.value
    total = "" if answer.total.high is None else _(" of {high}", high=exact(answer.total.high))
    known = exact(answer.known.high or 0)
    words = _(
        "{known}{total} {unit} placed; {scheme_words}.",
        known=known,
        total=total,
        unit=term(unit),
        scheme_words=scheme_words(breakdown.scheme),
    )
    if only_shares(answer):
        words = _(
            "Only shares of {unit} are printed; {scheme_words}.",
            unit=term(unit),
            scheme_words=scheme_words(breakdown.scheme),
        )
    if breakdown.recalled:
        return [words, html.Span(_(" Recalled from memory, in no total."), className="badge")]
    return [words]


def _no_share(answer: Assessment) -> str:
    if answer.summaries and not answer.excluded:
        return _("Nobody is counted by bands.")
    why = joined(each.why for each in answer.excluded) if answer.excluded else ""
    sentence = _("A table is printed, but no share of all can be read from it")
    return f"{sentence}: {why}." if why else f"{sentence}."


def _estimated(answer: Assessment) -> Iterator[Component]:
    """Tell our arithmetic from their count."""
    bases = {group.n.basis for group in answer.groups}
    if Basis.ESTIMATED in bases:
        yield html.P(_("The counts are estimated: a share times a total."), className="badge")
    if Basis.DERIVED in bases:
        yield html.P(_("The counts are derived from other printed numbers."), className="badge")


def _notes(breakdown: Breakdown) -> Iterator[Component]:
    yield from _estimated(breakdown.answer)
    for each in breakdown.answer.summaries:
        said = [
            f"{name} {value:g}"
            for name, value in (
                (_("mean"), each.mean),
                (_("standard deviation"), each.sd),
                (_("median"), each.median),
                (_("youngest"), each.min),
                (_("oldest"), each.max),
            )
            if value is not None
        ]
        yield html.P(
            _("Printed of age, in years: {listed}. It fills no band.", listed=", ".join(said))
        )


def _cited(sources: Iterable[CitedSource]) -> Component | None:
    listed: list[Component | str] = []
    for source in sources:
        said = html.A(source.citation, href=source.url) if source.url else source.citation
        place = place_in(source.citation, source.where)
        listed += ["; " if listed else _("Source: "), said, f", {place}" if place else ""]
        listed.append(read_at(source.url, source.seen))
        if source.recalled:
            listed.append(html.Span(_(" recalled, not read"), className="badge"))
    return html.P(listed, className="quiet cited") if listed else None


def _silent(view: CardView) -> Iterator[Component]:
    """Name the dimensions that have no bar here, each with what we hold instead."""
    drawn = {each.dim for each in view.breakdowns}
    missing = [(dim, held) for dim, held in view.held.items() if dim not in drawn]
    if missing:
        yield html.Ul(
            [html.Li([held_mark(held), _missing(dim, view)]) for dim, held in missing],
            className="held-list",
        )


def _missing(dim: Dim, view: CardView) -> str:
    name = _(DIM_WORDS[dim]).capitalize()
    units = {t.unit for t in view.card.tables if dim in t.dims}
    if units and view.card.kind is Kind.DATASET:
        return _(
            "{name}: counted in {units}, not in {unit}",
            name=name,
            units=joined(sorted(units)),
            unit=term(view.unit),
        )
    return f"{name}: {_(SHORT_WORDS[view.held[dim]])}"


def places(view: CardView) -> list[Component]:
    """Show where people were imaged: counts where printed, names where only named."""
    answer = view.where
    shown: list[Component | None] = [mini_map(of_card(view), our_geometry())]
    if answer is not None and answer.groups:
        unit = view.unit.value
        caption: list[Component | str] = [
            _("Where imaged, in {unit}, by name of country or area.", unit=term(unit))
        ]
        rows = sorted(bars(answer, view.countries), key=lambda bar: (bar.unknown, bar.label))
        shown.append(bar_table(caption, _("Country or area"), rows))
        shown += [
            *_disputed(Dim.COUNTRY, view),
            *_estimated(answer),
            _cited(answer.sources.values()),
        ]
    elif not view.card.sites:
        shown.append(html.P(_no_place(view)))
    if view.card.sites:
        items = [html.Li(_site(site, view)) for site in view.card.sites]
        shown += [html.H3(_("Named places")), html.Ul(items, className="card-places")]
    return [each for each in shown if each is not None]


def _no_place(view: CardView) -> str:
    if view.card.synthetic:
        return _("Its images were generated: no place of imaging applies to them.")
    said = view.card.documentation.get("geography")
    if said and said.reported is Reported.NO:
        return _(
            "Its documentation says that where its images were taken is not recorded or released."
        )
    return _("We found no place of imaging, or have not read the full source.")


def _site(site: Site, view: CardView) -> list[Component | str]:
    country = view.countries.get(site.country, site.country)
    words: list[Component | str] = [", ".join(filter(None, [site.institution, site.city, country]))]
    if site.country_recalled:
        words.append(html.Span(_(" country recalled, not read"), className="badge"))
    return words
