"""Revisions of one card: since when each is shown, by whom it was published, what it changed."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.writing.history import HistoryRow
from app.services.writing.told import RevisionTold, revisions_told
from frontend.components.table import Cell, link, table
from frontend.hall import hall

_COLUMNS = (
    (N_("Revision"), "name"),
    (N_("Edition of its authors"), "short"),
    (N_("Shown since"), "short"),
    (N_("Published by"), "short"),
    (N_("Shown until"), "short"),
    (N_("What it says differently"), "words"),
)


def revisions(noun: str, slug: str, shown: int, leads_to: str = "") -> Component:
    """List the revisions of a card; `shown` is the one that the page is of.

    Each leads to the card as it was, or to an address with its {revision} in it.
    """
    found = revisions_told(hall().store, noun, slug)
    to = leads_to or f"/{noun}/{slug}?release={{release}}"
    rows = [(f"revision-{each.row.revision}", _cells(each, to)) for each in found]
    caption = _(
        "This page shows revision {n}. A published revision is never changed; the next one follows "
        "it, and each can be read as it was.",
        n=shown,
    )
    head = html.H2(_("Revisions of this card"), id="revisions")
    name = _("Table of revisions")
    return html.Section([head, table("revisions-table", name, caption, _COLUMNS, rows)])


def _cells(each: RevisionTold, to: str) -> list[Cell]:
    row = each.row
    href = to.format(revision=row.revision, release=row.release_in)
    return [
        link(str(row.revision), href),
        row.edition or "–",
        _since(row.release_in, row.published_at),
        row.published_by or _("with the catalogue"),
        _until(row),
        each.changed or _("nothing before it"),
    ]


def _until(row: HistoryRow) -> str:
    """Say what ended a revision: the next one, or who withdrew it and why."""
    if not row.release_out:
        return _("still shown")
    when = _since(row.release_out, row.ended_at)
    if not row.withdrawn_by:
        return when
    by, why = row.withdrawn_by, row.withdrawn_why or "–"
    return _("{when}, withdrawn by {by}: {why}", when=when, by=by, why=why)


def _since(release: int | None, at: str | None) -> str:
    day = (at or "")[:10]
    return _("release {n}, {day}", n=release, day=day) if day else _("release {n}", n=release)
