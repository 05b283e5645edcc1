"""Drawer of formats: every module here that has SUFFIX, MEDIA_TYPE and `write` is one format.

One that has `pieces` as well can write a table that is larger than memory.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from app.domain.table import Table


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a table to bytes: whole, or in pieces where the format allows that."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[Table], bytes]
    pieces: Callable[[Table], Iterator[bytes]] | None


@cache
def formats() -> Mapping[str, Format]:
    """Every format of the drawer, by name."""
    modules = (
        importlib.import_module(f"{__name__}.{found.name}")
        for found in pkgutil.iter_modules(__path__)
        if not found.name.startswith("_") and not found.ispkg
    )
    made = (
        Format(m.NAME, m.SUFFIX, m.MEDIA_TYPE, m.write, getattr(m, "pieces", None)) for m in modules
    )
    return {each.name: each for each in made}
