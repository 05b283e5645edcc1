"""Scatter: shares in training across, performance up; places from 0 to 1, for assets/link.js.

Groups whose share is not known stand in a strip of their own, by name; where no share is known,
that strip is the whole picture. Nothing unknown is left white.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from app.domain.link import LinkState
from app.language import N_, _
from app.services.link.answers import Bounds, Link, LinkAxis, LinkGroup, LinkRun
from app.services.link.naming import group_words, in_order
from app.services.link.partitions import tones_of
from app.services.link.words import (
    STATE_WORDS,
    difference,
    ratio_words,
    share_words,
    state_words,
)
from app.services.results.forest import metric_words
from app.services.wording import exact, percent, several

_SHARES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
_RATIOS = (1 / 16, 1 / 8, 1 / 4, 1 / 2, 1.0, 2.0, 4.0, 8.0, 16.0)
_STEPS = (1, 2, 2.5, 5, 10)
_SHAPES = (
    "circle", "square", "triangle", "diamond", "cross", "bar", "down", "saltire", "hourglass",
    "upright", "left", "dome", "bowtie", "right", "bowl", "star", "peak", "valley",
)  # fmt: skip
# Corners: which is rare or common by its side, worse or not by its height.
_CORNERS = (
    (LinkState.RARE_AND_NOT_WORSE, "rare", "top"),
    (LinkState.COMMON_AND_NOT_WORSE, "common", "top"),
    (LinkState.RARE_AND_WORSE, "rare", "bottom"),
    (LinkState.COMMON_AND_WORSE, "common", "bottom"),
)


@dataclass(frozen=True, slots=True)
class _Scale:
    """How the picture places shares (or ratios) and differences."""

    ticks: tuple[float, ...]
    ratio: bool
    reach: float
    step: float
    up: int

    def x(self, value: float) -> float:
        low, high = math.log2(self.ticks[0]), math.log2(self.ticks[-1])
        at = (math.log2(max(value, self.ticks[0])) - low) / (high - low)
        return round(min(1.0, at), 4)

    def y(self, value: float) -> float:
        return round((1 - self.up * value / self.reach) / 2, 4)


def scatter(answer: Link, axis: LinkAxis) -> Component | None:
    """Draw one axis; None where no result has two groups with a value."""
    groups = [g for run in axis.runs for g in run.groups if g.difference is not None]
    if not groups:
        return None
    shapes = _shapes(answer, {each.group for each in groups})
    drawing = _drawing(answer, axis, groups, shapes)
    frame = html.Div(
        className="link-frame",
        tabIndex=0,
        role="region",
        **{"aria-label": _("Shares and performance"), "data-link": json.dumps(drawing)},
    )
    return html.Div([_legend(answer.attribute, shapes), frame], className="link-picture")


def _drawing(
    answer: Link, axis: LinkAxis, groups: Sequence[LinkGroup], shapes: dict[str, int]
) -> dict[str, object]:
    scale = _scale(axis, groups, answer.reference is not None)
    known = any(_across_bounds(each, scale) for each in groups)
    return {
        "label": _alternative(answer, axis),
        "known": known,
        "zero": scale.y(0),
        "divide": _divide(axis, scale),
        "xTicks": [{"at": scale.x(each), "text": _tick(each, scale)} for each in scale.ticks],
        "yTicks": list(_heights(axis, scale)),
        "xTitle": _across(answer, scale),
        "yTitle": _(
            "{metric}: difference from the mean of the groups tested together",
            metric=metric_words(axis.metric),
        ),
        "stripTitle": _("share not known")
        if known
        else _("No share is known here: groups stand side by side, by name."),
        "corners": [
            {"text": _(STATE_WORDS[state]), "side": side, "end": end}
            for state, side, end in _CORNERS
        ],
        "names": [group_words(answer.attribute, each) for each in shapes],
        "marks": [
            _mark(answer.attribute, run, group, axis, scale, shapes)
            for run in axis.runs
            for group in run.groups
            if group.difference is not None
        ],
    }


def _shapes(answer: Link, shown: set[str]) -> dict[str, int]:
    """Number the groups of one picture; a group has the same look in every picture."""
    groups = (each.group for axis in answer.axes for run in axis.runs for each in run.groups)
    numbers = {name: at for at, name in enumerate(in_order(answer.attribute, groups))}
    return {name: at for name, at in numbers.items() if name in shown}


def _shape(at: int) -> str:
    return _SHAPES[at % len(_SHAPES)]


def _hue(at: int) -> int:
    """Give the groups whose shapes come again other hues with them."""
    return (at + at // len(_SHAPES)) % 6


def _divide(axis: LinkAxis, scale: _Scale) -> float | None:
    """Where rare ends and common begins, if that is one place for every run."""
    if scale.ratio:
        return scale.x(1.0)
    # Two groups that share everything: the rarer has less than half.
    return scale.x(0.5) if all(len(run.groups) == 2 for run in axis.runs) else None


def _scale(axis: LinkAxis, groups: Sequence[LinkGroup], ratio: bool) -> _Scale:
    far = [abs(value) for each in groups for value in _heights_of(each)]
    reach = max([*far, 1e-4])
    step = _step(reach)
    ends = [end for each in groups if (found := _bounds(each, ratio)) for end in found]
    known = [max(each, 1e-4) for each in ends]
    every = _RATIOS if ratio else _SHARES
    first = max([tick for tick in every if known and tick <= min(known)], default=every[0])
    ticks = tuple(tick for tick in every if tick >= min(first, 0.2))
    up = 1 if axis.better == "higher" else -1
    return _Scale(ticks, ratio, step * math.ceil(reach / step), step, up)


def _heights_of(group: LinkGroup) -> Iterator[float]:
    for value in (group.difference, group.difference_low, group.difference_high):
        if value is not None:
            yield value


def _step(reach: float) -> float:
    """A step of 1, 2, 2.5 or 5 times a power of ten that leaves two or three to each side."""
    power = 10 ** math.floor(math.log10(reach / 2))
    return power * next(each for each in _STEPS if power * each * 3 >= reach)


def _bounds(group: LinkGroup, ratio: bool) -> tuple[float, float] | None:
    found: Bounds | None = group.ratio if ratio else group.share
    return (found.low, found.high) if found else None


def _across_bounds(group: LinkGroup, scale: _Scale) -> tuple[float, float] | None:
    return _bounds(group, scale.ratio)


def _tick(value: float, scale: _Scale) -> str:
    if not scale.ratio:
        return percent(value)
    if value == 1:
        return _("same share")
    times = f"{value:g}" if value > 1 else f"1/{round(1 / value)}"
    return f"\N{MULTIPLICATION SIGN}{times}"


def _heights(axis: LinkAxis, scale: _Scale) -> Iterator[dict[str, object]]:
    count = round(scale.reach / scale.step)
    for at in range(-count, count + 1):
        value = at * scale.step
        yield {"at": scale.y(value), "text": difference(value, axis.scale)}


def _across(answer: Link, scale: _Scale) -> str:
    if scale.ratio:
        words = N_("Share in training ({unit}), over the group’s share in the reference")
        return _(words, unit=_(answer.unit))
    words = N_("Share of the {unit} that the model learned from (log scale)")
    return _(words, unit=_(answer.unit))


def _mark(
    attribute: str,
    run: LinkRun,
    group: LinkGroup,
    axis: LinkAxis,
    scale: _Scale,
    shapes: dict[str, int],
) -> dict[str, object]:
    at = shapes[group.group]
    bounds = _across_bounds(group, scale)
    low, high = (scale.x(each) for each in bounds) if bounds else (None, None)
    ends = (group.difference_low, group.difference_high)
    y_low, y_high = (None if end is None else scale.y(end) for end in ends)
    return {
        "column": list(shapes).index(group.group),
        "low": low,
        "high": high,
        "y": scale.y(group.difference or 0.0),
        "yLow": y_low,
        "yHigh": y_high,
        "shape": _shape(at),
        "hue": _hue(at),
        "said": group.state is not LinkState.TOO_FEW_TO_SAY,
        "title": _title(attribute, run, group, axis),
    }


def _title(attribute: str, run: LinkRun, group: LinkGroup, axis: LinkAxis) -> str:
    share = share_words(group.share)
    if group.ratio:
        share = _("{share} ({ratio} the reference)", share=share, ratio=ratio_words(group.ratio))
    return _(
        "{group}: {model} on {tests}; share {share}; {difference} from the mean; {state}",
        group=", ".join(filter(None, (group_words(attribute, group.group), run.label))),
        model=run.model.name,
        tests="; ".join(each.name for each in run.tested_on),
        share=share,
        difference=difference(group.difference or 0.0, axis.scale),
        state=state_words(group.state, group.reason),
    )


def _legend(attribute: str, shapes: dict[str, int]) -> Component:
    groups = [html.Li([_sample(at), group_words(attribute, name)]) for name, at in shapes.items()]
    looks = [
        html.Li([html.Span(className="link-sample link-said"), _("filled: a state can be said")]),
        html.Li([html.Span(className="link-sample link-unsaid"), _("hollow: too little to say")]),
    ]
    tones = attribute == "skin_tone" and all(map(tones_of, shapes))
    scale = [html.Li(_("On the Fitzpatrick scale:"))] if tones else []
    return html.Ul([*scale, *groups, *looks], className="link-legend")


def _sample(at: int) -> Component:
    """Leave room for a mark as the picture has it, of which nothing can be said."""
    look = {"data-link-shape": _shape(at)}
    return html.Span(className=f"link-shape link-hue-{_hue(at)}", **look)


def _alternative(answer: Link, axis: LinkAxis) -> str:
    groups = [group for run in axis.runs for group in run.groups]
    known = sum(group.share is not None for group in groups)
    return _(
        "{groups} of {results}; the share in training is known for {known}. The table below has "
        "every one.",
        groups=several(len(groups), "tested group"),
        results=several(len(axis.runs), "result"),
        known=exact(known),
    )
