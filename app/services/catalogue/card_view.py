"""Card view: all that is known of one set, read together for the page that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.assessment import Assessment
from app.domain.question import Question
from app.domain.vocabulary import Dim, Kind, Unit
from app.errors import Invalid, problem
from app.language import _
from app.services.catalogue.answers import CountPage, DatasetDetail, LineageShown
from app.services.catalogue.dataset_filters import TABLED
from app.services.catalogue.datasets import counts, dataset, lineage
from app.services.catalogue.evaluations import evaluations
from app.services.catalogue.learned import Learned, learned_from
from app.services.catalogue.model_answers import EvaluationRow
from app.services.catalogue.overview import Held, held_of
from app.services.kept import kept_assessment
from app.services.snapshot import Snapshot, snapshot
from app.services.writing.corrections import CorrectionShown, open_of
from app.store.listing import tabled
from app.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The people of a set by one dimension; `recalled` where only memory says so."""

    dim: Dim
    scheme: str | None
    answer: Assessment
    recalled: bool


@dataclass(frozen=True, slots=True)
class CardView:
    """One card with what hangs on it; `names` are those of every card, by slug."""

    card: DatasetDetail
    unit: Unit
    units: tuple[Unit, ...]
    held: Mapping[Dim, Held]
    breakdowns: tuple[Breakdown, ...]
    where: Assessment | None
    counts: CountPage
    lineage: LineageShown
    models: tuple[Learned, ...]
    evaluations: tuple[EvaluationRow, ...]
    corrections: tuple[CorrectionShown, ...]
    names: Mapping[str, str]
    countries: Mapping[str, str]


def card_view(store: Reader, slug: str, unit: str = "") -> CardView:
    """Read a card in one unit; without one, in that in which most is counted."""
    card = dataset(store, slug)
    shot = snapshot(store)
    units = _units(card)
    chosen = _chosen(unit, units, card)
    listed = evaluations(store, [("dataset", slug), ("publication_status", "all")], every=True)
    return CardView(
        card=card,
        unit=chosen,
        units=units,
        held=_held(store, shot, slug),
        breakdowns=tuple(_breakdowns(store, card, chosen)),
        where=_where(store, card, chosen),
        counts=counts(store, slug),
        lineage=lineage(store, slug),
        models=learned_from(store, shot, slug),
        evaluations=listed.items,
        corrections=open_of(store, card),
        names={record.slug: record.name for record in shot.records.values()},
        countries={country.iso3: country.name for country in shot.countries},
    )


def _units(card: DatasetDetail) -> tuple[Unit, ...]:
    """Return the units in which anything is counted."""
    counted = {table.unit for table in card.tables}
    counted |= {unit for unit, total in card.totals.items() if total.n is not None}
    return tuple(unit for unit in Unit if unit in counted)


def _chosen(asked: str, units: tuple[Unit, ...], card: DatasetDetail) -> Unit:
    if asked in tuple(Unit):
        return Unit(asked)
    if asked:
        rule = _("must be one of {listed}", listed=", ".join(Unit))
        raise Invalid(_("There is no such unit."), [problem("unit", rule, asked, "patients")])
    return max(units, key=lambda unit: _richness(card, unit), default=Unit.PATIENTS)


def _richness(card: DatasetDetail, unit: Unit) -> tuple[int, bool]:
    """Rank a unit by what it tells of people first, and of places then."""
    dims = sum(_has_table(card, dim, unit) for dim in TABLED)
    return dims, _has_table(card, Dim.COUNTRY, unit)


def _has_table(card: DatasetDetail, dim: Dim, unit: Unit) -> bool:
    return any(dim in table.dims and table.unit is unit and table.cells for table in card.tables)


def _held(store: Reader, shot: Snapshot, slug: str) -> dict[Dim, Held]:
    with store.reading() as session:
        with_table = tabled(session, TABLED, shot.release)
    return held_of(shot.records[slug], with_table)


def _breakdowns(store: Reader, card: DatasetDetail, unit: Unit) -> Iterator[Breakdown]:
    if card.kind is not Kind.DATASET:
        return  # an aggregate's people are counted in its parts, a cohort's nowhere
    for dim in TABLED:
        tables = [each for each in card.tables if dim in each.dims and each.unit is unit]
        for scheme in _schemes(dim, [table.scheme for table in tables]):
            recalled = all(table.recalled for table in tables if scheme in (None, table.scheme))
            answer = kept_assessment(store, _question(card, dim, unit, scheme, recalled))
            yield Breakdown(dim, scheme, answer, recalled)


def _schemes(dim: Dim, found: Iterable[str | None]) -> list[str | None]:
    """Return the schemes to ask for one by one; sex and age have none."""
    if dim in (Dim.ETHNICITY, Dim.SKIN_TONE):
        return list(dict.fromkeys(found))
    return [None] if list(found) else []


def _question(
    card: DatasetDetail, dim: Dim, unit: Unit, scheme: str | None, recalled: bool
) -> Question:
    return Question(
        subject=f"dataset:{card.slug}",
        dimension=(dim.value,),
        unit=unit,
        scheme=scheme,
        include_recalled=recalled,
        include_synthetic=card.synthetic,
    )


def _where(store: Reader, card: DatasetDetail, unit: Unit) -> Assessment | None:
    if card.kind is not Kind.DATASET:
        return None
    tables = [each for each in card.tables if Dim.COUNTRY in each.dims]
    recalled = bool(tables) and all(table.recalled for table in tables)
    return kept_assessment(store, _question(card, Dim.COUNTRY, unit, None, recalled))
