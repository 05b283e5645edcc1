"""What schemathesis is told of this API beyond its document, so that it comes past the first check.

Bodies are files in every format, or the documented example with something changed; a change of a
draft names the state that was seen last, as a client would.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Iterator
from random import Random
from typing import Any

import schemathesis
from schemathesis import APIOperation, Case, HookContext
from schemathesis.core.transport import Response

from app.services.bulk.intake import media_types
from scripts.fuzz_files import FILES

KEY_IN_USE = "FAIRATLAS_FUZZ_KEY"
AS_DRAWN, WITH_ETAG = 0.3, 0.8
etags: dict[str, str] = {}
random = Random(1)  # noqa: S311  # no secret

for media in media_types():
    schemathesis.openapi.media_type(media, FILES)


@schemathesis.hook
def map_body(context: HookContext, body: Any) -> Any:
    """Turn most objects into the documented example with one of its values changed or left out."""
    example = _example(context)
    chance = Random(repr(body))  # noqa: S311  # no secret
    if not isinstance(body, dict) or example is None or chance.random() < AS_DRAWN:
        return body
    changed = copy.deepcopy(example)
    if "slug" in changed and chance.random() < 0.5:
        changed["slug"] = f"set-{chance.randrange(50)}"
    held, name = chance.choice(list(_places(changed)))
    drawn = [*body.values(), None, "", -1, "<b>"]
    if chance.random() < 0.6:
        held[name] = chance.choice(drawn)
    return changed


def _example(context: HookContext) -> dict[str, Any] | None:
    body = _said(context.operation, "requestBody") or {}
    return body.get("content", {}).get("application/json", {}).get("example") or None


def _said(operation: APIOperation | None, name: str) -> Any:
    return operation.definition.raw.get(name, []) if operation else []


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    names = value if isinstance(value, dict) else range(len(value))
    for name in list(names):
        yield value, name
        if isinstance(value[name], dict | list):
            yield from _places(value[name])


@schemathesis.hook
def before_call(_context: HookContext, case: Case, _kwargs: dict[str, Any]) -> None:
    """Name the state of the draft that is changed, where it is known; spare the key in use."""
    if case.path_parameters.get("key_id") == os.environ.get(KEY_IN_USE):
        case.path_parameters["key_id"] = "0" * 12
    known = etags.get(_draft(case))
    valid = case.meta is not None and case.meta.generation.mode.is_positive
    takes = any(each.get("name") == "If-Match" for each in _said(case.operation, "parameters"))
    if known and valid and takes and random.random() < WITH_ETAG:
        case.headers["If-Match"] = known


@schemathesis.hook
def after_call(_context: HookContext, case: Case, response: Response) -> None:
    """Note the state of the draft that was told."""
    if found := response.headers.get("etag"):
        etags[_draft(case)] = found[0]
    elif response.status_code in (412, 428):
        etags[_draft(case)] = response.json()["problems"][0]["example"]


def _draft(case: Case) -> str:
    noun = case.path.split("/")[2]
    return f"{noun} {case.path_parameters.get('slug')} {case.path_parameters.get('revision')}"
