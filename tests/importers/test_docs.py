"""Every importer has its heading in the docs, and every field of a card is named there."""

from pathlib import Path

import pytest

from app.domain.vocabulary import Basis, Coverage, Dim, Overlap
from app.importers.card_yaml import read_dataset
from app.importers.reading.dataset import CARD_FIELDS
from app.importers.reading.evaluation import EVALUATION_FIELDS, SCORE_FIELDS
from app.importers.reading.model import MODEL_FIELDS, PART_FIELDS
from app.importers.reading.sources import SOURCE_FIELDS
from app.importers.reading.tables import TABLE_FIELDS

ROOT = Path(__file__).parents[2]
TEXT = "".join(
    (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("cards.md", "formats.md")
)
IMPORTERS = sorted(p.stem for p in (ROOT / "app/importers").glob("*.py") if p.stem != "__init__")
FIELDS = {
    *CARD_FIELDS, *TABLE_FIELDS, *SOURCE_FIELDS, *MODEL_FIELDS, *PART_FIELDS, *EVALUATION_FIELDS,
    *SCORE_FIELDS,
}  # fmt: skip
WORDS = [each.value for words in (Dim, Basis, Coverage, Overlap) for each in words]


@pytest.mark.parametrize("importer", IMPORTERS)
def test_every_importer_has_its_heading(importer: str) -> None:
    assert f"\n## `{importer}`" in TEXT


def test_every_field_is_named() -> None:
    assert [each for each in sorted(FIELDS) if f"`{each}`" not in TEXT] == []


def test_every_word_of_the_vocabulary_is_named() -> None:
    assert [each for each in WORDS if f"`{each}`" not in TEXT] == []


def test_the_example_card_is_read() -> None:
    example = TEXT.partition("```yaml\n")[2].partition("```")[0]
    assert read_dataset(example).slug == "nairobi-chest-ct"
