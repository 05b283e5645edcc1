"""Seeds: trainings of one job that differ in their seed alone, and how far their values spread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from app.domain.reason import Reason
from app.domain.scores import Score, Support
from app.domain.table import Table
from app.engine.seeds import over_seeds, range_of
from app.services.catalogue.evaluations import EVALUATION_CARD
from app.services.catalogue.tabulate import shown, table
from app.services.parameters import Pairs, checked_slug, read_parameters
from app.services.runs.answers import GroupGap, GroupScore, RunAnswer, answer_of
from app.services.runs.coarse import coarse
from app.services.runs.table import group_text
from app.services.snapshot import snapshot
from app.store import Store
from app.store.evaluations import evaluation_card
from app.store.runs import alike_answers, run_answer

# What two runs of one job agree in, where both state it.
_STATED = ("git_commit", "split_sha256")
# A spread rests on trainings: counts stay with the runs, where they are hidden if they must be.
_NO_COUNTS = Support(0, 0, 0, 0, 0, 0.0, 0)
Group = frozenset[tuple[str, str]]
Key = tuple[str | None, str, int | None, Group]
GapKey = tuple[str | None, str, int | None, tuple[str, ...], frozenset[Group]]


@dataclass(frozen=True, slots=True)
class SeedRun:
    """One training: its evaluation, and the seed that its job states."""

    slug: str
    seed: int


@dataclass(frozen=True, slots=True)
class SeedSpread:
    """One measure over the seeds of one job: of a group (empty: everybody), or between groups.

    `attributes` are those between whose groups it is; empty where it is of one group.
    `interval_kind` is `seeds`: other trainings, not other people. Null where a seed has no value,
    with the `reason`; `decimals`: rounded to so many where a count is hidden.
    """

    label: str | None
    group: Mapping[str, str]
    attributes: Sequence[str]
    metric: str
    n_seeds: int
    mean: float | None
    low: float | None
    high: float | None
    interval_kind: str | None
    reason: str | None
    decimals: int | None


@dataclass(frozen=True, slots=True)
class RunSeeds:
    """The seeds of a job and how far they spread; both are empty where there is one alone."""

    items: tuple[SeedSpread, ...]
    total: int
    slug: str
    release: int
    runs: tuple[SeedRun, ...]


def run_seeds(store: Store, slug: str, pairs: Pairs = ()) -> RunSeeds:
    """Return the spread of a run over the seeds of its job; none of one seed alone."""
    asked: dict[str, Any] = read_parameters(EVALUATION_CARD, pairs)
    checked_slug("evaluation", slug)
    shot = snapshot(store, asked.get("release"))
    with store.reading() as session:
        card, meta = evaluation_card(session, slug, asked.get("revision"), shot.release)
        own = run_answer(session, slug, meta.content_hash)
        others = alike_answers(session, card, shot.release) if own else ()
    job = {slug: answer_of(own[1])} if own else {}
    candidates = ((name, answer_of(text)) for name, text in others if name != slug)
    return seeds_together(slug, shot.release, one_job(job, candidates))


def one_job(
    own: Mapping[str, RunAnswer], candidates: Iterable[tuple[str, RunAnswer]]
) -> Mapping[str, RunAnswer]:
    """Add to a run, by slug, those that are of its job, each with a seed of its own."""
    found = dict(own)
    for name, run in candidates:
        if all(_of_one_job(run, each) for each in found.values()):
            found[name] = run
    return found


def _of_one_job(one: RunAnswer, other: RunAnswer) -> bool:
    seeds = {each.job.get("seed") for each in (one, other)}
    stated = [{each.job.get(name) for each in (one, other)} - {None} for name in _STATED]
    alike = all(len(each) < 2 for each in stated)
    return len(seeds - {None}) == 2 and alike and _tested(one) == _tested(other)


def _tested(run: RunAnswer) -> tuple[object, ...]:
    """How a run was tested; a threshold chosen on other patients is part of its training."""
    own = run.threshold_source == "validation"
    threshold = None if own else run.threshold
    return run.split, run.outcome, run.level, run.rows, run.threshold_source, threshold


def seeds_together(slug: str, release: int, found: Mapping[str, RunAnswer]) -> RunSeeds:
    """Put the runs of one job together, in order of seed; one alone has no spread."""
    if len(found) < 2:
        return RunSeeds((), 0, slug, release, ())
    named = sorted((run.job["seed"], name) for name, run in found.items())
    seeds = [found[name] for _seed, name in named]
    items = (*_spreads(found[slug], seeds), *_gap_spreads(found[slug], seeds))
    runs = tuple(SeedRun(name, seed) for seed, name in named)
    return RunSeeds(items, len(items), slug, release, runs)


def _spreads(own: RunAnswer, runs: Sequence[RunAnswer]) -> tuple[SeedSpread, ...]:
    """Put the seeds together for every measure and group of the run that was asked for."""
    held = [_by_key(run) for run in runs]
    rows = [[each.get(key) for each in held] for key in _by_key(own)]
    scores = [
        [_score(mine, row[at]) for mine, row in zip(own.scores, rows, strict=True)]
        for at in range(len(runs))
    ]
    return tuple(map(_spread, own.scores, rows, over_seeds(scores)))


def _by_key(run: RunAnswer) -> dict[Key, GroupScore]:
    """Name each value by what it is of, in the definition that it was computed by."""
    versions = {each.id: each.version for each in run.measures}
    return {
        (each.label, each.metric, versions.get(each.metric), frozenset(each.group.items())): each
        for each in run.scores
    }


def _score(mine: GroupScore, of_seed: GroupScore | None) -> Score:
    reason = _why_none(of_seed)
    value = of_seed.value if of_seed and not reason else None
    known = float("nan") if value is None else value
    return Score(mine.group, mine.metric, known, _NO_COUNTS, reason=reason)


def _why_none(score: GroupScore | None) -> Reason | None:
    """Say why a seed has no value; the middle of two bounds is none to take a range of."""
    if score is None or score.value is None:
        return Reason(score.reason) if score and score.reason else Reason.NOT_IN_EVERY_SEED
    return None if score.bound_low == score.bound_high else Reason.NOT_FROM_COUNTS


def _spread(mine: GroupScore, row: Sequence[GroupScore | None], score: Score) -> SeedSpread:
    to = min((x.decimals for x in row if x and x.decimals is not None), default=None)
    ends = score.interval
    return SeedSpread(
        label=mine.label,
        group=mine.group,
        attributes=(),
        metric=mine.metric,
        n_seeds=len(row),
        mean=coarse(score.value, to),
        low=coarse(ends.low, to) if ends else None,
        high=coarse(ends.high, to) if ends else None,
        interval_kind=ends.kind if ends else None,
        reason=score.reason,
        decimals=to if ends else None,
    )


def _gap_spreads(own: RunAnswer, runs: Sequence[RunAnswer]) -> Iterator[SeedSpread]:
    held = [_gaps_by_key(run) for run in runs]
    for key, gap in _gaps_by_key(own).items():
        yield _gap_spread(gap, [each.get(key) for each in held])


def _gaps_by_key(run: RunAnswer) -> dict[GapKey, GroupGap]:
    """Name each gap by what it lies between, in the definition that it was computed by."""
    versions = {each.id: each.version for each in run.measures}
    return {
        (
            each.label, each.metric, versions.get(each.metric), tuple(each.attributes),
            frozenset(frozenset(group.items()) for group in each.groups),
        ): each
        for each in run.gaps
    }  # fmt: skip


def _gap_spread(mine: GroupGap, row: Sequence[GroupGap | None]) -> SeedSpread:
    """Put a gap between the same groups together; groups that a seed leaves out make another."""
    values = [each.value for each in row if each and each.value is not None]
    whole = len(values) == len(row)
    ends = range_of(values) if whole else None
    to = min((x.decimals for x in row if x and x.decimals is not None), default=None)
    return SeedSpread(
        label=mine.label,
        group={},
        attributes=mine.attributes,
        metric=mine.metric,
        n_seeds=len(row),
        mean=coarse(fmean(values), to) if ends else None,
        low=coarse(ends.low, to) if ends else None,
        high=coarse(ends.high, to) if ends else None,
        interval_kind=ends.kind if ends else None,
        reason=None if ends else mine.reason or Reason.NOT_IN_EVERY_SEED,
        decimals=to if ends else None,
    )


_SPREADS = (
    shown("label", "Finding, where the run has several"),
    shown("group", "Attributes of the group and their words; empty: everybody",
          read=lambda row: group_text(row.group)),
    shown("attributes", "Attributes between whose groups a gap lies; empty: of one group",
          read=lambda row: ", ".join(row.attributes)),
    shown("metric", "Measure"),
    shown("n_seeds", "Seeds of the job", "whole"),
    shown("mean", "Mean over the seeds", "number"),
    shown("low", "Lowest value of a seed", "number"),
    shown("high", "Highest value of a seed", "number"),
    shown("interval_kind", "seeds: other trainings, not other people; no confidence interval"),
    shown("reason", "Why there is no value"),
    shown("decimals", "Decimals that values are rounded to, for a hidden count", "whole"),
)  # fmt: skip


def seed_table(found: RunSeeds) -> Table:
    """One row per measure and group, and per gap."""
    definition = "One row per measure and group, and per gap: mean and range over seeds of a job."
    return table(f"evaluation-{found.slug}-seeds", definition, _SPREADS, found.items, found.release)
