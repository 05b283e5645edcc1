"""Words and pictures of two runs on the same patients: what changed for whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.domain.reason import Reason
from app.engine.compare import Levelling
from app.errors import Invalid, problem
from app.language import N_, _
from app.services.findings import Finding
from app.services.results.forest import Dot, Mark, Panel, attribute_words, axis, over_words
from app.services.results.run_question import MEASURES, group_words, in_order, is_known
from app.services.results.run_values import DECIMALS, value_text
from app.services.results.run_words import better_words
from app.services.runs.compared import GapChanged, GroupChange, RunNamed, RunRefusal, RunsCompared
from app.services.wording import joined, with_minus
from app.stats.performance_registry import GAP_METRICS, GROUP_METRICS

PERMANENT = N_(
    "A measure changed, on the people of one test set. What was changed in the model is not known "
    "from this."
)
_TOWARDS = {
    "higher": N_("Higher is better: a group on the right of zero is served better than before."),
    "lower": N_("Lower is better: a group on the left of zero is served better than before."),
    "one": N_("Nearest to 1 is best: the change alone does not say which way that is."),
}
_LEVELLING = {
    Levelling.UP: N_(
        "The gap closed from {first} to {second} because the worst served group rose."
    ),
    Levelling.DOWN: N_(
        "The gap closed from {first} to {second} because the best served group fell (levelling "
        "down)."
    ),
    Levelling.NOT_CLOSED: N_("The gap widened from {first} to {second}."),
}
# What became of a gap, and of a measure over the groups that is none.
_GAP = {
    "same": N_("The gap is {first} in both."),
    "close": N_("The gap is about {first} in both."),
    "unknown": N_("The gap went from {first} to {second}; no interval tells whether by chance."),
    "chance": N_("The gap went from {first} to {second}, which may be chance."),
    "down": N_("The gap narrowed from {first} to {second}."),
    "up": N_("The gap widened from {first} to {second}."),
}
_OTHER = {
    "same": N_("It is {first} in both."),
    "close": N_("It is about {first} in both."),
    "unknown": N_("It went from {first} to {second}; no interval tells whether by chance."),
    "chance": N_("It went from {first} to {second}, which may be chance."),
    "down": N_("It fell from {first} to {second}."),
    "up": N_("It rose from {first} to {second}."),
}


_UNLIKE = {
    "cases": N_("They were not tested on the same cases of the same patients: {value}."),
    "dataset": N_("They are of different test sets: {value}."),
    "label": N_("They predict different things: {value}."),
    "outcome": N_("Their predictions are of different kinds: {value}."),
    "truth": N_("The truth of the cases is not the same in both."),
    "weight": N_("The weights of the cases are not the same in both."),
}


@dataclass(frozen=True, slots=True)
class ComparisonQuestion:
    """What is shown of a comparison; every field is one parameter of the address."""

    label: str | None
    by: str
    cross: tuple[str, ...]
    measure: str


@dataclass(frozen=True, slots=True)
class ComparisonChoices:
    """What can be chosen of a comparison."""

    labels: tuple[str, ...]
    attributes: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    measures: tuple[str, ...]


def choices_of(found: RunsCompared) -> ComparisonChoices:
    """Find what can be chosen, in the order in which it is offered."""
    groups = {frozenset(each.group) for each in found.changes}
    attributes = in_order(name for names in groups for name in names)
    used = {each.metric for each in found.changes}
    return ComparisonChoices(
        tuple(sorted({each.label for each in found.changes if each.label})),
        attributes,
        tuple(pair for pair in combinations(attributes, 2) if frozenset(pair) in groups),
        tuple(each for each in MEASURES if each in used),
    )


def comparison_question(found: RunsCompared, asked: Mapping[str, str]) -> ComparisonQuestion:
    """Read the address.

    Raises
    ------
    Invalid
        When it asks for something that the two runs do not have, naming what they have.
    """
    has = choices_of(found)
    label = _one_of("label", asked, has.labels)
    by = _one_of("by", asked, has.attributes)
    cross = _one_of("cross", asked, [",".join(pair) for pair in has.pairs])
    measure = _one_of("measure", asked, has.measures)
    return ComparisonQuestion(label or None, by, tuple(cross.split(",")) if cross else (), measure)


def _one_of(name: str, asked: Mapping[str, str], options: Sequence[str]) -> str:
    wanted = asked.get(name) or (options[0] if options else "")
    if wanted and wanted not in options:
        rule = f"must be one of {', '.join(options)}"
        raise Invalid("The comparison has no such thing.", [problem(name, rule, wanted)])
    return wanted


def unlike_words(why: RunRefusal) -> str:
    """Say what keeps two runs from being compared; a run that has no cases to pair is named."""
    if why.field in _UNLIKE:
        return _(_UNLIKE[why.field], value=why.value)
    return _("{run}: {rule}.", run=why.field, rule=why.rule)


def run_names(first: RunNamed, second: RunNamed) -> tuple[str, str]:
    """Name two runs so that they are told apart."""
    names = [_named(each) for each in (first, second)]
    return (names[0], names[1]) if names[0] != names[1] else (first.slug, second.slug)


def _named(run: RunNamed) -> str:
    return f"{run.model} ({run.model_detail})" if run.model_detail else run.model


def finding_of_comparison(found: RunsCompared, question: ComparisonQuestion) -> Finding:
    """Say how each group changed, and what became of the gap."""
    first, second = run_names(found.first, found.second)
    shown = changes_of(found, question, question.measure, (question.by,))
    told = [each for each in shown if each.change is not None and is_known(each.group)]
    listed = [_change(each) for each in told]
    sentence = _(
        "{measure} by {by}, from {first} to {second}: {listed}.",
        measure=found.titles[question.measure],
        by=attribute_words(question.by),
        first=first,
        second=second,
        listed=joined(listed) if listed else _("no group has a value in both"),
    )
    gap = gap_of(found, question, (question.by,))
    unknown = " ".join(_not_known(found, shown))
    return Finding(f"{sentence} {gap_words(gap) if gap else ''}".strip(), unknown, PERMANENT)


def _change(each: GroupChange) -> str:
    return _(
        "{first} to {second} ({group})",
        group=group_words(each.group),
        first=value_text(each.first or 0.0, each.decimals),
        second=value_text(each.second or 0.0, each.decimals),
    )


def _not_known(found: RunsCompared, shown: Sequence[GroupChange]) -> Iterator[str]:
    missing = [
        _("{group} ({why})", group=group_words(each.group), why=why_no_change(each))
        for each in shown
        if each.change is None
    ]
    if missing:
        yield _("No change is known for: {listed}.", listed="; ".join(missing))
    yield _(
        "Both were tested on the same patients; intervals are of the change, patient by patient."
    )
    if found.not_compared:
        yield _("Not compared: {listed}.", listed="; ".join(found.not_compared))


def why_no_change(each: GroupChange) -> str:
    """Say why there is no change; nothing where there is one."""
    return Reason(each.reason).sentence if each.reason else ""


def changes_of(
    found: RunsCompared, question: ComparisonQuestion, metric: str, by: Sequence[str]
) -> list[GroupChange]:
    """Return the changes of one measure for the groups by some attributes; none: everybody."""
    return [
        each
        for each in found.changes
        if (each.metric, each.label) == (metric, question.label) and set(each.group) == set(by)
    ]


def with_everybody(
    found: RunsCompared, question: ComparisonQuestion, metric: str
) -> list[GroupChange]:
    """Return the changes of one measure: everybody first, then the groups that are shown."""
    ways = ((), (question.by,)) if question.by else ((),)
    return [each for by in ways for each in changes_of(found, question, metric, by)]


def gap_of(
    found: RunsCompared, question: ComparisonQuestion, by: Sequence[str]
) -> GapChanged | None:
    """Return the gap, between the groups by some attributes, of the measure that is shown."""
    wanted = (f"{question.measure}_gap", question.label, set(by))
    return next((g for g in found.gaps if (g.metric, g.label, set(g.attributes)) == wanted), None)


def gap_words(gap: GapChanged) -> str:
    """Say what became of a gap; within its interval of zero, nothing is said to have closed it."""
    if gap.first is None or gap.second is None:
        return Reason(gap.reason).sentence if gap.reason else ""
    ends = {
        "first": value_text(gap.first, gap.decimals),
        "second": value_text(gap.second, gap.decimals),
    }
    measure = GAP_METRICS[gap.metric]
    way = _way(gap, ends["first"] == ends["second"])
    if way in {"down", "up"} and gap.levelling is not None:
        return _(_LEVELLING[Levelling(gap.levelling)], **ends)
    said = _((_GAP if measure.between else _OTHER)[way], **ends)
    better = "" if measure.between or way not in {"down", "up"} else better_words(measure.direction)
    return f"{said} {better}".strip()


def _way(gap: GapChanged, reads_the_same: bool) -> str:
    if reads_the_same:
        return "close" if gap.change or gap.low or gap.high else "same"
    if gap.low is None or gap.high is None:
        return "unknown"
    if gap.low <= 0 <= gap.high:
        return "chance"
    return "up" if gap.low > 0 else "down"


def change_panels(found: RunsCompared, question: ComparisonQuestion) -> tuple[Panel, ...]:
    """Arrange the changes of every measure around zero."""
    made = []
    for metric in choices_of(found).measures:
        dots = tuple(_dot(found, each) for each in with_everybody(found, question, metric))
        if any(dot.value is not None for dot in dots):
            towards = _(_TOWARDS.get(GROUP_METRICS[metric].direction, ""))
            title = _("{measure}: change", measure=found.titles[metric])
            made.append(Panel(metric, towards, dots, axis(dots, "fraction"), title))
    return tuple(made)


def _dot(found: RunsCompared, each: GroupChange) -> Dot:
    mark: Mark = "none" if each.low is None else "interval"
    return Dot(
        group=group_words(each.group),
        by="",
        section="",
        value=each.change,
        low=each.low,
        high=each.high,
        mark=mark,
        over=over_words("patients", found.interval_level),
        n=None,
        n_pos=None,
        few=None,
        note=None,
        source="",
        is_whole=not each.group,
        text="–" if each.change is None else signed(each.change, each.decimals),
        beside=why_no_change(each) or _change_only(each),
    )


def _change_only(each: GroupChange) -> str:
    ends = (value_text(end or 0.0, each.decimals) for end in (each.first, each.second))
    return _("{first} to {second}", first=next(ends), second=next(ends))


def signed(value: float, decimals: int | None, most: int = DECIMALS) -> str:
    """Write a change with its sign; what reads as zero has none."""
    said = value_text(abs(value), decimals, most)
    if not value or not said.strip("0."):
        return said
    return f"+{said}" if value > 0 else with_minus(f"-{said}")
