"""Parts: a card in plain values as the parts that one chooses between, and back again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

# Chosen part by part; every other field is one part.
_BY_NAME = ("documentation", "governance")
_TOTALS, _TABLES = "totals", "tables"


def parts_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a card by its parts: "licence", "totals.patients", "tables.patients by sex"."""
    parts: dict[str, Any] = {}
    for name, value in fields.items():
        if name in _BY_NAME and isinstance(value, dict):
            parts |= {f"{name}.{key}": inner for key, inner in value.items()}
        elif name == _TOTALS and isinstance(value, dict):
            parts |= dict(_totals(value, fields.get("totals_source")))
        elif name == _TABLES and isinstance(value, list):
            parts |= dict(_tables(value))
        elif name != "totals_source":
            parts[name] = value
    return parts


def _totals(totals: Mapping[str, Any], sources: object) -> Iterator[tuple[str, Any]]:
    named = sources if isinstance(sources, dict) else {}
    for unit, n in totals.items():
        if n is not None:
            yield f"{_TOTALS}.{unit}", {"n": n, "source": named.get(unit)}


def _tables(tables: list[Any]) -> Iterator[tuple[str, Any]]:
    """Name each table by what it counts; of several alike, the later ones are numbered."""
    seen: dict[str, int] = {}
    for table in tables:
        name = _table_name(table) if isinstance(table, dict) else "unreadable"
        seen[name] = seen.get(name, 0) + 1
        yield f"{_TABLES}.{name}" + (f" ({seen[name]})" if seen[name] > 1 else ""), table


def _table_name(table: Mapping[str, Any]) -> str:
    dims = table.get("dims")
    by = ", ".join(map(str, dims)) if isinstance(dims, list) else "?"
    more = [str(table[name]) for name in ("scheme", "part") if table.get(name)]
    return " ".join([f"{table.get('unit', '?')} by {by}", *(f"[{each}]" for each in more)])


def as_one(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Put the parts of a card together again."""
    fields: dict[str, Any] = {}
    for name, value in parts.items():
        head, _, key = name.partition(".")
        if head == _TOTALS:
            fields.setdefault(_TOTALS, {})[key] = value["n"]
            if value["source"] is not None:
                fields.setdefault("totals_source", {})[key] = value["source"]
        elif head == _TABLES:
            fields.setdefault(_TABLES, []).append(value)
        elif head in _BY_NAME and key:
            fields.setdefault(head, {})[key] = value
        else:
            fields[name] = value
    return fields


def with_sources_of(known: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Give the file's sources ids that do not clash with those of the stored card.

    A source that the stored card has as well keeps the stored id; any other gets the next free
    one. So what the file says goes on naming its own source once the two are one card.
    """
    stored, told = known.get("sources"), fields.get("sources")
    if not _all_named(stored) or not _all_named(told):
        return dict(fields)
    held = {_cited(source): source["id"] for source in stored or []}
    renamed, taken = {}, [*(stored or [])]
    for source in told or []:
        same = held.get(_cited(source))
        renamed[source["id"]] = same or _free(source["id"], taken)
        if same is None:
            taken.append({**source, "id": renamed[source["id"]]})
    return {**_renamed(dict(fields), renamed), "sources": taken}


def _all_named(sources: Any) -> bool:
    if not isinstance(sources, list):
        return sources is None
    return all(isinstance(s, dict) and isinstance(s.get("id"), str) for s in sources)


def _cited(source: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(source.get(name) for name in ("citation", "url", "where", "seen"))


def _free(wished: str, taken: list[Mapping[str, Any]]) -> str:
    ids = {source["id"] for source in taken}
    if wished not in ids:
        return wished
    return next(f"s{n}" for n in range(1, len(ids) + 2) if f"s{n}" not in ids)


def _renamed(value: Any, ids: Mapping[str, str]) -> Any:
    """Rename every `source` of tables, totals and answers."""
    if isinstance(value, list):
        return [_renamed(each, ids) for each in value]
    if not isinstance(value, dict):
        return value
    found: dict[str, Any] = {}
    for name, inner in value.items():
        if name == "source" and isinstance(inner, str):
            found[name] = ids.get(inner, inner)
        elif name == "totals_source" and isinstance(inner, dict):
            found[name] = {u: ids.get(s, s) if isinstance(s, str) else s for u, s in inner.items()}
        else:
            found[name] = _renamed(inner, ids)
    return found
