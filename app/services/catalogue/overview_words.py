"""The words of the overview of datasets: every number is a number of its tally."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.vocabulary import Dim, Kind
from app.language import N_, _, plural
from app.services.catalogue.overview import Held, Overview
from app.services.findings import Finding
from app.services.wording import exact, joined, nouns, several

DIM_WORDS: Mapping[Dim, str] = {
    Dim.SEX: N_("sex"),
    Dim.AGE: N_("age"),
    Dim.ETHNICITY: N_("race or ethnicity"),
    Dim.SKIN_TONE: N_("skin tone"),
}
# What is held of the people in a set: the same words in bars, lists and cards.
HELD_WORDS: Mapping[Held, str] = {
    Held.TABLE: N_("numbers held"),
    Held.SAID: N_("said to be recorded, no numbers held"),
    Held.SAID_NOT: N_("said not to be recorded or released"),
    Held.WITHHELD: N_("withheld by those whose data it is"),
    Held.NOT_FOUND: N_("not found, or not read in full"),
    Held.NOBODY: N_("does not apply: it shows nobody"),
}
_NOUNS = {
    Kind.DATASET: nouns("dataset", "datasets"),
    Kind.AGGREGATE: nouns("aggregate of datasets", "aggregates of datasets"),
    Kind.COHORT: nouns("cohort without released images", "cohorts without released images"),
    None: nouns("card", "cards"),
}
_MANY = {
    Kind.DATASET: N_("datasets"),
    Kind.AGGREGATE: N_("aggregates of datasets"),
    Kind.COHORT: N_("cohorts without released images"),
    None: N_("cards"),
}
_AFTER = {
    Kind.AGGREGATE: N_("An aggregate stands for its parts: its people are counted there, once."),
    Kind.COHORT: N_("Cohorts are known from papers; nobody in them is in any other figure here."),
    None: N_("Aggregates and cohorts are listed too; only datasets count people."),
}


def listed(overview: Overview) -> Finding:
    """Say of how many sets the patients' sex is held, and of the rest what is not known."""
    if overview.page.total:
        return Finding(_sex(overview), _others(overview))
    none = _(_MANY[overview.kind])
    if overview.filtered:
        return Finding(_("We hold no {noun} that fit these choices.", noun=none), "")
    return Finding(_("We hold no {noun}.", noun=none), "")


def _whom(overview: Overview) -> str:
    total = overview.page.total
    cards = several(total, *_NOUNS[overview.kind])
    if not overview.filtered:
        return cards
    return plural(
        "{cards} that fits these choices", "{cards} that fit these choices", total, cards=cards
    )


def _sex(overview: Overview) -> str:
    tally = overview.tally[Dim.SEX]
    amount = _amount(tally[Held.TABLE])
    said = [
        _("We hold the patients’ sex for {amount} of {whom}", amount=amount, whom=_whom(overview))
    ]
    if more := tally[Held.SAID]:
        said.append(plural("{n} more says it records it", "{n} more say they record it", more))
    if none := tally[Held.SAID_NOT]:
        said.append(_("for {none} it is said not to be recorded or released", none=exact(none)))
    if kept := tally[Held.WITHHELD]:
        said.append(_("for {kept} those whose data it is keep the numbers", kept=exact(kept)))
    if silent := tally[Held.NOT_FOUND]:
        alone = len(said) == 1 and not tally[Held.TABLE]
        rest = _("all of them") if alone else _("the rest") if silent > 1 else exact(silent)
        said.append(_("for {rest} we found nothing or have not read the full source", rest=rest))
    return "; ".join(said) + "."


def _amount(n: int) -> str:
    return exact(n) if n else _("none")


def _others(overview: Overview) -> str:
    counts = [
        _(
            "{dim} for {amount}",
            dim=_(DIM_WORDS[dim]),
            amount=_amount(overview.tally[dim][Held.TABLE]),
        )
        for dim in (Dim.AGE, Dim.ETHNICITY, Dim.SKIN_TONE)
    ]
    after = _(_AFTER.get(overview.kind, ""))
    sentence = _("We hold {counts}.", counts=joined(counts))
    return f"{sentence} {after}" if after else sentence
