"""Foreseen: a card as it would stand if it were out, with all that would then be answered of it.

It is put out in a database of its own in memory, so that the pictures of a draft are made by the
very code that makes those of a published card, and nobody who writes waits for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.assessment import Assessment
from app.domain.question import Question
from app.domain.vocabulary import Dim, Kind, Unit
from app.errors import AppError
from app.services.catalogue.card_view import CardView, card_view
from app.services.desk import Desk
from app.services.disclosure import Protection
from app.services.kept import kept_assessment
from app.services.writing.cards import Document, Sent, read_card
from app.services.writing.kinds import KINDS, edition_of
from app.services.writing.sheltering import foresee, sheltered
from app.store import Session, revisions
from app.store.reader import Reader, Uncommitted
from app.store.releases import bump_release
from app.store.scratch import scratch

_KIND = KINDS["datasets"]
_AGAINST = "un-wpp-2024-2025"
_COMPARED = (Dim.COUNTRY, Dim.SEX, Dim.AGE)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a card would show, what would be hidden of it, and its gaps against the world."""

    view: CardView
    protection: Protection | None
    gaps: tuple[Assessment, ...]


def foreseen(desk: Desk, document: Document, threshold: int | None = None) -> Foreseen:
    """Look at the card of a dataset as if it were out.

    Raises
    ------
    Invalid
        With all that is wrong with the card.
    Conflict
        When a small group is given back by what is public already.
    """
    sent = read_card(_KIND, document)
    foresee(desk, sent, threshold)
    with desk.store.reading() as source:
        kept, protection = sheltered(source, desk, sent, threshold)
    with scratch(desk.store, _KIND.name, kept.slug) as session:
        release = _put_out(session, kept)
        return _looked_at(session, release, kept.slug, protection)


def _put_out(session: Session, kept: Sent) -> int:
    release = bump_release(session, "a look ahead")
    edition = edition_of(kept.card)
    own = revisions.new_draft(session, _KIND.name, kept.slug, edition, kept.hash, "user")
    _KIND.fill(session, own, kept.card)
    revisions.publish(session, _KIND.name, own, release)
    return release


def _looked_at(
    session: Session, release: int, slug: str, protection: Protection | None
) -> Foreseen:
    reader = Uncommitted(session, release)
    view = card_view(reader, slug)
    return Foreseen(view, protection, tuple(_gaps(reader, view)))


def _gaps(reader: Reader, view: CardView) -> Iterator[Assessment]:
    """Hold patients against the people of the world, where that has an answer."""
    if view.card.kind is not Kind.DATASET or view.unit is not Unit.PATIENTS:
        return
    counted = {dim for table in view.card.tables for dim in table.dims if table.unit is view.unit}
    for dim in _COMPARED:
        if dim in counted:
            try:
                yield kept_assessment(reader, _question(view, dim))
            except AppError:
                continue  # no such reference here, or one that does not fit


def _question(view: CardView, dim: Dim) -> Question:
    return Question(
        subject=f"dataset:{view.card.slug}",
        dimension=(dim.value,),
        unit=view.unit,
        reference=_AGAINST,
        include_synthetic=view.card.synthetic,
    )
