"""The page of methods is made from what answers: examples, splits, counts of evidence, texts."""

from pathlib import Path

import pytest

from app.domain.vocabulary import Basis
from app.services.methods.examples import WHOLE, splits, subject_of, worked
from app.services.methods.provenance import provenance
from app.services.methods.texts import TEXTS, country_columns, text_of
from app.settings import ROOT
from app.stats import METRICS
from app.store import Store


@pytest.mark.parametrize("metric_id", METRICS)
def test_every_measure_has_an_example_in_its_own_shape(metric_id: str) -> None:
    rows = worked(metric_id)
    named = [row.group for row in rows]
    by_group = METRICS[metric_id].kind == "group"
    assert named == (list(subject_of(metric_id).groups) if by_group else [WHOLE])
    assert all(row.value is not None for row in rows)


def test_the_examples_are_those_worked_out_by_hand() -> None:
    women, _ = worked("share")
    assert (women.value, women.low, women.high) == (240 / 300, 240 / 400, 340 / 400)
    assert worked("parity_add_only")[1].value == pytest.approx(180)
    (whole,) = worked("dissimilarity")
    assert whole.value == pytest.approx(0.3)
    assert worked("per_million")[0].value == pytest.approx(2000 / 4)


def test_the_split_is_exact_and_its_second_part_shrinks() -> None:
    found = splits()
    assert found[0].missing == 0
    for each in found:
        assert each.whole == pytest.approx(each.missing + each.composition, abs=1e-12)
    parts = [each.composition for each in found]
    assert parts == sorted(parts, reverse=True)


def test_figures_are_counted_by_what_they_rest_on(store: Store) -> None:
    kinds = {each.id: each for each in provenance(store)}
    by_basis = [kinds[basis.value] for basis in Basis]
    assert sum(each.n for each in by_basis) == by_basis[0].of > 0
    # The fixture has one set whose figures are from memory.
    assert kinds["recalled-totals"].n + kinds["recalled-cells"].n > 0
    assert all(each.n <= each.of for each in kinds.values())


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_is_there_without_its_title_and_dead_links(name: str) -> None:
    text = text_of(name)
    assert text
    assert "\n# " not in f"\n{text}"
    assert "](../" not in text
    assert ".md)" not in text


def test_a_text_that_is_not_installed_is_empty(tmp_path: Path) -> None:
    assert text_of("words", tmp_path) == ""


def test_headings_go_two_levels_down(tmp_path: Path) -> None:
    (tmp_path / "CHANGELOG.md").write_text("# Changes\n\n## First\n\nSee [this](other.md).\n")
    assert text_of("changes", tmp_path) == "### First\n\nSee this."


def test_apostrophes_are_those_of_the_page_and_code_stays(tmp_path: Path) -> None:
    (tmp_path / "CHANGELOG.md").write_text("One's own, the reviewers' `it's`.\n```\na'b\n```\n")
    assert text_of("changes", tmp_path) == "One’s own, the reviewers’ `it's`.\n```\na'b\n```"


def test_each_column_of_the_countries_has_a_source() -> None:
    columns = country_columns(ROOT / "data")
    assert {"region", "who_region", "income_group"} <= {each.column for each in columns}
    assert all(each.source for each in columns)
