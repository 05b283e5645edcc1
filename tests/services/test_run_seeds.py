"""Seeds of one job: who is of it, and a spread by hand that is no interval over people."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.reason import Reason
from app.services.runs.answers import GroupGap, GroupScore, MeasureShown, RunAnswer
from app.services.runs.seeds import RunSeeds, SeedSpread, one_job, seeds_together

AUROC = MeasureShown("auroc", "AUROC", "", "", "", "higher", 1, "")


def score(value: float | None, sex: str | None = None, **more: Any) -> GroupScore:
    known: dict[str, Any] = dict.fromkeys(GroupScore.__dataclass_fields__)
    known |= {"metric": "auroc", "value": value, "group": {"sex": sex} if sex else {}}
    return GroupScore(**known | {"kind": "patients", "hidden": False} | more)


def gap(value: float | None, *sexes: str, **more: Any) -> GroupGap:
    known: dict[str, Any] = dict.fromkeys(GroupGap.__dataclass_fields__)
    known |= {"metric": "auroc_gap", "value": value, "attributes": ("sex",), "kind": "patients"}
    known |= {"groups": tuple({"sex": sex} for sex in sexes or ("female", "male"))}
    return GroupGap(**known | {"left_out": ()} | more)


def run(seed: int | None, *scores: GroupScore, **more: Any) -> RunAnswer:
    known: dict[str, Any] = dict.fromkeys(RunAnswer.__dataclass_fields__, "")
    known |= {"measures": (AUROC,), "scores": scores, "split": "test", "rows": 800}
    job = {"seed": seed} | more.pop("job", {})
    return RunAnswer(**known | {"threshold": 0.5, "threshold_source": "stated", "job": job} | more)


def spread(*runs: RunAnswer) -> RunSeeds:
    first, *others = [(f"run-{at}", each) for at, each in enumerate(runs)]
    return seeds_together("run-0", 1, one_job(dict([first]), others))


def only(found: RunSeeds) -> SeedSpread:
    (item,) = found.items
    return item


def test_mean_and_range_by_hand() -> None:
    found = spread(run(3, score(0.7)), run(1, score(0.9)), run(2, score(0.5)))
    item = only(found)
    assert (item.n_seeds, item.low, item.high) == (3, 0.5, 0.9)
    assert item.mean == pytest.approx(0.7)
    assert (item.interval_kind, item.reason) == ("seeds", None)
    assert [(each.slug, each.seed) for each in found.runs] == [
        ("run-1", 1), ("run-2", 2), ("run-0", 3),
    ]  # fmt: skip


def test_one_seed_alone_has_no_spread() -> None:
    found = spread(run(1, score(0.7)))
    assert (found.items, found.total, found.runs) == ((), 0, ())


def test_groups_are_paired_by_what_they_are_of_and_not_by_their_order() -> None:
    one = run(1, score(0.6, "female"), score(0.8, "male"))
    other = run(2, score(0.9, "male"), score(0.7, "female"))
    ranges = {each.group["sex"]: (each.low, each.high) for each in spread(one, other).items}
    assert ranges == {"female": (0.6, 0.7), "male": (0.8, 0.9)}


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ([score(None, reason="too_few_patients")], Reason.TOO_FEW_PATIENTS),
        ([], Reason.NOT_IN_EVERY_SEED),
        ([score(0.7, bound_low=0.69, bound_high=0.71)], Reason.NOT_FROM_COUNTS),
    ],
)
def test_where_a_seed_has_no_value_there_is_a_reason(
    other: list[GroupScore], reason: Reason
) -> None:
    item = only(spread(run(1, score(0.8)), run(2, *other)))
    assert (item.mean, item.low, item.high, item.interval_kind) == (None,) * 4
    assert item.reason == reason


def test_a_value_by_another_definition_is_not_of_the_spread() -> None:
    other = run(2, score(0.8), measures=(replace(AUROC, version=2),))
    assert only(spread(run(1, score(0.8)), other)).reason == Reason.NOT_IN_EVERY_SEED


def test_a_gap_has_its_spread_between_the_same_groups_alone() -> None:
    ways = {"in another order": ("male", "female"), "other groups": ("female", "male", "other")}
    runs = {name: run(2, gaps=(gap(0.12, *sexes),)) for name, sexes in ways.items()}
    own = run(1, gaps=(gap(0.04),))
    item = only(spread(own, runs["in another order"]))
    assert (item.mean, item.low, item.high, item.attributes) == (0.08, 0.04, 0.12, ("sex",))
    assert (item.interval_kind, item.group, item.reason) == ("seeds", {}, None)
    assert only(spread(own, runs["other groups"])).reason == Reason.NOT_IN_EVERY_SEED


def test_a_gap_is_rounded_as_in_the_seed_that_tells_least() -> None:
    item = only(spread(run(1, gaps=(gap(0.0417),)), run(2, gaps=(gap(0.1, decimals=1),))))
    assert (item.mean, item.low, item.high, item.decimals) == (0.1, 0.0, 0.1, 1)


def test_hidden_counts_stay_hidden_in_every_number() -> None:
    item = only(spread(run(1, score(0.71, decimals=2)), run(2, score(0.8, decimals=1))))
    assert (item.mean, item.low, item.high, item.decimals) == (0.8, 0.7, 0.8, 1)


@pytest.mark.parametrize(
    "other",
    [
        run(1, score(0.8)),
        run(None, score(0.8)),
        run(2, score(0.8), split="validation"),
        run(2, score(0.8), rows=799),
        run(2, score(0.8), level="counts"),
        run(2, score(0.8), threshold=0.3),
        run(2, score(0.8), threshold_source="validation"),
        run(2, score(0.8), job={"git_commit": "b"}),
        run(2, score(0.8), job={"git_commit": "a", "split_sha256": "d"}),
    ],
)
def test_another_job_is_no_seed(other: RunAnswer) -> None:
    own = run(1, score(0.7), job={"git_commit": "a", "split_sha256": "c"})
    assert spread(own, other).items == ()
    assert only(spread(own, run(2, score(0.8)))).n_seeds == 2, "what is not stated may be the same"


def test_thresholds_chosen_on_other_patients_are_part_of_each_training() -> None:
    chosen = [run(at, score(0.7), threshold=at / 10, threshold_source="validation")
              for at in (1, 2)]  # fmt: skip
    assert len(spread(*chosen).runs) == 2


def test_no_two_of_the_seeds_are_of_different_commits_or_of_one_seed() -> None:
    silent = run(1, score(0.7))
    stated = [run(seed, score(0.8), job={"git_commit": commit})
              for seed, commit in ((2, "a"), (3, "b"), (2, "a"), (4, "a"))]  # fmt: skip
    assert [each.seed for each in spread(silent, *stated).runs] == [1, 2, 4]
