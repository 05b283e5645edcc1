"""Cards whose every text would act on a page that took it for more than text."""

from typing import Any

from app.services.writing.examples import EXAMPLES

SEEN = "onerror=alert(2)"
TEXT = (
    "'\"></script></title></textarea><script>alert(1)</script>"
    f"<img src=x class=injected {SEEN}><svg class=injected onload=alert(3)></svg>"
    '<a class=injected href="javascript:alert(4)">x</a>[y](javascript:alert(5)) {{7*7}} ${7*7}'
)
_SOURCE = {
    "id": "s1", "citation": TEXT, "where": TEXT, "seen": TEXT, "url": "https://example.org/",
}  # fmt: skip
_TABLE = EXAMPLES["datasets"]["tables"][0] | {"note": TEXT, "part": TEXT}
_ETHNICITY = {
    **_TABLE,
    "dims": ["ethnicity"],
    "scheme": f"other:{TEXT}",
    "assigned_by": "self",
    "cells": [{"ethnicity": TEXT, "n": 60}, {"ethnicity": "another", "n": 40}],
}
# Every field of a card in which somebody may write what they like has it.
CARDS: dict[str, dict[str, Any]] = {
    "datasets": EXAMPLES["datasets"]
    | dict.fromkeys(
        ("name", "description", "version", "licence", "custodian", "collection_period",
         "full_source_read", "note"), TEXT,
    )
    | {
        "sites": [{"country": "KEN", "institution": TEXT, "city": TEXT}],
        "tables": [_TABLE, _ETHNICITY],
        "documentation": {
            "sex": "yes",
            "purpose": {"answer": "given", "value": TEXT, "source": "s1"},
            "impact_assessments": {"answer": "silent", "read_by": TEXT, "read_on": "2026-03-01"},
        },
        "governance": {
            "authority": TEXT,
            "consent": TEXT,
            "terms": TEXT,
            "withheld": [{"dim": "age", "by": TEXT, "why": TEXT}],
        },
        "sources": [_SOURCE],
    },
    "models": EXAMPLES["models"]
    | dict.fromkeys(
        ("name", "version", "architecture", "pretraining_method", "licence", "totals_note",
         "mitigation", "intended_uses", "unsuitable_uses", "notes"), TEXT,
    )
    | {
        "developers": [{"organisation": TEXT, "country": "KEN"}],
        "pretraining": [
            EXAMPLES["models"]["pretraining"][0] | {"name": TEXT, "note": TEXT},
            {"dataset": "elsewhere", "name": TEXT, "role": "pretrain", "private": True,
             "source": "s1", "card": False, "published_as": TEXT},
        ],
        "compute": {"gpu_type": TEXT},
        "sources": [_SOURCE],
    },
    "evaluations": EXAMPLES["evaluations"]
    | dict.fromkeys(
        ("model_detail", "task", "label", "protocol", "protocol_note", "qualitative_findings",
         "notes"), TEXT,
    )
    | {
        "metric_definitions": {"auroc": TEXT},
        "results": [
            EXAMPLES["evaluations"]["results"][0] | {"run": TEXT, "interval_dropped": TEXT},
            {"dims": {"ethnicity": TEXT}, "metric": "auroc", "value": 0.8, "source": "s1"},
        ],
        "sources": [_SOURCE],
    },
}  # fmt: skip
