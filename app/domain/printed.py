"""Printed: a fraction that remembers its text, so that 0.50 is known to have two decimals."""

from __future__ import annotations


class PrintedFraction(float):
    """A decimal fraction with the text it was read from or is written as."""

    text: str

    @classmethod
    def of(cls, text: str) -> PrintedFraction:
        """Read a fraction and keep its text."""
        value = cls(text)
        value.text = text
        return value
