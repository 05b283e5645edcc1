"""Cards in YAML, the format of data/cards: datasets, cohorts, models and evaluations."""

from app.importers.reading.dataset import read_dataset
from app.importers.reading.evaluation import read_evaluation
from app.importers.reading.model import read_model

__all__ = ["read_dataset", "read_evaluation", "read_model"]
