"""What goes in comes out: every noun, every field, on both databases."""

import pytest

from app.domain.card import DatasetCard
from app.domain.vocabulary import Dim, Status, Unit
from app.store import Store
from app.store.areas import area_margins, save_area_margins
from app.store.datasets import dataset_card, dataset_state, published
from app.store.evaluations import (
    evaluation_card,
    publish_evaluation,
    published_evaluations,
    save_evaluation,
)
from app.store.margins import margins_of, model_margins_of, schemes_of, summaries_of
from app.store.models import model_card, publish_model, published_models, save_model
from app.store.records import AreaMargin
from app.store.references import (
    countries,
    reference,
    references,
    save_countries,
    save_reference,
)
from app.store.releases import bump_release
from app.store.sources import sources_of
from tests.store.examples import (
    AGES,
    ATLANTIS,
    EVALUATION,
    FULL,
    MEMORY,
    MODEL,
    NIGERIA,
    PAPER,
    RACE_MARGIN,
    SEX_MARGIN,
    SPARE,
    WORLD,
    published_in,
)


@pytest.mark.parametrize("card", [FULL, SPARE], ids=lambda card: card.slug)
def test_a_dataset_card_comes_back_whole(store: Store, card: DatasetCard) -> None:
    published_in(store, card)
    with store.reading() as session:
        found, meta = dataset_card(session, card.slug)
    assert found == card
    assert (meta.revision, meta.edition, meta.origin) == (1, card.version, "user")


def test_a_record_tells_what_a_pool_needs(store: Store) -> None:
    published_in(store, FULL, SPARE)
    with store.reading() as session:
        full, spare = published(session)
        sources = sources_of(session, [full.revision_id])
    assert full.totals == FULL.totals
    assert full.derived_from == FULL.derived_from
    assert full.overlap == FULL.overlap
    assert full.site_countries == (("NGA", False), ("CMR", True))
    assert full.documentation == FULL.documentation
    assert (full.n_sources, full.edition, full.modalities) == (2, "v2.1", ("xray", "ct"))
    assert (spare.totals, spare.derived_from, spare.site_countries) == ({}, (), ())
    assert sources == {(full.revision_id, "s1"): PAPER, (full.revision_id, "s2"): MEMORY}


def test_a_site_that_is_known_is_not_recalled(store: Store) -> None:
    site, recalled = FULL.sites
    twice = DatasetCard(
        **{name: getattr(SPARE, name) for name in SPARE.__dataclass_fields__ if name != "sites"},
        sites=(recalled, type(site)("CMR", city="Douala")),
    )
    published_in(store, twice)
    with store.reading() as session:
        [record] = published(session)
    assert record.site_countries == (("CMR", False),)


def test_margins_come_back_by_dimension_and_unit(store: Store) -> None:
    published_in(store, FULL, margins=[SEX_MARGIN, RACE_MARGIN])
    with store.reading() as session:
        [record] = published(session)
        own = record.revision_id
        sex = margins_of(session, None, (Dim.SEX,), Unit.PATIENTS)
        race = margins_of(session, [own], (Dim.SEX, Dim.ETHNICITY), Unit.PATIENTS)
        images = margins_of(session, None, (Dim.SEX,), Unit.IMAGES)
        nobody = margins_of(session, [], (Dim.SEX,), Unit.PATIENTS)
        schemes = schemes_of(session, (Dim.SEX, Dim.ETHNICITY), Unit.PATIENTS)
        of_models = model_margins_of(session, None, (Dim.SEX,), Unit.PATIENTS)
    assert sex == {own: (SEX_MARGIN,)}
    assert race == {own: (RACE_MARGIN,)}
    assert (images, nobody, of_models) == ({}, {}, {})
    assert schemes == {"us-omb-1997/race": 1}


def test_a_printed_summary_keeps_its_source(store: Store) -> None:
    published_in(store, FULL)
    with store.reading() as session:
        [record] = published(session)
        found = summaries_of(session, [record.revision_id], Unit.PATIENTS)
    [summary] = found[record.revision_id]
    assert summary.summary == AGES.summary
    assert (summary.dims, summary.source, summary.recalled) == ((Dim.AGE,), "s2", True)


def test_a_model_card_comes_back_whole(store: Store) -> None:
    with store.writing() as session:
        release = bump_release(session, "a model")
        draft = save_model(session, MODEL, [SEX_MARGIN], content_hash="h", origin="bundled")
        publish_model(session, draft, release)
    with store.reading() as session:
        card, _ = model_card(session, MODEL.slug)
        [record] = published_models(session)
        margins = model_margins_of(session, None, (Dim.SEX,), Unit.PATIENTS)
        of_datasets = margins_of(session, None, (Dim.SEX,), Unit.PATIENTS)
    assert card == MODEL
    assert (record.mix, record.developers) == (MODEL.mix, MODEL.developers)
    assert (record.mix_complete, record.n_sources) == (MODEL.mix_complete, 2)
    assert margins == {draft: (SEX_MARGIN,)}
    assert of_datasets == {}


def test_an_evaluation_comes_back_and_links_to_what_is_published(store: Store) -> None:
    with store.writing() as session:
        release = bump_release(session, "an evaluation")
        draft = save_evaluation(session, EVALUATION, content_hash="h", origin="bundled")
        publish_evaluation(session, draft, release)
    published_in(store, FULL)
    with store.reading() as session:
        card, _ = evaluation_card(session, EVALUATION.slug)
        [now] = published_evaluations(session)
        [before] = published_evaluations(session, release)
    assert card == EVALUATION
    assert (now.model, now.model_slug, now.dataset_slug) == ("deep-lung", None, "enugu-cxr")
    assert before.dataset_slug is None
    assert now.n_scores == 2


def test_a_reference_comes_back_and_is_not_saved_twice(store: Store) -> None:
    with store.writing() as session:
        bump_release(session, "a reference")
        first = save_reference(session, WORLD)
        again = save_reference(session, WORLD)
    with store.reading() as session:
        assert reference(session, WORLD.slug) == WORLD
        [head] = references(session)
    assert first is not None
    assert again is None
    assert (head.total, head.dims, head.eligible) == (2**40, WORLD.dims, WORLD.eligible)


def test_countries_come_back_in_their_order(store: Store) -> None:
    with store.writing() as session:
        bump_release(session, "countries")
        assert save_countries(session, [NIGERIA, ATLANTIS]) == 2
        assert save_countries(session, [NIGERIA, ATLANTIS]) == 0
    with store.reading() as session:
        assert countries(session) == (NIGERIA, ATLANTIS)


def test_areas_come_back_by_grouping_and_unit(store: Store) -> None:
    nga = AreaMargin(Unit.PATIENTS, "country", "NGA", Status.COUNTED, 6, 6, 6, 2, 1)
    cmr = AreaMargin(Unit.PATIENTS, "country", "CMR", Status.SITE_NOT_COUNTED, None, 0, 9, 0, 1)
    africa = AreaMargin(Unit.PATIENTS, "region", "Africa", Status.COUNTED, None, 6, 15, 2, 0)
    with store.writing() as session:
        save_area_margins(session, [nga, cmr, africa], bump_release(session, "areas"))
    with store.reading() as session:
        assert area_margins(session, Unit.PATIENTS, "country") == [nga, cmr]
        assert area_margins(session, Unit.PATIENTS, "region") == [africa]
        assert area_margins(session, Unit.IMAGES, "country") == []


def test_the_state_of_a_card_is_that_of_its_latest_published_revision(store: Store) -> None:
    published_in(store, FULL)
    with store.reading() as session:
        assert dataset_state(session, "nobody") is None
        state = dataset_state(session, FULL.slug)
    assert state is not None
    assert (state.origin, state.revision) == ("user", 1)
