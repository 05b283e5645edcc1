"""Intake: a file read once, slice by slice: checked, hashed for twins, summed as it goes by."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from app.domain.vocabulary import Basis, Coverage, Dim
from app.errors import Invalid, Problem, problem
from app.importers.counting.check import Checked, Checker
from app.importers.counting.duplicates import Hashes, Keys
from app.importers.counting.formats import CountsFormat, counts_formats, format_of_type
from app.importers.counting.numbers import MOST
from app.importers.counting.reading import read_slices
from app.importers.counting.slices import MAX_PROBLEMS
from app.services.bulk.given import Given
from app.services.bulk.packing import Packed
from app.services.bulk.spool import room
from app.stats.reduction import Reduction
from app.stats.tally import DEMOGRAPHIC, exclusive

# A table with at most so many rows enters the card as it is; a larger one by its sums.
MOST_CELLS = 5_000
_SUSPECTS = 1_000
_NO_SUM = (Coverage.EXCEEDS_TOTAL, Coverage.CONDITIONAL)


@dataclass(frozen=True, slots=True)
class Body:
    """A file on the disk, and how to read it."""

    path: Path
    form: CountsFormat
    gzip: bool
    media_type: str


def media_types() -> tuple[str, ...]:
    """Every type of body that is read as a file of counts."""
    return tuple(media for each in counts_formats().values() for media in each.media_types)


def reader_of(media_type: str) -> CountsFormat:
    """Return how a body of this type is read.

    Raises
    ------
    UnsupportedMediaType
    """
    return format_of_type(media_type)


class Intake:
    """What one file holds, after its slices went by; `finish` says all that is wrong with it.

    Counts from 1 to `least - 1` are small; of a table that its source prints, none is.
    """

    def __init__(self, body: Body, given: Given, least: int) -> None:
        self.body = body
        self.given = given
        self.checker = Checker(given.mapping, given.wide, given.schemes)
        self.rows = 0
        self.known = 0
        self._most = 0.0
        self.hidden = 0
        self.small: list[Checked] = []
        self.reduction: Reduction | None = None
        folder = body.path.parent
        self.packed = Packed(folder, 0 if given.basis is Basis.REPORTED else least)
        self._keys = Keys(folder)

    def read(self) -> None:
        """Read the file from start to end; what is wrong is noted and said by `finish`.

        Raises
        ------
        StorageFull
        """
        try:
            with room():
                for checked in self._slices(self.checker):
                    self._take(checked)
        except Invalid as error:
            for each in error.problems:
                self.checker.note(each)

    def _slices(self, checker: Checker) -> Iterator[Checked]:
        for raw in read_slices(self.body.path, self.body.form, gzip=self.body.gzip):
            yield from checker.check(raw)

    @property
    def dims(self) -> tuple[Dim, ...]:
        """Dimensions of the table."""
        return self.checker.layout.dims if self.checker.layout else ()

    def _take(self, checked: Checked) -> None:
        self._keys.add(checked.codes)
        self.rows += len(checked.rows)
        self._check_sum(checked)
        self.known += int(checked.n[checked.n >= 0].sum())
        self.hidden += int((checked.n < 0).sum())
        self.small.append(checked)
        if self.rows <= MOST_CELLS:
            return
        self.reduction = self.reduction or self._reduction()
        for each in self.small:
            self._sum(self.reduction, each)
            if not self.checker.problems:
                self.packed.add(self.dims, self.checker.words, each)
        self.small = []

    def _check_sum(self, checked: Checked) -> None:
        """Refuse what no card could hold, before it is added up in whole numbers."""
        counted = np.maximum(checked.n, 0).sum(dtype=np.float64)
        self._most += float(counted + np.maximum(checked.high, 0).sum(dtype=np.float64))
        if self._most > MOST:
            rule = f"must sum to at most {MOST:,}"
            raise Invalid("The table is too large.", [problem("rows", rule)])

    def _reduction(self) -> Reduction:
        given, dims = self.given, self.dims
        fixed = tuple(
            place
            for place, dim in enumerate(dims)
            if not exclusive(dim, given.unit, given.exclusive_labels)
        )
        kept = tuple(place for place, dim in enumerate(dims) if dim in DEMOGRAPHIC)
        return Reduction(kept, fixed, MOST_CELLS)

    def _sum(self, reduction: Reduction, checked: Checked) -> None:
        words = self.checker.words
        codes = [word.as_categories(each) for word, each in zip(words, checked.codes, strict=True)]
        reduction.add(codes, checked.n, checked.high)

    def finish(self) -> None:
        """Say everything that is wrong with the file.

        Raises
        ------
        Invalid
        """
        if self.rows == 0 and not self.checker.problems:
            self.checker.note(problem("table", "must have at least one row with a number"))
        if self.reduction is not None and not self.reduction.sums:
            rule = f"no dimension has at most {MOST_CELLS} groups, so that it could enter the card"
            self.checker.note(problem("table", rule, ", ".join(self.dims), "sex,n"))
        self._scheme_problems()
        self._sum_problems()
        self._twin_problems()
        found, more = self.checker.problems, self.checker.more
        if found:
            rest = f" These are the first {len(found)}; there are {more} more." if more else ""
            raise Invalid(
                f"The table cannot be taken as it stands; nothing of it was kept.{rest}", found
            )

    def _scheme_problems(self) -> None:
        asked = [dim for dim in self.dims if dim in (Dim.ETHNICITY, Dim.SKIN_TONE)]
        wrong = len(asked) > 1 or any(dim not in self.given.schemes for dim in asked)
        if wrong or (self.given.schemes and self.dims and not asked):
            rule = "must name the scheme of the one dimension of ethnicity or skin_tone"
            self.checker.note(problem("scheme", rule, "", "us-omb-1997/race"))

    def _sum_problems(self) -> None:
        given, layout = self.given, self.checker.layout
        if layout and layout.shares and self.rows > MOST_CELLS:
            rule = f"of a table of shares must be at most {MOST_CELLS}: shares are not summed"
            self.checker.note(problem("rows", rule, self.rows))
        several = Dim.LABEL in self.dims and not given.exclusive_labels
        if given.covers is None or given.coverage in _NO_SUM or several:
            return
        if self.known > given.covers:
            rule = f"must not be fewer than the rows sum to, {self.known}"
            self.checker.note(problem("covers", rule, given.covers))
        exact = not self.hidden and not (layout and layout.shares)
        if given.coverage is Coverage.COMPLETE and exact and self.known < given.covers:
            rule = f"complete rows must make up covers, {given.covers}"
            self.checker.note(problem("coverage", rule, self.known, "subset"))

    def _twin_problems(self) -> None:
        with room():
            suspects = self._keys.suspects()
        if len(suspects):
            self._locate(suspects)

    def _locate(self, suspects: Hashes) -> None:
        """Read the file once more and name the rows whose very groups came before."""
        first: dict[tuple[int, ...], int] = {}
        named = suspects[:_SUSPECTS]
        self.checker.more += max(0, len(suspects) - _SUSPECTS)
        silent = replace(self.checker, problems=[], more=0)
        with suppress(Invalid):  # what is wrong was said already
            for checked in self._slices(silent):
                at = np.flatnonzero(np.isin(self._keys.hashes(checked.codes), named))
                for row in at.tolist():
                    key = tuple(int(codes[row]) for codes in checked.codes)
                    number = int(checked.rows[row])
                    if key in first:
                        self.checker.note(self._twin(key, number, first[key]))
                    else:
                        first[key] = number

    def _twin(self, key: tuple[int, ...], row: int, before: int) -> Problem:
        words = zip(self.dims, self.checker.words, key, strict=True)
        group = ", ".join(f"{dim} {word.labels[code][:40]}" for dim, word, code in words)
        return problem(f"row {row}", f"is the same group as row {before}", group)

    def close(self) -> None:
        """Let go of what is kept on the disk."""
        self._keys.close()
        self.packed.close()


__all__ = ["MAX_PROBLEMS", "MOST_CELLS", "Body", "Intake"]
