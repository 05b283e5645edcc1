"""The queue of a reviewer, and one submission: what it says differently, what is said about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from app.domain.access import Caller, Role
from app.domain.vocabulary import State
from app.errors import NotFound
from app.language import _
from app.services.parameters import whole_number
from app.services.writing.diff import diff_draft
from app.services.writing.drafts import DraftRow
from app.services.writing.kinds import KINDS, Kind
from app.services.writing.review import Waiting, read_review, waiting
from frontend.components.differences import differences
from frontend.components.table import link, table
from frontend.contribute.acts import act, entry
from frontend.contribute.notes import country_line, notes
from frontend.hall import hall

_NOUNS: Mapping[str, str] = {kind.name: noun for noun, kind in KINDS.items()}


def queue() -> list[Component]:
    """List what was submitted, oldest first."""
    found = waiting(hall().desk)
    head = html.H2(_("Submissions"))
    if not found:
        return [head, html.P(_("Nothing waits to be reviewed."), className="empty", role="status")]
    columns = (
        (_("Card"), "name"), (_("Kind"), "words"), (_("By"), "words"),
        (_("Submitted"), "words"), (_("What it is"), "words"), (_("Countries asked"), "words"),
    )  # fmt: skip
    label = _("Submissions that wait to be reviewed")
    rows = [(_at(each.draft), [*_cells(each.draft), _asked(each)]) for each in found]
    return [head, table("queue", label, label, columns, rows)]


def _at(row: DraftRow) -> str:
    return f"{_NOUNS[row.kind]}/{row.slug}/{row.revision}"


def _cells(row: DraftRow) -> list[Any]:
    after = _("revision {revision}, after {base}", revision=row.revision, base=row.base)
    return [
        link(row.slug, f"/contribute/review?of={_at(row)}"), row.kind, row.owner,
        (row.submitted_at or "")[:10], after if row.base else _("a new card"),
    ]  # fmt: skip


def _asked(each: Waiting) -> str:
    """Say which countries are asked before it is published, and which of them were heard."""
    return "; ".join(map(country_line, each.countries)) or _("none")


def submission(caller: Caller, of: str) -> list[Component]:
    """Show one submission.

    Raises
    ------
    NotFound
        When there is none of this name.
    """
    kind, at = _named(of)
    desk = hall().desk
    review, etag = read_review(desk, caller, kind, at)
    found = diff_draft(desk, caller, kind, at)
    row = review.draft
    head = _(
        "{slug}, revision {revision}, by {owner}",
        slug=row.slug,
        revision=row.revision,
        owner=row.owner,
    )
    return [
        html.P(dcc.Link(_("Back to the queue"), href="/contribute/review"), className="off-paper"),
        html.H2(head, className="card-name"),
        differences(found),
        notes(review),
        *_acts(caller, row, etag),
    ]


def _named(of: str) -> tuple[Kind, tuple[str, int]]:
    noun, _sign, rest = of.partition("/")
    slug, _sign, number = rest.partition("/")
    revision = whole_number(number)
    if noun not in KINDS or revision is None:
        raise NotFound(_("There is no such submission."))
    return KINDS[noun], (slug, revision)


def _acts(caller: Caller, row: DraftRow, etag: str) -> list[Component]:
    if row.state is not State.SUBMITTED:
        return [html.P(_("It is not submitted: nothing can be decided."), role="status")]
    address, back = f"/{_NOUNS[row.kind]}/{row.slug}/drafts/{row.revision}", "/contribute/review"
    here = f"{back}?of={_at(row)}"
    own = row.owner == caller.name and caller.role is not Role.ADMIN
    publish = (
        html.P(_("It is your own: somebody else has to publish it."), id="own", className="quiet")
        if own
        else act("publish", "POST", f"{address}/publish", _("Publish"), etag=etag, then=back,
                 hint=_("It is then public, and is never changed again."), main=True)
    )  # fmt: skip
    return [
        html.H2(_("Decide"), id="decide"),
        html.Div(
            [
                act("comment", "POST", f"{address}/comments", _("Comment"), then=here,
                    entries=[entry("text", _("Comment, without a decision"))]),
                act("return", "POST", f"{address}/return", _("Return to its author"),
                    entries=[entry("comments", _("What has to be changed"))], etag=etag, then=back),
                publish,
            ],
            className="decide",
        ),
    ]  # fmt: skip
