"""Answer: from pooled arrays to the groups and measures of an assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.domain.assessment import Group, GroupCount, Overall, Share, Value
from app.domain.evidence import Evidence, Key
from app.domain.question import Question
from app.domain.reason import Reason
from app.domain.vocabulary import Basis, Reported, Status
from app.services.expected import Expected
from app.services.pool import Pool
from app.services.selection import Selection
from app.services.sources import Citations
from app.stats import METRICS, Composition, Measured, score
from app.stats.pooling import Floats

_WEAKEST_FIRST = tuple(reversed(Basis))
_GEOGRAPHIC_ONLY = frozenset({"countries_holding_half", "effective_number", "gini", "coverage"})
# Of several kinds of nothing, the one that says most is shown.
_TELLING = (Status.SUPPRESSED, Status.WITHHELD, Status.ZERO)


@dataclass(frozen=True, slots=True)
class Answering:
    """Everything that one answer is made from."""

    question: Question
    selection: Selection
    evidence: Mapping[str, Evidence]
    pooled: Pool
    expected: Expected | None
    citations: Citations

    @property
    def unbounded(self) -> bool:
        """Whether no total holds the groups: bounds cannot be given."""
        alone_without = self.selection.single and not self.selection.total
        return alone_without or self.selection.open_ended

    @property
    def one_subject(self) -> bool:
        """Whether the subject is one dataset or one mix, which people could be added to."""
        return self.selection.single or self.question.subject.startswith("model:")


def known_composition(answering: Answering) -> Composition:
    """Return who is known to be in each group: what the known-only reading rests on."""
    pooled = answering.pooled
    counted = pooled.composition()
    rest = max(0.0, pooled.total()[1] - counted.sum())
    held = np.array([bool(_holders(answering, key)) for key in pooled.keys])
    return Composition(
        n=np.where(held, counted, np.nan),
        unknown=np.array(np.nan if answering.unbounded else rest),
        reference=_reference(answering),
    )


def bounding_composition(answering: Answering) -> Composition:
    """Return the fewest and most who can be in each group, overlap and unknown included."""
    pooled = answering.pooled
    low, high = pooled.total()
    least, most = np.array(pooled.amounts(), dtype=float).reshape(-1, 2).T
    spare = pooled.unplaced()[1] + pooled.not_listed()[1]
    open_ = answering.unbounded
    return Composition(
        n=most,
        unknown=np.array(np.nan if open_ else float(spare)),
        reference=_reference(answering),
        n_min=least,
        n_max=np.full(len(most), np.nan) if open_ else most + spare,
        total_min=np.array(np.nan if open_ else float(low)),
        total_max=np.array(np.nan if open_ else float(high)),
    )


def _measure(name: str, known: Composition, bounding: Composition) -> Measured:
    """Take the value of the known-only reading, and the bounds over all that is not known."""
    value, bounds = score(name, known), score(name, bounding)
    return Measured(value.value, bounds.low, bounds.high, value.reason)


def _reference(answering: Answering) -> Floats | None:
    """People of the reference per group; NaN where its age edges differ from the subject's."""
    if answering.expected is None:
        return None
    people = answering.expected.people
    pairs = [people.get(key, (0, 0)) for key in answering.pooled.keys]
    return np.array([low if low == high else np.nan for low, high in pairs], dtype=float)


def groups(answering: Answering) -> tuple[Group, ...]:
    """Return every group of the answer, with its count, shares, ratio, parity and sources."""
    if not answering.pooled.keys:
        return ()
    known, bounding = known_composition(answering), bounding_composition(answering)
    measured = {"share": _measure("share", known, bounding)}
    if known.reference is not None:
        measured["ratio"] = _measure("representation_ratio", known, bounding)
        if answering.one_subject:
            measured["parity"] = _measure("parity_add_only", known, bounding)
    influence = answering.pooled.influence()
    amounts = answering.pooled.amounts()
    return tuple(
        _group(answering, column, key, amounts[column], measured, influence)
        for column, key in enumerate(answering.pooled.keys)
    )


def _group(
    answering: Answering,
    column: int,
    key: Key,
    amount: tuple[int, int],
    measured: Mapping[str, Measured],
    influence: Floats | None,
) -> Group:
    holders = _holders(answering, key)
    if not holders and (published := _published(answering, key)) is not None:
        return published
    naming = _naming(answering, key)
    status = _status(answering, key, holders, naming)
    counted = status in (Status.COUNTED, Status.ZERO)
    serves = any(answering.evidence[slug].exact for slug in holders)
    share = _value(measured["share"], column, counted and serves)
    ratio = _value(measured.get("ratio"), column, counted and serves)
    parity = _value(measured.get("parity"), column, counted and serves)
    return Group(
        key=dict(zip(answering.question.dimension, key, strict=True)),
        status=status,
        n=_count(answering, amount, holders, naming, counted),
        datasets=len(holders),
        sites_not_counted=len(naming),
        share=Share(share.value, share.low, share.high, _rounding(answering, key, holders)),
        reference_share=_reference_share(answering, key),
        ratio=ratio,
        influence=_influence(influence, column, counted and serves),
        to_parity=parity,
        reason=_reason(answering, column, measured, status, serves),
        sources=_sources(answering, holders or naming),
    )


def _published(answering: Answering, key: Key) -> Group | None:
    """Return the group of a lone share, which serves its own dataset and is never pooled."""
    if not answering.selection.single or not answering.selection.datasets:
        return None
    slug = answering.selection.datasets[0].slug
    evidence = answering.evidence.get(slug)
    if evidence is None or evidence.refused is not Reason.SHARES_WITHOUT_TOTAL:
        return None
    amount = evidence.amounts.get(key)
    if amount is None or amount.share_low is None or amount.share_high is None:
        return None
    rounding = (amount.share_low, amount.share_high)
    return Group(
        key=dict(zip(answering.question.dimension, key, strict=True)),
        status=Status.COUNTED,
        n=GroupCount(None, None, None, evidence.basis),
        datasets=1,
        sites_not_counted=0,
        share=Share(amount.share, None, None, rounding),
        reference_share=_reference_share(answering, key),
        ratio=Value(None, None, None),
        influence=None,
        to_parity=Value(None, None, None),
        reason=Reason.SHARES_WITHOUT_TOTAL,
        sources=_sources(answering, [slug]),
    )


def _holders(answering: Answering, key: Key) -> list[str]:
    """Return the sets that count this group, in the order of the selection."""
    pooled = answering.pooled
    return [
        slug
        for slug, member in zip(pooled.slugs, pooled.members.evidence, strict=True)
        if member and key in answering.evidence[slug].amounts
    ]


def _naming(answering: Answering, key: Key) -> list[str]:
    """Return the sets that name a site there and count nobody."""
    return [slug for slug, each in answering.evidence.items() if key in each.places]


def _status(answering: Answering, key: Key, holders: list[str], naming: list[str]) -> Status:
    found = {answering.evidence[slug].amounts[key].status for slug in holders}
    if Status.COUNTED in found:
        return Status.COUNTED
    for status in _TELLING:
        if status in found:
            return status
    if naming:
        return Status.SITE_NOT_COUNTED
    return _absence(answering)


def _absence(answering: Answering) -> Status:
    """Return the kind of nothing of a group that no table has; only a single set can say."""
    if not answering.selection.single:
        return Status.NOT_FOUND
    (record,) = answering.selection.datasets or (None,)
    if record is None:
        return Status.NOT_FOUND
    evidence = answering.evidence.get(record.slug)
    if evidence is not None and evidence.not_printed:
        return Status.NOT_PRINTED
    said = record.documentation.get(answering.question.dimension[0])
    if evidence is None and said is Reported.NO:
        return Status.SAID_NOT_TO_EXIST
    return Status.NOT_FOUND


def _count(
    answering: Answering,
    amount: tuple[int, int],
    holders: list[str],
    naming: list[str],
    counted: bool,
) -> GroupCount:
    low, high = amount
    if not holders:
        rest = _rest(answering, naming)
        return GroupCount(None, 0, rest, None)
    bases = {answering.evidence[slug].basis for slug in holders}
    basis = next(each for each in _WEAKEST_FIRST if each in bases)
    return GroupCount(low if low == high and counted else None, low, high, basis)


def _rest(answering: Answering, naming: list[str]) -> int | None:
    """Return the most who can be in a group that nobody counts."""
    if answering.unbounded:
        return None
    pooled = answering.pooled
    if not naming:
        return pooled.unplaced()[1] + pooled.not_listed()[1]
    rests = [
        answering.selection.total[slug] - answering.evidence[slug].known
        for slug in naming
        if slug in answering.selection.total
    ]
    return sum(max(0, rest) for rest in rests) if len(rests) == len(naming) else None


def _value(measured: Measured | None, column: int, defined: bool) -> Value:
    if measured is None:
        return Value(None, None, None)
    value = number(measured.value[column]) if defined else None
    return Value(value, number(measured.low[column]), number(measured.high[column]))


def number(value: float) -> float | None:
    """Return a plain number, None where it is not defined."""
    return float(value) if np.isfinite(value) else None


def _rounding(answering: Answering, key: Key, holders: list[str]) -> tuple[float, float] | None:
    if not answering.selection.single or not holders:
        return None
    amount = answering.evidence[holders[0]].amounts[key]
    if amount.share_low is None or amount.share_high is None:
        return None
    return amount.share_low, amount.share_high


def _reference_share(answering: Answering, key: Key) -> float | None:
    if answering.expected is None:
        return None
    low, high = answering.expected.people.get(key, (0, 0))
    return low / answering.expected.used.total if low == high and low else None


def _influence(influence: Floats | None, column: int, defined: bool) -> tuple[float, float] | None:
    if influence is None or not defined:
        return None
    shares = influence[:, column]
    return float(shares.min()), float(shares.max())


def _reason(
    answering: Answering,
    column: int,
    measured: Mapping[str, Measured],
    status: Status,
    serves: bool,
) -> str | None:
    if status is Status.COUNTED and not serves:
        listed = any(each.not_printed for each in answering.evidence.values())
        return Reason.LISTED_ONLY if listed else Reason.ONLY_BOUNDS
    if status not in (Status.COUNTED, Status.ZERO):
        return str(status)
    main = measured.get("ratio", measured["share"])
    return str(main.reason[column]) or None


def _sources(answering: Answering, slugs: list[str]) -> tuple[str, ...]:
    revisions = {record.slug: record.revision_id for record in answering.selection.datasets}
    found = [
        answering.citations.cite(revisions[slug], source)
        for slug in slugs
        for source in answering.evidence[slug].sources
    ]
    if answering.expected is not None:
        reference = answering.expected.reference
        found.append(answering.citations.add(reference.name, reference.source))
    return tuple(dict.fromkeys(found))


def overall(answering: Answering) -> dict[str, Overall]:
    """Return every measure of the whole that the question allows."""
    if not answering.pooled.keys:
        return {}
    made = known_composition(answering)
    geographic = answering.question.dimension == ("country",)
    found = {}
    for name, metric in METRICS.items():
        fits = metric.kind == "overall" and (geographic or name not in _GEOGRAPHIC_ONLY)
        if fits and (made.reference is not None or not metric.needs_reference):
            found[name] = _overall(score(name, made), metric.unit)
    return found


def _overall(measured: Measured, unit: str) -> Overall:
    return Overall(
        value=number(measured.value[()]),
        low=number(measured.low[()]),
        high=number(measured.high[()]),
        unit=unit,
        reason=str(measured.reason[()]) or None,
    )
