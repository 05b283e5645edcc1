"""Weights: how one gets those of a model, in words."""

from __future__ import annotations

from app.language import N_, _

_WORDS = {
    "open": N_("open to download"),
    "gated": N_("after registering or on request"),
    "closed": N_("closed"),
}


def weights_words(access: str) -> str:
    """Say how one gets the weights; what is no word of ours stays as it is."""
    return _(_WORDS.get(access, access))
