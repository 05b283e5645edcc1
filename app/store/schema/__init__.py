"""The tables of the database; `Base.metadata` knows them all."""

from app.store.schema import (
    access,
    cards,
    counts,
    datasets,
    evaluations,
    jobs,
    margins,
    models,
    runs,
    uploads,
    writing,
)
from app.store.schema.base import Base

__all__ = [
    "Base", "access", "cards", "counts", "datasets", "evaluations", "jobs", "margins", "models",
    "runs", "uploads", "writing",
]  # fmt: skip
