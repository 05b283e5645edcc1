"""Reported: a site's own values are of the measures that are computed here, and in their scale."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.run import RunAbout
from app.domain.scores import SiteValue
from app.engine.question import Question
from app.errors import Invalid, Problem, problem


def check_reported(about: RunAbout) -> None:
    """Refuse values of other measures, or out of scale.

    Raises
    ------
    Invalid
        With every problem found.
    """
    found = [
        each
        for index, value in enumerate(about.reported)
        for each in _problems(about, value, f"reported[{index}]")
    ]
    if found:
        raise Invalid("The values of the site are not usable.", found[:100])


def _problems(about: RunAbout, value: SiteValue, at: str) -> Iterator[Problem]:
    known = {each.id: each for each in Question().asked(about.outcome)[0]}
    metric = known.get(value.metric)
    if metric is None:
        rule = f"must be one of {', '.join(known)}"
        yield problem(f"{at}.metric", rule, value.metric, "auroc")
    elif metric.denominator is not None and about.threshold is None:
        rule = "must be given where a rate is: it is the rate at this threshold"
        yield problem("threshold", rule, "", "0.5")
    elif not metric.low <= value.value <= metric.high:
        rule = f"must be from {metric.low:g} to {metric.high:g}"
        yield problem(f"{at}.value", rule, value.value, "0.87")
