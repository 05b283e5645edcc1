"""Focal points: who speaks for a country is heard before a figure of the country is released."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.card import DatasetCard
from app.domain.vocabulary import Dim
from app.errors import Conflict, Gone, NotFound, problem
from app.services.desk import Desk, stamp_of
from app.services.writing.kinds import Kind, Written
from app.store import Session
from app.store.access import focal_points
from app.store.drafts import Note, StoredDraft


@dataclass(frozen=True, slots=True)
class Consulted:
    """A country whose figures a draft changes: who is asked, until when, who has answered."""

    iso3: str
    focal_points: tuple[str, ...]
    commented: tuple[str, ...]
    until: str | None


def countries_changed(session: Session, kind: Kind, draft: StoredDraft) -> tuple[str, ...]:
    """Return the countries of which the draft says something else than what is out."""
    if kind.name != "dataset":
        return ()
    card, _ = kind.load(session, draft.slug, draft.revision, drafts=True)
    after, before = _by_country(card), _by_country(present(session, kind, draft.slug))
    changed = {iso3 for iso3 in after.keys() | before.keys() if after.get(iso3) != before.get(iso3)}
    return tuple(sorted(changed))


def present(session: Session, kind: Kind, slug: str) -> Written | None:
    """Return the card that is out; None where there is none."""
    try:
        card, _ = kind.load(session, slug)
    except (NotFound, Gone):
        return None
    return card


def _by_country(card: Written | None) -> Mapping[str, set[object]]:
    """Return all that a card says of each country: its sites and the cells that name it."""
    if not isinstance(card, DatasetCard):
        return {}
    found: dict[str, set[object]] = {}
    for site in card.sites:
        found.setdefault(site.country, set()).add((site.institution, site.city))
    for table in card.tables:
        for cell in table.cells:
            iso3 = cell.key.get(Dim.COUNTRY)
            if iso3 is not None:
                said = (tuple(sorted(cell.key.items())), cell.n, cell.share, cell.n_low,
                        cell.n_high, cell.status, table.unit, table.coverage)  # fmt: skip
                found.setdefault(iso3, set()).add(said)
    return found


def consulted(
    session: Session, desk: Desk, kind: Kind, draft: StoredDraft, notes: tuple[Note, ...]
) -> tuple[Consulted, ...]:
    """Return, per country with a focal point, who was asked and who has answered."""
    countries = countries_changed(session, kind, draft)
    asked = focal_points(session, countries)
    heard = {(note.iso3, note.by) for note in notes if _is_heard(note, draft)}
    return tuple(
        Consulted(
            iso3=iso3,
            focal_points=tuple(each.name for each in asked if each.focal_for == iso3),
            commented=tuple(
                each.name for each in asked if each.focal_for == iso3 and (iso3, each.name) in heard
            ),
            until=_until(desk, draft),
        )
        for iso3 in sorted({each.focal_for for each in asked if each.focal_for})
    )


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
