"""The run behind an evaluation: gaps beside their null, what is undefined and why, the job."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.domain.reason import Reason
from app.language import N_, _
from app.services.results.forest import attribute_words
from app.services.runs.answers import GroupGap, GroupScore, RunAnswer
from app.services.terms import term
from app.services.wording import exact
from frontend.components.table import Cell, table

_GAPS = (
    (N_("Gap"), "name"),
    (N_("Groups by"), "words"),
    (N_("Value"), "number"),
    (N_("Equal groups: median"), "number"),
    (N_("Equal groups: 95 of 100 below"), "number"),
    (N_("p, adjusted"), "number"),
    (N_("At least"), "number"),
    (N_("Note"), "words"),
)
_UNDEFINED = (
    (N_("Group"), "name"),
    (N_("Measure"), "words"),
    (N_("Finding"), "words"),
    (N_("Why there is no value"), "words"),
)
_FILES = ((N_("File"), "name"), ("SHA-256", "words"), (N_("Bytes"), "number"))
_GAP_NOTE = N_(
    "Of many small groups some always differ: a gap says something only where it is wider than "
    "equal groups of these sizes would show."
)


def run_sections(run: RunAnswer) -> Iterator[Component]:
    """Write what the predictions tell beyond the values on the card."""
    titles = {each.id: each.title for each in run.measures}
    if run.warnings:
        lines = [html.P(each) for each in run.warnings]
        yield html.Section([html.H2(_("To be kept in mind")), *lines])
    if run.gaps:
        yield html.H2(_("Gaps between groups"), id="gaps")
        yield html.P(_(_GAP_NOTE), className="quiet")
        rows = [(f"gap-{at}", _gap(each, titles)) for at, each in enumerate(run.gaps)]
        yield table("gaps-table", _("Table of gaps"), _("Gaps, as computed here."), _GAPS, rows)
    missing = [each for each in run.scores if each.value is None]
    if missing:
        yield html.H2(_("Without a value"), id="undefined")
        rows = [(f"undefined-{at}", _undefined(each, titles)) for at, each in enumerate(missing)]
        yield table(
            "undefined-table", _("Table of what has no value"),
            _("Groups and measures without a value."), _UNDEFINED, rows,
        )  # fmt: skip
    yield html.Section([html.H2(_("The job")), _job(run)])
    files = [
        (f"file-{each.number}", [str(each.number), each.sha256, exact(each.bytes)])
        for each in run.files
    ]
    yield html.H2(_("Files that were computed from"), id="files")
    yield table("files-table", _("Table of files"), _("Uploaded files."), _FILES, files)


def _gap(each: GroupGap, titles: Mapping[str, str]) -> list[Cell]:
    by = " × ".join(attribute_words(name) for name in each.attributes)
    name = ": ".join(filter(None, (each.label, titles.get(each.metric, each.metric))))
    numbers = (each.value, each.null_median, each.null_p95, each.p_adjusted, each.at_least)
    note = Reason(each.reason).sentence if each.reason else _left_out(each)
    return [name, by, *map(_number, numbers), note]


def _left_out(each: GroupGap) -> str:
    names = "; ".join(_group(group) for group in each.left_out)
    return _("not compared: {names}", names=names) if names else "–"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"


def _undefined(each: GroupScore, titles: Mapping[str, str]) -> list[Cell]:
    why = Reason(each.reason).sentence if each.reason else "–"
    return [_group(each.group), titles.get(each.metric, each.metric), each.label or "–", why]


def _group(group: Mapping[str, str]) -> str:
    return ", ".join(map(term, group.values())) or _("whole test set")


def _job(run: RunAnswer) -> Component:
    job: Mapping[str, Any] = run.job
    given: list[tuple[str, Any]] = [
        (_("Split"), run.split),
        (_("Rows"), exact(run.rows)),
        (_("Intervals"), _("{n} replicates of patients, seed {seed}", n=run.replicates,
                           seed=run.seed)),
        (_("Threshold"), run.threshold),
        (_("Threshold from"), run.threshold_source.replace("_", " ")),
        (_("GPUs"), ", ".join(job.get("gpus") or ()) or _("none recorded")),
        (_("Hours"), _number(job.get("hours"))),
        (_("Energy, kWh"), _energy(job)),
        (_("Peak memory, bytes"), job.get("peak_memory_bytes")),
        (_("Peak GPU memory, bytes"), job.get("peak_gpu_bytes") or job.get("peak_gpu_note")),
        (_("Seed of the job"), job.get("seed")),
        (_("Commit"), job.get("git_commit")),
        (_("Versions"), ", ".join(f"{k} {v}" for k, v in (job.get("libraries") or {}).items())),
        (_("Hash of the split"), job.get("split_sha256")),
        (_("Hash of the weights"), job.get("weights_sha256")),
        (_("Uploaded by"), f"{run.uploaded_by}, {run.uploaded_at[:10]}"),
    ]  # fmt: skip
    said = [html.Div([html.Dt(name), html.Dd(str(words))]) for name, words in given
            if words not in (None, "")]  # fmt: skip
    return html.Dl(said, className="facts")


def _energy(job: Mapping[str, Any]) -> str:
    note = job.get("energy_note") or _("not recorded")
    known = job.get("energy_kwh")
    return note if known is None else f"{known:.4f} ({note})"
