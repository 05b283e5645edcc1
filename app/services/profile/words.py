"""What a profile says: every number of a sentence is a number of the profile it is made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from app.domain.vocabulary import Access, Status, Unit
from app.language import N_, _, plural
from app.services.findings import PERMANENT, Finding
from app.services.measures import FEWEST_DATASETS
from app.services.profile.answers import Counted, Profile
from app.services.profile.presence import Presence
from app.services.terms import term
from app.services.wording import exact, few, joined, rounded, several, span, three_digits, times

YOURS = N_("This describes what is published, not what your hospitals hold.")
_NOTHING = {
    Status.ZERO: N_("printed as zero"),
    Status.SUPPRESSED: N_("counted, but hidden for privacy"),
    Status.WITHHELD: N_("withheld by those whose data it is"),
    Status.NOT_PRINTED: N_("not printed"),
    Status.SITE_NOT_COUNTED: N_("named as a place of imaging, not counted"),
    Status.SAID_NOT_TO_EXIST: N_("said not to exist"),
    Status.NOT_RECORDED: N_("not recorded, by law or policy"),
    Status.NOT_FOUND: N_("we found no dataset"),
}
_ACCESS = {
    Access.OPEN: N_("{n} can be downloaded by anybody"),
    Access.REGISTRATION: N_("{n} can be had by registering"),
    Access.REQUEST: N_("{n} can be had on request"),
    Access.CREDENTIALED: N_("{n} can be had with credentials"),
    Access.CLOSED: N_("{n} cannot be obtained"),
    Access.UNKNOWN: N_("for {n} the way is not known to us"),
}


_WHOSE = {
    "country": N_("patients whose country is known"),
    "region": N_("patients whose region is known"),
    "subregion": N_("patients whose region is known"),
    "who_region": N_("patients whose region is known"),
    "income_group": N_("patients whose income group is known"),
}


def finding(profile: Profile) -> Finding:
    """Say what was found, beside it what is not known, and what is always true."""
    permanent = YOURS if profile.area.is_country else PERMANENT
    return Finding(_found(profile), " ".join(not_known(profile)), permanent)


def _found(profile: Profile) -> str:
    people, phrase = profile.counts[Unit.PATIENTS], profile.area.phrase
    if people.low and people.status is Status.COUNTED:
        return " ".join(filter(None, (_counting(profile, people), _against_the_world(profile))))
    if people.status not in (Status.NOT_FOUND, Status.SITE_NOT_COUNTED, Status.COUNTED):
        nothing = _(_NOTHING[people.status])
        return _("People imaged in {phrase}: {nothing}.", phrase=phrase, nothing=nothing)
    if profile.datasets:
        return _only_named(profile)
    none = _("We found no dataset that says it imaged people in {phrase}.", phrase=phrase)
    return " ".join(filter(None, (none, _papers(profile))))


def _counting(profile: Profile, people: Counted) -> str:
    one_person = people.low == people.high == 1
    amount = span(people.low, people.high, exact)
    return plural(
        "{few} dataset we found counts people imaged in {phrase}: {patients}.",
        "{few} datasets we found count people imaged in {phrase}: {patients}.",
        people.datasets,
        few=few(people.datasets).capitalize(),
        phrase=profile.area.phrase,
        patients=several(1, "patient") if one_person else _("{n} patients", n=amount),
    )


def _against_the_world(profile: Profile) -> str:
    group = profile.group
    if not comparable(profile) or group is None or group.ratio.value is None:
        return ""
    return _(
        "Among {patients} and set against the world’s people, that is {ratio}{bounds}.",
        patients=whose_place_is_known(profile),
        ratio=times(group.ratio.value),
        bounds=_with_the_others(group.ratio.low, group.ratio.high),
    )


def whose_place_is_known(profile: Profile) -> str:
    """Name the patients that a share or a ratio is one of."""
    return _(_WHOSE[profile.area.grouping])


def _with_the_others(low: float | None, high: float | None) -> str:
    """Say between which ends a ratio lies, wherever those whose place is not known were imaged."""
    if low is None or high is None or f"{low:.3g}" == f"{high:.3g}":
        return ""
    ends = {"low": f"{low:.3g}", "high": f"{high:.3g}"}
    return _("; with all others, between {low} and {high}", **ends)


def _only_named(profile: Profile) -> str:
    n = len(profile.datasets)
    said = plural(
        "{few} dataset we found names a place of imaging in {phrase}; it does not say how many "
        "people were imaged there.",
        "{few} datasets we found name a place of imaging in {phrase}; none says how many people "
        "were imaged there.",
        n,
        few=few(n).capitalize(),
        phrase=profile.area.phrase,
    )
    images = profile.counts[Unit.IMAGES]
    if not images.low:
        return said
    counted = span(images.low, images.high, exact)
    return f"{said} {_('Images are counted: {images}.', images=counted)}"


def _papers(profile: Profile) -> str:
    n = len(profile.cohorts)
    if not n:
        return ""
    return plural(
        "A paper tells of {few} imaging cohort there whose images are not released, as far as we "
        "know.",
        "Papers tell of {few} imaging cohorts there whose images are not released, as far as we "
        "know.",
        n,
        few=few(n),
    )


def comparable(profile: Profile) -> bool:
    """Whether enough independent datasets count people there for a comparison with people."""
    group = profile.group
    return (
        group is not None
        and group.independent_datasets >= FEWEST_DATASETS
        and profile.answer.reference is not None
    )


def not_known(profile: Profile) -> Iterator[str]:
    """Say what is not known, one sentence each."""
    people = profile.counts[Unit.PATIENTS]
    if people.sites_not_counted and people.low:
        yield plural(
            "{n} more dataset names a place of imaging there without saying how many people.",
            "{n} more datasets name a place of imaging there without saying how many people.",
            people.sites_not_counted,
        )
    unknown = profile.answer.unknown
    if unknown and unknown.high:
        yield _(
            "For up to {high} patients of all datasets we cannot tell whether they were imaged "
            "in {phrase}.",
            high=rounded(unknown.high),
            phrase=profile.area.phrase,
        )
    yield from _not_described(profile)


def _not_described(profile: Profile) -> Iterator[str]:
    n = len(profile.datasets)
    if not n:
        return
    held = [
        _(
            "{respect} for {n}",
            respect=each.words,
            n=exact(each.tabled) if each.tabled else _("none"),
        )
        for each in profile.described
    ]
    yield plural(
        "Of the dataset that count or name it, we hold a table of people’s {listed}.",
        "Of the {n} datasets that count or name it, we hold a table of people’s {listed}.",
        n,
        listed=joined(held),
    )


def counted_words(counted: Counted) -> str:
    """Say what is counted in one unit, or which kind of nothing it is."""
    if counted.status is Status.COUNTED and counted.low:
        return span(counted.low, counted.high, exact)
    if counted.status is Status.COUNTED:
        return _(_NOTHING[Status.SITE_NOT_COUNTED])
    return _(_NOTHING[counted.status])


def amounts_words(presence: Presence) -> str:
    """Say what one set counts there, in each of its units."""
    said = [_amount(presence, unit) for unit in Unit if unit in presence.amounts]
    return "; ".join(said) or _("named, not counted")


def _amount(presence: Presence, unit: Unit) -> str:
    amount = presence.amounts[unit]
    if amount.status is not Status.COUNTED:
        return _("{unit}: {nothing}", unit=term(unit), nothing=_(_NOTHING[amount.status]))
    number = span(amount.low, amount.high, exact)
    if number == "1" and unit is not Unit.STUDIES:
        return several(1, "patient") if unit is Unit.PATIENTS else several(1, "image")
    return _("{n} {unit}", n=number, unit=term(unit))


def comparison(profile: Profile) -> str:
    """Hold the share of patients against the share of people, in words that need no ratio."""
    group = profile.group
    if group is None or not profile.counts[Unit.PATIENTS].low:
        return ""
    if not comparable(profile):
        n = group.independent_datasets
        return plural(
            "No comparison with the world’s people: {few} independent dataset counts people "
            "there, and under {fewest} a share would say more of the datasets than of the place.",
            "No comparison with the world’s people: {few} independent datasets count people "
            "there, and under {fewest} a share would say more of the datasets than of the place.",
            n,
            few=few(n),
            fewest=few(FEWEST_DATASETS),
        )
    if group.reference_share is None or group.share.known is None:
        return _("No comparison with the world’s people: no share can be read.")
    there, living = group.share.known * 1e5, group.reference_share * 1e5
    return _(
        "Of every 100,000 people in the world, {living} live in {phrase}. Of every 100,000 "
        "{patients}, {there} were imaged there.",
        living=_per(living),
        phrase=profile.area.phrase,
        patients=whose_place_is_known(profile),
        there=_per(there),
    )


def _per(n: float) -> str:
    return rounded(round(n)) if n >= 10 else f"{three_digits(n):g}"


def access_sentence(profile: Profile) -> str:
    """Say how the datasets there can be obtained."""
    ways = Counter(each.record.access for each in profile.datasets)
    said = [_(words, n=exact(ways[way])) for way, words in _ACCESS.items() if ways[way]]
    whole = several(len(profile.datasets), "dataset")
    return _("Of {whole}, {listed}.", whole=whole, listed="; ".join(said)) if said else ""


def learners_sentence(profile: Profile) -> str:
    """Say how many models learned from sets imaged there, and for how many it is not known."""
    found = profile.learners
    if not found.models:
        return ""
    told = {
        "n": exact(len(found.items)),
        "models": several(found.models, "foundation model"),
        "phrase": profile.area.phrase,
    }
    said = (
        _(
            "{n} of {models} that we list learned from a dataset imaged in {phrase}, wholly or "
            "partly, as far as their sources say.",
            **told,
        )
        if found.items
        else _(
            "In the training of the {models} that we list, we found no dataset imaged in {phrase}, "
            "wholly or partly.",
            **told,
        )
    )
    if not found.incomplete:
        return said
    rest = _(
        "For {n} of the {models} the published list of what they learned from is not complete.",
        n=exact(found.incomplete),
        models=exact(found.models),
    )
    return f"{said} {rest}"
