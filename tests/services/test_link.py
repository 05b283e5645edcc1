"""Link on cards made by hand: shares, states, clusters, refusals."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from app.domain.evaluation import EvaluationCard, PublishedScore
from app.domain.link import LinkState
from app.domain.reason import Reason
from app.domain.source import Source
from app.domain.vocabulary import Reported
from app.errors import NotFound
from app.services.link.answers import Link, Named
from app.services.link.axes import axes
from app.services.link.clusters import cluster_of
from app.services.link.holdings import Holdings, holdings
from app.services.link.link import link
from app.services.link.measures import BETTER, enough
from app.services.link.partitions import partitions
from app.services.link.question import LinkQuestion
from app.services.link.results import GroupScore, Learned, Result
from app.services.link.words import TOO_LITTLE, pooled_words, state_words
from app.services.shared_source import SharedSource
from app.services.sources import as_cited
from app.stats.tally import margins
from app.store import Store, open_store
from app.store.datasets import publish_dataset, save_dataset
from app.store.evaluations import publish_evaluation, save_evaluation
from app.store.releases import bump_release
from tests.support.cards import card, table

SOURCE = Source("s1", "A paper, 2020", "https://example.org", where="Table 2")
SHARED = SharedSource("none_found", (), ())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Seven sets of 100 patients, of them 20 women; a model trained and tested on each."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('link') / 'link.db'}")
    store.upgrade()
    with store.writing() as session:
        release = bump_release(session, "for a test")
        for at in range(7):
            counted = card(
                table("sex", {"female": 20, "male": 80}), slug=f"set-{at}", totals={"patients": 100}
            )
            tested = evaluation(f"test-{at}", f"set-{at}", women=0.70 + at / 100)
            revision = save_dataset(
                session, counted, margins(counted), content_hash=f"{at}", origin="user"
            )
            publish_dataset(session, revision, release)
            revision = save_evaluation(session, tested, content_hash=f"e{at}", origin="user")
            publish_evaluation(session, revision, release)
    yield store
    store.close()


def evaluation(slug: str, dataset: str, women: float, **more: Any) -> EvaluationCard:
    scores = tuple(
        PublishedScore({"sex": sex}, "auroc", value, "s1", n=200, n_pos=100)
        for sex, value in (("female", women), ("male", 0.8))
    )
    given: dict[str, Any] = {
        "model": f"network of {dataset}",
        "trained_on": (dataset,),
        "metric_definitions": {"auroc": "Area under the ROC curve within the group."},
        "scores": scores,
        "sources": (SOURCE,),
    }
    return EvaluationCard(
        slug=slug, dataset=dataset, task="a task", label="a finding",
        protocol="trained-from-scratch", **(given | more),
    )  # fmt: skip


def asked(store: Store, **given: str) -> Link:
    return link(store, LinkQuestion.parse(given.items()))


def test_seven_clusters_by_hand(made: Store) -> None:
    (axis,) = asked(made).axes
    assert [round(each.contrast or 0, 6) for each in axis.clusters] == [
        -0.1, -0.09, -0.08, -0.07, -0.06, -0.05, -0.04,
    ]  # fmt: skip
    assert axis.pooled.value == pytest.approx(-0.07)
    assert axis.pooled.p == 2 / 2**7
    assert {each.se for each in axis.clusters} == {None}
    assert {each.se_reason for each in axis.clusters} == {Reason.NO_JOINT_REPLICATES.sentence}
    said = pooled_words(axis)
    assert "lower (worse) by 0.07 on average" in said
    assert "p is 0.0156" in said
    assert "association" in said


def test_a_group_has_its_share_its_difference_and_both_sources(made: Store) -> None:
    answer = asked(made)
    women, men = answer.axes[0].runs[0].groups
    assert (women.share.low, women.share.high) == (0.2, 0.2)  # type: ignore[union-attr]
    assert women.difference == pytest.approx(-0.05)
    assert men.difference == pytest.approx(0.05)
    cited = [answer.sources[key] for key in women.sources]
    assert [each.of for each in cited] == ["test-0", "set-0"]
    assert cited[0].where == "Table 2"


def test_without_an_interval_over_patients_no_state_is_claimed(made: Store) -> None:
    for group in asked(made).axes[0].runs[0].groups:
        assert group.state is LinkState.TOO_FEW_TO_SAY
        assert group.reason == Reason.NO_INTERVAL.sentence
        assert state_words(group.state, group.reason) == TOO_LITTLE


def test_five_clusters_are_not_pooled_and_the_missing_fact_is_named(made: Store) -> None:
    chosen = ",".join(f"test-{at}" for at in range(5))
    (axis,) = asked(made, evaluations=chosen).axes
    assert (axis.pooled.value, axis.pooled.p, axis.pooled.clusters) == (None, None, 5)
    assert axis.pooled.reason == Reason.TOO_FEW_CLUSTERS.sentence
    assert "takes six independent clusters" in pooled_words(axis)


# --- Uploaded runs: replicates of all groups at once --------------------------------------------


def uploaded(held: Holdings, at: int, drawn: np.ndarray | None, **more: Any) -> Result:
    given: dict[str, Any] = {
        "evaluation": f"run-{at}",
        "model": Named(None, f"model {at}"),
        "tested_on": (Named(None, f"private set {at}"),),
        "learned": Learned("trained_on", "dataset:set-0", (Named("set-0", "set-0"),), Reported.YES),
        "draw": f"draw-{at}",
    }
    scores = tuple(
        GroupScore(sex, value, None, None, "patients", 400, 200, as_cited("run", SOURCE))
        for sex, value in (("female", 0.7), ("male", 0.8))
    )
    return Result(
        label=None, protocol="linear-probe", publication_status="paper",
        definition="Area under the ROC curve.", scale="fraction", scores=scores,
        shared_source=SHARED, replicates=drawn, **(given | more),
    )  # fmt: skip


def test_a_run_with_replicates_has_states_and_standard_errors(made: Store) -> None:
    held = holdings(made, LinkQuestion())
    drawn = np.random.default_rng(4).normal([0.7, 0.8], 0.005, size=(300, 2))
    (axis,) = axes([uploaded(held, 0, drawn)], held)
    women, men = axis.runs[0].groups
    assert women.state is LinkState.RARE_AND_WORSE
    assert men.state is LinkState.COMMON_AND_NOT_WORSE
    assert women.difference_high is not None
    assert women.difference_high < 0
    (cluster,) = axis.clusters
    assert cluster.se == pytest.approx((drawn[:, 0] - drawn[:, 1]).std(ddof=1))


def test_a_wide_interval_says_nothing_of_a_state(made: Store) -> None:
    held = holdings(made, LinkQuestion())
    drawn = np.random.default_rng(5).normal([0.7, 0.8], 0.3, size=(300, 2))
    women = axes([uploaded(held, 0, drawn)], held)[0].runs[0].groups[0]
    assert (women.state, women.reason) == (
        LinkState.TOO_FEW_TO_SAY, Reason.EITHER_SIDE.sentence,
    )  # fmt: skip


def test_runs_on_the_same_patients_or_mix_are_one_cluster(made: Store) -> None:
    held = holdings(made, LinkQuestion())
    apart = Learned("trained_on", None, (Named(None, "another set"),), Reported.YES)
    same_mix = [uploaded(held, 0, None), uploaded(held, 1, None)]
    assert cluster_of(same_mix, held.shot.lineage) == [0, 0]
    neither, unknown = uploaded(held, 2, None, learned=apart), Learned("not_known", None)
    same_test = uploaded(held, 3, None, learned=unknown, tested_on=neither.tested_on)
    lone = uploaded(held, 4, None, learned=unknown)
    found = [*same_mix, neither, same_test, lone]
    assert cluster_of(found, held.shot.lineage) == [0, 0, 1, 1, 2]


def test_definitions_never_share_an_axis(made: Store) -> None:
    held = holdings(made, LinkQuestion())
    one, other = (uploaded(held, at, None) for at in (0, 1))
    assert len(axes([one, other], held)) == 1
    assert len(axes([one, replace(other, scale="percent")], held)) == 2
    assert len(axes([one, replace(other, definition="Of another kind.")], held)) == 2


def test_an_old_release_is_asked_again(made: Store) -> None:
    assert asked(made, release="1").release == 1
    with pytest.raises(NotFound):
        asked(made, release="99")


@pytest.mark.parametrize(
    ("attribute", "groups", "parts"),
    [
        ("sex", ["male", "female"], [("male", "female")]),
        ("age", ["0-20", "20-40", "40+"], [("0-20", "20-40", "40+")]),
        ("age", ["0-59", "60+", "0-19", "20+"], [("0-59", "60+"), ("0-19", "20+")]),
        ("skin_tone", ["I-III", "IV-VI", "I", "II"], [("I-III", "IV-VI"), ("I", "II")]),
        ("skin_tone", ["unknown", "I"], [("I",)]),
        ("ethnicity", ["White", "non-White"], [("White", "non-White")]),
    ],
)
def test_groups_that_hold_the_same_people_do_not_stand_together(
    attribute: str, groups: list[str], parts: list[tuple[str, ...]]
) -> None:
    assert list(partitions(attribute, groups)) == parts


def test_enough_needs_both_sides_of_a_finding() -> None:
    assert enough("auroc", 20, 10) is True
    assert enough("auroc", 19, 10) is False
    assert enough("tpr", None, 9) is False
    assert enough("fpr", 500, None) is None
    assert enough("dice", 10, None) is True
    assert enough("dice", None, None) is None
    assert set(BETTER.values()) == {"higher", "lower"}
