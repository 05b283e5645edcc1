"""Machine: which GPUs a job has, what they used, and what it ran on; none of it is required."""

from __future__ import annotations

import contextlib
import ctypes
import importlib.metadata
import os
import platform
import resource
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

NVML = "libnvidia-ml.so.1"
LIBRARIES = ("torch", "torchvision", "jax", "jaxlib", "tensorflow", "numpy", "scikit-learn",
             "timm", "monai", "transformers", "fairatlas-client")  # fmt: skip
NO_NVML = "no NVML on this machine: energy was not measured"
NO_COUNTER = "the GPU has no energy counter"
_MILLIJOULES_PER_KWH = 3.6e9


@dataclass(frozen=True)
class Gpus:
    """The GPUs that the job may use.

    Parameters
    ----------
    names : tuple of str
    millijoules : int or None
        Their energy counters together, since the driver was loaded; None where there is none.
    note : str or None
        Why there is no energy, else what the energy counts.
    """

    names: tuple[str, ...]
    millijoules: int | None
    note: str | None


def gpus() -> Gpus:
    """Ask NVML, by its C interface, for the GPUs that CUDA_VISIBLE_DEVICES leaves to this job."""
    try:
        library = ctypes.CDLL(NVML)
    except OSError:
        return Gpus((), None, NO_NVML)
    if library.nvmlInit_v2() != 0:
        return Gpus((), None, NO_NVML)
    try:
        handles = _handles(library)
        names = tuple(_name(library, each) for each in handles)
        used = [_millijoules(library, each) for each in handles]
    finally:
        library.nvmlShutdown()
    known = [each for each in used if each is not None]
    if not used or len(known) < len(used):
        return Gpus(names, None, NO_COUNTER if used else NO_NVML)
    return Gpus(names, sum(known), "of the GPUs alone, whoever used them (NVML)")


def _handles(library: Any) -> list[ctypes.c_void_p]:
    count = ctypes.c_uint()
    library.nvmlDeviceGetCount_v2(ctypes.byref(count))
    visible = os.environ.get("CUDA_VISIBLE_DEVICES")
    wanted = [str(each) for each in range(count.value)] if visible is None else visible.split(",")
    found = []
    for each in wanted:
        handle = ctypes.c_void_p()
        if each.strip().isdigit():
            code = library.nvmlDeviceGetHandleByIndex_v2(int(each), ctypes.byref(handle))
        else:
            code = library.nvmlDeviceGetHandleByUUID(each.strip().encode(), ctypes.byref(handle))
        if code == 0:
            found.append(handle)
    return found


def _name(library: Any, handle: ctypes.c_void_p) -> str:
    buffer = ctypes.create_string_buffer(96)
    code = library.nvmlDeviceGetName(handle, buffer, len(buffer))
    return buffer.value.decode("utf-8", "replace") if code == 0 else "unknown GPU"


def _millijoules(library: Any, handle: ctypes.c_void_p) -> int | None:
    used = ctypes.c_ulonglong()
    code = library.nvmlDeviceGetTotalEnergyConsumption(handle, ctypes.byref(used))
    return used.value if code == 0 else None


def kwh(start: Gpus, end: Gpus) -> float | None:
    """Return the energy between two looks, in kWh; None where it is not known."""
    if start.millijoules is None or end.millijoules is None:
        return None
    used = end.millijoules - start.millijoules
    return used / _MILLIJOULES_PER_KWH if used >= 0 else None


def peak_memory_bytes() -> int:
    """Return the most memory that this process has held."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def peak_gpu_bytes() -> int | None:
    """Return the most memory that PyTorch has held on its GPUs; None where it is not loaded."""
    torch = sys.modules.get("torch")
    with contextlib.suppress(Exception):
        if torch is not None and torch.cuda.is_available():
            count = torch.cuda.device_count()
            return sum(int(torch.cuda.max_memory_allocated(each)) for each in range(count))
    return None


def libraries() -> dict[str, str]:
    """Return versions of Python and of what such jobs are made with."""
    found = {"python": platform.python_version()}
    for name in LIBRARIES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[name] = importlib.metadata.version(name)
    return found


def git_commit() -> tuple[str | None, bool | None]:
    """Return the commit of the working folder, and whether tracked files differ from it."""
    commit = _git("rev-parse", "HEAD")
    if commit is None:
        return None, None
    changed = _git("status", "--porcelain", "--untracked-files=no")
    return commit, None if changed is None else bool(changed)


def _git(*words: str) -> str | None:
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        # Our own words only; git is found as the job's user finds it.
        done = subprocess.run(  # noqa: S603
            ["git", *words],  # noqa: S607
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
        return done.stdout.strip()
    return None
