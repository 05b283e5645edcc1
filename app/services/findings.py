"""Findings: sentences made from assessments, never written by hand.

Every number of a sentence is a number of the answer it was made from. The words keep to
docs/words.md: where people were imaged, never where they are from; nothing found is not zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.assessment import Assessment, Group
from app.domain.vocabulary import Access, Status, Unit
from app.services.measures import Place
from app.services.wording import exact, few, percent, rounded, several, span

PERMANENT = "This describes what is published, not what hospitals hold."
_AS_COUNTED = {
    Unit.PATIENTS: "patients",
    Unit.STUDIES: "studies",
    Unit.IMAGES: "images (as each set counts them)",
}
_ACCESS = {
    Access.OPEN: "open to anyone",
    Access.REGISTRATION: "obtained by registering",
    Access.REQUEST: "obtained on request",
    Access.CREDENTIALED: "obtained with credentials",
    Access.CLOSED: "closed to outsiders",
    Access.UNKNOWN: "access not known to us",
}
_MODALITY = {
    "xray": "X-ray", "ct": "CT", "mri": "MRI", "fundus": "fundus photograph", "oct": "OCT",
    "oct-a": "OCT angiography", "pet": "PET", "clinical-photo": "clinical photograph",
    "mixed": "mixed-modality",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """What is found, what is not known, and what is always true."""

    sentence: str
    unknown: str
    permanent: str = PERMANENT


def modality_words(modality: str) -> str:
    """Name a modality as people write it."""
    return _MODALITY.get(modality, modality)


def datasets_words(assessment: Assessment) -> str:
    """Name the datasets of a question about all of them, filters included."""
    return _datasets(assessment)


def where_imaged(assessment: Assessment, places: Iterable[Place]) -> Finding:
    """Say where the people (or studies, or images) of the chosen datasets were imaged."""
    if assessment.total.datasets == 0:
        subject = _subject(assessment, plural=False)
        return Finding(f"We hold no {subject}.", "Wider choices would bring some back.")
    placed = [group for group in assessment.groups if group.n.low]
    if not placed:
        sentence = (
            f"None of {_datasets(assessment)} says how many {_noun(assessment)} it has where."
        )
        return Finding(_without_counts(assessment) or sentence, _unknown(assessment, places))
    return Finding(
        f"{_placed(assessment, placed)}{_concentration(assessment, placed)}",
        _unknown(assessment, places),
    )


def _noun(assessment: Assessment) -> str:
    return assessment.unit


def _datasets(assessment: Assessment) -> str:
    return f"{exact(assessment.total.datasets)} {_subject(assessment)}"


def _subject(assessment: Assessment, plural: bool = True) -> str:
    """Name the datasets of the question, filters included."""
    query = assessment.query
    modality, region, access = (query.get(k) for k in ("modality", "body_region", "access"))
    narrowed = ["other parts of the body" if region == "other" else str(region)] if region else []
    narrowed += [_ACCESS[Access(str(access))]] if access else []
    narrowed += _years(query.get("released_from"), query.get("released_to"))
    words = [modality_words(str(modality))] if modality else []
    words.append("datasets" if plural and assessment.total.datasets != 1 else "dataset")
    return " ".join([*words, *([f"({'; '.join(narrowed)})"] if narrowed else [])])


def _years(first: object, last: object) -> list[str]:
    if first and last:
        return [f"released from {first} to {last}" if first != last else f"released in {first}"]
    if first:
        return [f"released since {first}"]
    return [f"released until {last}"] if last else []


def _placed(assessment: Assessment, placed: list[Group]) -> str:
    total, known = assessment.total, assessment.known
    where = several(len(placed), "country or area", "countries and areas")
    counted = f"{span(known.low, known.high)} can be placed, in {where}"
    noun = _AS_COUNTED[Unit(assessment.unit)]
    if total.high is None:
        return f"Of the {noun} of {_datasets(assessment)}, {counted}"
    limit = "at most " if total.low != total.high else ""
    return f"Of {limit}{rounded(total.high)} {noun} {_counted_by(assessment)}, {counted}"


def _counted_by(assessment: Assessment) -> str:
    """Name the datasets that give a total; the others are not in it."""
    silent = assessment.total.datasets_without_total
    if not silent:
        return f"in {_datasets(assessment)}"
    counting = exact(assessment.total.datasets - silent)
    return f"that {counting} of {_datasets(assessment)} count"


def _concentration(assessment: Assessment, placed: list[Group]) -> str:
    """Say in how few countries at least half of the placed were imaged, and who lives there."""
    whole = assessment.known.high
    if not whole or len(placed) == 1:
        return "."
    ordered = sorted(placed, key=lambda group: -(group.n.low or 0))
    for number in range(1, len(ordered) + 1):
        held = sum(group.n.low or 0 for group in ordered[:number])
        if held / whole >= 0.5:
            return _half_in(ordered[:number], held / whole)
    return "."


def _half_in(groups: list[Group], share: float) -> str:
    amount = "at least three quarters" if share >= 0.75 else "at least half"
    where = "one country" if len(groups) == 1 else f"{few(len(groups))} countries"
    shares = [group.reference_share for group in groups]
    known = [each for each in shares if each is not None]
    if len(known) < len(groups):
        return f": {amount} of them in {where}."
    home = "is home" if len(groups) == 1 else "are home"
    return (
        f": {amount} of them in {where} that {home} to {percent(sum(known))} of the world’s people."
    )


def _without_counts(assessment: Assessment) -> str:
    named = [group for group in assessment.groups if group.sites_not_counted]
    if not named:
        return ""
    where = several(
        len(named), "country or area is named as a place", "countries and areas are named as places"
    )
    return (
        f"In {_datasets(assessment)}, {where} of imaging, "
        f"and nowhere is it said how many {_noun(assessment)} were imaged in each."
    )


def _unknown(assessment: Assessment, places: Iterable[Place]) -> str:
    """Say what is not known, in one line."""
    said = [*_not_placed(assessment), *_without_total(assessment), *_looks(assessment, places)]
    return " ".join(f"{each[0].upper()}{each[1:]}." for each in said)


def _not_placed(assessment: Assessment) -> list[str]:
    unknown = assessment.unknown
    if unknown is None or not unknown.high:
        return []
    amount = span(unknown.low, unknown.high)
    amount = amount if unknown.low else f"up to {rounded(unknown.high)}"
    return [f"for {amount} {_noun(assessment)} we found no country"]


def _without_total(assessment: Assessment) -> list[str]:
    number = assessment.total.datasets_without_total
    if not number:
        return []
    sets = several(number, "dataset gives", "datasets give")
    left = "is" if number == 1 else "are"
    noun = _noun(assessment)
    return [f"{sets} no total of {noun} that we found and {left} not in these figures"]


def _looks(assessment: Assessment, places: Iterable[Place]) -> list[str]:
    silent, named = 0, 0
    for place in places:
        status = place.group.status if place.group else Status.NOT_FOUND
        silent += status is Status.NOT_FOUND
        named += status is Status.SITE_NOT_COUNTED
    said = []
    if named:
        are = several(named, "country or area is", "countries and areas are")
        said.append(f"{are} named without a count")
    if silent:
        of = several(silent, "country or area", "countries and areas")
        said.append(f"for {of} we found no dataset that says it imaged people there")
    return said
