"""What a profile says: every number of a sentence is a number of the profile it is made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from app.domain.vocabulary import Access, Status, Unit
from app.services.findings import PERMANENT, Finding
from app.services.measures import FEWEST_DATASETS
from app.services.profile.answers import Counted, Profile
from app.services.profile.presence import Presence
from app.services.wording import exact, few, rounded, several, span, three_digits, times

YOURS = "This describes what is published, not what your hospitals hold."
_NOTHING = {
    Status.ZERO: "printed as zero",
    Status.SUPPRESSED: "counted, but too few to be printed",
    Status.WITHHELD: "withheld by those whose data it is",
    Status.NOT_PRINTED: "not printed",
    Status.SITE_NOT_COUNTED: "named as a place of imaging, not counted",
    Status.SAID_NOT_TO_EXIST: "said not to exist",
    Status.NOT_RECORDED: "not recorded, by law or policy",
    Status.NOT_FOUND: "we found no dataset",
}
_ACCESS = {
    Access.OPEN: "can be downloaded by anybody",
    Access.REGISTRATION: "can be had by registering",
    Access.REQUEST: "can be had on request",
    Access.CREDENTIALED: "can be had with credentials",
    Access.CLOSED: "cannot be obtained",
}


def finding(profile: Profile) -> Finding:
    """Say what was found, beside it what is not known, and what is always true."""
    permanent = YOURS if profile.area.is_country else PERMANENT
    return Finding(_found(profile), " ".join(not_known(profile)), permanent)


def _found(profile: Profile) -> str:
    people = profile.counts[Unit.PATIENTS]
    if people.low and people.status is Status.COUNTED:
        return f"{_counting(profile, people)}{_against_the_world(profile)}"
    if people.status not in (Status.NOT_FOUND, Status.SITE_NOT_COUNTED, Status.COUNTED):
        return f"People imaged in {profile.area.phrase}: {_NOTHING[people.status]}."
    if profile.datasets:
        return _only_named(profile)
    none = f"We found no dataset that says it imaged people in {profile.area.phrase}."
    return f"{none}{_papers(profile)}"


def _counting(profile: Profile, people: Counted) -> str:
    number = few(people.datasets).capitalize()
    sets = "dataset we found counts" if people.datasets == 1 else "datasets we found count"
    amount = span(people.low, people.high, exact)
    noun = "patient" if amount == "1" else "patients"
    return f"{number} {sets} people imaged in {profile.area.phrase}: {amount} {noun}."


def _against_the_world(profile: Profile) -> str:
    group = profile.group
    if not comparable(profile) or group is None or group.ratio.value is None:
        return ""
    return f" Set against the world’s people, that is {times(group.ratio.value)}."


def _only_named(profile: Profile) -> str:
    n = len(profile.datasets)
    sets = "dataset we found names" if n == 1 else "datasets we found name"
    none = "it does not say" if n == 1 else "none says"
    said = f"{few(n).capitalize()} {sets} a place of imaging in {profile.area.phrase}; "
    images = profile.counts[Unit.IMAGES]
    counted = f" Images are counted: {span(images.low, images.high, exact)}." if images.low else ""
    return f"{said}{none} how many people were imaged there.{counted}"


def _papers(profile: Profile) -> str:
    n = len(profile.cohorts)
    if not n:
        return ""
    tell = "A paper tells" if n == 1 else "Papers tell"
    known = "whose images are not released, as far as we know"
    return f" {tell} of {few(n)} imaging {'cohort' if n == 1 else 'cohorts'} there {known}."


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
        sets = several(people.sites_not_counted, "more dataset names", "more datasets name")
        yield f"{sets} a place of imaging there without saying how many people."
    unknown = profile.answer.unknown
    if unknown and unknown.high:
        yield (
            f"For up to {rounded(unknown.high)} patients of all datasets we found no country: some "
            f"of them may have been imaged in {profile.area.phrase}."
        )
    yield from _not_described(profile)


def _not_described(profile: Profile) -> Iterator[str]:
    n = len(profile.datasets)
    if not n:
        return
    held = [f"their {each.words} for {exact(each.tabled)}" for each in profile.described]
    which = "the dataset" if n == 1 else f"the {exact(n)} datasets"
    yield f"Of {which} that count or name it, we hold a table of people’s {_listed(held)}."


def _listed(parts: list[str]) -> str:
    first = parts[0].removeprefix("their ")
    rest = [each.removeprefix("their ") for each in parts[1:]]
    return f"{', '.join([first, *rest[:-1]])} and {rest[-1]}" if rest else first


def counted_words(counted: Counted) -> str:
    """Say what is counted in one unit, or which kind of nothing it is."""
    if counted.status is Status.COUNTED and counted.low:
        return span(counted.low, counted.high, exact)
    if counted.status is Status.COUNTED:
        return _NOTHING[Status.SITE_NOT_COUNTED]
    return _NOTHING[counted.status]


def amounts_words(presence: Presence) -> str:
    """Say what one set counts there, in each of its units."""
    said = [_amount(presence, unit) for unit in Unit if unit in presence.amounts]
    return "; ".join(said) or "named, not counted"


def _amount(presence: Presence, unit: Unit) -> str:
    amount = presence.amounts[unit]
    if amount.status is not Status.COUNTED:
        return f"{unit.value}: {_NOTHING[amount.status]}"
    number = span(amount.low, amount.high, exact)
    noun = (
        unit.value.removesuffix("s") if number == "1" and unit is not Unit.STUDIES else unit.value
    )
    return f"{number} {noun}"


def comparison(profile: Profile) -> str:
    """Hold the share of patients against the share of people, in words that need no ratio."""
    group = profile.group
    if group is None or not profile.counts[Unit.PATIENTS].low:
        return ""
    if not comparable(profile):
        n = group.independent_datasets
        have = "dataset counts" if n == 1 else "datasets count"
        return (
            f"No comparison with the world’s people: {few(n)} independent {have} people there, "
            f"and under {few(FEWEST_DATASETS)} a share would say more of the datasets than of "
            "the place."
        )
    if group.reference_share is None or group.share.known is None:
        return "No comparison with the world’s people: no share can be read."
    there, living = group.share.known * 1e5, group.reference_share * 1e5
    place = "country" if profile.area.is_country else "region"
    return (
        f"Of every 100,000 people in the world, {_per(living)} live in {profile.area.phrase}. Of "
        f"every 100,000 patients whose {place} is known, {_per(there)} were imaged there."
    )


def _per(n: float) -> str:
    return rounded(round(n)) if n >= 10 else f"{three_digits(n):g}"


def ratio_bounds(profile: Profile) -> str:
    """Say between which ends the ratio lies, and why they are apart."""
    group = profile.group
    if not comparable(profile) or group is None or group.ratio.low is None:
        return ""
    low, high = group.ratio.low, group.ratio.high
    if high is None or f"{low:.3g}" == f"{high:.3g}":
        return ""
    return (
        f"The ratio lies between {low:.3g} and {high:.3g}, wherever the patients without a known "
        "country were imaged."
    )


def access_sentence(profile: Profile) -> str:
    """Say how the datasets there can be obtained."""
    ways = Counter(each.record.access for each in profile.datasets)
    said = [f"{exact(ways[way])} {words}" for way, words in _ACCESS.items() if ways[way]]
    if ways[Access.UNKNOWN]:
        said.append(f"for {exact(ways[Access.UNKNOWN])} the way is not known to us")
    whole = several(len(profile.datasets), "dataset")
    return f"Of {whole}, {'; '.join(said)}." if said else ""


def learners_sentence(profile: Profile) -> str:
    """Say how many models learned from sets imaged there, and for how many it is not known."""
    found = profile.learners
    if not found.models:
        return ""
    of = several(found.models, "foundation model")
    there = f"a dataset imaged in {profile.area.phrase}, wholly or partly"
    rest = (
        f" For {exact(found.incomplete)} of them the published list of what they learned from is "
        "not complete."
        if found.incomplete
        else ""
    )
    if not found.items:
        return f"In the training of {of} that we hold we found no {there[2:]}.{rest}"
    n = exact(len(found.items))
    return f"{n} of {of} that we hold learned from {there}, as far as their sources say.{rest}"
