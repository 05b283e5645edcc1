"""Provenance: how many figures are recalled, estimated or without a stated source."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.vocabulary import Basis
from app.store import Store
from app.store.provenance import cells_by_basis, places_by_source, totals_by_source
from app.store.releases import present_release


@dataclass(frozen=True, slots=True)
class KindOfFigure:
    """A kind of figure: how many there are, of how many, and what becomes of them."""

    id: str
    name: str
    n: int
    of: int
    what: str
    meaning: str


def provenance(store: Store) -> tuple[KindOfFigure, ...]:
    """Count the figures of the present release by what they rest on."""
    with store.reading() as session:
        release = present_release(session)
        cells = cells_by_basis(session, release)
        totals = totals_by_source(session, release)
        places, recalled_places = places_by_source(session, release)
    printed = sum(each.cells for each in cells)
    bases = [
        KindOfFigure(
            basis.value,
            name,
            sum(each.cells for each in cells if each.basis is basis),
            printed,
            "numbers in tables",
            meaning,
        )
        for basis, (name, meaning) in _BASES.items()
    ]
    recalled = sum(each.cells for each in cells if each.recalled)
    return (
        *bases,
        KindOfFigure(
            "recalled-cells", "Recalled", recalled, printed, "numbers in tables", _RECALLED
        ),
        KindOfFigure(
            "recalled-totals", "Recalled", totals.recalled, totals.given, "totals", _RECALLED
        ),
        KindOfFigure(
            "recalled-places", "Recalled", recalled_places, places, "places of imaging", _RECALLED
        ),
        KindOfFigure(
            "unattributed",
            "Unattributed",
            totals.unattributed,
            totals.given,
            "totals",
            "The card does not say which of its sources prints the number. It is counted, and "
            "marked.",
        ),
    )


_RECALLED = (
    "Written from memory and not yet read at the source. It is marked as such and is in no total "
    "unless you ask for it."
)
_BASES = {
    Basis.REPORTED: ("Reported", "Printed by the source as it stands."),
    Basis.COUNTED: ("Counted", "Tallied by us from a file that the source released."),
    Basis.DERIVED: ("Derived", "Worked out from printed numbers; the card says how."),
    Basis.ESTIMATED: (
        "Estimated",
        "Our arithmetic on a printed share and a total of the same unit; flagged in every answer.",
    ),
}
