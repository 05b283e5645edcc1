"""A broken card is refused with the exact problem: where, which rule, what was found."""

import textwrap

import pytest

from app.errors import Invalid, Problem, TooLarge
from app.importers.card_yaml import read_dataset, read_evaluation, read_model
from app.importers.reading import yaml_text

CARD = textwrap.dedent(
    """\
    slug: small-set
    name: Small set
    kind: dataset
    description: Invented for this test.
    modalities: [ct]
    body_regions: [chest]
    access: open
    synthetic: false
    derived_from: []
    overlap: null
    sites:
    - {institution: Hospital, country: KEN}
    totals: {patients: 100}
    totals_source: {patients: s1}
    tables:
    - unit: patients
      dims: [sex]
      source: s1
      cells:
      - {sex: female, n: 40}
      - {sex: male, n: 60}
      basis: reported
      coverage: complete
    sources:
    - {id: s1, citation: Invented}
    """
)


def problems_of(text: str) -> list[Problem]:
    with pytest.raises(Invalid) as caught:
        read_dataset(text)
    return list(caught.value.problems)


def broken(old: str, new: str) -> list[Problem]:
    assert CARD.count(old) == 1
    return problems_of(CARD.replace(old, new))


def test_the_unbroken_card_is_read() -> None:
    card = read_dataset(CARD)
    assert card.tables[0].known_sum == 100


ONE_PROBLEM = {
    "negative": ("n: 40", "n: -40", "tables[0].cells[0].n", "whole number, 0 or more"),
    "fractional": ("n: 40", "n: 40.5", "tables[0].cells[0].n", "whole number, 0 or more"),
    "boolean": ("n: 40", "n: true", "tables[0].cells[0].n", "whole number, 0 or more"),
    "share above 1": ("n: 40", "share: 1.2", "tables[0].cells[0].share", "never per cent"),
    "share and n": ("n: 40", "n: 40, share: 0.4", "tables[0].cells[0]", "exactly one of"),
    "no number": (", n: 40", "", "tables[0].cells[0]", "exactly one of"),
    "unknown status": ("n: 40", "status: counted", "tables[0].cells[0].status", "withheld"),
    "unknown sex": ("sex: female", "sex: women", "tables[0].cells[0].sex", "female, male"),
    "label not text": ("sex: female", "sex: 1", "tables[0].cells[0].sex", "must be text"),
    "unknown country": ("country: KEN", "country: KE", "sites[0].country", "ISO 3166-1"),
    "typo in a key": ("body_regions", "body_region", "body_region", "did you mean body_regions?"),
    "typo in a cell": ("n: 40", "count: 40", "tables[0].cells[0].count", "is no field here"),
    "typo in a table": ("coverage:", "covrage:", "tables[0].covrage", "did you mean coverage?"),
    "unknown unit": ("unit: patients", "unit: people", "tables[0].unit", "patients, studies"),
    "unknown modality": ("[ct]", "[cat scan]", "modalities", "must be one of"),
    "unknown source": ("source: s1", "source: s9", "tables[0].source", "(s1)"),
    "no source": ("- {id: s1, citation: Invented}", "", "sources", "at least one source"),
    "bad address": ("Invented}", "I, url: 'ftp://x'}", "sources[0].url", "http or https"),
    "bad slug": ("slug: small-set", "slug: Small Set", "slug", "lower-case"),
    "bad doi": ("overlap: null", "doi: 'doi:10.1/x'", "doi", "must be a DOI"),
    "cells too few": ("n: 60", "n: 59", "tables[0].coverage", "make up the total of 100"),
    "cells above the total": ("n: 60", "n: 61", "tables[0]", "sum above the published total"),
    "total without a unit": ("patients: s1", "images: s1", "totals_source.images", "not given"),
    "coverage unstated": ("coverage: complete", "coverage: unstated", "tables[0].coverage", "100"),
    "coverage summary": ("coverage: complete", "coverage: summary", "tables[0].coverage", "cells"),
    "covers too few": ("complete", "complete\n  covers: 99", "tables[0].covers", "below the sum"),
    "covers too many": ("complete", "complete\n  covers: 101", "tables[0].covers", "exceed"),
    "parents without overlap": ("derived_from: []", "derived_from: [a]", "overlap", "is needed"),
    "group given twice": ("sex: male", "sex: female", "tables[0].cells[1]", "given twice"),
    "scheme not asked": ("basis:", "scheme: fitzpatrick\n  basis:", "tables[0].scheme", "belongs"),
}


@pytest.mark.parametrize("name", ONE_PROBLEM)
def test_each_rule_names_its_field(name: str) -> None:
    old, new, field, rule = ONE_PROBLEM[name]
    found = broken(old, new)
    assert any(each.field == field and rule in each.rule for each in found), found


def test_a_card_is_its_own_parent() -> None:
    text = CARD.replace("derived_from: []", "derived_from: [small-set]")
    found = problems_of(text.replace("overlap: null", "overlap: full"))
    assert [each.field for each in found] == ["derived_from"]


def test_ethnicity_needs_its_scheme() -> None:
    text = CARD.replace("dims: [sex]", "dims: [ethnicity]").replace("{sex:", "{ethnicity:")
    assert [each.field for each in problems_of(text)] == ["tables[0].scheme"]
    unknown = problems_of(text.replace("basis:", "scheme: us-omb\n  basis:"))
    assert "must be a known scheme" in unknown[0].rule
    wrong = problems_of(text.replace("basis:", "scheme: fitzpatrick\n  basis:"))
    assert "scheme of ethnicity" in wrong[0].rule


def test_an_age_must_be_a_band() -> None:
    text = CARD.replace("dims: [sex]", "dims: [age]").replace("{sex: female", "{age: 20-29")
    found = problems_of(text.replace("{sex: male", "{age: '>30'"))
    assert [(each.field, each.value) for each in found] == [("tables[0].cells[1].age", ">30")]


def test_all_problems_are_told_at_once() -> None:
    text = CARD.replace("n: 40", "n: -1").replace("KEN", "KEX").replace("access: open", "acess: x")
    fields = {each.field for each in problems_of(text)}
    assert fields == {"tables[0].cells[0].n", "sites[0].country", "acess", "access"}


def test_a_problem_never_echoes_a_whole_input() -> None:
    found = broken("Invented for this test.", "x" * 6000)
    assert max(len(each.value) for each in found) <= 200


# --- unsafe or unreadable text ----------------------------------------------------------------

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
UNREADABLE = {
    "alias bomb": (BOMB, "line 1", "anchors or aliases"),
    "tag": ("a: !!python/object/apply:os.system [id]\n", "line 1", "tags"),
    "deep nesting": ("a: " + "[" * 40 + "]" * 40, "line 1", "nest deeper than 12"),
    "duplicate key": ("slug: a\nname: b\nslug: c\n", "line 3", "given twice"),
    "duplicate key inside": ("sites:\n- {country: KEN, country: TZA}\n", "line 2", "given twice"),
    "key that is a list": ("? [a]\n: b\n", "line 1", "a key must be text"),
    "two documents": ("a: b\n---\nc: d\n", "line 2", "one document"),
    "no mapping": ("- a\n", "card", "mapping"),
    "empty": ("", "card", "mapping"),
    "no YAML": ("a: [b\n", "line 2, column 1", "is not YAML"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_unsafe_text_is_refused(name: str) -> None:
    text, where, rule = UNREADABLE[name]
    found = problems_of(text)
    assert any(each.field == where and rule in f"{each.rule} {each.value}" for each in found), found


def test_very_deep_text_does_not_exhaust_the_stack() -> None:
    assert "nest" in problems_of("[" * 100_000)[0].rule


def test_a_very_long_card_is_too_large() -> None:
    with pytest.raises(TooLarge, match="too large"):
        read_dataset("a" * (yaml_text.MAX_CHARACTERS + 1))


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_text, "MAX_VALUES", 50)
    assert "more than 50 values" in problems_of(CARD)[0].rule


# --- models and evaluations -------------------------------------------------------------------

MODEL = textwrap.dedent(
    """\
    slug: small-model
    name: Small model
    modalities: [ct]
    body_regions: [chest]
    developers: [{organisation: Lab, country: KEN}]
    pretraining:
    - {dataset: small-set, name: Small set, card: true, role: pretrain, source: s1, slides: 1200}
    pretraining_list_complete: 'yes'
    sources: [{id: s1, citation: Invented}]
    """
)
EVALUATION = textwrap.dedent(
    """\
    slug: small-evaluation
    model: Small model
    dataset: small-set
    task: detection
    label: nodule
    protocol: zero-shot
    metric_definitions: {auroc: Area under the curve.}
    overall:
    - {dims: {}, metric: auroc, value: 0.9, source: s1}
    results:
    - {dims: {sex: female}, metric: auroc, value: 0.8, ci_low: 0.7, ci_high: 0.9, n: 50, n_pos: 5,
       interval_kind: patients, source: s1}
    qualitative_findings: [First., Second.]
    sources: [{id: s1, citation: Invented}]
    """
)


def test_a_model_keeps_what_is_no_unit_as_words() -> None:
    card = read_model(MODEL)
    assert card.mix[0].note == "1,200 slides."
    assert card.mix[0].patients is None


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("role: pretrain", "role: train", "pretraining[0].role"),
        ("country: KEN", "country: Kenya", "developers[0].country"),
        ("source: s1", "source: s2", "pretraining[0].source"),
        ("card: true", "card: true, countries: [KEN, XX]", "pretraining[0].countries[1].country"),
        ("'yes'", "'perhaps'", "pretraining_list_complete"),
    ],
)
def test_a_broken_model_names_its_field(old: str, new: str, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_model(MODEL.replace(old, new))
    assert field in {each.field for each in caught.value.problems}


def test_overall_results_are_marked_and_findings_may_be_a_list() -> None:
    card = read_evaluation(EVALUATION)
    assert [score.overall for score in card.scores] == [True, False]
    assert card.scores[1].interval_kind == "patients"
    assert card.scores[0].interval_kind == "unstated"
    assert card.qualitative_findings == "First.\nSecond."


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("metric: auroc, value: 0.8", "metric: auprc, value: 0.8", "results[0].metric"),
        ("value: 0.9, source: s1", "value: 0.9, source: s3", "overall[0].source"),
        ("ci_low: 0.7", "ci_low: 0.95", "results[0].ci_low"),
        ("n_pos: 5", "n_pos: 51", "results[0].n_pos"),
        ("interval_kind: patients", "interval_kind: people", "results[0].interval_kind"),
        ("value: 0.8", "value: .nan", "results[0].value"),
        ("{sex: female}", "{gender: female}", "results[0].dims.gender"),
        ("protocol: zero-shot", "protocol: zero-shot\nscale: promille", "scale"),
    ],
)
def test_a_broken_evaluation_names_its_field(old: str, new: str, field: str) -> None:
    assert EVALUATION.count(old) == 1
    with pytest.raises(Invalid) as caught:
        read_evaluation(EVALUATION.replace(old, new))
    assert field in {each.field for each in caught.value.problems}
