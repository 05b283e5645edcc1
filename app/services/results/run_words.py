"""Words about a run: what was computed here of one model on one set of patients."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.domain.reason import Reason
from app.language import N_, _
from app.services.findings import Finding
from app.services.results.forest import attribute_words
from app.services.results.run_question import (
    RunQuestion,
    group_words,
    is_known,
    scores_of,
    title_of,
)
from app.services.results.run_values import score_text, value_text
from app.services.runs.answers import GroupGap, GroupScore, RunAnswer
from app.services.wording import exact, joined

PERMANENT = N_(
    "This describes one model on the people of one test set. It shows what goes together, not why."
)
_FEW, _MOST = 4, 5  # groups that are named one by one, with and without a value
_KINDS = {
    "patients": N_("Intervals are over patients."),
    "rows": N_(
        "Intervals take each case as if it were another patient: they are too narrow where a "
        "patient has several."
    ),
}

_BETTER = {
    "higher": N_("Higher is better."),
    "lower": N_("Lower is better."),
    "one": N_("Nearest to 1 is best."),
}


def better_words(direction: str) -> str:
    """Say which way a measure is better; nothing where neither is."""
    return _(_BETTER[direction]) if direction in _BETTER else ""


def finding_of_run(named: Mapping[str, str], run: RunAnswer, question: RunQuestion) -> Finding:
    """Say the values of the groups, how far they are apart, and what equal groups would show.

    `named` are the names of model and dataset.
    """
    found = scores_of(run, question, question.measure, question.by) if question.by else []
    told = [each for each in found if _is_told(each) and is_known(each.group)]
    if not told:
        said = _whole(run, question, named)
        return Finding(said, " ".join(_not_known(run, question, found)), PERMANENT)
    parts = (_values(run, question, told), _gap(run, question), *_elsewhere(run, question))
    sentence = " ".join(filter(None, parts))
    return Finding(sentence, " ".join(_not_known(run, question, found)), PERMANENT)


def _whole(run: RunAnswer, question: RunQuestion, named: Mapping[str, str]) -> str:
    everybody = scores_of(run, question, question.measure)
    if not everybody or everybody[0].value is None:
        return _("No value could be computed of {model} on {dataset}.", **named)
    return _(
        "{measure} of {model} on {dataset} is {value}; no value could be computed per group.",
        measure=title_of(run, question.measure),
        value=score_text(everybody[0]),
        **named,
    )


def _values(run: RunAnswer, question: RunQuestion, told: Sequence[GroupScore]) -> str:
    names = {
        "measure": _in(title_of(run, question.measure), question.label),
        "by": attribute_words(question.by),
    }
    if len(told) <= _FEW:
        listed = [
            _("{value} ({group})", value=score_text(each), group=group_words(each.group))
            for each in told
        ]
        return _("{measure} by {by}: {listed}.", listed=joined(listed), **names)
    if any(each.value is None for each in told):
        return _("Counts alone leave {measure} by {by} open.", **names)
    ordered = sorted(told, key=lambda each: each.value or 0.0)
    ends = [f"{score_text(each)} ({group_words(each.group)})" for each in (ordered[0], ordered[-1])]
    return _("{measure} by {by}: from {low} to {high}.", low=ends[0], high=ends[1], **names)


def _elsewhere(run: RunAnswer, question: RunQuestion) -> Iterator[str]:
    """Say how far the groups by each other attribute are apart, where that is known."""
    others = [
        each
        for each in run.gaps
        if (each.metric, each.label) == (f"{question.measure}_gap", question.label)
        and len(each.attributes) == 1
        and each.attributes[0] != question.by
    ]
    for each in others:
        if each.value is not None:
            yield _(
                "By {attribute} the groups are up to {value} apart.",
                attribute=attribute_words(each.attributes[0]),
                value=value_text(each.value, each.decimals),
            )


def _is_told(score: GroupScore) -> bool:
    return score.value is not None or score.bound_low is not None


def _in(title: str, label: str | None) -> str:
    return _("{measure} for {label}", measure=title, label=label) if label else title


def gap_shown(run: RunAnswer, question: RunQuestion) -> GroupGap | None:
    """Return the gap of the measure that is shown, between the groups that are."""
    wanted = (f"{question.measure}_gap", question.label, [question.by])
    return next(
        (each for each in run.gaps if (each.metric, each.label, list(each.attributes)) == wanted),
        None,
    )


def _gap(run: RunAnswer, question: RunQuestion) -> str:
    gap = gap_shown(run, question)
    if gap is None or gap.value is None:
        return ""
    value = value_text(gap.value, gap.decimals)
    if len(gap.groups) > 2:
        value = _("up to {value}", value=value)
    if gap.null_p95 is None:
        return _("They are {value} apart.", value=value)
    words = {"value": value, "most": value_text(gap.null_p95)}
    if gap.value > gap.null_p95:
        return _(
            "They are {value} apart; of 100 tests of groups of these sizes that are served "
            "equally well, 95 would show less than {most}.",
            **words,
        )
    return _(
        "They are {value} apart, no more than chance often shows: of 100 tests of groups of these "
        "sizes that are served equally well, 95 would show less than {most}.",
        **words,
    )


def _not_known(run: RunAnswer, question: RunQuestion, found: Sequence[GroupScore]) -> Iterator[str]:
    if any(_is_told(each) and each.value is None for each in found):
        yield _("Where two numbers stand, counts alone leave open which value between them it is.")
    missing = [each for each in found if not _is_told(each)]
    if missing:
        listed = [
            _("{group} ({why})", group=group_words(each.group), why=_why(each))
            for each in missing[:_MOST]
        ]
        if len(missing) > _MOST:
            listed.append(_("{n} more groups", n=exact(len(missing) - _MOST)))
        yield _("No value for: {listed}.", listed="; ".join(listed))
    if run.reported:
        yield _("Values called the site’s own were computed there, from cases not seen here.")
    others = [each for each in ("sex", "age", "ethnicity", "skin_tone") if not _tested(run, each)]
    if others:
        words = joined(list(map(attribute_words, others)))
        yield _("Not sent with the predictions, so not looked at: {words}.", words=words)
    yield _(_KINDS.get(str(run.interval_kind), _KINDS["rows"]))


def _why(score: GroupScore) -> str:
    return Reason(score.reason or Reason.TOO_SMALL_TO_PRINT).sentence


def _tested(run: RunAnswer, attribute: str) -> bool:
    return any(attribute in each.group for each in run.scores)


def note_words(run: RunAnswer, question: RunQuestion, metric: str) -> str:
    """Say what a measure asks, which way is better, and what chance gives in calibration."""
    measure = next(each for each in run.measures if each.id == metric)
    better = f"{_(measure.question)} {better_words(measure.direction)}".strip()
    if metric != "ece_debiased":
        return better
    pairs = [scores_of(run, question, name) for name in ("ece", "ece_expected")]
    values = [found[0].value for found in pairs if found and found[0].value is not None]
    if len(values) < len(pairs):
        return better
    return _(
        "{better} The calibration error of the whole test set is {ece}; a perfect model would show "
        "{expected} at this size.",
        better=better,
        ece=value_text(values[0]),
        expected=value_text(values[1]),
    )


def calibration_words(run: RunAnswer, question: RunQuestion) -> str:
    """Say the slope of every group; of too bold scores it is below 1, of too timid ones above."""
    by = [question.by] if question.by else []
    found = scores_of(run, question, "calibration_slope", *by)
    told = [each for each in found if each.value is not None]
    if not told:
        return _("No group has a calibration slope.")
    if len(told) > _MOST:
        ordered = sorted(told, key=lambda each: each.value or 0.0)
        told = [ordered[0], ordered[-1]]
    listed = [
        _("{value} ({group})", value=score_text(each), group=group_words(each.group))
        for each in told
    ]
    return _(
        "Calibration slope: {listed}. At 1 the scores spread as the truth does; below 1 high ones "
        "are too high and low ones too low, above 1 the other way round.",
        listed=joined(listed),
    )


def computed_words(run: RunAnswer) -> str:
    """Say where the values come from."""
    return _(
        "Computed here on {day} from predictions for {rows} cases that {who} uploaded (run {id}).",
        day=run.evaluated_at[:10],
        rows=exact(run.rows),
        who=run.uploaded_by,
        id=run.id,
    )
