"""Paging: which part of a list is shown, and where the next part is."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from app.domain.question import whole_number
from app.services.parameters import Pairs, Parameter

MOST_ROWS = 200
USUAL_ROWS = 50

PAGING = (
    Parameter(
        "limit",
        f"How many rows, at most {MOST_ROWS}. A page of JSON has {USUAL_ROWS} unless told; a file "
        "has every row.",
        whole_number(1, MOST_ROWS),
        "5",
        {"type": "integer", "minimum": 1, "maximum": MOST_ROWS},
    ),
    Parameter(
        "offset",
        "How many rows to pass over.",
        whole_number(0, 999_999_999),
        "10",
        {"type": "integer", "minimum": 0},
    ),
)


def page_of(asked: Mapping[str, object], every: bool) -> tuple[int | None, int]:
    """How many rows, None for all of them, and how many to pass over."""
    limit, offset = asked.get("limit"), asked.get("offset")
    usual = None if every else USUAL_ROWS
    return limit if isinstance(limit, int) else usual, offset if isinstance(offset, int) else 0


def next_page(given: Pairs, offset: int, limit: int | None, total: int) -> str | None:
    """Address of the next part, relative to the present one; None where this is the last."""
    if limit is None or offset + limit >= total:
        return None
    kept = {name: value for name, value in given if value}
    return "?" + urlencode({**kept, "limit": str(limit), "offset": str(offset + limit)})
