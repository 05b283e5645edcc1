"""Documentation: what a dataset's own documents say, item by item; never added up to a score.

The items are the 18 of the STANDING Together recommendations for documenting health datasets
(Alderman et al., Lancet Digital Health 2025, doi:10.1016/S2589-7500(24)00224-3; the titles are
ours) and the seven sections of a Datasheet (Gebru et al., Datasheets for Datasets, 2021).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.vocabulary import Reported
from app.errors import Problem, problem
from app.language import N_

_DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


class Answer(StrEnum):
    """What the public documentation says of an item. Silence is told only by who read it all."""

    GIVEN = "given"
    IN_PART = "given_in_part"
    SAID_NOT_TO_EXIST = "said_not_to_exist"
    SILENT = "silent"
    NOT_READ = "not_read"


@dataclass(frozen=True, slots=True)
class Item:
    """One item that documentation may answer.

    Parameters
    ----------
    id : str
        Name in cards and answers.
    number : str
        Number in the recommendations ("1.1a"); "" for a section of a Datasheet.
    title : str
        Short title in our words.
    same : str or None
        The shorter item of a card (see `DOCUMENTATION_ITEMS`) that asks the same question.
    parts : tuple of str
        Shorter items that ask a part of it.
    """

    id: str
    number: str
    title: str
    same: str | None = None
    parts: tuple[str, ...] = ()


STANDING_ITEMS: tuple[Item, ...] = (
    Item("plain_summary", "1.1a", N_("What the dataset is, in plain words")),
    Item("identity_and_access", "1.1b", N_("Name, version, keeper, licence and way to obtain it")),
    Item("purpose", "1.1c", N_("Why it was made, by whom, and who paid for it")),
    Item("origin", "1.1d", N_("Where the data come from"), parts=("collection_process",)),
    Item(
        "sampling",
        "1.1e",
        N_("Who was sampled, and how sources were put together"),
        parts=("inclusion_criteria",),
    ),
    Item("shifts_over_time", "1.1f", N_("What changed while the data were collected")),
    Item(
        "group_composition",
        "1.2a",
        N_("Which groups of people are in it, and how many"),
        parts=("geography", "sex", "age", "ethnicity", "skin_tone", "socioeconomic"),
    ),
    Item(
        "attribute_recording",
        "1.2b",
        N_("How, when and by whom attributes of people were recorded"),
    ),
    Item(
        "groups_at_risk", "1.2c", N_("Which groups may fare worse, and how they can be told apart")
    ),
    Item("limitations", "1.3a", N_("Known limits and sources of bias"), same="known_limitations"),
    Item("modifications", "1.3b", N_("What was changed, cleaned or generated")),
    Item("selection_bias", "1.3c", N_("Who was left out or taken in too often, and why")),
    Item("aggregation_bias", "1.3d", N_("What merging groups or sources hides")),
    Item("missingness", "1.3e", N_("What is missing, of whom, and why"), same="missing_data"),
    Item(
        "label_quality",
        "1.3f",
        N_("How labels were made, by whom, and how they may err"),
        parts=("labelling_process",),
    ),
    Item(
        "ethics_and_governance",
        "1.4a",
        N_("Consent, ethics approval, law and governance"),
        parts=("consent_or_ethics",),
    ),
    Item("public_involvement", "1.4b", N_("How patients and the public took part")),
    Item("impact_assessments", "1.4c", N_("Assessments of bias, equality or data protection")),
)
DATASHEET_SECTIONS: tuple[Item, ...] = (
    Item("datasheet_motivation", "", N_("Motivation")),
    Item("datasheet_composition", "", N_("Composition")),
    Item("datasheet_collection", "", N_("Collection process")),
    Item("datasheet_preprocessing", "", N_("Preprocessing, cleaning and labelling")),
    Item("datasheet_uses", "", N_("Uses")),
    Item("datasheet_distribution", "", N_("Distribution")),
    Item("datasheet_maintenance", "", N_("Maintenance")),
)
ITEMS: Mapping[str, Item] = {each.id: each for each in (*STANDING_ITEMS, *DATASHEET_SECTIONS)}


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to one item.

    Parameters
    ----------
    answer : Answer
    value : str or None
        What the documentation gives, in short; needed where it is given, fully or in part.
    source : str or None
        Id of the source that says so; needed unless it is silent or not read.
    read_by, read_on : str or None
        Who read the full source, and when (a year, a month or a day); needed where it is silent.
    """

    answer: Answer
    value: str | None = None
    source: str | None = None
    read_by: str | None = None
    read_on: str | None = None

    def problems(self, where: str) -> list[Problem]:
        """Name what is wrong with this answer."""
        found = []
        given = self.answer in (Answer.GIVEN, Answer.IN_PART)
        if given != (self.value is not None):
            rule = "is what the documentation gives: needed where it is given, and only there"
            found.append(problem(f"{where}.value", rule, self.value, "Informed consent, IRB 7"))
        if (given or self.answer is Answer.SAID_NOT_TO_EXIST) and self.source is None:
            rule = "must name the source that says so"
            found.append(problem(f"{where}.source", rule, "", "s1"))
        if self.answer is Answer.SILENT and not (self.read_by and self.read_on):
            rule = "must say who read the full source, and when: silence is told by a reader only"
            found.append(problem(where, rule, "", "read_by: A. Reader, read_on: 2026-03-01"))
        if self.read_on is not None and not _DATE.fullmatch(self.read_on):
            rule = "must be a year, a month or a day (put it in quotes)"
            found.append(problem(f"{where}.read_on", rule, self.read_on, '"2026-03-01"'))
        return found


NOT_READ = Answered(Answer.NOT_READ)
_WORDS = {
    Reported.YES: Answer.GIVEN,
    Reported.PARTIAL: Answer.IN_PART,
    Reported.NO: Answer.SAID_NOT_TO_EXIST,
}


def answer_of(
    item: Item,
    answers: Mapping[str, Answered],
    words: Mapping[str, Reported],
    full_source_read: str | None = None,
) -> Answered:
    """Tell what a card says of an item.

    An answer of its own comes first; then the shorter item that asks the same; then, where any
    part of it is reported, "given in part". What is left is silent where somebody is known to
    have read the full source, else not read.

    Parameters
    ----------
    item : Item
    answers : mapping of str to Answered
        Answers of the card's own, by item.
    words : mapping of str to Reported
        The shorter items of the card.
    full_source_read : str or None
        Who read the full source, and when.

    Returns
    -------
    Answered

    Examples
    --------
    >>> composition = ITEMS["group_composition"]
    >>> answer_of(composition, {}, {"sex": Reported.YES, "skin_tone": Reported.NO}).answer
    <Answer.IN_PART: 'given_in_part'>
    >>> answer_of(composition, {}, {"skin_tone": Reported.NO}).answer
    <Answer.NOT_READ: 'not_read'>
    """
    if item.id in answers:
        return answers[item.id]
    if item.same is not None and (said := _WORDS.get(words.get(item.same, Reported.UNKNOWN))):
        return Answered(said)
    if any(words.get(part) in (Reported.YES, Reported.PARTIAL) for part in item.parts):
        return Answered(Answer.IN_PART)
    if full_source_read:
        return Answered(Answer.SILENT, read_by=full_source_read)
    return NOT_READ
