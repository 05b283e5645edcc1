"""Files beside stored cards: each contradiction is chosen by a person, and the choice is kept."""

import json
from dataclasses import replace

import pytest

from app.domain.imported import Conflict, Imported, Side
from app.errors import Invalid, NotFound
from app.exporters.cards import plain
from app.importers.card_yaml import read_dataset
from app.services.exchange.choosing import Comparison, compare, resolve, settled
from app.services.exchange.handing_out import exported, published_card
from app.services.exchange.parts import as_one, parts_of
from app.services.exchange.taking_in import card_of, take_in
from app.store import Store

BY, AT = "a person", "2026-11-26T12:00:00Z"


def changed(store: Store, **fields: object) -> Imported:
    """The stored card as a file of another says it, with some fields changed."""
    held = plain(published_card(store, "kidney-19").card)
    return Imported("card_yaml", {**held, **fields})


def test_the_same_card_contradicts_nothing_and_adds_nothing(store: Store) -> None:
    found = compare(store, changed(store))
    assert (found.conflicts, found.added, found.revision) == ((), (), 1)
    done = resolve(found, {}, BY, AT)
    assert read_dataset(done.fields) == published_card(store, "kidney-19").card
    assert done.record["choices"] == []


def test_parts_are_put_together_again_as_they_were(store: Store) -> None:
    for slug in ("kidney-19", "two-schemes", "two-parts", "shares-with-total", "women-breast"):
        fields = plain(published_card(store, slug).card)
        assert as_one(parts_of(fields)) == fields


@pytest.fixture
def comparison(store: Store) -> Comparison:
    held = plain(published_card(store, "kidney-19").card)
    totals = {**held["totals"], "patients": 301}
    return compare(
        store, changed(store, licence="CC BY 4.0", totals=totals, name="Kidney", custodian="Us")
    )


def test_each_contradiction_is_chosen_and_kept(store: Store, comparison: Comparison) -> None:
    fields = [each.field for each in comparison.conflicts]
    assert {"name", "totals.patients"} <= set(fields)
    assert {"licence", "custodian"} <= {*fields, *comparison.added}
    choices = dict.fromkeys(fields, "stored") | {"name": "file"}
    done = resolve(comparison, choices, BY, AT)
    card = read_dataset(done.fields)
    before = published_card(store, "kidney-19").card
    assert card.name == "Kidney"
    assert card.totals == before.totals
    kept = {each["field"]: each for each in done.record["choices"]}
    assert kept["name"]["chosen"] == "file"
    assert kept["name"]["sides"] == [
        {"origin": "stored", "value": before.name},
        {"origin": "file", "value": "Kidney"},
    ]
    assert (done.record["chosen_by"], done.record["slug"]) == (BY, "kidney-19")
    assert json.loads(json.dumps(done.record)) == done.record


def test_nothing_is_chosen_for_a_person(comparison: Comparison) -> None:
    with pytest.raises(Invalid) as refusal:
        resolve(comparison, {"name": "whichever", "nme": "file"}, BY, AT)
    told = {each.field: each.rule for each in refusal.value.problems}
    assert "must be chosen by a person: one of stored, file" in told["name"]
    assert "totals.patients" in told
    assert "has no contradiction to settle" in told["nme"]


def test_a_files_own_sources_stay_apart_from_the_stored_ones(store: Store) -> None:
    answer = {"answer": "given", "value": "to help", "source": "s1"}
    told = {"slug": "kidney-19", "sources": [{"id": "s1", "citation": "Another paper"}],
            "documentation": {"purpose": answer}}  # fmt: skip
    found = compare(store, Imported("hugging_face", told))
    choices = {each.field: "file" for each in found.conflicts}
    card = read_dataset(resolve(found, choices, BY, AT).fields)
    before = published_card(store, "kidney-19").card
    source = card.source(str(card.answers["purpose"].source))
    assert source.citation == "Another paper"
    assert {each.citation for each in before.sources} < {each.citation for each in card.sources}
    assert card.tables == before.tables


def test_a_file_that_contradicts_itself_is_settled_the_same_way(store: Store) -> None:
    text = b"---\npretty_name: New\nfairatlas_card: {name: Old, slug: not-stored}\n---\n"
    imported = take_in({"README.md": text})
    with pytest.raises(Invalid, match="contradicts itself"):
        card_of(imported)
    found = compare(store, imported)
    assert found.conflicts == (
        Conflict("name", (Side("fairatlas_card", "Old"), Side("pretty_name", "New"))),
    )
    done = resolve(found, {"name": "pretty_name"}, BY, AT)
    assert done.fields["name"] == "New"
    assert settled(imported, done).conflicts == ()


def test_a_card_that_is_named_must_be_there(store: Store) -> None:
    with pytest.raises(NotFound):
        compare(store, Imported("card_yaml", {}), "no-such-set")


@pytest.mark.parametrize(
    ("name", "shape"),
    [("x.card.yaml", "fairatlas_yaml"), ("x.json", "fairatlas_json"), ("x.md", "hugging_face"),
     ("x.jsonld", "croissant")],
)  # fmt: skip
def test_a_format_is_told_from_name_and_content(store: Store, name: str, shape: str) -> None:
    file = exported(store, "two-schemes", shape)
    imported = take_in({f"folder/{name}": file.content})
    assert card_of(imported) == published_card(store, "two-schemes").card


def test_what_cannot_be_told_is_refused(store: Store) -> None:
    with pytest.raises(Invalid, match="no such format"):
        take_in({"x": b"a: b"}, "word")
    with pytest.raises(Invalid, match="no text"):
        take_in({"x.yaml": b"\xff"})
    with pytest.raises(Invalid, match="too many files"):
        take_in({"x.yaml": b"a: b", "y.yaml": b"a: b"})
    with pytest.raises(Invalid, match="no such format"):
        exported(store, "two-schemes", "word")
    assert exported(store, "two-schemes", "csv", numbers=True).content.count(b"\n") > 4
    assert replace(exported(store, "two-schemes", "xlsx")).content[:2] == b"PK"
