"""Values of a run for pictures: one panel per measure, and two attributes crossed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.reason import Reason
from app.domain.rows import Outcome
from app.language import _
from app.services.results.crossing import Crossing, crossing
from app.services.results.forest import Dot, Mark, Panel, axis, over_words
from app.services.results.run_question import (
    MEASURES,
    RunQuestion,
    group_words,
    scores_of,
    title_of,
)
from app.services.runs.answers import GroupGap, GroupScore, RunAnswer
from app.services.wording import formula_words, several, with_minus
from app.stats.rounding import down, up

DECIMALS = 3
IN_TABLES = 4
LEVELS = 5


def value_text(value: float, decimals: int | None = None, most: int = DECIMALS) -> str:
    """Write a value in three decimals, or in the fewer that may be shown."""
    to = most if decimals is None else min(decimals, most)
    said = f"{value:.{to}f}"
    return with_minus(said if said.strip("-0.") else said.lstrip("-"))


def score_text(score: GroupScore, most: int = DECIMALS) -> str:
    """Write a value, its bounds where only these are known, or a dash."""
    if score.value is not None:
        return value_text(score.value, score.decimals, most)
    if score.bound_low is None or score.bound_high is None:
        return "–"
    return bounds_text(score.bound_low, score.bound_high, score.decimals, most)


def bounds_text(low: float, high: float, decimals: int | None, most: int = DECIMALS) -> str:
    """Write bounds so that what lies between them lies between what is read, too."""
    to = most if decimals is None else min(decimals, most)
    ends = (value_text(each, to, most) for each in (down(low, to), up(high, to)))
    return _("{low} to {high}", low=next(ends), high=next(ends))


def at_least_text(gap: GroupGap) -> str:
    """Write how wide a gap is at least, which is never said to be more than it is."""
    if gap.at_least is None:
        return "–"
    to = IN_TABLES if gap.decimals is None else min(gap.decimals, IN_TABLES)
    return value_text(down(gap.at_least, to), to, IN_TABLES)


def why(score: GroupScore) -> str:
    """Say why there is no value; nothing where there is one."""
    return Reason(score.reason).sentence if score.reason else ""


def run_panels(run: RunAnswer, question: RunQuestion) -> tuple[Panel, ...]:
    """Arrange the values of everybody and of the groups, a panel per measure."""
    return tuple(_panels(run, question))


def _panels(run: RunAnswer, question: RunQuestion) -> Iterator[Panel]:
    formulas = {each.id: each.formula for each in run.measures}
    for metric in MEASURES:
        found = [*scores_of(run, question, metric), *scores_of(run, question, metric, question.by)]
        dots = tuple(_dot(run, each) for each in with_site(run, found))
        if any(dot.value is not None or dot.low is not None for dot in dots):
            definition = formula_words(formulas.get(metric, ""))
            yield Panel(metric, definition, dots, axis(dots, "fraction"), title_of(run, metric))


def with_site(run: RunAnswer, found: list[GroupScore]) -> Iterator[GroupScore]:
    """Yield each value, and what the site says of the same group after it."""
    for each in found:
        yield each
        same = (each.metric, each.group)
        yield from (own for own in run.reported if (own.metric, own.group) == same)


def score_name(score: GroupScore) -> str:
    """Name whose value it is, and whether it is one of the site's own."""
    group = group_words(score.group)
    return _("{group}: the site’s own", group=group) if score.kind == "site" else group


def _dot(run: RunAnswer, score: GroupScore) -> Dot:
    bounds = score.value is None and score.bound_low is not None
    low, high = (score.bound_low, score.bound_high) if bounds else (score.low, score.high)
    mark: Mark = "range" if bounds else "none" if low is None else "interval"
    return Dot(
        group=score_name(score),
        is_whole=not score.group,
        by="",
        section="",
        value=score.value,
        low=low,
        high=high,
        mark=mark,
        over=_over(run, score, mark),
        n=score.n,
        n_pos=score.n_pos,
        few=None,
        note=None,
        source="",
        text=score_text(score),
        beside=why(score) or size_words(run, score),
    )


def size_words(run: RunAnswer, score: GroupScore) -> str:
    """Say how many cases of how many patients a value is of, and how many have the finding."""
    if score.n is None:
        return _("counts hidden")
    said = several(score.n, "case")
    if run.interval_kind == "patients" and score.n_patients is not None:
        said = _("{cases} of {patients}", cases=said, patients=several(score.n_patients, "patient"))
    if run.outcome != Outcome.BINARY or score.n_pos is None:
        return said
    return _("{size}, {cases} with the finding", size=said, cases=several(score.n_pos, "case"))


def _over(run: RunAnswer, score: GroupScore, mark: Mark) -> str:
    if mark == "range":
        return _("what counts alone leave open")
    return over_words(score.kind, run.interval_level) if mark == "interval" else _("no interval")


@dataclass(frozen=True, slots=True)
class Cell:
    """One crossed group; `level` is its place among the values, None where it has none."""

    group: str
    text: str
    interval: str
    size: str
    reason: str
    level: int | None


@dataclass(frozen=True, slots=True)
class Heatmap:
    """Two attributes crossed; the ends are the least and the largest value, as their cells say."""

    grid: Crossing[Cell]
    low: str | None
    high: str | None


def heatmap(run: RunAnswer, question: RunQuestion) -> Heatmap | None:
    """Cross two attributes; None where no crossing was computed."""
    if not question.cross:
        return None
    found = scores_of(run, question, question.measure, *question.cross)
    known = {each.value: score_text(each) for each in found if each.value is not None}
    low, high = min(known, default=None), max(known, default=None)
    grid = crossing(found, question.cross, lambda each: _cell(each, low, high))
    if low is None or high is None:
        return Heatmap(grid, None, None)
    return Heatmap(grid, known[low], known[high])


def _cell(score: GroupScore, low: float | None, high: float | None) -> Cell:
    interval = ""
    if score.low is not None and score.high is not None:
        ends = (value_text(each, score.decimals) for each in (score.low, score.high))
        interval = _("{low} to {high}", low=next(ends), high=next(ends))
    return Cell(
        group_words(score.group),
        score_text(score),
        interval,
        several(score.n, "case") if score.n is not None else _("counts hidden"),
        why(score),
        level_of(score.value, low, high),
    )


def level_of(value: float | None, low: float | None, high: float | None) -> int | None:
    """Return the fifth of the range of all values that a value lies in."""
    if value is None or low is None or high is None:
        return None
    return 0 if high <= low else min(LEVELS - 1, int((value - low) / (high - low) * LEVELS))
