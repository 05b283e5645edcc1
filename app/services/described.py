"""Described: what datasets say of the people in them, and which kind of nothing the rest is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.domain.vocabulary import Dim, Kind
from app.services.catalogue.dataset_filters import TABLED
from app.services.catalogue.overview import Held, Tally, tally_of
from app.services.catalogue.overview_words import DIM_WORDS
from app.services.snapshot import snapshot
from app.services.wording import exact, several
from app.store import Store
from app.store.listing import tabled


@dataclass(frozen=True, slots=True)
class Described:
    """How many datasets say who is in them, in one respect; the parts add up to `datasets`.

    `tabled`: we hold the published table. `reported`: the documentation reports it, fully or in
    part, and we hold no table. `denied`: it says that none is recorded or released. `silent`: we
    found nothing, or have not read the full source. `withheld`: those whose data it is keep it.
    """

    dim: Dim
    datasets: int
    tabled: int
    reported: int
    denied: int
    silent: int
    withheld: int = 0

    @property
    def words(self) -> str:
        """Name the respect as people do."""
        return DIM_WORDS[self.dim]


def described(
    store: Store, release: int, slugs: Collection[str] | None = None
) -> tuple[Described, ...]:
    """Say it of the named datasets, or of all; aggregates and cohorts are not datasets."""
    chosen = [
        record
        for slug, record in snapshot(store, release).records.items()
        if record.kind is Kind.DATASET and (slugs is None or slug in slugs)
    ]
    return of_tally(tally_of(chosen, _tabled(store, release)), len(chosen))


def of_tally(tally: Tally, sets: int) -> tuple[Described, ...]:
    """Say it of sets that are tallied already."""
    return tuple(
        Described(
            dim=dim,
            datasets=sets,
            tabled=counts[Held.TABLE],
            reported=counts[Held.SAID],
            denied=counts[Held.SAID_NOT],
            silent=counts[Held.NOT_FOUND],
            withheld=counts[Held.WITHHELD],
        )
        for dim, counts in tally.items()
    )


@lru_cache(maxsize=4)
def _tabled(store: Store, release: int) -> Mapping[Dim, frozenset[int]]:
    with store.reading() as session:
        return tabled(session, TABLED, release)


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
    if each.withheld:
        said.append(f"for {exact(each.withheld)} those whose data it is keep the numbers")
    if each.silent:
        left = f"for {exact(each.silent)} we found nothing, or have not read the full source"
        said.append(left)
    return "; ".join(said) + "."
