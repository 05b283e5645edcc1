"""Example: what a job says of its run, accepted as it stands."""

from __future__ import annotations

from typing import Any

EXAMPLE: dict[str, Any] = {
    "slug": "my-model-on-my-dataset",
    "model": "my-model",
    "dataset": "my-dataset",
    "split": "test",
    "task": "pneumonia, chest X-ray",
    "label": "pneumonia",
    "protocol": "fine-tuned",
    "attributes": ["sex", "age"],
    "threshold": 0.5,
    "threshold_source": "validation",
    "job": {"gpus": ["NVIDIA H100 80GB HBM3"], "hours": 1.5, "energy_kwh": 0.9, "seed": 7},
}
