"""What the OpenAPI document says is what happens: each address, each parameter, each shape."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from app.api.app import NOUNS, create_api
from app.api.describe import document
from app.domain.question import Question
from app.services.question_parameters import QUESTION

Operation = tuple[str, dict[str, Any]]
# What a parameter needs beside it to be a sensible question.
TOGETHER = {
    "reference": {"dimension": "country"},
    "reference_filter": {
        "reference": "un-wpp-2024-2025",
        "dimension": "sex",
        "subject": "dataset:chexpert",
    },
}


DOCUMENT = dict(document(create_api(None)))  # type: ignore[arg-type]  # nothing is asked of the store
# What anybody may read; writing has tests of its own.
OPERATIONS: list[Operation] = [
    (path, each["get"])
    for path, each in DOCUMENT["paths"].items()
    if "get" in each and "security" not in each["get"] and path != "/v1/corrections"
]
# Kept out of memory: what is there is not the same for everybody, or changes without a release.
UNKEPT = {"health", "keys", "session", "corrections", "audit", "jobs", "imports", "columns",
          "consultations"}  # fmt: skip


def _closed(schemas: dict[str, Any]) -> dict[str, Any]:
    """The same shapes, with nothing allowed beyond what they name."""
    return {
        name: {"additionalProperties": False, **schema} if "properties" in schema else schema
        for name, schema in schemas.items()
    }


CLOSED = {"components": {"schemas": _closed(DOCUMENT["components"]["schemas"])}}


def _address(path: str, operation: dict[str, Any]) -> str:
    for each in operation.get("parameters", []):
        if each["in"] == "path":
            path = path.replace("{" + each["name"] + "}", each["schema"]["examples"][0])
    return path.removeprefix("/v1")


def _examples() -> Iterator[Any]:
    for path, operation in OPERATIONS:
        address = _address(path, operation)
        yield pytest.param(address, operation, id=address)
        for each in operation.get("parameters", []):
            if each["in"] == "query" and "example" in each:
                beside = TOGETHER.get(each["name"], {}) if path == "/v1/assess" else {}
                asked = beside | {each["name"]: each["example"]}
                shown = f"{address}?{urlencode(asked)}"
                yield pytest.param(shown, operation, id=shown)


def test_the_document_is_valid_openapi(api: httpx.Client) -> None:
    made = api.get(str(api.base_url.join("/api/openapi.json"))).json()
    validate(made)
    assert {path.split("/")[2] for path in made["paths"]} == NOUNS | UNKEPT


@pytest.mark.parametrize(("address", "operation"), list(_examples()))
def test_every_example_answers_as_documented(
    api: httpx.Client, address: str, operation: dict[str, Any]
) -> None:
    answer = api.get(address)
    assert answer.status_code == 200, answer.text[:300]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator({**schema, **CLOSED}).validate(answer.json())


def test_the_documented_question_is_the_question() -> None:
    assert [each.name for each in QUESTION] == [field.name for field in fields(Question)]


@pytest.mark.parametrize(
    "operation", [each for each in OPERATIONS if each[0] != "/v1/health"], ids=lambda each: each[0]
)
@pytest.mark.parametrize(
    "suffix", [".csv", ".ndjson", ".parquet", ".xlsx", ".metadata.json", ".json"]
)
def test_every_address_has_every_format(
    api: httpx.Client, operation: Operation, suffix: str
) -> None:
    address = _address(*operation)
    answer = api.get(address + suffix)
    assert answer.status_code == 200, answer.text[:300]
    assert answer.content or suffix == ".ndjson"  # no rows are no lines


def test_the_page_of_documentation_loads_nothing(api: httpx.Client) -> None:
    page = api.get(str(api.base_url.join("/api/docs"))).text
    assert all(f"/api{path}" in page for path, _ in OPERATIONS)
    assert "<script" not in page
    assert "//" not in page.replace("<!doctype html>", "").replace('="/', "")
