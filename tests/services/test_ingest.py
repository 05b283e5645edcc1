"""Ingest: one release or nothing, nothing twice, and no card of a user overwritten."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import Invalid
from app.services.bundle import card_files
from app.services.catalogue.datasets import dataset, datasets, revisions
from app.services.ingest import import_cards, load_bundle, load_reference
from app.services.publishing import find_loop
from app.settings import ROOT
from app.store import Store, open_store

FIXTURES = ROOT / "tests" / "fixtures" / "cards" / "datasets"
REFERENCE = "us-census-2020-race"


@pytest.fixture
def catalogue(prepared_url: str) -> Iterator[Store]:
    opened = open_store(prepared_url)
    yield opened
    opened.close()


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A small bundle: the frozen cards, the countries and one reference."""
    folder = tmp_path / "data"
    shutil.copytree(FIXTURES, folder / "cards" / "datasets")
    for name in ("countries", REFERENCE):
        shutil.copytree(ROOT / "data" / "reference" / name, folder / "reference" / name)
    return folder


def _some_card(bundle: Path) -> Path:
    return sorted((bundle / "cards" / "datasets").glob("*.yaml"))[0]


def _revise(path: Path, word: str) -> None:
    text = path.read_text(encoding="utf-8")
    lines = [f"name: {word}" if line.startswith("name:") else line for line in text.splitlines()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_bundle_is_one_release_and_the_second_load_writes_nothing(
    catalogue: Store, bundle: Path
) -> None:
    first = load_bundle(catalogue, bundle)
    n = len(card_files(bundle / "cards"))
    assert (first.release, len(first.added), first.references) == (1, n, (REFERENCE,))
    assert datasets(catalogue, (), every=True).total == n
    second = load_bundle(catalogue, bundle)
    assert not second.changed
    assert (second.release, second.unchanged, catalogue.release()) == (1, n, 1)


def test_a_changed_card_is_a_new_revision(catalogue: Store, bundle: Path) -> None:
    load_bundle(catalogue, bundle)
    path = _some_card(bundle)
    before = dataset(catalogue, path.stem)
    _revise(path, "Another name")
    report = load_bundle(catalogue, bundle)
    assert (report.release, report.revised, report.added) == (2, (path.stem,), ())
    assert dataset(catalogue, path.stem).name == "Another name"
    assert dataset(catalogue, path.stem, [("revision", "1")]).name == before.name
    assert dataset(catalogue, path.stem, [("release", "1")]).name == before.name
    assert [row.release_in for row in revisions(catalogue, path.stem).items] == [1, 2]


def test_a_card_of_a_user_is_left_alone(catalogue: Store, bundle: Path, tmp_path: Path) -> None:
    load_bundle(catalogue, bundle)
    own = tmp_path / "mine.yaml"
    shutil.copy(_some_card(bundle), own)
    _revise(own, "As I know it")
    slug = _some_card(bundle).stem
    assert import_cards(catalogue, [own]).revised == (slug,)
    _revise(_some_card(bundle), "As the bundle has it now")
    report = load_bundle(catalogue, bundle)
    assert (report.changed, report.left_alone) == (False, (slug,))
    assert dataset(catalogue, slug).name == "As I know it"


def test_a_broken_card_stops_the_load_and_leaves_nothing(catalogue: Store, bundle: Path) -> None:
    path = _some_card(bundle)
    path.write_text(path.read_text(encoding="utf-8") + "unheard_of: 1\n", encoding="utf-8")
    other = sorted((bundle / "cards" / "datasets").glob("*.yaml"))[1]
    other.write_text(other.read_text(encoding="utf-8").replace("slug: ", "slug: not-", 1))
    with pytest.raises(Invalid) as raised:
        load_bundle(catalogue, bundle)
    told = str(raised.value)
    assert path.name in told
    assert "unheard_of" in told
    assert other.name in told
    assert catalogue.release() == 0
    assert datasets(catalogue, ()).total == 0


def test_a_circle_of_descent_is_refused_and_rolled_back(catalogue: Store, bundle: Path) -> None:
    one, other = sorted((bundle / "cards" / "datasets").glob("*.yaml"))[:2]
    for path, parent in ((one, other.stem), (other, one.stem)):
        lines = [
            line
            for line in path.read_text(encoding="utf-8").splitlines()
            if not line.startswith(("derived_from:", "overlap:"))
        ]
        lines += [f"derived_from: [{parent}]", "overlap: unknown"]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(Invalid, match="circle"):
        load_bundle(catalogue, bundle)
    assert catalogue.release() == 0


def test_import_checks_all_before_it_writes_one(catalogue: Store, tmp_path: Path) -> None:
    good = tmp_path / "good.yaml"
    shutil.copy(sorted(FIXTURES.glob("*.yaml"))[0], good)
    (tmp_path / "zz-bad.yaml").write_text("slug: [", encoding="utf-8")
    with pytest.raises(Invalid, match=r"zz-bad\.yaml"):
        import_cards(catalogue, [tmp_path])
    assert catalogue.release() == 0
    assert len(import_cards(catalogue, [good]).added) == 1
    assert not import_cards(catalogue, [good]).changed


def test_the_same_card_twice_is_refused(catalogue: Store, tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        shutil.copy(sorted(FIXTURES.glob("*.yaml"))[0], tmp_path / name)
    with pytest.raises(Invalid, match="same name"):
        import_cards(catalogue, [tmp_path])


def test_no_file_and_no_text_are_told_apart(catalogue: Store, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no card"):
        import_cards(catalogue, [tmp_path / "none.yaml"])
    binary = tmp_path / "binary.yaml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Invalid, match="UTF-8"):
        import_cards(catalogue, [binary])


def test_a_reference_is_loaded_once(catalogue: Store) -> None:
    folder = ROOT / "data" / "reference" / REFERENCE
    assert load_reference(catalogue, folder).references == (REFERENCE,)
    assert not load_reference(catalogue, folder).changed
    with pytest.raises(Invalid, match="no reference"):
        load_reference(catalogue, ROOT / "tests")


def test_circles_are_found() -> None:
    assert find_loop({"a": ["b"], "b": ["c"], "c": []}) == []
    assert set(find_loop({"a": ["b"], "b": ["a"], "c": ["a"]})) == {"a", "b"}
