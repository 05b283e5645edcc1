"""What is wrong with an address, in the words of the controls that make it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

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
    "release": N_("Release"),
    "slug": N_("Name"),
}
_OFFERED: Mapping[str, Callable[[], list[str]]] = {
    "dimension": lambda: [_(DIMENSION_LABELS[name]) for name in DIMENSIONS],
    "unit": lambda: [unit_label(unit) for unit in Unit],
    "measure": lambda: [_(measure.label) for measure in MEASURES.values()],
    "modality": lambda: [words for value, words in modality_options() if value],
    "body_region": lambda: [words for value, words in region_options() if value],
    "access": lambda: [_(words) for value, words in access_options() if value],
}
# A control: the parameter, its label, and its options as value and words.
Pick = tuple[str, str, Iterable[tuple[str, str]]]
_MOST_OFFERED = 30


def of_choices(picks: Iterable[Pick]) -> Callable[[Problem], str]:
    """Say what is wrong in the words of these controls, and of `of_address` for what is in none."""
    known = {name: (label, dict(options)) for name, label, options in picks}

    def words(problem: Problem) -> str:
        if problem.field not in known:
            return of_address(problem)
        label, options = known[problem.field]
        return _said(label, problem, [_(said) for value, said in options.items() if value])

    return words


def of_address(problem: Problem) -> str:
    """Say which choice of the address is wrong, and what can be chosen instead."""
    label = _LABELS.get(problem.field)
    if label is None:
        return str(problem)
    offered = _OFFERED.get(problem.field, list)()
    return _said(_(label), problem, offered)


def _said(label: str, problem: Problem, offered: list[str]) -> str:
    """Name what can be chosen instead, unless it is too much to read: the control offers it."""
    if not (offered and problem.value):
        return _("{label}: {rule}.", label=label, rule=problem.rule)
    given = f"{problem.field}={problem.value}"
    said = _("{label}: the address says “{given}”, which we do not know.", label=label, given=given)
    if len(offered) > _MOST_OFFERED:
        return said
    return _("{said} One of: {offered}.", said=said, offered="; ".join(offered))
