"""Front matter: the YAML between two lines of three hyphens at the head of a README.md."""

from __future__ import annotations

from typing import Any

from app.errors import Invalid, TooLarge, problem
from app.importers.reading.yaml_text import MAX_CHARACTERS, read_yaml


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Split a file at the second line of three hyphens.

    Parameters
    ----------
    text : str

    Returns
    -------
    head : dict
    body : str

    Raises
    ------
    Invalid
        When there is no front matter, or it is no safe YAML.
    TooLarge
        When the text is longer than allowed.
    """
    if len(text) > MAX_CHARACTERS:
        rule = f"must be at most {MAX_CHARACTERS} characters"
        raise TooLarge("The file is too large.", [problem("file", rule, len(text))])
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not plain.startswith("---\n"):
        raise _none("must begin with a line of three hyphens")
    end = plain.find("\n---", 3)
    if end < 0 or plain[end + 4 : end + 5] not in ("", "\n"):
        raise _none("must end with a line of three hyphens")
    return read_yaml(plain[4 : end + 1]), plain[end + 5 :]


def _none(rule: str) -> Invalid:
    found = problem("front matter", rule, "", "---\\npretty_name: My dataset\\n---")
    return Invalid("The file has no front matter.", [found])
