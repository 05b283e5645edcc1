"""The log of writes, for those who review: a hundred events at a time, the newest first."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from app.language import _
from app.services.parameters import whole_number
from app.services.writing.log import Logged, read_log
from frontend.components.table import Cell, table
from frontend.hall import hall

PATH = "/contribute/log"
_AT_ONCE = 100


def log(until: str) -> list[Component]:
    """Show the events up to a number; the last ones unless told."""
    store = hall().store
    total = read_log(store, [("limit", "1")]).total
    last = min(whole_number(until) or total, total)
    first = max(0, last - _AT_ONCE)
    asked = [("after", str(first)), ("limit", str(max(1, last - first)))]
    columns = (
        (_("Event"), "name"), (_("When (UTC)"), "words"), (_("Who"), "words"),
        (_("What"), "words"), (_("Its hash"), "words"),
    )  # fmt: skip
    rows = [
        (f"event-{each.number}", _cells(each)) for each in reversed(read_log(store, asked).items)
    ]
    label = _("Log of sign-ins and changes")
    caption = _(
        "{n} events in all. Each holds the hash of the one before it, so that whoever runs this "
        "site can see whether any is missing or was changed (fairatlas audit verify).",
        n=total,
    )
    older = dcc.Link(_("Older events"), href=f"{PATH}?until={first}")
    return [table("log", label, caption, columns, rows), html.P(older) if first else None]


def _cells(each: Logged) -> list[Cell]:
    # A session is known by the key that opened it: one key may open many.
    kind = "key" if each.kind == "session" else each.kind
    what = f"{each.act}: {kind} {each.subject}"
    whole = what if each.revision is None else f"{what}/{each.revision}"
    when = each.at.replace("T", " ").removesuffix("Z")
    return [str(each.number), when, each.account, whole, each.hash[:16]]
