"""Described: what datasets say of the people in them, and which kind of nothing the rest is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.domain.vocabulary import Dim, Kind
from app.language import _, plural
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
        return _(DIM_WORDS[self.dim])


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
    said = [
        _(
            "We hold a table of people’s {respect} for {tabled} of {held}",
            respect=each.words,
            tabled=exact(each.tabled),
            held=several(each.datasets, "dataset"),
        )
    ]
    if each.reported:
        said.append(
            plural(
                "{n} more reports it without a table that we hold",
                "{n} more report it without a table that we hold",
                each.reported,
            )
        )
    if each.denied:
        said.append(
            plural(
                "{n} says that it is not recorded or not released",
                "{n} say that it is not recorded or not released",
                each.denied,
            )
        )
    if each.withheld:
        n = exact(each.withheld)
        said.append(_("for {n} those whose data it is keep the numbers", n=n))
    if each.silent:
        left = _("for {n} we found nothing, or have not read the full source", n=exact(each.silent))
        said.append(left)
    return "; ".join(said) + "."
