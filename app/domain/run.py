"""Run: what a job did with a model on a dataset, as it says itself when it uploads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.domain.rows import Outcome
from app.domain.scores import SiteValue


class Level(StrEnum):
    """What is uploaded of a run."""

    ROWS = "rows"
    COUNTS = "counts"


class RunState(StrEnum):
    """The life of a run: `evaluated` has a draft of an evaluation, `refused` has problems."""

    OPEN = "open"
    WAITING = "waiting"
    EVALUATED = "evaluated"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RunAbout:
    """What a job says of its run.

    Parameters
    ----------
    slug : str
        Name of the evaluation that comes of it.
    model, dataset : str
        Slug where a card exists, else a name.
    split : str
        Which part of the dataset was tested.
    task, label, protocol : str
        As in an evaluation card.
    outcome : Outcome
    level : Level
    attributes : tuple of str
        Columns of demographics.
    edges : tuple of float
        Of the bins, where only counts are uploaded.
    threshold : float or None
    threshold_source : str
        See `ThresholdSource`.
    one_row_per_patient : bool
    model_detail, protocol_note : str or None
    job : mapping
        GPUs, hours, energy, memory, seed, commit, versions and hashes, as the job recorded them.
    reported : tuple of SiteValue
        What a site that sends counts alone computed itself.
    """

    slug: str
    model: str
    dataset: str
    split: str
    task: str
    label: str
    protocol: str
    outcome: Outcome
    level: Level
    attributes: tuple[str, ...]
    edges: tuple[float, ...]
    threshold: float | None
    threshold_source: str
    one_row_per_patient: bool
    model_detail: str | None
    protocol_note: str | None
    job: Mapping[str, Any]
    reported: tuple[SiteValue, ...] = ()


@dataclass(frozen=True, slots=True)
class RunFile:
    """One uploaded file: its number from 0, SHA-256 in hex, and size."""

    number: int
    sha256: str
    bytes: int
