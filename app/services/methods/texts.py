"""Texts of the project that the page of methods shows: read where they are kept, never copied."""

from __future__ import annotations

import re
from pathlib import Path

from app.importers.reference_csv import CountryColumn as CountryColumn
from app.importers.reference_csv import read_country_columns
from app.settings import ROOT

_TITLE = re.compile(r"\A# .*\n")
_HEADING = re.compile(r"^(#+) ", re.MULTILINE)
_NEAR = re.compile(r"\[([^\]]+)\]\((?!https?://|/)[^)]*\)")
_CODE = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])'(?=[a-z])|(?<=s)'(?=\s)")
_ADDRESS = re.compile(r"<(https?://[^>]+)>")
# What is shown, by the name of its section.
TEXTS = {
    "counting": "docs/counting.md",
    "link": "docs/link.md",
    "words": "docs/words.md",
    "licence": "data/LICENSE.md",
    "api": "docs/api.md",
    "errors": "docs/errors.md",
    "changes": "CHANGELOG.md",
}


def text_of(name: str, root: Path = ROOT) -> str:
    """Return a text to stand under a heading of the page; empty where it is not installed.

    Its title goes, its headings move two levels down, and links to other files of the project
    become plain words, since those files have no address on the site. Apostrophes are those of
    the page, save in code.
    """
    path = root / TEXTS[name]
    if not path.is_file():
        return ""
    text = _TITLE.sub("", path.read_text(encoding="utf-8"))
    moved = _HEADING.sub(lambda found: f"#{found[1]} ", text)
    return _typeset(_ADDRESS.sub(r"[\1](\1)", _NEAR.sub(r"\1", moved)).strip())


def _typeset(text: str) -> str:
    prose_and_code = _CODE.split(text)
    prose_and_code[::2] = (_APOSTROPHE.sub("’", prose) for prose in prose_and_code[::2])
    return "".join(prose_and_code)


def country_columns(data_dir: Path) -> tuple[CountryColumn, ...]:
    """Return where each column of the list of countries comes from, and as of when."""
    return read_country_columns(data_dir / "reference" / "countries")
