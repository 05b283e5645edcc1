"""The page of the measures is true: a heading each, the registry's own words, live examples."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import app.stats
from app.domain import reason
from app.domain.reason import Reason
from app.stats import METRICS

PAGE = Path(__file__).parents[2] / "docs/measures.md"
SECTIONS = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", PAGE.read_text(), re.M | re.S))
MODULES = [module.name for module in pkgutil.walk_packages(app.stats.__path__, "app.stats.")]


def test_every_measure_has_its_heading_and_no_other() -> None:
    assert set(SECTIONS) == set(METRICS)


@pytest.mark.parametrize("metric_id", METRICS)
def test_the_page_says_what_the_registry_says(metric_id: str) -> None:
    metric, section = METRICS[metric_id], SECTIONS[metric_id]
    neutral = "none" if metric.neutral is None else f"{metric.neutral:g}"
    assert f"{metric.name}. **{metric.question}**" in section
    for line in (
        f"- Formula: {metric.formula}",
        f"- Unit: {metric.unit}",
        f"- Direction: {metric.direction}",
        f"- Neutral value: {neutral}",
        f"- Version: {metric.version}",
        f"- Source: {metric.source}",
    ):
        assert f"{line}\n" in section
    assert f'>>> show("{metric_id}"' in section


def test_the_examples_of_the_page_run() -> None:
    # Fences are no part of an example; without them a result ends at the next blank line.
    text = PAGE.read_text().replace("```python\n", "").replace("```\n", "")
    examples = doctest.DocTestParser().get_doctest(text, {}, "measures", str(PAGE), 0)
    assert len(examples.examples) > len(METRICS)
    assert doctest.DocTestRunner().run(examples).failed == 0


@pytest.mark.parametrize("name", [*MODULES, reason.__name__])
def test_the_examples_of_the_code_run(name: str) -> None:
    module = importlib.import_module(name)
    namespace = {**vars(module), "np": importlib.import_module("numpy")}
    assert doctest.testmod(module, globs=namespace).failed == 0


@pytest.mark.parametrize("why", Reason)
def test_every_reason_is_a_sentence(why: Reason) -> None:
    assert len(why.sentence) > 15
    assert not why.sentence.endswith(".")
    assert str(why) == why.value
