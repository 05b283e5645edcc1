"""YAML text to plain values, safely: no aliases, no tags, no duplicate keys, bounded in size.

Only true/false, null, whole numbers and decimal fractions are special; everything else is text,
so that NO, 2020-01-01 and 1:30 stay what they look like.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from app.domain.printed import PrintedFraction
from app.errors import Invalid, Problem, TooLarge, problem

MAX_CHARACTERS = 2_000_000
MAX_DEPTH = 12
MAX_VALUES = 200_000
_FRACTION = r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?"
_PLAIN = {
    "tag:yaml.org,2002:bool": (r"(?:true|false)", "tf"),
    "tag:yaml.org,2002:null": (r"(?:null|~|)", "n~\0"),
    "tag:yaml.org,2002:int": (r"[-+]?[0-9]{1,18}", "-+0123456789"),
    "tag:yaml.org,2002:float": (_FRACTION, "-+.0123456789"),
}
_Parent: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Parent):  # type: ignore[misc]  # PyYAML's loaders are untyped
    """A loader of plain data that collects duplicate keys."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.problems: list[Problem] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build a mapping whose keys are text, each given once."""
        seen: set[str] = set()
        for key, _ in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else None
            line = key.start_mark.line + 1
            if name is None:
                self.problems.append(problem(f"line {line}", "a key must be text"))
                return {}
            if name in seen:
                self.problems.append(problem(f"line {line}", "key is given twice", name))
            seen.add(name)
        pairs = ((key.value, self.construct_object(value, deep=True)) for key, value in node.value)
        return dict(pairs)

    def construct_fraction(self, node: yaml.ScalarNode) -> PrintedFraction:
        """Read a decimal fraction and keep its text."""
        return PrintedFraction.of(node.value)

    def construct_whole(self, node: yaml.ScalarNode) -> int:
        """Read a whole number in base ten, whatever its leading zeros."""
        return int(node.value)


for _tag, (_pattern, _first) in _PLAIN.items():
    for _letter in _first:
        _resolvers = _Loader.yaml_implicit_resolvers.setdefault(_letter.replace("\0", ""), [])
        _resolvers.append((_tag, re.compile(rf"^{_pattern}$")))
_Loader.add_constructor("tag:yaml.org,2002:float", _Loader.construct_fraction)
_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_whole)


def read_yaml(text: str) -> dict[str, Any]:
    """Read one YAML mapping of plain values.

    Parameters
    ----------
    text : str
        YAML, at most `MAX_CHARACTERS` characters and `MAX_DEPTH` levels deep.

    Returns
    -------
    dict
        Text, int, `PrintedFraction`, bool, None, list and dict only.

    Raises
    ------
    TooLarge
        When the text is longer than allowed.
    Invalid
        With the line, where the text is no YAML, nests too deeply, uses an alias or a tag,
        gives a key twice, or is no mapping.
    """
    if len(text) > MAX_CHARACTERS:
        rule = f"must be at most {MAX_CHARACTERS} characters"
        raise TooLarge("The card is too large.", [problem("card", rule, len(text))])
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Invalid("The card is no text.", [problem("card", "must be UTF-8 text")])
    try:
        _refuse_unsafe(text)
        loader = _Loader(text)
        value = loader.get_single_data()
    except yaml.YAMLError as error:
        raise Invalid("The card is not readable as YAML.", [_located(error)]) from error
    if loader.problems:
        raise Invalid("The card is not readable as YAML.", loader.problems)
    if not isinstance(value, dict):
        rule = "must be a mapping of fields"
        raise Invalid("The card is no mapping.", [problem("card", rule, value, "slug: my-dataset")])
    return value


def _refuse_unsafe(text: str) -> None:
    """Walk the events once, before anything is built: aliases, tags, depth and size."""
    depth = documents = 0
    for values, event in enumerate(yaml.parse(text, Loader=_Parent)):
        documents += isinstance(event, yaml.DocumentStartEvent)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        rule = _unsafe(event, depth, values, documents)
        if rule:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise Invalid("The card is not safe to read.", [problem(f"line {line}", rule)])


def _unsafe(event: yaml.Event, depth: int, values: int, documents: int) -> str | None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        return "must not use anchors or aliases (& and *)"
    if getattr(event, "tag", None):
        return "must not use tags (!)"
    if depth > MAX_DEPTH:
        return f"must not nest deeper than {MAX_DEPTH} levels"
    if values > MAX_VALUES:
        return f"must not hold more than {MAX_VALUES} values"
    return "must be one document" if documents > 1 else None


def _located(error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "card"
    return problem(where, "is not YAML", str(getattr(error, "problem", None) or error))
