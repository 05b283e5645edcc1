"""Described: what datasets say of the people in them, and which kind of nothing the rest is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.domain.vocabulary import Dim, Kind, Reported, Unit
from app.services.snapshot import snapshot
from app.services.wording import exact, several
from app.store import Store
from app.store.margins import margins_of
from app.store.records import PublishedDataset

WORDS: Mapping[Dim, str] = {
    Dim.SEX: "sex",
    Dim.AGE: "age",
    Dim.ETHNICITY: "race or ethnicity",
    Dim.SKIN_TONE: "skin tone",
}


@dataclass(frozen=True, slots=True)
class Described:
    """How many datasets say who is in them, in one respect; the four parts add up to `datasets`.

    `tabled`: we hold the published table. `reported`: the documentation reports it, fully or in
    part, and we hold no table. `denied`: it says that none is recorded or released. `silent`: we
    found nothing, or have not read the full source.
    """

    dim: Dim
    datasets: int
    tabled: int
    reported: int
    denied: int
    silent: int

    @property
    def words(self) -> str:
        """Name the respect as people do."""
        return WORDS[self.dim]


def described(
    store: Store, release: int, slugs: Collection[str] | None = None
) -> tuple[Described, ...]:
    """Say it of the named datasets, or of all; aggregates and cohorts are not datasets."""
    records = snapshot(store, release).records
    chosen = [
        record
        for slug, record in records.items()
        if record.kind is Kind.DATASET and (slugs is None or slug in slugs)
    ]
    return tuple(_described(dim, chosen, _tabled(store, release)[dim]) for dim in WORDS)


def _described(
    dim: Dim, records: Collection[PublishedDataset], tabled: Collection[int]
) -> Described:
    others = [
        record.documentation.get(dim, Reported.UNKNOWN)
        for record in records
        if record.revision_id not in tabled
    ]
    return Described(
        dim=dim,
        datasets=len(records),
        tabled=len(records) - len(others),
        reported=sum(said in (Reported.YES, Reported.PARTIAL) for said in others),
        denied=sum(said is Reported.NO for said in others),
        silent=sum(said is Reported.UNKNOWN for said in others),
    )


@lru_cache(maxsize=4)
def _tabled(store: Store, release: int) -> Mapping[Dim, frozenset[int]]:
    """Revisions with a table that rests on more than memory, in any unit, by dimension."""
    found: dict[Dim, frozenset[int]] = {}
    with store.reading() as session:
        for dim in WORDS:
            read = [margins_of(session, None, (dim,), unit, release) for unit in Unit]
            found[dim] = frozenset(
                revision
                for by_revision in read
                for revision, margins in by_revision.items()
                if any(margin.groups and not margin.recalled for margin in margins)
            )
    return found


def who_sentence(each: Described) -> str:
    """Say in one sentence how many datasets describe their people in one respect."""
    held = several(each.datasets, "dataset")
    said = [f"We hold a table of people’s {each.words} for {exact(each.tabled)} of {held}"]
    if each.reported:
        more = "more reports" if each.reported == 1 else "more report"
        said.append(f"{exact(each.reported)} {more} it without a table that we hold")
    if each.denied:
        say = "says" if each.denied == 1 else "say"
        said.append(f"{exact(each.denied)} {say} that it is not recorded or not released")
    if each.silent:
        left = f"for {exact(each.silent)} we found nothing, or have not read the full source"
        said.append(left)
    return "; ".join(said) + "."
