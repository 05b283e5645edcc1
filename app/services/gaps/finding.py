"""The finding of one subject against one reference, in sentences made from the answer.

The known comes first and is said to be the known alone; then how many are not known, and all
that the distance may be. What else the answer holds follows in a second line.
"""

from __future__ import annotations

import math

from app.domain.assessment import Assessment
from app.domain.reason import Reason
from app.domain.vocabulary import Status
from app.language import _, plural
from app.services.findings import Finding, datasets_words, modality_words, without_total
from app.services.gaps.known import SMALL, counted, known_part, noun_asked, noun_of
from app.services.gaps.rows import compared, is_by_place, part, share_span, shares_of_total
from app.services.gaps.words import (
    Names,
    people_in,
    place_nouns,
)
from app.services.printed_shares import in_words, only_shares
from app.services.terms import term
from app.services.wording import percent, rounded, several, span, times


def gap_finding(answer: Assessment, subject: str, names: Names) -> Finding:
    """Say how far a subject is from its reference, how much is not known, and the range.

    `subject` names it in words, `names` the countries by ISO 3166-1 alpha-3.
    """
    whom = subject_of(answer, subject)
    if answer.total.datasets == 0 and not answer.known.datasets:
        return Finding(_nothing_held(answer, whom), _left_out(answer))
    if not counted(answer):
        return Finding(_none_counted(answer, whom), _second_line(answer, []))
    if only_shares(answer):
        return Finding(_only_shares(answer, whom), _second_line(answer, []))
    if answer.known.high == 0 and "," in str(answer.query["dimension"]):
        return Finding(_bounds_only(answer, whom), _second_line(answer, []))
    known = (
        f"{whom}, {known_part(answer, names)}."
        if _is_pool(answer)
        else (f"{whom}: {known_part(answer, names)}.")
    )
    return Finding(f"{known} {_unknown_share(answer)}", _second_line(answer, _told(answer, names)))


def _bounds_only(answer: Assessment, whom: str) -> str:
    """Say that two things were counted one by one: how they go together is bounded only."""
    return _(
        "{whom}: we found no table of {noun} together. From separate tables, only bounds are known "
        "for {groups}.",
        whom=whom,
        noun=noun_of(answer),
        groups=several(len(answer.groups), "group"),
    )


def _only_shares(answer: Assessment, whom: str) -> str:
    told = {"whom": whom, "noun": noun_asked(answer), "shares": in_words(answer)}
    said = _("{whom}: of the {noun} only {shares}.", **told)
    if not answer.reference:
        return said
    return f"{said} {_('So no distance from the reference can be given.')}"


def subject_of(answer: Assessment, subject: str) -> str:
    """Name the subject with the filters that narrow it."""
    if _is_pool(answer):
        return _("In {datasets}", datasets=datasets_words(answer))
    modality, region = answer.query.get("modality"), answer.query.get("body_region")
    only = [modality_words(str(modality))] if modality else []
    only += [term(str(region))] if region else []
    return (
        _("{subject}, only {listed}", subject=subject, listed=", ".join(only)) if only else subject
    )


def _is_pool(answer: Assessment) -> bool:
    return answer.query["subject"] == "all"


def _nothing_held(answer: Assessment, whom: str) -> str:
    if str(answer.query["subject"]).startswith("model:"):
        return _(
            "{whom}: nothing that it learned from can be counted here. Its list of datasets is "
            "not published in full, or names sets without a card.",
            whom=whom,
        )
    if _is_pool(answer):
        return _("We hold no dataset that fits these choices.")
    return _("{whom}: we hold no dataset that fits these choices.", whom=whom)


def _left_out(answer: Assessment) -> str:
    left = (
        _("{dataset} is left out: {why}.", dataset=each.dataset, why=each.why)
        for each in answer.excluded
    )
    return " ".join([*answer.notes, *left])


def _none_counted(answer: Assessment, whom: str) -> str:
    noun = noun_of(answer)
    said = {group.status for group in answer.groups}
    if said == {Status.SAID_NOT_TO_EXIST}:
        return _(
            "{whom}: its documentation says that no {noun} is recorded or released.",
            whom=whom,
            noun=noun,
        )
    what = _("{n} {unit}", n=_total(answer), unit=term(answer.unit))
    told = {"whom": whom, "unit": term(answer.unit), "noun": noun, "what": what}
    if _is_pool(answer):
        if answer.total.high is None:
            return _("{whom}, we found no count of {unit} by {noun}.", **told)
        return _("{whom}, we found no count of the {what} by {noun}.", **told)
    if answer.total.high is None:
        return _("{whom}: we found no count of {unit} by {noun}.", **told)
    return _("{whom}: we found no count of the {what} by {noun}.", **told)


def _total(answer: Assessment) -> str:
    return span(answer.total.low, answer.total.high)


def _unknown_share(answer: Assessment) -> str:
    """Say which part is not known, and what the distance may be with all of them placed."""
    unknown, noun = answer.unknown, noun_of(answer)
    if unknown is None:
        return _(
            "How many lack their {noun} cannot be said: {sentence}.",
            noun=noun,
            sentence=Reason.TOTAL_UNKNOWN.sentence,
        )
    if not unknown.high:
        return _not_printed_share(answer) or _("The {noun} of all of them is known.", noun=noun)
    low, high = shares_of_total(answer, unknown)
    share = _("some") if low is None or high is None else share_span(low, high)
    reach = _range(answer)
    if reach is None:
        return _("The {noun} of {share} is not known.", noun=noun, share=share)
    return _(
        "The {noun} of {share} is not known: with them it may be anything from {low} to {high}.",
        noun=noun,
        share=share,
        low=part(reach[0]),
        high=part(reach[1]),
    )


def _not_printed_share(answer: Assessment) -> str:
    rest = answer.not_printed
    if rest is None or not rest.high:
        return ""
    low, high = shares_of_total(answer, rest)
    share = _("some") if low is None or high is None else share_span(low, high)
    return _(
        "The {noun} of {share} is in categories that are not printed.",
        noun=noun_of(answer),
        share=share,
    )


def _range(answer: Assessment) -> tuple[float, float] | None:
    """Return all that the distance may be with the unknown placed; None where that adds nothing."""
    distance = answer.overall.get("dissimilarity")
    if distance is None or distance.low is None or distance.high is None:
        return None
    if distance.value is None or math.isclose(distance.low, distance.high, abs_tol=SMALL):
        return None
    return distance.low, distance.high


def _told(answer: Assessment, names: Names) -> list[str]:
    """Say what stands out; of places, only how many people live where nobody is counted."""
    if answer.reference is None:
        return [_("nothing is compared: no reference is chosen")]
    return _where_none(answer) if is_by_place(answer) else _rarest(answer, names)


def _rarest(answer: Assessment, names: Names) -> list[str]:
    rare = [
        (group.ratio.value, group)
        for group in counted(answer)
        if group.ratio.value is not None and compared(answer, group)
    ]
    if not rare:
        return []
    ratio, group = min(rare, key=lambda each: each[0])
    if ratio > 0.95:
        return []
    whom = people_in(group.key, names, answer.unit, answer.scheme)
    share = times(ratio, theirs=True)
    return [_("rarest against the reference are {whom}, at {share}", whom=whom, share=share)]


def _where_none(answer: Assessment) -> list[str]:
    silent = [g for g in answer.groups if not g.n.low and g.reference_share is not None]
    if not silent:
        return []
    people = percent(sum(group.reference_share or 0.0 for group in silent))
    places = several(len(silent), *place_nouns(str(answer.query["dimension"])))
    return [
        plural(
            "{places} without anybody counted is home to {people} of the people of the reference",
            "{places} without anybody counted are home to {people} of the people of the reference",
            len(silent),
            places=places,
            people=people,
        )
    ]


def _second_line(answer: Assessment, told: list[str]) -> str:
    said = [*told, *_not_known(answer), *_not_printed(answer), *_without_total(answer)]
    return " ".join(f"{each[0].upper()}{each[1:]}." for each in said)


def _not_known(answer: Assessment) -> list[str]:
    unknown = answer.unknown
    if unknown is None or not unknown.high:
        return []
    told = {
        "noun": noun_of(answer),
        "unknown": span(unknown.low, unknown.high),
        "total": _total(answer),
        "unit": term(answer.unit),
    }
    if "," in str(answer.query["dimension"]):
        return [_("for {unknown} of {total} {unit} it is not known how {noun} go together", **told)]
    return [_("not known: the {noun} of {unknown} of {total} {unit}", **told)]


def _not_printed(answer: Assessment) -> list[str]:
    rest = answer.not_printed
    if rest is None or not rest.high:
        return []
    return [
        _("{rest} more are in categories that no source prints", rest=span(rest.low, rest.high))
    ]


def _without_total(answer: Assessment) -> list[str]:
    number = answer.total.datasets_without_total
    if not number or not answer.total.datasets:
        return []
    return [without_total(number, term(answer.unit))]


def people_of(answer: Assessment) -> str:
    """Say who is eligible in the reference, and how many they are; printed on the figure."""
    if answer.reference is None:
        return ""
    return _(
        "{eligible}: {total} people",
        eligible=answer.reference.eligible,
        total=rounded(answer.reference.total),
    )
