"""Words of a dimension: each printed label is read once, however many rows carry it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from app.domain.vocabulary import Dim
from app.errors import TooLarge, problem
from app.importers.counting.arrow import Ints
from app.importers.reading.labels import category_of, label_problem

MAX_LABELS = 500_000
LONGEST_LABEL = 200
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
Wrong = tuple[str, str]


class Words:
    """The labels of one dimension, numbered in the order in which they come.

    Parameters
    ----------
    dim : Dim
    scheme : str or None
        Scheme of ethnicity or skin tone.
    """

    def __init__(self, dim: Dim, scheme: str | None) -> None:
        self.dim = dim
        self.scheme = scheme
        self.labels: list[str] = []
        self.wrong: dict[int, Wrong] = {}
        self._codes: dict[str, int] = {}
        self._categories: list[str] = []
        self._category_codes: dict[str, int] = {}
        self._category_of: list[int] = []

    def codes(self, labels: Sequence[str | None]) -> Ints:
        """Return the number of each label; a new one is read, and kept if it is wrong."""
        return np.array([self._code(label or "") for label in labels], dtype=np.int64)

    def _code(self, label: str) -> int:
        plain = label.strip()
        found = self._codes.get(plain)
        return self._add(plain) if found is None else found

    def _add(self, label: str) -> int:
        if len(self.labels) >= MAX_LABELS:
            rule = f"must have at most {MAX_LABELS:,} different labels"
            raise TooLarge("The table is too large.", [problem(self.dim.value, rule)])
        code = self._codes[label] = len(self.labels)
        self.labels.append(label)
        wrong = self._problem(label)
        if wrong:
            self.wrong[code] = wrong
        category = category_of(self.dim, label, self.scheme)
        self._category_of.append(self._category_codes.setdefault(category, len(self._categories)))
        if len(self._category_codes) > len(self._categories):
            self._categories.append(category)
        return code

    def _problem(self, label: str) -> Wrong | None:
        if not label:
            return "must be given; write unknown where the source prints an unknown", "unknown"
        if len(label) > LONGEST_LABEL or _CONTROL.search(label):
            return f"must be at most {LONGEST_LABEL} printable characters", ""
        return label_problem(self.dim, label)

    @property
    def categories(self) -> tuple[str, ...]:
        """What the labels mean, by the numbers of `as_categories`."""
        return tuple(self._categories)

    def as_categories(self, codes: Ints) -> Ints:
        """Return the number of the category of each label."""
        return np.array(self._category_of, dtype=np.int64)[codes]

    def texts(self, codes: Ints) -> list[str]:
        """Return the labels of these numbers, as the driver of a database wants them."""
        known = np.array(self.labels, dtype=object)
        found: list[str] = known[codes].tolist()
        return found
