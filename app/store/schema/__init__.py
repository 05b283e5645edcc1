"""The tables of the database; `Base.metadata` knows them all."""

from app.store.schema import cards, counts, datasets, evaluations, margins, models
from app.store.schema.base import Base

__all__ = ["Base", "cards", "counts", "datasets", "evaluations", "margins", "models"]
