"""The words of a card: what it is, what is known of its people, and how it stands to others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.domain.documentation import Answer
from app.domain.vocabulary import Assigner, Dim, Kind, Overlap, Reported, Selection, Unit
from app.services.catalogue.answers import DatasetDetail, LineageShown
from app.services.catalogue.card_view import CardView
from app.services.catalogue.overview import Held
from app.services.catalogue.overview_words import DIM_WORDS
from app.services.findings import Finding
from app.services.wording import exact, joined

KIND_SENTENCES: Mapping[Kind, str] = {
    Kind.DATASET: "",
    Kind.AGGREGATE: (
        "This is an aggregate: it merges other sets, and its people are counted there, once. "
        "What is said here is what its own papers say."
    ),
    Kind.COHORT: (
        "This is a cohort that is known from papers: its images are not released, and nobody in "
        "it is in any other figure here."
    ),
}
ITEM_WORDS: Mapping[str, str] = {
    "geography": "where the images were taken",
    "sex": "sex",
    "age": "age",
    "ethnicity": "race or ethnicity",
    "skin_tone": "skin tone",
    "socioeconomic": "income, education or the like",
    "consent_or_ethics": "consent or ethics approval",
    "collection_process": "how the images were collected",
    "inclusion_criteria": "who was included",
    "labelling_process": "how the labels were made",
    "known_limitations": "known limitations",
    "missing_data": "what is missing",
}
REPORTED_WORDS: Mapping[Reported, str] = {
    Reported.YES: "given",
    Reported.PARTIAL: "given in part",
    Reported.NO: "said not to exist",
    Reported.UNKNOWN: "not found",
}
ANSWER_WORDS: Mapping[Answer, str] = {
    Answer.GIVEN: "given",
    Answer.IN_PART: "given in part",
    Answer.SAID_NOT_TO_EXIST: "said not to exist",
    Answer.SILENT: "silent: the full source was read and does not say",
    Answer.NOT_READ: "not read",
}
SELECTION_WORDS: Mapping[Selection, str] = {
    Selection.CONSECUTIVE: "all who came, one after another",
    Selection.RANDOM: "drawn at random",
    Selection.SCREENING: "people who were screened",
    Selection.CASE_CONTROL: "people with a condition, and others chosen to compare with",
    Selection.VOLUNTEERS: "volunteers",
    Selection.CONVENIENCE: "whoever was at hand",
    Selection.CHALLENGE_ENRICHED: "chosen for a challenge, with rare findings made common",
    Selection.MIXED: "several ways of choosing",
}
ASSIGNED_WORDS: Mapping[Assigner, str] = {
    Assigner.SELF: "said by the people themselves",
    Assigner.CLERK: "written down by a clerk",
    Assigner.RATER: "judged by a rater who saw the person or the image",
}
OVERLAP_WORDS: Mapping[Overlap | None, str] = {
    Overlap.FULL: "all of it lies in",
    Overlap.PARTIAL: "part of it lies in",
    Overlap.UNKNOWN: "it reuses, by how much is not known,",
    None: "it reuses",
}


def about(view: CardView) -> Finding:
    """Say how much the set holds, and of its people what is counted and what is not."""
    return Finding(f"{_holds(view.card)} {_counted(view)}".strip(), _not_counted(view))


def _holds(card: DatasetDetail) -> str:
    """Say how many; a number without a source, or from memory, says so itself."""
    said = []
    for unit, total in card.totals.items():
        if total.n is None:
            continue
        doubt = " (recalled)" if total.recalled else " (no source)" if total.unattributed else ""
        said.append(f"{exact(total.n)} {unit}{doubt}")
    nobody = " It is synthetic: its images show nobody." if card.synthetic else ""
    if not said:
        return f"{card.name}: we found no total of patients, studies or images.{nobody}"
    return f"{card.name} holds {joined(said)}.{nobody}"


def _counted(view: CardView) -> str:
    dims = [dim for dim, held in view.held.items() if held is Held.TABLE]
    if not dims:
        return "We hold no numbers of them by sex, age, race or ethnicity, or skin tone."
    units = _counted_in(view.card)
    if all(units[dim] == units[dims[0]] for dim in dims):
        by = joined(DIM_WORDS[dim] for dim in dims)
        return f"We hold numbers of {joined(units[dims[0]])} by {by}."
    said = [f"{DIM_WORDS[dim]} (in {joined(units[dim])})" for dim in dims]
    return f"We hold numbers by {joined(said)}."


def _counted_in(card: DatasetDetail) -> dict[Dim, list[str]]:
    """Return the units in which each dimension is counted."""
    return {
        dim: [
            unit.value
            for unit in Unit
            if any(dim in t.dims and t.unit is unit and not t.recalled for t in card.tables)
        ]
        for dim in DIM_WORDS
    }


def _not_counted(view: CardView) -> str:
    said = []
    for held, words in (
        (Held.SAID, "{what} {is_} said to be recorded, but we hold no numbers"),
        (Held.SAID_NOT, "{what} {is_} said not to exist"),
        (Held.WITHHELD, "numbers by {what} are withheld by those whose data it is"),
        (Held.NOT_FOUND, "of {what} we found nothing, or have not read the full source"),
    ):
        dims = [DIM_WORDS[dim] for dim, found in view.held.items() if found is held]
        if dims:
            said.append(words.format(what=joined(dims), is_="is" if len(dims) == 1 else "are"))
    sentence = "; ".join(said)
    return f"{sentence[:1].upper()}{sentence[1:]}." if said else ""


def how_documented(card: DatasetDetail) -> dict[Reported, list[str]]:
    """Return the twelve items, in words, by what the documentation says of them."""
    found: dict[Reported, list[str]] = {reported: [] for reported in Reported}
    for item, words in ITEM_WORDS.items():
        documented = card.documentation.get(item)
        found[documented.reported if documented else Reported.UNKNOWN].append(words)
    return found


def who_read(card: DatasetDetail) -> str:
    """Say whether anybody is known to have read the full source."""
    if card.full_source_read:
        return f"The full source was read: {card.full_source_read}."
    return (
        "Not found means that we found nothing, or have not read the full source; nobody is known "
        "to us to have read it in full."
    )


def relation(one: CardView, other: CardView) -> str:
    """Say in words whether two sets may hold the same people."""
    a, b = one.card, other.card
    if a.slug == b.slug:
        return "This is the same set twice."
    if direct := [*_direct(one, b), *_direct(other, a)]:
        return " ".join(direct)
    if b.slug not in one.lineage.related:
        return (
            "We know of no shared source: these sets are taken to hold different people. That is "
            "an assumption, not a finding."
        )
    common = _common(one.lineage, other.lineage)
    through = joined(one.names.get(each, each) for each in common) if common else "another set"
    return f"They may hold the same people: both go back to {through}. By how much is not known."


def _direct(view: CardView, other: DatasetDetail) -> Iterator[str]:
    card = view.card
    if other.slug in card.derived_from:
        words = OVERLAP_WORDS[card.overlap]
        others = [view.names.get(each, each) for each in card.derived_from if each != other.slug]
        rest = f" together with {joined(others)}" if others else ""
        yield f"{card.name} reuses people of {other.name}: {words} {other.name}{rest}."
    elif other.slug in view.lineage.ancestors:
        yield (
            f"{card.name} reuses people of {other.name} through sets between them; by how much is "
            "not known."
        )


def _common(one: LineageShown, other: LineageShown) -> list[str]:
    mine = {one.slug, *one.ancestors}
    return sorted(mine & {other.slug, *other.ancestors})


def withheld_words(card: DatasetDetail) -> list[str]:
    """Say what those whose data it is keep to themselves; a decision, not a gap."""
    said = []
    for wish in card.governance.withheld:
        dim = DIM_WORDS.get(wish.dim, wish.dim.value.replace("_", " "))
        what = f"{dim}: {wish.category}" if wish.category else dim
        why = f" ({wish.why})" if wish.why else ""
        said.append(f"Counts by {what} are withheld by {wish.by}{why}. That is no deficit.")
    return said
