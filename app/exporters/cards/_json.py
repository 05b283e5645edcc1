"""JSON that keeps printed fractions: 0.50 stays 0.50."""

from __future__ import annotations

import json
from typing import Any

from app.domain.printed import PrintedFraction

_STEP = "  "


def written(value: Any, indent: str = "") -> str:
    """Write plain values as JSON, one field per line, a short mapping of plain values in one."""
    if isinstance(value, PrintedFraction):
        return value.text
    if isinstance(value, dict | list) and value:
        return _nested(value, indent)
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _nested(value: dict[str, Any] | list[Any], indent: str) -> str:
    inner = indent + _STEP
    if isinstance(value, list):
        parts, (left, right) = [written(each, inner) for each in value], "[]"
    else:
        parts = [f"{written(str(k))}: {written(v, inner)}" for k, v in value.items()]
        left, right = "{}"
    flat = f"{left}{', '.join(parts)}{right}"
    if len(flat) + len(indent) <= 100 and "\n" not in flat:
        return flat
    lines = f",\n{inner}".join(parts)
    return f"{left}\n{inner}{lines}\n{indent}{right}"
