"""Export: the whole catalogue as files, each with its metadata beside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from app.domain.table import Cell, Column, Table
from app.domain.vocabulary import Unit
from app.errors import Invalid, StorageFull, problem
from app.services.catalogue import (
    dataset_tables,
    datasets,
    evaluations,
    headline,
    metrics,
    model_tables,
    models,
    other_tables,
    places,
    references,
)
from app.services.files import File, write_file
from app.services.snapshot import snapshot
from app.store import Store

METADATA = "metadata"


FORMATS = ("csv", "parquet", "json", "xlsx")


def export_all(store: Store, folder: Path, format_name: str) -> list[Path]:
    """Write every table in one format; a file is whole or not there."""
    if format_name not in FORMATS:
        rule = f"must be one of {', '.join(FORMATS)}"
        raise Invalid("There is no such format.", [problem("format", rule, format_name, "csv")])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [
            _written(table, folder, name)
            for table in all_tables(store)
            for name in (format_name, METADATA)
        ]
    except OSError as error:
        raise _trouble(error, folder) from None


def _trouble(error: OSError, folder: Path) -> Invalid | StorageFull:
    if error.errno == 28:  # no space left on the device
        return StorageFull(f"No room is left to write to {folder}.")
    found = problem("DIR", "must be a folder that can be written to", str(folder))
    return Invalid(f"{folder} cannot be written to: {error.strerror}.", [found])


def save(file: File, path: Path) -> None:
    """Write one file; it is whole or not there."""
    try:
        _save(file, path)
    except OSError as error:
        raise _trouble(error, path) from None


def _save(file: File, path: Path) -> None:
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_bytes(file.content)
    os.replace(unfinished, path)


def _written(table: Table, folder: Path, format_name: str) -> Path:
    file = write_file(table, format_name)
    path = folder / file.name
    _save(file, path)
    return path


def all_tables(store: Store) -> Iterator[Table]:
    """Every list of the catalogue, and all printed numbers in one table."""
    yield dataset_tables.dataset_table(datasets.datasets(store, (), every=True))
    yield _every_count(store)
    yield model_tables.model_table(models.models(store, (), every=True))
    yield from _each(store, "mixes", "model", _mixes)
    everything = [("publication_status", "all")]
    yield model_tables.evaluation_table(evaluations.evaluations(store, everything, every=True))
    yield from _each(store, "scores", "evaluation", _scores)
    for unit in Unit:
        asked = [("unit", unit.value)]
        countries = other_tables.country_table(places.countries(store, asked))
        regions = other_tables.region_table(places.regions(store, asked))
        yield replace(countries, name=f"countries-{unit}")
        yield replace(regions, name=f"regions-{unit}")
    yield other_tables.reference_list_table(references.references(store))
    yield other_tables.metric_table(metrics.metrics(store))
    yield other_tables.stats_table(headline.stats(store))


def _every_count(store: Store) -> Table:
    slugs = sorted(snapshot(store).records)
    tables = {slug: dataset_tables.count_table(datasets.counts(store, slug)) for slug in slugs}
    return _stacked("counts", "dataset", tables)


def _mixes(store: Store) -> dict[str, Table]:
    slugs = [row.slug for row in models.models(store, (), every=True).items]
    return {slug: model_tables.mix_table(models.mix(store, slug)) for slug in slugs}


def _scores(store: Store) -> dict[str, Table]:
    everything = [("publication_status", "all")]
    slugs = [row.slug for row in evaluations.evaluations(store, everything, every=True).items]
    return {s: model_tables.score_table(evaluations.evaluation(store, s)) for s in slugs}


def _each(
    store: Store, name: str, noun: str, tables: Callable[[Store], dict[str, Table]]
) -> Iterator[Table]:
    found = tables(store)
    if found:
        yield _stacked(name, noun, found)


def _stacked(name: str, noun: str, tables: dict[str, Table]) -> Table:
    """Put tables of the same columns under each other, with whose they are in front."""
    first = next(iter(tables.values()))
    rows: list[tuple[Cell, ...]] = [
        (slug, *row) for slug, table in tables.items() for row in table.rows
    ]
    return replace(
        first,
        name=name,
        columns=(Column(noun, f"Slug of the {noun}"), *first.columns),
        rows=tuple(rows),
    )
