"""Words about results: what was published, over what, and what was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from app.language import N_, _, plural
from app.services.catalogue.model_answers import EvaluationDetail, EvaluationPage, EvaluationRow
from app.services.findings import Finding
from app.services.results.forest import (
    Dot,
    Panel,
    attribute_words,
    metric_words,
    panels,
)
from app.services.shared_source import SharedSource
from app.services.wording import NO_BREAK, either, exact, joined, several, with_minus

PEOPLE = ("sex", "age", "ethnicity", "skin_tone")
_FEW_GROUPS = 4
PER_CENT = f"{NO_BREAK}%"
SHARED_WORDS = {
    "shared": N_("shares its source with the training"),
    "none_found": N_("no shared source found"),
    "not_known": N_("not known"),
}
_KINSHIP = {
    "same": N_("The test set {tested} is also named as a part of what the model learned from."),
    "test_from_training": N_(
        "The test set {tested} reuses people or images of {learned}, which the model learned from."
    ),
    "training_from_test": N_(
        "{learned}, which the model learned from, reuses people or images of the test set {tested}."
    ),
    "same_archive": N_(
        "The test set {tested} and {learned}, which the model learned from, both reuse "
        "people or images of {via}."
    ),
}


def shared_in_words(shared: SharedSource, names: Mapping[str, str]) -> tuple[str, ...]:
    """Say what is known of a shared source; `names` turns slugs into names."""
    said = [
        _(
            _KINSHIP[link.kinship],
            tested=names.get(link.tested, link.tested),
            learned=names.get(link.learned, link.learned),
            via=joined([names.get(each, each) for each in link.via] or [""]),
        )
        for link in shared.links
    ]
    if said:
        said.append(
            _("Whether the same people are in both is not said: a split may keep them apart.")
        )
    if shared.state == "not_known":
        said.append(_("Whether the test shares its people with the training is not known:"))
    if shared.state == "none_found":
        said.append(
            _("By the cards, the test set shares no source with what the model learned from.")
        )
    if shared.reasons and shared.state == "shared":
        said.append(_("There may be more:"))
    return (*said, *(f"{reason[0].upper()}{reason[1:]}." for reason in shared.reasons))


# --- All evaluations ------------------------------------------------------------------------------


def finding_of_evaluations(page: EvaluationPage, filtered: bool) -> Finding:
    """Say how many evaluations print results for which groups."""
    rows = page.items
    if not rows and not filtered:
        return Finding(_("No evaluation from a paper or a model card is here yet."), "")
    if not rows:
        return Finding(_("We hold no such evaluation."), _("Wider choices would bring some back."))
    ours = sum(row.model_slug is not None for row in rows)
    sentence = plural(
        "Of {rows}, {groups}; {n} is of a foundation model with a card here.",
        "Of {rows}, {groups}; {n} are of a foundation model with a card here.",
        ours,
        rows=_rows(rows, filtered),
        groups=_groups(rows),
    )
    return Finding(sentence, " ".join(_not_known_of(rows)))


def _rows(rows: Sequence[EvaluationRow], filtered: bool) -> str:
    papers = all(row.publication_status == "paper" for row in rows)
    number = len(rows)
    said = several(number, "published evaluation") if papers else several(number, "evaluation")
    return _("{rows} that fit these choices", rows=said) if filtered else said


def _groups(rows: Sequence[EvaluationRow]) -> str:
    """Say how many print values by which attribute of people."""
    by = Counter(each for row in rows for each in row.attributes if each in PEOPLE)
    told = [each for each in PEOPLE if by[each]]
    if not told:
        return _("none prints values by sex, age, race or ethnicity, or skin tone")
    first, *rest = told
    said = plural(
        "{n} prints values by {attribute}",
        "{n} print values by {attribute}",
        by[first],
        attribute=attribute_words(first),
    )
    others = [
        _("{n} by {attribute}", n=exact(by[each]), attribute=attribute_words(each)) for each in rest
    ]
    return joined([said, *others])


def _not_known_of(rows: Sequence[EvaluationRow]) -> Iterator[str]:
    states = Counter(row.shared_source.state for row in rows)
    if states["shared"]:
        yield _(
            "In {n} the test set shares its source with what the model learned from.",
            n=exact(states["shared"]),
        )
    if states["not_known"]:
        yield _(
            "For {n} it is not known whether test and training share their people.",
            n=exact(states["not_known"]),
        )
    if empty := sum(row.n_scores == 0 for row in rows):
        yield plural(
            "{n} prints no value that we could read.",
            "{n} print no value that we could read.",
            empty,
        )


# --- One evaluation -------------------------------------------------------------------------------


def finding_of_evaluation(card: EvaluationDetail) -> Finding:
    """Say what was published of one model on one test set; values as they are printed."""
    shown = panels(card)
    named = {"model": card.model_name, "dataset": card.dataset_name}
    if not shown:
        said = _(
            "No value per group could be read in what is published of {model} on {dataset}.",
            **named,
        )
        words = _("Its authors report in words.") if card.qualitative_findings else ""
        return Finding(f"{said} {words}".strip(), " ".join(_not_tested(card)))
    sentence = f"{_what(shown, named)} {_values(shown[0], card.scale)}".strip()
    return Finding(sentence, " ".join((*_not_tested(card), *_uncertainty(shown))))


def _what(shown: Sequence[Panel], named: Mapping[str, str]) -> str:
    dots = [dot for panel in shown for dot in panel.dots]
    grouped = [dot for dot in dots if not dot.is_whole]
    by = joined(list(dict.fromkeys(dot.by for dot in grouped)) or [""])
    whole = len(dots) - len(grouped)
    values = several(len(grouped or dots), "published value")
    if not grouped:
        return _(
            "{values}, none of them for a group, of {model} on {dataset}.", values=values, **named
        )
    if not whole:
        return _("{values} by {by} of {model} on {dataset}.", values=values, by=by, **named)
    return _(
        "{values} by {by}, and {n} of the whole test set, of {model} on {dataset}.",
        values=values,
        by=by,
        n=exact(whole),
        **named,
    )


def _values(panel: Panel, scale: str) -> str:
    """Print the values of the attribute that differ most: all where they are few, else the ends."""
    kinds: dict[tuple[str, str], list[Dot]] = {}
    for dot in panel.dots:
        if not dot.is_whole:
            kinds.setdefault((dot.by, dot.section), []).append(dot)
    if not kinds:
        return ""
    (by, section), dots = max(kinds.items(), key=lambda kind: _reach(kind[1]))
    name = metric_words(panel.metric)
    if len({each for _by, each in kinds}) > 1 and section:
        name = _("{metric}, {section},", metric=name, section=section)
    if len(dots) <= _FEW_GROUPS:
        said = [
            f"{dot.group}: {dot.few}" if dot.few else f"{value_words(dot, scale)} ({dot.group})"
            for dot in dots
        ]
        return _("{name} by {by}: {listed}.", name=name, by=by, listed=", ".join(said))
    told = sorted(_counted(dots), key=lambda dot: dot.value or 0.0)
    if not told:
        return ""
    low, high = (f"{value_words(dot, scale)} ({dot.group})" for dot in (told[0], told[-1]))
    return _("{name} by {by}: from {low} to {high}.", name=name, by=by, low=low, high=high)


def _counted(dots: Sequence[Dot]) -> list[Dot]:
    return [dot for dot in dots if dot.value is not None and not dot.few]


def _reach(dots: Sequence[Dot]) -> float:
    values = [dot.value or 0.0 for dot in _counted(dots)]
    return max(values) - min(values) if values else -1.0


def number(value: float, scale: str) -> str:
    """Write a value in the printed scale."""
    return with_minus(f"{value:g}") + (PER_CENT if scale == "percent" else "")


def tick_text(tick: float, ticks: Sequence[float], scale: str) -> str:
    """Write a tick in as many decimals as the step between two needs."""
    decimals = max(len(f"{each:g}".partition(".")[2]) for each in ticks)
    return with_minus(f"{tick:.{decimals}f}") + (PER_CENT if scale == "percent" else "")


def value_words(dot: Dot, scale: str) -> str:
    """Write the value, or the range that is all that is published."""
    if dot.text is not None:
        return dot.text
    if dot.value is not None:
        return number(dot.value, scale)
    if dot.low is None or dot.high is None:
        return _("not printed")
    return _("{low} to {high}", low=number(dot.low, scale), high=number(dot.high, scale))


def _not_tested(card: EvaluationDetail) -> Iterator[str]:
    tested = {name for score in card.scores for name in score.dims}
    missing = [attribute_words(each) for each in PEOPLE if each not in tested]
    if missing:
        words = either(missing)
        yield _(
            "In what we read of this model on this test set we found no value for groups by "
            "{words}.",
            words=words,
        )


def _uncertainty(shown: Sequence[Panel]) -> Iterator[str]:
    dots = [dot for panel in shown for dot in panel.dots]
    marks = Counter(dot.mark for dot in dots)
    whole = len(dots)
    if marks["spread"]:
        yield _spread_alone(marks["spread"], whole)
    if marks["none"] == whole:
        yield _("No value has an interval or spread.")
    elif marks["none"]:
        yield _("{n} values have no interval or spread.", n=exact(marks["none"]))
    yield from _without_size([dot for dot in dots if not dot.is_whole])
    if few := sum(dot.few is not None for dot in dots):
        yield plural(
            "{n} value rests on too few cases to say anything.",
            "{n} values rest on too few cases to say anything.",
            few,
        )


def _without_size(dots: Sequence[Dot]) -> Iterator[str]:
    unsized = sum(dot.n is None for dot in dots)
    if unsized and unsized == len(dots):
        yield plural(
            "For the {n} value per group no group size is printed.",
            "For none of the {n} values per group is a group size printed.",
            unsized,
        )
    elif unsized:
        yield _("No group size is printed for {values}.", values=several(unsized, "value"))


def _spread_alone(n: int, whole: int) -> str:
    if n == whole:
        return _("All values have only a spread, which says nothing about other people.")
    return _(
        "{n} of {whole} values have only a spread, which says nothing about other people.",
        n=exact(n),
        whole=exact(whole),
    )
