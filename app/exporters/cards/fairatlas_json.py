"""FairAtlas card in JSON: the same fields as in YAML."""

from __future__ import annotations

from app.domain.published import PublishedCard
from app.exporters.cards._json import written
from app.exporters.cards._plain import plain

NAME = "fairatlas_json"
SUFFIX = ".card.json"
MEDIA_TYPE = "application/json"
TITLE = "FairAtlas card (JSON)"


def write(published: PublishedCard) -> bytes:
    """Write the card as it is read by `card_json`."""
    return f"{written(plain(published.card))}\n".encode()
