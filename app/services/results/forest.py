"""Forest: published values as rows of dots, one panel per metric of one card.

A panel has one axis, and a metric of another card never stands on it: two metrics that are
defined differently are not compared. A spread over training seeds is no interval over people.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.evaluation import PublishedScore
from app.language import N_, _
from app.services.catalogue.model_answers import EvaluationDetail
from app.services.terms import term
from app.services.wording import exact, percent

Mark = Literal["interval", "unstated", "spread", "range", "none"]
FEWEST = 10
_OVER = {
    "patients": N_("interval over patients"),
    "rows": N_("interval over images, each taken as if it were another patient"),
    "seeds": N_("spread over seeds (other training runs, not other people)"),
    "folds": N_("spread over folds (other splits, not other people)"),
    "unstated": N_("interval; over what is not stated"),
}
# Of what was computed here, the level is known.
_OVER_HERE = {
    "patients": N_("{level} interval over patients"),
    "rows": N_("{level} interval over cases, each taken as if it were another patient"),
    "site": N_("{level} interval by the site’s own standard error"),
}
_SPREADS = ("seeds", "folds")
_ATTRIBUTES = {
    "skin_tone": N_("skin tone"), "ethnicity": N_("race or ethnicity"), "label": N_("finding"),
}  # fmt: skip
_SHORT_NAMES = frozenset(
    {
        "auroc", "auprc", "auc", "tpr", "tnr", "fpr", "fnr", "ece", "es", "f1", "l1", "mae",
        "rmse", "mmse", "adas13",
    }
)  # fmt: skip
_BAND = re.compile(r"(?<=\d)-(?=\d)")
WHOLE = N_("whole test set")


@dataclass(frozen=True, slots=True)
class Dot:
    """One published value, in the printed scale; `low` and `high` are what `mark` is drawn from.

    `few` says why nothing should be concluded from it; None where no reason is known. `text` is
    how the value is written, where not as it stands, `beside` what stands there for its size.
    """

    group: str
    by: str
    section: str
    value: float | None
    low: float | None
    high: float | None
    mark: Mark
    over: str
    n: int | None
    n_pos: int | None
    few: str | None
    note: str | None
    source: str
    is_whole: bool
    share_of_positives: float | None = None
    text: str | None = None
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """All values of one metric of one card, with the axis that they stand on."""

    metric: str
    definition: str
    dots: tuple[Dot, ...]
    ticks: tuple[float, ...]
    title: str


def panels(card: EvaluationDetail) -> tuple[Panel, ...]:
    """Arrange every published value; a metric without values has no panel."""
    made = []
    for metric, definition in card.metric_definitions.items():
        dots = tuple(dot(score) for score in card.scores if score.metric == metric)
        if dots:
            grouped = {each.section for each in dots if not each.is_whole}
            first = tuple(sorted(dots, key=lambda each: each.section not in grouped))
            name = metric_words(metric)
            made.append(Panel(metric, definition, first, axis(dots, card.scale), name))
    return tuple(made)


def attribute_words(attribute: str) -> str:
    """Name what groups are told apart by."""
    return _(_ATTRIBUTES.get(attribute, attribute.replace("_", " ")))


def metric_words(metric: str) -> str:
    """Name a metric as the card does, with its short names in capitals."""
    words = [each.upper() if each in _SHORT_NAMES else each for each in metric.split("_")]
    written = " ".join(words)
    return written[0].upper() + written[1:]


def dot(score: PublishedScore) -> Dot:
    """Read one published value."""
    group = {name: value for name, value in score.dims.items() if name != "label"}
    run = _("run {name}", name=score.run) if score.run else None
    low, high, mark = _ends(score)
    return Dot(
        group=", ".join(group_term(*each) for each in group.items()) or _(WHOLE),
        is_whole=not group,
        by=" × ".join(attribute_words(name) for name in group),
        section=", ".join(filter(None, (score.dims.get("label"), run))),
        value=score.value,
        low=low,
        high=high,
        mark=mark,
        over=_over(score, mark),
        n=score.n,
        n_pos=score.n_pos,
        share_of_positives=score.share_of_positives,
        few=too_few(score.n, score.n_pos),
        note=_("interval {dropped}", dropped=score.interval_dropped)
        if score.interval_dropped
        else None,
        source=score.source,
    )


def group_term(attribute: str, value: str) -> str:
    """Name one attribute of a group; a band of years is a span, not a subtraction."""
    return _BAND.sub("–", value) if attribute == "age" else term(value)


def _ends(score: PublishedScore) -> tuple[float | None, float | None, Mark]:
    if score.value is None:
        return score.value_low, score.value_high, "range"
    kind = score.interval_kind
    drawn: Mark = "spread" if kind in _SPREADS else "unstated" if kind == "unstated" else "interval"
    if score.ci_low is not None and score.ci_high is not None:
        return score.ci_low, score.ci_high, drawn
    around = score.ci_half_width if score.ci_half_width is not None else score.sd
    if around is None:
        return None, None, "none"
    # A standard deviation is a spread, over whatever it is taken: never an interval.
    mark: Mark = "spread" if score.ci_half_width is None else drawn
    return score.value - around, score.value + around, mark


def _over(score: PublishedScore, mark: Mark) -> str:
    if mark == "none":
        return _("none published")
    if mark == "range":
        return _("only a range is published")
    deviation = score.sd is not None and score.ci_low is None and score.ci_half_width is None
    if not deviation:
        return _(_OVER[score.interval_kind])
    over = _("over what is not stated") if score.interval_kind == "unstated" else ""
    return _(
        "{over}: one standard deviation to each side", over=over or _(_OVER[score.interval_kind])
    )


def over_words(kind: str, level: float) -> str:
    """Say over what an interval of this kind is that was computed here."""
    return _(_OVER_HERE[kind], level=percent(level))


def too_few(n: int | None, n_pos: int | None) -> str | None:
    """Say why a value rests on too few cases; None where it does not, or no number is printed."""
    if n is not None and n < 2 * FEWEST:
        return _("too few to say ({n} cases)", n=exact(n))
    if n_pos is not None and n_pos < FEWEST:
        return _("too few to say ({n} with the finding)", n=exact(n_pos))
    if n is not None and n_pos is not None and n - n_pos < FEWEST:
        return _("too few to say ({n} without the finding)", n=exact(n - n_pos))
    return None


def axis(dots: Iterable[Dot], scale: str) -> tuple[float, ...]:
    """Return the ticks of an axis that holds every value, interval and spread.

    The axis spans at least a tenth of the scale, so that a hair's breadth does not fill it.
    """
    shown = [each for dot in dots for each in (dot.value, dot.low, dot.high) if each is not None]
    low, high = _wide_enough(min(shown), max(shown), 100.0 if scale == "percent" else 1.0)
    step = _step(high - low)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(step * each, 10) for each in range(first, last + 1))


def _wide_enough(low: float, high: float, top: float) -> tuple[float, float]:
    """Widen a narrow axis around its middle, but not past the ends of the scale."""
    least = top / 10
    if high - low >= least:
        return low, high
    start = (low + high - least) / 2
    if high <= top:
        start = min(start, top - least)
    if low >= 0:
        start = max(start, 0.0)
    return start, start + least


def _step(extent: float) -> float:
    """Return the smallest step of 1, 2 or 5 times a power of ten that gives at most seven ticks."""
    power = 10.0 ** math.floor(math.log10(extent / 6))
    return next(power * each for each in (1, 2, 5, 10) if extent / (power * each) <= 6 + 1e-9)


def at(value: float, ticks: Sequence[float]) -> float:
    """Return where a value stands on the axis, in per cent of its length."""
    return round((value - ticks[0]) / (ticks[-1] - ticks[0]) * 100, 3)
