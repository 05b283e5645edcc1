"""The page of the measures says what the registries say: a heading each, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.engine import SCHEMA
from app.engine.counts import COUNTED
from app.stats.inequality_registry import DEFAULT_INEQUALITY, INEQUALITY
from app.stats.performance_registry import GAP_METRICS, GROUP_METRICS

PAGE = Path(__file__).parents[2] / "docs/performance_measures.md"
SECTIONS = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", PAGE.read_text(), re.M | re.S))
ALL = {**GROUP_METRICS, **GAP_METRICS, **INEQUALITY}


def test_every_measure_has_its_heading_and_no_other() -> None:
    assert set(SECTIONS) == set(ALL)
    assert len(ALL) == len(GROUP_METRICS) + len(GAP_METRICS) + len(INEQUALITY)


@pytest.mark.parametrize("name", ALL)
def test_the_page_says_what_the_registry_says(name: str) -> None:
    metric, section = ALL[name], SECTIONS[name]
    assert f"{metric.title}. **{metric.question}**" in section
    for line in (
        f"- Formula: {metric.formula}",
        f"- Unit: {metric.unit}",
        f"- Version: {metric.version}",
        f"- Source: {metric.citation}",
    ):
        assert f"{line}\n" in section


def test_gaps_compare_measures_that_there_are() -> None:
    for metric in GAP_METRICS.values():
        assert set(metric.of) <= set(GROUP_METRICS)
    assert set(DEFAULT_INEQUALITY) <= set(INEQUALITY)


def test_the_cells_are_described_as_they_are_counted() -> None:
    assert set(COUNTED) <= set(SCHEMA)
