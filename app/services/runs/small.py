"""Small: which counts of a run's groups are not printed, so that no small group shows.

A count from 1 to one less than the floor is hidden, and with it others until what is hidden in a
line of groups is several groups and not few people: one hidden number is the sum less the others.
This is the rule for one table at a time. It does not solve all tables together, as is done for
the counts of datasets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.scores import Support

Group = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Hidden:
    """Groups whose size, and groups whose number of positives, is not printed."""

    sizes: frozenset[Group]
    positives: frozenset[Group]


def hidden_groups(
    supports: Mapping[Group, Support], groupings: Sequence[tuple[str, ...]], floor: int
) -> Hidden:
    """Find the groups whose counts are not printed.

    Parameters
    ----------
    supports : mapping of Group to Support
        Of all groups of all groupings; everybody is the empty group.
    groupings : sequence of tuples of str
    floor : int
        Counts from 1 to `floor` - 1 are hidden.
    """
    people = {group: each.n_patients for group, each in supports.items()}
    sizes = _closed(people, {g for g, n in people.items() if 0 < n < floor}, groupings, floor)
    few = {group for group, each in supports.items() if _few_of_a_kind(each, floor)}
    positive = {group: each.n_pos_patients for group, each in supports.items()}
    return Hidden(sizes, _closed(positive, few | sizes, groupings, floor))


def _few_of_a_kind(each: Support, floor: int) -> bool:
    return 0 < each.n_pos_patients < floor or 0 < each.n_neg_patients < floor


def _closed(
    counts: Mapping[Group, int],
    hidden: set[Group] | frozenset[Group],
    groupings: Sequence[tuple[str, ...]],
    floor: int,
) -> frozenset[Group]:
    """Hide more until no line of groups gives a hidden one back."""
    found = set(hidden)
    lines = list(_lines(counts, groupings))
    while True:
        before = len(found)
        found |= {each for each in counts if any(part < each for part in found if part)}
        for line in lines:
            _hide_more(line, counts, found, floor)
        if len(found) == before:
            return frozenset(found)


def _hide_more(
    line: Sequence[Group], counts: Mapping[Group, int], found: set[Group], floor: int
) -> None:
    inside = [each for each in line if each in found]
    rest = sorted((each for each in line if each not in found), key=lambda each: counts[each])
    while inside and rest and (len(inside) < 2 or sum(counts[g] for g in inside) < floor):
        inside.append(rest.pop(0))
        found.add(inside[-1])


def _lines(
    counts: Mapping[Group, int], groupings: Sequence[tuple[str, ...]]
) -> Iterator[list[Group]]:
    """Yield the groups that add up to a printed sum: all but one attribute are the same."""
    for grouping in groupings:
        own = [group for group in counts if {name for name, _ in group} == set(grouping)]
        for free in grouping:
            lines: dict[Group, list[Group]] = {}
            for group in own:
                fixed = frozenset(each for each in group if each[0] != free)
                lines.setdefault(fixed, []).append(group)
            yield from lines.values()
