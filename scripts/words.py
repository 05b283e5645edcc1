"""The words of the program: gathered into locale/fairatlas.pot, checked and compiled.

`make words` writes what is marked in the code (see app/language.py) into the template, brings each
catalogue up to date with it, and compiles those that are whole enough to be read.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from app.language import DOMAIN
from app.settings import ROOT
from frontend.spoken import said_in

FOLDER = ROOT / "locale"
TEMPLATE = FOLDER / f"{DOMAIN}.pot"
Marked = tuple[int, str | tuple[str, str]]


def marked_in(source: str) -> Iterator[Marked]:
    """Find what a Python file marks: `_`, `N_`, `plural`, and the nouns of `several`, `nouns`."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        given = [each.value for each in node.args if isinstance(each, ast.Constant)]
        words = [each for each in given if isinstance(each, str)]
        if node.func.id in ("_", "N_") and words and words[0]:
            yield node.lineno, words[0]
        elif node.func.id == "plural" and len(words) == 2:
            yield node.lineno, (words[0], words[1])
        elif node.func.id in ("several", "nouns") and words:
            one, many = words[0], words[1] if len(words) > 1 else f"{words[0]}s"
            yield node.lineno, (f"{{n}} {one}", f"{{n}} {many}")


def template() -> Catalog:
    """Gather every message of the code, with the files that say it."""
    found = Catalog(project="FairAtlas", fuzzy=False)
    for path in sorted([*(ROOT / "app").rglob("*.py"), *(ROOT / "frontend").rglob("*.py")]):
        name = str(path.relative_to(ROOT))
        for _line, words in sorted(marked_in(path.read_text(encoding="utf-8")), key=str):
            _add(found, words, name)
    for path in sorted((ROOT / "frontend" / "assets").glob("*.js")):
        for words in said_in(path.read_text(encoding="utf-8")):
            _add(found, words, str(path.relative_to(ROOT)))
    return found


def _add(found: Catalog, words: str | tuple[str, str], name: str) -> None:
    """Add a message; braces are placeholders, and no per cent sign is one."""
    added = found.add(words, locations=[(name, None)])
    added.flags.discard("python-format")


def written(catalogue: Catalog) -> bytes:
    """Write a catalogue as text, without dates and lines, so that only words change it."""
    out = BytesIO()
    write_po(out, catalogue, width=100, sort_output=True, omit_header=True, include_lineno=False)
    return out.getvalue()


def problems(catalogue: Catalog) -> list[str]:
    """Say where a translation has other placeholders than its source."""
    return [
        f"{message.id!r}: {said!r}"
        for message in catalogue
        if message.id and not message.fuzzy
        for said in _forms(message)
        if said and not _placeholders(said) <= _placeholders(*_sources(message))
    ]


def _sources(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _forms(message: Message) -> tuple[str, ...]:
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def _placeholders(*texts: str) -> set[str]:
    return {name for text in texts for _t, name, _f, _c in Formatter().parse(text) if name}


def update() -> list[str]:
    """Write the template, and bring every catalogue up to date with it."""
    FOLDER.mkdir(exist_ok=True)
    now, wrong = template(), []
    TEMPLATE.write_bytes(written(now))
    for path in sorted(FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        with path.open("rb") as opened:
            catalogue = read_po(opened, locale=path.parts[-3])
        catalogue.update(now, no_fuzzy_matching=True)
        wrong += [f"{path.relative_to(ROOT)}: {each}" for each in problems(catalogue)]
        with path.open("wb") as out:
            write_po(out, catalogue, width=100, sort_output=True, include_lineno=False)
        with path.with_suffix(".mo").open("wb") as out:
            write_mo(out, catalogue)
    return wrong


if __name__ == "__main__":
    wrong = update()
    print("\n".join(wrong) or f"{TEMPLATE.relative_to(ROOT)} holds every message")
    sys.exit(bool(wrong))
