"""The bundled cards: each is read, every number has its source, nothing is counted twice."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.domain.age import AgeBand, overlapping
from app.domain.card import DatasetCard
from app.domain.counts import UNKNOWN
from app.domain.evaluation import EvaluationCard
from app.domain.model import ModelCard
from app.domain.scheme import SCHEMES
from app.domain.vocabulary import Basis, Coverage, Dim, Kind, Unit
from app.importers.card_yaml import read_dataset, read_evaluation, read_model

CARDS = Path(__file__).parents[2] / "data" / "cards"
# Totals whose source is not recorded. Attribute them at their source: the number may only fall.
UNATTRIBUTED = 15


def files(folder: str) -> list[Path]:
    return sorted((CARDS / folder).glob("*.yaml"))


@cache
def read(path: Path, reader: Callable[[str], Any]) -> Any:
    return reader(path.read_text(encoding="utf-8"))


@cache
def datasets() -> dict[str, DatasetCard]:
    paths = [*files("datasets"), *files("cohorts")]
    return {path.stem: read(path, read_dataset) for path in paths}


@cache
def models() -> dict[str, ModelCard]:
    return {path.stem: read(path, read_model) for path in files("models")}


@cache
def evaluations() -> dict[str, EvaluationCard]:
    return {path.stem: read(path, read_evaluation) for path in files("evaluations")}


def counted() -> Iterator[tuple[str, DatasetCard]]:
    yield from datasets().items()


@pytest.mark.parametrize(
    ("path", "reader"),
    [
        *((path, read_dataset) for path in files("datasets")),
        *((path, read_dataset) for path in files("cohorts")),
        *((path, read_model) for path in files("models")),
        *((path, read_evaluation) for path in files("evaluations")),
    ],
    ids=lambda value: f"{value.parent.name}/{value.stem}" if isinstance(value, Path) else "",
)
def test_each_card_is_read_without_a_problem(path: Path, reader: Callable[[str], object]) -> None:
    card = reader(path.read_text(encoding="utf-8"))
    assert card.slug == path.stem  # type: ignore[attr-defined]


def test_the_folder_of_a_card_is_its_kind() -> None:
    in_cohorts = {path.stem for path in files("cohorts")}
    wrong = [s for s, card in counted() if (card.kind is Kind.COHORT) != (s in in_cohorts)]
    assert wrong == []


def test_every_parent_has_a_card() -> None:
    known = set(datasets())
    unknown = {(s, p) for s, card in counted() for p in card.derived_from if p not in known}
    assert unknown == set()


def test_no_set_descends_from_itself() -> None:
    parents = {slug: card.derived_from for slug, card in counted()}

    def ancestors(slug: str, path: tuple[str, ...]) -> None:
        assert slug not in path, " -> ".join([*path, slug])
        for parent in parents[slug]:
            ancestors(parent, (*path, slug))

    for slug in parents:
        ancestors(slug, ())


def test_overlap_is_said_of_derived_sets_only() -> None:
    wrong = [s for s, card in counted() if (card.overlap is None) != (not card.derived_from)]
    assert wrong == []


def test_every_source_of_a_number_is_in_the_card() -> None:
    for slug, card in counted():
        ids = {source.id for source in card.sources}
        used = {table.source for table in card.tables}
        used |= {total.source for total in card.totals.values() if total.source}
        assert used <= ids, slug


def test_a_source_that_was_read_says_where() -> None:
    silent = [
        (slug, source.id)
        for slug, card in counted()
        for source in card.sources
        if not source.recalled and not source.seen
    ]
    assert silent == []


def test_unattributed_totals_are_counted_down() -> None:
    found = [
        (slug, unit.value)
        for slug, card in counted()
        for unit, total in card.totals.items()
        if total.unattributed
    ]
    assert len(found) == UNATTRIBUTED, found


def test_no_number_rests_on_memory_unmarked() -> None:
    for slug, card in counted():
        recalled = {source.id for source in card.sources if source.recalled}
        for table in card.tables:
            assert table.recalled or table.source not in recalled, slug
        for total in card.totals.values():
            assert total.recalled == (total.source in recalled), slug


def test_a_country_that_is_only_recalled_is_never_counted_as_read() -> None:
    wrong = [
        (slug, cell.key[Dim.COUNTRY])
        for slug, card in counted()
        for table in card.tables
        if table.dims == (Dim.COUNTRY,) and not table.recalled
        for cell in table.cells
        if cell.key[Dim.COUNTRY]
        not in {site.country for site in card.sites if not site.country_recalled}
    ]
    assert wrong == []


def test_a_derived_country_is_the_one_country_of_the_sites() -> None:
    for slug, card in counted():
        for table in card.tables:
            if table.dims != (Dim.COUNTRY,) or table.basis is not Basis.DERIVED:
                continue
            if table.coverage is Coverage.COMPLETE:
                assert {site.country for site in card.sites} == {
                    cell.key[Dim.COUNTRY] for cell in table.cells
                }, slug


def test_coverage_is_what_the_cells_and_the_total_say() -> None:
    wrong = []
    for slug, card in counted():
        for index, table in enumerate(card.tables):
            total, summed = card.total(table.unit), table.known_sum
            counts = bool(table.cells) and all(cell.n is not None for cell in table.cells)
            expected = {
                Coverage.COMPLETE: not counts or total is None or summed == total,
                Coverage.SUBSET: total is not None and (not counts or summed < total),
                Coverage.UNSTATED: total is None,
                Coverage.SUMMARY: not table.cells,
            }.get(table.coverage, True)
            if not expected:
                wrong.append((slug, index, table.coverage.value, summed, total))
    assert wrong == []


def test_complete_shares_add_up_to_one() -> None:
    every = [(slug, table) for slug, card in counted() for table in card.tables]
    every += [(slug, table) for slug, card in models().items() for table in card.population_tables]
    tables = [
        (slug, table)
        for slug, table in every
        if table.coverage is Coverage.COMPLETE and any(c.share is not None for c in table.cells)
    ]
    assert tables
    for slug, table in tables:
        # Each share is rounded: by half a unit of its last decimal at most.
        slack = sum(0.5 * 10.0 ** -(cell.share_decimals or 2) for cell in table.cells)
        summed = sum(cell.share or 0 for cell in table.cells)
        assert summed == pytest.approx(1, abs=slack + 1e-12), slug


def test_age_bands_that_share_a_year_give_no_shares() -> None:
    for slug, card in counted():
        for table in card.tables:
            if Dim.AGE not in table.dims:
                continue
            bands = {cell.key[Dim.AGE] for cell in table.cells} - {UNKNOWN}
            if overlapping(AgeBand.parse(band) for band in bands):
                assert table.coverage is Coverage.EXCEEDS_TOTAL, slug


def test_every_scheme_of_a_card_is_known() -> None:
    schemes = {table.scheme for _, card in counted() for table in card.tables if table.scheme}
    schemes |= {t.scheme for card in models().values() for t in card.population_tables if t.scheme}
    assert schemes <= set(SCHEMES)


def test_parts_of_a_table_differ_in_name_and_stay_within_the_total() -> None:
    for slug, card in counted():
        parts = [table for table in card.tables if table.part]
        names = [(table.unit, table.dims, table.part) for table in parts]
        assert len(set(names)) == len(names), slug
        for unit, dims in {(table.unit, table.dims) for table in parts}:
            same = [table for table in parts if (table.unit, table.dims) == (unit, dims)]
            total = card.total(unit)
            covered = sum(table.covers or table.known_sum for table in same)
            assert len(same) > 1, slug
            assert total is None or covered <= total, slug


def test_exclusive_labels_add_up_over_each_other_table_of_their_source() -> None:
    marked = {slug for slug, card in counted() for t in card.tables if t.exclusive_labels}
    assert marked == {"acouslic-ai", "covid-ct-md", "covidgr", "oai", "plco"}
    plco = [table.known_sum for table in datasets()["plco"].tables]
    assert plco == [40_600, 40_600]


def test_mended_cards_read_as_their_notes_say() -> None:
    chexpert = next(t for t in datasets()["chexpert"].tables if t.dims == (Dim.AGE,))
    assert (chexpert.coverage, chexpert.covers) == (Coverage.SUBSET, 223_648)
    ages = next(t for t in models()["prov-gigapath"].population_tables if t.dims == (Dim.AGE,))
    assert ages.coverage is Coverage.EXCEEDS_TOTAL
    kidneys = [datasets()[slug].total(Unit.PATIENTS) for slug in ("kits19", "kits21", "kits23")]
    assert kidneys == [300, 400, 599]


def test_a_part_of_a_mix_has_a_card_where_it_says_so() -> None:
    known = {slug for slug, card in counted() if card.kind is not Kind.COHORT}
    wrong = [
        (slug, part.dataset)
        for slug, card in models().items()
        for part in card.mix
        if part.has_card != (part.dataset in known)
    ]
    assert wrong == []


def test_an_evaluation_links_a_dataset_where_it_says_so() -> None:
    known = {slug for slug, card in counted() if card.kind is not Kind.COHORT}
    wrong = [s for s, c in evaluations().items() if c.dataset_has_card != (c.dataset in known)]
    assert wrong == []


def test_a_set_without_a_card_is_called_as_people_call_it() -> None:
    known = {slug for slug, card in counted()}
    named = {name for c in evaluations().values() for name in (c.dataset, *c.trained_on)}
    assert [name for name in named - known if " " not in name] == []


def test_no_words_of_a_card_point_at_a_source_by_its_id() -> None:
    pointing = re.compile(
        r"\b(?:[sp]\d+ (?:give|print|speak)|(?:of|in|by|to|from|under) [sp]\d+\b|\(s\d\))"
    )
    for folder in ("datasets", "cohorts", "models", "evaluations"):
        for path in files(folder):
            assert pointing.findall(path.read_text(encoding="utf-8")) == [], path.name


def test_spread_over_seeds_is_never_called_a_spread_over_patients() -> None:
    over_seeds = ("medfair-2023", "chexclusion-2021", "seyyed-kalantari-2021", "fairdisco-2022")
    for slug, card in evaluations().items():
        for score in card.scores:
            spread = (score.ci_low, score.ci_half_width, score.sd)
            if slug.startswith(over_seeds) and any(each is not None for each in spread):
                assert score.interval_kind == "seeds", slug
            assert score.interval_kind != "patients", slug


def test_every_mend_names_a_card() -> None:
    text = (CARDS / "MENDS.md").read_text(encoding="utf-8").partition("## Looked at")[0]
    rows = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")]
    slugs = {slug for row in rows[1:] for slug in row.split(", ")} - {"many cards"}
    assert slugs <= {*datasets(), *models(), *evaluations()}
