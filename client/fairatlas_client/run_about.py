"""About a run: what the job says of itself, over all processes that it took."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairatlas_client.machine import (
    Gpus,
    git_commit,
    gpus,
    kwh,
    libraries,
    peak_gpu_bytes,
    peak_memory_bytes,
)
from fairatlas_client.parts import file_hash, rows_hash

if TYPE_CHECKING:
    from fairatlas_client.run import Run

NO_TORCH = "only PyTorch tells how much GPU memory was used, and it was not"
_HOUR_S = 3600.0


def session(started: float, seconds: float, before: Gpus) -> dict[str, Any]:
    """Return what one process used, from its start to now."""
    return {
        "started_at": _moment(started),
        "ended_at": _moment(started + seconds),
        "hours": seconds / _HOUR_S,
        "gpus": list(before.names),
        "energy_kwh": kwh(before, gpus()),
        "energy_note": before.note,
        "peak_memory_bytes": peak_memory_bytes(),
        "peak_gpu_bytes": peak_gpu_bytes(),
    }


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def about(run: Run, parts: Sequence[Path], sessions: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return what is sent of a run beside its files."""
    names = ("slug", "model", "dataset", "split", "task", "label", "protocol", "outcome",
             "threshold", "threshold_source", "one_row_per_patient", "model_detail",
             "protocol_note")  # fmt: skip
    told = {name: getattr(run, name) for name in names}
    return {
        **told,
        "attributes": list(run.attributes),
        "job": _job(sessions)
        | {
            "seed": run.seed,
            "split_sha256": rows_hash(parts),
            "weights_sha256": file_hash(Path(run.weights)) if run.weights else None,
        },
    }


def _job(sessions: Sequence[dict[str, Any]]) -> dict[str, Any]:
    commit, changed = git_commit()
    energy = [each["energy_kwh"] for each in sessions]
    known = bool(energy) and None not in energy
    gpu = [each["peak_gpu_bytes"] for each in sessions if each["peak_gpu_bytes"] is not None]
    return {
        "gpus": max((each["gpus"] for each in sessions), key=len),
        "hours": sum(each["hours"] for each in sessions),
        "started_at": sessions[0]["started_at"],
        "ended_at": sessions[-1]["ended_at"],
        "sessions": len(sessions),
        "energy_kwh": sum(energy) if known else None,
        "energy_note": sessions[-1]["energy_note"],
        "peak_memory_bytes": max(each["peak_memory_bytes"] for each in sessions),
        "peak_gpu_bytes": max(gpu) if gpu else None,
        "peak_gpu_note": None if gpu else NO_TORCH,
        "git_commit": commit,
        "git_changed": changed,
        "libraries": libraries(),
    }
