"""The frame holds: locked versions, no addresses, a closed browser, empty databases."""

import functools
import http.server
import re
import subprocess
import threading
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest
import sqlalchemy as sa

from app.services.methods.texts import TEXTS
from tests.support.browser import BrowserPage

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
# Put together from pieces, so that this file does not name what it looks for.
INDEX_HOSTS = [
    ".".join(pieces)
    for pieces in [
        ("py" + "pi", "org"),
        ("python" + "hosted", "org"),
        ("registry", "npm" + "js", "org"),
        ("registry", "yarn" + "pkg", "com"),
        ("proxy", "gol" + "ang", "org"),
        ("crates", "io"),
        ("deb", "deb" + "ian", "org"),
        ("conda", "ana" + "conda", "org"),
    ]
]
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==([^\s;\\]+)", re.MULTILINE)


def committed_files() -> list[Path]:
    """Every file that git knows or would take, except what it ignores."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def pins(text: str) -> dict[str, str]:
    """Package name to exact version, as a lock file has it."""
    return {name.lower().replace("_", "-"): version for name, version in PIN.findall(text)}


def test_no_file_names_a_package_index() -> None:
    hosts = re.compile("|".join(map(re.escape, INDEX_HOSTS)).encode(), re.IGNORECASE)
    found = [
        str(path.relative_to(ROOT)) for path in committed_files() if hosts.search(path.read_bytes())
    ]
    assert found == []


def test_locks_name_no_address_at_all() -> None:
    for lock in LOCKS:
        assert re.findall(r"://|--(?:extra-)?index-url|--find-links", lock.read_text()) == [], (
            lock.name
        )


def test_every_locked_package_has_a_hash() -> None:
    for lock in LOCKS:
        entries = re.split(r"\n(?=[A-Za-z0-9])", lock.read_text().strip())
        bare = [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]
        assert bare == [], lock.name


@pytest.mark.parametrize(
    ("lock", "extra"),
    [
        ("run.txt", None),
        *((f"{extra}.txt", extra) for extra in ("test", "bench", "proof", "audit")),
    ],
)
def test_locks_hold_what_the_project_asks_for(lock: str, extra: str | None) -> None:
    project = PROJECT["project"]
    asked = project["dependencies"] + (project["optional-dependencies"][extra] if extra else [])
    wanted = pins("\n".join(asked + PROJECT["build-system"]["requires"]))
    locked = pins((ROOT / "requirements" / lock).read_text())
    assert wanted.items() <= locked.items()


def test_running_and_testing_use_the_same_versions() -> None:
    run = pins((ROOT / "requirements/run.txt").read_text())
    tested = pins((ROOT / "requirements/test.txt").read_text())
    assert run.items() <= tested.items()


def test_every_make_target_explains_itself() -> None:
    makefile = (ROOT / "Makefile").read_text()
    promised = set(re.findall(r"^([a-z][a-z-]*):(?!=)", makefile, re.MULTILINE))
    shown = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert {line.split()[0] for line in shown.stdout.splitlines()} == promised


def test_database_is_empty_and_takes_writes(database_url: str) -> None:
    engine = sa.create_engine(database_url)
    assert sa.inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE people (n INTEGER)"))
        connection.execute(sa.text("INSERT INTO people VALUES (3)"))
        assert connection.scalar(sa.text("SELECT n FROM people")) == 3
    engine.dispose()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Serve one HTML body at an address on this machine."""
    handler = functools.partial(QuietHandler, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def publish(body: str) -> str:
            page = f'<!doctype html><link rel="icon" href="data:,"><title>t</title>{body}'
            (tmp_path / "index.html").write_text(page)
            return f"http://127.0.0.1:{server.server_port}/index.html"

        yield publish
        server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """A file server that writes no log."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.mark.browser
def test_browser_shows_a_page_of_this_machine(
    site: Callable[[str], str], browser_page: BrowserPage
) -> None:
    browser_page.page.goto(site("<h1>Who is in the data</h1>"))
    assert browser_page.page.inner_text("h1") == "Who is in the data"
    browser_page.check()


@pytest.mark.browser
def test_browser_refuses_and_names_other_machines(
    site: Callable[[str], str], browser_page: BrowserPage
) -> None:
    outside = "https://tiles.example/map.js"
    browser_page.page.goto(site(f'<script src="{outside}"></script><p>done</p>'))
    assert browser_page.external_requests == [outside]
    with pytest.raises(AssertionError, match="other machines"):
        browser_page.check()
    browser_page.external_requests.clear()
    browser_page.console_errors.clear()


@pytest.mark.browser
def test_browser_reports_a_script_that_fails(
    site: Callable[[str], str], browser_page: BrowserPage
) -> None:
    browser_page.page.goto(site("<script>throw new Error('no such column')</script>"))
    browser_page.page.wait_for_function("document.readyState === 'complete'")
    assert "no such column" in browser_page.console_errors[0]
    browser_page.console_errors.clear()


def test_an_image_holds_what_the_pages_read() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    kept = {line.removeprefix("!") for line in lines if line.startswith("!")}
    read = [*TEXTS.values(), "locale/fairatlas.pot", "data/geo/source.yaml"]
    assert [each for each in read if not _is_kept(each, kept)] == []


def _is_kept(path: str, kept: set[str]) -> bool:
    return any(PurePosixPath(path).match(each) or path.startswith(f"{each}/") for each in kept)
