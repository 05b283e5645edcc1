"""Describe: what the OpenAPI document says of a route beyond its types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import FastAPI, Path
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from app.api.formats import MEDIA
from app.api.problems import MEDIA_TYPE, ProblemDetails
from app.services.access.sessions import COOKIE
from app.services.parameters import Parameter

Slug = Annotated[str, Path(description="Name of the card.", examples=["chexpert"])]
DESCRIPTION = """Who is in the data that medical-imaging models learn from, and who is not.

What is published can be read by anybody, without a token, as JSON, NDJSON, CSV, Parquet or XLSX: by
the suffix of the address (`.json`, `.ndjson`, `.csv`, `.parquet`, `.xlsx`) or by `Accept`. With
`.metadata.json` every address tells what its numbers mean, where they come from, their licence and
the release they were read from.
What is not known is null with its status, never zero. Errors are problem details (RFC 9457)."""
_READ_ERRORS = {
    "404": "There is nothing of this name.",
    "406": "The format asked for is not one of ours.",
    "410": "The card was withdrawn; by whom, when and why is told.",
    "422": "A parameter breaks a rule; the problems name it, with a value that would be right.",
    "503": "The database is busy or out of reach; try again.",
}
_PRIVATE_ERRORS = {
    "401": "No key was given, or one that is wrong, expired or revoked.",
    "403": "The key does not allow this, or another site has sent it.",
    "404": "There is nothing of this name that you may see.",
    "422": "Something breaks a rule; the problems name each place, rule, value and example.",
    "429": "Too much was asked in a time; Retry-After says how long to wait.",
    "503": "The database is busy or out of reach; try again.",
}
_WRITE_ERRORS = _PRIVATE_ERRORS | {
    "408": "The body did not come in time.",
    "409": "The present state does not allow this; it is told.",
    "410": "The card was withdrawn; by whom, when and why is told.",
    "412": "What was to be changed has changed meanwhile; the present ETag is told.",
    "413": "The body is larger than the limit.",
    "415": "The body is not of a kind that is taken here.",
    "428": "If-Match is missing: say which state is changed.",
    "507": "No room is left to write; nothing was written.",
}
# Not kept in memory and not a table: what changes without a release.
_JSON_ONLY = {"service", "corrections"}
_IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "New for each change. Sent again within 24 hours with the same request, it gets "
    "the same answer and changes nothing; with another request: 422.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[ -~]+$"},
}
# Of operations that read a body and store nothing: there is nothing to do only once.
STORES_NOTHING = {"x-stores-nothing": True}
_SECURITY = {
    "key": {"type": "http", "scheme": "bearer", "bearerFormat": "fairatlas_..."},
    "session": {"type": "apiKey", "in": "cookie", "name": COOKIE},
}


def parameters(known: Sequence[Parameter]) -> dict[str, Any]:
    """Document query parameters that the service reads by itself, so that it can name mistakes."""
    return {"parameters": [_parameter(each) for each in known]}


def changes(*known: Parameter) -> dict[str, Any]:
    """Document a change of a draft, which names the state that it was made from."""
    match = {
        "name": "If-Match",
        "in": "header",
        "required": False,
        "description": "The ETag of the draft as you know it. Without it: 428; stale: 412.",
        "schema": {"type": "string"},
    }
    return {"parameters": [match, *map(_parameter, known)]}


def may_answer(*statuses: str) -> dict[int | str, dict[str, Any]]:
    """Document errors that an operation has beyond those of its kind."""
    return {status: _error(_READ_ERRORS[status]) for status in statuses}


def _error(description: str) -> dict[str, Any]:
    reference = {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}
    return {"description": description, "content": {MEDIA_TYPE: reference}}


def accepts(example: Mapping[str, Any], *, patch: bool = False) -> dict[str, Any]:
    """Document a body in JSON."""
    schema = {"type": "object", "additionalProperties": True}
    media: dict[str, Any] = {"application/json": {"schema": schema, "example": dict(example)}}
    if patch:
        media["application/merge-patch+json"] = media["application/json"]
    return {"requestBody": {"required": True, "content": media}}


def _parameter(each: Parameter) -> dict[str, Any]:
    described = {
        "name": each.name,
        "in": "query",
        "required": False,
        "description": each.meaning,
        # So that a form may send all its fields: an empty one counts as not given.
        "allowEmptyValue": True,
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
        made["components"]["securitySchemes"] = _SECURITY
        for path in made["paths"].values():
            for method, operation in path.items():
                _complete(method, operation)
        made["servers"] = [{"url": "/api"}]
        app.openapi_schema = made
    return app.openapi_schema


def _complete(method: str, operation: dict[str, Any]) -> None:
    """Say which formats and errors every operation has."""
    responses = operation["responses"]
    responses.pop("422", None)
    reading = method == "get"
    if reading and "security" not in operation and not _JSON_ONLY & set(operation["tags"]):
        good = responses["200"]["content"]
        for media in list(MEDIA.values())[1:]:
            good[media] = {"schema": {"type": "string", "format": "binary"}}
        responses["304"] = {"description": "The answer that you hold still stands."}
    # The answer to a new key holds its token, which is kept nowhere: nothing to answer again.
    stores = not operation.get("x-stores-nothing")
    if not reading and stores and "keys" not in operation["tags"]:
        operation.setdefault("parameters", []).append(_IDEMPOTENCY)
    if "201" in responses and _takes_dry_run(operation):
        responses["200"] = {**responses["201"], "description": "What a dry run would have done."}
    for status, description in _errors_of(reading, "security" in operation).items():
        responses[status] = _error(description)


def _takes_dry_run(operation: Mapping[str, Any]) -> bool:
    return any(each["name"] == "dry_run" for each in operation.get("parameters", []))


def _errors_of(reading: bool, secured: bool) -> Mapping[str, str]:
    if not reading:
        return _WRITE_ERRORS
    return _PRIVATE_ERRORS if secured else _READ_ERRORS
