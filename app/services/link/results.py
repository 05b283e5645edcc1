"""Results: what was tested, one run at a time; published cards and uploaded runs have one shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.assessment import CitedSource
from app.domain.evaluation import EvaluationCard, PublishedScore
from app.domain.vocabulary import Reported
from app.services.catalogue.evaluations import shared_of
from app.services.link.answers import MixKind, Named
from app.services.link.partitions import partitions
from app.services.mix import PRETRAIN
from app.services.runs.joint import Joint
from app.services.shared_source import SharedSource
from app.services.snapshot import Snapshot
from app.services.sources import as_cited
from app.stats.arithmetic import Floats
from app.store.records import PublishedModel


@dataclass(frozen=True, slots=True)
class Learned:
    """What a model learned from: the subject to assess, and the parts that tell mixes apart."""

    kind: MixKind
    subject: str | None
    parts: tuple[Named, ...] = ()
    complete: Reported = Reported.UNKNOWN


@dataclass(frozen=True, slots=True)
class GroupScore:
    """The value of one group, in the scale of its axis; None where only a range is printed."""

    group: str
    value: float | None
    low: float | None
    high: float | None
    interval_kind: str
    n: int | None
    n_pos: int | None
    source: CitedSource


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """One model on one test set with one finding, in groups that do not hold the same people.

    `replicates`, of shape (resamples, groups), are values of all groups in the same resamples of
    patients; results with the same `draw` were resampled together. Only runs computed here have
    them.
    """

    evaluation: str
    model: Named
    tested_on: tuple[Named, ...]
    label: str | None
    protocol: str
    publication_status: str
    definition: str
    scale: str
    scores: tuple[GroupScore, ...]
    learned: Learned
    shared_source: SharedSource
    replicates: Floats | None = None
    draw: str = ""


def published_results(
    shot: Snapshot,
    card: EvaluationCard,
    model: PublishedModel | None,
    asked: tuple[str, str],
    joint: Joint | None = None,
) -> Iterator[Result]:
    """Read the runs of one card: one per finding, and per set of groups that stand together.

    `asked` is attribute and metric.
    """
    attribute, metric = asked
    by_run: dict[tuple[str, str], list[PublishedScore]] = {}
    for score in card.scores:
        if score.metric == metric and set(score.dims) - {"label"} == {attribute}:
            key = (score.dims.get("label", ""), score.run or "")
            by_run.setdefault(key, []).append(score)
    sources = {source.id: as_cited(card.slug, source) for source in card.sources}
    for (label, run), scores in by_run.items():
        named = {score.dims[attribute]: score for score in scores}
        for groups in partitions(attribute, list(named)):
            yield Result(
                evaluation=card.slug,
                model=Named(model.slug, model.name) if model else Named(None, card.model),
                tested_on=tuple(_dataset(slug, shot) for slug in card.datasets or (card.dataset,)),
                label=", ".join(filter(None, (label, run))) or None,
                protocol=card.protocol,
                publication_status=card.publication_status,
                definition=card.metric_definitions[metric],
                scale=card.scale,
                scores=tuple(_score(named[group], group, sources) for group in groups),
                learned=learned_by(shot, card, model),
                shared_source=shared_of(shot, card, model),
                replicates=joint.of((label or None, attribute, metric), groups) if joint else None,
                draw=joint.draw if joint else "",
            )


def learned_by(shot: Snapshot, card: EvaluationCard, model: PublishedModel | None) -> Learned:
    """Say what the model of a card learned from, as COUNTING 14 reads it."""
    if model is not None:
        return learned_of(shot, model)
    if not card.trained_on:
        return Learned("not_known", None)
    parts = tuple(_dataset(slug, shot) for slug in card.trained_on)
    known = all(part.slug for part in parts)
    kind = "dataset" if len(parts) == 1 else "datasets"
    subject = f"{kind}:{','.join(card.trained_on)}" if known else None
    return Learned("trained_on", subject, parts, Reported.YES)


def learned_of(shot: Snapshot, model: PublishedModel) -> Learned:
    """Say what a model with a card learned from; what it was tuned on later is left out."""
    parts = tuple(
        _dataset(part.dataset, shot) if part.dataset in shot.records else Named(None, part.name)
        for part in model.mix
        if part.role == PRETRAIN
    )
    return Learned("model_card", f"model:{model.slug}", parts, model.mix_complete)


def _dataset(slug: str, shot: Snapshot) -> Named:
    return Named(slug if slug in shot.records else None, shot.name_of(slug))


def _score(score: PublishedScore, group: str, sources: Mapping[str, CitedSource]) -> GroupScore:
    low, high = score.ci_low, score.ci_high
    if score.value is not None and (low is None or high is None) and score.ci_half_width:
        low, high = score.value - score.ci_half_width, score.value + score.ci_half_width
    if score.value is None:
        low, high = score.value_low, score.value_high
    return GroupScore(
        group, score.value, low, high, score.interval_kind, score.n, score.n_pos,
        sources[score.source],
    )  # fmt: skip


def names(found: Sequence[Named]) -> tuple[str, ...]:
    """Return the names."""
    return tuple(each.name for each in found)
