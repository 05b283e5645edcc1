"""Documents: what a model's own documents are said not to give of the people it learned from."""

from __future__ import annotations

from app.domain.vocabulary import Reported
from app.language import _
from app.services.training.profile import Profile
from app.services.training.words import PEOPLE_WORDS
from app.services.wording import joined


def said_by_documents(profile: Profile) -> str:
    """Say what the model's own documents are said not to give; empty where that is nothing."""
    reported = profile.card.demographics_reported
    without = [
        _(words) for item, words in PEOPLE_WORDS.items() if reported.get(item) is Reported.NO
    ]
    if not without:
        return ""
    return _(
        "Of the people, the model’s own documents are said not to give {without}.",
        without=joined(without),
    )
