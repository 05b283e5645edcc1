"""List what is shipped, and ask whether anything locked has a known weakness.

Usage: python -m scripts.audit [OPTIONS OF PIP-AUDIT]. The list (CycloneDX) is made without a
network. Ends with 1 where a weakness is known, and where any locked package was not looked up:
a service of advisories that does not know a package, or cannot be reached, has not said "none".
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from app.settings import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
BILL = ROOT / "var" / "sbom.json"
_NOT_AUDITED = (
    "NOT audited: the service of advisories did not answer for every package. Run this where it "
    "can be reached, or name another one: make audit AUDIT_ARGS='-s osv'; a mirror of it:\n"
    "make audit AUDIT_ARGS='-s osv --osv-url https://advisories.example.org/v1/query'\n"
)


def locked(text: str) -> set[tuple[str, str]]:
    """Return the packages of a lock file that this machine would install, with their versions."""
    lines = (line.removesuffix("\\").strip() for line in text.splitlines())
    found = [Requirement(line) for line in lines if line[:1].isalnum()]
    return {
        (canonicalize_name(each.name), next(iter(each.specifier)).version)
        for each in found
        if each.marker is None or each.marker.evaluate()
    }


def judge(wanted: Iterable[tuple[str, str]], answer: Mapping[str, Any]) -> list[str]:
    """Say of each package what is wrong: weaknesses that are known, or that nobody was asked."""
    said = {
        (str(canonicalize_name(each["name"])), each["version"]): each["vulns"]
        for each in answer["dependencies"]
        if "vulns" in each
    }
    wrong = []
    for name, version in sorted(wanted):
        known = said.get((name, version))
        if known is None:
            wrong.append(f"{name} {version}: was not looked up")
        elif known:
            names = ", ".join(each["id"] for each in known)
            wrong.append(f"{name} {version}: {names}")
    return wrong


def make_bill() -> None:
    """Write what the service is made of, from its lock file."""
    BILL.parent.mkdir(exist_ok=True)
    command = [
        sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements",
        "--pyproject", "pyproject.toml", "--short-PURLs", "--output-reproducible",
        "-o", str(BILL), "requirements/run.txt",
    ]  # fmt: skip
    subprocess.run(command, check=True, cwd=ROOT)
    parts = json.loads(BILL.read_text())["components"]
    sys.stdout.write(f"{BILL.relative_to(ROOT)}: {len(parts)} packages are shipped\n")


def ask(options: list[str], lock: Path) -> Mapping[str, Any] | None:
    """Ask for advisories on the packages of a lock file; None where no answer came."""
    # Strict: it ends at the first package that it would skip.
    command = [
        sys.executable, "-m", "pip_audit", "--strict", "--require-hashes", "--disable-pip",
        "--progress-spinner", "off", "--desc", "off", "-f", "json", *options, "-r", str(lock),
    ]  # fmt: skip
    found = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    try:
        answer: Mapping[str, Any] = json.loads(found.stdout)
    except ValueError:
        sys.stderr.write(found.stderr.strip().rpartition("\n")[2] + "\n")
        return None
    return answer


def main(options: list[str]) -> int:
    """Make the list, ask, and say what came of it."""
    make_bill()
    wrong: list[str] = []
    for lock in LOCKS:
        wanted, answer = locked(lock.read_text()), ask(options, lock)
        if answer is None:
            sys.stderr.write(_NOT_AUDITED)
            return 1
        wrong += [f"{lock.name}: {said}" for said in judge(wanted, answer)]
        sys.stdout.write(f"{lock.name}: {len(wanted)} packages looked up\n")
    sys.stderr.writelines(f"{said}\n" for said in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
