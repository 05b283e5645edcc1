"""BibTeX: the card, and each source that its numbers were read in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain.card import DatasetCard
from app.domain.published import PublishedCard

NAME = "bibtex"
SUFFIX = ".bib"
MEDIA_TYPE = "application/x-bibtex; charset=utf-8"
TITLE = "Citation (BibTeX)"
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#",
    "$": r"\$", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def write(published: PublishedCard) -> bytes:
    """Write one entry for the card and one per source; what was recalled is no source to cite."""
    return "\n".join(_entries(published)).encode()


def _entries(published: PublishedCard) -> Iterator[str]:
    card = published.card
    yield _entry(
        card.slug,
        {
            "title": card.name,
            "author": f"{{{_plain(card.custodian)}}}" if card.custodian else None,
            "year": str(card.release_year) if card.release_year else None,
            "version": card.version,
            "doi": card.doi,
            "url": card.homepage,
            "note": f"FairAtlas card {card.slug}, revision {published.revision}, "
            f"release {published.release}{f', {published.page}' if published.site else ''}",
        },
    )
    for source in card.sources:
        if not source.recalled:
            yield _entry(f"{card.slug}-{_key(source.id)}", _source(card, source.id))


def _source(card: DatasetCard, source_id: str) -> dict[str, str | None]:
    source = card.source(source_id)
    return {"note": source.citation, "url": source.url}


def _key(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]+", "-", text)


def _entry(key: str, fields: dict[str, str | None]) -> str:
    raw = ("author", "url", "doi")
    lines = [
        f"  {name} = {{{value if name in raw and name == 'author' else _field(name, value)}}},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@misc{{{key},", *lines, "}", ""])


def _field(name: str, value: str) -> str:
    """Escape a text; an address only loses what would end the field."""
    if name in ("url", "doi"):
        return re.sub(r"[{}\\\s]", lambda found: f"%{ord(found[0]):02X}", value)
    return _plain(value)


def _plain(text: str) -> str:
    return "".join(_SPECIAL.get(letter, letter) for letter in " ".join(text.split()))
