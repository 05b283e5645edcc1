"""Sheltering: a dataset that is sent in is stored as it may be printed, without small counts."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from app.domain.card import DatasetCard
from app.importers.reading.json_text import read_json
from app.services.desk import Desk
from app.services.disclosure import Hiding, Protection, checked_threshold, protect
from app.services.writing.cards import Document, Sent, read_card
from app.store import Session, revisions
from app.store.datasets import dataset_card


def sheltered(
    session: Session, desk: Desk, sent: Sent, threshold: int | None
) -> tuple[Sent, Protection | None]:
    """Hide what must not be printed of a card that is sent in; of a dataset only.

    What is hidden is taken out of the text as well, so that it is stored nowhere.

    Raises
    ------
    Invalid
        When a threshold below the server's floor is asked for.
    Conflict
        When a small group is given back by what is public already.
    """
    least = checked_threshold(threshold, desk.settings.suppression_floor)
    if not isinstance(sent.card, DatasetCard):
        return sent, None
    _, report, hidings = protect(sent.card, _published(session, sent.slug), least)
    if not hidings:
        return sent, report
    document = _without(read_json(sent.text.encode()), hidings)
    return read_card(sent.kind, document), report


def _published(session: Session, slug: str) -> list[DatasetCard]:
    """Every revision that was ever out, withdrawn ones too: who has read it still has it."""
    return [
        dataset_card(session, slug, each.revision)[0]
        for each in revisions.revisions_of(session, "dataset", slug)
        if each.release_in is not None
    ]


def _without(document: Document, hidings: Sequence[Hiding]) -> dict[str, Any]:
    """Return the document with what is hidden in place of its numbers."""
    made = copy.deepcopy(dict(document))
    for hiding in hidings:
        place = hiding.place
        if place.table is None:
            made["totals"][place.unit] = None
        elif place.cell is None:
            made["tables"][place.table].pop("covers")
        else:
            cells = made["tables"][place.table]["cells"]
            if place.cell == len(cells):
                cells.append({dim.value: category for dim, category in place.key.items()})
            cell = cells[place.cell]
            cell.pop("n", None)
            cell.pop("share", None)
            cell |= {"status": "suppressed"} if hiding.below is None else {"n": f"<{hiding.below}"}
    return made
