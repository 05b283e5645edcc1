"""Comparison: the people of a reference, by the groups of a question.

A reference is Counts, too: it is narrowed to who is eligible, and summed to the groups of the
dataset where age edges agree; where they do not, the answer is bounds (COUNTING, 8).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

from app.domain.age import AgeBand, spread
from app.domain.reference import Reference, ReferenceRow
from app.domain.vocabulary import Dim
from app.errors import Invalid, problem

Key = tuple[str, ...]
Bounds = tuple[int, int]


def eligible_rows(
    reference: Reference, narrowing: Mapping[str, str]
) -> tuple[list[ReferenceRow], str]:
    """Keep the rows of the people who are eligible.

    Parameters
    ----------
    reference : Reference
    narrowing : mapping of str to str
        "sex", "age" or "country" to the value kept; an age range must fall on band edges.

    Returns
    -------
    rows : list of ReferenceRow
    eligible : str
        Who is left, in plain words, for the figure.

    Raises
    ------
    Invalid
        When the reference has no such dimension, no such value, or the age range cuts a band.
    """
    rows = list(reference.rows)
    for name, value in narrowing.items():
        if Dim(name) not in reference.dims:
            rule = f"{reference.slug} has no {name}; it has {', '.join(reference.dims)}"
            raise Invalid("The filter does not fit.", [problem("reference_filter", rule, value)])
        rows = _in_age(rows, value) if name == "age" else _equal(rows, Dim(name), value)
    words = "; ".join(f"{name} {value}" for name, value in narrowing.items())
    return rows, f"{reference.eligible} ({words})" if words else reference.eligible


def _equal(rows: list[ReferenceRow], dim: Dim, value: str) -> list[ReferenceRow]:
    kept = [row for row in rows if row.key[dim] == value]
    if not kept:
        known = sorted({row.key[dim] for row in rows})[:8]
        rule = f"must be a {dim.value} of the reference"
        raise Invalid(
            "The filter does not fit.",
            [problem("reference_filter", rule, value, ", ".join(known))],
        )
    return kept


def _in_age(rows: list[ReferenceRow], value: str) -> list[ReferenceRow]:
    wanted = AgeBand.parse(value)
    bands = {row.key[Dim.AGE]: AgeBand.parse(row.key[Dim.AGE]) for row in rows}
    cut = sorted(text for text, b in bands.items() if b.meets(wanted) and not b.inside(wanted))
    if cut:
        rule = f"must begin and end where a band of the reference does; it cuts {', '.join(cut)}"
        raise Invalid(
            "The filter does not fit.", [problem("reference_filter", rule, value, "age:40-74")]
        )
    return [row for row in rows if bands[row.key[Dim.AGE]].inside(wanted)]


def by_group(
    rows: Collection[ReferenceRow],
    dimension: Sequence[str],
    group_of: Callable[[str, str], str | None],
    bands: Sequence[AgeBand] = (),
) -> dict[Key, Bounds]:
    """Sum people to the groups of a question.

    Parameters
    ----------
    rows : collection of ReferenceRow
    dimension : sequence of str
        Dimensions of the question, in its order.
    group_of : callable
        From (dimension, ISO3) to the region; None where the list does not place the country.
    bands : sequence of AgeBand
        The age bands of the answer, where age is asked for.

    Returns
    -------
    dict of Key to (int, int)
        Fewest and most people per group; equal where the edges of bands agree.
    """
    sums: dict[Key, int] = defaultdict(int)
    for row in rows:
        parts = [_category(row, name, group_of) for name in dimension]
        if None not in parts:
            sums[tuple(part for part in parts if part is not None)] += row.n
    if "age" not in dimension:
        return {key: (n, n) for key, n in sums.items()}
    return _by_band(sums, list(dimension).index("age"), bands)


def _category(
    row: ReferenceRow, name: str, group_of: Callable[[str, str], str | None]
) -> str | None:
    if name in Dim._value2member_map_:
        return row.key[Dim(name)]
    return group_of(name, row.key[Dim.COUNTRY])


def _by_band(sums: Mapping[Key, int], place: int, bands: Sequence[AgeBand]) -> dict[Key, Bounds]:
    given: dict[Key, list[tuple[AgeBand, float]]] = defaultdict(list)
    for key, n in sums.items():
        given[key[:place] + key[place + 1 :]].append((AgeBand.parse(key[place]), n))
    return {
        (*rest[:place], str(band), *rest[place:]): (int(low), int(high))
        for rest, counts in given.items()
        for band, (low, high) in spread(counts, bands).items()
        if high
    }
