"""Focal points: who speaks for a country is heard before a figure of the country is released."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.errors import Conflict, Gone, NotFound, problem
from app.services.desk import Desk, stamp_of
from app.services.writing.kinds import Kind, Written
from app.store import Session
from app.store.access import StoredAccount, focal_points
from app.store.changed import countries_changed
from app.store.drafts import Note, StoredDraft, notes_of


@dataclass(frozen=True, slots=True)
class Consulted:
    """A country whose figures a draft changes: who is asked, until when, who has answered."""

    iso3: str
    focal_points: tuple[str, ...]
    commented: tuple[str, ...]
    until: str | None


def present(session: Session, kind: Kind, slug: str) -> Written | None:
    """Return the card that is out; None where there is none."""
    try:
        card, _ = kind.load(session, slug)
    except (NotFound, Gone):
        return None
    return card


def consulted(session: Session, desk: Desk, draft: StoredDraft) -> tuple[Consulted, ...]:
    """Return, per country with a focal point, who was asked of a draft and who has answered."""
    return all_consulted(session, desk, [draft])[0]


def all_consulted(
    session: Session, desk: Desk, drafts: Sequence[StoredDraft]
) -> list[tuple[Consulted, ...]]:
    """Return the same for each of many drafts; only what is said of countries is read of them."""
    changed = countries_changed(session, [each.revision_id for each in drafts])
    asked = focal_points(session, {iso3 for countries in changed.values() for iso3 in countries})
    return [
        tuple(_consulted(session, desk, draft, asked, changed.get(draft.revision_id, ())))
        for draft in drafts
    ]


def _consulted(
    session: Session, desk: Desk, draft: StoredDraft,
    asked: Sequence[StoredAccount], changed: Sequence[str],
) -> Iterator[Consulted]:  # fmt: skip
    speak = {iso3: [e.name for e in asked if e.focal_for == iso3] for iso3 in changed}
    if not any(speak.values()):
        return
    notes = notes_of(session, draft.revision_id)
    heard = {(note.iso3, note.by) for note in notes if _is_heard(note, draft)}
    for iso3, names in speak.items():
        if names:
            commented = tuple(name for name in names if (iso3, name) in heard)
            yield Consulted(iso3, tuple(names), commented, _until(desk, draft))


def _is_heard(note: Note, draft: StoredDraft) -> bool:
    """Whether a comment is of what is submitted now: what was returned may have been changed."""
    return note.kind == "focal" and note.at >= (draft.submitted_at or "")


def _until(desk: Desk, draft: StoredDraft) -> str | None:
    if draft.submitted_at is None:
        return None
    wait = timedelta(days=desk.settings.focal_days)
    return stamp_of(datetime.fromisoformat(draft.submitted_at) + wait)


def check_heard(desk: Desk, asked: tuple[Consulted, ...]) -> None:
    """Refuse to release a country's figures before it was heard, or has let the time pass.

    Raises
    ------
    Conflict
        With every country that is still waited for, and until when.
    """
    now = desk.stamp()
    waiting = [
        problem(each.iso3, f"is asked until {each.until}: {', '.join(each.focal_points)}")
        for each in asked
        if each.until and now < each.until and set(each.commented) != set(each.focal_points)
    ]
    if waiting:
        raise Conflict("Countries whose figures change have time to comment.", waiting)
