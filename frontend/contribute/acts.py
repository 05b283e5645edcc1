"""Acts: small forms that change something through the programs' interface, written by a script."""

from __future__ import annotations

import json
from typing import Any

from dash import html
from dash.development.base_component import Component


def act(
    name: str, method: str, address: str, button: str, *,
    label: str = "", field: str = "", kind: str = "textarea", hint: str = "",
    etag: str | None = None, then: str = "", main: bool = False,
) -> Component:  # fmt: skip
    """Offer one act.

    `field` is what is sent as its body, asked under `label`; `etag` the state that it changes;
    `then` where one goes once it is done. It is all text; the server decides what is allowed.
    """
    told: dict[str, Any] = {
        "name": name, "method": method, "address": f"/api/v1{address}", "button": button,
        "label": label, "field": field, "kind": kind, "hint": hint, "etag": etag, "then": then,
        "main": main,
    }  # fmt: skip
    return html.Div(id=f"act-{name}", className="act", **{"data-act": json.dumps(told)})
