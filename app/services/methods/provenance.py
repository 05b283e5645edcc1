"""Provenance: how many figures are recalled, estimated or without a stated source."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.vocabulary import Basis
from app.language import N_, _
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
            _(name),
            sum(each.cells for each in cells if each.basis is basis),
            printed,
            _("numbers in tables"),
            _(meaning),
        )
        for basis, (name, meaning) in _BASES.items()
    ]
    recalled = sum(each.cells for each in cells if each.recalled)
    return (
        *bases,
        _recalled("recalled-cells", recalled, printed, _("numbers in tables")),
        _recalled("recalled-totals", totals.recalled, totals.given, _("totals")),
        _recalled("recalled-places", recalled_places, places, _("places of imaging")),
        KindOfFigure(
            "unattributed",
            _("Unattributed"),
            totals.unattributed,
            totals.given,
            _("totals"),
            _(
                "The card does not say which of its sources prints the number. It is counted, and "
                "marked."
            ),
        ),
    )


def _recalled(name: str, n: int, of: int, what: str) -> KindOfFigure:
    return KindOfFigure(name, _("Recalled"), n, of, what, _(_RECALLED))


_RECALLED = N_(
    "Written from memory and not yet read at the source. It is marked as such and is in no "
    "total unless you ask for it."
)
_BASES = {
    Basis.REPORTED: (N_("Reported"), N_("Printed by the source as it stands.")),
    Basis.COUNTED: (N_("Counted"), N_("Tallied by us from a file that the source released.")),
    Basis.DERIVED: (N_("Derived"), N_("Worked out from printed numbers; the card says how.")),
    Basis.ESTIMATED: (
        N_("Estimated"),
        N_(
            "Our arithmetic on a printed share and a total of the same unit; flagged in every "
            "answer."
        ),
    ),
}
