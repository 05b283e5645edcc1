"""The frozen fixture of cards, published in one release of a real database."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.assessment import Assessment, Group
from app.domain.question import Question
from app.domain.reference import Country, Reference, ReferenceRow
from app.domain.source import Source
from app.domain.vocabulary import Dim
from app.importers.card_yaml import read_dataset
from app.services.assess import assess
from app.stats.tally import margins
from app.store import Store, open_store
from app.store.datasets import publish_dataset, save_dataset
from app.store.references import save_countries, save_reference
from app.store.releases import bump_release

CARDS = Path(__file__).parents[1] / "fixtures" / "cards" / "datasets"
Ask = Callable[..., Assessment]


def country(iso3: str, region: str, income: str, population: int | None) -> Country:
    return Country(
        iso3=iso3,
        name=iso3,
        region=region,
        subregion=None,
        who_region=None,
        income_group=income,
        least_developed=False,
        landlocked=False,
        small_island=False,
        population=population,
        age_structure="published",
        lon=0.0,
        lat=0.0,
    )


COUNTRIES = [
    country("AUT", "Europe", "High income", 1000),
    country("BEL", "Europe", "High income", 1000),
    country("CHE", "Europe", "High income", 1000),
    country("IRL", "Europe", "High income", 1000),
    country("ESP", "Europe", "High income", 4000),
    country("USA", "Americas", "High income", 30000),
    country("KEN", "Africa", "Lower middle income", 5000),
    country("TUR", "Asia", "Upper middle income", 8000),
    country("IND", "Asia", "Lower middle income", 49000),
]


def people() -> Reference:
    """100,000 people; in each country half are female and a fifth are of each age band."""
    bands = ("0-19", "20-39", "40-59", "60-79", "80+")
    rows = tuple(
        ReferenceRow({Dim.COUNTRY: c.iso3, Dim.SEX: sex, Dim.AGE: band}, c.population // 10)
        for c in COUNTRIES
        if c.population
        for sex in ("female", "male")
        for band in bands
    )
    dims = (Dim.COUNTRY, Dim.SEX, Dim.AGE)
    source = Source("s1", "Invented people of test data.", "https://example.org/people")
    return Reference(
        slug="people",
        name="People",
        year=2025,
        eligible="everybody",
        dims=dims,
        rows=rows,
        source=source,
        licence="none",
    )


def race() -> Reference:
    """People of one country by race, with a category that no card prints."""
    counts = {"White": 600, "Black or African American": 200, "Asian": 100, "Samoan": 100}
    return Reference(
        slug="race",
        name="Race",
        year=2020,
        eligible="residents",
        dims=(Dim.ETHNICITY,),
        rows=tuple(ReferenceRow({Dim.ETHNICITY: k}, n) for k, n in counts.items()),
        source=Source("s1", "Invented census of test data.", "https://example.org/race"),
        licence="none",
        scheme="us-omb-1997/race",
        country="USA",
    )


def kenyans() -> Reference:
    """People of one country by sex."""
    return replace(
        race(),
        slug="kenyans",
        dims=(Dim.SEX,),
        rows=tuple(ReferenceRow({Dim.SEX: sex}, 500) for sex in ("female", "male")),
        scheme=None,
        country="KEN",
    )


def publish_all(store: Store) -> None:
    cards = [read_dataset(path.read_text()) for path in sorted(CARDS.glob("*.yaml"))]
    with store.writing() as session:
        release = bump_release(session, "test")
        save_countries(session, COUNTRIES)
        save_reference(session, people())
        save_reference(session, race())
        save_reference(session, kenyans())
        for card in cards:
            made = margins(card)
            number = save_dataset(session, card, made, content_hash=card.slug, origin="bundled")
            publish_dataset(session, number, release)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    found = open_store(f"sqlite:///{tmp_path_factory.mktemp('fixture') / 'fairatlas.db'}")
    found.upgrade()
    publish_all(found)
    yield found
    found.close()


@pytest.fixture
def ask(store: Store) -> Ask:
    """Ask a question as it stands in an address."""

    def asked(**params: str) -> Assessment:
        return assess(store, Question.parse(params))

    return asked


def group(answer: Assessment, *key: str) -> Group:
    (found,) = [each for each in answer.groups if tuple(each.key.values()) == key]
    return found
