"""The words of the overview of datasets: every number is a number of its tally."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.vocabulary import Dim, Kind
from app.services.catalogue.overview import Held, Overview
from app.services.findings import Finding
from app.services.wording import exact, joined

DIM_WORDS: Mapping[Dim, str] = {
    Dim.SEX: "sex",
    Dim.AGE: "age",
    Dim.ETHNICITY: "race or ethnicity",
    Dim.SKIN_TONE: "skin tone",
}
HELD_WORDS: Mapping[Held, str] = {
    Held.TABLE: "numbers held: we hold what is printed",
    Held.SAID: "said to be recorded: we hold no numbers",
    Held.SAID_NOT: "said not to exist",
    Held.WITHHELD: "withheld: those whose data it is keep the numbers",
    Held.NOT_FOUND: "not found: nothing found, or the full source not read",
}
_NOUNS = {
    Kind.DATASET: ("dataset", "datasets"),
    Kind.AGGREGATE: ("aggregate of datasets", "aggregates of datasets"),
    Kind.COHORT: ("cohort without released images", "cohorts without released images"),
    None: ("card", "cards"),
}
_AFTER = {
    Kind.AGGREGATE: "An aggregate stands for its parts: its people are counted there, once.",
    Kind.COHORT: "Cohorts are known from papers; nobody in them is in any other figure here.",
    None: "Aggregates and cohorts are listed too; only datasets count people.",
}


def listed(overview: Overview) -> Finding:
    """Say of how many sets the patients' sex is held, and of the rest what is not known."""
    total = overview.page.total
    if total == 0:
        return Finding(f"We hold no {_noun(overview)}{_that_match(overview)}.", "")
    return Finding(_sex(overview), _others(overview))


def _noun(overview: Overview) -> str:
    one, many = _NOUNS[overview.kind]
    return one if overview.page.total == 1 else many


def _that_match(overview: Overview) -> str:
    if not overview.filtered:
        return ""
    return " that fits these choices" if overview.page.total == 1 else " that fit these choices"


def _sex(overview: Overview) -> str:
    tally = overview.tally[Dim.SEX]
    whom = f"{exact(overview.page.total)} {_noun(overview)}{_that_match(overview)}"
    said = [f"We hold the patients’ sex for {_amount(tally[Held.TABLE])} of {whom}"]
    if more := tally[Held.SAID]:
        verb = "says it records it" if more == 1 else "say they record it"
        said.append(f"{exact(more)} more {verb}")
    if none := tally[Held.SAID_NOT]:
        said.append(f"for {exact(none)} it is said not to exist")
    if kept := tally[Held.WITHHELD]:
        said.append(f"for {exact(kept)} those whose data it is keep the numbers")
    if silent := tally[Held.NOT_FOUND]:
        alone = len(said) == 1 and not tally[Held.TABLE]
        rest = "all of them" if alone else "the rest" if silent > 1 else exact(silent)
        said.append(f"for {rest} we found nothing or have not read the full source")
    return "; ".join(said) + "."


def _amount(n: int) -> str:
    return exact(n) if n else "none"


def _others(overview: Overview) -> str:
    counts = [
        f"{DIM_WORDS[dim]} for {_amount(overview.tally[dim][Held.TABLE])}"
        for dim in (Dim.AGE, Dim.ETHNICITY, Dim.SKIN_TONE)
    ]
    after = _AFTER.get(overview.kind)
    sentence = f"We hold {joined(counts)}."
    return f"{sentence} {after}" if after else sentence
