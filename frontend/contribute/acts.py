"""Acts: small forms that change something through the programs' interface, written by a script."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from dash import html
from dash.development.base_component import Component


class Entry(TypedDict):
    """One field of a form; `kind` is textarea, text, password, or choice among options."""

    name: str
    label: str
    kind: str
    hint: str
    required: bool
    options: list[tuple[str, str]]


def entry(
    name: str, label: str, kind: str = "textarea", *, hint: str = "", required: bool = True
) -> Entry:
    """Ask for one text, which is sent under this name."""
    return {"name": name, "label": label, "kind": kind, "hint": hint, "required": required,
            "options": []}  # fmt: skip


def chosen(name: str, label: str, options: Iterable[tuple[str, str]]) -> Entry:
    """Ask for one of some values, each as JSON with its words; the first is chosen already."""
    return {**entry(name, label, "choice"), "options": list(options)}


def act(
    name: str, method: str, address: str, button: str, *,
    entries: Iterable[Entry] = (), body: Mapping[str, Any] | None = None, hint: str = "",
    etag: str | None = None, then: str = "", done: Iterable[str] = (), onward: str = "",
    main: bool = False,
) -> Component:  # fmt: skip
    """Offer one act.

    `entries` are asked for, and sent with what `body` holds already; `etag` is the state that it
    changes; `then` is where one goes once it is done. With `done`, its lines are said in the place
    of the form instead (their {names} are those of the answer), and `onward` leads to `then`. It is
    all text; the server decides what is allowed.
    """
    told: dict[str, Any] = {
        "name": name, "method": method, "address": f"/api/v1{address}", "button": button,
        "entries": list(entries), "body": dict(body or {}), "hint": hint, "etag": etag,
        "then": then, "done": list(done), "onward": onward, "main": main,
    }  # fmt: skip
    return html.Div(id=f"act-{name}", className="act", **{"data-act": json.dumps(told)})
