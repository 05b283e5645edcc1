"""Sets apart: which of the datasets with a card an answer does not count again, and why.

It is why the catalogue holds more datasets than an answer counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.assessment import Assessment
from app.language import _, plural
from app.services.selection import SYNTHETIC
from app.services.wording import exact, joined


def not_counted_apart(answer: Assessment) -> str:
    """Say which sets of a pool stand beside those that are counted; nothing of one set or mix."""
    said = list(_others(answer))
    if not said or answer.query.get("subject") != "all":
        return ""
    return plural(
        "Not counted beside the {n} dataset: {others}.",
        "Not counted beside the {n} datasets: {others}.",
        answer.total.datasets,
        others=joined(said),
    )


def of_all_cards(answer: Assessment, cards: int) -> str:
    """Say how the datasets that are counted and those with a card hang together.

    Nothing is said of a list that is not made of exactly the datasets of the answer.
    """
    rest = len(answer.collapsed) + len(answer.excluded)
    counted = answer.total.datasets
    if not rest or cards != counted + rest:
        return ""
    return _(
        "Of the {cards} datasets with a card, {counted} are counted where people are added up; "
        "not counted: {others}.",
        cards=exact(cards),
        counted=exact(counted),
        others=joined(_others(answer)),
    )


def _others(answer: Assessment) -> Iterator[str]:
    synthetic = sum(each.why == _(SYNTHETIC) for each in answer.excluded)
    rest = len(answer.excluded) - synthetic
    if within := len(answer.collapsed):
        yield plural(
            "{n} that lies wholly in others (its people are counted there)",
            "{n} that lie wholly in others (their people are counted there)",
            within,
        )
    if synthetic:
        yield plural(
            "{n} that is synthetic (it shows nobody)",
            "{n} that are synthetic (they show nobody)",
            synthetic,
        )
    if rest:
        yield plural(
            "{n} left out for a reason that stands in the notes",
            "{n} left out for reasons that stand in the notes",
            rest,
        )
