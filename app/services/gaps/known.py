"""The known of one subject against one reference, in words, and the words for both."""

from __future__ import annotations

from app.domain.assessment import Assessment, Group, Overall
from app.domain.reason import Reason
from app.domain.vocabulary import Status
from app.language import _
from app.services.gaps.rows import part
from app.services.gaps.words import (
    PLACES,
    Names,
    dimension_noun,
    key_label,
    scheme_name,
    who,
    within_filter,
)
from app.services.terms import term
from app.services.wording import NO_BREAK, percent, several, span

_MANY = 8
SMALL = 5e-4


def known_part(answer: Assessment, names: Names) -> str:
    distance = answer.overall.get("dissimilarity")
    if answer.reference is None or distance is None:
        return _shares(answer, names)
    if distance.value is None:
        return _only_bounds(answer, distance, names)
    told = {"unit": term(answer.unit), "noun": noun_of(answer), "against": against(answer, names)}
    if distance.value < SMALL:
        return _(
            "the {unit} with known {noun} are composed as in the reference ({against})", **told
        )
    told |= {"part": part(distance.value)}
    if str(answer.query["dimension"]) in PLACES:
        return _(
            "{part} of the {unit} with known {noun} would have to be in another {noun} to match "
            "the reference ({against})",
            **told,
        )
    return _(
        "{part} of the {unit} with known {noun} would have to be in another group to match the "
        "reference ({against})",
        **told,
    )


def against(answer: Assessment, names: Names) -> str:
    """Name the reference, and who of it is eligible where that was narrowed."""
    if answer.reference is None:
        return ""
    narrowed = within_filter(str(answer.query.get("reference_filter") or ""), names)
    if not narrowed:
        return answer.reference.name
    return _("{reference}; only {narrowed}", reference=answer.reference.name, narrowed=narrowed)


def _only_bounds(answer: Assessment, distance: Overall, names: Names) -> str:
    why = _why_none(answer, distance)
    if distance.low is None or distance.high is None:
        return _("no distance from the reference can be given, since {why}", why=why)
    told = {
        "low": part(distance.low),
        "high": part(distance.high),
        "unit": term(answer.unit),
        "noun": noun_of(answer),
        "against": against(answer, names),
        "why": why,
    }
    if str(answer.query["dimension"]) in PLACES:
        return _(
            "from {low} to {high} of the {unit} would have to be in another {noun} to match the "
            "reference ({against}); no single number, since {why}",
            **told,
        )
    return _(
        "from {low} to {high} of the {unit} would have to be in another group to match the "
        "reference ({against}); no single number, since {why}",
        **told,
    )


def _why_none(answer: Assessment, distance: Overall) -> str:
    """Where every count is a bound, the reason is that of the counts."""
    reasons = {group.reason for group in counted(answer)}
    for reason in (Reason.ONLY_BOUNDS, Reason.LISTED_ONLY, Reason.SHARES_WITHOUT_TOTAL):
        if reasons == {reason}:
            return reason.sentence
    return whole_reason(distance)


def whole_reason(found: Overall) -> str:
    """Say why a measure of the whole is undefined: some group may be the cause of it."""
    if not found.reason:
        return _("it is not defined")
    return Reason(found.reason).of_some_group


def _shares(answer: Assessment, names: Names) -> str:
    groups = counted(answer)
    told = {
        "noun": noun_asked(answer),
        "n": span(answer.known.low, answer.known.high),
        "unit": term(answer.unit),
        "sets": several(answer.known.datasets, "dataset"),
    }
    shared = [group for group in groups if group.share.known is not None]
    if not shared or len(shared) > _MANY:
        where = several(len(groups), "group")
        return _("the {noun} of {n} {unit} is known, in {where}, from {sets}", where=where, **told)
    listed = ", ".join(_one(answer, group, names) for group in shared)
    return _("the {noun} of {n} {unit} is known, from {sets}: {listed}", listed=listed, **told)


def _one(answer: Assessment, group: Group, names: Names) -> str:
    if answer.scheme and len(group.key) == 1:
        return f"{key_label(group.key, names)}{NO_BREAK}{percent(group.share.known or 0.0)}"
    whom = who(group.key, names, answer.scheme)
    return _("{share} {whom}", share=percent(group.share.known or 0.0), whom=whom)


def noun_of(answer: Assessment) -> str:
    return dimension_noun(str(answer.query["dimension"]))


def noun_asked(answer: Assessment) -> str:
    """Name what is asked for, with its scheme where there is one."""
    noun = noun_of(answer)
    return f"{noun} ({scheme_name(answer.scheme)})" if answer.scheme else noun


def counted(answer: Assessment) -> list[Group]:
    return [group for group in answer.groups if group.status is Status.COUNTED]
