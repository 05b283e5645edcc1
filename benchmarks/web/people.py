"""People who do not exist: datasets made by rule, published as real ones are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from app.domain.card import DatasetCard, Total
from app.domain.counts import Cell, CountTable
from app.domain.reference import Country
from app.domain.source import Source
from app.domain.vocabulary import Access, Basis, Coverage, Dim, Kind, Unit
from app.importers.reference_csv import read_countries
from app.services.bundle import CardFile
from app.services.publishing import finish_release, publish_card
from app.store import Session, Store
from app.store.references import save_countries
from app.store.releases import bump_release

COUNTRIES = Path(__file__).parents[2] / "data" / "reference" / "countries"
# ISO 3166-1 leaves XAA to XZZ to its users; XKX is taken.
MADE_UP_CODES = [f"X{a}{b}" for a in "AB" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
SEXES = ("female", "male")
AGES = (*(f"{low}-{low + 4}" for low in range(0, 80, 5)), "80+")
DIMS = (Dim.COUNTRY, Dim.SEX, Dim.AGE)
SOURCE = Source("s1", "Made by rule for the benchmark of the web tier.")
ORIGIN = "user"
MOVING_AREA = "XAA"  # only the moving set is there, so that its count tells the release
MOVING_SET = "moving"


@dataclass(frozen=True, slots=True)
class Size:
    """How much is made: `areas` countries or areas, and `datasets` that have all of them."""

    areas: int = 300
    datasets: int = 201

    @property
    def cells(self) -> int:
        """Cells of all datasets together; the moving area is in none of them."""
        return self.datasets * (self.areas - 1) * len(SEXES) * len(AGES)


def publish_people(store: Store, size: Size) -> int:
    """Publish all of them in one transaction and return its release."""
    with store.writing() as session:
        release = bump_release(session, "people made by rule")
        areas = made_up_areas(size.areas)
        save_countries(session, areas)
        codes = [area.iso3 for area in areas if area.iso3 != MOVING_AREA]
        _publish(session, (made_up_card(at, codes) for at in range(size.datasets)), release)
        finish_release(session, release)
    return release


def publish_move(store: Store) -> int:
    """Publish the moving set anew, with as many patients as its release has in its number."""
    with store.writing() as session:
        release = bump_release(session, "the moving set has moved")
        _publish(session, [moving_card(release)], release)
        finish_release(session, release)
    return release


def _publish(session: Session, cards: Iterable[DatasetCard], release: int) -> None:
    for card in cards:
        file = CardFile(Path(f"{card.slug}.yaml"), "dataset", f"{card.slug} {release}", b"")
        publish_card(session, file, card, ORIGIN, release)


def made_up_areas(number: int) -> tuple[Country, ...]:
    """The real countries and, after them, as many made-up ones as are missing."""
    real = read_countries(COUNTRIES)
    missing = MADE_UP_CODES[: max(1, number - len(real))]
    like = zip(missing, real, strict=False)
    made_up = [replace(real, iso3=code, name=f"Made-up area {code}") for code, real in like]
    return (*real[: number - len(made_up)], *made_up)


def made_up_card(number: int, codes: Iterable[str]) -> DatasetCard:
    """One dataset with patients of both sexes and all ages in every area."""
    cells = tuple(_cells(codes, Random(number)))  # noqa: S311  # the same people every time
    return _card(f"made-up-{number:03d}", cells)


def _cells(codes: Iterable[str], chance: Random) -> Iterator[Cell]:
    for code in codes:
        for sex in SEXES:
            for age in AGES:
                key = {Dim.COUNTRY: code, Dim.SEX: sex, Dim.AGE: age}
                yield Cell(key, n=1 + int(chance.random() * 500))


def moving_card(n_patients: int) -> DatasetCard:
    """The one set of the moving area."""
    key = {Dim.COUNTRY: MOVING_AREA, Dim.SEX: SEXES[0], Dim.AGE: AGES[0]}
    return _card(MOVING_SET, (Cell(key, n=n_patients),))


def _card(slug: str, cells: tuple[Cell, ...]) -> DatasetCard:
    table = CountTable(Unit.PATIENTS, DIMS, SOURCE.id, cells, Basis.REPORTED, Coverage.COMPLETE)
    return DatasetCard(
        slug=slug,
        name=slug,
        kind=Kind.DATASET,
        description="Nobody in it exists.",
        modalities=("xray",),
        body_regions=("chest",),
        access=Access.CLOSED,
        synthetic=False,
        sources=(SOURCE,),
        totals={Unit.PATIENTS: Total(Unit.PATIENTS, table.known_sum, SOURCE.id)},
        tables=(table,),
    )
