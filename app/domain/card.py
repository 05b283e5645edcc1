"""Card: what a dataset says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.counts import CountTable
from app.domain.documentation import Answered
from app.domain.governance import Governance, withheld_problems
from app.domain.source import Source
from app.domain.vocabulary import Access, Kind, Overlap, Reported, Selection, Unit
from app.errors import Invalid, Problem, problem


@dataclass(frozen=True, slots=True)
class Site:
    """A place where patients were imaged: it says where, not how many."""

    country: str
    institution: str | None = None
    city: str | None = None
    country_recalled: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """A published total of one unit; `n` is None where none is published or read."""

    unit: Unit
    n: int | None
    source: str | None = None
    recalled: bool = False

    @property
    def unattributed(self) -> bool:
        """A number without a stated source: shown as such."""
        return self.n is not None and self.source is None


@dataclass(frozen=True, slots=True)
class DatasetCard:
    """A dataset, an aggregate of datasets, or a cohort that is known to exist.

    Parameters
    ----------
    slug, name, description, version, licence, homepage, doi, custodian, collection_period, note
        Identity and prose, as the source words it or in ours.
    kind : Kind
        Only a `dataset` counts people; an `aggregate` stands for its parts.
    release_year : int or None
    modalities, body_regions : tuple of str
        From `app.domain.vocabulary`.
    access : Access
    synthetic : bool
        Synthetic people are outside every total.
    derived_from : tuple of str
        Slugs of the sets whose patients or images this one reuses.
    overlap : Overlap or None
        How much of this set lies inside `derived_from`.
    sites : tuple of Site
    totals : mapping of Unit to Total
    tables : tuple of CountTable
    documentation : mapping of str to Reported
        One word per item of `DOCUMENTATION_ITEMS`.
    answers : mapping of str to Answered
        Answers to the items of `app.domain.documentation`; what is left out was not read.
    selection : Selection or None
        How people came to be in it; None where that is not known.
    governance : Governance
        Who decides over the data, under what consent and terms, and what is withheld.
    sources : tuple of Source
    full_source_read : str or None
        Who read the full source, and when; None where nobody is known to have.

    Raises
    ------
    Invalid
        With every problem found: unknown source ids, cells above the total, unused sources,
        lineage to itself, overlap without parents.
    """

    slug: str
    name: str
    kind: Kind
    description: str
    modalities: tuple[str, ...]
    body_regions: tuple[str, ...]
    access: Access
    synthetic: bool
    sources: tuple[Source, ...]
    version: str | None = None
    release_year: int | None = None
    licence: str | None = None
    homepage: str | None = None
    doi: str | None = None
    custodian: str | None = None
    collection_period: str | None = None
    derived_from: tuple[str, ...] = ()
    overlap: Overlap | None = None
    sites: tuple[Site, ...] = ()
    totals: Mapping[Unit, Total] = field(default_factory=dict)
    tables: tuple[CountTable, ...] = ()
    documentation: Mapping[str, Reported] = field(default_factory=dict)
    answers: Mapping[str, Answered] = field(default_factory=dict)
    selection: Selection | None = None
    governance: Governance = field(default_factory=Governance)
    full_source_read: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        problems = [
            *self._lineage_problems(),
            *self._source_problems(),
            *self._total_problems(),
            *withheld_problems(self.governance.withheld, self.tables),
        ]
        for item, answered in self.answers.items():
            problems += answered.problems(f"documentation.{item}")
        if problems:
            raise Invalid(f"The card {self.slug!r} is not usable.", problems)

    def total(self, unit: Unit) -> int | None:
        """Published total in `unit`, or None."""
        found = self.totals.get(unit)
        return found.n if found else None

    def source(self, source_id: str) -> Source:
        """Return the source with this id."""
        return next(each for each in self.sources if each.id == source_id)

    def _lineage_problems(self) -> list[Problem]:
        found = []
        if self.slug in self.derived_from:
            found.append(problem("derived_from", "must not name the set itself", self.slug))
        if self.derived_from and self.overlap is None:
            rule = "is needed where derived_from is given: full, partial or unknown"
            found.append(problem("overlap", rule, None, "unknown"))
        return found

    def _source_problems(self) -> list[Problem]:
        ids = [each.id for each in self.sources]
        known = set(ids)
        used = {f"tables[{i}].source": t.source for i, t in enumerate(self.tables)}
        used |= {f"totals_source.{u}": t.source for u, t in self.totals.items() if t.source}
        used |= {f"documentation.{i}.source": a.source for i, a in self.answers.items() if a.source}
        rule = f"must be the id of a source of this card ({', '.join(ids) or 'none'})"
        found = [problem(where, rule, each) for where, each in used.items() if each not in known]
        if len(known) != len(ids):
            found.append(problem("sources", "must have different ids", ids))
        return found

    def _total_problems(self) -> list[Problem]:
        found = []
        for index, table in enumerate(self.tables):
            total = self.total(table.unit)
            if total is None or table.coverage.value in ("exceeds_total", "conditional"):
                continue
            if "label" in table.dims and not table.exclusive_labels:
                continue  # one subject may carry several labels
            if table.known_sum > total:
                rule = (
                    f"cells sum above the published total of {total} {table.unit}; mend the cells "
                    "or say coverage: exceeds_total"
                )
                found.append(problem(f"tables[{index}]", rule, table.known_sum))
        return found
