"""Check: whole slices at once; the first hundred problems, each with its row and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from app.domain.vocabulary import Dim, Status
from app.errors import Problem, problem
from app.importers.counting.arrow import Ints
from app.importers.counting.layout import Layout, plan
from app.importers.counting.numbers import (
    NONE,
    RULES,
    Numbers,
    coded,
    read_counts,
    read_shares,
)
from app.importers.counting.slices import MAX_PROBLEMS, SLICE_ROWS, Slice
from app.importers.counting.words import Words


@dataclass(frozen=True, slots=True)
class Checked:
    """Rows of a long table that keep every rule of one row.

    Parameters
    ----------
    codes : tuple of ndarray
        Per dimension, the number of each row's label in its `Words`.
    rows : ndarray of int64
        Numbers of the rows in the file.
    columns : ndarray of int64
        Column of the file that each number comes from.
    n, high : ndarray of int64
        Counts and upper bounds; -1 where there is none.
    share : list of str or None
    status : list of Status or None
    """

    codes: tuple[Ints, ...]
    rows: Ints
    columns: Ints
    n: Ints
    high: Ints
    share: list[str | None] | None
    status: list[Status | None] | None


@dataclass(slots=True)
class Checker:
    """Holds the slices of one file against the rules; the file decides the layout by its header.

    Parameters
    ----------
    mapping : mapping of str to str
        Columns and what they are.
    wide : Dim or None
    schemes : mapping of Dim to str
        Scheme of ethnicity or of skin tone.

    Attributes
    ----------
    problems : list of Problem
        The first hundred.
    more : int
        How many came after these.
    """

    mapping: Mapping[str, str]
    wide: Dim | None
    schemes: Mapping[Dim, str]
    problems: list[Problem] = field(default_factory=list)
    more: int = 0
    layout: Layout | None = None
    words: tuple[Words, ...] = ()

    def note(self, found: Problem) -> None:
        """Note a problem, or only count it where a hundred are noted."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(found)
        else:
            self.more += 1

    def check(self, given: Slice) -> Iterator[Checked]:
        """Check some rows and yield them in the long form; problems are noted, none stops it.

        Parameters
        ----------
        given : Slice

        Yields
        ------
        Checked
            Without the rows that break a rule.

        Raises
        ------
        Invalid
            When the columns of the file are not clear.
        TooLarge
            When a dimension has too many different labels.
        """
        if self.layout is None:
            self.layout = plan(given.names, self.mapping, self.wide)
            self.words = tuple(Words(d, self.schemes.get(d)) for d in self.layout.dims)
        step = max(1, SLICE_ROWS // len(self.layout.numbers))
        for start in range(0, len(given.rows), step):
            part = slice(start, start + step)
            yield self._long(self.layout, given, part)

    def _long(self, layout: Layout, given: Slice, part: slice) -> Checked:
        rows = given.rows[part]
        fixed = [
            self._labels(layout, at, given.columns[place][part], rows)
            for at, place in enumerate(layout.places)
        ]
        read = read_shares if layout.shares else read_counts
        numbers = [read(given.columns[place][part]) for place in layout.numbers]
        bad = np.zeros(len(rows), dtype=bool)
        for at, codes in enumerate(fixed):
            wrong = list(self.words[at].wrong)
            if wrong:
                bad |= np.isin(codes, wrong)
        pieces = [
            self._numbered(layout, found, place, (rows, fixed, bad), at)
            for at, (place, found) in enumerate(zip(layout.numbers, numbers, strict=True))
        ]
        return pieces[0] if len(pieces) == 1 else _joined(pieces)

    def _labels(self, layout: Layout, at: int, column: Any, rows: Ints) -> Ints:
        """Number the labels of one dimension, and note the rows whose label is wrong."""
        local, texts = coded(column)
        used = np.flatnonzero(np.bincount(local))
        table = np.zeros(len(texts), dtype=np.int64)
        words = self.words[at]
        table[used] = words.codes([texts[code] for code in used.tolist()])
        codes = table[local]
        if words.wrong:
            name = layout.names[layout.places[at]]
            for row in np.flatnonzero(np.isin(codes, list(words.wrong))).tolist():
                rule, example = words.wrong[int(codes[row])]
                label = words.labels[int(codes[row])]
                self._at(int(rows[row]), name, (rule, label, example))
        return codes

    def _at(self, row: int, column: str, found: tuple[str, str, str]) -> None:
        rule, value, example = found
        if len(self.problems) >= MAX_PROBLEMS:
            self.more += 1
        else:
            where = f"row {row}, column {column.strip()[:100]}"
            self.problems.append(problem(where, rule, value[:60], example))

    def _numbered(
        self,
        layout: Layout,
        found: Numbers,
        place: int,
        shared: tuple[Ints, list[Ints], Any],
        at: int,
    ) -> Checked:
        """Put the labels of the rows beside one column of numbers."""
        rows, fixed, bad = shared
        wrong = found.wrong if layout.categories else found.wrong | found.empty
        for row in np.flatnonzero(wrong).tolist():
            rule, example = RULES[layout.shares]
            value = found.text[int(found.codes[row])]
            self._at(int(rows[row]), layout.names[place], (rule, value, example))
        codes = list(fixed)
        if layout.categories:
            codes.append(self._category(layout, at, len(rows)))
        kept = ~(bad | found.wrong | found.empty)
        return _filtered(found, kept, codes, rows, place)

    def _category(self, layout: Layout, at: int, rows: int) -> Ints:
        """Number the category that a column of a wide table stands for."""
        words = self.words[-1]
        known = len(words.labels)
        code = int(words.codes([layout.categories[at]])[0])
        if code in words.wrong and code >= known:
            rule, example = words.wrong[code]
            name = layout.categories[at]
            self.note(problem(f"row 1, column {name[:100]}", rule, name[:60], example))
        return np.full(rows, code, dtype=np.int64)


def _filtered(found: Numbers, kept: Any, codes: list[Ints], rows: Ints, place: int) -> Checked:
    if kept.all():
        columns = np.full(len(rows), place, dtype=np.int64)
        return Checked(tuple(codes), rows, columns, found.n, found.high, found.share, found.status)
    at = np.flatnonzero(kept)
    chosen = at.tolist()
    return Checked(
        codes=tuple(each[at] for each in codes),
        rows=rows[at],
        columns=np.full(len(at), place, dtype=np.int64),
        n=found.n[at],
        high=found.high[at],
        share=[found.share[i] for i in chosen] if found.share else None,
        status=[found.status[i] for i in chosen] if found.status else None,
    )


def _joined(pieces: list[Checked]) -> Checked:
    """Put the columns of a wide table below each other."""
    dims = range(len(pieces[0].codes))
    statuses = any(piece.status for piece in pieces)
    return Checked(
        codes=tuple(np.concatenate([piece.codes[at] for piece in pieces]) for at in dims),
        rows=np.concatenate([piece.rows for piece in pieces]),
        columns=np.concatenate([piece.columns for piece in pieces]),
        n=np.concatenate([piece.n for piece in pieces]),
        high=np.concatenate([piece.high for piece in pieces]),
        share=None,
        status=[s for p in pieces for s in (p.status or [None] * len(p.rows))]
        if statuses
        else None,
    )


__all__ = ["NONE", "Checked", "Checker"]
