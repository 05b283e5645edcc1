"""Describe: what the OpenAPI document says of a route beyond its types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import FastAPI, Path
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from app.api.formats import MEDIA
from app.api.problems import MEDIA_TYPE, ProblemDetails
from app.services.parameters import Parameter

Slug = Annotated[str, Path(description="Name of the card.", examples=["chexpert"])]
DESCRIPTION = """Who is in the data that medical-imaging models learn from, and who is not.

Everything here can be read by anybody, without a token, as JSON, CSV or Parquet: by the suffix of
the address (`.json`, `.csv`, `.parquet`) or by `Accept`. With `.metadata.json` every address tells
what its numbers mean, where they come from, their licence and the release they were read from.
What is not known is null with its status, never zero. Errors are problem details (RFC 9457)."""
_ERRORS = {
    "404": "There is nothing of this name.",
    "406": "The format asked for is not one of ours.",
    "422": "A parameter breaks a rule; the problems name it, with a value that would be right.",
    "503": "The database is busy or out of reach; try again.",
}


def parameters(known: Sequence[Parameter]) -> dict[str, Any]:
    """Document query parameters that the service reads by itself, so that it can name mistakes."""
    return {"parameters": [_parameter(each) for each in known]}


def _parameter(each: Parameter) -> dict[str, Any]:
    described = {
        "name": each.name,
        "in": "query",
        "required": False,
        "description": each.meaning,
        "schema": dict(each.schema),
    }
    return described | ({"example": each.example} if each.example else {})


def document(app: FastAPI) -> Mapping[str, Any]:
    """Make the OpenAPI document once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes
        )
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        adapter = TypeAdapter(ProblemDetails)
        problem = adapter.json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(problem.pop("$defs", {}))
        schemas["ProblemDetails"] = problem
        for path in made["paths"].values():
            for operation in path.values():
                _complete(operation)
        made["servers"] = [{"url": "/api"}]
        app.openapi_schema = made
    return app.openapi_schema


def _complete(operation: dict[str, Any]) -> None:
    """Say which formats and errors every operation has."""
    responses = operation["responses"]
    responses.pop("422", None)
    good = responses["200"]["content"]
    if operation["operationId"] != "health":
        for media in list(MEDIA.values())[1:]:
            good[media] = {"schema": {"type": "string", "format": "binary"}}
        responses["304"] = {"description": "The answer that you hold still stands."}
    reference = {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}
    for status, description in _ERRORS.items():
        responses[status] = {"description": description, "content": {MEDIA_TYPE: reference}}
