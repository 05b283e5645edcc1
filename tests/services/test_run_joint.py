"""Replicates that a run leaves behind: of groups alone and crossed, in any order of attributes."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from app.domain.reason import Reason
from app.domain.run import RunFile
from app.importers.run_json import read_run
from app.services.results.comparison_crossed import crossed_changes
from app.services.results.comparison_words import comparison_question, gap_words, signed
from app.services.runs import joint
from app.services.runs.compared import GapChanged, GroupChange, RunNamed, RunsCompared
from app.services.runs.compute import compute
from app.services.runs.joint import Joint, name_of, packed, unpacked, word_of
from app.services.runs.place import Place
from app.services.shared_source import SharedSource
from tests.support import runs as made

CROSSED = ("sex", "age")


def kept(folder: Path, table: pa.Table, **more: Any) -> Joint:
    content = made.packed(table)
    place, file = Place(str(folder)), RunFile(0, made.sha256(content), len(content))
    place.put(file, content)
    found = compute(read_run(made.ABOUT | more), place, [file], 11, lambda _share, _words: None)
    held = packed(found)
    assert held
    return unpacked(held)


def test_crossed_groups_are_resampled_with_everybody(tmp_path: Path) -> None:
    found = kept(tmp_path, made.predictions(patients=300))
    assert found.crosses(None, CROSSED)
    cell = word_of({"sex": "male", "age": "0-39"})
    drawn = found.of((None, name_of(CROSSED), "tpr"), [cell])
    assert drawn is not None
    assert drawn.shape == (1000, 1)
    assert 0 < drawn.std() < 0.2


def test_the_order_of_attributes_does_not_matter(tmp_path: Path) -> None:
    table = made.predictions(patients=300)
    one = kept(tmp_path / "a", table)
    other = kept(tmp_path / "b", table, attributes=["age", "sex"])
    asked = (None, name_of(CROSSED), "brier")
    words = sorted(one.groups[asked])
    assert words == sorted(other.groups[asked])
    np.testing.assert_array_equal(one.of(asked, words), other.of(asked, words))


def test_so_many_crossed_groups_are_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joint, "MOST_CROSSED", 3)
    found = kept(tmp_path, made.predictions(patients=300))
    assert not found.crosses(None, CROSSED)
    assert found.crosses(None, ["sex"]), "groups of one attribute are always kept"


# --- What a page says of crossed groups -----------------------------------------------------------


def change(group: dict[str, str], ends: tuple[float, float] | None, metric: str) -> GroupChange:
    low, high = ends or (None, None)
    moved = None if ends is None else sum(ends) / 2
    reason = "no_positives" if ends is None else None
    return GroupChange(None, group, metric, moved and 0.5, moved and 0.5 + moved, moved, low, high,
                       reason, None)  # fmt: skip


def compared(metric: str) -> RunsCompared:
    named = RunNamed(
        "one", "a model", None, "a dataset", "test", 0.5, SharedSource("none_found", (), ())
    )
    ends = {"a": (0.1, 0.2), "b": (-0.2, -0.1), "c": (-0.1, 0.1), "unknown": None}
    cells = [change({"sex": sex, "age": "0-39"}, each, metric) for sex, each in ends.items()]
    gap = GapChanged(None, ("age", "sex"), f"{metric}_gap", 0.3, 0.1, -0.2, -0.3, -0.1, "down",
                     None, None)  # fmt: skip
    return RunsCompared(named, named, 0.95, tuple(cells), (gap,), {metric: "A measure"}, (), ())


@pytest.mark.parametrize(
    ("metric", "looks"),
    [
        ("auroc", ["better", "worse", "chance", "none"]),
        ("brier", ["worse", "better", "chance", "none"]),
        ("calibration_slope", ["higher", "lower", "chance", "none"]),
    ],
)
def test_who_is_served_better_follows_the_direction_of_the_measure(
    metric: str, looks: list[str]
) -> None:
    found = compared(metric)
    shown = crossed_changes(found, comparison_question(found, {}))
    assert shown
    assert [each.look for row in shown.grid.cells for each in row if each] == looks
    last = shown.grid.cells[-1][0]
    assert last
    assert last.said == Reason.NO_POSITIVES.sentence
    assert "3 crossed groups with a value in both" in shown.sentence
    assert "levelling down" in shown.sentence


Numbers = tuple[float, float, float | None, float | None]


@pytest.mark.parametrize(
    ("metric", "numbers", "levelling", "said"),
    [
        ("equalised_odds_fairlearn", (0.466, 0.066, -0.45, -0.35), None,
         "It fell from 0.466 to 0.066. Lower is better."),
        ("equity_scaled_auroc", (0.796, 0.689, -0.13, -0.08), None,
         "It fell from 0.796 to 0.689. Higher is better."),
        ("worst_auroc", (0.7, 0.72, -0.01, 0.05), None,
         "It went from 0.700 to 0.720, which may be chance."),
        ("worst_auroc", (0.7, 0.8, None, None), None,
         "It went from 0.700 to 0.800; no interval tells whether by chance."),
        ("auroc_gap", (0.004, 0.004, 0.0, 0.0), "not_closed", "The gap is 0.004 in both."),
        ("calibration_slope_gap", (0.2, 0.1, -0.2, -0.01), None,
         "The gap narrowed from 0.200 to 0.100."),
    ],
)  # fmt: skip
def test_what_became_of_a_gap_follows_its_interval(
    metric: str, numbers: Numbers, levelling: str | None, said: str
) -> None:
    first, second, low, high = numbers
    gap = GapChanged(None, ("sex",), metric, first, second, second - first, low, high, levelling,
                     None, None)  # fmt: skip
    assert gap_words(gap) == said


def test_where_nothing_changed_no_chance_is_named() -> None:
    found = compared("auroc")
    cells = (change({"sex": "a", "age": "0-39"}, (0.0, 0.0), "auroc"),)
    shown = crossed_changes(replace(found, changes=cells), comparison_question(found, {}))
    assert shown
    assert shown.sentence.startswith("1 crossed group with a value in both: 1 with no change.")
    assert "same" in shown.looks


def test_what_reads_as_zero_has_no_sign() -> None:
    assert [signed(value, 2) for value in (0.001, -0.001, 0.0)] == ["0.00"] * 3
    assert [signed(value, 2) for value in (-0.12, 0.12)] == ["\N{MINUS SIGN}0.12", "+0.12"]
