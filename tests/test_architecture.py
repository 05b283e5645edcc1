"""The drawing of the house as a test: who may import whom, and how large a room may grow."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = {"app", "frontend", "client", "fairatlas_client", "migrations", "tests", "scripts"}
ANYTHING = frozenset({"*"})
SHARED = frozenset({"domain", "errors", "language"})

# What is not listed is forbidden. A room may always import from itself.
MAY_IMPORT: dict[str, frozenset[str]] = {
    # The nouns and the settings check themselves and say what is wrong.
    "domain": frozenset({"errors", "language"}),
    "settings": frozenset({"errors"}),
    "errors": frozenset(),
    "language": frozenset(),
    "importers": SHARED,
    "exporters": SHARED,
    "stats": SHARED,
    "engine": SHARED | {"settings", "stats"},
    "store": SHARED | {"settings"},
    "services": SHARED | {"settings", "importers", "exporters", "stats", "engine", "store"},
    "api": SHARED | {"settings", "services"},
    "frontend": SHARED | {"settings", "services"},
    "client": frozenset(),
    "migrations": SHARED | {"settings", "store"},
    "main": ANYTHING,
    "cli": ANYTHING,
    "cli_keys": ANYTHING,
    "cli_jobs": ANYTHING,
    "cli_results": ANYTHING,
}

DOORSTEP = {"main", "cli"}
SQL = {"store", "migrations"} | DOORSTEP
WEB = {"api", "frontend"} | DOORSTEP
# Where a library may be used; libraries that are not listed are free.
LIBRARY_ROOMS: dict[str, set[str]] = {
    "sqlalchemy": SQL,
    "alembic": SQL,
    "psycopg": SQL,
    "sqlite3": SQL,
    "fastapi": WEB,
    "starlette": WEB,
    "uvicorn": DOORSTEP,
    "dash": {"frontend"} | DOORSTEP,
    "plotly": {"frontend"} | DOORSTEP,
}

LONGEST_FILE = 300
LONGEST_FUNCTION = 50


def room_of(path: Path) -> str:
    """The room a file belongs to: its folder or file name under app/, or its top folder."""
    top, *rest = path.parts
    return Path(rest[0]).stem if top == "app" and rest else top


def source_files(*tops: str) -> list[Path]:
    """Python files under the given folders, relative to the root, tests left out."""
    found = (path.relative_to(ROOT) for top in tops for path in (ROOT / top).rglob("*.py"))
    return sorted(path for path in found if "tests" not in path.parts)


def imported_modules(source: str, path: Path) -> Iterator[str]:
    """Every module a file imports, wherever in the file, as an absolute dotted name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = path.parts[: -node.level] if node.level else ()
            base = ".".join([*package, *filter(None, [node.module])])
            # `from app import store` names a room in its second half.
            yield from (f"{base}.{alias.name}" for alias in node.names)


def is_allowed(room: str, module: str) -> bool:
    """Whether a file of this room may import this module."""
    library, *rest = module.split(".")
    if library not in OURS:
        return room in LIBRARY_ROOMS.get(library, {room})
    target = rest[0] if library == "app" and rest else library
    if room == "client":
        return target in {"client", "fairatlas_client"}
    allowed = MAY_IMPORT.get(room, frozenset())
    return target == room or target in allowed or allowed == ANYTHING


def forbidden_imports(source: str, path: Path) -> list[str]:
    """The imports of one file that the table does not list."""
    room = room_of(path)
    return [
        f"{path}: {room} may not import {module}"
        for module in imported_modules(source, path)
        if path != Path("app/__init__.py") and not is_allowed(room, module)
    ]


def long_functions(source: str, path: Path) -> list[str]:
    """The functions of one file that are longer than the house allows."""
    return [
        f"{path}:{node.lineno} {node.name} has {length} lines"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]


def prints(source: str, path: Path) -> list[str]:
    """Calls of `print` in one file."""
    return [
        f"{path}:{node.lineno}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]


def gathered(check: Callable[[str, Path], list[str]], *tops: str) -> list[str]:
    """What a check finds in all files under the given folders."""
    return [
        found
        for path in source_files(*tops)
        for found in check((ROOT / path).read_text(encoding="utf-8"), path)
    ]


def test_every_room_stands_in_the_table() -> None:
    rooms = {room_of(path) for path in source_files("app")} - {"__init__"}
    assert rooms <= MAY_IMPORT.keys()


def test_no_room_imports_what_is_not_listed() -> None:
    assert gathered(forbidden_imports, "app", "frontend", "client", "migrations") == []


def test_no_function_is_too_long() -> None:
    assert gathered(long_functions, "app", "frontend", "client") == []


def test_no_file_is_too_long() -> None:
    lengths = {
        str(path): len((ROOT / path).read_text(encoding="utf-8").splitlines())
        for path in source_files("app", "frontend", "client")
    }
    assert {name: n for name, n in lengths.items() if n > LONGEST_FILE} == {}


def test_only_the_command_line_prints() -> None:
    spoken = gathered(prints, "app", "frontend", "client")
    assert [found for found in spoken if Path(found.split(":")[0]).stem != "cli"] == []


@pytest.mark.parametrize(
    ("path", "line", "allowed"),
    [
        ("app/stats/parity.py", "from app.domain.counts import Counts", True),
        ("app/stats/parity.py", "from app.store import queries", False),
        ("app/stats/parity.py", "from app import store", False),
        ("app/stats/metrics/gini.py", "from .. import engine_room", True),
        ("app/stats/metrics/gini.py", "from ...store import queries", False),
        ("app/services/assess.py", "import sqlalchemy as sa", False),
        ("app/services/assess.py", "def f():\n    from sqlalchemy import select", False),
        ("app/services/assess.py", "from fastapi import HTTPException", False),
        ("app/store/models.py", "from sqlalchemy.orm import Session", True),
        ("app/api/cards.py", "from app.services.ingest import ingest", True),
        ("app/api/cards.py", "from frontend.pages import atlas", False),
        ("frontend/pages/atlas.py", "from app.store import queries", False),
        ("frontend/pages/atlas.py", "from app.api import cards", False),
        ("app/domain/card.py", "from app.settings import Settings", False),
        ("app/main.py", "from frontend.shell import build", True),
        ("client/fairatlas_client/run.py", "from app.errors import Invalid", False),
        ("client/fairatlas_client/run.py", "from fairatlas_client.outbox import Outbox", True),
        ("migrations/env.py", "from app.store.models import Base", True),
        ("app/newroom/x.py", "from app.domain import card", False),
    ],
)
def test_the_table_is_read_as_drawn(path: str, line: str, allowed: bool) -> None:
    assert (forbidden_imports(line, Path(path)) == []) is allowed


def test_length_and_print_are_seen() -> None:
    long = "def f():\n" + "    x = 1\n" * LONGEST_FUNCTION
    assert long_functions(long, Path("app/x.py")) == ["app/x.py:1 f has 51 lines"]
    assert prints("if True:\n    print('hello')\n", Path("app/x.py")) == ["app/x.py:2"]
