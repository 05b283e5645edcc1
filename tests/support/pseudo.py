"""A language that nobody speaks: every message marked, a third longer, from right to left."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from scripts.words import template

CODE = "ar-XB"
_PLACEHOLDER = re.compile(r"(\{\w*\})")
_VOWELS = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")


def pseudo(message: str) -> str:
    """Say a message in it: ⟦…⟧ around accented words, and dots that make it longer."""
    parts = _PLACEHOLDER.split(message)
    said = "".join(part if _PLACEHOLDER.match(part) else part.translate(_VOWELS) for part in parts)
    longer = " ".join(["····"] * (len(message) // 15))
    return f"⟦{said} {longer}⟧" if longer else f"⟦{said}⟧"


def write_pseudo_language(folder: Path) -> Path:
    """Write its compiled catalogue below a folder, as any language has one."""
    catalogue = Catalog(locale="en", domain="fairatlas")
    for message in template():
        if message.id:
            forms = (message.id,) if isinstance(message.id, str) else tuple(message.id)
            said = tuple(pseudo(each) for each in forms)
            catalogue.add(message.id, said if len(forms) > 1 else said[0])
    target = folder / CODE / "LC_MESSAGES" / "fairatlas.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as out:
        write_mo(out, catalogue)
    return folder
