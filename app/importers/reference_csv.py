"""References in our own shape: a folder with table.csv and source.yaml; and the countries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.domain.age import AgeBand, overlapping
from app.domain.iso3166 import ISO3
from app.domain.reference import Country, Reference, ReferenceRow
from app.domain.scheme import SCHEMES
from app.domain.vocabulary import Dim
from app.errors import Invalid, NotFound, Problem, problem
from app.importers.reading.csv_text import MAX_PROBLEMS, read_rows, whole
from app.importers.reading.fields import Fields
from app.importers.reading.sources import SOURCE_FIELDS, read_source
from app.importers.reading.yaml_text import read_yaml

HEAD_FIELDS = (
    "slug", "name", "year", "eligible", "dims", "country", "scheme", "total", "licence",
    "source", "note",
)  # fmt: skip
COUNTRY_HEAD_FIELDS = ("name", "rows", "note", "columns")
COLUMN_FIELDS = ("column", "source", "url", "licence", "as_of", "note")
AGE_STRUCTURES = ("published", "scaled-wpp2019", "scaled-subregion")
SEXES = ("female", "male")


@dataclass(frozen=True, slots=True)
class CountryColumn:
    """Where one column of the list of countries comes from, and as of when.

    Parameters
    ----------
    column, source, licence : str
    url, note : str or None
    as_of : str or None
        Date of the list ("2023-09"); None where it has none.
    """

    column: str
    source: str
    licence: str
    url: str | None = None
    as_of: str | None = None
    note: str | None = None


def read_reference(folder: Path) -> Reference:
    """Read a reference from its folder and check its total.

    Parameters
    ----------
    folder : Path
        Holds `table.csv` (one column per dim, `n` in persons, `quality` if it differs) and
        `source.yaml` (see docs/references.md).

    Returns
    -------
    Reference

    Raises
    ------
    NotFound
        When a file is missing.
    Invalid
        With every problem found: a group given twice, overlapping ages, an unknown country or
        category scheme, rows that do not add up to the stated total.
    """
    problems: list[Problem] = []
    head = Fields(read_yaml(_text(folder / "source.yaml")), "", HEAD_FIELDS, problems)
    dims = tuple(Dim(each) for each in head.words("dims", list(Dim)) if each in list(Dim))
    rows = _rows(_text(folder / "table.csv"), dims, problems)
    values = read_head(head, dims, sum(row.n for row in rows))
    if problems:
        raise Invalid(f"The reference in {folder.name} is not usable.", problems)
    return Reference(dims=dims, rows=rows, **values)  # type: ignore[arg-type]  # read by type


def read_head(head: Fields, dims: tuple[Dim, ...], counted: int) -> dict[str, object]:
    """Read what a reference says of itself.

    Parameters
    ----------
    head : Fields
    dims : tuple of Dim
    counted : int
        People in all rows: the stated total must be the same.

    Returns
    -------
    dict
        Values of `Reference` by name; problems are noted in `head`.
    """
    for name in ("year", "total", "source"):
        if not head.has(name):
            head.note(name, "must be given")
    total = head.whole("total")
    if total is not None and total != counted:
        head.note("total", "must equal the sum of the rows", total, str(counted))
    return {
        "slug": head.slug("slug"),
        "name": head.text("name"),
        "year": head.whole("year", 1900, 2100),
        "eligible": head.text("eligible"),
        "source": read_source(head.inside("source", SOURCE_FIELDS)),
        "licence": head.text("licence"),
        "scheme": _scheme(head, dims),
        "country": head.iso3("country", required=False),
        "note": head.optional_text("note"),
    }


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NotFound(f"{path.name} is missing in {path.parent.name}.") from error
    except UnicodeDecodeError as error:
        where = f"{path.parent.name}/{path.name}"
        raise Invalid(f"{where} is no UTF-8.", [problem(where, "must be UTF-8 text")]) from error


def _scheme(head: Fields, dims: tuple[Dim, ...]) -> str | None:
    scheme = head.optional_text("scheme")
    if (Dim.ETHNICITY in dims or Dim.SKIN_TONE in dims) and scheme not in SCHEMES:
        rule = f"must be the id of a known scheme ({', '.join(SCHEMES)})"
        head.note("scheme", rule, scheme, "us-omb-1997/race")
    return scheme


def _rows(text: str, dims: tuple[Dim, ...], problems: list[Problem]) -> tuple[ReferenceRow, ...]:
    rows = []
    for line, values in read_rows(text, [*dims, "n"]):
        key = {dim: values[dim.value] for dim in dims}
        check_key(key, f"line {line}", problems)
        n = whole(values["n"], f"line {line}.n", problems)
        rows.append(ReferenceRow(key, n, values.get("quality") or "published"))
    ages = {row.key[Dim.AGE] for row in rows if Dim.AGE in row.key}
    if not problems and overlapping(AgeBand.parse(age) for age in ages):
        problems.append(problem("age", "bands must not share a year", ", ".join(sorted(ages))))
    return tuple(rows)


def check_key(key: dict[Dim, str], where: str, problems: list[Problem]) -> None:
    """Note what is wrong with the labels of one row, at most `MAX_PROBLEMS`.

    Parameters
    ----------
    key : dict
        One label per dim.
    where : str
        Place of the row, for the problems.
    problems : list of Problem
        Appended to.
    """
    for dim, label in key.items():
        rule = _RULES.get(dim, _any)(label)
        if rule and len(problems) < MAX_PROBLEMS:
            problems.append(problem(f"{where}.{dim.value}", rule, label))


def _any(label: str) -> str | None:
    return None if label else "must not be empty"


def _country(label: str) -> str | None:
    return None if label in ISO3 else "must be an ISO 3166-1 alpha-3 code (or XKX)"


def _sex(label: str) -> str | None:
    return None if label in SEXES else "must be female or male"


def _age(label: str) -> str | None:
    try:
        AgeBand.parse(label)
    except Invalid:
        return "must be a band of whole years, like 40-44 or 100+"
    return None


_RULES: dict[Dim, Callable[[str], str | None]] = {
    Dim.COUNTRY: _country,
    Dim.SEX: _sex,
    Dim.AGE: _age,
}


def read_countries(folder: Path) -> tuple[Country, ...]:
    """Read the list of countries and areas.

    Parameters
    ----------
    folder : Path
        Holds `countries.csv` and `source.yaml`.

    Returns
    -------
    tuple of Country
        In the order of the file; population in persons.

    Raises
    ------
    NotFound
        When the file is missing.
    Invalid
        With every problem found: an unknown or repeated code, a value that is no number.
    """
    problems: list[Problem] = []
    columns = list(Country.__dataclass_fields__)
    found = [
        _one_country(values, f"line {line}", problems)
        for line, values in read_rows(_text(folder / "countries.csv"), columns)
    ]
    codes = [country.iso3 for country in found]
    problems.extend(
        problem("iso3", "is given twice", code) for code in set(codes) if codes.count(code) > 1
    )
    if problems:
        raise Invalid("The list of countries is not usable.", problems[:MAX_PROBLEMS])
    return tuple(found)


def _one_country(values: dict[str, str], where: str, problems: list[Problem]) -> Country:
    if rule := _country(values["iso3"]):
        problems.append(problem(f"{where}.iso3", rule, values["iso3"], "KEN"))
    if values["age_structure"] not in ("", *AGE_STRUCTURES):
        rule = f"must be empty or one of {', '.join(AGE_STRUCTURES)}"
        problems.append(problem(f"{where}.age_structure", rule, values["age_structure"]))
    population = values["population"]
    return Country(
        iso3=values["iso3"],
        name=values["name"],
        region=values["region"] or None,
        subregion=values["subregion"] or None,
        who_region=values["who_region"] or None,
        income_group=values["income_group"] or None,
        least_developed=values["least_developed"] == "1",
        landlocked=values["landlocked"] == "1",
        small_island=values["small_island"] == "1",
        population=whole(population, f"{where}.population", problems) if population else None,
        age_structure=values["age_structure"] or None,
        lon=_degrees(values["lon"], 180, f"{where}.lon", problems),
        lat=_degrees(values["lat"], 90, f"{where}.lat", problems),
    )


def _degrees(text: str, limit: float, where: str, problems: list[Problem]) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not -limit <= value <= limit:
        rule = f"must be degrees from -{limit} to {limit}"
        problems.append(problem(where, rule, text, "36.8"))
    return value


def read_country_columns(folder: Path) -> tuple[CountryColumn, ...]:
    """Read where each column of the list of countries comes from, and as of when.

    Parameters
    ----------
    folder : Path
        Holds `source.yaml`.

    Returns
    -------
    tuple of CountryColumn

    Raises
    ------
    Invalid
        With every problem found.
    """
    problems: list[Problem] = []
    head = Fields(read_yaml(_text(folder / "source.yaml")), "", COUNTRY_HEAD_FIELDS, problems)
    found = tuple(
        CountryColumn(
            column=each.text("column"),
            source=each.text("source"),
            licence=each.text("licence"),
            url=each.link("url"),
            as_of=each.optional_text("as_of"),
            note=each.optional_text("note"),
        )
        for each in head.each("columns", COLUMN_FIELDS)
    )
    if problems:
        raise Invalid("The source of the list of countries is not usable.", problems)
    return found
