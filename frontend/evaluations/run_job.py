"""The job behind a run: what it recorded of itself, and the files that were computed from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.language import N_, _
from app.services.results.run_curves import threshold_text
from app.services.results.run_words import computed_words
from app.services.runs.answers import RunAnswer
from app.services.wording import exact, rounded
from frontend.components.table import table

_FILES = ((N_("File"), "name"), (N_("SHA-256"), "words"), (N_("Bytes"), "number"))
_SOURCES = {
    "validation": N_("chosen on other patients"),
    "stated": N_("fixed before"),
    "test_set": N_("chosen on these very cases"),
    "unstated": N_("not said how it was chosen"),
}
_GIB = 1024**3


def job(run: RunAnswer) -> Iterator[Component]:
    """Write what the job says, and the hash of every file."""
    yield html.Section(
        [html.H2(_("The job"), id="job"), html.P(computed_words(run)), _facts(_given(run))]
    )
    rows = [
        (f"file-{each.number}", [_file(run, each.number), each.sha256, exact(each.bytes)])
        for each in run.files
    ]
    caption = _("The uploaded files: the same files give the same values again.")
    yield html.Section(
        [
            html.H2(_("Files this was computed from"), id="files"),
            table("files-table", _("Table of files"), caption, _FILES, rows),
        ]
    )


def _file(run: RunAnswer, number: int) -> str:
    """Name a file by what is in it; of several, which one, as people count."""
    what = _("Counts of cases") if run.level == "counts" else _("Predictions")
    if len(run.files) == 1:
        return what
    return _("{what}, file {n} of {all}", what=what, n=number + 1, all=len(run.files))


def _facts(given: Iterator[tuple[str, str | None]]) -> Component:
    said = [html.Div([html.Dt(name), html.Dd(words)]) for name, words in given if words]
    return html.Dl(said, className="facts")


def _given(run: RunAnswer) -> Iterator[tuple[str, str | None]]:
    job: Mapping[str, Any] = run.job
    yield _("Split"), run.split
    yield (
        _("What was sent"),
        _("counts only, no row left the site")
        if run.level == "counts"
        else _("a prediction for each case"),
    )
    yield _("Threshold"), _threshold(run)
    if run.level != "counts":
        drawn = _("{n} replicates of patients, seed {seed}", n=exact(run.replicates), seed=run.seed)
        yield _("Intervals"), drawn if run.interval_kind == "patients" else _("rows as independent")
    yield _("GPUs"), ", ".join(job.get("gpus") or ()) or _("none recorded")
    yield _("Hours of computing"), _amount(job.get("hours"))
    yield _("Energy"), _energy(job)
    yield _("Peak memory"), _memory(job.get("peak_memory_bytes"))
    yield _("Peak GPU memory"), _memory(job.get("peak_gpu_bytes")) or job.get("peak_gpu_note")
    yield _("Seed of the job"), _plain(job.get("seed"))
    yield _("Begun and ended"), _span(job)
    yield _("Commit"), _commit(job)
    yield _("Versions"), ", ".join(f"{k} {v}" for k, v in (job.get("libraries") or {}).items())
    yield _("Hash of the split"), job.get("split_sha256")
    yield _("Hash of the weights"), job.get("weights_sha256") or _("not recorded")


def _threshold(run: RunAnswer) -> str:
    if run.threshold is None:
        return _("none stated")
    return f"{threshold_text(run.threshold)}, {_(_SOURCES[run.threshold_source])}"


def _plain(value: object) -> str | None:
    return None if value is None else str(value)


def _amount(hours: float | None) -> str:
    if hours is None:
        return _("not recorded")
    return _("under 0.01") if 0 < hours < 0.01 else f"{hours:.2f}"


def _memory(size: int | None) -> str | None:
    return None if size is None else _("{n} GiB", n=f"{size / _GIB:.2f}")


def _energy(job: Mapping[str, Any]) -> str:
    known, note = job.get("energy_kwh"), job.get("energy_note")
    if known is None:
        return str(note or _("not recorded"))
    said = _("{n} kWh", n=rounded(known))
    return f"{said} ({note})" if note else said


def _span(job: Mapping[str, Any]) -> str | None:
    ends = [job.get(name) for name in ("started_at", "ended_at")]
    return " – ".join(str(each) for each in ends if each) or None


def _commit(job: Mapping[str, Any]) -> str | None:
    commit = job.get("git_commit")
    if commit and job.get("git_changed"):
        return _("{commit}, with changes that are not in it", commit=commit)
    return _plain(commit)
