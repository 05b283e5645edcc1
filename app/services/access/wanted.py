"""Wanted: what is asked of keys and sessions, read from what was sent."""

from __future__ import annotations

from app.domain.access import Caller
from app.errors import Invalid
from app.importers.reading.fields import Fields
from app.services.access.keys import Wanted
from app.services.writing.cards import Document, located


def read_wanted(sent: Document, caller: Caller) -> Wanted:
    """Read what a further key of the caller shall be."""
    fields = Fields(sent, "", ("name", "scopes", "days"), [])
    if not fields.has("days"):
        fields.note("days", "must be given", "", "30")
    found = Wanted(
        name=fields.text("name", "laptop"),
        owner=caller.name,
        scopes=fields.words("scopes", sorted(caller.scopes)),
        days=fields.whole("days") or 0,
        role=caller.role,
        focal_for=caller.focal_for,
    )
    _refuse(fields)
    return found


def read_token(sent: Document) -> str:
    """Read the token of somebody who signs in; it is never shown in a problem."""
    fields = Fields({"token": str(sent.get("token") or "")}, "", ("token",), [])
    if set(sent) != {"token"} or not isinstance(sent["token"], str):
        fields.note("token", "must be given as text, and nothing else", "", "fairatlas_...")
    _refuse(fields)
    return str(sent["token"])


def _refuse(fields: Fields) -> None:
    if fields.problems:
        raise Invalid("The request cannot be read.", [located(each) for each in fields.problems])
