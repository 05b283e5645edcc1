"""Read: columns of an uploaded file become canonical rows, or a list of what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.domain.rows import UNKNOWN, Coded, Outcome, Rows
from app.errors import Invalid, Problem, problem

MOST_PROBLEMS = 100
MOST_WORDS = 10_000
# Of a figure of each case: the most it can be, the rule, and an example.
_SHARE = (1.0, "must lie between 0 and 1", "0.87")
_PER_CASE = {
    Outcome.DICE: _SHARE,
    Outcome.IOU: _SHARE,
    Outcome.HD95: (np.inf, "must be a distance in mm, 0 or more", "6.3"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a file are called, and what its rows are.

    Parameters
    ----------
    sample, score, truth, patient, label, weight : str
        Names; the last three need not be there, nor `truth` of figures per case.
    outcome : Outcome
    one_row_per_patient : bool
        Declared by who made the predictions, where no patients are stated.
    attributes : tuple of str or None
        Columns of demographics; None: all others.
    """

    sample: str = "sample"
    score: str = "score"
    truth: str = "truth"
    patient: str = "patient"
    label: str = "label"
    weight: str = "weight"
    outcome: Outcome = Outcome.BINARY
    one_row_per_patient: bool = False
    attributes: tuple[str, ...] | None = None

    @property
    def required(self) -> tuple[str, ...]:
        """Columns without which nothing can be computed."""
        without_truth = self.outcome.per_case
        return (self.sample, self.score) if without_truth else (self.sample, self.score, self.truth)

    @property
    def own(self) -> set[str]:
        """Names that are no attribute."""
        return {self.sample, self.score, self.truth, self.patient, self.label, self.weight}


def rows_from(table: pa.Table, columns: Columns) -> Rows:
    """Turn Arrow columns into rows in canonical form, sorted by patient, sample and label.

    Parameters
    ----------
    table : pyarrow.Table
    columns : Columns

    Returns
    -------
    Rows
        Missing demographics are the group `unknown`; a missing or NaN score is "no prediction".

    Raises
    ------
    Invalid
        With all problems (at most 100), each naming column and row, the first row being 1.
    """
    absent = [name for name in columns.required if name not in table.column_names]
    if absent:
        rule = "must be a column of the file"
        raise Invalid("The predictions cannot be read.", [problem(each, rule) for each in absent])
    table = table.combine_chunks()
    read = _read(table, columns)
    if found := _problems(table, columns, read):
        raise Invalid("The predictions cannot be read.", found[:MOST_PROBLEMS])
    kind = np.float32 if columns.outcome is Outcome.REGRESSION else np.uint8
    rows = Rows(
        columns.outcome,
        read.sample,
        read.score.astype(np.float32),
        None if read.truth is None else read.truth.astype(kind),
        read.patient,
        columns.one_row_per_patient,
        _attributes(table, columns),
        read.label,
        read.weight,
    )
    keys = [read.sample] if read.label is None else [read.label.codes, read.sample]
    return rows.at(np.lexsort(keys if rows.patient is None else [*keys, rows.patient]))


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """Columns as numbers and codes, before anything is checked."""

    sample: NDArray[np.uint64]
    score: NDArray[np.float64]
    truth: NDArray[np.float64] | None
    weight: NDArray[np.float64] | None
    label: Coded | None
    patient: NDArray[np.int32] | None


def _read(table: pa.Table, columns: Columns) -> _Read:
    def there(name: str) -> bool:
        return name in table.column_names

    return _Read(
        _hashes(table.column(columns.sample)),
        _number(table, columns.score),
        None if columns.outcome.per_case else _number(table, columns.truth),
        _number(table, columns.weight) if there(columns.weight) else None,
        _coded(table, columns.label) if there(columns.label) else None,
        _patients(table, columns),
    )


def _problems(table: pa.Table, columns: Columns, read: _Read) -> list[Problem]:
    """Return all that is wrong with the values, column by column."""
    return [
        *_score_problems(read.score, columns),
        *_truth_problems(read.truth, columns),
        *_weight_problems(read.weight, columns),
        *_missing(table, columns.sample),
        *_missing(table, columns.patient),
        *_repeated(table, read.sample, read.label, columns),
        *_patients_declared(read.patient, read.label, columns),
    ]


def _number(table: pa.Table, name: str) -> NDArray[np.float64]:
    """Return a column as numbers, NaN where it is missing.

    Raises
    ------
    Invalid
        When it does not hold numbers.
    """
    column = table.column(name)
    if pa.types.is_boolean(column.type):
        column = column.cast(pa.uint8())
    if not (pa.types.is_integer(column.type) or pa.types.is_floating(column.type)):
        raise Invalid(
            "The predictions cannot be read.",
            [problem(name, "must hold numbers", str(column.type), "0.7")],
        )
    as_float = column.cast(pa.float32() if column.type == pa.float16() else column.type)
    return np.asarray(as_float.to_numpy(zero_copy_only=False), dtype=np.float64)


def _coded(table: pa.Table, name: str) -> Coded:
    """Return a column of words as codes, in the order of the words, `unknown` where missing."""
    column = table.column(name)
    if not pa.types.is_dictionary(column.type):
        column = column.cast(pa.string()).dictionary_encode()
    chunk = column.combine_chunks()
    if isinstance(chunk, pa.ChunkedArray):
        chunk = chunk.chunk(0) if chunk.num_chunks else pa.array([], column.type)
    raw = [UNKNOWN if each is None else str(each).strip() for each in chunk.dictionary.to_pylist()]
    raw = [each or UNKNOWN for each in raw]
    words = tuple(sorted({*raw, *([UNKNOWN] if chunk.null_count else [])}))
    if len(words) > MOST_WORDS:
        rule = f"must have at most {MOST_WORDS} different words"
        raise Invalid("The predictions cannot be read.", [problem(name, rule, len(words))])
    place = {word: index for index, word in enumerate(words)}
    table_of = np.array([*(place[each] for each in raw), place.get(UNKNOWN, 0)], dtype=np.int64)
    index = pc.fill_null(chunk.indices.cast(pa.int64()), len(raw)).to_numpy(zero_copy_only=False)
    small = np.uint8 if len(words) <= 256 else np.uint16
    return Coded(table_of[index].astype(small), words)


def _attributes(table: pa.Table, columns: Columns) -> dict[str, Coded]:
    others = [name for name in table.column_names if name not in columns.own]
    wanted = others if columns.attributes is None else list(columns.attributes)
    absent = [name for name in wanted if name not in table.column_names]
    if absent:
        rule = "must be a column of the file"
        raise Invalid("The predictions cannot be read.", [problem(each, rule) for each in absent])
    return {name: _coded(table, name) for name in wanted}


def _hashes(column: pa.ChunkedArray) -> NDArray[np.uint64]:
    """Return 64-bit hashes of ids: the same id, the same number, in every run."""
    import pandas as pd  # 0.3 s and 40 MB, which a service that reads no rows need not have

    chunk = column.combine_chunks().cast(pa.string())
    values = np.asarray(chunk.to_numpy(zero_copy_only=False), dtype=object)
    return np.asarray(pd.util.hash_array(values, categorize=False), dtype=np.uint64)


def _patients(table: pa.Table, columns: Columns) -> NDArray[np.int32] | None:
    """Return patients as 0, 1, 2 ... in the order of their ids' hashes.

    The same patients get the same codes in every run, so that replicates are paired.
    """
    if columns.patient in table.column_names:
        encoded = table.column(columns.patient).cast(pa.string()).combine_chunks()
        if isinstance(encoded, pa.ChunkedArray):
            encoded = encoded.chunk(0)
        coded = encoded.dictionary_encode()
        hashes = _hashes(pa.chunked_array([coded.dictionary]))
        rank = np.argsort(np.argsort(hashes, kind="stable")).astype(np.int32)
        index = pc.fill_null(coded.indices.cast(pa.int64()), 0).to_numpy(zero_copy_only=False)
        return np.asarray(rank[index] if len(rank) else index, dtype=np.int32)
    if not columns.one_row_per_patient:
        return None
    _, code = np.unique(_hashes(table.column(columns.sample)), return_inverse=True)
    return code.astype(np.int32)


def _at(rows: NDArray[Any], name: str, rule: str, values: Any, example: str) -> Iterator[Problem]:
    for row in rows[:MOST_PROBLEMS]:
        yield problem(f"{name}, row {row + 1}", rule, values[row].item(), example)


def _score_problems(score: NDArray[np.float64], columns: Columns) -> Iterator[Problem]:
    rule = "must be a finite number, or missing where the model gave no prediction"
    bad = np.isinf(score) | (np.abs(np.nan_to_num(score)) > np.finfo(np.float32).max)
    yield from _at(np.flatnonzero(bad), columns.score, rule, score, "0.7")
    if columns.outcome is Outcome.ORDINAL:
        off = ~np.isnan(score) & ~((score >= 0) & (score <= 255) & (score == np.floor(score)))
        rule = "must be a grade: 0, 1, 2 and so on"
        yield from _at(np.flatnonzero(off), columns.score, rule, score, "2")
    if columns.outcome.per_case:
        most, rule, example = _PER_CASE[columns.outcome]
        off = ~np.isnan(score) & ~((score >= 0) & (score <= most))
        yield from _at(np.flatnonzero(off), columns.score, rule, score, example)


def _truth_problems(truth: NDArray[np.float64] | None, columns: Columns) -> Iterator[Problem]:
    if truth is None:
        return
    if columns.outcome is Outcome.REGRESSION:
        bad, rule, example = ~np.isfinite(truth), "must be a finite number", "54.5"
    elif columns.outcome is Outcome.ORDINAL:
        bad = ~((truth >= 0) & (truth <= 255) & (truth == np.floor(truth)))
        rule, example = "must be a grade: 0, 1, 2 and so on", "2"
    else:
        bad, rule, example = ~((truth == 0) | (truth == 1)), "must be 0 or 1", "1"
    yield from _at(np.flatnonzero(bad), columns.truth, rule, truth, example)


def _weight_problems(weight: NDArray[np.float64] | None, columns: Columns) -> Iterator[Problem]:
    if weight is not None:
        bad = ~(np.isfinite(weight) & (weight > 0))
        yield from _at(np.flatnonzero(bad), columns.weight, "must be more than 0", weight, "1.5")


def _missing(table: pa.Table, name: str) -> Iterator[Problem]:
    if name in table.column_names and table.column(name).null_count:
        null = table.column(name).is_null().to_numpy()
        for row in np.flatnonzero(null)[:MOST_PROBLEMS]:
            yield problem(f"{name}, row {row + 1}", "must not be missing", "", "p-017")


def _repeated(
    table: pa.Table, sample: NDArray[np.uint64], label: Coded | None, columns: Columns
) -> Iterator[Problem]:
    """Find pairs of sample and label that stand twice: they would make intervals too narrow."""
    key = sample if label is None else sample ^ (label.codes.astype(np.uint64) << np.uint64(48))
    order = np.argsort(key, kind="stable")
    same = order[1:][key[order[1:]] == key[order[:-1]]]
    for row in np.sort(same)[:MOST_PROBLEMS]:
        shown = table.column(columns.sample)[int(row)].as_py()
        rule = "must not repeat: one row per sample and label"
        yield problem(f"{columns.sample}, row {row + 1}", rule, shown)


def _patients_declared(
    patient: NDArray[np.int32] | None, label: Coded | None, columns: Columns
) -> Iterator[Problem]:
    if patient is None or not columns.one_row_per_patient or not len(patient):
        return
    per_label = patient.astype(np.int64)
    if label is not None:
        per_label = per_label * len(label.words) + label.codes
    if np.bincount(per_label).max() > 1:
        rule = "must stand in one row each, as declared (one_row_per_patient)"
        yield problem(columns.patient, rule)
