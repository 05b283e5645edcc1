"""Groups: each group of an answer, with its status, count, shares, ratio, parity and sources."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from app.domain.assessment import Group, GroupCount, Share, Value
from app.domain.evidence import Evidence, Key
from app.domain.reason import Reason
from app.domain.vocabulary import Basis, Reported, Status
from app.services.answering import Answering
from app.services.measured import group_measures, number
from app.stats import Measured
from app.stats.bounds import rest_of_shares

_WEAKEST_FIRST = tuple(reversed(Basis))
# Of several kinds of nothing, the one that says most is shown.
_TELLING = (Status.SUPPRESSED, Status.WITHHELD, Status.ZERO)


def groups(answering: Answering) -> tuple[Group, ...]:
    """Return every group of the answer, with its count, shares, ratio, parity and sources."""
    if not answering.pooled.keys:
        return ()
    measured = group_measures(answering)
    influence = answering.pooled.influence
    amounts = answering.pooled.amounts
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
    influence: Measured | None,
) -> Group:
    holders = answering.holders(key)
    if not holders and (published := _published(answering, key)) is not None:
        return published
    naming = answering.naming(key)
    status = _status(answering, key, holders, naming)
    if status is Status.WITHHELD:
        return _withheld(answering, key, holders)
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
        independent_datasets=answering.independent(holders),
        sites_not_counted=len(naming),
        share=Share(share.value, share.low, share.high, *_printed(answering, key, holders)),
        reference_share=answering.reference_share(key),
        ratio=ratio,
        influence=_influence(influence, column, counted and serves),
        to_parity=parity,
        reason=_reason(answering, column, measured, status, serves),
        sources=answering.sources(holders or naming),
    )


def _published(answering: Answering, key: Key) -> Group | None:
    """Return the group of a lone share, which serves its own dataset and is never pooled."""
    if not answering.selection.single or not answering.selection.datasets:
        return None
    slug = answering.selection.datasets[0].slug
    evidence = answering.evidence.get(slug)
    if evidence is None or evidence.refused is not Reason.SHARES_WITHOUT_TOTAL:
        return None
    share = _lone_share(evidence, key)
    if share is None:
        return None
    return Group(
        key=dict(zip(answering.question.dimension, key, strict=True)),
        status=Status.COUNTED,
        n=GroupCount(None, None, None, evidence.basis),
        datasets=1,
        independent_datasets=1,
        sites_not_counted=0,
        share=share,
        reference_share=answering.reference_share(key),
        ratio=Value(None, None, None),
        influence=None,
        to_parity=Value(None, None, None),
        reason=Reason.SHARES_WITHOUT_TOTAL,
        sources=answering.sources([slug]),
    )


def _withheld(answering: Answering, key: Key, holders: list[str]) -> Group:
    """Return a group that those whose data it is keep to themselves: no bound, no deficit."""
    nothing = Value(None, None, None)
    return Group(
        key=dict(zip(answering.question.dimension, key, strict=True)),
        status=Status.WITHHELD,
        n=GroupCount(None, None, None, None),
        datasets=len(holders),
        independent_datasets=answering.independent(holders),
        sites_not_counted=0,
        share=Share(None, None, None),
        reference_share=answering.reference_share(key),
        ratio=nothing,
        influence=None,
        to_parity=nothing,
        reason=str(Status.WITHHELD),
        sources=answering.sources(holders),
    )


def _lone_share(evidence: Evidence, key: Key) -> Share | None:
    """Return a printed share, of all; of the known only where the printed shares place all."""
    amount = evidence.amounts.get(key)
    if amount is None or amount.share is None:
        return None
    least, most = amount.share_low or 0.0, amount.share_high or 1.0
    if not evidence.of_all:
        return Share(None, None, None, amount.share, (least, most))
    _, rest = rest_of_shares(
        (each.share_low or 0.0, each.share_high or 0.0) for each in evidence.amounts.values()
    )
    known = None if rest else amount.share
    return Share(known, least, min(1.0, most + rest), amount.share, (least, most))


def _status(answering: Answering, key: Key, holders: list[str], naming: list[str]) -> Status:
    found = {answering.evidence[slug].amounts[key].status for slug in holders}
    if Status.COUNTED in found:
        return Status.COUNTED
    for status in _TELLING:
        if status in found:
            return status
    if naming:
        return Status.SITE_NOT_COUNTED
    return _absence(answering, key)


def _absence(answering: Answering, key: Key) -> Status:
    """Return the kind of nothing of a group that no table has; only a single set can say."""
    if not answering.selection.single:
        return Status.NOT_FOUND
    (record,) = answering.selection.datasets or (None,)
    if record is None:
        return Status.NOT_FOUND
    asked = dict(zip(answering.question.dimension, key, strict=True))
    if any(wish.covers(asked.get(wish.dim.value)) for wish in record.withheld):
        return Status.WITHHELD
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
        return pooled.spare + pooled.not_listed[1] + answering.elsewhere
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


def _printed(
    answering: Answering, key: Key, holders: list[str]
) -> tuple[float | None, tuple[float, float] | None]:
    """Return the share that the only set prints itself, with its rounding bounds."""
    if not answering.selection.single or not holders:
        return None, None
    amount = answering.evidence[holders[0]].amounts[key]
    if amount.share_low is None or amount.share_high is None:
        return None, None
    return amount.share, (amount.share_low, amount.share_high)


def _influence(
    influence: Measured | None, column: int, defined: bool
) -> tuple[float, float] | None:
    if influence is None or not defined or np.isnan(influence.low[column]):
        return None
    return float(influence.low[column]), float(influence.high[column])


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
