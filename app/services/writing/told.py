"""Told: the revisions of a card in words: since when, by whom, and what each changed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from app.language import _
from app.services.wording import several
from app.services.writing.diff import Diff, diff
from app.services.writing.field_words import place_words
from app.services.writing.history import HistoryRow, history
from app.services.writing.kinds import KINDS
from app.store import Store

_MOST = 6


@dataclass(frozen=True, slots=True)
class RevisionTold:
    """One revision, and what it says differently from the one before."""

    row: HistoryRow
    changed: str


def revisions_told(store: Store, noun: str, slug: str) -> tuple[RevisionTold, ...]:
    """Return every revision that was out, the latest first."""
    kind = KINDS[noun]
    rows = history(store, kind, slug).items
    told = [RevisionTold(row, "") for row in rows[:1]]
    for before, after in pairwise(rows):
        ends = [("from", str(before.revision)), ("to", str(after.revision))]
        told.append(RevisionTold(after, _words(diff(store, kind, slug, ends))))
    return tuple(reversed(told))


def _words(found: Diff) -> str:
    names = list(dict.fromkeys(place_words(each.field) for each in found.fields))
    said = names[:_MOST]
    if len(names) > _MOST:
        said.append(_("{n} more", n=len(names) - _MOST))
    if found.numbers:
        said.append(several(len(found.numbers), "number"))
    return "; ".join(said) or _("nothing that is shown")
