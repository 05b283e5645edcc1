"""Hostile files are refused in words and quickly; no text at all makes a reader crash."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import AppError
from app.importers.bids import read_bids
from app.importers.card_json import read_dataset_json
from app.importers.card_yaml import read_dataset
from app.importers.croissant import read_croissant
from app.importers.hugging_face import read_hugging_face
from tests.support.made_cards import plain_cards

Reader = Callable[[str], object]


def front(text: str) -> object:
    return read_hugging_face(f"---\n{text}\n---\n")


def participants(text: str) -> object:
    return read_bids({"participants.tsv": text, "dataset_description.json": '{"Name": "x"}'})


def description(text: str) -> object:
    return read_bids({"participants.tsv": "participant_id\ns\n", "dataset_description.json": text})


def dataset(text: str) -> object:
    return read_croissant(f'{{"@type": "Dataset", "name": {text}}}')


def tried(read: Callable[[Any], object], given: object) -> None:
    """Read it, or be refused in words; anything else is a crash."""
    try:
        read(given)
    except AppError as refusal:
        status = refusal.status
    else:
        return
    assert 400 <= status < 500


BOMB = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]"
YAML = [BOMB, "a: 1\na: 2", "a: " + "[" * 5000, "a: !!python/object:os.system x", "- " * 3000,
        "a: x" * 1_000_000, "\x00", "a: \ud800", "---\n---\n"]  # fmt: skip
JSON = ['{"a": 1, "a": 2}', "[" * 100_000, '{"a": ' * 5000 + "1" + "}" * 5000, '{"a": NaN}',
        '{"a": Infinity}', '{"a": 1e999}', '{"a": ' + "9" * 10_000 + "}", '{"a": "\\ud800"}', "1",
        "", "{", '"' + "x" * 3_000_000 + '"', "[" + "0," * 300_000 + "0]"]  # fmt: skip


@pytest.mark.parametrize("read", [read_dataset, front], ids=["card", "front matter"])
@pytest.mark.parametrize("text", YAML, ids=range(len(YAML)))
def test_hostile_yaml_is_refused(read: Reader, text: str) -> None:
    with pytest.raises(AppError) as refusal:
        read(text)
    assert 400 <= refusal.value.status < 500
    assert len(str(refusal.value)) < 5_000


@pytest.mark.parametrize("read", [read_dataset_json, read_croissant, description])
@pytest.mark.parametrize("text", JSON, ids=range(len(JSON)))
def test_hostile_json_is_refused(read: Reader, text: str) -> None:
    with pytest.raises(AppError) as refusal:
        read(text)
    assert 400 <= refusal.value.status < 500
    assert len(str(refusal.value)) < 5_000


LONG = [
    "---\na: b\n---\n" + "homepage" + "-" * 1_000_000,
    "---\na: b\n---\n" + "\n" * 1_000_000 + "homepage",
    "---\na: b\n---\n" + "# " * 900_000,
    "---\na: b\n---\n" + "```bibtex\n@a{" * 100_000,
    "---\na: b\n---\n## Curation Rationale\n" + "-_" * 900_000 + "x",
]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_a_long_text_is_read_in_one_pass(text: str) -> None:
    read_hugging_face(text)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
PROPERTIES = st.sampled_from(
    ["name", "description", "license", "url", "identifier", "datePublished", "keywords", "citeAs",
     "publisher", "recordSet", "fairatlasCard", "rai:dataBiases", "@id", "version", "sameAs"]
)  # fmt: skip


@given(said=st.dictionaries(PROPERTIES, ANYTHING, max_size=8))
@settings(max_examples=100)
def test_any_values_of_croissant_are_read_or_refused(said: dict[str, object]) -> None:
    """Without a context mlcroissant is not asked; our own reading is what is tried."""
    text = json.dumps({"@type": "sc:Dataset", **said})
    tried(read_croissant, text)


HEADS = st.sampled_from(
    ["pretty_name", "license", "license_name", "tags", "fairatlas_card", "size_categories", "x"]
)


@given(said=st.dictionaries(HEADS, ANYTHING, max_size=6), body=st.text(max_size=200))
@settings(max_examples=100)
def test_any_front_matter_is_read_or_refused(said: dict[str, object], body: str) -> None:
    tried(read_hugging_face, f"---\n{json.dumps(said)}\n---\n{body}")


@given(
    tsv=st.text(st.sampled_from("participant_idsexage\t\n01F+./n\"'\x00\r"), max_size=120),
    sidecar=st.dictionaries(st.sampled_from(["sex", "age"]), ANYTHING, max_size=2),
    about=st.dictionaries(
        st.sampled_from(["Name", "Authors", "DatasetDOI", "EthicsApprovals", "License"]), ANYTHING
    ),
)
@settings(max_examples=100)
def test_any_bids_is_read_or_refused(
    tsv: str, sidecar: dict[str, object], about: dict[str, object]
) -> None:
    files = {
        "participants.tsv": f"participant_id\tsex\tage\n{tsv}",
        "participants.json": json.dumps(sidecar),
        "dataset_description.json": json.dumps(about),
    }
    tried(read_bids, files)


@given(text=st.text(max_size=300))
@settings(max_examples=100)
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (
        read_dataset, read_dataset_json, read_croissant, read_hugging_face, front, participants,
        dataset,
    ):  # fmt: skip
        tried(read, text)


@given(plain=plain_cards(), name=st.text(max_size=20), value=ANYTHING)
@settings(max_examples=30)
def test_a_card_with_anything_in_a_field_is_read_or_refused(
    plain: dict[str, object], name: str, value: object
) -> None:
    for field in (name, *plain):
        tried(read_dataset_json, json.dumps({**plain, field: value}))
