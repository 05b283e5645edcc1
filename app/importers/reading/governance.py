"""What a card says of its documentation, and of who decides over its data."""

from __future__ import annotations

from app.domain.documentation import ITEMS, Answer, Answered
from app.domain.governance import Governance, Withheld
from app.domain.vocabulary import DOCUMENTATION_ITEMS, Dim, Reported
from app.importers.reading.fields import Fields

ANSWER_FIELDS = ("answer", "value", "source", "read_by", "read_on")
GOVERNANCE_FIELDS = ("authority", "consent", "terms", "withheld")
WITHHELD_FIELDS = ("dim", "category", "by", "why")


def read_documentation(card: Fields) -> tuple[dict[str, Reported], dict[str, Answered]]:
    """Read `documentation`: the shorter items as words, the others as answers.

    Parameters
    ----------
    card : Fields

    Returns
    -------
    tuple of (dict, dict)
        A word for every item of `DOCUMENTATION_ITEMS`; an `Answered` for those items of
        `app.domain.documentation` that were read.
    """
    inside = card.inside("documentation", (*DOCUMENTATION_ITEMS, *ITEMS))
    words = {item: inside.word(item, Reported, Reported.UNKNOWN) for item in DOCUMENTATION_ITEMS}
    given = [item for item in ITEMS if inside.has(item)]
    answers = {item: _answered(inside.inside(item, ANSWER_FIELDS)) for item in given}
    return words, {
        item: each for item, each in answers.items() if each.answer is not Answer.NOT_READ
    }


def _answered(fields: Fields) -> Answered:
    return Answered(
        answer=fields.word("answer", Answer),
        value=fields.optional_text("value"),
        source=fields.optional_text("source"),
        read_by=fields.optional_text("read_by"),
        read_on=fields.optional_text("read_on"),
    )


def read_governance(card: Fields) -> Governance:
    """Read `governance`: authority, consent, terms, and what a community withholds.

    Parameters
    ----------
    card : Fields

    Returns
    -------
    Governance
    """
    inside = card.inside("governance", GOVERNANCE_FIELDS)
    return Governance(
        authority=inside.optional_text("authority"),
        consent=inside.optional_text("consent"),
        terms=inside.optional_text("terms"),
        withheld=tuple(_withheld(each) for each in inside.each("withheld", WITHHELD_FIELDS)),
    )


def _withheld(fields: Fields) -> Withheld:
    return Withheld(
        dim=fields.word("dim", Dim),
        by=fields.text("by", "the community's council"),
        category=fields.optional_text("category"),
        why=fields.optional_text("why"),
    )
