"""The queue of a reviewer, and one submission: what it says differently, what is said about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from app.domain.access import Caller, Role
from app.domain.vocabulary import State
from app.errors import NotFound
from app.language import _
from app.services.parameters import whole_number
from app.services.writing.diff import Diff, diff_draft
from app.services.writing.drafts import DraftRow
from app.services.writing.kinds import KINDS, Kind
from app.services.writing.review import Waiting, read_review, waiting
from frontend.components.table import link, table
from frontend.contribute.acts import act, entry
from frontend.contribute.fields import place_words
from frontend.contribute.notes import country_line, notes
from frontend.hall import hall

_NOUNS: Mapping[str, str] = {kind.name: noun for noun, kind in KINDS.items()}
_MOST_FIELD = 400
_MOST_NUMBERS = 5_000


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
        html.P(dcc.Link(_("Back to the queue"), href="/contribute/review")),
        html.H2(head, className="card-name"),
        _differences(found),
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


def _differences(found: Diff) -> Component:
    """Show every field and every number that differs, old beside new."""
    against = (
        _("What it says differently from revision {before}", before=found.before)
        if found.before
        else _("A new card: all that it says")
    )
    fields = [
        (place_words(each.field), _text(each.before), _text(each.after)) for each in found.fields
    ]
    numbers = [(f"{each.table}: {_group(each.group)}", _text(each.before), _text(each.after))
               for each in found.numbers[:_MOST_NUMBERS]]  # fmt: skip
    if not fields and not numbers:
        return html.P(_("It says nothing differently."), id="diff")
    columns = ((_("Field or number"), "name"), (_("Before"), "words"), (_("After"), "words"))
    rows = [(f"diff-{n}", list(cells)) for n, cells in enumerate([*fields, *numbers])]
    left = len(found.numbers) - _MOST_NUMBERS
    more = html.P(_("{n} more numbers differ; the programs’ interface gives them all.", n=left))
    shown = table("diff", against, against, columns, rows)
    return html.Section([html.H2(_("Differences")), shown, more if left > 0 else None])


def _group(group: Mapping[str, str]) -> str:
    return ", ".join(f"{dim} {category}" for dim, category in group.items())


def _text(value: Any) -> str:
    """Write a value as words; nothing is said as a dash, never as zero."""
    if isinstance(value, Mapping):
        given = {name: each for name, each in value.items() if each is not None}
        return ", ".join(f"{name} {each}" for name, each in given.items()) or "–"
    if value is None or value == ():
        return "–"
    words = _listed(value) if isinstance(value, tuple) else _said(value)
    return words if len(words) <= _MOST_FIELD else words[:_MOST_FIELD] + "…"


def _listed(values: Iterable[Any]) -> str:
    return "; ".join(map(_said, values))


def _said(value: Any) -> str:
    """Write one value: yes or no, or the parts of a source or a place that are given."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if is_dataclass(value):
        parts = (getattr(value, each.name) for each in fields(value))
        return ", ".join(str(part) for part in parts if part not in (None, False, ()))
    return str(value)


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
        html.H2(_("Decide")),
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
