"""The CSV layout of the UN's World Population Prospects: people by five-year age group and sex."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from app.domain.iso3166 import ISO3
from app.domain.reference import Reference, ReferenceRow
from app.domain.source import Source
from app.domain.vocabulary import Dim
from app.errors import Invalid, Problem, problem
from app.importers.reading.csv_text import MAX_PROBLEMS, read_rows

NEEDED = ("ISO3_code", "Variant", "Time", "AgeGrpStart", "AgeGrpSpan", "PopMale", "PopFemale")
SEXES = (("female", "PopFemale"), ("male", "PopMale"))


def read_un_wpp(text: str, slug: str, year: int, variant: str = "Medium") -> Reference:
    """Read one year and variant of a "PopulationByAge5GroupSex" file.

    Rows without a country code of ISO 3166-1 (regions, the world) are left out. The file counts
    thousands; the rows here are persons, rounded to whole ones.

    Parameters
    ----------
    text : str
        The file as published.
    slug : str
        Name of the new reference.
    year : int
        Column `Time`.
    variant : str
        Column `Variant`.

    Returns
    -------
    Reference
        Persons by country, sex and age band.

    Raises
    ------
    Invalid
        When a column is missing, a value is no number, or nothing matches.
    """
    problems: list[Problem] = []
    rows: list[ReferenceRow] = []
    for line, values in read_rows(text, NEEDED):
        wanted = values["Time"] == str(year) and values["Variant"] == variant
        if wanted and values["ISO3_code"] in ISO3:
            rows.extend(_two_sexes(values, f"line {line}", problems))
    if not rows and not problems:
        rule = f"must hold rows of the year {year} and the variant {variant}"
        problems.append(problem("table", rule))
    if problems:
        raise Invalid("The UN table is not usable.", problems)
    return _reference(slug, year, variant, tuple(rows))


def _reference(slug: str, year: int, variant: str, rows: tuple[ReferenceRow, ...]) -> Reference:
    cited = f"World Population Prospects. {variant} variant, {year}."
    return Reference(
        slug=slug,
        name=f"World population by country, sex and age, {year}",
        year=year,
        eligible=f"All people living in the countries and areas of the table in {year}",
        dims=(Dim.COUNTRY, Dim.SEX, Dim.AGE),
        rows=rows,
        source=Source(
            "s1",
            f"United Nations, DESA, Population Division. {cited}",
            "https://population.un.org/wpp/",
        ),
        licence="CC BY 3.0 IGO",
    )


def _two_sexes(values: dict[str, str], where: str, problems: list[Problem]) -> list[ReferenceRow]:
    age = _band(values, where, problems)
    return [
        ReferenceRow(
            {Dim.COUNTRY: values["ISO3_code"], Dim.SEX: sex, Dim.AGE: age},
            _persons(values[column], f"{where}.{column}", problems),
        )
        for sex, column in SEXES
    ]


def _band(values: dict[str, str], where: str, problems: list[Problem]) -> str:
    """Return "5-9" of start 5 and span 5, "100+" of span -1."""
    start, span = values["AgeGrpStart"], values["AgeGrpSpan"]
    if not start.isdigit() or not span.lstrip("-").isdigit():
        _note(problems, problem(f"{where}.AgeGrpStart", "must be a year of age", start, "40"))
        return ""
    return f"{start}+" if int(span) < 0 else f"{start}-{int(start) + int(span) - 1}"


def _persons(thousands: str, where: str, problems: list[Problem]) -> int:
    try:
        persons = Decimal(thousands) * 1000
    except InvalidOperation:
        persons = Decimal(-1)
    if not persons.is_finite() or persons < 0:
        _note(problems, problem(where, "must be thousands of people", thousands, "1234.567"))
        return 0
    return round(persons)


def _note(problems: list[Problem], found: Problem) -> None:
    if len(problems) < MAX_PROBLEMS:
        problems.append(found)
