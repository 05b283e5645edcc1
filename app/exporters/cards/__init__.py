"""Drawer of card formats: every module here that has NAME, SUFFIX and `write` is one format."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from app.domain.published import PublishedCard
from app.exporters.cards._plain import plain as plain


@dataclass(frozen=True, slots=True)
class CardFormat:
    """One way to write a card to bytes; `title` names it in menus."""

    name: str
    suffix: str
    media_type: str
    title: str
    write: Callable[[PublishedCard], bytes]


@cache
def card_formats() -> Mapping[str, CardFormat]:
    """Every format of the drawer, by name."""
    modules = (
        importlib.import_module(f"{__name__}.{found.name}")
        for found in pkgutil.iter_modules(__path__)
        if not found.name.startswith("_")
    )
    made = (CardFormat(m.NAME, m.SUFFIX, m.MEDIA_TYPE, m.TITLE, m.write) for m in modules)
    return {each.name: each for each in made}
