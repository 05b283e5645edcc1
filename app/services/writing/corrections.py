"""Corrections, the right of reply: filed by anybody, reviewed, shown beside the number while open.

What was filed is marked at once; its words are shown when a reviewer has read them, so that nobody
can put a text of any kind on a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.domain.access import Caller, Role
from app.domain.card import DatasetCard
from app.domain.counts import CountTable
from app.domain.vocabulary import Dim, Unit
from app.errors import Conflict, Invalid, NotFound, TooManyRequests, problem
from app.importers.reading.fields import Fields
from app.services.catalogue.answers import DatasetDetail
from app.services.desk import Desk
from app.services.parameters import Pairs, Parameter, checked_slug, choice, read_parameters
from app.services.writing.cards import Document, located
from app.services.writing.road import Asked, Done, Told, write
from app.store import Session, Store
from app.store import corrections as stored
from app.store.audit import Event
from app.store.datasets import dataset_card
from app.store.reader import Reader

ANYBODY = Caller(0, "anybody", Role.CONTRIBUTOR, frozenset())
# More unread ones of one card than this are a flood, not a reply.
MOST_UNREAD = 20
SHOWN = ("filed", "open")
_NEXT = {"filed": ("open", "declined"), "open": ("accepted", "declined")}
STATES = ("filed", "open", "accepted", "declined")
CORRECTIONS = (
    Parameter("dataset", "Of this set alone.", lambda name, text: checked_slug(name, text),
              "my-dataset"),
    choice("state", "In this state alone.", STATES, "open"),
)  # fmt: skip
EXAMPLE = {
    "dataset": "my-dataset",
    "place": {"table": 0, "group": {"sex": "female"}},
    "says": "Table 1 of the paper prints 84, not 48.",
    "proposed": "84",
    "source": "Doe et al. 2024, Table 1",
    "contact": "jane@example.org",
}


@dataclass(frozen=True, slots=True)
class CorrectionShown:
    """A correction as everybody sees it; `says` is null until a reviewer has read it."""

    id: int
    dataset: str
    revision: int
    place: Mapping[str, Any]
    number: str
    says: str | None
    proposed: str | None
    source: str | None
    filed_at: str
    state: str
    answer: str | None
    answered_by: str | None
    answered_at: str | None


@dataclass(frozen=True, slots=True)
class CorrectionList:
    """Corrections, the oldest first."""

    items: tuple[CorrectionShown, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CorrectionRead:
    """A correction as a reviewer reads it, with how to reach who filed it."""

    correction: CorrectionShown
    contact: str | None


def file(desk: Desk, body: Document, asked: Asked) -> Told:
    """File a correction of a number that is out.

    Raises
    ------
    Invalid
        With all that is wrong with it; among that, that there is no such number.
    TooManyRequests
        When very many of the same card have not been read yet.
    """
    slug, place, values = _read(body)

    def work(session: Session) -> Done:
        card, meta = dataset_card(session, slug)
        _check_place(card, place)
        unread = stored.corrections(session, kind="dataset", slug=slug, states=("filed",))
        if len(unread) >= MOST_UNREAD:
            raise TooManyRequests("Many corrections of this card wait to be read.", 3600)
        kept = {"revision": meta.revision, "place": place, "filed_at": desk.stamp(), **values}
        number = stored.file_correction(session, "dataset", slug, kept)
        event = Event("filed", "correction", str(number), meta.revision, meta.content_hash)
        return Done(event, _one(session, number), 201)

    return write(desk, ANYBODY, asked, work)


def _read(body: Document) -> tuple[str, dict[str, Any], dict[str, Any]]:
    fields = Fields(body, "", tuple(EXAMPLE), [])
    slug = fields.slug("dataset")
    place = fields.inside("place", ("table", "group", "total"))
    found = _read_place(place)
    texts = ("proposed", "source", "contact")
    values: dict[str, Any] = {"says": fields.text("says", str(EXAMPLE["says"]))}
    values |= {name: fields.optional_text(name) for name in texts}
    if fields.problems:
        problems = [located(each) for each in fields.problems]
        raise Invalid("The correction cannot be taken.", problems)
    return slug, found, values


def _read_place(place: Fields) -> dict[str, Any]:
    """Read which number is meant: a total by its unit, or a table with a group."""
    if place.has("total"):
        return {"total": place.word("total", Unit).value}
    if not place.has("table"):
        place.note("table", "must be given, or a total", "", "0")
    group = place.inside("group", tuple(Dim))
    return {
        "table": place.whole("table"),
        "group": {dim: group.text(dim) for dim in group.values if dim in tuple(Dim)},
    }


def _check_place(card: DatasetCard, place: Mapping[str, Any]) -> None:
    if "total" in place:
        total = card.totals.get(Unit(place["total"]))
        there = total is not None and total.n is not None
    else:
        at, group = place["table"], place["group"]
        there = at < len(card.tables) and any(
            {dim.value: label for dim, label in cell.key.items()} == group
            for cell in card.tables[at].cells
        )
    if not there:
        rule = f"must be a number of the card; see /api/v1/datasets/{card.slug}/counts"
        found = problem("place", rule, str(dict(place)), str(EXAMPLE["place"]))
        raise Invalid("There is no such number.", [located(found)])


def _one(session: Session, number: int) -> CorrectionShown:
    return _shown(_found(session, number))


def _found(session: Session, number: int) -> stored.Correction:
    found = stored.corrections(session, number=number)
    if not found:
        raise NotFound(f"There is no correction {number}.")
    return found[0]


def _shown(each: stored.Correction) -> CorrectionShown:
    read = each.state in ("open", "accepted")
    return CorrectionShown(
        id=each.id,
        dataset=each.slug,
        revision=each.revision,
        place=each.place,
        number=words_of(each.place),
        says=each.says if read else None,
        proposed=each.proposed if read else None,
        source=each.source if read else None,
        filed_at=each.filed_at,
        state=each.state,
        answer=each.answer,
        answered_by=each.answered_by,
        answered_at=each.answered_at,
    )


def words_of(place: Mapping[str, Any]) -> str:
    """Name a number in words."""
    if "total" in place:
        return f"total of {place['total']}"
    group = ", ".join(f"{dim.replace('_', ' ')} {label}" for dim, label in place["group"].items())
    return f"table {place['table']}" + (f": {group}" if group else "")


def listed(store: Store, pairs: Pairs = ()) -> CorrectionList:
    """Return corrections as everybody sees them."""
    asked: dict[str, Any] = read_parameters(CORRECTIONS, pairs)
    states = (asked["state"],) if "state" in asked else ()
    with store.reading() as session:
        found = stored.corrections(
            session, kind="dataset", slug=asked.get("dataset"), states=states
        )
    return CorrectionList(tuple(_shown(each) for each in found), len(found))


def open_of(store: Reader, card: DatasetDetail) -> tuple[CorrectionShown, ...]:
    """Return what is filed or open of one set: what its card shows beside the numbers.

    What was filed of an earlier revision is shown where its number now stands, or has no place.
    """
    with store.reading() as session:
        found = stored.corrections(session, kind="dataset", slug=card.slug, states=SHOWN)
        places = {each.id: _place_now(session, card, each) for each in found}
    return tuple(replace(_shown(each), place=places[each.id]) for each in found)


def _place_now(
    session: Session, card: DatasetDetail, filed: stored.Correction
) -> Mapping[str, Any]:
    """Return where the number stands in the present revision; {} where that cannot be said."""
    if "total" in filed.place or filed.revision == card.revision:
        return filed.place
    before, _ = dataset_card(session, card.slug, filed.revision)
    wanted = _head(before.tables[filed.place["table"]])
    alike = [at for at, table in enumerate(card.tables) if _head(table) == wanted]
    return {**filed.place, "table": alike[0]} if len(alike) == 1 else {}


def _head(table: CountTable) -> tuple[object, ...]:
    return table.unit, table.dims, table.scheme, table.part


def read_one(desk: Desk, number: int) -> CorrectionRead:
    """Return a correction as a reviewer reads it."""
    with desk.store.reading() as session:
        found = _found(session, number)
    whole = {"says": found.says, "proposed": found.proposed, "source": found.source}
    shown: dict[str, Any] = {
        name: getattr(_shown(found), name) for name in CorrectionShown.__dataclass_fields__
    }
    return CorrectionRead(CorrectionShown(**shown | whole), found.contact)


def answer(desk: Desk, caller: Caller, number: int, body: Document, asked: Asked) -> Told:
    """Let a correction be seen, accept it or decline it.

    Raises
    ------
    Conflict
        When it has gone on already; its present state is told.
    """
    state, text = _read_answer(body)

    def work(session: Session) -> Done:
        found = _found(session, number)
        if state not in _NEXT.get(found.state, ()):
            following = " or ".join(_NEXT.get(found.state, ())) or "nothing more"
            rule = f"may become {following}; it is {found.state}"
            raise Conflict("The correction has gone on.", [problem("state", rule, state)])
        done = {"answer": text, "answered_by": caller.name, "answered_at": desk.stamp()}
        stored.answer_correction(session, number, {"state": state, **done})
        event = Event(state, "correction", str(number), found.revision)
        return Done(event, _one(session, number))

    return write(desk, caller, asked, work)


def _read_answer(body: Document) -> tuple[str, str | None]:
    fields = Fields(body, "", ("state", "answer"), [])
    state = fields.text("state", "open")
    if state and state not in STATES[1:]:
        fields.note("state", f"must be one of {', '.join(STATES[1:])}", state, "open")
    text = fields.optional_text("answer")
    if state in ("accepted", "declined") and not fields.problems and text is None:
        fields.note("answer", "must say why", "", "Revision 2 has the number as printed.")
    if fields.problems:
        problems = [located(each) for each in fields.problems]
        raise Invalid("The answer cannot be taken.", problems)
    return state, text
