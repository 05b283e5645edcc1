"""A country's focal point: what waits for its comment, each figure as it would be, what it said."""

from __future__ import annotations

from collections.abc import Iterable

from dash import dcc, html
from dash.development.base_component import Component

from app.domain.access import Caller
from app.domain.card import Site
from app.domain.vocabulary import Dim
from app.errors import NotFound
from app.language import N_, _
from app.services.parameters import whole_number
from app.services.writing.consulting import (
    Consultation,
    Consultations,
    CountryFigures,
    CountryNumber,
    Spoken,
    consultations,
    country_figures,
)
from app.services.writing.kinds import KINDS
from app.services.writing.review import read_review
from frontend.components.table import Cell, table
from frontend.contribute.acts import act, entry
from frontend.contribute.notes import country_name, notes
from frontend.datasets.printed_words import cell_words, group_line
from frontend.hall import hall

PATH = "/contribute/country"
_BECAME = {
    "draft": N_("returned to its author"),
    "submitted": N_("with the reviewers"),
    "published": N_("published in a release"),
    "withdrawn": N_("published, and withdrawn later"),
}
_WORTH = N_(
    "You are heard before they are released: a reviewer publishes only when every focal point of "
    "the country has commented, or the day that is named has passed. A comment is read; it is no "
    "veto. Only focal points, reviewers and the author see what is here."
)


def asked(caller: Caller) -> list[Component]:
    """List what waits for the comment of the country, and what was said before."""
    found = consultations(hall().desk, caller)
    name = country_name(found.iso3 or "")
    finding = (
        _("Figures of {country} wait for your comment.", country=name)
        if any(not _has_spoken(caller, each) for each in found.items)
        else _("No figure of {country} waits for your comment.", country=name)
    )
    head = [html.P(finding, className="finding"), html.P(_(_WORTH))]
    return [*head, *_waiting(caller, found.items), *_said(found)]


def _has_spoken(caller: Caller, each: Consultation) -> bool:
    return caller.name in each.country.commented


def _waiting(caller: Caller, found: Iterable[Consultation]) -> list[Component]:
    lines = [html.Li(_line(caller, each)) for each in found]
    if not lines:
        return []
    return [html.H2(_("Before they are released")), html.Ul(lines, id="asked")]


def _line(caller: Caller, each: Consultation) -> list[Component | str]:
    row = each.draft
    name = _("{name}, revision {n}", name=each.name, n=row.revision)
    stands = (
        _("you have commented")
        if _has_spoken(caller, each)
        else _("waits for you until {day}", day=(each.country.until or "")[:10])
    )
    told = _(
        "submitted by {owner} on {day}; {stands}.",
        owner=row.owner, day=(row.submitted_at or "")[:10], stands=stands,
    )  # fmt: skip
    return [dcc.Link(name, href=f"{PATH}?of={row.slug}/{row.revision}"), ": ", told]


def _said(found: Consultations) -> list[Component]:
    lines = [html.Li(_spoken(each)) for each in found.said]
    if not lines:
        return []
    head = html.H2(_("What you have said"))
    return [head, html.P(_("The newest first."), className="quiet"),
            html.Ol(lines, id="said", className="notes")]  # fmt: skip


def _spoken(each: Spoken) -> list[Component | str]:
    name = _("{name}, revision {n}", name=each.slug, n=each.revision)
    told = _(" on {day}, now {state}: ", day=each.note.at[:10], state=_(_BECAME[each.state.value]))
    return [html.B(name), told, each.note.text]


def one(caller: Caller, of: str) -> list[Component]:
    """Show what one submission would say of the country, and ask for a comment.

    Raises
    ------
    NotFound
        When it does not wait for the country of the caller.
    """
    slug, _sign, named = of.partition("/")
    revision = whole_number(named)
    if revision is None:
        raise NotFound(_("There is no such submission."))
    at = (slug, revision)
    found = country_figures(hall().desk, caller, *at)
    review, _etag = read_review(hall().desk, caller, KINDS["datasets"], at)
    asked_of, row = found.consultation.country, found.consultation.draft
    finding = _(
        "What “{name}” would say of {country}",
        name=found.consultation.name, country=country_name(asked_of.iso3),
    )  # fmt: skip
    day = (row.submitted_at or "")[:10]
    state = _("Submitted by {owner} on {day}.", owner=row.owner, day=day)
    return [
        html.P(dcc.Link(_("Back to all figures of your country"), href=PATH),
               className="off-paper"),
        html.H2(finding, className="finding"),
        html.P(state),
        _figures(found),
        *_places(found),
        notes(review),
        html.H2(_("Your comment"), className="off-paper"),
        act("comment", "POST", f"/datasets/{slug}/drafts/{revision}/comments", _("Send it"),
            entries=[entry("text", _("What reviewers should know before this is released"),
                           hint=_("Name the table or register that you know it from."))],
            then=f"{PATH}?of={of}", main=True),
    ]  # fmt: skip


def _figures(found: CountryFigures) -> Component:
    if not found.numbers:
        return html.P(
            _("No number in it is of your country; it only names places there."), id="figures"
        )
    by_table: dict[tuple[str, str | None], list[CountryNumber]] = {}
    for each in found.numbers:
        by_table.setdefault((each.table, each.citation), []).append(each)
    tables = [_figures_of(at, *key, rows) for at, (key, rows) in enumerate(by_table.items())]
    how = _("As they would be printed, with small counts hidden. A dash: nothing is said of it.")
    return html.Section([html.P(how, className="quiet"), *tables], id="figures")


def _figures_of(
    at: int, name: str, citation: str | None, numbers: Iterable[CountryNumber]
) -> Component:
    """Show what one printed table says of the country, under its name and its source."""
    columns = ((_("Group"), "name"), (_("Public now"), "number"), (_("As it would be"), "number"))
    rows = [(f"figure-{at}-{n}", _number(each)) for n, each in enumerate(numbers)]
    source = citation or _("no source is stated")
    caption = _("{name}. Source: {source}", name=name[:1].upper() + name[1:], source=source)
    label = _("Numbers of your country, table {name}", name=name)
    return table(f"figures-{at}", label, caption, columns, rows)


def _number(each: CountryNumber) -> list[Cell]:
    rest = {dim: label for dim, label in each.group.items() if dim != Dim.COUNTRY}
    return [group_line(rest, {}) or _("all"), cell_words(each.before), cell_words(each.after)]


def _places(found: CountryFigures) -> list[Component]:
    if found.sites_before == found.sites_after:
        return []
    both = ((_("Public now"), found.sites_before), (_("As it would be"), found.sites_after))
    parts = [part for words, sites in both for part in (html.Dt(words), html.Dd(_sites(sites)))]
    return [html.H2(_("Places that it names")), html.Dl(parts, className="card-facts", id="sites")]


def _sites(sites: Iterable[Site]) -> str:
    named = [", ".join(filter(None, [each.institution, each.city])) for each in sites]
    return "; ".join(each or _("the country alone, without a hospital") for each in named) or _(
        "nothing"
    )
