"""Language: the words of the program in the language of whoever asks; English is their source.

One language is one catalogue, `locale/<code>/LC_MESSAGES/fairatlas.po`, compiled beside it. The
language belongs to a request and to the threads that it starts. Nobody who does not enter one
speaks anything but English: programs read the answers of the interface as they always were.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from pathlib import Path
from typing import TypeVar, TypeVarTuple

SOURCE = "en"
DOMAIN = "fairatlas"
Given = TypeVarTuple("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Language:
    """A language that has a catalogue: its code, what it calls itself, and how it runs."""

    code: str
    name: str
    direction: str


def N_(message: str) -> str:  # gettext's own name for it
    """Mark words that are translated where they are shown."""
    return message


# A catalogue translates this message by the name that its language gives itself.
ENGLISH = Language(SOURCE, N_("English"), "ltr")
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_present: ContextVar[str] = ContextVar("language", default=SOURCE)
_languages: dict[str, Language] = {SOURCE: ENGLISH}
_catalogues: dict[str, gettext.GNUTranslations] = {}


def open_catalogues(folder: Path) -> None:
    """Read the catalogues in a folder; those of another folder are forgotten."""
    _languages.clear()
    _catalogues.clear()
    _languages[SOURCE] = ENGLISH
    for file in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")):
        code = file.parts[-3].replace("_", "-")
        with file.open("rb") as opened:
            _catalogues[code] = gettext.GNUTranslations(opened)
        name = _catalogues[code].gettext(ENGLISH.name)
        direction = "rtl" if code.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
        _languages[code] = Language(code, name, direction)


def languages() -> tuple[Language, ...]:
    """Return the languages that can be chosen, the source first."""
    return tuple(_languages.values())


def enter_language(code: str) -> None:
    """Name the language of what follows in this context (a request, and its threads)."""
    _present.set(code if code in _languages else SOURCE)


def language() -> Language:
    """Return the language of this request."""
    return _languages.get(_present.get(), ENGLISH)


def chosen_language(*asked: str) -> str:
    """Return the first language that is asked for and has a catalogue.

    Each of `asked` is a code, or a list of them as browsers write it: "fr-CA, fr;q=0.9, en".
    """
    known = {code.lower(): code for code in _languages}
    for each in asked:
        for wanted in _by_weight(each):
            found = known.get(wanted) or known.get(wanted.partition("-")[0])
            if found:
                return found
    return SOURCE


def _by_weight(header: str) -> list[str]:
    """Return the codes of a list in the order of their weights; those weighed as 0 are refused."""
    weighed = []
    for part in header.lower().split(","):
        code, _separator, weight = part.replace(" ", "").partition(";q=")
        weighed.append((_number(weight), code))
    return [code for weight, code in sorted(weighed, key=lambda pair: -pair[0]) if weight > 0]


def _number(weight: str) -> float:
    try:
        return float(weight or 1)
    except ValueError:
        return 0.0


def _(message: str, **values: object) -> str:
    """Say a message in the language of this request, its placeholders filled."""
    catalogue = _catalogues.get(_present.get())
    # The empty message is the catalogue's own heading.
    said = catalogue.gettext(message) if catalogue and message else message
    return said.format(**values) if values else said


def plural(one: str, many: str, number: int, **values: object) -> str:
    """Say a message that depends on a number; `{n}` is that number, unless it is given in words."""
    catalogue = _catalogues.get(_present.get())
    source = one if number == 1 else many
    said = catalogue.ngettext(one, many, number) if catalogue else source
    return said.format(**{"n": f"{number:,}", **values})


def messages(among: frozenset[str]) -> dict[str, str]:
    """Return those messages of this request's catalogue that a browser says by itself."""
    catalogue = _catalogues.get(_present.get())
    return {each: catalogue.gettext(each) for each in sorted(among)} if catalogue else {}


def kept_by_language(most: int) -> Callable[[Callable[[*Given], Made]], Callable[[*Given], Made]]:
    """Keep what a function makes, as `lru_cache` does, for each language apart."""

    def keep(function: Callable[[*Given], Made]) -> Callable[[*Given], Made]:
        @lru_cache(maxsize=most)
        def made(_code: str, given: tuple[*Given]) -> Made:
            return function(*given)

        @wraps(function)
        def in_this_language(*given: *Given) -> Made:
            return made(_present.get(), given)

        return in_this_language

    return keep
