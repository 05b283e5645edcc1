"""Words about models: sentences made from cards, mixes and assessments, never written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.domain.assessment import Assessment
from app.domain.vocabulary import Reported
from app.language import N_, _, plural
from app.services.catalogue.model_answers import Mix, MixRow, ModelPage, ModelRow
from app.services.findings import Finding
from app.services.gaps.words import scheme_name
from app.services.mix import is_assumed_whole
from app.services.places_by_name import in_a_sentence
from app.services.printed_shares import in_words, only_shares
from app.services.terms import term
from app.services.training.flow import FROM_MEMORY
from app.services.training.profile import Profile, Told
from app.services.wording import exact, few, joined, rounded, several, span

PEOPLE_WORDS = {
    "geography": N_("where they were imaged"),
    "sex": N_("their sex"),
    "age": N_("their age"),
    "ethnicity": N_("their race or ethnicity"),
}
COMPLETE_WORDS = {
    Reported.YES: N_("said to be complete"),
    Reported.PARTIAL: N_("complete in part"),
    Reported.NO: N_("not complete"),
    Reported.UNKNOWN: N_("nobody says whether it is complete"),
}
REPORTED_WORDS = {
    Reported.YES: N_("yes"),
    Reported.PARTIAL: N_("in part"),
    Reported.NO: N_("said not to be given"),
    Reported.UNKNOWN: N_("nothing found, or not read in full"),
}
WEIGHT_WORDS = {
    "printed": N_("printed"),
    "assumed_whole": N_("assumed whole: no number is printed, fewer may have been used"),
    "unknown": N_("not known"),
}
NOUNS = {"sex": N_("sex"), "age": N_("age"), "ethnicity": N_("race or ethnicity")}
_NAMED_PLACES = 4


def count_by(rows: Iterable[ModelRow], item: str, *answers: Reported) -> int:
    """How many models' documents give one of these answers about the item."""
    return sum(row.demographics_reported.get(item, Reported.UNKNOWN) in answers for row in rows)


# --- All models -----------------------------------------------------------------------------------


def finding_of_models(page: ModelPage, filtered: bool) -> Finding:
    """Say how many models name what they learned from, and how many say who is in it."""
    rows = page.items
    if not rows:
        if not filtered:
            return Finding(_("No model has a card here yet."), "")
        return Finding(_("We hold no such model."), _("Wider choices would bring some back."))
    whole = [row for row in rows if row.mix_complete is Reported.YES]
    carded = sum(row.parts > 0 and row.parts == row.parts_with_card for row in whole)
    models = several(len(rows), "foundation model")
    sentence = plural(
        "Of {models}, {n} gives a list of what they learned from that is said to be complete (for "
        "{carded} of them every part has a card here); of {sexed} we read that their documents "
        "give the sex of the people they learned from, at least in part.",
        "Of {models}, {n} give a list of what they learned from that is said to be complete (for "
        "{carded} of them every part has a card here); of {sexed} we read that their documents "
        "give the sex of the people they learned from, at least in part.",
        len(whole),
        models=_("{models} that fit these choices", models=models) if filtered else models,
        carded=_none_or(carded),
        sexed=_none_or(count_by(rows, "sex", Reported.YES, Reported.PARTIAL)),
    )
    return Finding(sentence, _not_known_of(rows))


def _none_or(number: int) -> str:
    return few(number) if number else _("none")


def _not_known_of(rows: Sequence[ModelRow]) -> str:
    said = []
    if unlisted := sum(row.parts == 0 for row in rows):
        models = several(unlisted, "model")
        said.append(_("For {models} we found no part named at all.", models=models))
    silent = [
        _("{what} for {n}", what=_(words), n=exact(number))
        for item, words in PEOPLE_WORDS.items()
        if (number := count_by(rows, item, Reported.UNKNOWN))
    ]
    if silent:
        said.append(
            _(
                "We found nothing of the people that models learned from, or have not read the "
                "full source: {silent} of {models}.",
                silent=joined(silent),
                models=several(len(rows), "model"),
            )
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
        none = _("We hold no list of the datasets that {name} learned from.", name=name)
        how = profile.card.pretraining_method
        return f"{none} {_('Of its training its sources say: {how}.', how=how)}" if how else none
    if not parts:
        return _(
            "{name} names {sets} for tuning, and none for pretraining.",
            name=name,
            sets=several(tuned, "set"),
        )
    told = {
        "name": name,
        "sets": several(parts, "set"),
        "said": _(COMPLETE_WORDS[mix.mix_complete]),
    }
    if not tuned:
        return _("{name} names {sets} that it learned from; the list is {said}.", **told)
    return _(
        "{name} names {sets} that it learned from, and {tuned} for tuning; the list is {said}.",
        tuned=exact(tuned),
        **told,
    )


def _placed(profile: Profile) -> str:
    answer = profile.by("country").answer
    if answer is None or not pretrained(profile.mix):
        return ""
    counted = [profile.country_names[g.key["country"]] for g in answer.groups if g.n.low]
    named = sorted(named_places(profile) - set(counted))
    unit = term(profile.unit)
    if counted:
        return _counted_in(profile, answer, _where(counted), named)
    if named:
        return _(
            "Its people were imaged in {where}; how many {unit} in each is not said.",
            where=_where(named),
            unit=unit,
        )
    return _("We found nothing on where its {unit} were imaged.", unit=unit)


def _counted_in(profile: Profile, answer: Assessment, where: str, named: Sequence[str]) -> str:
    told = {
        "held": _held(profile, answer),
        "known": span(answer.known.low, answer.known.high),
        "where": where,
    }
    if not named:
        return _("{held}, {known} can be placed, in {where}.", **told)
    return plural(
        "{held}, {known} can be placed, in {where}; {named} is named too, without a number.",
        "{held}, {known} can be placed, in {where}; {named} are named too, without a number.",
        len(named),
        named=_where(named),
        **told,
    )


def named_places(profile: Profile) -> set[str]:
    """Return the countries that the sets it learned from name, with or without a number."""
    return {
        place
        for strand in profile.flow.strands
        if strand.role == "pretrain"
        for place in strand.where
        if not place.endswith(_(FROM_MEMORY))
    }


def _held(profile: Profile, answer: Assessment) -> str:
    """Name the total of the parts with a number; what is assumed whole may be too much."""
    held = span(answer.total.low, answer.total.high or answer.total.low)
    told = {"held": held, "unit": term(profile.unit)}
    assumed = sum(map(is_assumed_whole, answer.notes))
    if not assumed:
        return _("Of the {held} {unit} in parts whose number we know", **told)
    return _(
        "Of the {held} {unit} in parts whose number we know ({assumed} of these parts taken to be "
        "used whole)",
        assumed=exact(assumed),
        **told,
    )


def _where(names: Sequence[str]) -> str:
    if len(names) > _NAMED_PLACES:
        return several(len(names), "country or area", "countries and areas")
    return joined([in_a_sentence(name) for name in sorted(names)])


def _not_known(profile: Profile) -> Iterator[str]:
    yield from _printed_total(profile)
    parts = pretrained(profile.mix)
    if not parts:
        return
    answer = profile.by("country").answer
    if answer is not None and answer.total.datasets_without_total:
        yield plural(
            "{n} set with a card gives no number of {unit} that we found.",
            "{n} sets with a card give no number of {unit} that we found.",
            answer.total.datasets_without_total,
            unit=term(profile.unit),
        )
    if uncarded := sum(not row.has_card for row in parts):
        yield plural(
            "{n} part has no card here: who those people are is not known to us.",
            "{n} parts have no card here: who those people are is not known to us.",
            uncarded,
        )
    yield from _by_who_they_are(profile)


def _by_who_they_are(profile: Profile) -> Iterator[str]:
    silent = []
    for dimension, words in NOUNS.items():
        noun = _(words)
        told = [each for each in profile.told if each.dimension == dimension]
        if sentences := [said for each in told if (said := _told_in_words(each, noun, profile))]:
            yield from sentences
        else:
            silent.append(noun)
    if silent:
        listed = _(", nor of their ").join(silent)
        unit = term(profile.unit)
        yield _("We hold no count of their {listed}, in {unit}.", listed=listed, unit=unit)


def _told_in_words(told: Told, noun: str, profile: Profile) -> str:
    """Say what is held by one dimension; nothing where nothing is."""
    answer = told.answer
    if answer is None:
        return _("By {noun} they are not added up.", noun=noun)
    by = f" ({scheme_name(told.scheme)})" if told.scheme else ""
    if only_shares(answer):
        return _("Of their {noun} {shares}.", noun=f"{noun}{by}", shares=in_words(answer))
    if answer.known.high:
        held = span(answer.known.low, answer.known.high)
        return _(
            "We hold the {noun} of {held} {unit}{by}.",
            noun=noun,
            held=held,
            unit=term(profile.unit),
            by=by,
        )
    if why := own_refusal(profile, told):
        return _(
            "Of their {noun} a table is printed, but no share can be read from it: {why}.",
            noun=noun,
            why=why,
        )
    return ""


def own_refusal(profile: Profile, told: Told) -> str:
    """Return why nothing is read from a table that the model's own source prints, if it is so."""
    excluded = told.answer.excluded if told.answer else ()
    return next((each.why for each in excluded if each.dataset == profile.card.slug), "")


def _printed_total(profile: Profile) -> Iterator[str]:
    shown = profile.card.totals.get(profile.unit)
    if shown and shown.n is not None:
        told = {"n": rounded(shown.n), "unit": term(profile.unit)}
        yield (
            _("Its card prints {n} {unit} in all (recalled, not read).", **told)
            if shown.recalled
            else _("Its card prints {n} {unit} in all.", **told)
        )
