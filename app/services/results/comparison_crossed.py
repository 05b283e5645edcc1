"""Two attributes crossed in two runs: what changed for whom, beyond what may be chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.language import _
from app.services.results.comparison_words import (
    ComparisonQuestion,
    changes_of,
    gap_of,
    gap_words,
    signed,
    why_no_change,
)
from app.services.results.crossing import Crossing, crossing
from app.services.runs.compared import GroupChange, RunsCompared
from app.services.wording import joined, several
from app.stats.performance_registry import GROUP_METRICS

Look = Literal["better", "worse", "higher", "lower", "same", "chance", "none"]
# By direction of the measure: what an upward and a downward change are.
_WAYS: dict[str, tuple[Look, Look]] = {
    "higher": ("better", "worse"),
    "lower": ("worse", "better"),
}
_NEITHER: tuple[Look, Look] = ("higher", "lower")


@dataclass(frozen=True, slots=True)
class CrossedChange:
    """How one crossed group fares; `look` is beyond its interval, or says that it is not."""

    look: Look
    change: str
    interval: str
    said: str


@dataclass(frozen=True, slots=True)
class CrossedChanges:
    """The measure that is shown in every crossed group of both runs."""

    grid: Crossing[CrossedChange]
    looks: tuple[Look, ...]  # those that the measure can have
    sentence: str


def crossed_changes(found: RunsCompared, question: ComparisonQuestion) -> CrossedChanges | None:
    """Cross two attributes; None where the two runs have no crossing in common."""
    if not question.cross:
        return None
    shown = changes_of(found, question, question.measure, question.cross)
    ways = _WAYS.get(GROUP_METRICS[question.measure].direction, _NEITHER)
    gap = gap_of(found, question, question.cross)
    looks = [_look(each, ways) for each in shown]
    same: tuple[Look, ...] = ("same",) if "same" in looks else ()
    said = [_counted(looks), gap_words(gap) if gap else ""]
    return CrossedChanges(
        crossing(shown, question.cross, lambda each: _cell(each, _look(each, ways))),
        (*sorted(ways), *same, "chance", "none"),
        " ".join(filter(None, said)),
    )


def look_words(look: Look) -> str:
    """Say what a look means."""
    return {
        "better": _("better"),
        "worse": _("worse"),
        "higher": _("higher"),
        "lower": _("lower"),
        "same": _("no change"),
        "chance": _("may be chance"),
        "none": _("no change is known"),
    }[look]


def _look(each: GroupChange, ways: tuple[Look, Look]) -> Look:
    if each.change is None:
        return "none"
    if each.change == 0 and not each.low and not each.high:
        return "same"
    if each.low is None or each.high is None or each.low <= 0 <= each.high:
        return "chance"
    return ways[0] if each.low > 0 else ways[1]


def _cell(each: GroupChange, look: Look) -> CrossedChange:
    interval = ""
    if each.low is not None and each.high is not None:
        low, high = (signed(end, each.decimals) for end in (each.low, each.high))
        interval = _("{low} to {high}", low=low, high=high)
    change = "–" if each.change is None else signed(each.change, each.decimals)
    return CrossedChange(look, change, interval, why_no_change(each) or look_words(look))


def _counted(looks: Sequence[Look]) -> str:
    known = len(looks) - looks.count("none")
    if not known:
        return _("No crossed group has a value in both.")
    groups = several(known, "crossed group")
    return _("{groups} with a value in both: {listed}.", groups=groups,
             listed=joined(_parts(looks)))  # fmt: skip


def _parts(looks: Sequence[Look]) -> Iterator[str]:
    kinds: tuple[Look, ...] = ("better", "worse", "higher", "lower")
    for look in kinds:
        if n := looks.count(look):
            yield _("{n} {look}", n=n, look=look_words(look))
    if n := looks.count("same"):
        yield _("{n} with no change", n=n)
    if n := looks.count("chance"):
        yield _("{n} that may be chance", n=n)
