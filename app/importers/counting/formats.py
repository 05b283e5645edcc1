"""Formats of bulk counts: every module `counts_*` of the drawer is one."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

import app.importers as drawer
from app.errors import UnsupportedMediaType, problem
from app.importers.counting.slices import Limits, Slice


@dataclass(frozen=True, slots=True)
class CountsFormat:
    """One way to write bulk counts; a hostile one is read in a child process."""

    name: str
    media_types: tuple[str, ...]
    hostile: bool
    slices: Callable[[BinaryIO, Limits], Iterator[Slice]]


@cache
def counts_formats() -> Mapping[str, CountsFormat]:
    """Every format of the drawer, by name."""
    names = (found.name for found in pkgutil.iter_modules(drawer.__path__))
    modules = [
        importlib.import_module(f"{drawer.__name__}.{name}")
        for name in names
        if name.startswith("counts_")
    ]
    made = (CountsFormat(m.NAME, m.MEDIA_TYPES, m.HOSTILE, m.slices) for m in modules)
    return {each.name: each for each in made}


def format_of_type(content_type: str) -> CountsFormat:
    """Return the format of a Content-Type.

    Parameters
    ----------
    content_type : str
        Parameters such as a charset are passed over.

    Raises
    ------
    UnsupportedMediaType
    """
    media = content_type.partition(";")[0].strip().lower()
    for each in counts_formats().values():
        if media in each.media_types:
            return each
    known = [media for each in counts_formats().values() for media in each.media_types]
    found = problem("Content-Type", f"must be one of {', '.join(known)}", media, known[0])
    raise UnsupportedMediaType("The body is of a type that is not read here.", [found])
