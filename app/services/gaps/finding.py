"""The finding of one subject against one reference, in sentences made from the answer.

The known comes first and is said to be the known alone; then how many are not known, and all
that the distance may be. What else the answer holds follows in a second line.
"""

from __future__ import annotations

import math

from app.domain.assessment import Assessment, Group, Overall
from app.domain.reason import Reason
from app.domain.vocabulary import Status, Unit
from app.services.findings import Finding, datasets_words, modality_words
from app.services.gaps.rows import compared, is_by_place, part, share_span, shares_of_total
from app.services.gaps.words import (
    PLACES,
    Names,
    dimension_noun,
    key_label,
    people_in,
    scheme_name,
    within_filter,
)
from app.services.printed_shares import in_words, only_shares
from app.services.wording import percent, rounded, several, span, times

_MANY = 8
_SMALL = 5e-4


def gap_finding(answer: Assessment, subject: str, names: Names) -> Finding:
    """Say how far a subject is from its reference, how much is not known, and the range.

    `subject` names it in words, `names` the countries by ISO 3166-1 alpha-3.
    """
    whom = subject_of(answer, subject)
    if answer.total.datasets == 0 and not answer.known.datasets:
        return Finding(_nothing_held(answer, whom), _left_out(answer))
    if not _counted(answer):
        return Finding(_none_counted(answer, whom), _second_line(answer, []))
    if only_shares(answer):
        return Finding(_only_shares(answer, whom), _second_line(answer, []))
    known = (
        f"{whom}, {_known(answer, names)}."
        if _is_pool(answer)
        else (f"{whom}: {_known(answer, names)}.")
    )
    return Finding(f"{known} {_unknown_share(answer)}", _second_line(answer, _told(answer, names)))


def _only_shares(answer: Assessment, whom: str) -> str:
    asked = f" ({scheme_name(answer.scheme)})" if answer.scheme else ""
    said = f"{whom}: of the {_noun(answer)}{asked} only {in_words(answer)}."
    return f"{said} So no distance from the reference can be given." if answer.reference else said


def subject_of(answer: Assessment, subject: str) -> str:
    """Name the subject with the filters that narrow it."""
    if _is_pool(answer):
        return f"In {datasets_words(answer)}"
    modality, region = answer.query.get("modality"), answer.query.get("body_region")
    only = [modality_words(str(modality))] if modality else []
    only += [str(region)] if region else []
    return f"{subject}, only {', '.join(only)}" if only else subject


def _is_pool(answer: Assessment) -> bool:
    return answer.query["subject"] == "all"


def _noun(answer: Assessment) -> str:
    return dimension_noun(str(answer.query["dimension"]))


def _counted(answer: Assessment) -> list[Group]:
    return [group for group in answer.groups if group.status is Status.COUNTED]


def _nothing_held(answer: Assessment, whom: str) -> str:
    if str(answer.query["subject"]).startswith("model:"):
        return (
            f"{whom}: nothing that it learned from can be counted here. Its list of datasets is "
            "not published in full, or names sets without a card."
        )
    start = "We hold no dataset" if _is_pool(answer) else f"{whom}: we hold no dataset"
    return f"{start} that fits these choices."


def _left_out(answer: Assessment) -> str:
    left = (f"{each.dataset} is left out: {each.why}." for each in answer.excluded)
    return " ".join([*answer.notes, *left])


def _none_counted(answer: Assessment, whom: str) -> str:
    noun = _noun(answer)
    said = {group.status for group in answer.groups}
    if said == {Status.SAID_NOT_TO_EXIST}:
        return f"{whom}: its documentation says that no {noun} is recorded or released."
    if answer.total.high is None:
        return f"{whom}{_comma(answer)} we found no count of {answer.unit} by {noun}."
    of = f"the {_total(answer)} {answer.unit}"
    return f"{whom}{_comma(answer)} we found no count of {of} by {noun}."


def _comma(answer: Assessment) -> str:
    return "," if _is_pool(answer) else ":"


def _total(answer: Assessment) -> str:
    return span(answer.total.low, answer.total.high)


def _known(answer: Assessment, names: Names) -> str:
    distance = answer.overall.get("dissimilarity")
    if answer.reference is None or distance is None:
        return _shares(answer, names)
    if distance.value is None:
        return _only_bounds(answer, distance, names)
    whom = f"the {answer.unit} with known {_noun(answer)}"
    if distance.value < _SMALL:
        return f"{whom} are composed as in the reference ({against(answer, names)})"
    return f"{part(distance.value)} of {whom} {_would_match(answer, names)}"


def _would_match(answer: Assessment, names: Names) -> str:
    place = str(answer.query["dimension"])
    other = _noun(answer) if place in PLACES else "group"
    return f"would have to be in another {other} to match the reference ({against(answer, names)})"


def against(answer: Assessment, names: Names) -> str:
    """Name the reference, and who of it is eligible where that was narrowed."""
    if answer.reference is None:
        return ""
    narrowed = within_filter(str(answer.query.get("reference_filter") or ""), names)
    return f"{answer.reference.name}{f'; only {narrowed}' if narrowed else ''}"


def _only_bounds(answer: Assessment, distance: Overall, names: Names) -> str:
    why = _why_none(answer, distance)
    if distance.low is None or distance.high is None:
        return f"no distance from the reference can be given, since {why}"
    between = f"from {part(distance.low)} to {part(distance.high)} of the {answer.unit}"
    return f"{between} {_would_match(answer, names)}; no single number, since {why}"


def _why_none(answer: Assessment, distance: Overall) -> str:
    """Where every count is a bound, the reason is that of the counts."""
    reasons = {group.reason for group in _counted(answer)}
    for reason in (Reason.ONLY_BOUNDS, Reason.LISTED_ONLY, Reason.SHARES_WITHOUT_TOTAL):
        if reasons == {reason}:
            return reason.sentence
    return whole_reason(distance)


def whole_reason(found: Overall) -> str:
    """Say why a measure of the whole is undefined: some group may be the cause of it."""
    if not found.reason:
        return "it is not defined"
    return Reason(found.reason).sentence.replace("this group", "some group")


def _shares(answer: Assessment, names: Names) -> str:
    counted = _counted(answer)
    sets = several(answer.known.datasets, "dataset")
    asked = f" ({scheme_name(answer.scheme)})" if answer.scheme else ""
    whom = f"{span(answer.known.low, answer.known.high)} {answer.unit}"
    head = f"the {_noun(answer)}{asked} of {whom}"
    shared = [group for group in counted if group.share.known is not None]
    if not shared or len(shared) > _MANY:
        where = several(len(counted), "group")
        return f"{head} is known, in {where}, from {sets}"
    listed = ", ".join(_one(answer, group, names) for group in shared)
    return f"{head} is known, from {sets}: {listed}"


def _one(answer: Assessment, group: Group, names: Names) -> str:
    if answer.scheme and len(group.key) == 1:
        return f"{key_label(group.key, names)} {percent(group.share.known or 0.0)}"
    whom = people_in(group.key, names, Unit.PATIENTS, answer.scheme).removeprefix("people ")
    return f"{percent(group.share.known or 0.0)} {whom}"


def _unknown_share(answer: Assessment) -> str:
    """Say which part is not known, and what the distance may be with all of them placed."""
    unknown, noun = answer.unknown, _noun(answer)
    if unknown is None:
        return f"How many lack their {noun} cannot be said: {Reason.TOTAL_UNKNOWN.sentence}."
    if not unknown.high:
        return _not_printed_share(answer) or f"The {noun} of all of them is known."
    low, high = shares_of_total(answer, unknown)
    share = "some" if low is None or high is None else share_span(low, high)
    return f"The {noun} of {share} is not known{_range(answer)}."


def _not_printed_share(answer: Assessment) -> str:
    rest = answer.not_printed
    if rest is None or not rest.high:
        return ""
    low, high = shares_of_total(answer, rest)
    share = "some" if low is None or high is None else share_span(low, high)
    return f"The {_noun(answer)} of {share} is in categories that are not printed."


def _range(answer: Assessment) -> str:
    distance = answer.overall.get("dissimilarity")
    if distance is None or distance.low is None or distance.high is None:
        return ""
    if distance.value is None or math.isclose(distance.low, distance.high, abs_tol=_SMALL):
        return ""
    return f": with them it may be anything from {part(distance.low)} to {part(distance.high)}"


def _told(answer: Assessment, names: Names) -> list[str]:
    """Say what stands out; of places, only how many people live where nobody is counted."""
    if answer.reference is None:
        return ["nothing is compared: no reference is chosen"]
    return _where_none(answer) if is_by_place(answer) else _rarest(answer, names)


def _rarest(answer: Assessment, names: Names) -> list[str]:
    rare = [
        (group.ratio.value, group)
        for group in _counted(answer)
        if group.ratio.value is not None and compared(answer, group)
    ]
    if not rare:
        return []
    ratio, group = min(rare, key=lambda each: each[0])
    if ratio > 0.95:
        return []
    whom = people_in(group.key, names, answer.unit, answer.scheme)
    return [f"rarest against the reference are {whom}, {_their(times(ratio))}"]


def _their(words: str) -> str:
    return f"at {words.replace('its share', 'their share')}"


def _where_none(answer: Assessment) -> list[str]:
    silent = [g for g in answer.groups if not g.n.low and g.reference_share is not None]
    if not silent:
        return []
    people = sum(group.reference_share or 0.0 for group in silent)
    noun = _noun(answer) if "," not in str(answer.query["dimension"]) else "group"
    many = "countries and areas" if noun == "country" else f"{noun}s"
    one = "country or area" if noun == "country" else noun
    return [
        f"{several(len(silent), one, many)} without anybody counted "
        f"{'is' if len(silent) == 1 else 'are'} home to {percent(people)} of the people of the "
        "reference"
    ]


def _second_line(answer: Assessment, told: list[str]) -> str:
    said = [*told, *_not_known(answer), *_not_printed(answer), *_without_total(answer)]
    return " ".join(f"{each[0].upper()}{each[1:]}." for each in said)


def _not_known(answer: Assessment) -> list[str]:
    unknown = answer.unknown
    if unknown is None or not unknown.high:
        return []
    counted = f"{span(unknown.low, unknown.high)} of {_total(answer)} {answer.unit}"
    return [f"not known: the {_noun(answer)} of {counted}"]


def _not_printed(answer: Assessment) -> list[str]:
    rest = answer.not_printed
    if rest is None or not rest.high:
        return []
    return [f"{span(rest.low, rest.high)} more are in categories that no source prints"]


def _without_total(answer: Assessment) -> list[str]:
    number = answer.total.datasets_without_total
    if not number or not answer.total.datasets:
        return []
    sets = several(number, "dataset gives", "datasets give")
    left = "is" if number == 1 else "are"
    return [f"{sets} no total of {answer.unit} that we found and {left} not in these figures"]


def people_of(answer: Assessment) -> str:
    """Say who is eligible in the reference, and how many they are; printed on the figure."""
    if answer.reference is None:
        return ""
    return f"{answer.reference.eligible}: {rounded(answer.reference.total)} people"
