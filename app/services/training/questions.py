"""Questions for a supplier: what the card of a model leaves open, as a hospital can ask it.

Each says what we found, what we did not, and one question. That we found nothing may mean that
nobody printed it, or that we have not read the full source; the questions are fair either way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.assessment import Assessment
from app.domain.vocabulary import Reported, Unit
from app.language import N_, _
from app.services.catalogue.model_answers import MixRow
from app.services.places_by_name import in_a_sentence
from app.services.printed_shares import only_shares
from app.services.terms import term
from app.services.training.flow import FROM_MEMORY, Strand
from app.services.training.profile import Profile
from app.services.training.weights import weights_words
from app.services.training.words import COMPLETE_WORDS
from app.services.wording import exact, joined, several, span

_MOST_NAMES = 8
_SKIN = ("clinical-photo", "dermoscopy", "mixed")
NOTHING = N_("Nothing, in what was read.")


@dataclass(frozen=True, slots=True)
class SupplierQuestion:
    """One topic: what the card says, what it does not, and the question that follows."""

    topic: str
    says: str
    open: str
    question: str


def supplier_questions(profile: Profile) -> tuple[SupplierQuestion, ...]:
    """Make the questions of one model from its card."""
    return tuple(
        made
        for ask in (_parts, _weights, _places, _people, _results, _overlap, _here, _use)
        for made in ask(profile)
    )


def _names(names: list[str]) -> str:
    rest = len(names) - _MOST_NAMES
    more = [_("{n} more", n=exact(rest))] if rest > 0 else []
    return "; ".join([*names[:_MOST_NAMES], *more])


def _parts(profile: Profile) -> Iterator[SupplierQuestion]:
    rows = profile.mix.items
    says = _(NOTHING)
    if rows:
        said = _(COMPLETE_WORDS[profile.mix.mix_complete])
        says = _(
            "{sets}: {names}. List: {said}.",
            sets=several(len(rows), "named set"),
            names=_names([r.name for r in rows]),
            said=said,
        )
    whole = profile.mix.mix_complete is Reported.YES and rows
    yield SupplierQuestion(
        topic=_("What it learned from"),
        says=says,
        open=_("Whether this is the version that you offer.") if whole else _("The complete list."),
        question=_(
            "Please send the complete list of sets that the version you offer learned from, "
            "tuning included: name, version, number of patients and of images, and the dates "
            "of imaging. Was anything added after the list was published?"
        ),
    )


def _weights(profile: Profile) -> Iterator[SupplierQuestion]:
    rows = [row for row in profile.mix.items if row.weight_basis != "printed"]
    if not rows:
        return
    printed = [row for row in profile.mix.items if row.weight_basis == "printed"]
    yield SupplierQuestion(
        topic=_("How many people"),
        says=_printed(profile, printed),
        open=_("How many patients were used of {names}.", names=_names([row.name for row in rows])),
        question=_(
            "How many patients, not only how many images, were used of each set? Were any left "
            "out, and by which rule?"
        ),
    )


def _printed(profile: Profile, rows: list[MixRow]) -> str:
    total = profile.card.totals[Unit.PATIENTS].n
    said = [_("In all: {total} patients", total=exact(total))] if total is not None else []
    said += [
        _("{row}: {weight} patients", row=row.name, weight=exact(row.weight))
        for row in rows
        if row.weight is not None
    ]
    return f"{'; '.join(said)}." if said else _(NOTHING)


def _places(profile: Profile) -> Iterator[SupplierQuestion]:
    placed = [s for s in profile.flow.strands if s.where]
    unplaced = [s for s in profile.flow.strands if not s.where]
    said = [f"{strand.name}: {joined(list(strand.where))}" for strand in placed]
    yield SupplierQuestion(
        topic=_("Where its people were imaged"),
        says="; ".join(said) + "." if said else _(NOTHING),
        open=_unplaced(unplaced),
        question=_(
            "In which countries, and in how many hospitals or practices, were the people "
            "imaged? How many patients were imaged in each country?"
        ),
    )


def _unplaced(strands: list[Strand]) -> str:
    how_many = _("How many patients were imaged in each place, wherever it is not counted.")
    if not strands:
        return how_many
    return f"{_('The places of {names}.', names=_names([s.name for s in strands]))} {how_many}"


def _people(profile: Profile) -> Iterator[SupplierQuestion]:
    wanted = [
        ("sex", _("Who they are: sex"), _("sex")),
        ("age", _("Who they are: age"), _("age, children included")),
        ("ethnicity", _("Who they are: race or ethnicity"), _("race or ethnicity")),
    ]
    if set(profile.card.modalities) & set(_SKIN):
        scale = _("skin tone, with the scale that was used")
        wanted.append(("skin_tone", _("Who they are: skin tone"), scale))
    for item, topic, words in wanted:
        yield SupplierQuestion(
            topic=topic,
            says=_said_of(profile, item),
            open=_open_of(profile, item),
            question=_(
                "How many of the patients that the model learned from are in each group by "
                "{words}? For how many is it not recorded, and if it is not recorded, why?",
                words=words,
            ),
        )


def _said_of(profile: Profile, item: str) -> str:
    reported = profile.card.demographics_reported.get(item, Reported.UNKNOWN)
    said = {
        Reported.YES: _("The model’s documents report it."),
        Reported.PARTIAL: _("The model’s documents report it in part."),
        Reported.NO: _("The model’s own documents are said not to give it."),
        Reported.UNKNOWN: "",
    }[reported]
    return f"{said} {_held(profile, item)}".strip() or _(NOTHING)


def _held(profile: Profile, item: str) -> str:
    answer = _most_told(profile, item)
    if answer is None:
        return ""
    if only_shares(answer):
        return _("They print shares; how many is not printed.")
    if not answer.known.high:
        return ""
    known = span(answer.known.low, answer.known.high)
    unit = term(profile.unit)
    return _("In the cards of its sets: known for {known} {unit}.", known=known, unit=unit)


def _most_told(profile: Profile, item: str) -> Assessment | None:
    """Return the answer that places most people; race or ethnicity has one per scheme."""
    told = [each.answer for each in profile.told if each.dimension == item and each.answer]
    return max(told, key=lambda answer: answer.known.high or 0, default=None)


def _open_of(profile: Profile, item: str) -> str:
    answer = _most_told(profile, item)
    if answer is None or not answer.known.high:
        return _("Numbers per group.")
    if answer.unknown is None:
        return _("For all others; no total says how many they are.")
    return _(
        "For {unknown} {unit}: not known.",
        unknown=span(answer.unknown.low, answer.unknown.high),
        unit=term(profile.unit),
    )


def _results(profile: Profile) -> Iterator[SupplierQuestion]:
    tests = [test for test in profile.evaluations if test.n_scores]
    found = {each for test in tests for each in test.attributes} - {"label"}
    by = sorted(_(each.replace("_", " ")) for each in found)
    says = _(NOTHING)
    if tests:
        sets = sorted({test.dataset_name for test in tests})
        told = {
            "tests": several(len(tests), "set of results", "sets of results"),
            "names": _names(sets),
        }
        says = (
            _("{tests} on {names}, by {by}.", by=joined(by), **told)
            if by
            else _("{tests} on {names}.", **told)
        )
    yield SupplierQuestion(
        topic=_("How well it does for whom"),
        says=says,
        open=_("Results for the task, the version and the threshold that you offer."),
        question=_(
            "How well does the model do, at the threshold that we would use, for women and "
            "men, for each band of age and for each other group that you can tell apart? "
            "Please give numbers of patients with and without the finding, and intervals "
            "over patients."
        ),
    )


def _overlap(profile: Profile) -> Iterator[SupplierQuestion]:
    shared = [test for test in profile.evaluations if test.shared_source.state == "shared"]
    sets = sorted({test.dataset_name for test in shared})
    yield SupplierQuestion(
        topic=_("Whether it was tested on people it had seen"),
        says=_("Test sets that share their source with the training: {names}.", names=_names(sets))
        if sets
        else _("No test that we hold is known to share its source with the training.")
        if profile.evaluations
        else _("We hold no test of this model."),
        open=_("Whether single patients are in both."),
        question=_(
            "Were the patients of the tests kept apart from those that the model learned "
            "from, by patient and by hospital? How was that checked?"
        ),
    )


def _here(profile: Profile) -> Iterator[SupplierQuestion]:
    said = {place for test in profile.flow.tested for place in test.where}
    places = sorted(place for place in said if not place.endswith(_(FROM_MEMORY)))
    yield SupplierQuestion(
        topic=_("Whether it was tested where we work"),
        says=_("Tested on people imaged in {places}.", places=joined(map(in_a_sentence, places)))
        if places
        else _(NOTHING),
        open=_("Tests with our devices, our protocols and our patients."),
        question=_(
            "Has the model been tested in our country, with devices and protocols like ours, "
            "and on patients like ours? May we test it on our own patients before we use it, "
            "and what do you do when it does worse here for some of them?"
        ),
    )


def _use(profile: Profile) -> Iterator[SupplierQuestion]:
    card = profile.card
    given = [
        _("Licence: {licence}.", licence=card.licence) if card.licence else "",
        _("Weights: {weights_access}.", weights_access=weights_words(card.weights_access))
        if card.weights_access
        else "",
        _("What was done about differences: {mitigation}.", mitigation=card.mitigation)
        if card.mitigation
        else "",
        _("Meant for: {uses}.", uses=card.intended_uses.rstrip(".")) if card.intended_uses else "",
        _("Not meant for: {uses}.", uses=card.unsuitable_uses.rstrip("."))
        if card.unsuitable_uses
        else "",
    ]
    said = " ".join(each for each in given if each)
    yield SupplierQuestion(
        topic=_("How it may be used, and what happens afterwards"),
        says=said or _(NOTHING),
        open="" if card.mitigation else _("What was done about differences between groups."),
        question=_(
            "For which patients and which use is the model meant, and for which not? How do "
            "you watch how it does for different groups once it is in use, and will you tell "
            "us?"
        ),
    )
