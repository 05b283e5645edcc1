"""Arrow arrays from plain values and back.

pyarrow's own ways (`pa.array`, `to_numpy`) load pandas first: 0.3 s and 40 MB in every child that
reads one file, and in a service that needs it for nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def text_array(values: Sequence[str]) -> Any:
    """Return texts as an Arrow array.

    Parameters
    ----------
    values : sequence of str

    Returns
    -------
    pyarrow.StringArray

    Examples
    --------
    >>> text_array(["Nairobi", ""]).to_pylist()
    ['Nairobi', '']
    """
    import pyarrow as pa

    encoded = [value.encode() for value in values]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int32)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(encoded), buffers)


def number_array(values: npt.NDArray[np.integer[Any]], missing: Flags | None = None) -> Any:
    """Return whole numbers as an Arrow array of the same width.

    Parameters
    ----------
    values : ndarray of int32 or int64
    missing : ndarray of bool or None
        Where there is no number.

    Returns
    -------
    pyarrow.Array

    Examples
    --------
    >>> number_array(np.array([42, -1]), np.array([False, True])).to_pylist()
    [42, None]
    """
    import pyarrow as pa

    kind = pa.int32() if values.dtype == np.int32 else pa.int64()
    there = None if missing is None else pa.py_buffer(np.packbits(~missing, bitorder="little"))
    return pa.Array.from_buffers(kind, len(values), [there, pa.py_buffer(values)])


def numbers_of(array: Any) -> Ints:
    """Return the numbers of an Arrow array without nulls.

    Parameters
    ----------
    array : pyarrow.Array
        Of whole numbers.

    Returns
    -------
    ndarray of int64

    Examples
    --------
    >>> numbers_of(number_array(np.array([3, 1, 2]))[1:]).tolist()
    [1, 2]
    """
    import pyarrow as pa

    width = array.type.bit_width // 8
    kind = np.dtype(f"{'u' if pa.types.is_unsigned_integer(array.type) else 'i'}{width}")
    found = np.frombuffer(array.buffers()[1], kind, len(array), array.offset * width)
    return found.astype(np.int64)


def flags_of(array: Any) -> Flags:
    """Return the truths of an Arrow array without nulls.

    Parameters
    ----------
    array : pyarrow.BooleanArray

    Returns
    -------
    ndarray of bool

    Examples
    --------
    >>> import pyarrow.compute as pc
    >>> flags_of(pc.match_substring_regex(text_array(["a", "b"]), "b")).tolist()
    [False, True]
    """
    packed = np.frombuffer(array.buffers()[1], np.uint8)
    found = np.unpackbits(packed, count=array.offset + len(array), bitorder="little")
    return found[array.offset :].astype(np.bool_)
