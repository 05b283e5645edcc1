"""Settling: which disclosure or which test is missing, and how many runs each would open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from app.domain.link import LinkState
from app.domain.vocabulary import Reported
from app.language import N_
from app.services.link.answers import LinkAxis, LinkRun, Named, SettleKind, Settles, Untested
from app.services.link.results import Result
from app.services.link.shares import Shares

LEARNED = N_("what the model learned from: the model has no card here")
WHOLE_LIST = N_("the complete list of what the model learned from")
COUNTS = N_("how many people of each group are in the dataset that a model learned from")
NUMBERS = N_("how many of each group were tested, with and without the finding")
INTERVAL = N_("an interval over patients for the difference between the groups")
TEST = N_("a test of the groups whose shares in what the model learned from are known")

Need = tuple[SettleKind, str, Named]


def settles(
    axes: Sequence[LinkAxis],
    untested: Sequence[Untested],
    results: Sequence[Result],
    shares: Shares,
) -> tuple[Settles, ...]:
    """List what is missing, what would open most first; a test comes after every disclosure."""
    runs = [run for axis in axes for run in axis.runs]
    learned = {(result.evaluation, result.model): result.learned for result in results}
    needs: Counter[Need] = Counter()
    for run in runs:
        parts = learned[run.evaluation, run.model].parts
        needs.update(dict.fromkeys(_needs(run, parts, shares)).keys())
    found = [Settles(*need, runs=n) for need, n in needs.items()]
    found.sort(key=lambda each: (each.kind, -each.runs, each.what, each.of.name))
    return (*found, *_tests(untested))


def _needs(run: LinkRun, parts: Sequence[Named], shares: Shares) -> Iterator[Need]:
    evaluation = Named(run.evaluation, run.evaluation)
    if any(group.share is None for group in run.groups):
        yield from _of_the_mix(run, parts, shares)
    tested = [group.reason for group in run.groups if group.state is LinkState.TOO_FEW_TO_SAY]
    if any(group.n is None for group in run.groups):
        yield "disclosure", NUMBERS, evaluation
    if tested and all(group.difference_low is None for group in run.groups):
        yield "disclosure", INTERVAL, evaluation


def _of_the_mix(run: LinkRun, parts: Sequence[Named], shares: Shares) -> Iterator[Need]:
    if run.mix == "not_known":
        yield "disclosure", LEARNED, run.model
        return
    if run.mix_complete is not Reported.YES:
        yield "disclosure", WHOLE_LIST, run.model
    for part in parts:
        answer = shares.assessment(f"dataset:{part.slug}", None) if part.slug else ""
        if isinstance(answer, str) or not answer.groups:
            yield "disclosure", COUNTS, part


def _tests(untested: Sequence[Untested]) -> Iterator[Settles]:
    """Models whose mix is known by group and of which no test is known."""
    known: dict[Named, list[str]] = {}
    for row in untested:
        if row.share is not None and row.group is not None:
            known.setdefault(row.model, []).append(row.group)
    for model, groups in sorted(known.items(), key=lambda each: each[0].name):
        yield Settles("evaluation", TEST, model, 0, tuple(groups))
