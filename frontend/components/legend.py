"""The legend of the map: every look it can have, always all of them."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.measures import FEWEST_DATASETS, Look, Measure
from frontend.figures.scale import Scale, scale_of

_WORDS = {
    Look.ZERO: N_("counted, printed as zero"),
    Look.SUPPRESSED: N_("hidden for privacy, or withheld"),
    Look.SITE: N_("named, not counted"),
    Look.NONE: N_("no dataset found that says it imaged people there"),
}


def legend(measure: Measure, instead: Mapping[Look, str] | None = None) -> Component:
    """Explain the steps of the scale and the other looks; `instead` has words of a map's own."""
    scale = scale_of(measure)
    looks = [_look(look, words) for look, words in {**_words(measure), **(instead or {})}.items()]
    return html.Div(
        className="legend",
        children=[
            html.P(_title(measure), className="legend-title"),
            html.Ul([_step(scale, i) for i in range(len(scale.colours))], className="legend-scale"),
            html.Div([html.Span(_(end)) for end in scale.ends], className="legend-ends"),
            html.Ul(looks, className="legend-looks"),
        ],
    )


def _title(measure: Measure) -> str:
    label = _(measure.label)
    return f"{label[0].upper()}{label[1:]}"


def _words(measure: Measure) -> dict[Look, str]:
    few = {
        Look.FEW: _(
            "counted, but by fewer than {fewest} datasets: no comparison", fewest=FEWEST_DATASETS
        )
    }
    return (few if measure.compares else {}) | _WORDS


def _step(scale: Scale, index: int) -> Component:
    """Show one colour, its meaning (read aloud), and the edge where the next one begins."""
    tick = _(scale.ticks[index]) if index < len(scale.ticks) else ""
    return html.Li(
        [
            html.Span(className="swatch", style={"background": f"var(--{scale.name}-{index})"}),
            html.Span(_(scale.labels[index]), className="aloud"),
            html.Span(tick, className="tick", **{"aria-hidden": "true"}),
        ],
        title=_(scale.labels[index]),
    )


def _look(look: Look, words: str) -> Component:
    swatch = html.Span(className=f"swatch look-{look.value}")
    point = html.Span(className=f"mark mark-{look.value}")
    return html.Li([swatch, point, html.Span(_(words))])
