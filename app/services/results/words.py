"""Words about results: what was published, over what, and what was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from app.services.catalogue.model_answers import EvaluationDetail, EvaluationPage, EvaluationRow
from app.services.findings import Finding
from app.services.results.forest import (
    WHOLE,
    Dot,
    Panel,
    attribute_words,
    metric_words,
    panels,
)
from app.services.shared_source import SharedSource
from app.services.wording import NO_BREAK, exact, joined, several, with_minus

PEOPLE = ("sex", "age", "ethnicity", "skin_tone")
_FEW_GROUPS = 4
PER_CENT = f"{NO_BREAK}%"
SHARED_WORDS = {
    "shared": "shares its source with the training",
    "none_found": "no shared source found",
    "not_known": "not known",
}
_KINSHIP = {
    "same": "The test set {tested} is also named as a part of what the model learned from.",
    "test_from_training": "The test set {tested} reuses people or images of {learned}, which the "
    "model learned from.",
    "training_from_test": "{learned}, which the model learned from, reuses people or images of the "
    "test set {tested}.",
    "same_archive": "The test set {tested} and {learned}, which the model learned from, both reuse "
    "people or images of {via}.",
}


def shared_in_words(shared: SharedSource, names: Mapping[str, str]) -> tuple[str, ...]:
    """Say what is known of a shared source; `names` turns slugs into names."""
    said = [
        _KINSHIP[link.kinship].format(
            tested=names.get(link.tested, link.tested),
            learned=names.get(link.learned, link.learned),
            via=joined([names.get(each, each) for each in link.via] or [""]),
        )
        for link in shared.links
    ]
    if said:
        said.append("Whether the same people are in both is not said: a split may keep them apart.")
    if shared.state == "not_known":
        said.append("Whether the test shares its people with the training is not known:")
    if shared.state == "none_found":
        said.append("By the cards, the test set shares no source with what the model learned from.")
    if shared.reasons and shared.state == "shared":
        said.append("There may be more:")
    return (*said, *(f"{reason[0].upper()}{reason[1:]}." for reason in shared.reasons))


# --- All evaluations ------------------------------------------------------------------------------


def finding_of_evaluations(page: EvaluationPage, filtered: bool) -> Finding:
    """Say how many evaluations print results for which groups."""
    rows = page.items
    if not rows:
        return Finding("We hold no such evaluation.", "Wider choices would bring some back.")
    fitting = " that fit these choices" if filtered else ""
    by = Counter(each for row in rows for each in row.attributes if each in PEOPLE)
    told = [f"{exact(by[each])} by {attribute_words(each)}" for each in PEOPLE if by[each]]
    groups = "none prints values by sex, age, race or ethnicity, or skin tone"
    if told:
        verb = "prints" if told[0].startswith("1 ") else "print"
        groups = joined([told[0].replace(" by ", f" {verb} values by "), *told[1:]])
    ours = sum(row.model_slug is not None for row in rows)
    papers = all(row.publication_status == "paper" for row in rows)
    noun = "published evaluation" if papers else "evaluation"
    sentence = (
        f"Of {several(len(rows), noun)}{fitting}, {groups}; "
        f"{exact(ours)} {'is' if ours == 1 else 'are'} of a foundation model with a card here."
    )
    return Finding(sentence, " ".join(_not_known_of(rows)))


def _not_known_of(rows: Sequence[EvaluationRow]) -> Iterator[str]:
    states = Counter(row.shared_source.state for row in rows)
    if states["shared"]:
        yield (
            f"In {exact(states['shared'])} the test set shares its source with what the model "
            "learned from."
        )
    if states["not_known"]:
        yield (
            f"For {exact(states['not_known'])} it is not known whether test and training share "
            "their people."
        )
    if empty := sum(row.n_scores == 0 for row in rows):
        yield f"{exact(empty)} {'prints' if empty == 1 else 'print'} no value that we could read."


# --- One evaluation -------------------------------------------------------------------------------


def finding_of_evaluation(card: EvaluationDetail) -> Finding:
    """Say what was published of one model on one test set; values as they are printed."""
    shown = panels(card)
    of = f"of {card.model_name} on {card.dataset_name}"
    if not shown:
        words = "No value per group could be read in what is published"
        finding = " Its authors report in words." if card.qualitative_findings else ""
        return Finding(f"{words} {of}.{finding}", " ".join(_not_tested(card)))
    sentence = f"{_what(shown)} {of}. {_values(shown[0], card.scale)}".strip()
    return Finding(sentence, " ".join((*_not_tested(card), *_uncertainty(shown))))


def _what(shown: Sequence[Panel]) -> str:
    values = sum(len(panel.dots) for panel in shown)
    by = dict.fromkeys(dot.by for panel in shown for dot in panel.dots if dot.by)
    groups = f" by {joined(list(by))}" if by else ", none of them for a group,"
    return f"{several(values, 'published value')}{groups}"


def _values(panel: Panel, scale: str) -> str:
    """Print the values of the first attribute where they are few, else how far they reach."""
    grouped = [dot for dot in panel.dots if dot.by]
    name = metric_words(panel.metric)
    first = [dot for dot in grouped if dot.by == grouped[0].by]
    if grouped and len(first) <= _FEW_GROUPS and len({dot.section for dot in first}) == 1:
        said = [f"{dot.group} {dot.few or value_words(dot, scale)}" for dot in first]
        return f"{name} by {first[0].by}: {', '.join(said)}."
    counted = [dot.value for dot in grouped if dot.value is not None and not dot.few]
    if not counted:
        return ""
    ends = f"{number(min(counted), scale)} to {number(max(counted), scale)}"
    return f"{name} over its groups: {ends}."


def number(value: float, scale: str) -> str:
    """Write a value in the printed scale."""
    return with_minus(f"{value:g}") + (PER_CENT if scale == "percent" else "")


def value_words(dot: Dot, scale: str) -> str:
    """Write the value, or the range that is all that is published."""
    if dot.value is not None:
        return number(dot.value, scale)
    if dot.low is None or dot.high is None:
        return "not printed"
    return f"{number(dot.low, scale)} to {number(dot.high, scale)}"


def _not_tested(card: EvaluationDetail) -> Iterator[str]:
    tested = {name for score in card.scores for name in score.dims}
    missing = [attribute_words(each) for each in PEOPLE if each not in tested]
    if missing:
        words = joined(missing).replace(" and ", " or ")
        yield f"We found no value for groups by {words} in this publication."


def _uncertainty(shown: Sequence[Panel]) -> Iterator[str]:
    dots = [dot for panel in shown for dot in panel.dots]
    marks = Counter(dot.mark for dot in dots)
    whole = len(dots)
    if marks["spread"]:
        which = "All" if marks["spread"] == whole else f"{exact(marks['spread'])} of {exact(whole)}"
        yield f"{which} values have only a spread, which says nothing about other people."
    if marks["none"]:
        which = "No value has" if marks["none"] == whole else f"{exact(marks['none'])} values have"
        yield f"{which} {'an' if marks['none'] == whole else 'no'} interval or spread."
    unsized = sum(dot.n is None for dot in dots if dot.group != WHOLE)
    if unsized:
        yield f"No group size is printed for {several(unsized, 'value')}."
    if few := sum(dot.few is not None for dot in dots):
        rest = "rests" if few == 1 else "rest"
        yield f"{several(few, 'value')} {rest} on too few cases to say anything."
