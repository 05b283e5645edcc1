"""The words of a card: what it is, what is known of its people, and how it stands to others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.domain.documentation import Answer
from app.domain.vocabulary import Assigner, Dim, Kind, Overlap, Reported, Selection, Unit
from app.language import N_, _, plural
from app.services.catalogue.answers import DatasetDetail, LineageShown
from app.services.catalogue.card_view import CardView
from app.services.catalogue.overview import Held
from app.services.catalogue.overview_words import DIM_WORDS
from app.services.findings import Finding
from app.services.terms import term
from app.services.wording import exact, joined

KIND_SENTENCES: Mapping[Kind, str] = {
    Kind.DATASET: "",
    Kind.AGGREGATE: N_(
        "This is an aggregate: it merges other sets, and its people are counted there, once. "
        "What is said here is what its own sources say."
    ),
    Kind.COHORT: N_(
        "This is a cohort that is known from papers: its images are not released, and nobody "
        "in it is in any other figure here."
    ),
}
_PARTS_UNKNOWN = N_(
    "This is an aggregate: it merges other sets, and which ones is not known to us. Nobody in it "
    "is counted here. What is said here is what its own sources say."
)
ITEM_WORDS: Mapping[str, str] = {
    "geography": N_("where the images were taken"),
    "sex": N_("sex"),
    "age": N_("age"),
    "ethnicity": N_("race or ethnicity"),
    "skin_tone": N_("skin tone"),
    "socioeconomic": N_("income, education or the like"),
    "consent_or_ethics": N_("consent or ethics approval"),
    "collection_process": N_("how the images were collected"),
    "inclusion_criteria": N_("who was included"),
    "labelling_process": N_("how the labels were made"),
    "known_limitations": N_("known limitations"),
    "missing_data": N_("what is missing"),
}
REPORTED_WORDS: Mapping[Reported, str] = {
    Reported.YES: N_("given"),
    Reported.PARTIAL: N_("given in part"),
    Reported.NO: N_("said not to be recorded or released"),
    Reported.UNKNOWN: N_("not found"),
}
ANSWER_WORDS: Mapping[Answer, str] = {
    Answer.GIVEN: N_("given"),
    Answer.IN_PART: N_("given in part"),
    Answer.SAID_NOT_TO_EXIST: N_("said not to exist"),
    Answer.SILENT: N_("silent: the full source was read and does not say"),
    Answer.NOT_READ: N_("not read"),
}
SELECTION_WORDS: Mapping[Selection, str] = {
    Selection.CONSECUTIVE: N_("all who came, one after another"),
    Selection.RANDOM: N_("drawn at random"),
    Selection.SCREENING: N_("people who were screened"),
    Selection.CASE_CONTROL: N_("people with a condition, and others chosen to compare with"),
    Selection.VOLUNTEERS: N_("volunteers"),
    Selection.CONVENIENCE: N_("whoever was at hand"),
    Selection.CHALLENGE_ENRICHED: N_("chosen for a challenge, with rare findings made common"),
    Selection.MIXED: N_("several ways of choosing"),
}
ASSIGNED_WORDS: Mapping[Assigner, str] = {
    Assigner.SELF: N_("said by the people themselves"),
    Assigner.CLERK: N_("written down by a clerk"),
    Assigner.RATER: N_("judged by a rater who saw the person or the image"),
}
SHOWS_NOBODY = N_("does not apply: it shows nobody")
_OF_PEOPLE = (
    "geography", "sex", "age", "ethnicity", "skin_tone", "socioeconomic", "inclusion_criteria",
)  # fmt: skip
_SILENT = (Held.SAID, Held.SAID_NOT, Held.WITHHELD, Held.NOT_FOUND)
OVERLAP_WORDS: Mapping[Overlap | None, str] = {
    Overlap.FULL: N_("all of it lies in"),
    Overlap.PARTIAL: N_("part of it lies in"),
    Overlap.UNKNOWN: N_("it reuses, by how much is not known,"),
    None: N_("it reuses"),
}


def kind_sentence(view: CardView) -> str:
    """Say what an entry is that is no dataset; empty for a dataset."""
    if view.card.kind is Kind.AGGREGATE and not view.lineage.parents:
        return _(_PARTS_UNKNOWN)
    sentence = KIND_SENTENCES[view.card.kind]
    return _(sentence) if sentence else ""


def about(view: CardView) -> Finding:
    """Say how much the set holds, and of its people what is counted and what is not."""
    return Finding(f"{_holds(view)} {_counted(view)}".strip(), _not_counted(view))


def _holds(view: CardView) -> str:
    """Say how many; a number without a source, or from memory, says so itself."""
    card, said = view.card, []
    for unit, total in card.totals.items():
        if total.n is None:
            continue
        told = {"n": exact(total.n), "unit": term(unit)}
        if total.recalled:
            said.append(_("{n} {unit} (recalled)", **told))
        elif total.unattributed:
            said.append(_("{n} {unit} (no source recorded)", **told))
        else:
            said.append(_("{n} {unit}", **told))
    sentence = (
        _("{card} holds {said}.", card=card.name, said=joined(said))
        if said
        else _printed_elsewhere(view)
    )
    return (
        f"{sentence} {_('It is synthetic: its images show nobody.')}"
        if card.synthetic
        else sentence
    )


def _printed_elsewhere(view: CardView) -> str:
    """Say that a card has no total, and what the sources of models print of it."""
    none = _("{card}: we found no total of patients, studies or images.", card=view.card.name)
    for each in view.models:
        for n, unit in ((each.patients, Unit.PATIENTS), (each.images, Unit.IMAGES)):
            if n is not None:
                told = {"model": each.name, "n": exact(n), "unit": term(unit)}
                more = _("The sources of {model} print {n} {unit} of it.", **told)
                return f"{none} {more}"
    return none


def _counted(view: CardView) -> str:
    dims = [dim for dim, held in view.held.items() if held is Held.TABLE]
    if not dims and view.card.synthetic:
        return ""
    if not dims:
        return _("We hold no numbers of them by sex, age, race or ethnicity, or skin tone.")
    units = _counted_in(view.card)
    if all(units[dim] == units[dims[0]] for dim in dims):
        by = joined(_(DIM_WORDS[dim]) for dim in dims)
        return _("We hold numbers of {units} by {by}.", units=joined(units[dims[0]]), by=by)
    said = [
        _("{dim} (in {units})", dim=_(DIM_WORDS[dim]), units=joined(units[dim])) for dim in dims
    ]
    return _("We hold numbers by {said}.", said=joined(said))


def _counted_in(card: DatasetDetail) -> dict[Dim, list[str]]:
    """Return the units in which each dimension is counted."""
    return {
        dim: [
            term(unit)
            for unit in Unit
            if any(dim in t.dims and t.unit is unit and not t.recalled for t in card.tables)
        ]
        for dim in DIM_WORDS
    }


def _not_counted(view: CardView) -> str:
    nobody = [_(DIM_WORDS[dim]) for dim, held in view.held.items() if held is Held.NOBODY]
    said = [words for held in _SILENT if (words := _of_those(held, view))]
    if nobody:
        said.append(_("so {what} do not apply", what=joined(nobody)))
    sentence = "; ".join(said)
    return f"{sentence[:1].upper()}{sentence[1:]}." if said else ""


def _of_those(held: Held, view: CardView) -> str:
    """Say of which dimensions we hold no numbers, for one kind of nothing."""
    dims = [_(DIM_WORDS[dim]) for dim, found in view.held.items() if found is held]
    if not dims:
        return ""
    what = joined(dims)
    if held is Held.NOT_FOUND:
        return _("of {what} we found nothing, or have not read the full source", what=what)
    if held is Held.WITHHELD:
        return _("numbers by {what} are withheld by those whose data it is", what=what)
    if held is Held.SAID_NOT:
        return plural(
            "{what} is said not to be recorded or released",
            "{what} are said not to be recorded or released",
            len(dims),
            what=what,
        )
    return plural(
        "{what} is said to be recorded, but we hold no numbers",
        "{what} are said to be recorded, but we hold no numbers",
        len(dims),
        what=what,
    )


def how_documented(view: CardView) -> dict[str, list[str]]:
    """Return the twelve items, in words, by what the documentation says of them, in words."""
    answers = [*REPORTED_WORDS.values(), *([SHOWS_NOBODY] if view.card.synthetic else [])]
    found: dict[str, list[str]] = {_(answer): [] for answer in answers}
    for item, words in ITEM_WORDS.items():
        without = _("{item} (we hold no numbers)", item=_(words))
        found[item_said(item, view)].append(without if _no_numbers(item, view) else _(words))
    return found


def item_said(item: str, view: CardView) -> str:
    """Say what the documentation says of one item; of whom an image shows, where it shows one."""
    documented = view.card.documentation.get(item)
    reported = documented.reported if documented else Reported.UNKNOWN
    if view.card.synthetic and item in _OF_PEOPLE and reported in (Reported.NO, Reported.UNKNOWN):
        return _(SHOWS_NOBODY)
    return _(REPORTED_WORDS[reported])


def item_said_in_full(item: str, view: CardView) -> str:
    """Say it, and that we hold no numbers where the documentation has what we do not."""
    said = item_said(item, view)
    return _("{said} (we hold no numbers)", said=said) if _no_numbers(item, view) else said


def _no_numbers(item: str, view: CardView) -> bool:
    return any(dim == item and held is Held.SAID for dim, held in view.held.items())


def who_read(card: DatasetDetail) -> str:
    """Say whether anybody is known to have read the full source."""
    if card.full_source_read:
        return _(
            "The full source was read: {full_source_read}.", full_source_read=card.full_source_read
        )
    return _(
        "Not found means that we found nothing, or have not read the full source; we know of "
        "nobody who has read it in full."
    )


def relation(one: CardView, other: CardView) -> str:
    """Say in words whether two sets may hold the same people."""
    a, b = one.card, other.card
    if a.slug == b.slug:
        return _("This is the same set twice.")
    if direct := [*_direct(one, b), *_direct(other, a)]:
        return " ".join(direct)
    if b.slug not in one.lineage.related:
        return _(
            "We know of no shared source: these sets are taken to hold different people. "
            "That is an assumption, not a finding."
        )
    common = _common(one.lineage, other.lineage)
    through = joined(one.names.get(each, each) for each in common) if common else _("another set")
    return _(
        "They may hold the same people: both go back to {through}. By how much is not known.",
        through=through,
    )


def _direct(view: CardView, other: DatasetDetail) -> Iterator[str]:
    card = view.card
    if other.slug in card.derived_from:
        others = [view.names.get(each, each) for each in card.derived_from if each != other.slug]
        said = {"card": card.name, "other": other.name, "lies_in": _(OVERLAP_WORDS[card.overlap])}
        yield (
            _(
                "{card} reuses people of {other}: {lies_in} {other} together with {others}.",
                others=joined(others),
                **said,
            )
            if others
            else _("{card} reuses people of {other}: {lies_in} {other}.", **said)
        )
    elif other.slug in view.lineage.ancestors:
        yield _(
            "{card} reuses people of {other} through sets between them; by how much is not known.",
            card=card.name,
            other=other.name,
        )


def _common(one: LineageShown, other: LineageShown) -> list[str]:
    mine = {one.slug, *one.ancestors}
    return sorted(mine & {other.slug, *other.ancestors})


def withheld_words(card: DatasetDetail) -> list[str]:
    """Say what those whose data it is keep to themselves; a decision, not a gap."""
    said = []
    for wish in card.governance.withheld:
        dim = _(DIM_WORDS.get(wish.dim, wish.dim.value.replace("_", " ")))
        what = f"{dim}: {wish.category}" if wish.category else dim
        told = {"what": what, "by": wish.by, "why": wish.why}
        said.append(
            _("Counts by {what} are withheld by {by} ({why}). That is no deficit.", **told)
            if wish.why
            else _("Counts by {what} are withheld by {by}. That is no deficit.", **told)
        )
    return said
