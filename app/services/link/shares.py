"""Shares: how much of what a model learned from each tested group is, with bounds and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.assessment import Assessment, CitedSource, Group, Share, Value
from app.domain.question import Question
from app.domain.reason import Reason
from app.errors import AppError, Invalid
from app.language import N_, _
from app.services.assess import assess
from app.services.link.answers import Bounds
from app.services.link.partitions import age_bands, tones_of
from app.services.link.question import LinkQuestion
from app.services.link.results import Learned
from app.services.results.forest import attribute_words
from app.services.shared_source import NO_CARD
from app.store import Store

NO_SUBJECT = N_("no card here for what it was trained on")
NO_BANDS = N_(
    "the age bands tested share a year of age or do not say their ages: no share belongs to them"
)


@dataclass(frozen=True, slots=True)
class GroupShare:
    """Bounds of one group's share and ratio; None with the reason where nothing bounds them."""

    share: Bounds | None
    ratio: Bounds | None
    reason: str | None
    sources: tuple[CitedSource, ...] = ()


class Shares:
    """The shares of one question; each training mix is assessed once per set of groups."""

    def __init__(self, store: Store, question: LinkQuestion, release: int) -> None:
        self._store = store
        self._question = question
        self._release = release
        self._asked: dict[Question, Assessment | str] = {}

    def of(self, learned: Learned, groups: Sequence[str]) -> tuple[list[GroupShare], list[str]]:
        """Return the share of each group, in order, and what must be said of all of them."""
        if learned.subject is None:
            why = NO_CARD if learned.kind == "not_known" else NO_SUBJECT
            return [GroupShare(None, None, _(why))] * len(groups), []
        scheme = None
        if self._question.attribute == "age":
            bands = age_bands(groups)
            if not bands:
                return [GroupShare(None, None, _(NO_BANDS))] * len(groups), []
            scheme = ",".join(str(band) for band in bands.values())
            wanted: list[tuple[str, ...]] = [(str(bands[group]),) for group in groups]
        else:
            wanted = [tones_of(group) or (group,) for group in groups]
        answer = self.assessment(learned.subject, scheme)
        if isinstance(answer, str):
            return [GroupShare(None, None, answer)] * len(groups), []
        return [self._share(answer, key) for key in wanted], list(answer.notes)

    def groups_of(self, learned: Learned) -> list[tuple[str, GroupShare]]:
        """Return every group that is counted in what a model learned from, in its own words."""
        answer = self.assessment(learned.subject, None) if learned.subject else ""
        if isinstance(answer, str):
            return []
        found = [each.key[self._question.attribute] for each in answer.groups]
        return [(name, self._share(answer, (name,))) for name in found]

    def assessment(self, subject: str, scheme: str | None) -> Assessment | str:
        """Assess a mix by the attribute; where the question is refused, why."""
        question = Question(
            subject=subject,
            dimension=(self._question.attribute,),
            unit=self._question.unit,
            scheme=scheme,
            reference=self._question.reference,
            release=self._release,
        )
        if question not in self._asked:
            self._asked[question] = self._ask(question)
        return self._asked[question]

    def _ask(self, question: Question) -> Assessment | str:
        try:
            return assess(self._store, question)
        except Invalid as error:
            if question.reference is not None:
                return self._ask(replace(question, reference=None))
            return _why(error)

    def _share(self, answer: Assessment, categories: Sequence[str]) -> GroupShare:
        wanted = {each.casefold() for each in categories}
        own = self._question.attribute
        found = [each for each in answer.groups if each.key[own].casefold() in wanted]
        if len(found) < len(wanted):
            return GroupShare(None, None, self._nothing(answer))
        keys = dict.fromkeys(key for each in found for key in each.sources)
        cited = tuple(answer.sources[key] for key in keys)
        share = _added([each.share for each in found])
        ratio = _bounds(found[0].ratio) if len(found) == 1 else None
        return GroupShare(share, ratio, None if share else _reason(found), cited)

    def _nothing(self, answer: Assessment) -> str:
        by = attribute_words(self._question.attribute)
        if not answer.groups:
            return _(
                "no table by {by} that could be used was found for what the model learned from",
                by=by,
            )
        return _(
            "what the model learned from is counted in other categories by {by}, not in this", by=by
        )


def _why(error: AppError) -> str:
    return "; ".join(f"{each.field} {each.rule}" for each in error.problems) or error.message


def _added(shares: Sequence[Share]) -> Bounds | None:
    """Add the shares of groups that hold nobody twice; the whole is at most 1."""
    lows = [share.low for share in shares if share.low is not None]
    highs = [share.high for share in shares if share.high is not None]
    if len(lows) < len(shares) or len(highs) < len(shares):
        return None
    return Bounds(min(1.0, sum(lows)), min(1.0, sum(highs)))


def _bounds(value: Value) -> Bounds | None:
    if value.low is None or value.high is None:
        return None
    return Bounds(value.low, value.high)


def _reason(groups: Sequence[Group]) -> str:
    named = next((each.reason for each in groups if each.reason), None)
    return Reason(named).sentence if named in set(Reason) else Reason.SHARE_NOT_KNOWN.sentence
