"""Differences: every field and every number that two revisions say differently, old beside new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.language import _
from app.services.writing.diff import Diff
from frontend.components.table import table
from frontend.contribute.fields import place_words
from frontend.datasets.printed_words import cell_words, group_line

_MOST_FIELD = 400
_MOST_NUMBERS = 5_000


def differences(found: Diff) -> Component:
    """Show every field and every number that differs, old beside new."""
    against = (
        _("What it says differently from revision {before}", before=found.before)
        if found.before
        else _("A new card: all that it says")
    )
    fields = [
        (place_words(each.field), _text(each.before), _text(each.after)) for each in found.fields
    ]
    numbers = [
        (
            f"{each.table}: {group_line(each.group, {})}",
            cell_words(each.before),
            cell_words(each.after),
        )
        for each in found.numbers[:_MOST_NUMBERS]
    ]
    if not fields and not numbers:
        return html.P(_("It says nothing differently."), id="diff")
    columns = ((_("Field or number"), "name"), (_("Before"), "words"), (_("After"), "words"))
    rows = [(f"diff-{n}", list(cells)) for n, cells in enumerate([*fields, *numbers])]
    left = len(found.numbers) - _MOST_NUMBERS
    more = html.P(_("{n} more numbers differ; the programs’ interface gives them all.", n=left))
    shown = table("diff", against, against, columns, rows)
    return html.Section([html.H2(_("Differences")), shown, more if left > 0 else None])


def _text(value: Any) -> str:
    """Write a value as words; nothing is said as a dash, never as zero."""
    if value is None or value == ():
        return "–"
    words = _listed(value) if isinstance(value, tuple) else _said(value)
    return words if len(words) <= _MOST_FIELD else words[:_MOST_FIELD] + "…"


def _listed(values: Iterable[Any]) -> str:
    return "; ".join(map(_said, values))


def _said(value: Any) -> str:
    """Write one value: yes or no, or the parts of a source or a place that are given."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if is_dataclass(value):
        parts = (getattr(value, each.name) for each in fields(value))
        return ", ".join(str(part) for part in parts if part not in (None, False, ()))
    return str(value)
