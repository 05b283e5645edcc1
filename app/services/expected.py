"""Expected: the people of the chosen reference, in the groups of the question, or a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.assessment import ReferenceUsed
from app.domain.evidence import Evidence, Key
from app.domain.question import Question
from app.domain.reference import Reference, ReferenceRow
from app.domain.vocabulary import Dim
from app.errors import Invalid, problem
from app.language import _
from app.services.gaps.words import DIMENSION_NOUNS, scheme_name
from app.services.gather import bands_of, dims_of
from app.services.regions import split_region
from app.services.selection import Selection
from app.services.snapshot import Snapshot, reference_of
from app.services.wording import joined
from app.stats.comparison import by_group, eligible_rows
from app.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Expected:
    """People of the reference per group, fewest and most (they differ where age edges do)."""

    people: Mapping[Key, tuple[int, int]]
    reference: Reference
    used: ReferenceUsed


def expect(
    store: Reader,
    question: Question,
    evidence: Mapping[str, Evidence],
    scheme: str | None,
    shot: Snapshot,
    selection: Selection,
) -> Expected | None:
    """Return the reference in the groups of the question; None where none was chosen."""
    if question.reference is None:
        return None
    reference = reference_of(store, question.reference)
    _check_dimensions(question, reference)
    _check_scheme(question, reference, scheme)
    _check_country(reference, selection, shot)
    rows, eligible = eligible_rows(reference, dict(question.reference_filter))
    rows, eligible = _in_region(question, rows, eligible, shot)
    bands = bands_of(question, evidence, selection.single) if "age" in question.dimension else []
    people = by_group(rows, question.dimension, shot.group_of, bands)
    used = ReferenceUsed(
        slug=reference.slug,
        name=reference.name,
        year=reference.year,
        eligible=eligible,
        total=sum(row.n for row in rows),
        scheme=reference.scheme,
        source=reference.source.citation,
        note=reference.note,
    )
    return Expected(people, reference, used)


def _refuse(rule: str, value: str) -> Invalid:
    return Invalid(_("The comparison is refused."), [problem("reference", rule, value)])


def _check_dimensions(question: Question, reference: Reference) -> None:
    missing = [dim for dim in dims_of(question.dimension) if dim not in reference.dims]
    if missing:
        listed, have = _nouns(missing), _nouns(reference.dims)
        raise _refuse(_("has no {listed}; it has {have}", listed=listed, have=have), reference.slug)


def _nouns(dims: Iterable[Dim]) -> str:
    return joined(_(DIMENSION_NOUNS.get(dim.value, dim.value)) for dim in dims)


def _check_scheme(question: Question, reference: Reference, scheme: str | None) -> None:
    if "ethnicity" in question.dimension and scheme != reference.scheme:
        rule = _(
            "has the categories {scheme}, the subject has {it}",
            scheme=scheme_name(reference.scheme),
            it=scheme_name(scheme),
        )
        raise _refuse(
            _("{rule}: categories of different schemes are not compared", rule=rule), reference.slug
        )


def _check_country(reference: Reference, selection: Selection, shot: Snapshot) -> None:
    """A national reference serves only sets that were imaged in its country."""
    if reference.country is None:
        return
    elsewhere = [
        record.slug
        for record in selection.datasets
        if {iso3 for iso3, _other in record.site_countries} != {reference.country}
    ]
    if elsewhere and len(elsewhere) == len(selection.datasets):
        rule = _(
            "describes people in {country}, where no set asked about is imaged whole",
            country=next((e.name for e in shot.countries if e.iso3 == reference.country), ""),
        )
        raise _refuse(rule, reference.slug)


def _in_region(
    question: Question, rows: Iterable[ReferenceRow], eligible: str, shot: Snapshot
) -> tuple[list[ReferenceRow], str]:
    wanted = split_region(question)
    kept = list(rows)
    if wanted is None or not kept or Dim.COUNTRY not in kept[0].key:
        return kept, eligible
    areas = {row.key[Dim.COUNTRY] for row in kept}
    inside = {iso3 for iso3 in areas if shot.group_of(wanted[0], iso3) == wanted[1]}
    kept = [row for row in kept if row.key[Dim.COUNTRY] in inside]
    return kept, f"{eligible} ({wanted[1]})"
