"""JSON text to plain values, safely: no duplicate keys, no NaN, bounded in size and depth."""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import Any

from app.domain.printed import PrintedFraction
from app.errors import Invalid, Problem, TooLarge, problem
from app.importers.reading.yaml_text import MAX_DEPTH, MAX_VALUES

_LONGEST_NUMBER = 40
MAX_CHARACTERS = 2_000_000
FILE_DEPTH = 32


def read_json(text: bytes, depth: int = MAX_DEPTH) -> dict[str, Any]:
    """Read one JSON object of plain values.

    Parameters
    ----------
    text : bytes
        UTF-8, at most `depth` levels deep and `MAX_VALUES` values long.
    depth : int

    Returns
    -------
    dict
        Text, int, `PrintedFraction`, bool, None, list and dict only.

    Raises
    ------
    Invalid
        With the place, where the text is no JSON, gives a key twice, holds NaN, a number that is
        too long, half a surrogate pair or a NUL, nests too deeply, or is no object.
    """
    reading = _Reading()
    try:
        value = reading.decoder().decode(text.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        rule = "must be UTF-8 text"
        raise _refused(problem("", rule, f"byte {error.object[error.start]:#x}")) from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _refused(problem(where, "is not JSON", error.msg)) from None
    except RecursionError:
        raise _refused(problem("", f"must not nest deeper than {MAX_DEPTH} levels")) from None
    if reading.problems:
        raise Invalid("The JSON is not safe to read.", reading.problems[:100])
    if not isinstance(value, dict):
        raise _refused(problem("", "must be an object of fields", value, '{"slug": "my-dataset"}'))
    _refuse_unsafe(value, depth)
    return value


def _refused(found: Problem) -> Invalid:
    return Invalid("The body is not readable as JSON.", [found])


class _Reading:
    """What a decoder asks of us, and the problems it met."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def decoder(self) -> json.JSONDecoder:
        return json.JSONDecoder(
            object_pairs_hook=self.pairs,
            parse_int=self.whole,
            parse_float=self.fraction,
            parse_constant=self.constant,
        )

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            ((twice, _),) = Counter(name for name, _ in pairs).most_common(1)
            self.problems.append(problem(twice[:60], "key is given twice", twice))
        return found

    def whole(self, text: str) -> int:
        if len(text) > _LONGEST_NUMBER:
            self.problems.append(problem("", "must be a number of at most 40 digits", text))
            return 0
        return int(text)

    def fraction(self, text: str) -> PrintedFraction:
        if len(text) > _LONGEST_NUMBER:
            self.problems.append(problem("", "must be a number of at most 40 digits", text))
            text = "0"
        if not math.isfinite(float(text)):
            self.problems.append(problem("", "must be a finite number", text, "null"))
            text = "0"
        return PrintedFraction.of(text)

    def constant(self, text: str) -> None:
        self.problems.append(problem("", "must be a finite number", text, "null"))


def _refuse_unsafe(value: object, deepest: int) -> None:
    """Walk the values once, level by level: depth, number, and text that cannot be stored."""
    level: list[object] = [value]
    seen = depth = 0
    while level:
        depth, seen = depth + 1, seen + len(level)
        if depth > deepest + 1:
            raise _refused(problem("", f"must not nest deeper than {deepest} levels"))
        if seen > MAX_VALUES:
            raise _refused(problem("", f"must not hold more than {MAX_VALUES} values"))
        following: list[object] = []
        for each in level:
            _refuse_text(each)
            if isinstance(each, dict):
                following += [*each, *each.values()]
            elif isinstance(each, list):
                following += each
        level = following


def _refuse_text(value: object) -> None:
    if not isinstance(value, str):
        return
    if not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise _refused(problem("", "must not hold half a surrogate pair", ascii(value)))
    if "\x00" in value:
        raise _refused(problem("", "must not hold the character NUL", ascii(value)))


def read_json_file(text: str) -> dict[str, Any]:
    """Read one JSON object of a file that others made: longer and deeper than a card.

    Parameters
    ----------
    text : str
        At most `MAX_CHARACTERS` characters and `FILE_DEPTH` levels deep.

    Returns
    -------
    dict

    Raises
    ------
    TooLarge
        When the text is longer than allowed.
    Invalid
        As `read_json` does.
    """
    if len(text) > MAX_CHARACTERS:
        rule = f"must be at most {MAX_CHARACTERS} characters"
        raise TooLarge("The file is too large.", [problem("file", rule, len(text))])
    return read_json(text.encode("utf-8", "surrogatepass"), FILE_DEPTH)
