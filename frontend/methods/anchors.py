"""The parts of Methods that other pages lead to: every section and every measure, by its anchor."""

from __future__ import annotations

from collections.abc import Mapping

from app.language import N_, _
from app.services.catalogue.metrics import measure_named

SECTIONS: Mapping[str, str] = {
    "counting": N_("How people are counted"),
    "measures": N_("Measures of representation"),
    "split": N_("The split of the divergence"),
    "performance": N_("Measures of performance, and of gaps"),
    "link": N_("The link between representation and performance"),
    "statuses": N_("Kinds of number, kinds of nothing"),
    "reasons": N_("Why something is not given"),
    "provenance": N_("What the figures rest on"),
    "documentation": N_("What datasets document, over time"),
    "words": N_("Words"),
    "sources": N_("Sources and licences"),
    "api": N_("For programs"),
    "changes": N_("Changes"),
}


def anchor(name: str) -> tuple[str, str]:
    """Return (words, address) of a section or a measure; KeyError where Methods has neither."""
    words = SECTIONS[name] if name in SECTIONS else measure_named(name).name
    return _(words), f"/methods#{name}"
