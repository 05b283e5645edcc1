"""YAML that any reader takes for the same values: words that look like others are quoted."""

from __future__ import annotations

import re
from typing import Any

import yaml

from app.domain.printed import PrintedFraction

# Our reader takes more words for numbers than YAML 1.1 does ("007"): they are quoted as well.
_ALSO_QUOTED = re.compile(r"[-+]?(?:[0-9]+|[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")


class _Dumper(yaml.SafeDumper):
    """A writer of plain data without aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write the same value twice rather than point from one to the other."""
        return True


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    style = "'" if _ALSO_QUOTED.fullmatch(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _fraction(dumper: _Dumper, value: PrintedFraction) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:float", value.text)


def _number(dumper: _Dumper, value: float) -> yaml.Node:
    """Write a number with a point: YAML 1.1 reads 1e-05 as text."""
    text = repr(value)
    mantissa, exponent, power = text.partition("e")
    shown = mantissa if "." in mantissa else f"{mantissa}.0"
    return dumper.represent_scalar("tag:yaml.org,2002:float", f"{shown}{exponent}{_signed(power)}")


def _signed(power: str) -> str:
    return f"+{power}" if power[:1].isdigit() else power


_Dumper.add_representer(str, _text)
_Dumper.add_representer(PrintedFraction, _fraction)
_Dumper.add_representer(float, _number)


def written(value: dict[str, Any]) -> str:
    """Write plain values in the order in which they come."""
    text: str = yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100, indent=2
    )
    return text
