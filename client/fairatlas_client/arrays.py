"""Arrays: what a training loop holds, as plain NumPy, without importing what made it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from fairatlas_client.errors import BadInput


def as_array(values: Any) -> np.ndarray[Any, Any]:
    """Return values as a NumPy array.

    Parameters
    ----------
    values : array, tensor, list or tuple
        A tensor with `.detach().cpu().numpy()` (PyTorch, on any device), anything with `__array__`
        (JAX, pandas) or `__dlpack__`, or a sequence.

    Returns
    -------
    ndarray
    """
    if hasattr(values, "detach"):
        tensor = values.detach().cpu()
        # bfloat16 has no counterpart in NumPy.
        return np.asarray(tensor.float().numpy() if "bfloat16" in str(tensor.dtype) else tensor)
    if not hasattr(values, "__array__") and hasattr(values, "__dlpack__"):
        return np.from_dlpack(values)
    return np.asarray(values if hasattr(values, "__len__") else list(values))


def as_numbers(name: str, values: Any, dtype: type) -> np.ndarray[Any, Any]:
    """Return values as numbers of one type; None becomes NaN.

    Raises
    ------
    BadInput
        When they are no numbers.
    """
    found = as_array(values)
    try:
        return np.asarray(found, dtype=dtype)
    except (TypeError, ValueError):
        raise BadInput(f"{name} must be numbers") from None


def as_words(values: Any) -> list[str | None]:
    """Return values as words; None and NaN stay unknown."""
    found: Iterable[Any] = as_array(values).ravel().tolist()
    return [None if is_missing(each) else str(each) for each in found]


def is_missing(value: Any) -> bool:
    """Whether a value is None or NaN."""
    return value is None or (isinstance(value, float) and math.isnan(value))
