"""The table from threat to measure to test names tests and commands that exist."""

import re
from collections.abc import Iterator

import pytest

from app.settings import ROOT

TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [line.split("|")[1:-1] for line in TEXT.splitlines() if re.match(r"\| (?!threat|-)", line)]
MAKEFILE = (ROOT / "Makefile").read_text()


def named(cell: str) -> Iterator[tuple[str, str]]:
    """Yield files and tests; a test without a file is in the file named before it."""
    file = ""
    for name in re.findall(r"`([\w/.]*(?:\.py)?(?:::\w+)?)`", cell):
        path, _, test = name.partition("::")
        file = path if path else file
        if file.endswith(".py"):
            yield (file if "/" in file else f"tests/api/writing/{file}"), test


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip()[:40])
def test_every_threat_has_a_measure_and_tests_that_exist(row: list[str]) -> None:
    threat, measure, tests = row
    assert threat.strip()
    assert measure.strip()
    commands = re.findall(r"`make ([a-z-]+)`", tests)
    found = list(named(tests))
    assert found or commands
    for command in commands:
        assert re.search(rf"^{command}:", MAKEFILE, re.MULTILINE), command
    for path, test in found:
        assert f"def {test}" in (ROOT / path).read_text(encoding="utf-8"), (path, test)


def test_the_table_is_read_whole() -> None:
    assert len(ROWS) > 40
