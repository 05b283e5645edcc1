"""Ingest: cards, references and countries from disk into one new release, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from app.domain.reference import Country, Reference
from app.domain.vocabulary import State
from app.errors import Invalid, problem
from app.importers.reference_csv import read_countries, read_reference
from app.services.bundle import AnyCard, CardFile, card_files, content_hash, files_at, read_cards
from app.services.desk import stamp_of
from app.services.publishing import States, finish_release, publish_card, stored_states
from app.store import Session, Store
from app.store.audit import Event, log_event
from app.store.references import countries as stored_countries
from app.store.references import reference_states, save_countries, save_reference
from app.store.releases import bump_release, present_release

BUNDLED = "bundled"
USER = "user"
COUNTRIES = "countries"
TABLE, SOURCE = "table.csv", "source.yaml"


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did. `left_alone` names bundled cards revised or withdrawn here."""

    release: int
    added: tuple[str, ...] = ()
    revised: tuple[str, ...] = ()
    unchanged: int = 0
    left_alone: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    countries_changed: int = 0

    @property
    def changed(self) -> bool:
        """Whether there is a new release."""
        return bool(self.added or self.revised or self.references or self.countries_changed)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is published already."""

    release: int
    states: States
    references: Mapping[str, str]
    countries: tuple[Country, ...]


@dataclass(frozen=True, slots=True)
class _News:
    """What lies on disk and is not published as it stands there."""

    cards: Sequence[tuple[CardFile, AnyCard]] = ()
    references: Sequence[tuple[str, Reference]] = ()
    countries: tuple[Country, ...] | None = None


def load_bundle(store: Store, data_dir: Path) -> LoadReport:
    """Bring the bundled cards and references into the store, in one transaction and release.

    What has not changed is not read; what a user has revised is left alone and reported.

    Raises
    ------
    Invalid
        When a card is broken: every problem is named with its file, and nothing is written.
    """
    files = card_files(data_dir / "cards")
    if not files:
        found = problem("FAIRATLAS_DATA_DIR", "must hold cards/datasets/*.yaml", str(data_dir))
        raise Invalid("There are no bundled cards.", [found])
    known = _known(store)
    changed = [file for file in files if _state_hash(known.states, file) != file.content_hash]
    alone = tuple(file.slug for file in changed if _is_of_user(known.states, file))
    ours = (file for file in changed if not _is_of_user(known.states, file))
    news = _News(
        cards=read_cards(ours, named=True),
        references=_new_references(data_dir / "reference", known),
        countries=_new_countries(data_dir / "reference" / COUNTRIES, known),
    )
    report = _publish(store, news, BUNDLED, known.release, "bundled cards and references")
    return replace(report, unchanged=len(files) - len(changed), left_alone=alone)


def import_cards(store: Store, paths: Iterable[Path]) -> LoadReport:
    """Publish cards of one's own: all are checked before the first is written.

    Raises
    ------
    Invalid
        When any card is broken: every problem is named with its file, and nothing is written.
    """
    read = read_cards(files_at(paths), named=False)
    _refuse_twins(read)
    known = _known(store)
    changed = [(file, card) for file, card in read if _differs(known.states, file, card)]
    report = _publish(store, _News(changed), USER, known.release, "cards of a user")
    return replace(report, unchanged=len(read) - len(changed))


def load_reference(store: Store, folder: Path) -> LoadReport:
    """Publish one reference from its folder (table.csv and source.yaml)."""
    known = _known(store)
    found = _reference(folder)
    same = known.references.get(found[1].slug) == found[0]
    news = _News() if same else _News(references=[found])
    report = _publish(store, news, USER, known.release, "a reference of a user")
    return replace(report, unchanged=int(same))


def _known(store: Store) -> _Known:
    with store.reading() as session:
        return _Known(
            release=present_release(session),
            states=stored_states(session),
            references={
                slug: state.content_hash for slug, state in reference_states(session).items()
            },
            countries=stored_countries(session),
        )


def _state_hash(states: States, file: CardFile) -> str | None:
    state = states[file.kind].get(file.slug)
    return state.content_hash if state else None


def _is_of_user(states: States, file: CardFile) -> bool:
    state = states[file.kind].get(file.slug)
    if state is None:
        return False
    return state.origin == USER or state.state is State.WITHDRAWN


def _differs(states: States, file: CardFile, card: AnyCard) -> bool:
    state = states[file.kind].get(card.slug)
    return state is None or state.content_hash != file.content_hash


def _refuse_twins(read: Sequence[tuple[CardFile, AnyCard]]) -> None:
    names = [(file.kind, card.slug) for file, card in read]
    twins = sorted({slug for kind, slug in names if names.count((kind, slug)) > 1})
    if twins:
        found = problem("slug", "must be different in every card", ", ".join(twins))
        raise Invalid("Two cards have the same name.", [found])


def _new_references(folder: Path, known: _Known) -> list[tuple[str, Reference]]:
    """Read the reference folders whose files have changed; the name of a folder is the slug."""
    folders = sorted(path.parent for path in folder.glob(f"*/{TABLE}"))
    return [_reference(each) for each in folders if known.references.get(each.name) != _hash(each)]


def _reference(folder: Path) -> tuple[str, Reference]:
    if not (folder / TABLE).is_file() or not (folder / SOURCE).is_file():
        rule = f"must be a folder with {TABLE} and {SOURCE}"
        raise Invalid("There is no reference here.", [problem("FOLDER", rule, str(folder))])
    return _hash(folder), read_reference(folder)


def _hash(folder: Path) -> str:
    return content_hash((folder / TABLE).read_bytes(), (folder / SOURCE).read_bytes())


def _new_countries(folder: Path, known: _Known) -> tuple[Country, ...] | None:
    if not folder.is_dir():
        return None
    listed = read_countries(folder)
    return None if listed == known.countries else listed


def _publish(store: Store, news: _News, origin: str, release: int, why: str) -> LoadReport:
    """Write all the news in one transaction and release; without news nothing is touched."""
    if not news.cards and not news.references and news.countries is None:
        return LoadReport(release)
    with store.writing() as session:
        return _write(session, news, origin, why)


def _log(session: Session, release: int, hashes: Sequence[str]) -> None:
    """Log a load as one event: what it brought is told by the hash of all its hashes."""
    after = content_hash(*(each.encode() for each in hashes))
    event = Event("loaded", "catalogue", f"release {release}", after=after)
    log_event(session, event, "fairatlas", "", stamp_of(datetime.now(UTC)))


def _write(session: Session, news: _News, origin: str, why: str) -> LoadReport:
    # Another process may have loaded the same while this one was reading.
    states = stored_states(session)
    cards = [(file, card) for file, card in news.cards if _differs(states, file, card)]
    references = reference_states(session)
    tables = [
        (hashed, each)
        for hashed, each in news.references
        if each.slug not in references or references[each.slug].content_hash != hashed
    ]
    listed = news.countries if news.countries != stored_countries(session) else None
    if not cards and not tables and listed is None:
        return LoadReport(present_release(session))
    release = bump_release(session, why)
    changed = save_countries(session, listed) if listed is not None else 0
    for hashed, table in tables:
        save_reference(session, table, content_hash=hashed)
    for file, card in cards:
        publish_card(session, file, card, origin, release)
    if cards or changed:
        finish_release(session, release)
    _log(session, release, [file.content_hash for file, _ in cards] + [h for h, _ in tables])
    known = {(kind, slug) for kind, of_kind in states.items() for slug in of_kind}
    return LoadReport(
        release=release,
        added=tuple(card.slug for f, card in cards if (f.kind, card.slug) not in known),
        revised=tuple(card.slug for f, card in cards if (f.kind, card.slug) in known),
        references=tuple(table.slug for _, table in tables),
        countries_changed=changed,
    )
