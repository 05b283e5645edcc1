"""Words about the link: what goes together, what is not known, and never why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from app.domain.link import LinkState
from app.domain.reason import Reason
from app.language import N_, _, plural
from app.services.findings import Finding
from app.services.link.answers import (
    Bounds,
    Link,
    LinkAxis,
    LinkCluster,
    LinkGroup,
    LinkRun,
    Pooled,
)
from app.services.results.forest import attribute_words, metric_words
from app.services.wording import exact, few, joined, percent, several, three_digits, with_minus

STATE_WORDS = {
    LinkState.RARE_AND_WORSE: N_("rare and worse"),
    LinkState.RARE_AND_NOT_WORSE: N_("rare and not worse"),
    LinkState.COMMON_AND_WORSE: N_("common and worse"),
    LinkState.COMMON_AND_NOT_WORSE: N_("common and not worse"),
    LinkState.TOO_FEW_TO_SAY: N_("tested, but too few to say"),
    LinkState.NO_TEST_KNOWN: N_("no test known to us"),
}
TOO_LITTLE = N_("tested, but too little is published to say")
# By whether the rarer groups' values are lower, and whether that is worse.
_LEANS = {
    (True, True): N_(
        "Over {n} independent clusters, {metric} of the rarer groups is lower (worse) by {size} on "
        "average: an association, which says nothing of causes."
    ),
    (True, False): N_(
        "Over {n} independent clusters, {metric} of the rarer groups is lower (better) by {size} "
        "on average: an association, which says nothing of causes."
    ),
    (False, True): N_(
        "Over {n} independent clusters, {metric} of the rarer groups is higher (worse) by {size} "
        "on average: an association, which says nothing of causes."
    ),
    (False, False): N_(
        "Over {n} independent clusters, {metric} of the rarer groups is higher (better) by {size} "
        "on average: an association, which says nothing of causes."
    ),
}
_FACTS: dict[str, Callable[[LinkGroup], bool]] = {
    "shares": lambda group: group.share is not None,
    "numbers": lambda group: group.n is not None,
    "intervals": lambda group: group.difference_low is not None,
}
_FEW = (Reason.TOO_FEW_TESTED, Reason.EITHER_SIDE)


def state_words(state: LinkState, reason: str | None) -> str:
    """Name a state; few people and few facts are told apart.

    Examples
    --------
    >>> state_words(LinkState.TOO_FEW_TO_SAY, Reason.NO_INTERVAL.sentence)
    'tested, but too little is published to say'
    """
    few_tested = any((reason or "").startswith(each.sentence) for each in _FEW)
    if state is LinkState.TOO_FEW_TO_SAY and not few_tested:
        return _(TOO_LITTLE)
    return _(STATE_WORDS[state])


def finding(answer: Link) -> Finding:
    """Say first what goes together, or that it cannot be said and which facts are missing."""
    said = " ".join(filter(None, (_pooled(answer), _states(answer), _missing(answer))))
    return Finding(said, " ".join(_not_known(answer)))


def _pooled(answer: Link) -> str:
    axis = next((each for each in answer.axes if each.pooled.value is not None), None)
    if axis is None:
        return ""
    return pooled_words(axis)


def pooled_words(axis: LinkAxis) -> str:
    """State the pooled mean as an association, or refuse it and name what is missing."""
    pooled = axis.pooled
    if pooled.value is None:
        return _refused(pooled, axis.clusters)
    lower = pooled.value < 0
    worse = lower if axis.better == "higher" else not lower
    said = _(
        _LEANS[lower, worse],
        n=exact(pooled.clusters),
        metric=metric_words(axis.metric),
        size=difference(abs(pooled.value), axis.scale).lstrip("+"),
    )
    exactly = _(" The exact sign-flip p is {p}.", p=f"{pooled.p:.3g}") if pooled.p else ""
    return said + exactly


def _refused(pooled: Pooled, clusters: Sequence[LinkCluster]) -> str:
    reasons = [each.reason for each in clusters if each.reason]
    said = plural(
        "Nothing is pooled: that takes {needed} independent clusters, and there is one here.",
        "Nothing is pooled: that takes {needed} independent clusters, and {have} of the {n} "
        "clusters here can be compared.",
        len(clusters),
        needed=few(pooled.clusters_needed),
        have=exact(pooled.clusters) if pooled.clusters else _("none"),
    )
    lacking = [
        _("In all of them {why}.", why=each)
        if 1 < len(clusters) == reasons.count(each)
        else _("In {n} of them {why}.", n=exact(reasons.count(each)), why=each)
        if len(clusters) > 1
        else _("In it {why}.", why=each)
        for each in dict.fromkeys(reasons)
    ]
    return " ".join([said, *lacking])


def _states(answer: Link) -> str:
    told = [group.state for axis in answer.axes for run in axis.runs for group in run.groups]
    counts = [
        f"{exact(n)} {_(STATE_WORDS[state])}"
        for state in list(LinkState)[:4]
        if (n := told.count(state))
    ]
    if not counts:
        return ""
    return _("Of {groups}: {counts}.", groups=_tested(len(told)), counts=joined(counts))


def _tested(n: int) -> str:
    return several(n, "tested group")


def _missing(answer: Link) -> str:
    """Say that it cannot be said, with how many of the evaluations have each fact."""
    if any(axis.pooled.value is not None for axis in answer.axes):
        return ""
    by, metric = attribute_words(answer.attribute), metric_words(answer.metric)
    runs = [run for axis in answer.axes for run in axis.runs]
    if not runs:
        return _none_found(answer)
    total = len({run.evaluation for run in runs})
    first = _(
        "Whether people who are rare in training are also served worse cannot be said by {by}.",
        by=by,
    )
    if total == 1:
        return f"{first} {_of_one(answer, runs)}"
    facts = _(
        "Of {n} evaluations with {metric}, the share of each group in what the model learned from "
        "(in {unit}) is known for {shares}, the number tested for {numbers}, and an interval over "
        "patients for the difference for {intervals}.",
        n=exact(total),
        metric=metric,
        unit=_(answer.unit),
        shares=_or_none(_with(runs, _FACTS["shares"])),
        numbers=_or_none(_with(runs, _FACTS["numbers"])),
        intervals=_or_none(_with(runs, _FACTS["intervals"])),
    )
    return f"{first} {facts}"


def _of_one(answer: Link, runs: Sequence[LinkRun]) -> str:
    """Say of the only evaluation what is known and what is not."""
    names = {
        "shares": _(
            "the share of each group in what the model learned from (in {unit})",
            unit=_(answer.unit),
        ),
        "numbers": _("the number tested of each group"),
        "intervals": _("an interval over patients for the difference"),
    }
    lacking = [names[fact] for fact, has in _FACTS.items() if not _with(runs, has)]
    found = _("We found one evaluation with {metric}.", metric=metric_words(answer.metric))
    if not lacking:
        return found
    return f"{found} {_('Not known of it: {facts}.', facts=joined(lacking))}"


def _none_found(answer: Link) -> str:
    by, metric = attribute_words(answer.attribute), metric_words(answer.metric)
    found = _(
        "We found no evaluation of those asked for that prints {metric} by {by}.",
        metric=metric,
        by=by,
    )
    if not answer.left_out:
        return found
    others = plural(
        "{n} other by {by} is not in this answer; why is said below.",
        "{n} others by {by} are not in this answer; why is said below.",
        len(answer.left_out),
        by=by,
    )
    return f"{found} {others}"


def _with(runs: Sequence[LinkRun], has: Callable[[LinkGroup], bool]) -> int:
    """Count the evaluations of which some run has the fact for every group."""
    return len({run.evaluation for run in runs if all(has(each) for each in run.groups)})


def _or_none(n: int) -> str:
    return exact(n) if n else _("none")


def _not_known(answer: Link) -> Iterator[str]:
    if answer.untested:
        yield plural(
            "For {n} model with a card here, no test by {by} is known to us.",
            "For {n} models with a card here, no test by {by} is known to us.",
            len({row.model for row in answer.untested}),
            by=attribute_words(answer.attribute),
        )
    runs = [run for axis in answer.axes for run in axis.runs]
    shared = {run.evaluation for run in runs if run.shared_source.state == "shared"}
    if shared:
        yield plural(
            "In {n} evaluation the test set shares its source with what the model learned from.",
            "In {n} evaluations the test set shares its source with what the model learned from.",
            len(shared),
        )
    if len(answer.axes) > 1:
        yield _(
            "{n} definitions of the metric are in use; each stands alone.",
            n=exact(len(answer.axes)),
        )


def share_words(share: Bounds | None) -> str:
    """Write a share or its bounds.

    Examples
    --------
    >>> share_words(Bounds(0.4, 0.4)), share_words(None)
    ('40\\xa0%', 'not known')
    """
    if share is None:
        return _("not known")
    low, high = percent(share.low), percent(share.high)
    return low if low == high else _("{low} to {high}", low=low, high=high)


def ratio_words(ratio: Bounds | None) -> str:
    """Write a ratio or its bounds."""
    if ratio is None:
        return _("not known")
    low, high = (f"{three_digits(each):g}" for each in (ratio.low, ratio.high))
    first = f"\N{MULTIPLICATION SIGN}{low}"
    return first if low == high else _("{low} to {high}", low=first, high=high)


def difference(value: float, scale: str) -> str:
    """Write a difference with its sign, without the noise of its last digits.

    Of values in per cent it is in percentage points.

    Examples
    --------
    >>> difference(-1.1e-16, "fraction"), difference(0.0165, "fraction")
    ('0', '+0.0165')
    >>> difference(-0.00045, "fraction"), difference(0.00045, "fraction")
    ('−0.0005', '+0.0005')
    """
    # Half away from zero, so that the differences of two groups mirror each other.
    rounded = Decimal(f"{value:.9f}").quantize(Decimal("0.0001"), ROUND_HALF_UP)
    if rounded == 0:
        return "0"
    said = with_minus(f"{float(rounded):+.4g}")
    return _("{n} points", n=said) if scale == "percent" else said


def tested_words(group: LinkGroup) -> str:
    """Write how many were tested."""
    if group.n is None:
        return _("not printed")
    if group.n_pos is None:
        return exact(group.n)
    return _("{n}, {positive} with the finding", n=exact(group.n), positive=exact(group.n_pos))
