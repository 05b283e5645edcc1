"""Batches: what one call of `Run.log` holds, and the rows that become of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from fairatlas_client.arrays import as_numbers, as_words, is_missing
from fairatlas_client.errors import BadInput
from fairatlas_client.parts import pseudonyms
from fairatlas_client.people import Banding

Array = np.ndarray[Any, Any]
PER_CASE = ("dice", "iou", "hd95")  # figures of the case itself: there is no label


@dataclass(frozen=True)
class Batch:
    """Arrays of one batch, as they were given."""

    ids: Array
    labels: Array | None
    scores: Array
    columns: Mapping[str, Array]

    def check(self, findings: Sequence[str], outcome: str) -> None:
        """Refuse a batch that does not fit together."""
        size, wide = len(self.ids), (len(findings),) if findings else ()
        if (self.labels is None) != (outcome in PER_CASE):
            listed = ", ".join(PER_CASE)
            raise BadInput(f"labels must be given, and be None only where outcome is {listed}")
        held = {"scores": self.scores} | ({} if self.labels is None else {"labels": self.labels})
        for name, values in held.items():
            shape = values.shape[:1] if values.shape[1:] == (1,) and not wide else values.shape
            if shape != (size, *wide):
                right = " x ".join(map(str, (size, *wide)))
                raise BadInput(f"{name} must be of shape {right}; found {values.shape}")
        for name, values in self.columns.items():
            if values.shape != (size,):
                raise BadInput(f"{name} must have one value per id ({size})")


def batch_table(batch: Batch, findings: Sequence[str], salt: bytes, banding: Banding) -> pa.Table:
    """Write a batch as rows; with findings, one row per case and finding.

    Ids and patients are keyed hashes, ages that are numbers are bands.
    """
    times = max(1, len(findings))
    columns: dict[str, Any] = {"sample": _repeated(_pseudonyms("sample", batch.ids, salt), times)}
    if findings:
        columns["label"] = pa.array(list(findings) * len(batch.ids), pa.string())
    if batch.labels is not None:
        columns["truth"] = as_numbers("labels", batch.labels, np.float64).ravel()
    columns["score"] = as_numbers("scores", batch.scores, np.float32).ravel()
    for name, values in sorted(batch.columns.items()):
        columns[name] = _column(name, values, salt, banding, times)
    return pa.table(columns)


def _pseudonyms(kind: str, ids: Array, salt: bytes) -> list[str]:
    given = ids.tolist()
    # What is missing is None, NaN (which is not itself) or no letter.
    if None in given or "" in given or any(each != each for each in given):  # noqa: PLR0124
        raise BadInput(f"No {kind} may be missing: whoever has none would be one with all others")
    return list(pseudonyms(salt, kind, given))


def _column(name: str, values: Array, salt: bytes, banding: Banding, times: int) -> pa.Array:
    if name == "weight":
        return pa.array(np.repeat(as_numbers(name, values, np.float64), times))
    if name == "patient":
        return _repeated(_pseudonyms(name, values, salt), times)
    if name == "age" and values.dtype.kind in "iuf":
        ages = values.tolist()
        bands = {each: _band(each, banding) for each in set(ages)}
        return _repeated([bands[each] for each in ages], times)
    return _repeated(as_words(values), times)


def _band(age: float, banding: Banding) -> str | None:
    return None if is_missing(age) or age < 0 else banding.of(int(age))


def _repeated(words: Sequence[str | None], times: int) -> pa.Array:
    if times > 1:
        words = [word for word in words for _ in range(times)]
    return pa.array(words, pa.string())
