"""Hugging Face dataset cards: the names that their reader and their writer share."""

from __future__ import annotations

from collections.abc import Mapping

# The whole card, under a key of our own in the front matter.
CARD = "fairatlas_card"
# Identifiers that the hub knows, and the licence as cards write it.
LICENCES: Mapping[str, str] = {
    "apache-2.0": "Apache-2.0",
    "cc": "CC",
    "cc-by-2.0": "CC BY 2.0",
    "cc-by-3.0": "CC BY 3.0",
    "cc-by-4.0": "CC BY 4.0",
    "cc-by-nc-2.0": "CC BY-NC 2.0",
    "cc-by-nc-3.0": "CC BY-NC 3.0",
    "cc-by-nc-4.0": "CC BY-NC 4.0",
    "cc-by-nc-nd-4.0": "CC BY-NC-ND 4.0",
    "cc-by-nc-sa-3.0": "CC BY-NC-SA 3.0",
    "cc-by-nc-sa-4.0": "CC BY-NC-SA 4.0",
    "cc-by-nd-4.0": "CC BY-ND 4.0",
    "cc-by-sa-3.0": "CC BY-SA 3.0",
    "cc-by-sa-4.0": "CC BY-SA 4.0",
    "cc0-1.0": "CC0 1.0",
    "mit": "MIT",
    "odbl": "ODbL",
    "pddl": "PDDL",
}
OTHER = "other"


def licence_key(text: str) -> str:
    """Return a licence's letters and digits alone: "CC BY-NC 4.0" and "cc-by-nc-4.0" are one."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
