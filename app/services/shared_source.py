"""Shared source: do the people a model is tested on come from where it learned?

Two sets may hold the same people when one is made from the other, or both from a third; the
lineage of dataset cards says so. That no link is recorded is not proof that nobody is in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.model import MixPart
from app.domain.vocabulary import Reported
from app.language import N_, _
from app.stats.lineage import Lineage

Kinship = Literal["same", "test_from_training", "training_from_test", "same_archive"]
State = Literal["shared", "none_found", "not_known"]
NO_CARD = N_("the model has no card here, so the whole of what it learned from is not known to us")


@dataclass(frozen=True, slots=True)
class SharedLink:
    """A test set and a part of the training mix that may hold the same people.

    `via` names the sets that both are made from, where neither is made from the other.
    """

    tested: str
    learned: str
    role: str
    kinship: Kinship
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedSource:
    """What is known: `shared` with its links, `none_found`, or `not_known` with the reasons."""

    state: State
    links: tuple[SharedLink, ...]
    reasons: tuple[str, ...]


def shared_source(
    lineage: Lineage, tested: Sequence[str], mix: Sequence[MixPart] | None, complete: Reported
) -> SharedSource:
    """Hold the test sets against every part of the mix; `mix` is None for a model without card."""
    if mix is None:
        return SharedSource("not_known", (), (_(NO_CARD),))
    links = tuple(
        link for slug in tested for part in mix if (link := _link(lineage, slug, part)) is not None
    )
    reasons = tuple(_not_known(lineage, tested, mix, complete))
    if links:
        return SharedSource("shared", links, reasons)
    return SharedSource("not_known" if reasons else "none_found", (), reasons)


def _link(lineage: Lineage, tested: str, part: MixPart) -> SharedLink | None:
    learned = part.dataset
    if tested == learned:
        return SharedLink(tested, learned, part.role, "same")
    above_tested, above_learned = lineage.ancestors(tested), lineage.ancestors(learned)
    if learned in above_tested:
        return SharedLink(tested, learned, part.role, "test_from_training")
    if tested in above_learned:
        return SharedLink(tested, learned, part.role, "training_from_test")
    common = above_tested & above_learned
    if not common:
        return None
    return SharedLink(tested, learned, part.role, "same_archive", tuple(_nearest(lineage, common)))


def _nearest(lineage: Lineage, common: Iterable[str]) -> Iterator[str]:
    """Leave out what lies above another common set: the nearest says more."""
    found = set(common)
    for slug in sorted(found):
        if not any(slug in lineage.ancestors(other) for other in found - {slug}):
            yield slug


def _not_known(
    lineage: Lineage, tested: Sequence[str], mix: Sequence[MixPart], complete: Reported
) -> Iterator[str]:
    if complete is not Reported.YES:
        yield _("no complete list of what the model learned from was found")
    without = [part.name for part in mix if part.dataset not in lineage.nodes]
    if without:
        yield _("no card here for sets that it learned from: {listed}", listed=", ".join(without))
    uncarded = [slug for slug in tested if slug not in lineage.nodes]
    if uncarded:
        yield _("no card here for the test set: {listed}", listed=", ".join(uncarded))
