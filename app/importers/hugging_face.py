"""Hugging Face dataset cards: README.md with YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from app.domain.documentation import Answer
from app.domain.hugging_face import CARD, LICENCES, OTHER, licence_key
from app.domain.imported import Imported
from app.importers.reading.front_matter import front_matter
from app.importers.reading.gathering import Gathering, slug_of

NAME = "hugging_face"
# Headings of the hub's template, and what their text answers.
_ANSWERS = {
    "curation rationale": ("purpose", Answer.GIVEN),
    "source data": ("origin", Answer.IN_PART),
    "initial data collection and normalization": ("origin", Answer.IN_PART),
    "data collection and processing": ("origin", Answer.IN_PART),
    "who are the source data producers?": ("sampling", Answer.IN_PART),
    "annotation process": ("label_quality", Answer.IN_PART),
    "personal and sensitive information": ("ethics_and_governance", Answer.IN_PART),
    "social impact of dataset": ("groups_at_risk", Answer.IN_PART),
    "discussion of biases": ("selection_bias", Answer.IN_PART),
    "bias, risks, and limitations": ("limitations", Answer.GIVEN),
    "other known limitations": ("limitations", Answer.GIVEN),
}
_SUMMARIES = ("dataset summary", "dataset description")
_LEFT = {
    "size_categories": "counts rows, not people",
    "task_categories": "a card has no tasks",
    "task_ids": "a card has no tasks",
    "language": "a card has no language",
    "annotations_creators": "says too little to be an answer",
    "language_creators": "a card has no language",
    "source_datasets": "names no card: say which sets it reuses in derived_from",
    "dataset_info": "says nothing of people",
    "configs": "says nothing of people",
}
_EMPTY = ("", "more information needed", "needs more information", "na", "n a")
# Each part is bounded: a hostile text must not take long.
_HOMEPAGE = re.compile(
    r"(?m)^[^\w\n]{0,9}homepage[^\w\n]{0,9}(https?://[^\s)>\]]{1,500})", re.IGNORECASE
)
_BIBTEX = re.compile(r"```(?:bibtex|latex)?\n(@[a-zA-Z]{1,20}\{[^`]{1,4000})```")


def read_hugging_face(text: str) -> Imported:
    """Read a dataset card of the hub as far as it says what a card holds.

    Parameters
    ----------
    text : str
        README.md with front matter between two lines of three hyphens.

    Returns
    -------
    Imported
        Whole where the file was written here; else the title, licence, description, citation and
        answers that its headings give.

    Raises
    ------
    Invalid
        When there is no front matter, or it is no safe YAML.
    TooLarge
        When the text is longer than allowed.
    """
    head, body = front_matter(text)
    whole = head.get(CARD)
    made = Gathering(NAME, whole if isinstance(whole, dict) else None, CARD, _same)
    made.text("pretty_name", "name", head.get("pretty_name"))
    made.text("license", "licence", _licence(made, head))
    tags = head.get("tags")
    if not made.whole:
        made.take("pretty_name", "slug", slug_of(head.get("pretty_name")))
        listed = tags if isinstance(tags, list) else []
        made.words("tags", [tag for tag in listed if isinstance(tag, str)])
        _take_body(made, body)
    for name in head:
        if name not in _KNOWN:
            made.leave(name[:100], _LEFT.get(name, "a card has no field for it"))
    return made.done()


_KNOWN = frozenset({"pretty_name", "license", "license_name", "license_link", "tags", CARD})


def _licence(made: Gathering, head: Mapping[str, Any]) -> object:
    """Return the licence as cards write it; "other" goes by its own name."""
    said = head.get("license")
    if isinstance(said, list):
        made.note("license", "must be one licence: a person says which", ", ".join(map(str, said)))
        return None
    if said == OTHER:
        return head.get("license_name")
    return LICENCES.get(said, said) if isinstance(said, str) else said


def _same(field: str, one: object, other: object) -> bool:
    """Whether two spellings name one licence."""
    if field != "licence" or not isinstance(one, str) or not isinstance(other, str):
        return False
    return licence_key(one) == licence_key(other)


def _take_body(made: Gathering, body: str) -> None:
    sections = _sections(body)
    for heading in _SUMMARIES:
        if heading in sections and "description" not in made.fields:
            made.text(heading, "description", sections[heading])
    homepage = _HOMEPAGE.search(body)
    made.text("Homepage", "homepage", homepage[1].rstrip(".,") if homepage else None)
    source = {"id": "s1", "citation": _citation(made, body)}
    if "homepage" in made.fields:
        source["url"] = made.fields["homepage"]
    made.take("the file itself", "sources", [source])
    for heading, (item, answer) in _ANSWERS.items():
        if heading in sections:
            made.answer(heading, item, answer, sections[heading], "s1")


def _citation(made: Gathering, body: str) -> str:
    found = _BIBTEX.search(body)
    cited = made.readable("citation", found[1]) if found else None
    return cited or f"{made.fields.get('name', 'A dataset')}. Dataset card on the hub."


def _sections(body: str) -> dict[str, str]:
    """Return the text under each heading, by the heading in small letters; empty ones are not."""
    found: dict[str, list[str]] = {}
    heading, fenced = "", False
    for line in body.split("\n"):
        fenced ^= line.lstrip().startswith("```")
        if line.startswith("#") and not fenced:
            heading = line.strip("# \t").casefold()
        else:
            found.setdefault(heading, []).append(line)
    texts = {name: "\n".join(lines).strip() for name, lines in found.items() if name}
    return {name: text for name, text in texts.items() if not _is_empty(text)}


def _is_empty(text: str) -> bool:
    """Whether a section holds nothing but the template's words for nothing."""
    return len(text) <= 100 and " ".join(re.findall(r"\w+", text.casefold())) in _EMPTY
