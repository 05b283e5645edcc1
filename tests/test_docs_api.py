"""The pages about API and errors name every address and every error."""

import re
from collections.abc import Iterator

from app.api.app import create_api
from app.api.describe import document
from app.api.problems import kind_of
from app.errors import AppError
from app.services.writing.kinds import KINDS
from app.settings import ROOT


def _errors(family: type[AppError]) -> Iterator[type[AppError]]:
    yield family
    for each in family.__subclasses__():
        yield from _errors(each)


def test_every_error_has_its_heading() -> None:
    text = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    headings = set(re.findall(r"^## (.+)$", text, re.MULTILINE))
    assert {kind_of(each) for each in _errors(AppError)} <= headings


def test_every_error_is_told_with_its_status() -> None:
    text = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    for each in _errors(AppError):
        assert f"## {kind_of(each)}\n\nStatus {each.status}: " in text


def test_every_address_is_listed() -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(/api[^`]+)`", text, re.MULTILINE)
    listed = {row.replace("{noun}", noun) for row in rows for noun in KINDS}
    made = document(create_api(None))  # type: ignore[arg-type]  # nothing is asked of the store
    assert listed == {f"/api{path}" for path in made["paths"]}
