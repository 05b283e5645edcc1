"""Rows: what a model said of each case, in the one form that the engine computes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.errors import Invalid, NotFound, problem

UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What a row's truth and score are."""

    BINARY = "binary"  # truth 0 or 1; score: higher means more likely 1
    ORDINAL = "ordinal"  # truth and score: grades 0, 1, 2 ...
    REGRESSION = "regression"  # truth and score: numbers in one unit
    DICE = "dice"  # score: Dice coefficient of each case; no truth, as for the next two
    IOU = "iou"  # score: intersection over union of each case
    HD95 = "hd95"  # score: 95th percentile of the Hausdorff distance of each case, in mm

    @property
    def per_case(self) -> bool:
        """Whether the score is a figure of the case itself, so that there is no truth."""
        return self in (Outcome.DICE, Outcome.IOU, Outcome.HD95)

    @classmethod
    def _missing_(cls, value: object) -> Outcome | None:
        # Runs that were kept before the figures were told apart are of Dice.
        return cls.DICE if value == "per_case" else None


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A column of words as codes.

    Parameters
    ----------
    codes : ndarray of int, shape (N,)
        Index into `words`.
    words : tuple of str
        `UNKNOWN` among them where a row's word is missing: an explicit group.
    """

    codes: NDArray[Any]
    words: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.codes.size and not 0 <= self.codes.min() <= self.codes.max() < len(self.words):
            raise ValueError("a code has no word")

    def at(self, where: Any) -> Coded:
        """Return the rows that an index or a mask picks."""
        return Coded(self.codes[where], self.words)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Prediction rows, sorted by patient, then sample, then label.

    Parameters
    ----------
    outcome : Outcome
    sample : ndarray of uint64, shape (N,)
        Hash of the sample's id: says whether two runs saw the same cases.
    score : ndarray of float32, shape (N,)
        NaN: the model gave no prediction.
    truth : ndarray of uint8 (binary, ordinal) or float32 (regression), shape (N,); None per case
    patient : ndarray of int32, shape (N,), or None
        Code of the patient, 0, 1, 2 ... without holes; None where no patients were stated.
    one_row_per_patient : bool
        Declared by who made the predictions; then `patient` is one code per row.
    attributes : mapping of str to Coded
    label : Coded or None
        What was looked for, where one file holds several findings.
    weight : ndarray of float64, shape (N,), or None
        Sampling weight, more than 0.

    Raises
    ------
    ValueError
        When shapes or types are not these: a fault of the code that made them.
    """

    outcome: Outcome
    sample: NDArray[np.uint64]
    score: NDArray[np.float32]
    truth: NDArray[Any] | None
    patient: NDArray[np.int32] | None
    one_row_per_patient: bool
    attributes: Mapping[str, Coded]
    label: Coded | None = None
    weight: NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        columns = [self.sample, self.truth, self.patient, self.weight]
        columns += [each.codes for each in self.attributes.values()]
        if any(each is not None and each.shape != self.score.shape for each in columns):
            raise ValueError("all columns must have one value per row")
        if self.score.dtype != np.float32:
            raise ValueError("scores must be float32")

    def __len__(self) -> int:
        return len(self.score)

    @property
    def interval_kind(self) -> str:
        """What an interval over these rows is over: "patients", or "rows" taken as independent."""
        return "rows" if self.patient is None else "patients"

    def at(self, where: Any) -> Rows:
        """Return the rows that an index or a mask picks; patients keep their codes."""
        return replace(
            self,
            sample=self.sample[where],
            score=self.score[where],
            truth=None if self.truth is None else self.truth[where],
            patient=None if self.patient is None else self.patient[where],
            attributes={name: each.at(where) for name, each in self.attributes.items()},
            label=None if self.label is None else self.label.at(where),
            weight=None if self.weight is None else self.weight[where],
        )

    def of_label(self, label: str | None) -> Rows:
        """Return the rows of one finding.

        Raises
        ------
        Invalid
            When there are several findings and none is named.
        NotFound
            When none has this name.
        """
        if self.label is None:
            return self
        names = self.label.words
        if label is None and len(names) > 1:
            rule = f"must name one of {', '.join(names[:20])}"
            raise Invalid("The file holds several findings.", [problem("label", rule)])
        wanted = names[0] if label is None else label
        if wanted not in names:
            rule = f"must be one of {', '.join(names[:20])}"
            raise NotFound("There is no such finding.", [problem("label", rule, wanted, names[0])])
        return self.at(self.label.codes == names.index(wanted))
