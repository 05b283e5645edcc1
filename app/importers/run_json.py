"""What a job says of its run when it begins an upload."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from math import nan
from typing import Any

from app.domain.rows import Outcome
from app.domain.run import Level, RunAbout
from app.domain.scores import SiteValue
from app.importers.reading.fields import Fields
from app.importers.reading.whole import read_whole

RUN_FIELDS = (
    "slug", "model", "dataset", "split", "task", "label", "protocol", "outcome", "level",
    "attributes", "edges", "threshold", "threshold_source", "one_row_per_patient",
    "model_detail", "protocol_note", "job", "reported",
)  # fmt: skip
JOB_FIELDS = (
    "gpus", "hours", "started_at", "ended_at", "sessions", "energy_kwh", "energy_note",
    "peak_memory_bytes", "peak_gpu_bytes", "peak_gpu_note", "seed", "git_commit",
    "git_changed", "libraries", "split_sha256", "weights_sha256",
)  # fmt: skip
REPORTED_FIELDS = ("metric", "group", "value", "standard_error")
NUMBERS = ("hours", "energy_kwh")
WHOLES = ("sessions", "peak_memory_bytes", "peak_gpu_bytes", "seed")
TEXTS = ("started_at", "ended_at", "energy_note", "peak_gpu_note", "git_commit")
HASHES = ("split_sha256", "weights_sha256")
THRESHOLD_SOURCES = ("stated", "validation", "test_set", "unstated")
OWN = {"sample", "score", "truth", "patient", "label", "weight", "bin", "n"}
MOST_ATTRIBUTES, MOST_EDGES, MOST_LIBRARIES, MOST_REPORTED = 8, 5000, 100, 2000
_ATTRIBUTE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_HASH = re.compile(r"[0-9a-f]{64}")


def read_run(given: Mapping[str, Any]) -> RunAbout:
    """Read what a job says of its run.

    Parameters
    ----------
    given : mapping
        Plain values, as `read_json` returns them; see docs/client.md.

    Returns
    -------
    RunAbout

    Raises
    ------
    Invalid
        With every problem found: field path, rule, value and an example.
    """
    return read_whole(given, RUN_FIELDS, _about, "run")


def _about(fields: Fields) -> RunAbout | None:
    texts = {
        name: fields.text(name)
        for name in ("model", "dataset", "split", "task", "label", "protocol")
    }
    level = fields.word("level", Level, Level.ROWS)
    outcome = fields.word("outcome", Outcome, Outcome.BINARY)
    if level is Level.COUNTS and outcome is not Outcome.BINARY:
        fields.note("outcome", "must be binary where only counts are sent", outcome, "binary")
    attributes = _attributes(fields)
    about = RunAbout(
        slug=fields.slug("slug"),
        **texts,
        outcome=outcome,
        level=level,
        attributes=attributes,
        edges=_edges(fields, level),
        threshold=fields.number("threshold"),
        threshold_source=_threshold_source(fields),
        one_row_per_patient=fields.flag("one_row_per_patient"),
        model_detail=fields.optional_text("model_detail"),
        protocol_note=fields.optional_text("protocol_note"),
        job=_job(fields.inside("job", JOB_FIELDS)),
        reported=_reported(fields, level, attributes),
    )
    return None if fields.problems else about


def _attributes(fields: Fields) -> tuple[str, ...]:
    found = fields.texts("attributes")
    for each in found:
        if not _ATTRIBUTE.fullmatch(each) or each in OWN:
            rule = f"must be lower-case words other than {', '.join(sorted(OWN))}"
            fields.note("attributes", rule, each, "sex")
    if len(found) > MOST_ATTRIBUTES or len(set(found)) < len(found):
        rule = f"must be at most {MOST_ATTRIBUTES}, each once"
        fields.note("attributes", rule, list(found), "[sex, age]")
    return found


def _edges(fields: Fields, level: Level) -> tuple[float, ...]:
    value = fields.values.get("edges")
    if level is Level.ROWS:
        if value:
            fields.note("edges", "must be given only where counts are sent")
        return ()
    rule = f"must be 1 to {MOST_EDGES} ascending numbers: the inner edges of the bins"
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_EDGES:
        fields.note("edges", rule, "", "[0.25, 0.5, 0.75]")
        return ()
    good = all(isinstance(each, int | float) and not isinstance(each, bool) for each in value)
    if not good or any(b <= a for a, b in pairwise(value)):
        fields.note("edges", rule, "", "[0.25, 0.5, 0.75]")
        return ()
    return tuple(float(each) for each in value)


def _reported(fields: Fields, level: Level, attributes: tuple[str, ...]) -> tuple[SiteValue, ...]:
    """Read what a site says of rows that stay there."""
    value = fields.values.get("reported")
    if value and level is Level.ROWS:
        rule = "must be given only where counts are sent: of rows all is computed here"
        fields.note("reported", rule)
        return ()
    if isinstance(value, list) and len(value) > MOST_REPORTED:
        fields.note("reported", f"must be at most {MOST_REPORTED} values", len(value))
        return ()
    found: dict[tuple[str, frozenset[tuple[str, str]]], SiteValue] = {}
    for each in fields.each("reported", REPORTED_FIELDS):
        made = _site_value(each, attributes)
        key = made.metric, frozenset(made.group.items())
        if key in found:
            each.note("", "must be of another measure or group than those before", made.metric)
        found[key] = made
    return tuple(found.values())


def _site_value(fields: Fields, attributes: tuple[str, ...]) -> SiteValue:
    group = fields.inside("group", attributes)
    words = {name: group.text(name, "female") for name in group.values if name in attributes}
    if not fields.has("value"):
        fields.note("value", "must be given", "", "0.87")
    value, error = fields.number("value"), _not_below_zero(fields, "standard_error")
    metric = fields.text("metric", "auroc")
    return SiteValue(words, metric, value or 0.0, nan if error is None else error)


def _threshold_source(fields: Fields) -> str:
    value = fields.optional_text("threshold_source") or "unstated"
    if value not in THRESHOLD_SOURCES:
        rule = f"must be one of {', '.join(THRESHOLD_SOURCES)}"
        fields.note("threshold_source", rule, value, "validation")
    return value


def _job(fields: Fields) -> dict[str, Any]:
    found: dict[str, Any] = {"gpus": list(fields.texts("gpus"))}
    found |= {name: _not_below_zero(fields, name) for name in NUMBERS}
    found |= {name: fields.whole(name) for name in WHOLES}
    found |= {name: fields.optional_text(name) for name in TEXTS}
    found |= {name: _hash(fields, name) for name in HASHES}
    found["git_changed"] = fields.flag("git_changed") if fields.has("git_changed") else None
    value = fields.values.get("libraries")
    names = tuple(value)[:MOST_LIBRARIES] if isinstance(value, dict) else ()
    inside = fields.inside("libraries", names)
    return found | {"libraries": {str(name): inside.text(str(name)) for name in names}}


def _not_below_zero(fields: Fields, name: str) -> float | None:
    value = fields.number(name)
    if value is not None and value < 0:
        fields.note(name, "must be 0 or more", value, "1.5")
    return value


def _hash(fields: Fields, name: str) -> str | None:
    value = fields.optional_text(name)
    if value is not None and not _HASH.fullmatch(value):
        fields.note(name, "must be a SHA-256 as 64 hexadecimal digits", value)
    return value
