"""Differences: every field and every number that two revisions say differently, old beside new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.language import _
from app.services.wording import exact
from app.services.writing.diff import Diff, FieldChange, NumberChange
from app.services.writing.field_words import place_words
from frontend.components.table import table
from frontend.contribute.fields import meanings
from frontend.contribute.notes import country_name, country_names
from frontend.datasets.printed_words import cell_words, group_line

_MOST_FIELD = 400
_MOST_NUMBERS = 5_000
_MOST_ON_PAPER = 200


def differences(found: Diff) -> Component:
    """Show every field and every number that differs, old beside new."""
    against = (
        _("What it says differently from revision {before}", before=found.before)
        if found.before
        else _("A new card: all that it says")
    )
    said = [each for each in found.fields if found.before or not _is_silent(each)]
    fields = [_field_cells(each) for each in said if not _is_documented(each)]
    documented = [_field_cells(each) for each in said if _is_documented(each)]
    countries = country_names()
    numbers = [
        (_number_name(each, countries), _number(each.before), _number(each.after))
        for each in found.numbers[:_MOST_NUMBERS]
    ]
    if not said and not numbers:
        return html.P(_("It says nothing differently."), id="diff")
    columns = ((_("Field or number"), "name"), (_("Before"), "words"), (_("After"), "words"))
    cells = [*fields, *numbers, *documented]
    rows = [(f"diff-{n}", list(each)) for n, each in enumerate(cells)]
    left = len(found.numbers) - _MOST_NUMBERS
    more = html.P(_("{n} more numbers differ; the programs’ interface gives them all.", n=left))
    on_paper = {name for name, _cells in rows[:_MOST_ON_PAPER]}
    shown = table("diff", against, against, columns, rows, on_paper)
    return html.Section([html.H2(_("Differences")), shown, more if left > 0 else None])


def _field_cells(each: FieldChange) -> tuple[str, str, str]:
    before, after = (_text(end, meanings(each.field)) for end in _ends(each))
    return place_words(each.field), before, after


def _is_silent(each: FieldChange) -> bool:
    """Whether a new card says nothing there; that nobody carries one label is a default."""
    many_labels = each.field.endswith(": exclusive_labels") and not each.after
    return many_labels or each.after in (None, ())


def _is_documented(each: FieldChange) -> bool:
    return each.field.startswith("documentation.")


def _ends(each: FieldChange) -> tuple[Any, Any]:
    return each.before, each.after


def _number_name(each: NumberChange, countries: Mapping[str, str]) -> str:
    """Name a number; what the name of its table ends with is not said twice."""
    group, of = group_line(each.group, countries), each.table.replace("_", " ")
    if any(each.table.endswith(f" by {dim}") for dim in each.group):
        group = group.partition(": ")[2]
    return f"{of}: {group}"


def _number(said: Mapping[str, Any] | None) -> str:
    """Write a number of a table of counts; of an evaluation or a reference with all beside it."""
    if said is None or "status" in said:
        return cell_words(said)
    told = {name: each for name, each in said.items() if each is not None and each is not False}
    return "; ".join(
        f"{place_words(name)}: {_text(each, meanings(name))}" for name, each in told.items()
    )


def _text(value: Any, means: Mapping[str, str]) -> str:
    """Write a value as words; nothing is said as a dash, never as zero."""
    if value is None or value == ():
        return "–"
    values = value if isinstance(value, tuple) else (value,)
    words = "; ".join(_said(each, means) for each in values)
    return words if len(words) <= _MOST_FIELD else words[:_MOST_FIELD] + "…"


def _said(value: Any, means: Mapping[str, str]) -> str:
    """Write one value: yes or no, what a code means, or the parts of a source or a place."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if is_dataclass(value):
        parts = ((each.name, getattr(value, each.name)) for each in fields(value))
        return ", ".join(_part(*each) for each in parts if each[1] not in (None, False, ()))
    return means.get(str(value), str(value))


def _part(name: str, value: Any) -> str:
    """Write a part of a source, a place or a mix; what its words alone do not tell has its name."""
    if value is True:
        return place_words(name)
    if isinstance(value, int | float):
        return f"{place_words(name)}: {exact(value) if isinstance(value, int) else value}"
    if name in ("country", "countries"):
        codes = value if isinstance(value, tuple) else (value,)
        return ", ".join(map(country_name, codes))
    return meanings(name).get(str(value), str(value))
