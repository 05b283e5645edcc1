"""Gather: the evidence of every selected set about the groups of one question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from app.domain.age import AgeBand, complement, decades, overlapping
from app.domain.evidence import Amount, Evidence, Key, read_margin
from app.domain.margin import Margin
from app.domain.question import GROUPINGS, SCHEMED, Question
from app.domain.vocabulary import Basis, Dim
from app.errors import Ambiguous, Invalid, problem
from app.language import _
from app.services.selection import Selection
from app.stats.turning import join, own_bands, rebind, regroup
from app.store.records import PublishedDataset

Margins = Mapping[int, tuple[Margin, ...]]
GroupOf = Callable[[str, str], str | None]


def dims_of(dimension: Iterable[str]) -> tuple[Dim, ...]:
    """Return the dimensions of tables that a question needs: regions are made of countries."""
    return tuple(Dim.COUNTRY if name in GROUPINGS else Dim(name) for name in dimension)


def bands_of(question: Question, evidence: Mapping[str, Evidence], single: bool) -> list[AgeBand]:
    """Return the age bands to answer in, and those of the ages that they leave out.

    Shares are of everybody who is eligible: without the ages that a set does not print, the
    shares of the reference would be of other people than those it names.
    """
    bands = _main_bands(question, evidence, single)
    return [*bands, *complement(bands)]


def _main_bands(
    question: Question, evidence: Mapping[str, Evidence], single: bool
) -> Sequence[AgeBand]:
    """Return the bands that are asked for, else the set's own, else decades."""
    if question.scheme and not SCHEMED & set(question.dimension):
        return _asked_bands(question.scheme)
    place = question.dimension.index("age")
    own = [own_bands(each, place) for each in evidence.values() if each.amounts]
    return own[0] if single and own else decades()


def _asked_bands(scheme: str) -> list[AgeBand]:
    bands = [AgeBand.parse(part.strip()) for part in scheme.split(",")]
    if overlapping(bands):
        rule = _("must be age bands that share no year of age")
        raise Invalid(
            _("The bands cannot be used."), [problem("scheme", rule, scheme, "0-17,18-64,65+")]
        )
    return bands


def choose_scheme(question: Question, margins: Margins) -> str | None:
    """Return the category scheme to answer in; several answers are refused, by name."""
    schemed = SCHEMED & set(question.dimension)
    if not schemed:
        return None
    found = sorted({m.scheme for each in margins.values() for m in each if m.scheme})
    if question.scheme is not None:
        if question.scheme not in found:
            rule = _(
                "must be a scheme that the selection uses: {it}", it=", ".join(found) or "none"
            )
            raise Invalid(_("No such scheme here."), [problem("scheme", rule, question.scheme)])
        return question.scheme
    if len(found) > 1 or (found and question.subject == "all"):
        rule = _(
            "must be chosen, since schemes are never pooled: {listed}", listed=", ".join(found)
        )
        wrong = problem("scheme", rule, "", found[0])
        raise Ambiguous(_("The question has several answers."), [wrong])
    return found[0] if found else None


def gather(
    question: Question,
    selection: Selection,
    margins: Mapping[tuple[Dim, ...], Margins],
    scheme: str | None,
    group_of: GroupOf,
) -> dict[str, Evidence]:
    """Turn the stored margins of each set into evidence about the groups asked for."""
    found = {}
    for record in selection.datasets:
        evidence = _one(question, selection, record, margins, scheme, group_of)
        if evidence is not None and (not evidence.recalled or question.include_recalled):
            found[record.slug] = _weighed(evidence, record, question, selection)
    if "age" in question.dimension:
        bands = bands_of(question, found, selection.single)
        place = question.dimension.index("age")
        found = {slug: rebind(evidence, bands, place) for slug, evidence in found.items()}
    return found


def _one(
    question: Question,
    selection: Selection,
    record: PublishedDataset,
    margins: Mapping[tuple[Dim, ...], Margins],
    scheme: str | None,
    group_of: GroupOf,
) -> Evidence | None:
    dims = dims_of(question.dimension)
    whole = _whole(question, record, selection)
    joint = _pick(margins[dims].get(record.revision_id, ()), dims, scheme)
    if joint is not None:
        evidence = read_margin(joint, whole)
        return _regions(question, record, evidence, whole, group_of)
    if len(dims) == 1:
        return None
    singles = [_pick(margins[(d,)].get(record.revision_id, ()), (d,), scheme) for d in dims]
    one, other = (None if m is None else read_margin(m, whole) for m in singles)
    if one is None or other is None or whole is None or one.refused or other.refused:
        return None
    names = question.dimension
    one = _region(names[0], record, one, whole, group_of)
    other = _region(names[1], record, other, whole, group_of)
    return join(one, other, whole)


def _whole(question: Question, record: PublishedDataset, selection: Selection) -> int | None:
    """Return the published total of the set itself, whatever part of it a mix uses."""
    total = record.totals.get(question.unit)
    if total is None or total.n is None or (total.recalled and not question.include_recalled):
        return None
    return total.n


def _pick(margins: Sequence[Margin], dims: tuple[Dim, ...], scheme: str | None) -> Margin | None:
    schemed = Dim.ETHNICITY in dims or Dim.SKIN_TONE in dims
    fitting = [m for m in margins if m.dims == dims and (not schemed or m.scheme == scheme)]
    return fitting[0] if fitting else None


def _regions(
    question: Question,
    record: PublishedDataset,
    evidence: Evidence,
    whole: int | None,
    group_of: GroupOf,
) -> Evidence:
    if len(question.dimension) > 1:
        if set(question.dimension) & set(GROUPINGS):
            return _joint_regions(question, evidence, group_of)
        return evidence
    return _region(question.dimension[0], record, evidence, whole, group_of)


def _region(
    name: str,
    record: PublishedDataset,
    evidence: Evidence,
    whole: int | None,
    group_of: GroupOf,
) -> Evidence:
    if name not in GROUPINGS:
        return evidence
    recalled = any(recalled for _other, recalled in record.site_countries)
    sites = [] if recalled else [iso3 for iso3, _other in record.site_countries]
    return regroup(evidence, lambda iso3: group_of(name, iso3), whole, sites)


def _joint_regions(question: Question, evidence: Evidence, group_of: GroupOf) -> Evidence:
    """Sum a joint table of country and another dimension to regions."""
    place = next(i for i, name in enumerate(question.dimension) if name in GROUPINGS)
    name = question.dimension[place]
    other = 1 - place
    by_other: dict[str, Evidence] = {}
    for category in {key[other] for key in evidence.amounts}:
        inner: dict[Key, Amount] = {
            (k[place],): a for k, a in evidence.amounts.items() if k[other] == category
        }
        by_other[category] = regroup(
            replace(evidence, amounts=inner), lambda iso3: group_of(name, iso3), None, ()
        )
    amounts: dict[Key, Amount] = {
        ((key[0], category) if place == 0 else (category, key[0])): amount
        for category, part in by_other.items()
        for key, amount in part.amounts.items()
    }
    known = sum(amount.n or 0 for amount in amounts.values())
    return replace(
        evidence,
        amounts=amounts,
        known=known,
        unknown=evidence.unknown + evidence.known - known,
    )


def _weighed(
    evidence: Evidence, record: PublishedDataset, question: Question, selection: Selection
) -> Evidence:
    """Hold the evidence of a whole set against the part of it that a mix uses."""
    whole, weight = _whole(question, record, selection), selection.total.get(record.slug)
    if whole is None or weight is None or weight == whole:
        return evidence
    if weight > whole:
        return replace(evidence, unknown=evidence.unknown + weight - whole)
    share = weight / whole
    amounts = {
        key: replace(
            amount,
            n=None if amount.n is None else round(amount.n * share),
            low=max(0, amount.low - (whole - weight)),
            high=min(weight, amount.high),
        )
        for key, amount in evidence.amounts.items()
    }
    known = sum(amount.n or 0 for amount in amounts.values())
    return replace(
        evidence,
        amounts=amounts,
        known=known,
        unknown=max(0, weight - known - round(evidence.not_printed * share)),
        not_printed=round(evidence.not_printed * share),
        basis=Basis.ESTIMATED,
    )
