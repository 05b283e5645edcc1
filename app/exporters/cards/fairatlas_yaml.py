"""FairAtlas card in YAML: the form of the bundled cards."""

from __future__ import annotations

from app.domain.published import PublishedCard
from app.exporters.cards._plain import plain
from app.exporters.cards._yaml import written

NAME = "fairatlas_yaml"
SUFFIX = ".card.yaml"
MEDIA_TYPE = "application/yaml"
TITLE = "FairAtlas card (YAML)"


def write(published: PublishedCard) -> bytes:
    """Write the card as it is read by `card_yaml`."""
    return written(plain(published.card)).encode()
