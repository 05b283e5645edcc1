"""What is wrong with an address, in the words of the controls that make it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.domain.question import DIMENSIONS
from app.domain.vocabulary import Unit
from app.errors import Problem
from app.language import N_, _
from app.services.gaps.words import DIMENSION_LABELS, unit_label
from app.services.measures import MEASURES
from frontend.components.kinds import access_options, modality_options, region_options

_LABELS: Mapping[str, str] = {
    "subject": N_("Who"),
    "dimension": N_("By"),
    "unit": N_("Counted in"),
    "measure": N_("Show"),
    "modality": N_("Kind of image"),
    "body_region": N_("Part of the body"),
    "access": N_("Obtained"),
    "reference": N_("Compare with"),
    "released_from": N_("Year of release"),
    "released_to": N_("Year of release"),
}
_OFFERED: Mapping[str, Callable[[], list[str]]] = {
    "dimension": lambda: [_(DIMENSION_LABELS[name]) for name in DIMENSIONS],
    "unit": lambda: [unit_label(unit) for unit in Unit],
    "measure": lambda: [_(measure.label) for measure in MEASURES.values()],
    "modality": lambda: [words for value, words in modality_options() if value],
    "body_region": lambda: [words for value, words in region_options() if value],
    "access": lambda: [_(words) for value, words in access_options() if value],
}


def of_address(problem: Problem) -> str:
    """Say which choice of the address is wrong, and what can be chosen instead."""
    label = _LABELS.get(problem.field)
    if label is None:
        return str(problem)
    given = f"{problem.field}={problem.value}"
    if problem.field in _OFFERED and problem.value:
        return _(
            "{label}: the address says “{given}”, which we do not know. One of: {offered}.",
            label=_(label),
            given=given,
            offered="; ".join(_OFFERED[problem.field]()),
        )
    return _("{label}: {rule}.", label=_(label), rule=problem.rule)
