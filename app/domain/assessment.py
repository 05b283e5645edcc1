"""Assessment: the answer of `assess`, as COUNTING defines it. Undefined is None with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.vocabulary import Basis, Status


@dataclass(frozen=True, slots=True)
class Range:
    """Fewest and most, in the unit of the question; `high` is None where no total bounds it."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Totals(Range):
    """Total of the subject, each person counted once as far as can be known.

    `sources` are keys of `Assessment.sources`: where the totals of its datasets are printed.
    """

    datasets: int
    datasets_without_total: int
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known(Range):
    """How many can be placed in a group, by how many datasets."""

    datasets: int


@dataclass(frozen=True, slots=True)
class GroupCount:
    """Count of a group; `value` only where `low` equals `high`."""

    value: int | None
    low: int | None
    high: int | None
    basis: Basis | None


@dataclass(frozen=True, slots=True)
class Share:
    """Share of a group in [0, 1]: among the known, and its bounds among all.

    `printed` is the share as the source prints it, of those its table covers, and `rounding` what
    may have been rounded to it.
    """

    known: float | None
    low: float | None
    high: float | None
    printed: float | None = None
    rounding: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A value between bounds."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the answer.

    `independent_datasets` counts sets that may share people as one. `influence` is the range of
    the known share when any one dataset is left out; `sources` are keys of
    `Assessment.sources`.
    """

    key: dict[str, str]
    status: Status
    n: GroupCount
    datasets: int
    independent_datasets: int
    sites_not_counted: int
    share: Share
    reference_share: float | None
    ratio: Value
    influence: tuple[float, float] | None
    to_parity: Value
    reason: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overall:
    """One measure of the whole, with its unit, or the reason why it is undefined."""

    value: float | None
    low: float | None
    high: float | None
    unit: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Collapsed:
    """A set whose people are counted in another."""

    dataset: str
    into: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Excluded:
    """A set that is left out, and why."""

    dataset: str
    why: str


@dataclass(frozen=True, slots=True)
class AgeSummary:
    """A printed mean, spread or range of age in years; it fills no band."""

    dataset: str
    mean: float | None
    sd: float | None
    median: float | None
    min: float | None
    max: float | None
    covers: int | None
    source: str


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source of the answer, and the card or reference that it belongs to."""

    of: str
    citation: str
    url: str | None
    seen: str | None
    where: str | None
    recalled: bool


@dataclass(frozen=True, slots=True)
class ReferenceUsed:
    """The reference that the subject is held against, after its filter."""

    slug: str
    name: str
    year: int
    eligible: str
    total: int
    scheme: str | None
    source: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer: totals, groups, measures, refusals and sources."""

    query: dict[str, object]
    release: int
    unit: str
    scheme: str | None
    reference: ReferenceUsed | None
    total: Totals
    known: Known
    unknown: Range | None
    not_printed: Range | None
    groups: tuple[Group, ...]
    summaries: tuple[AgeSummary, ...]
    overall: dict[str, Overall]
    collapsed: tuple[Collapsed, ...]
    excluded: tuple[Excluded, ...]
    notes: tuple[str, ...] = ()
    sources: dict[str, CitedSource] = field(default_factory=dict)
