"""Findings: sentences made from assessments, never written by hand.

Every number of a sentence is a number of the answer it was made from. The words keep to
docs/words.md: where people were imaged, never where they are from; nothing found is not zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.assessment import Assessment, Group
from app.domain.vocabulary import Access, Status, Unit
from app.language import N_, _, plural
from app.services.measures import Place
from app.services.terms import term
from app.services.wording import exact, few, percent, rounded, several, span
from app.stats.rounding import down

PERMANENT = N_("This describes what is published, not what hospitals hold.")
_AS_COUNTED = {
    Unit.PATIENTS: N_("patients"),
    Unit.STUDIES: N_("studies"),
    Unit.IMAGES: N_("images (as each set counts them)"),
}
_ACCESS = {
    Access.OPEN: N_("open to anyone"),
    Access.REGISTRATION: N_("obtained by registering"),
    Access.REQUEST: N_("obtained on request"),
    Access.CREDENTIALED: N_("obtained with credentials"),
    Access.CLOSED: N_("closed to outsiders"),
    Access.UNKNOWN: N_("access not known to us"),
}
_MODALITY = {
    "xray": N_("X-ray"),
    "ct": N_("CT"),
    "mri": N_("MRI"),
    "fundus": N_("fundus photograph"),
    "oct": N_("OCT"),
    "oct-a": N_("OCT angiography"),
    "pet": N_("PET"),
    "clinical-photo": N_("clinical photograph"),
    "mixed": N_("mixed-modality"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is found, what is not known, and what is always true."""

    sentence: str
    unknown: str
    permanent: str = PERMANENT


def modality_words(modality: str) -> str:
    """Name a modality as people write it."""
    return term(_MODALITY.get(modality, modality))


def datasets_words(assessment: Assessment) -> str:
    """Name the datasets of a question about all of them, filters included."""
    return _datasets(assessment)


def where_imaged(assessment: Assessment, places: Iterable[Place]) -> Finding:
    """Say where the people (or studies, or images) of the chosen datasets were imaged."""
    if assessment.total.datasets == 0:
        return Finding(_none_held(assessment), _("Wider choices would bring some back."))
    placed = [group for group in assessment.groups if group.n.low]
    if not placed:
        sentence = _(
            "None of {datasets} says how many {noun} it has where.",
            datasets=_datasets(assessment),
            noun=_noun(assessment),
        )
        return Finding(_without_counts(assessment) or sentence, _unknown(assessment, places))
    return Finding(
        f"{_placed(assessment, placed)}{_concentration(assessment, placed)}",
        _unknown(assessment, places),
    )


def _noun(assessment: Assessment) -> str:
    return term(assessment.unit)


def _datasets(assessment: Assessment) -> str:
    """Number and name the datasets of the question, filters included."""
    number, modality = assessment.total.datasets, assessment.query.get("modality")
    sets = (
        plural(
            "{n} {modality} dataset",
            "{n} {modality} datasets",
            number,
            modality=modality_words(str(modality)),
        )
        if modality
        else several(number, "dataset")
    )
    return f"{sets}{_narrowed(assessment)}"


def _none_held(assessment: Assessment) -> str:
    narrowed, modality = _narrowed(assessment), assessment.query.get("modality")
    if not modality:
        return _("We hold no dataset{narrowed}.", narrowed=narrowed)
    words = modality_words(str(modality))
    return _("We hold no {modality} dataset{narrowed}.", modality=words, narrowed=narrowed)


def _narrowed(assessment: Assessment) -> str:
    """Name the filters in brackets, but for the modality."""
    query = assessment.query
    region, access = query.get("body_region"), query.get("access")
    said = []
    if region:
        said.append(_("other parts of the body") if region == "other" else term(str(region)))
    said += [_(_ACCESS[Access(str(access))])] if access else []
    said += _years(query.get("released_from"), query.get("released_to"))
    return f" ({'; '.join(said)})" if said else ""


def _years(first: object, last: object) -> list[str]:
    if first and last:
        return [
            _("released from {first} to {last}", first=first, last=last)
            if first != last
            else _("released in {first}", first=first)
        ]
    if first:
        return [_("released since {first}", first=first)]
    return [_("released until {last}", last=last)] if last else []


def _placed(assessment: Assessment, placed: list[Group]) -> str:
    total, known = assessment.total, assessment.known
    said = {
        "noun": _(_AS_COUNTED[Unit(assessment.unit)]),
        "known": span(known.low, known.high),
        "where": several(len(placed), "country or area", "countries and areas"),
    }
    if total.high is None:
        said["datasets"] = _datasets(assessment)
        return _("Of the {noun} of {datasets}, {known} can be placed, in {where}", **said)
    said |= {"high": rounded(total.high), "counted_by": _counted_by(assessment)}
    if total.low == total.high:
        return _("Of {high} {noun} {counted_by}, {known} can be placed, in {where}", **said)
    return _("Of at most {high} {noun} {counted_by}, {known} can be placed, in {where}", **said)


def _counted_by(assessment: Assessment) -> str:
    """Name the datasets that give a total; the others are not in it."""
    silent = assessment.total.datasets_without_total
    if not silent:
        return _("in {datasets}", datasets=_datasets(assessment))
    counting = exact(assessment.total.datasets - silent)
    return _(
        "that {counting} of {datasets} count", counting=counting, datasets=_datasets(assessment)
    )


def _concentration(assessment: Assessment, placed: list[Group]) -> str:
    """Say in how few countries at least half of the placed were imaged, and who lives there.

    Certain is the share of the least there in the most that can be placed.
    """
    whole = assessment.known.high
    if not whole or len(placed) == 1:
        return "."
    ordered = sorted(placed, key=lambda group: -(group.n.low or 0))
    for number in range(1, len(ordered) + 1):
        held = sum(group.n.low or 0 for group in ordered[:number])
        if held / whole >= 0.5:
            return _held_in(ordered[:number], held / whole)
    return "."


def _held_in(groups: list[Group], share: float) -> str:
    amount = _("at least {share}", share=percent(down(share, 2)))
    many = few(len(groups))
    shares = [group.reference_share for group in groups]
    known = [each for each in shares if each is not None]
    if len(known) < len(groups):
        return plural(
            ": {amount} of them in one country.",
            ": {amount} of them in {n} countries.",
            len(groups),
            amount=amount,
            n=many,
        )
    return plural(
        ": {amount} of them in one country that is home to {people} of the world’s people.",
        ": {amount} of them in {n} countries that are home to {people} of the world’s people.",
        len(groups),
        amount=amount,
        n=many,
        people=percent(sum(known)),
    )


def _without_counts(assessment: Assessment) -> str:
    named = sum(bool(group.sites_not_counted) for group in assessment.groups)
    if not named:
        return ""
    return plural(
        "In {datasets}, {n} country or area is named as a place of imaging, and nowhere is it "
        "said how many {noun} were imaged in each.",
        "In {datasets}, {n} countries and areas are named as places of imaging, and nowhere is "
        "it said how many {noun} were imaged in each.",
        named,
        datasets=_datasets(assessment),
        noun=_noun(assessment),
    )


def _unknown(assessment: Assessment, places: Iterable[Place]) -> str:
    """Say what is not known, in one line."""
    said = [*_not_placed(assessment), *_without_total(assessment), *_looks(assessment, places)]
    return " ".join(f"{each[0].upper()}{each[1:]}." for each in said)


def _not_placed(assessment: Assessment) -> list[str]:
    unknown, noun = assessment.unknown, _noun(assessment)
    if unknown is None or not unknown.high:
        return []
    if not unknown.low:
        high = rounded(unknown.high)
        return [_("for up to {high} {noun} we found no country", high=high, noun=noun)]
    amount = span(unknown.low, unknown.high)
    return [_("for {amount} {noun} we found no country", amount=amount, noun=noun)]


def _without_total(assessment: Assessment) -> list[str]:
    number = assessment.total.datasets_without_total
    return [without_total(number, _noun(assessment))] if number else []


def without_total(number: int, noun: str) -> str:
    """Say how many datasets give no total, and so are in no figure."""
    return plural(
        "{n} dataset gives no total of {noun} that we found and is not in these figures",
        "{n} datasets give no total of {noun} that we found and are not in these figures",
        number,
        noun=noun,
    )


def _looks(assessment: Assessment, places: Iterable[Place]) -> list[str]:
    silent, named = 0, 0
    for place in places:
        status = place.group.status if place.group else Status.NOT_FOUND
        silent += status is Status.NOT_FOUND
        named += status is Status.SITE_NOT_COUNTED
    said = []
    if named:
        said.append(
            plural(
                "{n} country or area is named without a count",
                "{n} countries and areas are named without a count",
                named,
            )
        )
    if silent:
        of = several(silent, "country or area", "countries and areas")
        said.append(_("for {of} we found no dataset that says it imaged people there", of=of))
    return said
