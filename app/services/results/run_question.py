"""What a page shows of a run: which finding, groups by what, which two crossed, which measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.domain.rows import UNKNOWN
from app.errors import Invalid, problem
from app.language import _
from app.services.results.forest import WHOLE, attribute_words, group_term
from app.services.runs.answers import GroupScore, RunAnswer

PEOPLE = ("sex", "age", "ethnicity", "skin_tone")
# The first that was computed is shown unless another is asked for.
MEASURES = (
    "auroc", "auprc", "tpr", "fpr", "brier", "ece_debiased", "calibration_slope",
    "quadratic_weighted_kappa", "mae", "dice", "iou", "hd95",
)  # fmt: skip
Group = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RunQuestion:
    """What is shown; every field is one parameter of the address."""

    label: str | None
    by: str
    cross: tuple[str, ...]
    measure: str


@dataclass(frozen=True, slots=True)
class RunChoices:
    """What can be chosen of a run."""

    labels: tuple[str, ...]
    attributes: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    measures: tuple[str, ...]


def run_choices(run: RunAnswer) -> RunChoices:
    """Find what can be chosen, in the order in which it is offered."""
    groups = {frozenset(each.group) for each in run.scores}
    alone = {name for names in groups if len(names) == 1 for name in names}
    attributes = in_order(alone)
    used = {each.metric for each in run.scores}
    return RunChoices(
        tuple(sorted({each.label for each in run.scores if each.label})),
        attributes,
        tuple(pair for pair in combinations(attributes, 2) if frozenset(pair) in groups),
        tuple(each for each in MEASURES if each in used),
    )


def in_order(attributes: Iterable[str]) -> tuple[str, ...]:
    """Return attributes in the order in which they are offered and named."""
    names = set(attributes)
    known = [each for each in PEOPLE if each in names]
    return (*known, *sorted(names - set(known)))


def run_question(run: RunAnswer, asked: Mapping[str, str]) -> RunQuestion:
    """Read the address.

    Raises
    ------
    Invalid
        When it asks for something that the run does not have, naming what it has.
    """
    has = run_choices(run)
    label = _one_of("label", asked, has.labels)
    by = _one_of("by", asked, has.attributes)
    cross = _one_of("cross", asked, [",".join(pair) for pair in has.pairs])
    measure = _one_of("measure", asked, has.measures)
    return RunQuestion(label or None, by, tuple(cross.split(",")) if cross else (), measure)


def _one_of(name: str, asked: Mapping[str, str], options: Sequence[str]) -> str:
    """Return what is asked for; the first that there is, or nothing, where nothing is."""
    wanted = asked.get(name)
    if not wanted:
        return options[0] if options else ""
    if wanted not in options:
        rule = f"must be one of {', '.join(options) or 'nothing: there is no choice'}"
        raise Invalid("The run has no such thing.", [problem(name, rule, wanted)])
    return wanted


def scores_of(run: RunAnswer, question: RunQuestion, metric: str, *by: str) -> list[GroupScore]:
    """Return the values of one measure for the groups by some attributes; none: everybody."""
    return [
        each
        for each in run.scores
        if (each.metric, each.label) == (metric, question.label) and set(each.group) == set(by)
    ]


def title_of(run: RunAnswer, metric: str) -> str:
    """Name a measure as it was defined when the run was computed."""
    return next((_(each.title) for each in run.measures if each.id == metric), metric)


def group_words(group: Group) -> str:
    """Name a group of people; whose attribute nobody recorded is said so."""
    return ", ".join(_word(*each) for each in group.items()) or _(WHOLE)


def _word(attribute: str, word: str) -> str:
    if word == UNKNOWN:
        return _("{attribute} not known", attribute=attribute_words(attribute))
    return group_term(attribute, word)


def is_known(group: Group) -> bool:
    """Whether every attribute of a group is known."""
    return UNKNOWN not in group.values()
