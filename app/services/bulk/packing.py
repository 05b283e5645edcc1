"""Packing: rows that were checked, as packed Arrow; a slice of them can be read alone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from app.domain.vocabulary import Dim
from app.importers.counting.arrow import Ints, number_array, text_array
from app.importers.counting.check import Checked
from app.importers.counting.words import Words
from app.store.uploads import PackedSlice


class Packed:
    """Slices on their way into the database: in a file without a name, which dies with us.

    Counts from 1 to `least - 1` are packed as a bound; 0 packs every count as it came.
    """

    def __init__(self, folder: Path, least: int) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # it lives as long as this
        self._least = least
        self._sizes: list[tuple[int, int]] = []

    def add(self, dims: Sequence[Dim], words: Sequence[Words], part: Checked) -> None:
        """Pack some rows."""
        content = packed(dims, words, part, self._least)
        self._file.write(content)
        self._file.flush()  # whether there is room is found here, not while others wait
        self._sizes.append((len(part.rows), len(content)))

    def __iter__(self) -> Iterator[PackedSlice]:
        self._file.seek(0)
        for rows, size in self._sizes:
            yield PackedSlice(rows, self._file.read(size))

    def close(self) -> None:
        """Let the file go."""
        self._file.close()


def packed(dims: Sequence[Dim], words: Sequence[Words], part: Checked, least: int) -> Any:
    """Return rows as an Arrow stream: labels as printed, `n`, `n_high` of a bound, `status`."""
    import pyarrow as pa  # a third of a second, which only bulk tables pay

    small = (part.n > 0) & (part.n < least)
    numbers = {
        "n": np.where(small, -1, part.n),
        "n_high": np.where(small, least - 1, part.high),
    }
    columns = {
        dim.value: _labels(each, codes)
        for dim, each, codes in zip(dims, words, part.codes, strict=True)
    }
    columns |= {name: number_array(values, values < 0) for name, values in numbers.items()}
    columns["status"] = (
        pa.nulls(len(part.rows), pa.string())
        if part.status is None
        else text_array([each or "" for each in part.status])
    )
    batch = pa.RecordBatch.from_arrays(list(columns.values()), list(columns))
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd", use_threads=False)
    with pa.ipc.new_stream(sink, batch.schema, options=options) as stream:
        stream.write_batch(batch)
    return sink.getvalue()


def _labels(words: Words, codes: Ints) -> Any:
    """Number the labels of these rows anew, so that no others travel with them."""
    import pyarrow as pa

    used = np.zeros(len(words.labels), dtype=bool)
    used[codes] = True
    found = np.flatnonzero(used)
    numbers = np.cumsum(used, dtype=np.int32) - np.int32(1)
    labels = text_array([words.labels[code] for code in found.tolist()])
    return pa.DictionaryArray.from_arrays(number_array(numbers[codes]), labels)


def unpacked(content: bytes) -> list[dict[str, Any]]:
    """Return the rows of one slice."""
    import pyarrow as pa

    with pa.ipc.open_stream(content) as stream:
        found: list[dict[str, Any]] = stream.read_all().to_pylist()
    return found
