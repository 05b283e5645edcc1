"""A dataset card in JSON: the same fields and rules as in YAML."""

from __future__ import annotations

from app.domain.card import DatasetCard
from app.importers.reading.dataset import read_dataset
from app.importers.reading.json_text import read_json_file


def read_dataset_json(text: str) -> DatasetCard:
    """Read the card of a dataset, an aggregate or a cohort.

    Parameters
    ----------
    text : str
        One card in JSON; see docs/cards.md.

    Returns
    -------
    DatasetCard

    Raises
    ------
    Invalid
        With every problem found: field path, rule, value and an example; also for NaN, a key
        given twice, and nesting that is too deep.
    TooLarge
        When the text is longer than allowed.
    """
    return read_dataset(read_json_file(text))
