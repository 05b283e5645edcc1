"""The table twin: every published value, with what its interval is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash.development.base_component import Component

from app.language import N_, _
from app.services.catalogue.model_answers import EvaluationDetail
from app.services.results.forest import Dot, Panel, metric_words
from app.services.results.words import number, value_words
from app.services.wording import exact
from frontend.components.table import Cell, link, table

_COLUMNS = (
    (N_("Group"), "name"),
    (N_("Groups by"), "words"),
    (N_("Finding or run"), "words"),
    (N_("Metric"), "words"),
    (N_("Value"), "number"),
    (N_("From"), "number"),
    (N_("To"), "number"),
    (N_("What that is over"), "words"),
    (N_("Cases"), "number"),
    (N_("With the finding"), "number"),
    (N_("Note"), "words"),
    (N_("Source"), "words"),
)


def values_table(card: EvaluationDetail, shown: Sequence[Panel]) -> Component:
    """Write every value as it is printed."""
    scale = _("per cent") if card.scale == "percent" else _("the printed scale")
    numbers = {source.id: str(at) for at, source in enumerate(card.sources, 1)}
    rows = [
        (f"value-{index}", _cells(dot, panel, card.scale, numbers))
        for index, (panel, dot) in enumerate((p, d) for p in shown for d in p.dots)
    ]
    return table(
        "values-table",
        _("Table of published values"),
        _(
            "Every published value, in {scale}. – means that nothing is printed, never zero.",
            scale=scale,
        ),
        _COLUMNS,
        rows,
    )


def _cells(dot: Dot, panel: Panel, scale: str, sources: Mapping[str, str]) -> list[Cell]:
    return [
        dot.group,
        dot.by or "–",
        dot.section or "–",
        metric_words(panel.metric),
        value_words(dot, scale),
        "–" if dot.low is None else number(round(dot.low, 6), scale),
        "–" if dot.high is None else number(round(dot.high, 6), scale),
        dot.over,
        "–" if dot.n is None else exact(dot.n),
        "–" if dot.n_pos is None else exact(dot.n_pos),
        "; ".join(filter(None, (dot.few, dot.note))) or "–",
        link(sources[dot.source], f"#source-{dot.source}"),
    ]
