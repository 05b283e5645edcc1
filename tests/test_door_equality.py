"""One question, one answer: the service, the API in each format and the command line agree."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pyarrow.parquet as pq
import pytest

from app import cli
from app.domain.question import Question
from app.main import create_app
from app.services.assess import assess
from app.services.assess_table import assessment_table
from app.services.files import to_json
from app.services.link.link import link
from app.services.link.question import LinkQuestion
from app.services.link.table import link_table
from app.settings import Settings
from app.store import Store, open_store
from tests.support.server import served

QUESTIONS = [
    {"subject": "dataset:chexpert", "dimension": "country"},
    {"subject": "dataset:chexpert", "dimension": "age", "unit": "images"},
    {"subject": "all", "dimension": "country", "reference": "un-wpp-2024-2025"},
    {"subject": "all", "dimension": "region", "modality": "fundus", "include_recalled": "true"},
    {"subject": "datasets:ham10000,isic-2020", "dimension": "sex,age", "unit": "images"},
    {"subject": "model:retfound", "dimension": "country", "unit": "images"},
]
LINKS = [{"attribute": "sex", "unit": "images"}, {"attribute": "skin_tone", "metric": "accuracy"}]


@pytest.fixture(scope="module")
def settings(bundled_database: Path) -> Settings:
    return Settings(database_url=f"sqlite:///{bundled_database}")


@pytest.fixture(scope="module")
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings.database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def api(settings: Settings) -> Iterator[httpx.Client]:
    application = create_app(settings, with_pages=False)
    with (
        served(application) as address,
        httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client,
    ):
        yield client


def _by_command(
    settings: Settings, question: dict[str, str], shape: str, command: str = "assess"
) -> bytes:
    options = [part for k, v in question.items() for part in (f"--{k.replace('_', '-')}", v)]
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        patch.setattr(cli, "load_settings", lambda: settings)
        assert cli.main([command, *options, "--format", shape]) == 0
    said.flush()
    return bytes(said.buffer.getvalue())  # type: ignore[attr-defined]  # it is a BytesIO


@pytest.mark.parametrize("question", QUESTIONS, ids=urlencode)
def test_every_door_gives_the_same_answer(
    settings: Settings, store: Store, api: httpx.Client, question: dict[str, str]
) -> None:
    answer = assess(store, Question.parse(question))
    service = json.loads(to_json(answer))
    assert service["groups"]
    assert api.get("/assess", params=question).json() == service
    assert json.loads(_by_command(settings, question, "json")) == service

    table = api.get("/assess.csv", params=question).content
    assert _by_command(settings, question, "csv") == table
    rows = pq.read_table(io.BytesIO(api.get("/assess.parquet", params=question).content))
    assert rows.to_pylist() == list(assessment_table(answer).records())
    _same_numbers(service["groups"], list(csv.DictReader(io.StringIO(table.decode()))))


@pytest.mark.parametrize("question", LINKS, ids=urlencode)
def test_the_link_is_the_same_at_every_door(
    settings: Settings, store: Store, api: httpx.Client, question: dict[str, str]
) -> None:
    answer = link(store, LinkQuestion.parse(question.items()))
    service = json.loads(to_json(answer))
    assert service["axes"]
    assert api.get("/link", params=question).json() == service
    assert json.loads(_by_command(settings, question, "json", "link")) == service

    written = api.get("/link.csv", params=question).content
    assert _by_command(settings, question, "csv", "link") == written
    rows = pq.read_table(io.BytesIO(api.get("/link.parquet", params=question).content)).to_pylist()
    assert rows == list(link_table(answer).records())
    groups = [g for axis in service["axes"] for run in axis["runs"] for g in run["groups"]]
    assert len(rows) == len(groups) + len(service["untested"])
    for group, row in zip(groups, rows, strict=False):
        bounds = group["share"] or {"low": None, "high": None}
        assert (row["share_low"], row["share_high"]) == (bounds["low"], bounds["high"])
        same = ("group", "value", "difference", "n", "state", "reason")
        assert [row[name] for name in same] == [group[name] for name in same]


def _same_numbers(groups: list[dict[str, Any]], rows: list[dict[str, str]]) -> None:
    """Each cell of the CSV is the number of the JSON, exactly; what is null there is empty here."""
    assert len(groups) == len(rows)
    for group, row in zip(groups, rows, strict=True):
        read = {
            **group["key"],
            "status": group["status"],
            "n": group["n"]["value"],
            "n_low": group["n"]["low"],
            "n_high": group["n"]["high"],
            "share_known": group["share"]["known"],
            "share_low": group["share"]["low"],
            "share_high": group["share"]["high"],
            "reference_share": group["reference_share"],
            "ratio": group["ratio"]["value"],
            "to_parity": group["to_parity"]["value"],
            "reason": group["reason"],
            "sources": "; ".join(group["sources"]) or None,
        }
        shown = {name: "" if value is None else str(value) for name, value in read.items()}
        assert {name: row[name] for name in shown} == shown


def test_the_same_mistake_has_the_same_words(settings: Settings, api: httpx.Client) -> None:
    told = api.get("/assess", params={"dimension": "sx"}).json()
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cli, "load_settings", lambda: settings)
        patch.setattr("sys.stderr", said)
        assert cli.main(["assess", "--dimension", "sx"]) == 2
    assert told["detail"] in said.getvalue()
    assert told["problems"][0]["rule"] in said.getvalue()
