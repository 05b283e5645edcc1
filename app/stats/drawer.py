"""Drawers of measures: one file, one measure, found by walking the folder and asked for by id."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType, ModuleType
from typing import Any, TypeVar

from app.errors import NotFound, problem

Measure = TypeVar("Measure")


def measures_in(package: ModuleType) -> Mapping[str, Any]:
    """Return the METRIC of each file whose name does not start with `_`, in order of name.

    Parameters
    ----------
    package : module

    Returns
    -------
    mapping of str to measure

    Raises
    ------
    ValueError
        When an id is not the name of its file: a fault of the drawer.
    """
    found: dict[str, Any] = {}
    for module in pkgutil.iter_modules(package.__path__):
        if module.name.startswith("_"):
            continue
        metric = importlib.import_module(f"{package.__name__}.{module.name}").METRIC
        if metric.id != module.name:
            raise ValueError(f"{module.name}.py: METRIC.id must be the name of the file")
        found[metric.id] = metric
    return MappingProxyType(dict(sorted(found.items())))


def named(measures: Mapping[str, Measure], measure_id: str) -> Measure:
    """Return the measure of this id.

    Parameters
    ----------
    measures : mapping of str to measure
    measure_id : str

    Returns
    -------
    measure

    Raises
    ------
    NotFound
        When there is none; the nearest id is given as an example.
    """
    if measure_id in measures:
        return measures[measure_id]
    near = difflib.get_close_matches(measure_id, measures, n=1, cutoff=0.0)
    rule = f"must be one of {', '.join(measures)}"
    raise NotFound("There is no such measure.", [problem("metric", rule, measure_id, near[0])])
