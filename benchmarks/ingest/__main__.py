"""`python -m benchmarks.ingest`: a million rows from a request to its commit, as ratios."""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random
from statistics import median

import httpx

from app.domain.iso3166 import ISO3
from app.importers.counting.check import Checker
from app.importers.counting.duplicates import Keys
from app.importers.counting.formats import counts_formats
from app.importers.counting.reading import read_slices
from benchmarks.ingest import bare
from benchmarks.ingest.databases import empty_database
from benchmarks.ingest.forms import other_forms
from benchmarks.ingest.kept import require_kept
from benchmarks.ingest.sending import begin, send
from benchmarks.ingest.service import ROOT, Service, make_key
from benchmarks.web.goals import Goal
from benchmarks.web.report import processor, table

FOLDER = ROOT / "var" / "bench-ingest"
ORM_ROWS = 20_000
MB = 1_000_000


def main() -> None:
    """Measure in turn, round by round, and print the medians and the goals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--larger", type=int, default=3_000_000, help="0 leaves it out")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    print(f"{processor()}; {given.rows:,} rows, medians of {given.rounds} rounds\n")
    file, larger = made(given.rows), made(given.larger) if given.larger else None
    print(table(list(goals(file, larger, given))))


def made(rows: int) -> Path:
    """Write a CSV of people who do not exist; every group comes once, its count by lot."""
    path = FOLDER / f"{rows}.csv"
    codes, lot = sorted(ISO3), Random(1)  # noqa: S311  # counts, not secrets
    with path.open("w") as file:
        file.write("country,sex,age,site,n\n")
        for at in range(rows):
            site, rest = divmod(at, 250 * 2 * 9)
            rest, country = divmod(rest, 250)
            age, sex = divmod(rest, 2)
            band = f"{age * 10}-{age * 10 + 9}"
            n = lot.randrange(500)
            file.write(f"{codes[country]},{('female', 'male')[sex]},{band},site-{site},{n}\n")
    return path


def goals(file: Path, larger: Path | None, given: argparse.Namespace) -> Iterator[Goal]:
    """Measure everything; each figure beside what it should be."""
    rows = bare.ready(file)
    with ExitStack() as stack:
        lite = stack.enter_context(Sender("sqlite", f"sqlite:///{FOLDER}/served.db"))
        times: dict[str, list[float]] = {}
        for turn in range(given.rounds):
            for name, spent in _round(turn, rows, file, lite, given):
                times.setdefault(name, []).append(spent)
        require_kept(lite.url, "turn-0", rows)
        middle = {name: median(found) for name, found in times.items()}
        for name, seconds in middle.items():
            print(f"{name}: {seconds:.2f} s, {len(rows) / seconds:,.0f} rows/s")
        print()
        rest = middle["REST, SQLite"]
        yield Goal("REST / executemany of ready tuples, speed", middle["executemany"] / rest, 0.6)
        yield Goal("REST / pydantic per row, speed", middle["pydantic per row"] / rest, 3.5)
        yield Goal("REST / ORM add_all (extrapolated), speed", middle["ORM add_all, x"] / rest, 40)
        share = middle["validation alone"] / rest
        yield Goal("validation, share of the time of REST", share, 0.2, least=False)
        peak = lite.service.peak_bytes() / MB
        yield Goal(f"peak of the service after {given.rows:,} rows, MB", peak, 300, least=False)
        if larger:
            lite.once("larger", larger)
            peak = lite.service.peak_bytes() / MB
            name = f"peak of the service after {given.larger:,} rows, MB"
            yield Goal(name, peak, 300, least=False)
    yield _peak_of_forms(file)
    yield from _postgres(file, rows, given)


def _round(
    turn: int, rows: list[bare.Row], file: Path, lite: Sender, given: argparse.Namespace
) -> Iterator[tuple[str, float]]:
    scratch = FOLDER / "bare.db"
    yield "executemany", bare.executemany(rows, scratch)
    yield "REST, SQLite", lite.once(f"turn-{turn}", file)
    yield "validation alone", _validated(file)
    yield "pydantic per row", bare.pydantic_per_row(file, scratch)
    yield "ORM add_all, x", bare.orm(rows[:ORM_ROWS], scratch) * len(rows) / ORM_ROWS


def _validated(file: Path) -> float:
    """Seconds in the rules and in finding twins, without reading the file and without storing."""
    checker, keys, spent = Checker({}, None, {}), Keys(FOLDER), 0.0
    for raw in read_slices(file, counts_formats()["csv"], gzip=False):
        begun = time.perf_counter()
        for checked in checker.check(raw):
            keys.add(checked.codes)
        spent += time.perf_counter() - begun
    begun = time.perf_counter()
    assert not len(keys.suspects()) and not checker.problems  # noqa: S101, PT018
    return spent + time.perf_counter() - begun


def _peak_of_forms(file: Path) -> Goal:
    """Peak of a service of its own that takes every other form of the file."""
    with Sender("forms", f"sqlite:///{FOLDER}/forms.db") as sender:
        for path, headers in other_forms(file):
            print(f"{path.suffix[1:]}: {sender.once(path.suffix[1:], path, **headers):.2f} s")
        peak = sender.service.peak_bytes() / MB
    return Goal("peak of the service after gzip, Parquet, NDJSON, MB", peak, 300, least=False)


def _postgres(file: Path, rows: list[bare.Row], given: argparse.Namespace) -> Iterator[Goal]:
    with empty_database("postgresql", FOLDER) as url, Sender("postgresql", url) as sender:
        times = [
            (bare.copied(file, url), sender.once(f"turn-{turn}", file))
            for turn in range(given.rounds)
        ]
        require_kept(url, "turn-0", rows)
    copied, rest = (median(each) for each in zip(*times, strict=True))
    print(f"COPY: {copied:.2f} s; REST, PostgreSQL: {rest:.2f} s\n")
    yield Goal("REST / raw COPY on PostgreSQL, speed", copied / rest, 0.5)


class Sender:
    """A service of its own over one database, and a client of it."""

    def __init__(self, name: str, url: str) -> None:
        self._environment = {
            "FAIRATLAS_DATABASE_URL": url,
            "FAIRATLAS_UPLOAD_DIR": str(FOLDER / f"uploads-{name}"),
            "FAIRATLAS_LARGEST_UPLOAD_BYTES": str(2**40),
        }
        self._name = name
        self.url = url

    def __enter__(self) -> Sender:
        token = make_key(self.url, "bench")
        self.service = Service(self._environment, FOLDER / f"{self._name}.log").__enter__()
        self._client = httpx.Client(
            base_url=self.service.address, timeout=1200,
            headers={"Authorization": f"Bearer {token}"},
        )  # fmt: skip
        # What is imported with the first file is not part of what a file takes.
        self.once("warm", b"sex,n\nfemale,1\n")
        return self

    def __exit__(self, *trouble: object) -> None:
        self._client.close()
        self.service.__exit__(None, None, None)

    def once(self, slug: str, content: Path | bytes, **headers: str) -> float:
        """Seconds from the request to the answer, which comes after the commit."""
        etag = begin(self._client, slug)
        begun = time.perf_counter()
        answer = send(self._client, slug, etag, content, **headers)
        spent = time.perf_counter() - begun
        if answer.status_code != 201:
            raise SystemExit(answer.text)
        return spent


if __name__ == "__main__":
    main()
