"""Near: cards whose names are close to one that is not there."""

from __future__ import annotations

import difflib

from app.services.snapshot import snapshot
from app.store import Store


def near_sets(store: Store, text: str, most: int = 5) -> tuple[tuple[str, str], ...]:
    """Return (slug, name) of the sets nearest to what was asked for, the nearest first."""
    records = snapshot(store).records
    asked = text[:120].casefold()
    spelled = {record.name.casefold(): slug for slug, record in records.items()}
    spelled |= {slug: slug for slug in records}
    within = [spelled[each] for each in spelled if asked and asked in each]
    close = [spelled[each] for each in difflib.get_close_matches(asked, spelled, n=2 * most)]
    found = list(dict.fromkeys([*close, *within]))[:most]
    return tuple((slug, records[slug].name) for slug in found)
