"""Hugging Face dataset card: README.md with front matter; the whole card under our own key."""

from __future__ import annotations

from typing import Any

from app.domain.card import DatasetCard
from app.domain.hugging_face import CARD, LICENCES, OTHER, licence_key
from app.domain.published import PublishedCard
from app.exporters.cards._plain import plain
from app.exporters.cards._yaml import written

NAME = "hugging_face"
SUFFIX = ".huggingface.md"
MEDIA_TYPE = "text/markdown; charset=utf-8"
TITLE = "Hugging Face dataset card (README.md)"


def write(published: PublishedCard) -> bytes:
    """Write front matter and a short text; reading it by `hugging_face` gives the same card."""
    card = published.card
    head = {
        **_licence(card.licence),
        "pretty_name": card.name,
        "tags": ["medical", *card.modalities, *card.body_regions],
        CARD: plain(card),
    }
    return f"---\n{written(head)}---\n\n{_text(published)}".encode()


def _licence(licence: str | None) -> dict[str, str]:
    """Name a licence as the hub does; one that it does not know goes by its own name."""
    if licence is None:
        return {}
    keys = {licence_key(name): name for name in LICENCES}
    known = keys.get(licence_key(licence))
    return {"license": known} if known else {"license": OTHER, "license_name": licence}


def _text(published: PublishedCard) -> str:
    card = published.card
    return "\n\n".join(
        [
            f"# {_plain(card.name)}",
            _plain(card.description),
            f"FairAtlas card `{card.slug}`, revision {published.revision}, release "
            f"{published.release}. Every number stands in the front matter, with its source.",
            "## Sources",
            _sources(card),
            "",
        ]
    )


def _sources(card: DatasetCard) -> str:
    lines: list[str] = [f"- {_plain(source.citation)}" for source in card.sources]
    return "\n".join(lines)


def _plain(text: Any) -> str:
    """Keep a text a text: Markdown and HTML in it mean nothing."""
    one_line = " ".join(str(text).split())
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>#|" else letter for letter in one_line)
