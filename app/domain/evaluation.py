"""Evaluation: published results of a model on a dataset, per group, as the source prints them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.source import Source
from app.errors import Invalid, problem

INTERVAL_KINDS = ("patients", "rows", "seeds", "folds", "unstated")


@dataclass(frozen=True, slots=True)
class PublishedScore:
    """One published value.

    Parameters
    ----------
    dims : mapping of str to str
        Group and label the value is of; empty for the whole test set.
    metric : str
        As the source defines it: see `EvaluationCard.metric_definitions`.
    value : float or None
        In the scale of the card ("fraction" or "percent"); None where it is not printed.
    ci_low, ci_high, ci_half_width, sd : float or None
        Interval or spread as printed; `interval_kind` says over what.
    n, n_pos : int or None
        Cases evaluated, and positives among them.
    value_low, value_high : float or None
        Where only a range is printed.
    """

    dims: Mapping[str, str]
    metric: str
    value: float | None
    source: str
    overall: bool = False
    ci_low: float | None = None
    ci_high: float | None = None
    ci_half_width: float | None = None
    sd: float | None = None
    interval_kind: str = "unstated"
    interval_dropped: str | None = None
    n: int | None = None
    n_pos: int | None = None
    prevalence: float | None = None
    share_of_positives: float | None = None
    value_low: float | None = None
    value_high: float | None = None
    run: str | None = None


@dataclass(frozen=True, slots=True)
class EvaluationCard:
    """What a publication reports of one model on one dataset.

    Parameters
    ----------
    model, dataset : str
        Slug where a card exists, else the name as printed: then the link is null.
    scale : str
        "fraction" or "percent", as printed.
    trained_on : tuple of str
        Slugs of the sets that a model without a card was trained on from scratch, whole, as the
        source says. They are its training mix.
    publication_status : str
        "paper" or "repository" (a personal or student project: shown apart, off by default).

    Raises
    ------
    Invalid
        When a score names a metric without definition, no source of the card, or an unknown
        kind of interval.
    """

    slug: str
    model: str
    dataset: str
    task: str
    label: str
    protocol: str
    metric_definitions: Mapping[str, str]
    scores: tuple[PublishedScore, ...]
    sources: tuple[Source, ...]
    dataset_has_card: bool = False
    datasets: tuple[str, ...] = ()
    trained_on: tuple[str, ...] = ()
    model_detail: str | None = None
    protocol_note: str | None = None
    scale: str = "fraction"
    publication_status: str = "paper"
    skin_tone_scheme: str | None = None
    qualitative_findings: str | None = None
    note: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ids = {each.id for each in self.sources}
        problems = []
        for index, score in enumerate(self.scores):
            if score.metric not in self.metric_definitions:
                rule = "must be one of metric_definitions"
                problems.append(problem(f"results[{index}].metric", rule, score.metric))
            if score.source not in ids:
                rule = "must be the id of a source of this card"
                problems.append(problem(f"results[{index}].source", rule, score.source))
            if score.interval_kind not in INTERVAL_KINDS:
                rule = f"must be one of {', '.join(INTERVAL_KINDS)}"
                where = f"results[{index}].interval_kind"
                problems.append(problem(where, rule, score.interval_kind))
        if problems:
            raise Invalid(f"The evaluation {self.slug!r} is not usable.", problems[:100])
