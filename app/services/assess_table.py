"""The answer of `assess` as a table: one row per group, its sources as keys of the metadata."""

from __future__ import annotations

from typing import Any

from app.domain.assessment import Assessment, Group
from app.domain.table import Column, Table
from app.services.catalogue.tabulate import Shown, shown, table

DEFINITION = (
    "One row per group of the question; {unit}, each counted once as far as can be known. Low and "
    "high are bounds over all that is not known; they are no sampling interval. `sources` are keys "
    "of the metadata."
)


def assessment_table(answer: Assessment) -> Table:
    """One row per group."""
    names = str(answer.query["dimension"]).split(",")
    columns = (*(_key(name) for name in names), *_measures(answer.unit))
    made = table("assessment", "", columns, answer.groups, answer.release)
    return Table(
        name=made.name,
        definition=DEFINITION.format(unit=answer.unit),
        columns=made.columns,
        rows=made.rows,
        release=answer.release,
        sources=answer.sources,
        query=answer.query,
    )


def _key(name: str) -> Shown:
    words = name.replace("_", " ")
    return Shown(Column(name, f"Group by {words}"), lambda row: row.key[name])


def _measures(unit: str) -> tuple[Shown, ...]:
    return (
        shown("status", "What kind of number or nothing it is"),
        shown("n", "Count, where it is exact", "whole", unit, lambda g: g.n.value),
        shown("n_low", "Fewest", "whole", unit, lambda g: g.n.low),
        shown("n_high", "Most", "whole", unit, lambda g: g.n.high),
        shown("basis", "Weakest basis of what is added up", read=lambda g: g.n.basis),
        shown("datasets", "Datasets that count it", "whole", "datasets"),
        shown(
            "independent_datasets", "Of these, sets that share people as one", "whole", "datasets"
        ),
        shown("sites_not_counted", "Datasets that name it without a count", "whole", "datasets"),
        *_three("share", "Share", "share of 1", first="known"),
        shown(
            "share_printed",
            "Share as its only source prints it, of those that the table covers",
            "number",
            "share of 1",
            lambda group: group.share.printed,
        ),
        shown("reference_share", "Share in the reference", "number", "share of 1"),
        *_three("ratio", "Known share over the reference's share", "ratio"),
        shown("influence_low", *_INFLUENCE, lambda g: _end(g, 0)),
        shown("influence_high", *_INFLUENCE, lambda g: _end(g, 1)),
        *_three("to_parity", "To be added for parity with the reference", unit),
        shown("reason", "Why something is undefined"),
        shown("sources", "Keys of the sources"),
    )


_INFLUENCE: tuple[str, Any, str] = (
    "Range of the known share when any one dataset is left out",
    "number",
    "share of 1",
)


def _end(group: Group, place: int) -> float | None:
    return group.influence[place] if group.influence else None


def _three(name: str, meaning: str, unit: str, first: str = "value") -> tuple[Shown, ...]:
    def of(part: str) -> Any:
        return lambda group: getattr(getattr(group, name), part)

    named = f"{name}_{first}" if first != "value" else name
    return (
        shown(named, meaning, "number", unit, of(first)),
        shown(f"{name}_low", f"{meaning}: lowest", "number", unit, of("low")),
        shown(f"{name}_high", f"{meaning}: highest", "number", unit, of("high")),
    )
