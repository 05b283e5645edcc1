"""Sheltering: a dataset that is sent in is stored as it may be printed, without small counts."""

from __future__ import annotations

import copy
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from threading import Lock
from typing import Any, TypeAlias

from app.domain.card import DatasetCard
from app.errors import AppError
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
    return _remembered(sent, sent.card, _out(session, sent.slug), least)


def foresee(desk: Desk, sent: Sent, threshold: int | None) -> None:
    """Do the long part of `sheltered` before a transaction makes others wait for it.

    What is wrong is told by `sheltered`, in its turn.
    """
    if isinstance(sent.card, DatasetCard):
        with suppress(AppError):
            least = checked_threshold(threshold, desk.settings.suppression_floor)
            with desk.store.reading() as session:
                out = _out(session, sent.slug)
            _remembered(sent, sent.card, out, least)


# The last outcomes, by what went in; none holds what was hidden. A large card takes megabytes.
_KEPT: OrderedDict[tuple[object, ...], tuple[Sent, Protection]] = OrderedDict()
_MOST_KEPT, _MOST_TEXT = 32, 1_000_000
_LOCK = Lock()
Out: TypeAlias = Mapping[str, DatasetCard]


def _out(session: Session, slug: str) -> Out:
    """Every revision that was ever out, withdrawn ones too: who has read it still has it."""
    return {
        f"{each.revision} {each.content_hash}": dataset_card(session, slug, each.revision)[0]
        for each in revisions.revisions_of(session, "dataset", slug)
        if each.release_in is not None
    }


def _remembered(sent: Sent, card: DatasetCard, out: Out, least: int) -> tuple[Sent, Protection]:
    key = (sent.hash, least, *out)
    with _LOCK:
        if key in _KEPT:
            return _KEPT[key]
    made = _protected(sent, card, out, least)
    with _LOCK:
        _KEPT[key] = made
        while len(_KEPT) > _MOST_KEPT or (len(_KEPT) > 2 and _text_kept() > _MOST_TEXT):
            _KEPT.popitem(last=False)
    return made


def _text_kept() -> int:
    return sum(len(sent.text) for sent, _ in _KEPT.values())


def _protected(sent: Sent, card: DatasetCard, out: Out, least: int) -> tuple[Sent, Protection]:
    _, report, hidings = protect(card, list(out.values()), least)
    if not hidings:
        return sent, report
    return read_card(sent.kind, _without(read_json(sent.text.encode()), hidings)), report


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
