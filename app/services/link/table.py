"""The answer of `link` as a table: one row per group of a run, and per untested group."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from app.domain.link import LinkState
from app.domain.table import Table
from app.services.catalogue.tabulate import shown, table
from app.services.link.answers import Bounds, Link, LinkAxis, LinkCluster, LinkGroup, LinkRun
from app.services.link.results import names

DEFINITION = (
    "One row per group of people of each run by {attribute}, then one per group of a model that "
    "was tested nowhere by it. The share is that of the group among the {unit} that the model "
    "learned from, with bounds over all that is not known. Values of two axes are not "
    "comparable; rows of one cluster share test patients or a training mix. Nothing here "
    "says why. `sources` are keys of the metadata."
)


@dataclass(frozen=True, slots=True)
class _Row:
    """One group; `axis`, `run`, `cluster` and `tested` are None where no test is known."""

    model: str
    group: str | None
    share: Bounds | None
    state: LinkState
    sources: tuple[str, ...]
    axis: LinkAxis | None = None
    run: LinkRun | None = None
    cluster: LinkCluster | None = None
    tested: LinkGroup | None = None


def link_table(answer: Link) -> Table:
    """One row per group."""
    made = table("link", "", _COLUMNS, list(_rows(answer)), answer.release)
    words = answer.attribute.replace("_", " ")
    return Table(
        name=made.name,
        definition=DEFINITION.format(attribute=words, unit=answer.unit),
        columns=made.columns,
        rows=made.rows,
        release=answer.release,
        sources=answer.sources,
        query=answer.query,
    )


def _rows(answer: Link) -> Iterator[_Row]:
    for axis in answer.axes:
        clusters = {each.id: each for each in axis.clusters}
        for run in axis.runs:
            for group in run.groups:
                yield _Row(
                    run.model.name, group.group, group.share, group.state, group.sources,
                    axis, run, clusters[run.cluster], group,
                )  # fmt: skip
    for each in answer.untested:
        yield _Row(each.model.name, each.group, each.share, each.state, each.sources)


def _of(part: str, field: str) -> Callable[[_Row], Any]:
    def read(row: _Row) -> Any:
        found = getattr(row, part)
        return None if found is None else getattr(found, field)

    return read


def _end(part: str, field: str, end: str) -> Callable[[_Row], Any]:
    def read(row: _Row) -> Any:
        found = _of(part, field)(row)
        return None if found is None else getattr(found, end)

    return read


_OVER = "share over the reference’s share"
_COLUMNS = (
    shown("axis", "Which values may stand beside each other", read=_of("axis", "id")),
    shown("definition", "The metric as its source defines it", read=_of("axis", "definition")),
    shown("scale", "fraction or percent, as printed", read=_of("axis", "scale")),
    shown("better", "Whether higher or lower is better", read=_of("axis", "better")),
    shown("evaluation", "Evaluation", read=_of("run", "evaluation")),
    shown("model", "Model, as printed or by its card"),
    shown("tested_on", "Test sets", read=lambda row: names(row.run.tested_on) if row.run else None),
    shown("label", "Finding or run", read=_of("run", "label")),
    shown("protocol", "How the model was used", read=_of("run", "protocol")),
    shown("publication_status", "paper or repository", read=_of("run", "publication_status")),
    shown("learned_from", "Parts of the training mix", read=_of("run", "learned_from")),
    shown("mix", "Where the mix is known from", read=_of("run", "mix")),
    shown("mix_complete", "Whether its list is complete", read=_of("run", "mix_complete")),
    shown(
        "shared_source",
        "Whether the test set shares its source with what the model learned from",
        read=lambda row: row.run.shared_source.state if row.run else None,
    ),
    shown("group", "Group, as printed"),
    shown("share_low", "Share in training: lowest", "number", "share of 1", _of("share", "low")),
    shown("share_high", "Share in training: highest", "number", "share of 1", _of("share", "high")),
    shown("share_reason", "Why the share is not known", read=_of("tested", "share_reason")),
    shown("ratio_low", "Lowest", "number", _OVER, _end("tested", "ratio", "low")),
    shown("ratio_high", "Highest", "number", _OVER, _end("tested", "ratio", "high")),
    shown("value", "Value, as printed", "number", None, _of("tested", "value")),
    shown("value_low", "Interval or range, low end", "number", None, _of("tested", "value_low")),
    shown("value_high", "Interval or range, high end", "number", None, _of("tested", "value_high")),
    shown("interval_kind", "What that is over", read=_of("tested", "interval_kind")),
    shown(
        "difference",
        "Value minus the unweighted mean of the run’s groups",
        "number",
        None,
        _of("tested", "difference"),
    ),
    shown(
        "difference_low",
        "95 % interval of the difference over patients: low",
        "number",
        None,
        _of("tested", "difference_low"),
    ),
    shown(
        "difference_high",
        "95 % interval of the difference over patients: high",
        "number",
        None,
        _of("tested", "difference_high"),
    ),
    shown("n", "Cases tested", "whole", "cases", _of("tested", "n")),
    shown("n_pos", "Of these, with the finding", "whole", "cases", _of("tested", "n_pos")),
    shown("state", "What is known of the group"),
    shown("reason", "Why not more", read=_of("tested", "reason")),
    shown("cluster", "Cluster", read=_of("cluster", "id")),
    shown(
        "cluster_contrast",
        "Rarer minus commoner, mean over the cluster's pairs",
        "number",
        None,
        _of("cluster", "contrast"),
    ),
    shown("cluster_se", "Its standard error", "number", None, _of("cluster", "se")),
    shown("cluster_pairs", "Pairs that could be compared", "whole", None, _of("cluster", "pairs")),
    shown("sources", "Keys of the sources"),
)
