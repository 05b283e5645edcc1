"""Axes: runs of one metric of one definition, their groups' states, clusters and pooled mean."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from app.domain.link import LinkState
from app.domain.reason import Reason
from app.services.link.answers import (
    Bounds,
    LinkAxis,
    LinkCluster,
    LinkGroup,
    LinkRun,
    Pooled,
)
from app.services.link.citing import Citing
from app.services.link.clusters import cluster_of
from app.services.link.holdings import Holdings
from app.services.link.measures import BETTER, enough
from app.services.link.results import Result, names
from app.services.link.shares import GroupShare, Shares
from app.stats import link as lab
from app.stats.arithmetic import Floats
from app.stats.sign_flip import FEWEST_CLUSTERS, pool_clusters


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """A result beside the shares of its groups, and what the lab is given of both."""

    result: Result
    shares: Sequence[GroupShare]
    notes: Sequence[str]
    tested: lab.TestedRun


def axes(results: Sequence[Result], held: Holdings) -> tuple[LinkAxis, ...]:
    """Arrange the results: two metrics of different definition never share an axis."""
    by_axis: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        by_axis.setdefault((result.definition, result.scale), []).append(result)
    apart = [(cluster_of(found, held.shot.lineage), found) for found in by_axis.values()]
    # Sorted first, so that sources are numbered in the order in which a reader meets them.
    apart.sort(key=lambda each: (-len(set(each[0])), each[1][0].definition))
    return tuple(_axis(found, numbers, held) for numbers, found in apart)


def _axis(results: Sequence[Result], numbers: Sequence[int], holdings: Holdings) -> LinkAxis:
    metric = holdings.question.metric
    definition, scale = results[0].definition, results[0].scale
    held = [_held(result, metric, holdings.shares) for result in results]
    clusters = tuple(_clusters(held, numbers))
    mark = hashlib.sha256(f"{metric}|{scale}|{definition}".encode()).hexdigest()
    return LinkAxis(
        id=f"{metric}-{mark[:8]}",
        metric=metric,
        definition=definition,
        scale=scale,
        better=BETTER[metric],
        runs=tuple(
            _run(each, number, metric, holdings.citing)
            for each, number in zip(held, numbers, strict=True)
        ),
        clusters=clusters,
        pooled=_pooled(np.array([_number(each.contrast) for each in clusters], dtype=float)),
    )


def _held(result: Result, metric: str, shares: Shares) -> _Held:
    found, notes = shares.of(result.learned, [score.group for score in result.scores])
    ends = [each.share or Bounds(np.nan, np.nan) for each in found]
    tested = lab.TestedRun(
        value=np.array([_number(score.value) for score in result.scores]),
        low=np.array([each.low for each in ends]),
        high=np.array([each.high for each in ends]),
        enough=np.array([enough(metric, s.n, s.n_pos) is True for s in result.scores]),
        replicates=result.replicates,
        draw=result.draw,
    )
    return _Held(result, found, notes, tested)


def _clusters(held: Sequence[_Held], numbers: Sequence[int]) -> Iterator[LinkCluster]:
    for number in dict.fromkeys(numbers):
        own = [each for each, of in zip(held, numbers, strict=True) if of == number]
        found = lab.cluster_contrast([each.tested for each in own])
        tests = dict.fromkeys(name for each in own for name in names(each.result.tested_on))
        yield LinkCluster(
            id=_mark(number),
            name=", ".join(tests),
            evaluations=tuple(dict.fromkeys(each.result.evaluation for each in own)),
            models=tuple(dict.fromkeys(each.result.model.name for each in own)),
            runs=len(own),
            pairs=found.pairs,
            contrast=_or_none(found.value),
            se=_or_none(found.se),
            reason=_sentence(found.reason),
            se_reason=_sentence(found.se_reason),
        )


def _pooled(contrasts: Floats) -> Pooled:
    found = pool_clusters(contrasts)
    return Pooled(
        value=_or_none(found.value),
        p=_or_none(found.p),
        clusters=found.clusters,
        clusters_needed=FEWEST_CLUSTERS,
        reason=_sentence(found.reason),
    )


def _run(held: _Held, number: int, metric: str, citing: Citing) -> LinkRun:
    result = held.result
    return LinkRun(
        evaluation=result.evaluation,
        cluster=_mark(number),
        model=result.model,
        tested_on=result.tested_on,
        label=result.label,
        protocol=result.protocol,
        publication_status=result.publication_status,
        mix=result.learned.kind,
        mix_complete=result.learned.complete,
        learned_from=names(result.learned.parts),
        notes=tuple(held.notes),
        shared_source=result.shared_source,
        groups=tuple(_groups(held, metric, citing)),
    )


def _groups(held: _Held, metric: str, citing: Citing) -> Iterator[LinkGroup]:
    tested = held.tested
    rare = _rarity(held)
    difference = lab.from_mean(tested.value)
    low, high = lab.interval_from_mean(tested.value, tested.replicates)
    for at, (score, share) in enumerate(zip(held.result.scores, held.shares, strict=True)):
        told = enough(metric, score.n, score.n_pos)
        ends = float(low[at]), float(high[at])
        state, reason = lab.state_of(int(rare[at]), *ends, told, BETTER[metric] == "higher")
        yield LinkGroup(
            group=score.group,
            share=share.share,
            share_reason=share.reason,
            ratio=share.ratio,
            value=score.value,
            value_low=score.low,
            value_high=score.high,
            interval_kind=score.interval_kind,
            difference=_or_none(float(difference[at])),
            difference_low=_or_none(ends[0]),
            difference_high=_or_none(ends[1]),
            n=score.n,
            n_pos=score.n_pos,
            state=state,
            reason=_reason(state, reason, share),
            sources=citing.keys([score.source, *share.sources]),
        )


def _rarity(held: _Held) -> np.ndarray[tuple[int, ...], np.dtype[np.int_]]:
    """Against the reference where ratios are known, else against the run's own groups."""
    ratios = [each.ratio for each in held.shares]
    if any(ratios):
        low, high = (
            np.array([getattr(each, end) if each else np.nan for each in ratios])
            for end in ("low", "high")
        )
        return lab.against_reference(low, high)
    return lab.rarity(held.tested.low, held.tested.high)


def _reason(state: LinkState, reason: Reason | str, share: GroupShare) -> str | None:
    """Say everything that is missing, the share as well, since each would have to be found."""
    said = [_sentence(reason)]
    if state is LinkState.TOO_FEW_TO_SAY and share.share is None and share.reason:
        said.append(share.reason)
    return "; ".join(each for each in said if each) or None


def _sentence(reason: Reason | str) -> str | None:
    return reason.sentence if isinstance(reason, Reason) else None


def _mark(number: int) -> str:
    return f"c{number + 1}"


def _number(value: float | None) -> float:
    return float("nan") if value is None else value


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
