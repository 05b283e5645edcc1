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
from frontend.evaluations.told_columns import NOTE, NOTHING, told_columns, without_column

_SECTION, _SHARE = N_("Finding or run"), N_("Share of all with the finding")
_OVER = N_("What that is over")
_COLUMNS = (
    (N_("Group"), "name"),
    (N_("Groups by"), "words"),
    (_SECTION, "words"),
    (N_("Metric"), "words"),
    (N_("Value"), "number"),
    (N_("Interval, spread or range: from"), "number"),
    (N_("Interval, spread or range: to"), "number"),
    (_OVER, "words"),
    (N_("Cases"), "number"),
    (N_("With the finding"), "number"),
    (_SHARE, "number"),
    (NOTE, "words"),
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
    said = [
        _(
            "Every published value, in {scale}. – means that nothing is printed, never zero.",
            scale=scale,
        )
    ]
    columns, listed, left = told_columns(_COLUMNS, rows, (NOTE, _SECTION, _SHARE))
    over = {dot.over for panel in shown for dot in panel.dots}
    if len(over) == 1:
        columns, listed = without_column(_OVER, columns, listed)
        if any(dot.low is not None for panel in shown for dot in panel.dots):
            said.append(_("Beside each value: {over}.", over=over.pop()))
    words = " ".join(filter(None, (*said, left)))
    return table("values-table", _("Table of published values"), words, columns, listed)


def _cells(dot: Dot, panel: Panel, scale: str, sources: Mapping[str, str]) -> list[Cell]:
    return [
        dot.group,
        dot.by or NOTHING,
        dot.section or NOTHING,
        metric_words(panel.metric),
        value_words(dot, scale),
        NOTHING if dot.low is None else number(round(dot.low, 6), scale),
        NOTHING if dot.high is None else number(round(dot.high, 6), scale),
        dot.over,
        NOTHING if dot.n is None else exact(dot.n),
        NOTHING if dot.n_pos is None else exact(dot.n_pos),
        _share(dot),
        "; ".join(filter(None, (dot.few, dot.note))) or NOTHING,
        link(sources[dot.source], f"#source-{dot.source}"),
    ]


def _share(dot: Dot) -> str:
    if dot.share_of_positives is None:
        return NOTHING
    return number(round(dot.share_of_positives * 100, 2), "percent")
