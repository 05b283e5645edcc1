"""A country's focal point: what waits for its comment, each figure as it would be, what it said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from app.domain.access import Caller
from app.domain.card import Site
from app.domain.vocabulary import Dim
from app.errors import NotFound
from app.language import N_, _
from app.services.parameters import whole_number
from app.services.snapshot import snapshot
from app.services.writing.consulting import (
    Consultation,
    Consultations,
    CountryFigures,
    CountryNumber,
    consultations,
    country_figures,
)
from app.services.writing.kinds import KINDS
from app.services.writing.review import read_review
from frontend.components.table import Cell, link, table
from frontend.contribute.acts import act, entry
from frontend.contribute.notes import notes
from frontend.datasets.printed_words import group_line, number_words
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
    "veto. Nobody but reviewers and the author sees what is here."
)


def _named(iso3: str) -> str:
    return next((each.name for each in snapshot(hall().store).countries if each.iso3 == iso3), iso3)


def asked(caller: Caller) -> list[Component]:
    """List what waits for the comment of the country, and what was said before."""
    found = consultations(hall().desk, caller)
    name = _named(found.iso3 or "")
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
    rows = [(f"asked-{each.draft.slug}-{each.draft.revision}", _cells(caller, each))
            for each in found]  # fmt: skip
    if not rows:
        return []
    columns = ((_("Card"), "name"), (_("By"), "words"), (_("Submitted"), "words"),
               (_("Where it stands"), "words"))  # fmt: skip
    label = _("Submissions that say something new of your country")
    return [html.H2(_("Before they are released")), table("asked", label, label, columns, rows)]


def _cells(caller: Caller, each: Consultation) -> list[Cell]:
    row = each.draft
    words = _("{name}, revision {n}", name=each.name, n=row.revision)
    stands = (
        _("you have commented")
        if _has_spoken(caller, each)
        else _("waits for you until {day}", day=(each.country.until or "")[:10])
    )
    day = (row.submitted_at or "")[:10]
    return [link(words, f"{PATH}?of={row.slug}/{row.revision}"), row.owner, day, stands]


def _said(found: Consultations) -> list[Component]:
    rows: list[tuple[str, list[Cell]]] = [
        (
            f"said-{at}",
            [_("{name}, revision {n}", name=each.slug, n=each.revision), each.note.at[:10],
             each.note.text, _(_BECAME[each.state.value])],
        )
        for at, each in enumerate(found.said)
    ]  # fmt: skip
    if not rows:
        return []
    columns = ((_("Card"), "name"), (_("Said"), "words"), (_("Comment"), "words"),
               (_("What became of it"), "words"))  # fmt: skip
    label = _("What you have said")
    return [html.H2(label), table("said", label, _("The newest first."), columns, rows)]


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
        "What {name} would say of {country}",
        name=found.consultation.name, country=_named(asked_of.iso3),
    )  # fmt: skip
    day = (row.submitted_at or "")[:10]
    state = _("Submitted by {owner} on {day}.", owner=row.owner, day=day)
    return [
        html.P(dcc.Link(_("Back to all figures of your country"), href=PATH)),
        html.H2(finding, className="finding"),
        html.P(state),
        _figures(found),
        *_places(found),
        notes(review),
        html.H2(_("Your comment")),
        act("comment", "POST", f"/datasets/{slug}/drafts/{revision}/comments", _("Send it"),
            entries=[entry("text", _("What reviewers should know before this is released"),
                           hint=_("Name the table or register that you know it from."))],
            then=f"{PATH}?of={of}", main=True),
    ]  # fmt: skip


def _figures(found: CountryFigures) -> Component:
    if not found.numbers:
        return html.P(_("No number of it names your country: only places do."), id="figures")
    columns = ((_("Group"), "name"), (_("Public now"), "number"), (_("As it would be"), "number"),
               (_("Table"), "words"), (_("Source"), "words"))  # fmt: skip
    rows = [(f"figure-{at}", _number(each)) for at, each in enumerate(found.numbers)]
    label = _("Numbers of your country")
    caption = _("As they would be printed, with small counts hidden; a dash where nothing is said.")
    return table("figures", label, caption, columns, rows)


def _number(each: CountryNumber) -> list[Cell]:
    rest = {dim: label for dim, label in each.group.items() if dim != Dim.COUNTRY}
    name = group_line(rest, {}) or _("all")
    none = _("no source is stated")
    return [name, _value(each.before), _value(each.after), each.table, each.citation or none]


def _value(said: Mapping[str, Any] | None) -> str:
    """Write a number that may be none; what is not said is a dash, never a zero."""
    return "–" if said is None else number_words(**said)


def _places(found: CountryFigures) -> list[Component]:
    if found.sites_before == found.sites_after:
        return []
    both = ((_("Public now"), found.sites_before), (_("As it would be"), found.sites_after))
    parts = [part for words, sites in both for part in (html.Dt(words), html.Dd(_sites(sites)))]
    return [html.H2(_("Places that it names")), html.Dl(parts, className="card-facts", id="sites")]


def _sites(sites: Iterable[Site]) -> str:
    named = [", ".join(filter(None, [each.institution, each.city])) for each in sites]
    return "; ".join(each or _("the country alone") for each in named) or "–"
