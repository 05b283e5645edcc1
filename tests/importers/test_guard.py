"""What a library behind the guard does wrong ends its own fork, and nobody else."""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.run import RunFile
from app.errors import Invalid
from app.importers.croissant import read_croissant
from app.importers.guarded import child
from app.importers.guarded.guard import Choked, Guard
from app.importers.guarded.parquet import answer as shape_of
from app.importers.run_json import read_run
from app.services.runs import schema, values
from app.services.runs.place import Place
from tests.importers.counting import rle_bomb
from tests.support.runs import ABOUT


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


@pytest.mark.parametrize("deed", ["memory", "abort"])
def test_predictions_that_end_their_reader_are_refused_by_the_name_of_the_file(
    greedy: Guard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, deed: str
) -> None:
    monkeypatch.setattr(values, "_VALUES", greedy)
    monkeypatch.setattr(schema, "_SHAPES", greedy)
    place, content = Place(str(tmp_path)), deed.encode()
    file = RunFile(3, hashlib.sha256(content).hexdigest(), len(content))
    place.put(file, content)
    for check in (values.check_values, lambda *run: schema.check_schema(read_run(ABOUT), *run)):
        with pytest.raises(Invalid, match="within the limits of memory and time") as refused:
            check(place, [file])
        assert "files[3]" in {each.field for each in refused.value.problems}


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
