"""Gathering: a card put together from the places of a foreign file, with a note of each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from app.domain.documentation import Answer
from app.domain.imported import Conflict, Imported, Left, Side, Taken
from app.domain.vocabulary import BODY_REGIONS, MODALITIES
from app.errors import Problem, problem
from app.importers.reading.fields import MAX_TEXT

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# Words for a modality or a part of the body that mean one of ours and nothing else.
_MODALITY_WORDS = {
    "x-ray": "xray", "xray": "xray", "computed tomography": "ct", "ct": "ct", "mri": "mri",
    "magnetic resonance imaging": "mri", "ultrasound": "ultrasound", "mammography": "mammography",
    "fundus photograph": "fundus", "oct angiography": "oct-a",
    "clinical photograph": "clinical-photo", "mixed-modality": "mixed",
    **{word: word for word in MODALITIES},
}  # fmt: skip


class Gathering:
    """Takes values into a card one by one; what contradicts, is left or wrong is noted.

    Parameters
    ----------
    name : str
        Name of the importer.
    whole : mapping of str to object or None
        A card that the file carries whole, under `origin`: then other places only confirm it.
    origin : str
    same : callable
        Whether two values of a field mean the same, beyond being equal.
    """

    def __init__(
        self,
        name: str,
        whole: Mapping[str, Any] | None = None,
        origin: str = "",
        same: Callable[[str, object, object], bool] = lambda *_: False,
    ) -> None:
        self.name = name
        self.whole = whole is not None
        self.fields: dict[str, Any] = dict(whole or {})
        self.origin = origin
        self.same = same
        self.took = [Taken(origin, field) for field in self.fields]
        self.left: list[Left] = []
        self.conflicts: dict[str, tuple[Side, ...]] = {}
        self.problems: list[Problem] = []

    def done(self) -> Imported:
        """Return what was gathered."""
        return Imported(
            format=self.name,
            fields=self.fields,
            took=tuple(self.took),
            left=tuple(self.left),
            conflicts=tuple(Conflict(*each) for each in self.conflicts.items()),
            problems=tuple(self.problems),
        )

    def take(self, origin: str, field: str, value: object) -> None:
        """Take a value into a field, or note that it contradicts what is there."""
        if value is None or value == "":
            return
        if field not in self.fields:
            if self.whole:
                self._contradict(origin, field, None, value)
                return
            self.fields[field] = value
        elif not _alike(self.fields[field], value) and not self.same(
            field, self.fields[field], value
        ):
            self._contradict(origin, field, self.fields[field], value)
            return
        self.took.append(Taken(origin, field))

    def _contradict(self, origin: str, field: str, here: object, there: object) -> None:
        """Note one more side; the first is what the card holds until somebody chooses."""
        first = next((each.origin for each in self.took if each.field == field), self.origin)
        sides = self.conflicts.get(field, (Side(first, here),))
        self.conflicts[field] = (*sides, Side(origin, there))

    def text(self, origin: str, field: str, value: object) -> None:
        """Take a text, if it is one that a card can hold."""
        if (found := self.readable(origin, value)) is not None:
            self.take(origin, field, found)

    def readable(self, origin: str, value: object) -> str | None:
        """Return a text without what cannot be printed; note what is none."""
        if value is None:
            return None
        if not isinstance(value, str):
            self.note(origin, "must be text", value)
            return None
        text = _CONTROL.sub(" ", value.replace("\r\n", "\n")).strip()
        if len(text) > MAX_TEXT:
            self.leave(origin, f"is longer than {MAX_TEXT} characters")
            return None
        return text or None

    def answer(self, origin: str, item: str, answer: Answer, value: object, source: str) -> None:
        """Take a text as the answer to an item of documentation."""
        text = self.readable(origin, value)
        if text is None:
            return
        documentation = self.fields.get("documentation", {})
        path = f"documentation.{item}"
        held = documentation.get(item) if isinstance(documentation, dict) else None
        answered = {"answer": answer.value, "value": text, "source": source}
        if isinstance(held, dict):
            answered |= {name: held[name] for name in ("answer", "source") if name in held}
        if held is None and not self.whole:
            self.fields["documentation"] = {**documentation, item: answered}
        elif not isinstance(held, dict) or not _alike(held.get("value"), text):
            self._contradict(origin, path, held, answered)
            return
        self.took.append(Taken(origin, path))

    def words(self, origin: str, found: list[str]) -> None:
        """Take those words that are exactly a modality or a part of the body."""
        plain = [(word, word.strip().casefold()) for word in found]
        modalities = [_MODALITY_WORDS[low] for _, low in plain if low in _MODALITY_WORDS]
        regions = [low for _, low in plain if low in BODY_REGIONS]
        for field, values in (("modalities", modalities), ("body_regions", regions)):
            if values:
                self.take(origin, field, list(dict.fromkeys(values)))
        rest = [w for w, low in plain if low not in _MODALITY_WORDS and low not in BODY_REGIONS]
        if rest and not self.whole:
            named = ", ".join(rest)[:200]
            self.leave(origin, f"no modality or part of the body that we know: {named}")

    def leave(self, origin: str, why: str) -> None:
        """Note what was not taken."""
        self.left.append(Left(origin, why))

    def note(self, origin: str, rule: str, value: object = "", example: str = "") -> None:
        """Note what could not be read; it is not guessed."""
        self.problems.append(problem(origin, rule, value, example))


def _alike(one: object, other: object) -> bool:
    """Whether two values are equal, whatever the white space of a text."""
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    return one == other


def slug_of(name: object) -> str | None:
    """Propose a slug for a name."""
    if not isinstance(name, str):
        return None
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:100].strip("-") or None
