"""The audit of packages: what was not looked up is never taken for sound."""

from pathlib import Path

import pytest

from scripts.audit import LOCKS, judge, locked

WANTED = {("certifi", "2026.10.18"), ("h11", "0.16.0")}
SOUND = {"name": "h11", "version": "0.16.0", "vulns": []}
# As pip-audit answers where the service of advisories does not know a package.
SKIPPED = {"name": "certifi", "skip_reason": "Dependency not found and could not be audited"}
WEAK = {"name": "certifi", "version": "2026.10.18", "vulns": [{"id": "CVE-2099-1"}]}


@pytest.mark.parametrize(
    ("dependencies", "said"),
    [
        ([SOUND, SKIPPED], "certifi 2026.10.18: was not looked up"),
        ([SOUND], "certifi 2026.10.18: was not looked up"),
        ([SOUND, WEAK | {"version": "2025.1.1"}], "certifi 2026.10.18: was not looked up"),
        ([SOUND, WEAK], "certifi 2026.10.18: CVE-2099-1"),
    ],
)
def test_what_was_skipped_or_is_weak_fails(
    dependencies: list[dict[str, object]], said: str
) -> None:
    assert judge(WANTED, {"dependencies": dependencies}) == [said]


def test_what_was_looked_up_and_has_no_weakness_passes() -> None:
    assert judge(WANTED, {"dependencies": [SOUND, WEAK | {"vulns": []}]}) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_of_a_lock_is_asked_for(lock: Path) -> None:
    text = lock.read_text()
    lines = [line for line in text.splitlines() if "==" in line]
    everywhere = {line.split("==")[0] for line in lines if ";" not in line}
    found = locked(text)
    assert everywhere <= {name for name, _ in found}
    assert len(found) <= len(lines)
