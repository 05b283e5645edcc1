"""Link on the bundled cards: what can be said today, and what would settle the rest."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.link import LinkState
from app.errors import Invalid, NotFound
from app.services.link.answers import Link
from app.services.link.link import link
from app.services.link.question import LinkQuestion
from app.services.link.settling import COUNTS, INTERVAL, LEARNED, NUMBERS, TEST
from app.services.link.table import link_table
from app.services.link.words import finding
from app.services.results.forest import attribute_words
from app.store import Store, open_store


@pytest.fixture(scope="module")
def bundled(bundled_database: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{bundled_database}")
    yield store
    store.close()


def asked(store: Store, **given: str) -> Link:
    return link(store, LinkQuestion.parse(given.items()))


def test_a_share_over_a_reference_is_a_second_view(bundled: Store) -> None:
    answer = asked(bundled, reference="un-wpp-2024-2025", models="")
    with_ratio = [g for a in answer.axes for r in a.runs for g in r.groups if g.ratio]
    assert with_ratio
    for group in with_ratio:
        assert group.share is not None
        assert group.ratio is not None
        assert group.ratio.low == pytest.approx(group.share.low / 0.5, rel=0.05)


@pytest.mark.parametrize("attribute", ["sex", "age", "ethnicity", "skin_tone"])
def test_today_the_honest_answer_is_a_refusal(bundled: Store, attribute: str) -> None:
    answer = asked(bundled, attribute=attribute, publication_status="all")
    assert answer.axes
    assert all(axis.pooled.value is None for axis in answer.axes)
    assert f"cannot be said by {attribute_words(attribute)}" in finding(answer).sentence
    states = {group.state for axis in answer.axes for run in axis.runs for group in run.groups}
    assert states == {LinkState.TOO_FEW_TO_SAY}


def test_every_number_leads_to_a_source(bundled: Store) -> None:
    answer = asked(bundled, unit="images")
    for axis in answer.axes:
        for run in axis.runs:
            for group in run.groups:
                owners = {answer.sources[key].of for key in group.sources}
                assert run.evaluation in owners
                assert group.share is None or len(owners) > 1
    for row in answer.untested:
        assert row.share is None or row.sources


def test_a_flag_of_a_shared_source_goes_wherever_the_run_goes(bundled: Store) -> None:
    answer = asked(bundled, evaluations="sourget-2025-biovil-mimic-cxr")
    assert {run.shared_source.state for axis in answer.axes for run in axis.runs} == {"shared"}
    rows = list(link_table(answer).records())
    assert {row["shared_source"] for row in rows} == {"shared"}
    assert "shares its source" in finding(answer).unknown


def test_an_open_list_of_parts_leaves_the_share_unknown_and_says_why(bundled: Store) -> None:
    answer = asked(bundled, evaluations="sourget-2025-biovil-mimic-cxr", unit="images")
    groups = [group for axis in answer.axes for run in axis.runs for group in run.groups]
    assert {group.share for group in groups} == {None}
    assert all(group.share_reason for group in groups)


def test_what_would_settle_it_is_named_with_how_much_it_opens(bundled: Store) -> None:
    answer = asked(bundled)
    what = {each.what for each in answer.settles}
    assert {LEARNED, COUNTS, NUMBERS, INTERVAL, TEST} <= what
    disclosures = [each.runs for each in answer.settles if each.kind == "disclosure"]
    assert disclosures == sorted(disclosures, reverse=True)
    mimic = next(each for each in answer.settles if each.of.slug == "mimic-cxr")
    assert (mimic.what, mimic.of.name) == (COUNTS, "MIMIC-CXR")


def test_a_model_tested_nowhere_is_named_for_each_group(bundled: Store) -> None:
    answer = asked(bundled)
    tested = {run.model.slug for axis in answer.axes for run in axis.runs}
    untested = {row.model.slug for row in answer.untested}
    assert untested
    assert not tested & untested
    one = [row.group for row in answer.untested if row.model == answer.untested[0].model]
    assert one == ["female", "male"]


def test_what_is_left_out_is_named(bundled: Store) -> None:
    left = {each.what: each.why for each in asked(bundled).left_out}
    assert "personal or student project" in left["guo-2025-pubmedclip-chexpert-no-finding-sex"]
    assert "TPR gap" in left["chexclusion-2021-chexpert"]


def test_names_that_nobody_has_are_refused_with_the_nearest(bundled: Store) -> None:
    with pytest.raises(NotFound) as refused:
        asked(bundled, models="biovill", evaluations="nothing-at-all")
    assert [each.field for each in refused.value.problems] == ["models", "evaluations"]
    assert "biovil" in refused.value.problems[0].example
    with pytest.raises(Invalid):
        asked(bundled, attribute="country")
