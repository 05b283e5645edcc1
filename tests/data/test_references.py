"""The bundled references: totals as published, one scheme each, every column dated."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from app.domain.iso3166 import ISO3
from app.domain.reference import Country, Reference
from app.domain.scheme import SCHEMES
from app.domain.vocabulary import Dim
from app.importers.reference_csv import read_countries, read_country_columns, read_reference
from app.services.places_by_name import also

FOLDER = Path(__file__).parents[2] / "data" / "reference"
SLUGS = sorted(path.name for path in FOLDER.iterdir() if path.name != "countries")
WORLD = "un-wpp-2024-2025"


@pytest.fixture(scope="module")
def world() -> Reference:
    return read_reference(FOLDER / WORLD)


@pytest.fixture(scope="module")
def countries() -> tuple[Country, ...]:
    return read_countries(FOLDER / "countries")


def test_the_world_has_its_published_total(world: Reference) -> None:
    assert sum(row.n for row in world.rows) == 8_231_614_501
    assert len({row.key[Dim.COUNTRY] for row in world.rows}) == 236
    assert len(world.rows) == 236 * 2 * 21


def test_every_area_has_one_quality(world: Reference, countries: tuple[Country, ...]) -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for row in world.rows:
        found[row.key[Dim.COUNTRY]].add(row.quality)
    listed = {each.iso3: each.age_structure for each in countries if each.population}
    assert {iso3: {quality} for iso3, quality in listed.items()} == found
    kinds = [next(iter(each)) for each in found.values()]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "published": 193, "scaled-wpp2019": 17, "scaled-subregion": 26,
    }  # fmt: skip


def test_the_population_of_a_country_is_the_sum_of_its_people_but_for_rounding(
    world: Reference, countries: tuple[Country, ...]
) -> None:
    summed: dict[str, int] = defaultdict(int)
    for row in world.rows:
        summed[row.key[Dim.COUNTRY]] += row.n
    official = {each.iso3: each.population for each in countries if each.population}
    assert set(official) == set(summed)
    # 42 rounded rows per country: the published total may differ by a few people.
    assert max(abs(summed[iso3] - n) for iso3, n in official.items()) <= 16


def test_the_list_of_countries_is_the_list_of_codes(countries: tuple[Country, ...]) -> None:
    assert {each.iso3 for each in countries} == ISO3
    assert len(ISO3) == 250
    assert sum(each.population is None for each in countries) == 14


def test_every_column_of_the_countries_has_a_source() -> None:
    columns = [each.column for each in read_country_columns(FOLDER / "countries")]
    assert columns == list(Country.__dataclass_fields__)
    dated = {each.column: each.as_of for each in read_country_columns(FOLDER / "countries")}
    assert dated["region"] == "2023-09"
    assert dated["who_region"] == "2022-08"
    assert dated["income_group"] == "2026-04-30"


@pytest.mark.parametrize("slug", SLUGS)
def test_each_reference_says_who_is_in_it(slug: str) -> None:
    reference = read_reference(FOLDER / slug)
    assert reference.slug == slug
    assert reference.eligible
    assert reference.licence
    assert reference.source.url
    assert not reference.source.recalled


@pytest.mark.parametrize(
    ("slug", "total"),
    [
        ("us-census-estimates-2024-race", 340_110_988),
        ("us-census-2020-race", 331_449_281),
        ("us-census-2020-hispanic-origin", 331_449_281),
        ("us-census-2020-hispanic-origin-self-reported", 331_449_281),
        ("cn-census-2020-ethnic-group", 1_411_778_724),
    ],
)
def test_a_national_reference_speaks_the_words_of_its_scheme(slug: str, total: int) -> None:
    reference = read_reference(FOLDER / slug)
    scheme = SCHEMES[str(reference.scheme)]
    labels = [row.key[Dim.ETHNICITY] for row in reference.rows]
    assert [scheme.category(label) for label in labels] == labels
    assert sum(row.n for row in reference.rows) == total


def test_every_reference_is_described_in_the_docs() -> None:
    text = (FOLDER.parents[1] / "docs" / "references.md").read_text(encoding="utf-8")
    assert [slug for slug in SLUGS if f"`{slug}`" not in text] == []


def test_no_country_is_abbreviated_and_short_forms_still_find_it(
    countries: tuple[Country, ...],
) -> None:
    by_iso3 = {each.iso3: each for each in countries}
    assert by_iso3["BIH"].name == "Bosnia and Herzegovina"
    assert not [each.name for each in countries if re.search(r"&|\.| - |^U[SK]$", each.name)]
    sought = {"USA": "US", "GBR": "UK", "COD": "DRC", "CPV": "Cape Verde", "LCA": "St Lucia"}
    assert all(name in also(by_iso3[iso3]) for iso3, name in sought.items())
