"""Out and in again changes nothing; what others read is valid for them."""

import io
import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given, settings

from app.domain.card import DatasetCard
from app.domain.imported import Imported
from app.domain.published import PublishedCard
from app.domain.table import Column, Table
from app.exporters import formats
from app.exporters.cards import card_formats
from app.exporters.cards.schema_org import describe
from app.importers.card_json import read_dataset_json
from app.importers.card_yaml import read_dataset
from app.importers.croissant import read_croissant
from app.importers.hugging_face import read_hugging_face
from app.settings import ROOT
from tests.support.made_cards import plain_cards

CARDS = ROOT / "data" / "cards"
PATHS = sorted([*CARDS.glob("datasets/*.yaml"), *CARDS.glob("cohorts/*.yaml")])
# Croissant takes a tenth of a second per card: every twentieth, and some that are unlike others.
SOME = [
    path for at, path in enumerate(PATHS)
    if at % 20 == 0 or path.stem in ("chexpert", "totalsegmentator", "ham10000", "embed", "plco")
]  # fmt: skip


@cache
def card_at(path: str) -> DatasetCard:
    return read_dataset((CARDS / path).read_text(encoding="utf-8"))


def published(card: DatasetCard) -> PublishedCard:
    return PublishedCard(card, revision=3, release=7, names={"USA": "United States of America"})


def out(name: str, card: DatasetCard) -> str:
    return card_formats()[name].write(published(card)).decode()


def of_import(read: Callable[[str], Imported]) -> Callable[[str], DatasetCard]:
    """Make the card of what was read; nothing may be left, wrong or contradict."""

    def card(text: str) -> DatasetCard:
        found = read(text)
        assert (found.conflicts, found.problems, found.left, found.missing) == ((), (), (), ())
        return read_dataset(found.fields)

    return card


BACK: dict[str, Callable[[str], DatasetCard]] = {
    "fairatlas_yaml": read_dataset,
    "fairatlas_json": read_dataset_json,
    "hugging_face": of_import(read_hugging_face),
    "croissant": of_import(read_croissant),
}


def test_every_bundled_card_comes_back_as_it_went_out() -> None:
    for path in PATHS:
        card = card_at(str(path.relative_to(CARDS)))
        for name in ("fairatlas_yaml", "fairatlas_json", "hugging_face"):
            assert BACK[name](out(name, card)) == card, (path.name, name)


@pytest.mark.disable_socket
def test_croissant_comes_back_as_it_went_out() -> None:
    assert len(SOME) > 24
    for path in SOME:
        card = card_at(str(path.relative_to(CARDS)))
        assert BACK["croissant"](out("croissant", card)) == card, path.name


@given(plain=plain_cards())
@settings(max_examples=60)
def test_any_card_comes_back_as_it_went_out(plain: dict[str, Any]) -> None:
    card = read_dataset(plain)
    for name in ("fairatlas_yaml", "fairatlas_json", "hugging_face"):
        assert BACK[name](out(name, card)) == card, name


@given(plain=plain_cards())
@settings(max_examples=10)
@pytest.mark.disable_socket
def test_any_card_comes_back_from_croissant(plain: dict[str, Any]) -> None:
    card = read_dataset(plain)
    found = read_croissant(out("croissant", card))
    assert found.conflicts == ()
    assert read_dataset(found.fields) == card


@pytest.mark.disable_socket
def test_mlcroissant_reads_the_counts_as_they_are() -> None:
    import mlcroissant

    card = card_at("datasets/chexpert.yaml")
    found = mlcroissant.Dataset(jsonld=json.loads(out("croissant", card)))
    assert not found.metadata.ctx.issues.errors
    assert str(found.metadata.ctx.conforms_to.value).endswith("croissant/1.1")
    rows = list(found.records("counts"))
    printed = [(at, cell) for at, table in enumerate(card.tables) for cell in table.cells]
    assert [row["counts/table"] for row in rows] == [at for at, _ in printed]
    counted = [row["counts/n"] for row in rows if row["counts/n"] == row["counts/n"]]
    assert counted == [cell.n for _, cell in printed if cell.n is not None]


def test_front_matter_is_what_the_hub_reads() -> None:
    text = out("hugging_face", card_at("datasets/chexpert.yaml"))
    head = yaml.safe_load(text.split("---\n")[1])
    assert head["license"] == "other"
    assert head["license_name"] == "Stanford University Dataset Research Use Agreement"
    assert head["pretty_name"] == "CheXpert"
    assert head["tags"] == ["medical", "xray", "chest"]
    assert head["fairatlas_card"]["totals"]["patients"] == 65240


@given(plain=plain_cards())
@settings(max_examples=40)
def test_a_common_reader_of_yaml_takes_every_text_for_text(plain: dict[str, Any]) -> None:
    card = read_dataset(plain)
    read = yaml.safe_load(out("fairatlas_yaml", card))
    assert (read["name"], read["description"]) == (card.name, card.description)
    assert [s["citation"] for s in read["sources"]] == [s.citation for s in card.sources]


@pytest.mark.parametrize("path", ["datasets/chexpert.yaml", "datasets/ham10000.yaml"])
def test_search_engines_find_what_they_ask_for(path: str) -> None:
    card = card_at(path)
    told = describe(published(card))
    assert told["@context"] == "https://schema.org"
    assert told["@type"] == "Dataset"
    assert told["name"] == card.name
    assert 50 <= len(told["description"]) <= 5000
    assert told["identifier"].startswith("https://doi.org/10.")
    assert json.loads(out("schema_org", card)) == told


def test_a_short_description_is_completed_by_what_the_card_says() -> None:
    plain = {"slug": "x", "name": "X", "kind": "dataset", "description": "Short.",
             "modalities": ["xray"], "body_regions": ["chest"], "access": "open",
             "sources": [{"id": "s1", "citation": "c", "recalled": True}]}  # fmt: skip
    told = describe(published(read_dataset(plain)))
    assert told["description"] == "Short. A dataset card of FairAtlas: X (X-ray, chest)."
    assert "citation" not in told


@given(plain=plain_cards())
@settings(max_examples=30)
def test_a_citation_file_has_what_its_format_needs(plain: dict[str, Any]) -> None:
    card = read_dataset(plain)
    told = yaml.safe_load(out("cff", card))
    assert told["cff-version"] == "1.2.0"
    assert told["type"] == "dataset"
    assert (told["title"], told.get("doi")) == (card.name, card.doi)
    assert told["authors"]
    assert told["message"]
    assert all({"type", "title", "authors"} <= set(each) for each in told.get("references", []))


@given(plain=plain_cards())
@settings(max_examples=50)
def test_no_text_breaks_out_of_a_bibtex_entry(plain: dict[str, Any]) -> None:
    card = read_dataset(plain)
    text = out("bibtex", card)
    sources = [source for source in card.sources if not source.recalled]
    assert len(re.findall(r"^@misc\{[A-Za-z0-9-]+,$", text, re.MULTILINE)) == 1 + len(sources)
    bare = re.sub(r"\\[{}%&#$_]", "", text)
    assert bare.count("{") == bare.count("}")


TABLE = Table(
    name="people",
    definition="=One row per group.",
    columns=(
        Column("group", "The group"),
        Column("n", "People counted", "whole", "patients"),
        Column("share", "Share of the known", "number", "share of 1"),
        Column("recalled", "Rests on memory", "flag"),
    ),
    rows=(
        ("=SUM(A1)", 3, 0.1, False),
        ("+1", None, None, None),
        ("@cmd|' /C calc'!A0", 0, -0.5, True),
        ("älter\n80+\x07", 2**40, 1.0, None),
    ),
    release=7,
)


def test_a_spreadsheet_opens_with_the_same_cells_and_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(formats()["xlsx"].write(TABLE)))
    head, *rows = book["rows"].iter_rows()
    assert [cell.value for cell in head] == ["group", "n", "share", "recalled"]
    read = [tuple(cell.value for cell in row) for row in rows]
    assert read == [*TABLE.rows[:3], ("älter\n80+", 2**40, 1, None)]
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert all(row[0].quotePrefix for row in rows)
    about = [[cell.value for cell in row] for row in book["about"].iter_rows()]
    assert ["definition", "=One row per group.", None, None] in about
    assert ["column", "n", "People counted", "patients"] in about
