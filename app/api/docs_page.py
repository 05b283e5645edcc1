"""The page of documentation: the OpenAPI document as plain HTML, without any script."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; }
code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
"""

_JSON = "application/json"


def page(document: Mapping[str, Any]) -> str:
    """Show every address with its parameters and an example that works."""
    by_tag: dict[str, list[str]] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            tag = operation.get("tags", ["service"])[0]
            by_tag.setdefault(tag, []).append(_operation(path, method, operation))
    sections = "".join(f"<h2>{escape(tag)}</h2>{''.join(each)}" for tag, each in by_tag.items())
    intro = "".join(
        f"<p>{escape(part)}</p>" for part in document["info"]["description"].split("\n\n")
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>FairAtlas API</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>'
        f'<main><h1>FairAtlas API</h1>{intro}<p><a href="/api/openapi.json">OpenAPI document</a>'
        f"</p>{sections}</main></body></html>"
    )


def _operation(path: str, method: str, operation: Mapping[str, Any]) -> str:
    known = operation.get("parameters", [])
    rows = "".join(_parameter(each) for each in known if each["in"] == "query")
    columns = (
        "<tr><th scope=col>Parameter</th><th scope=col>Meaning</th><th scope=col>Example</th></tr>"
    )
    table = f"<table>{columns}{rows}</table>" if rows else ""
    words = escape(operation.get("description", ""))
    head = f"<h3><code>{method.upper()} /api{escape(path)}</code></h3><p>{words}</p>"
    return head + table + (_body(operation) if "security" in operation else _link(path, known))


def _link(path: str, known: list[Mapping[str, Any]]) -> str:
    address = escape(example_address(path, known))
    return f'<p>Example: <a href="{address}"><code>{address}</code></a></p>'


def _body(operation: Mapping[str, Any]) -> str:
    """Show which scope is needed, and a body that is accepted."""
    scope = f"<p>Needs a key with <code>{escape(operation['x-fairatlas-scope'])}</code>.</p>"
    sent = operation.get("requestBody")
    if sent is None:
        return scope
    content = sent["content"]
    example = json.dumps(content[_JSON]["example"]) if _JSON in content else ""
    files = ", ".join(media for media, each in content.items() if "example" not in each)
    shown = f"{scope}<p>Body: <code>{escape(example)}</code></p>" if example else scope
    return shown + (f"<p>Or a file: <code>{escape(files)}</code></p>" if files else "")


def _parameter(each: Mapping[str, Any]) -> str:
    name, meaning = escape(each["name"]), escape(each.get("description", ""))
    allowed = each["schema"].get("enum", [])
    choices = f" <code>{escape(', '.join(allowed))}</code>" if allowed else ""
    example = escape(str(each.get("example", "")))
    return (
        f"<tr><td><code>{name}</code></td><td>{meaning}{choices}</td>"
        f"<td><code>{example}</code></td></tr>"
    )


def example_address(path: str, known: list[Mapping[str, Any]]) -> str:
    """An address that works: the example of each part of the path, and of the first parameter."""
    for each in known:
        if each["in"] == "path":
            path = path.replace("{" + each["name"] + "}", str(each["schema"]["examples"][0]))
    first = [each for each in known if each["in"] == "query" and "example" in each][:1]
    query = urlencode({each["name"]: each["example"] for each in first}, safe=":,")
    return f"/api{path}" + (f"?{query}" if query else "")
