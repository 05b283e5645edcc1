"""Words about models: sentences made from cards, mixes and assessments, never written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.domain.assessment import Assessment
from app.domain.vocabulary import Reported
from app.services.catalogue.model_answers import Mix, MixRow, ModelPage, ModelRow
from app.services.findings import Finding
from app.services.gaps.words import scheme_name
from app.services.printed_shares import in_words, only_shares
from app.services.training.flow import FROM_MEMORY
from app.services.training.profile import Profile, Told
from app.services.wording import exact, few, joined, rounded, several, span

PEOPLE_WORDS = {
    "geography": "where they were imaged",
    "sex": "their sex",
    "age": "their age",
    "ethnicity": "their race or ethnicity",
}
COMPLETE_WORDS = {
    Reported.YES: "said to be complete",
    Reported.PARTIAL: "complete in part",
    Reported.NO: "not complete",
    Reported.UNKNOWN: "nobody says whether it is complete",
}
REPORTED_WORDS = {
    Reported.YES: "yes",
    Reported.PARTIAL: "in part",
    Reported.NO: "said not to be given",
    Reported.UNKNOWN: "nothing found, or not read in full",
}
WEIGHT_WORDS = {
    "printed": "printed",
    "assumed_whole": "assumed whole: no number is printed, fewer may have been used",
    "unknown": "not known",
}
NOUNS = {"sex": "sex", "age": "age", "ethnicity": "race or ethnicity"}
_NAMED_PLACES = 4
_ARTICLE = ("US", "UK", "United", "Netherlands", "Philippines", "Bahamas", "Gambia", "Maldives")


def count_by(rows: Iterable[ModelRow], item: str, *answers: Reported) -> int:
    """How many models' documents give one of these answers about the item."""
    return sum(row.demographics_reported.get(item, Reported.UNKNOWN) in answers for row in rows)


# --- All models -----------------------------------------------------------------------------------


def finding_of_models(page: ModelPage, filtered: bool) -> Finding:
    """Say how many models name what they learned from, and how many say who is in it."""
    rows = page.items
    if not rows:
        return Finding("We hold no such model.", "Wider choices would bring some back.")
    fitting = " that fit these choices" if filtered else ""
    whole = [row for row in rows if row.mix_complete is Reported.YES]
    carded = sum(row.parts > 0 and row.parts == row.parts_with_card for row in whole)
    sexed = count_by(rows, "sex", Reported.YES, Reported.PARTIAL)
    give = "gives a list" if len(whole) == 1 else "give a list"
    sentence = (
        f"Of {several(len(rows), 'foundation model')}{fitting}, {exact(len(whole))} {give} of what "
        f"they learned from that is said to be complete (for {_of_them(carded)} every part has a "
        f"card here); of {_none_or(sexed)} we read that their documents give the sex of the people "
        "they learned from."
    )
    return Finding(sentence, _not_known_of(rows))


def _none_or(number: int) -> str:
    return few(number) if number else "none"


def _of_them(number: int) -> str:
    return f"{_none_or(number)} of them"


def _not_known_of(rows: Sequence[ModelRow]) -> str:
    unlisted = sum(row.parts == 0 for row in rows)
    said = [f"For {several(unlisted, 'model')} we found no part named at all."] if unlisted else []
    silent = [
        f"{words} for {exact(number)}"
        for item, words in PEOPLE_WORDS.items()
        if (number := count_by(rows, item, Reported.UNKNOWN))
    ]
    if silent:
        said.append(
            "Of the people they learned from we found nothing, or have not read the full source, "
            f"on {joined(silent)} of them."
        )
    return " ".join(said)


# --- One model ------------------------------------------------------------------------------------


def finding_of_model(profile: Profile) -> Finding:
    """Say what one model learned from, how many of the people can be placed, and where."""
    return Finding(
        f"{_named_parts(profile)} {_placed(profile)}".strip(), " ".join(_not_known(profile))
    )


def pretrained(mix: Mix) -> list[MixRow]:
    """Return the parts that the model learned from before any tuning: who `assess` counts."""
    return [row for row in mix.items if row.role == "pretrain"]


def _named_parts(profile: Profile) -> str:
    name, mix = profile.card.name, profile.mix
    parts, tuned = len(pretrained(mix)), len(mix.items) - len(pretrained(mix))
    if not mix.items:
        return f"We found no list of what {name} learned from."
    if not parts:
        return f"{name} names {several(tuned, 'set')} for tuning, and none for pretraining."
    tuning = f", and {exact(tuned)} for tuning" if tuned else ""
    said = COMPLETE_WORDS[mix.mix_complete]
    return f"{name} names {several(parts, 'set')} that it learned from{tuning}; the list is {said}."


def _placed(profile: Profile) -> str:
    answer = profile.by("country").answer
    if answer is None or not pretrained(profile.mix):
        return ""
    counted = [profile.country_names[g.key["country"]] for g in answer.groups if g.n.low]
    named = sorted(named_places(profile) - set(counted))
    unit = profile.unit.value
    if counted:
        are = "is" if len(named) == 1 else "are"
        also = f"; {_where(named)} {are} named too, without a number" if named else ""
        known = span(answer.known.low, answer.known.high)
        return f"{_held(answer, unit)}, {known} can be placed, in {_where(counted)}{also}."
    if named:
        return f"Places of imaging are named in {_where(named)}, and not how many {unit} in each."
    return f"We found nothing on where its {unit} were imaged."


def named_places(profile: Profile) -> set[str]:
    """Return the countries that the sets it learned from name, with or without a number."""
    return {
        place
        for strand in profile.flow.strands
        if strand.role == "pretrain"
        for place in strand.where
        if not place.endswith(FROM_MEMORY)
    }


def _held(answer: Assessment, unit: str) -> str:
    """Name the total of the parts with a number; what is assumed whole may be too much."""
    held = span(answer.total.low, answer.total.high or answer.total.low)
    assumed = sum("assumed to be used whole" in note for note in answer.notes)
    taken = f" ({exact(assumed)} of them taken to be used whole)" if assumed else ""
    return f"Of the {held} {unit} in parts whose number we know{taken}"


def _where(names: Sequence[str]) -> str:
    if len(names) > _NAMED_PLACES:
        return f"{exact(len(names))} countries and areas"
    return joined([_with_article(name) for name in sorted(names)])


def _with_article(name: str) -> str:
    return f"the {name}" if name.startswith(_ARTICLE) else name


def _not_known(profile: Profile) -> Iterator[str]:
    yield from _printed_total(profile)
    parts = pretrained(profile.mix)
    if not parts:
        return
    unit = profile.unit.value
    answer = profile.by("country").answer
    if answer is not None and answer.total.datasets_without_total:
        number = answer.total.datasets_without_total
        gives = "set with a card gives" if number == 1 else "sets with a card give"
        yield f"{exact(number)} {gives} no number of {unit} that we found."
    if uncarded := sum(not row.has_card for row in parts):
        has = "part has" if uncarded == 1 else "parts have"
        yield f"{exact(uncarded)} {has} no card here: who those people are is not known to us."
    yield from _by_who_they_are(profile)


def _by_who_they_are(profile: Profile) -> Iterator[str]:
    silent = []
    for dimension, noun in NOUNS.items():
        told = [each for each in profile.told if each.dimension == dimension]
        if sentences := [said for each in told if (said := _told_in_words(each, noun, profile))]:
            yield from sentences
        else:
            silent.append(noun)
    if silent:
        listed = ", nor of their ".join(silent)
        yield f"We hold no count of their {listed}, in {profile.unit.value}."


def _told_in_words(told: Told, noun: str, profile: Profile) -> str:
    """Say what is held by one dimension; nothing where nothing is."""
    answer = told.answer
    if answer is None:
        return f"By {noun} they are not added up."
    by = f" ({scheme_name(told.scheme)})" if told.scheme else ""
    if only_shares(answer):
        return f"Of their {noun}{by} {in_words(answer)}."
    if answer.known.high:
        held = span(answer.known.low, answer.known.high)
        return f"We hold the {noun} of {held} {profile.unit.value}{by}."
    if why := own_refusal(profile, told):
        return f"Of their {noun} a table is printed, but no share can be read from it: {why}."
    return ""


def own_refusal(profile: Profile, told: Told) -> str:
    """Return why nothing is read from a table that the model's own source prints, if it is so."""
    excluded = told.answer.excluded if told.answer else ()
    return next((each.why for each in excluded if each.dataset == profile.card.slug), "")


def _printed_total(profile: Profile) -> Iterator[str]:
    shown = profile.card.totals.get(profile.unit)
    if shown and shown.n is not None:
        memory = ", from memory" if shown.recalled else ""
        yield f"Its card prints {rounded(shown.n)} {profile.unit.value} in all{memory}."
