"""Made: the tables of a card that a bulk file becomes: its rows as they are, or their sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from app.domain.printed import PrintedFraction
from app.importers.counting.check import Checked
from app.importers.counting.words import Words
from app.services.bulk.intake import Intake
from app.stats.reduction import GroupSum

# A card is read and written as a whole, while other writers wait.
MOST_IN_ALL = 20_000
CellFields = dict[str, Any]


def made_tables(intake: Intake, upload: str) -> list[dict[str, Any]]:
    """Return the tables as a card has them, each with what it was made of in its note."""
    return [
        _table(intake, dims, cells, upload, summed=intake.reduction is not None)
        for dims, cells in _parts(intake)
    ]


def _parts(intake: Intake) -> Iterator[tuple[list[str], list[CellFields]]]:
    names = [dim.value for dim in intake.dims]
    words = intake.checker.words
    if intake.reduction is None:
        slices = (_printed(names, words, each) for each in intake.small)
        yield names, list(chain.from_iterable(slices))
        return
    total = 0
    found = intake.reduction.tables()
    for places, groups in sorted(found.items(), key=lambda each: len(each[1])):
        total += len(groups)
        if total > MOST_IN_ALL:
            return
        chosen = [names[place] for place in places]
        known = [words[place].categories for place in places]
        yield (
            chosen,
            [
                {
                    **{n: labels[c] for n, labels, c in zip(chosen, known, key, strict=True)},
                    **_summed(each),
                }
                for key, each in groups.items()
            ],
        )


def _printed(names: list[str], words: tuple[Words, ...], each: Checked) -> Iterator[CellFields]:
    texts = [word.texts(codes) for word, codes in zip(words, each.codes, strict=True)]
    for row in range(len(each.rows)):
        key = {name: text[row] for name, text in zip(names, texts, strict=True)}
        yield {**key, **_number(each, row)}


def _number(each: Checked, row: int) -> CellFields:
    if each.share is not None:
        return {"share": PrintedFraction.of(each.share[row] or "0")}
    if each.status is not None and each.status[row] is not None:
        return {"status": each.status[row]}
    n = int(each.n[row])
    return {"n": n if n >= 0 else f"<{int(each.high[row]) + 1}"}


def _summed(each: GroupSum) -> CellFields:
    """A sum with a hidden count in it is a bound: each hidden count may be 0."""
    if not each.rows_hidden:
        return {"n": each.n}
    if each.unbounded:
        return {"n_low": each.n}
    return {"n_low": each.n, "n_high": each.n + each.hidden}


def _table(
    intake: Intake, dims: list[str], cells: list[CellFields], upload: str, *, summed: bool
) -> dict[str, Any]:
    given = intake.given
    made = "summed from" if summed else "from"
    by = f" by {', '.join(dim.value for dim in intake.dims)}" if summed else ""
    origin = f"Counts {made} an uploaded table of {intake.rows} rows{by} (upload {upload})."
    schemes: Mapping[str, str] = {dim.value: scheme for dim, scheme in given.schemes.items()}
    optional = {
        "scheme": next((schemes[dim] for dim in dims if dim in schemes), None),
        "covers": given.covers,
        "part": given.part,
        "exclusive_labels": given.exclusive_labels or None,
    }
    return {
        "unit": given.unit,
        "dims": dims,
        "source": given.source,
        "basis": given.basis,
        "coverage": given.coverage,
        **{name: value for name, value in optional.items() if value is not None},
        "note": f"{given.note} {origin}" if given.note else origin,
        "cells": cells,
    }
