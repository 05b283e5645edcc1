"""What is taken from files of others, what is left, what contradicts; nothing is guessed."""

import json
from typing import Any

import pytest

from app.domain.imported import Imported, Taken
from app.errors import Invalid
from app.importers.bids import read_bids
from app.importers.card_yaml import read_dataset
from app.importers.croissant import read_croissant
from app.importers.hugging_face import read_hugging_face

CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "sc": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "conformsTo": "dct:conformsTo",
}
CROISSANT: dict[str, Any] = {
    "@context": CONTEXT,
    "@type": "sc:Dataset",
    "conformsTo": "http://mlcommons.org/croissant/1.0",
    "name": "Nairobi Chest CT",
    "description": "Chest CT of adults from one hospital.",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "url": "https://example.org/nairobi",
    "version": "1.0.0",
    "datePublished": "2024-05-01",
    "citeAs": "Author A. Nairobi chest CT. 2024.",
    "keywords": ["CT", "chest", "lungs"],
    "publisher": {"@type": "sc:Organization", "name": "A hospital"},
    "creator": {"@type": "sc:Person", "name": "A. Author"},
    "rai:dataLimitations": "Adults only.",
    "rai:dataBiases": ["One hospital.", "Weekdays."],
}


def croissant(**changed: Any) -> Imported:
    return read_croissant(json.dumps(CROISSANT | changed))


@pytest.mark.disable_socket
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_croissant_of_others_gives_what_it_says(version: str) -> None:
    found = croissant(conformsTo=f"http://mlcommons.org/croissant/{version}")
    assert found.problems == ()
    assert found.fields == {
        "name": "Nairobi Chest CT",
        "slug": "nairobi-chest-ct",
        "description": "Chest CT of adults from one hospital.",
        "licence": "https://creativecommons.org/licenses/by/4.0/",
        "version": "1.0.0",
        "custodian": "A hospital",
        "homepage": "https://example.org/nairobi",
        "release_year": 2024,
        "modalities": ["ct"],
        "body_regions": ["chest"],
        "sources": [
            {
                "id": "s1",
                "citation": "Author A. Nairobi chest CT. 2024.",
                "url": "https://example.org/nairobi",
            }
        ],
        "documentation": {
            "limitations": {"answer": "given", "value": "Adults only.", "source": "s1"},
            "selection_bias": {
                "answer": "given_in_part",
                "value": "One hospital.\nWeekdays.",
                "source": "s1",
            },
        },
    }
    assert found.missing == ("kind", "access")
    left = {each.origin: each.why for each in found.left}
    assert "lungs" in left["keywords"]
    assert "who keeps the data" in left["creator"]
    card = read_dataset({**found.fields, "kind": "dataset", "access": "open"})
    assert card.answers["limitations"].source == "s1"


@pytest.mark.disable_socket
def test_nothing_is_fetched_and_the_rest_is_taken() -> None:
    elsewhere = croissant(**{"@context": "https://schema.org/"})
    assert elsewhere.fields["name"] == "Nairobi Chest CT"
    assert [each.rule for each in elsewhere.problems] == [
        "was not asked: the context is not in the file, and nothing is fetched"
    ]
    nested = croissant(publisher={"@context": "https://example.org/c", "name": "X"})
    assert nested.fields["custodian"] == "X"
    assert "only one context" in nested.problems[0].rule
    imported = croissant(**{"@context": CONTEXT | {"@import": "https://example.org/c"}})
    assert "only one context" in imported.problems[0].rule


@pytest.mark.disable_socket
def test_what_mlcroissant_finds_wrong_is_a_problem_and_the_rest_is_taken() -> None:
    found = croissant(distribution=[{"@type": "cr:FileObject", "@id": "f", "name": "f"}])
    assert found.problems
    assert {each.field for each in found.problems} == {"mlcroissant"}
    assert found.fields["description"] == "Chest CT of adults from one hospital."
    assert any(each.origin == "distribution" for each in found.left)


def test_a_date_without_a_year_is_a_problem_not_a_guess() -> None:
    found = croissant(**{"datePublished": "last May", "@context": "none"})
    assert "release_year" not in found.fields
    assert any(each.field == "datePublished" for each in found.problems)


@pytest.mark.parametrize("kind", ["sc:Person", None, 5, ["x"]])
def test_what_describes_no_dataset_is_refused(kind: object) -> None:
    with pytest.raises(Invalid, match="no Croissant"):
        croissant(**{"@type": kind})


README = """---
pretty_name: Kisumu Fundus
license: cc-by-nc-4.0
tags:
- fundus
- eye
- medical
size_categories:
- 1K<n<10K
---
# Kisumu Fundus

- **Homepage:** <https://example.org/kisumu>

## Dataset Summary

Fundus photographs of adults.

## Curation Rationale

To find diabetic eyes early.

## Other Known Limitations

[More Information Needed]

## Citation

```bibtex
@article{k, title={Kisumu}}
```
"""


def test_a_card_of_the_hub_gives_what_it_says() -> None:
    found = read_hugging_face(README)
    assert (found.problems, found.conflicts) == ((), ())
    assert found.fields == {
        "name": "Kisumu Fundus",
        "slug": "kisumu-fundus",
        "licence": "CC BY-NC 4.0",
        "modalities": ["fundus"],
        "body_regions": ["eye"],
        "description": "Fundus photographs of adults.",
        "homepage": "https://example.org/kisumu",
        "sources": [
            {
                "id": "s1",
                "citation": "@article{k, title={Kisumu}}",
                "url": "https://example.org/kisumu",
            }
        ],
        "documentation": {
            "purpose": {
                "answer": "given",
                "value": "To find diabetic eyes early.",
                "source": "s1",
            }
        },
    }
    assert {each.origin: each.why for each in found.left} == {
        "tags": "no modality or part of the body that we know: medical",
        "size_categories": "counts rows, not people",
    }
    assert Taken("pretty_name", "name") in found.took


def test_a_changed_title_contradicts_the_card_that_the_file_carries() -> None:
    text = "---\npretty_name: New\nfairatlas_card: {name: Old, slug: x}\n---\n"
    (conflict,) = read_hugging_face(text).conflicts
    assert conflict.field == "name"
    assert [(side.origin, side.value) for side in conflict.sides] == [
        ("fairatlas_card", "Old"),
        ("pretty_name", "New"),
    ]


@pytest.mark.parametrize("text", ["", "# No front matter", "---\nname: x\n", "---\n- a\n---\n"])
def test_a_readme_without_front_matter_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_hugging_face(text)


TSV = "\n".join(
    ["participant_id\tsex\tage\thandedness", "sub-01\tF\t34\tright", "sub-02\tM\t35.5\tright",
     "sub-03\tM\t89+\tleft", "sub-03\tM\t89+\tleft", "sub-04\tn/a\tn/a\tright",
     "sub-05\tX\told\tright", "sub-06\tF\t40\tn/a", "sub-06\tM\t40\tn/a"]
) + "\n"  # fmt: skip
SIDECAR = {"sex": {"Levels": {"F": "female", "M": "Male"}}, "age": {"Units": "years"}}
DESCRIPTION = {"Name": "Ten Brains", "Authors": ["A. Author", "B. Author"], "BIDSVersion": "1.9.0",
               "License": "CC0", "DatasetDOI": "doi:10.18112/openneuro.ds1"}  # fmt: skip


def bids(sidecar: object = SIDECAR, tsv: str = TSV) -> Imported:
    return read_bids(
        {
            "participants.tsv": tsv,
            "participants.json": json.dumps(sidecar),
            "dataset_description.json": json.dumps(DESCRIPTION),
        }
    )


def tables(found: Imported) -> dict[str, dict[str, int]]:
    return {
        table["dims"][0]: {cell[table["dims"][0]]: cell["n"] for cell in table["cells"]}
        for table in found.fields.get("tables", [])
    }


def test_participants_are_counted_once_by_what_the_sidecar_says() -> None:
    found = bids()
    assert found.fields["totals"] == {"patients": 6}
    assert tables(found) == {
        "sex": {"female": 1, "male": 2, "unknown": 3},
        "age": {"30-39": 2, "40-49": 1, "80+": 1, "unknown": 2},
    }
    assert found.fields["sources"][0]["citation"] == "A. Author, B. Author. Ten Brains."
    assert found.fields["doi"] == "10.18112/openneuro.ds1"
    assert [each.rule for each in found.problems] == [
        "1 values are not explained by participants.json: counted as unknown",
        "1 rows contradict an earlier one of the same participant: unknown",
        "1 values are not explained by participants.json: counted as unknown",
    ]
    assert "2 further rows of participants counted already" in [each.why for each in found.left]
    more = {"kind": "dataset", "access": "open", "description": "x", "modalities": ["mri"],
            "body_regions": ["brain"]}  # fmt: skip
    assert read_dataset({**found.fields, **more}).tables[0].known_sum == 6


@pytest.mark.parametrize(
    ("sidecar", "dims", "rule"),
    [
        ({}, set(), "not guessed"),
        ({"sex": {"Levels": {"F": "female", "M": "male"}}}, {"sex"}, "Units"),
        ({"age": {"Units": "years"}}, {"age"}, "Levels"),
        ({"sex": {"Levels": {"F": "F", "M": "M"}}, "age": {"Units": "decades"}}, set(), "guessed"),
        ({"sex": "F or M", "age": ["years"]}, set(), "not guessed"),
    ],
)
def test_without_a_coding_nothing_is_counted(sidecar: object, dims: set[str], rule: str) -> None:
    found = bids(sidecar)
    assert set(tables(found)) == dims
    assert any(rule in each.rule for each in found.problems)
    assert found.fields["totals"] == {"patients": 6}


def test_ages_in_months_are_years_of_twelve() -> None:
    tsv = "participant_id\tage\nsub-1\t119\nsub-2\t120\nsub-3\t30+\n"
    found = bids({"age": {"Units": "months"}}, tsv)
    assert tables(found) == {"age": {"0-9": 1, "10-19": 1, "unknown": 1}}


def test_nobody_is_named_in_a_problem() -> None:
    said = repr(bids()) + repr(bids({}))
    assert "sub-0" not in said


@pytest.mark.parametrize(
    "tsv",
    ["", "age\n3\n", "participant_id\tage\tage\nsub-1\t3\t3\n", "participant_id\tage\nsub-1\n",
     "participant_id\tage\n\t3\n", "participant_id\tage\n"],
)  # fmt: skip
def test_a_broken_table_of_participants_is_refused(tsv: str) -> None:
    with pytest.raises(Invalid):
        bids(tsv=tsv)
