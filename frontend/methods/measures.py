"""Every measure: what it asks, its formula, and an example that the same code works out."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.catalogue.metrics import MetricShown, measure_named
from app.services.methods.examples import SUBJECTS, Split, Subject, Worked, subject_of
from app.services.wording import formula_words, percent, with_minus
from frontend.components.table import table
from frontend.methods.folded import facts, measure

_NOT_KNOWN = "–"
_HEADS = {"group": N_("Of each group"), "overall": N_("Of the whole")}


def measures(
    found: Sequence[MetricShown], examples: dict[str, tuple[Worked, ...]]
) -> list[Component]:
    """Write every measure under a heading that can be linked to."""
    made: list[Component] = [html.P(_(_THREE_NUMBERS)), *map(_subject, SUBJECTS.values())]
    for kind, head in _HEADS.items():
        made.append(html.H3(_(head)))
        made += [_measure(each, examples[each.id]) for each in _ordered(found) if each.kind == kind]
    return made


def _ordered(found: Sequence[MetricShown]) -> list[MetricShown]:
    """Put what needs no reference first, each part by name."""
    return sorted(found, key=lambda each: (each.needs_reference, each.name))


_THREE_NUMBERS = N_(
    "Each measure gives three numbers. The value reads those whose group is known. The lowest and "
    "the highest hold for every way in which the unknown may be spread. None of them is a "
    "sampling interval. In the formulas n is the number in a group, N all that are known, "
    "p = n / N, q the share in the reference, u the share of the unknown; logarithms are to base "
    "2. The examples are about two small subjects:"
)


def _subject(subject: Subject) -> Component:
    return html.P([html.B(f"{_(subject.name)}. "), _(subject.said)])


def _measure(metric: MetricShown, example: Sequence[Worked]) -> Component:
    said = [_(metric.direction), _needs(metric)]
    lines = facts(metric.formula, metric.unit, said, metric.source, (metric.id, metric.version))
    return measure(metric.id, metric.name, metric.question, lines, _example(metric, example))


def _needs(metric: MetricShown) -> str:
    if metric.neutral is None:
        return _("Needs a reference.") if metric.needs_reference else _("Needs no reference.")
    equal = f"{metric.neutral:g}"
    if metric.needs_reference:
        return _("Needs a reference; who is composed exactly as it is has {n}.", n=equal)
    return _("Needs no reference; who is composed exactly as one has {n}.", n=equal)


def _example(metric: MetricShown, rows: Sequence[Worked]) -> Component:
    columns = [(subject_of(metric.id).name, "name")]
    columns += [(head, "number") for head in (N_("Of the known"), N_("Lowest"), N_("Highest"))]
    written = [(f"{metric.id}-{i}", _row(each)) for i, each in enumerate(rows)]
    caption = _("Worked out by the code that answers; {unit}.", unit=_(metric.unit))
    return table(
        f"{metric.id}-example",
        _("Example: {metric}", metric=_(metric.name)),
        caption,
        columns,
        written,
    )


def _row(row: Worked) -> list[str]:
    return [row.group, *(number(each) for each in (row.value, row.low, row.high))]


def number(value: float | None) -> str:
    """Write a number of an example; whole ones without decimals."""
    if value is None:
        return _NOT_KNOWN
    if float(value).is_integer():
        return with_minus(f"{value:,.0f}")
    return with_minus(f"{value:,.3f}" if abs(value) >= 0.1 else f"{value:.3g}")


def split_words() -> list[Component]:
    """Say what the two parts are, with the formulas of the measures themselves."""
    named = ("jensen_shannon_divergence", "divergence_missing", "divergence_composition")
    formulas = "\n".join(f"- `{formula_words(measure_named(each).formula)}`" for each in named)
    return [html.P(_(_SPLIT)), dcc.Markdown(formulas, className="measure-facts")]


_SPLIT = N_(
    "Count those of unknown group as a category of their own. The divergence from the reference "
    "then falls exactly into two parts. The first would remain if the known were composed as the "
    "reference; the second is what their composition adds. The second shrinks as more is unknown, "
    "however the known are composed, so nothing is ever put in its order."
)


def split_table(rows: Sequence[Split]) -> Component:
    """Show that the two parts of the divergence add up to it, and what the unknown does to them."""
    columns = [
        (head, "number") for head in (N_("Divergence"), N_("What is missing"), N_("Composition"))
    ]
    written = [
        (
            f"split-{index}",
            [
                percent(row.unknown_share) if row.unknown_share else _("nobody"),
                *(f"{part:.4f}" for part in (row.whole, row.missing, row.composition)),
            ],
        )
        for index, row in enumerate(rows)
    ]
    caption = _(
        "Bits. Each row has the same 240 women and 60 men, held against one half each, and more "
        "and more patients of unknown sex. The two parts add up to the divergence exactly."
    )
    named = [(_("Sex not known for"), "name"), *columns]
    return table("split-example", _("The split of the divergence"), caption, named, written)
