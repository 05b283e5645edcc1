"""The areas kept at publishing are those that the same question answers afterwards."""

import pytest

from app.domain.question import GROUPINGS, Question
from app.domain.vocabulary import Status, Unit
from app.services.assess import assess
from app.services.atlas import country_counts, pooled_areas
from app.store import Store
from app.store.areas import save_area_margins
from app.store.reader import Uncommitted
from app.store.releases import bump_release


@pytest.fixture
def kept(store: Store) -> Store:
    """The fixture with its areas counted inside the transaction that makes a release."""
    with store.writing() as session:
        release = bump_release(session, "areas")
        save_area_margins(session, list(pooled_areas(Uncommitted(session, release))), release)
    return store


def test_a_country_has_the_numbers_of_the_question(kept: Store) -> None:
    for unit in Unit:
        asked = {g.key["country"]: g for g in assess(kept, Question(unit=unit)).groups}
        for found in country_counts(kept, unit):
            group = asked.get(found.country.iso3)
            if group is None:
                assert (found.status, found.n, found.datasets) == (Status.NOT_FOUND, None, 0)
                continue
            assert (found.n, found.n_low, found.n_high) == (
                group.n.value,
                group.n.low,
                group.n.high,
            )
            assert (found.status, found.datasets) == (group.status, group.datasets)


def test_people_per_million_are_given_for_patients_only(kept: Store) -> None:
    patients = {c.country.iso3: c for c in country_counts(kept, Unit.PATIENTS)}
    belgium = patients["BEL"]
    assert belgium.per_million_low == pytest.approx(30 / 1000 * 1e6)
    assert all(c.per_million_high is None for c in country_counts(kept, Unit.IMAGES))


def test_every_grouping_of_countries_is_counted(kept: Store) -> None:
    with kept.reading() as session:
        pooled = {area.grouping for area in pooled_areas(Uncommitted(session, kept.release()))}
    assert pooled <= {"country", *GROUPINGS}
    assert {"country", "region", "income_group"} <= pooled
