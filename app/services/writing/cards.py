"""Cards as they are sent: read whole, every problem with its place; hashed; patched."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.domain.printed import PrintedFraction
from app.errors import Invalid, Problem, problem
from app.importers.reading.json_text import read_json
from app.services.writing.kinds import Kind, Written

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
Document = Mapping[str, Any]
COMPUTED = "run"


def read_document(body: bytes) -> Document:
    """Read a body as one JSON object."""
    return read_json(body)


@dataclass(frozen=True, slots=True)
class Sent:
    """A card that was read without a problem, and its text as it was sent."""

    kind: Kind
    card: Written
    text: str

    @property
    def slug(self) -> str:
        """Name of the card."""
        return self.card.slug

    @property
    def hash(self) -> str:
        """Hash of what was sent."""
        return hashlib.sha256(b"sent 1\n" + self.text.encode()).hexdigest()


def read_card(kind: Kind, document: Document, slug: str | None = None) -> Sent:
    """Read a card; every problem is told at once, each with its JSON pointer.

    `slug` is the name in the address, which the card must have too.

    Raises
    ------
    Invalid
        With all that is wrong.
    """
    try:
        card = kind.read(document)
    except Invalid as error:
        raise Invalid(error.message, [located(each) for each in error.problems]) from None
    if getattr(card, "publication_status", None) == COMPUTED:
        rule = "must be paper or repository: what is computed here comes of POST /evaluations/runs"
        found = problem("publication_status", rule, COMPUTED, "paper")
        raise Invalid("Only this service says what it has computed.", [located(found)])
    if slug is not None and card.slug != slug:
        found = problem("slug", "must be that of the address", card.slug, slug)
        raise Invalid("The card has another name than its address.", [located(found)])
    return Sent(kind, card, document_text(document))


def located(found: Problem) -> Problem:
    """Return a problem with its place as a JSON pointer (RFC 6901) as well."""
    steps = [name or number for name, number in _STEP.findall(found.field)]
    escaped = (step.replace("~", "~0").replace("/", "~1") for step in steps)
    return replace(found, pointer="".join(f"/{step}" for step in escaped))


def document_text(document: Document) -> str:
    """Return a document as JSON that reads as it was sent: 0.50 keeps its two decimals."""
    return value_text(document)


def value_text(value: Any) -> str:
    """Return any plain value as JSON in the digits that it was sent in."""
    if isinstance(value, PrintedFraction):
        return value.text
    if isinstance(value, Mapping):
        pairs = (f"{json.dumps(name)}: {value_text(each)}" for name, each in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(value_text, value)) + "]"
    return json.dumps(value)


def patched(document: Document, patch: Document) -> Document:
    """Return a document changed by a JSON merge patch (RFC 7396): null removes a field."""
    merged = dict(document)
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, Mapping):
            inside = merged.get(name)
            merged[name] = patched(inside if isinstance(inside, Mapping) else {}, value)
        else:
            merged[name] = value
    return merged
