"""Examples: one small card of each kind, which is accepted as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_SOURCE = {"id": "s1", "citation": "Doe et al., A small set of chest X-rays, 2024, Table 1."}

EXAMPLES: Mapping[str, dict[str, Any]] = {
    "datasets": {
        "slug": "my-dataset",
        "name": "My dataset",
        "kind": "dataset",
        "description": "Chest X-rays of one hospital.",
        "modalities": ["xray"],
        "body_regions": ["chest"],
        "access": "open",
        "synthetic": False,
        "sites": [{"country": "KEN"}],
        "totals": {"patients": 100},
        "totals_source": {"patients": "s1"},
        "tables": [
            {
                "unit": "patients",
                "dims": ["sex"],
                "source": "s1",
                "basis": "reported",
                "coverage": "complete",
                "cells": [{"sex": "female", "n": 48}, {"sex": "male", "n": 52}],
            }
        ],
        "sources": [_SOURCE],
    },
    "models": {
        "slug": "my-model",
        "name": "My model",
        "developers": [{"organisation": "A university", "country": "KEN"}],
        "modalities": ["xray"],
        "body_regions": ["chest"],
        "weights_access": "open",
        "compute": {"gpu_type": "NVIDIA A100", "gpu_count": 8, "gpu_hours": 400, "energy_kwh": 150},
        "mitigation": "Images of women were drawn twice as often.",
        "intended_uses": "Research on chest X-rays of adults.",
        "unsuitable_uses": "Care of patients; children.",
        "pretraining": [
            {
                "dataset": "my-dataset",
                "name": "My dataset",
                "role": "pretrain",
                "patients": 100,
                "private": False,
                "source": "s1",
                "card": False,
            }
        ],
        "pretraining_list_complete": "yes",
        "sources": [_SOURCE],
    },
    "evaluations": {
        "slug": "my-evaluation",
        "model": "my-model",
        "dataset": "my-dataset",
        "task": "pneumonia, chest X-ray",
        "label": "pneumonia",
        "protocol": "fine-tuned",
        "metric_definitions": {"auroc": "Area under the ROC curve."},
        "scale": "fraction",
        "overall": [{"dims": {}, "metric": "auroc", "value": 0.87, "source": "s1"}],
        "results": [
            {"dims": {"sex": "female"}, "metric": "auroc", "value": 0.85, "n": 48, "source": "s1"}
        ],
        "sources": [_SOURCE],
    },
    "references": {
        "slug": "my-reference",
        "name": "People of one district",
        "year": 2024,
        "eligible": "everybody",
        "dims": ["sex"],
        "total": 2000,
        "licence": "CC BY 4.0",
        "source": _SOURCE,
        "rows": [{"sex": "female", "n": 1020}, {"sex": "male", "n": 980}],
    },
}
