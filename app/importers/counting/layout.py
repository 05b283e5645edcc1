"""Layout: which column of a file is which dimension, and which holds the numbers."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.vocabulary import Dim
from app.errors import Invalid, Problem, problem

NUMBERS = ("n", "share")
LEFT_OUT = "-"
TARGETS = (*(dim.value for dim in Dim), *NUMBERS, LEFT_OUT)
_EXAMPLE = "Sexo:sex,Edad:age,Pacientes:n"


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of the columns.

    Parameters
    ----------
    dims : tuple of Dim
        Dimensions in the order of the columns; of a wide table, its own is last.
    places : tuple of int
        Column of each dimension; without the wide one, which has several.
    numbers : tuple of int
        Columns with numbers: one of a long table, one per category of a wide one.
    categories : tuple of str
        Category of each column with numbers; empty of a long table.
    names : tuple of str
        Names of all columns as the file has them.
    shares : bool
        Whether the numbers are shares.
    """

    dims: tuple[Dim, ...]
    places: tuple[int, ...]
    numbers: tuple[int, ...]
    categories: tuple[str, ...]
    names: tuple[str, ...]
    shares: bool


def read_mapping(text: str) -> dict[str, str]:
    """Read "Sexo:sex,Edad:age,Pacientes:n" into names of columns and what they are.

    Parameters
    ----------
    text : str
        Pairs with commas between them; "-" leaves a column out; "" maps nothing.

    Raises
    ------
    Invalid
        When it is not of this form, or a target is none of ours.

    Examples
    --------
    >>> read_mapping("Sexo:sex, Notas:-")
    {'Sexo': 'sex', 'Notas': '-'}
    """
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for pair in filter(None, (part.strip() for part in text.split(","))):
        name, _, target = pair.rpartition(":")
        if not name or target.strip() not in TARGETS:
            rule = f"must map a column to one of {', '.join(TARGETS)}" + _near(target)
            problems.append(problem("columns", rule, pair, _EXAMPLE))
        found[name.strip()] = target.strip()
    if problems:
        raise Invalid("The mapping of columns is not usable.", problems)
    return found


def plan(names: Sequence[str], mapping: Mapping[str, str], wide: Dim | None) -> Layout:
    """Tell the columns of a file apart: by the mapping first, else by their names.

    Parameters
    ----------
    names : sequence of str
        Header of the file.
    mapping : mapping of str to str
        From `read_mapping`.
    wide : Dim or None
        Dimension whose categories are columns; None where each row has one number.

    Returns
    -------
    Layout

    Raises
    ------
    Invalid
        When a column is not known, a mapped one is missing, a dimension is given twice, or there
        is no column of numbers.
    """
    targets = {name: _target(name, mapping) for name in names}
    problems = [*_missing(names, mapping), *_twice(targets), *_unknown(targets, wide)]
    dims = [(Dim(target), at) for at, target in enumerate(targets.values()) if target in list(Dim)]
    shares = "share" in targets.values()
    free = [at for at, target in enumerate(targets.values()) if target is None]
    single = [at for at, target in enumerate(targets.values()) if target in NUMBERS]
    numbers = free if wide else single
    problems += _shape(dims, numbers, wide)
    if problems:
        raise Invalid("The columns of the table are not clear.", problems)
    return Layout(
        dims=(*(dim for dim, _ in dims), *([wide] if wide else [])),
        places=tuple(at for _, at in dims),
        numbers=tuple(numbers),
        categories=tuple(names[at].strip() for at in numbers) if wide else (),
        names=tuple(names),
        shares=shares and not wide,
    )


def _target(name: str, mapping: Mapping[str, str]) -> str | None:
    plain = name.strip()
    folded = plain.casefold().replace(" ", "_")
    return mapping.get(plain) or (folded if folded in TARGETS else None)


def guessed(name: str) -> str | None:
    """Return what a column is by its own name alone.

    Examples
    --------
    >>> guessed("Skin tone"), guessed("Pacientes")
    ('skin_tone', None)
    """
    return _target(name, {})


def _missing(names: Iterable[str], mapping: Mapping[str, str]) -> list[Problem]:
    plain = {name.strip() for name in names}
    rule = "maps a column that the table does not have; it has"
    return [
        problem("columns", f"{rule} {', '.join(sorted(plain))[:300]}", name)
        for name in mapping
        if name not in plain
    ]


def _twice(targets: Mapping[str, str | None]) -> list[Problem]:
    given = [target for target in targets.values() if target and target != LEFT_OUT]
    return [
        problem("columns", f"only one column may be {each}", each)
        for each in sorted({target for target in given if given.count(target) > 1})
    ]


def _unknown(targets: Mapping[str, str | None], wide: Dim | None) -> list[Problem]:
    if wide:
        return []
    rule = f"is not a known column: name it {', '.join(TARGETS[:-1])}, or map it by columns="
    return [
        problem(f"column {name[:100]}", rule + _near(name), name, f"{name[:60]}:{LEFT_OUT}")
        for name, target in targets.items()
        if target is None
    ]


def _shape(
    dims: Sequence[tuple[Dim, int]], numbers: Sequence[int], wide: Dim | None
) -> list[Problem]:
    found = []
    if not dims and not wide:
        found.append(problem("header", "needs a column of a dimension", "", "sex,n"))
    if wide and wide in [dim for dim, _ in dims]:
        rule = "is a column of its own and cannot be spread over columns as well"
        found.append(problem("wide", rule, wide.value))
    if not numbers:
        needed = "columns of categories" if wide else "one column n or share"
        found.append(problem("header", f"needs {needed}", "", "sex,n"))
    if len(numbers) > 1 and not wide:
        found.append(problem("header", "must have n or share, not both", "", "sex,n"))
    return found


def _near(name: str) -> str:
    near = difflib.get_close_matches(name[:60].strip().casefold(), TARGETS[:-1], n=1)
    return f"; did you mean {near[0]}?" if near else ""
