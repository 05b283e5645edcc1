"""Site values: what a site computed itself, sent beside its counts without telling small ones."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from fairatlas_client.errors import BadInput

RATES = ("tpr", "fpr")
FEWEST = 2  # decimals of what is no share of cases


@dataclass(frozen=True)
class SiteValue:
    """One value; `group` is empty for everybody."""

    metric: str
    value: float
    standard_error: float | None
    group: Mapping[str, str]


def site_value(
    metric: str, value: float, standard_error: float | None, group: Mapping[str, str]
) -> SiteValue:
    """Return a value as plain numbers.

    Raises
    ------
    BadInput
        When it is no finite number, or its standard error is below 0.
    """
    found = SiteValue(metric, float(value), _plain(standard_error), dict(group))
    error = 0.0 if found.standard_error is None else found.standard_error
    if not (math.isfinite(found.value) and math.isfinite(error) and error >= 0):
        raise BadInput(f"{metric}: value and standard error must be finite, the latter 0 or more")
    return found


def _plain(value: float | None) -> float | None:
    return None if value is None else float(value)


def sendable(values: Sequence[SiteValue], rows: pa.Table, counts: pa.Table) -> list[dict[str, Any]]:
    """Return the values that may leave, rounded; those of groups without counts stay.

    A share of q cases tells q in many decimals, and with it how few the counts left out.

    Parameters
    ----------
    values : sequence of SiteValue
    rows, counts : pyarrow.Table
        Of the run, and what is sent of it.

    Raises
    ------
    BadInput
        When there is no such group in the rows.
    """
    found = []
    for each in values:
        if not _of(rows, each.group).any():
            raise BadInput(f"{each.metric}: no row is of the group {dict(each.group)}")
        cases = _fewest(counts, _of(counts, each.group))
        if cases:
            found.append(_rounded(each, int(math.log10(cases))))
    return found


def _of(table: pa.Table, group: Mapping[str, str]) -> Any:
    """Return which rows are of a group."""
    found = np.ones(len(table), dtype=bool)
    for name, word in group.items():
        if name not in table.column_names:
            raise BadInput(f"{name} is no attribute of the run")
        words = table.column(name).fill_null("unknown").to_pylist()
        found &= np.array([each == word for each in words], dtype=bool)
    return found


def _fewest(counts: pa.Table, inside: Any) -> int:
    """Return how many cases with or without the finding are counted, whichever are fewer."""
    n, truth = counts.column("n").to_numpy()[inside], counts.column("truth").to_numpy()[inside]
    return int(min(n[truth == 0].sum(), n[truth == 1].sum()))


def _rounded(each: SiteValue, share: int) -> dict[str, Any]:
    to = share if each.metric in RATES else max(share, FEWEST)
    error = each.standard_error
    return {
        "metric": each.metric,
        "group": dict(each.group),
        "value": round(each.value, to),
        "standard_error": None if error is None else round(error, to + 1),
    }
