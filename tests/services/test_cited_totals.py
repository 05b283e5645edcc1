"""The total of an answer leads to where it is printed, as each of its groups does."""

from pathlib import Path

from app.domain.assessment import Assessment
from app.domain.question import Question
from app.domain.vocabulary import Kind
from app.importers.card_yaml import read_dataset
from app.services.assess import assess
from app.store import open_store
from tests.services.conftest import Ask
from tests.support.catalogue import DATA

BUNDLED = DATA / "cards" / "datasets"


def cited(answer: Assessment) -> list[tuple[str, str]]:
    return [(answer.sources[key].of, answer.sources[key].citation) for key in answer.total.sources]


def test_the_total_of_every_bundled_set_is_cited_as_its_card_says(bundled_database: Path) -> None:
    store, asked = open_store(f"sqlite:///{bundled_database}"), 0
    for path in sorted(BUNDLED.glob("*.yaml")):
        card = read_dataset(path.read_text())
        for unit, total in card.totals.items():
            if card.kind is not Kind.DATASET or card.synthetic or not total.n or total.recalled:
                continue
            subject = {"subject": f"dataset:{card.slug}", "dimension": "sex", "unit": unit.value}
            said = cited(assess(store, Question.parse(subject)))
            there = [] if total.source is None else [card.source(total.source).citation]
            assert said == [(card.name, citation) for citation in there], (card.slug, unit)
            asked += 1
    assert asked > 100
    store.close()


def test_a_pool_cites_the_total_of_each_set_that_it_counts(ask: Ask) -> None:
    answer = ask(subject="datasets:kidney-19,kidney-21,brain-sites", dimension="country")
    assert {of for of, _ in cited(answer)} == {"Kidney 19", "Kidney 21", "Brain sites"}


def test_the_people_of_a_set_inside_a_region_are_cited_from_its_table(ask: Ask) -> None:
    answer = ask(subject="dataset:brain-sites", region="region:Europe")
    assert answer.total.low == 60
    assert set(answer.total.sources) <= set(answer.groups[0].sources)
    assert answer.total.sources


def test_what_a_model_says_of_its_parts_is_cited_from_the_model(bundled_database: Path) -> None:
    store = open_store(f"sqlite:///{bundled_database}")
    asked = {"subject": "model:rad-dino", "dimension": "country", "unit": "images"}
    answer = assess(store, Question.parse(asked))
    assert {of for of, _ in cited(answer)} == {"RAD-DINO"}
    store.close()
