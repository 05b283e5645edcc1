"""Answers of the server that are not 2xx, as errors in plain words (RFC 9457 problem details)."""

from __future__ import annotations

from typing import Any

import httpx

from fairatlas_client.errors import ClientError, NotAllowed, Problem, Refused, Unreachable

MOST_PROBLEMS = 100


def error_of(answer: httpx.Response | None) -> ClientError:
    """Turn an answer into the error that it means."""
    if answer is None:
        return Unreachable("The server did not answer")
    body = _body(answer)
    status = answer.status_code
    said = str(body.get("detail") or body.get("title") or f"The server answered {status}")
    problems = [_problem(each) for each in body.get("problems", [])[:MOST_PROBLEMS]]
    if status in (401, 403):
        return NotAllowed(said, problems)
    if status == 429 or status >= 500:
        return Unreachable(said, problems)
    return Refused(said, problems, status, body)


def _body(answer: httpx.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _problem(said: object) -> Problem:
    if not isinstance(said, dict):
        return Problem("", str(said)[:200])
    where = said.get("field") or said.get("pointer") or ""
    return Problem(
        str(where), str(said.get("rule", "")), str(said.get("value", ""))[:200],
        str(said.get("example", "")),
    )  # fmt: skip
