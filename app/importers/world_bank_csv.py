"""The CSV layout of a World Bank indicator: total population, one column per year."""

from __future__ import annotations

from app.domain.iso3166 import ISO3
from app.domain.reference import Reference, ReferenceRow
from app.domain.source import Source
from app.domain.vocabulary import Dim
from app.errors import Invalid, Problem, problem
from app.importers.reading.csv_text import read_rows, whole

LINES_BEFORE_HEADER = 4
INDICATOR = "SP.POP.TOTL"


def read_world_bank(text: str, slug: str, year: int) -> Reference:
    """Read one year of the indicator SP.POP.TOTL.

    Groups of countries (their codes are not of ISO 3166-1) and countries without a value for
    the year are left out.

    Parameters
    ----------
    text : str
        The file as published: four lines, then the header.
    slug : str
        Name of the new reference.
    year : int
        Column to read.

    Returns
    -------
    Reference
        Persons by country.

    Raises
    ------
    Invalid
        When a column is missing, the indicator is another, or a value is no whole number.
    """
    problems: list[Problem] = []
    rows: list[ReferenceRow] = []
    needed = ("Country Code", "Indicator Code", str(year))
    for line, values in read_rows(text, needed, LINES_BEFORE_HEADER):
        _check_indicator(values["Indicator Code"], line)
        code, n = values["Country Code"], values[str(year)]
        if code in ISO3 and n:
            count = whole(n.removesuffix(".0"), f"line {line}.{year}", problems)
            rows.append(ReferenceRow({Dim.COUNTRY: code}, count))
    if not rows and not problems:
        problems.append(problem(str(year), "must hold a value for at least one country"))
    if problems:
        raise Invalid("The World Bank table is not usable.", problems)
    return _reference(slug, year, tuple(rows))


def _check_indicator(code: str, line: int) -> None:
    if code != INDICATOR:
        rule = f"must be {INDICATOR}: only counts of people make a reference"
        found = problem(f"line {line}.Indicator Code", rule, code)
        raise Invalid("The indicator counts no people.", [found])


def _reference(slug: str, year: int, rows: tuple[ReferenceRow, ...]) -> Reference:
    return Reference(
        slug=slug,
        name=f"World population by country, {year}",
        year=year,
        eligible=f"All residents of the countries of the table at mid-{year}",
        dims=(Dim.COUNTRY,),
        rows=rows,
        source=Source(
            "s1",
            f"World Bank. Population, total ({INDICATOR}), {year}.",
            "https://data.worldbank.org/indicator/SP.POP.TOTL",
        ),
        licence="See the terms of the World Bank",
    )
