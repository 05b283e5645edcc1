"""What the scripts say to a person: every say("...") of the assets, read once."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

_SAY = re.compile(r'\bsay\(\s*("(?:[^"\\]|\\.)*")')


def said_in(source: str) -> list[str]:
    """Return the messages of one script, in their order."""
    return [json.loads(found) for found in _SAY.findall(source)]


@cache
def spoken(folder: Path) -> frozenset[str]:
    """Return the messages of every script of a folder."""
    scripts = (each.read_text(encoding="utf-8") for each in sorted(folder.glob("*.js")))
    return frozenset(message for script in scripts for message in said_in(script))
