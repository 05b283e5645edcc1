"""Rows: each group of an answer as a figure needs it: where it lies, and the same in words."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.domain.assessment import Assessment, Group, Range, Value
from app.domain.reason import Reason
from app.domain.vocabulary import Status, Unit
from app.language import N_, _
from app.services.gaps.words import PLACES, Names, dimension_noun, key_label
from app.services.measures import FEWEST_DATASETS, comparable
from app.services.printed_shares import HOW_MANY, as_printed, only_shares, rest_of
from app.services.terms import term
from app.services.wording import exact, percent, rounded, several, span, times

_NOTHING = {
    Status.ZERO: N_("printed as zero"),
    Status.SUPPRESSED: N_("hidden for privacy"),
    Status.WITHHELD: N_("withheld by those whose data it is"),
    Status.NOT_PRINTED: N_("not among the categories that are printed"),
    Status.SITE_NOT_COUNTED: N_("named as a place, not counted"),
    Status.SAID_NOT_TO_EXIST: N_("said not to be recorded"),
    Status.NOT_RECORDED: N_("not recorded, by law or policy"),
    Status.NOT_FOUND: N_("no count found"),
}


@dataclass(frozen=True, slots=True)
class GapRow:
    """One group: its place on the figures, and what is said of it.

    `known`, `low`, `high` and `reference` are shares in [0, 1]; None where not known. `ratio` has
    no number at all where too few independent sets would carry it.
    """

    key: tuple[str, ...]
    label: str
    status: Status
    counted: bool
    known: float | None
    low: float | None
    high: float | None
    reference: float | None
    ratio: Value
    count_words: str
    share_words: str
    ratio_words: str
    parity_words: str
    influence_words: str


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """People in no group: `low` and `high` are shares of the total; None without a total."""

    label: str
    kind: str
    low: float | None
    high: float | None
    words: str


def gap_rows(answer: Assessment, names: Names) -> tuple[GapRow, ...]:
    """Return every group, in the order of the answer; places in the order of their names."""
    rows = [_row(answer, group, names) for group in answer.groups]
    by_place = set(str(answer.query["dimension"]).split(",")) == {"country"}
    return tuple(sorted(rows, key=lambda row: row.label) if by_place else rows)


def _row(answer: Assessment, group: Group, names: Names) -> GapRow:
    shown = compared(answer, group)
    ratio = group.ratio if shown else Value(None, None, None)
    return GapRow(
        key=tuple(group.key.values()),
        label=key_label(group.key, names),
        status=group.status,
        counted=group.status in (Status.COUNTED, Status.ZERO),
        known=group.share.known,
        low=group.share.low,
        high=group.share.high,
        reference=group.reference_share,
        ratio=ratio,
        count_words=count_words(group, answer.unit),
        share_words=share_words(group),
        ratio_words=ratio_words(group, shown) if answer.reference else "",
        parity_words=parity_words(answer, group),
        influence_words=influence_words(group),
    )


def compared(answer: Assessment, group: Group) -> bool:
    """Whether a ratio is shown: in a pool by country only where enough independent sets count."""
    pooled = str(answer.query["subject"]).partition(":")[0] in ("all", "datasets")
    by_country = "country" in str(answer.query["dimension"]).split(",")
    return comparable(group) or not (pooled and by_country)


def count_words(group: Group, unit: str) -> str:
    """Write how many are counted, or which kind of nothing there is."""
    if group.status is not Status.COUNTED:
        return _(_NOTHING[group.status])
    if group.n.low is None and group.n.high is None:
        return _(HOW_MANY)
    sets = several(group.datasets, "dataset")
    counted = span(group.n.low, group.n.high, exact)
    if group.n.low == group.n.high == 1:
        return _("{one} in {sets}", one=_one_of(unit), sets=sets)
    return _("{n} {unit} in {sets}", n=counted, unit=term(unit), sets=sets)


def _one_of(unit: str) -> str:
    if unit == Unit.STUDIES:
        return several(1, "study", "studies")
    return several(1, "patient") if unit == Unit.PATIENTS else several(1, "image")


def share_words(group: Group) -> str:
    """Write the share among the known, and its bounds among all."""
    share = group.share
    if share.known is None and share.high == 0:
        return _("none of what is counted")
    said = [] if share.known is None else [_("{known} of the known", known=percent(share.known))]
    if share.printed is not None:
        said.append(as_printed(share))
    if share.low is not None and share.high is not None and share.low < share.high:
        said.append(_("{share} of all", share=share_span(share.low, share.high)))
    return "; ".join(said) or _("share not known")


def part(share: float) -> str:
    """Write a share in per cent; nobody is 0 %, everybody 100 %."""
    return "0\u00a0%" if share == 0 else percent(share)


def ratio_words(group: Group, shown: bool = True) -> str:
    """Write the share against the reference's, in words and number, or why there is none."""
    if not shown:
        return _(
            "no comparison: fewer than {fewest} independent datasets count",
            fewest=FEWEST_DATASETS,
        )
    ratio = group.ratio
    bounds = ""
    if ratio.low is not None and ratio.high is not None and ratio.low < ratio.high:
        bounds = _(
            "between {low} and {high} times", low=f"{ratio.low:.3g}", high=f"{ratio.high:.3g}"
        )
    if ratio.value is not None:
        return f"{times(ratio.value)}{f', {bounds}' if bounds else ''}"
    return (
        _("{bounds}, no single ratio", bounds=bounds)
        if bounds
        else _("no ratio: {why}", why=why(group))
    )


def why(group: Group) -> str:
    """Say why something is undefined."""
    if group.reason is None:
        return Reason.NOT_IN_REFERENCE.sentence
    if group.reason in Reason._value2member_map_:
        return Reason(group.reason).sentence
    return _(_NOTHING[Status(group.reason)])


def parity_words(answer: Assessment, group: Group) -> str:
    """Write how many more of this group alone would bring it to its share."""
    if answer.reference is None:
        return ""
    if answer.unit != Unit.PATIENTS:
        return Reason.UNIT_NOT_PEOPLE.sentence
    more = group.to_parity
    if more.low is None and more.value is None:
        return _("not said: {why}", why=why(group)) if _may_grow(answer) else ""
    if more.low is None or more.high is None or more.low == more.high:
        return _more(more.low if more.value is None else more.value)  # type: ignore[arg-type]
    said = "" if more.value is None else _more(more.value)
    return f"{said}{', ' if said else ''}{_between(more.low, more.high)}"


def _may_grow(answer: Assessment) -> bool:
    return str(answer.query["subject"]).startswith(("dataset:", "model:"))


def _more(people: float) -> str:
    return (
        _("{people} more", people=_people(people))
        if people > 0
        else _("at its share or above: nobody to add")
    )


def _between(low: float, high: float) -> str:
    if high <= 0:
        return _("nobody to add, however the unknown are spread")
    if low <= 0:
        return _("at most {people}, depending on the unknown", people=_people(high))
    return _(
        "between {low} and {high}, depending on the unknown", low=_people(low), high=_people(high)
    )


def _people(people: float) -> str:
    """Write whole people, upwards: a part of a person does not bring parity."""
    return exact(math.ceil(people - 1e-9)) if people < 1000 else rounded(math.ceil(people))


def influence_words(group: Group) -> str:
    """Write the range of the known share when any one dataset is left out."""
    if group.influence is None:
        return ""
    low, high = group.influence
    if percent(low) == percent(high):
        return _("{low} whichever one dataset is left out", low=part(low))
    return _("{low} to {high} when any one dataset is left out", low=part(low), high=part(high))


def unknown_rows(answer: Assessment) -> tuple[UnknownRow, ...]:
    """Return those in no group as rows of their own: unknown, and not printed."""
    noun = dimension_noun(str(answer.query["dimension"]))
    if only_shares(answer):
        return _unknown_of_shares(answer, _("{noun} not known", noun=noun.capitalize()))
    hides = any(each.status in (Status.SUPPRESSED, Status.WITHHELD) for each in answer.groups)
    said = N_("{noun} hidden or not known") if hides else N_("{noun} not known")
    rows = [_unknown(answer, answer.unknown, _(said, noun=noun.capitalize()), "unknown")]
    if answer.not_printed is not None and answer.not_printed.high:
        rows.append(_unknown(answer, answer.not_printed, _("In categories not printed"), "site"))
    return tuple(rows)


def _unknown_of_shares(answer: Assessment, label: str) -> tuple[UnknownRow, ...]:
    """Return what printed shares leave over: a share, of people whom nobody counts."""
    low, high = rest_of(answer)
    if not high or any(group.share.low is None for group in _shared(answer)):
        return ()
    words = _("{share} of all: how many is not printed", share=share_span(low, high))
    return (UnknownRow(label, "unknown", low, high, words),)


def _shared(answer: Assessment) -> list[Group]:
    return [group for group in answer.groups if group.share.printed is not None]


def _unknown(answer: Assessment, found: Range | None, label: str, kind: str) -> UnknownRow:
    if found is None:
        words = f"{Reason.TOTAL_UNKNOWN.sentence}"
        return UnknownRow(label, kind, None, None, words)
    low, high = shares_of_total(answer, found)
    counted = _("{n} {unit}", n=span(found.low, found.high), unit=term(answer.unit))
    if low is None or high is None:
        return UnknownRow(label, kind, low, high, counted)
    return UnknownRow(
        label,
        kind,
        low,
        high,
        _("{share} of all: {counted}", share=share_span(low, high), counted=counted),
    )


def shares_of_total(answer: Assessment, found: Range) -> tuple[float | None, float | None]:
    """Return the least and greatest share of the total; wide where both are ranges."""
    total = answer.total
    if not total.low or not total.high or found.low is None or found.high is None:
        return None, None
    return found.low / total.high, min(1.0, found.high / total.low)


def share_span(low: float, high: float) -> str:
    """Write a range of shares; one where both ends read the same."""
    return (
        part(low)
        if part(low) == part(high)
        else _("{low} to {high}", low=part(low), high=part(high))
    )


def is_by_place(answer: Assessment) -> bool:
    """Whether the groups are places."""
    return bool(PLACES & set(str(answer.query["dimension"]).split(",")))
