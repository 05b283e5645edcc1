"""What a library behind the guard does wrong ends its own fork, and nobody else."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.importers.croissant import read_croissant
from app.importers.guarded import child
from app.importers.guarded.guard import Choked, Guard
from app.importers.guarded.parquet import answer as shape_of
from tests.importers.counting import rle_bomb


@pytest.fixture(scope="module")
def greedy() -> Iterator[Guard]:
    guard = Guard("tests.importers.greedy")
    yield guard
    guard.close()


def asked(guard: Guard, deed: str) -> Any:
    return json.loads(guard.ask(deed.encode()))


def children() -> set[str]:
    return set(Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split())


@pytest.mark.parametrize("deed", ["memory", "abort", "raise", "write", "spin", "kill helper"])
def test_who_asked_is_told_and_the_next_question_is_answered(greedy: Guard, deed: str) -> None:
    with pytest.raises(Choked):
        asked(greedy, deed)
    assert asked(greedy, "greet") == "hello"


def test_a_fork_has_limits_no_secret_and_no_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FAIRATLAS_SECRET_KEY", "do-not-tell")
    before = children()
    guard = Guard("tests.importers.greedy")
    limits = asked(guard, "limits")
    assert limits == [child.PROCESSOR_S, child.MEMORY, child.WORDS]
    assert "no connection" in asked(guard, "connect")
    assert "FAIRATLAS_SECRET_KEY" not in asked(guard, "environment")
    guard.close()
    assert children() <= before


CONTEXT = {
    "@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/", "conformsTo": "http://purl.org/dc/terms/conformsTo",
    **{name: f"cr:{name}" for name in ("recordSet", "field", "source", "references", "regex")},
}  # fmt: skip
PLAIN = {
    "@context": CONTEXT, "@type": "sc:Dataset", "name": "Chest", "description": "Chest X-rays.",
    "conformsTo": "http://mlcommons.org/croissant/1.0", "url": "https://example.org/",
}  # fmt: skip


def _circle(size: int) -> list[dict[str, Any]]:
    """Record sets each of which takes its one field from the next."""
    return [
        {"@type": "cr:RecordSet", "@id": f"r{at}", "field": [
            {"@type": "cr:Field", "@id": f"r{at}/a", "dataType": "sc:Text",
             "source": {"field": {"@id": f"r{(at + 1) % size}/a"}}}]}
        for at in range(size)
    ]  # fmt: skip


HOSTILE: dict[str, dict[str, Any]] = {
    "a circle of fields": {"recordSet": _circle(300)},
    "terms that name each other": {"@context": CONTEXT | {"a": "b:x", "b": "a:x"}},
    "many terms": {"@context": CONTEXT | {f"t{at}": f"sc:t{at}" for at in range(10_000)}},
    "many nameless things": {"creator": [{"name": "x"}] * 1_000},
    "a slow expression": {"recordSet": [{"@type": "cr:RecordSet", "@id": "r", "field": [
        {"@type": "cr:Field", "@id": "r/a", "dataType": "sc:Text",
         "source": {"fileObject": {"@id": "f"}, "transform": {"regex": "(a+)+$"}}}]}]},
}  # fmt: skip


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_croissant_is_read_as_far_as_we_do_it_ourselves(name: str) -> None:
    found = read_croissant(json.dumps(PLAIN | HOSTILE[name]))
    assert found.fields["name"] == "Chest"


def test_the_shape_of_a_file_is_refused_before_anything_is_unpacked() -> None:
    told = json.loads(shape_of(rle_bomb(25_000_000)))
    assert "20,000,000 rows" in told["wrong"]
    assert json.loads(shape_of(b"no file"))["wrong"] == "must be a Parquet file"
