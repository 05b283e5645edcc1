"""Kept answers: a page asks the same question several times at once, and it is answered once."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from threading import Lock
from weakref import WeakKeyDictionary

from app.domain.assessment import Assessment
from app.domain.question import Question
from app.language import language
from app.services.assess import assess
from app.store.reader import Reader

_MOST = 64
Asked = tuple[Question, str]


class _Kept:
    """Answers of one store; a lock per question makes all but the first wait for it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answers: OrderedDict[Asked, Assessment] = OrderedDict()
        self._asking: dict[Asked, Lock] = {}

    def answer(self, store: Reader, question: Question) -> Assessment:
        # The notes of an answer are sentences, so it belongs to a language.
        asked = (question, language().code)
        with self._lock:
            asking = self._asking.setdefault(asked, Lock())
        try:
            with asking:
                return self._find(store, asked)
        finally:
            with self._lock:
                self._asking.pop(asked, None)

    def _find(self, store: Reader, asked: Asked) -> Assessment:
        with self._lock:
            if asked in self._answers:
                self._answers.move_to_end(asked)
                return self._answers[asked]
        made = assess(store, asked[0])
        with self._lock:
            self._answers[asked] = made
            while len(self._answers) > _MOST:
                self._answers.popitem(last=False)
        return made


_stores: WeakKeyDictionary[Reader, _Kept] = WeakKeyDictionary()
_lock = Lock()


def kept_assessment(store: Reader, question: Question) -> Assessment:
    """Answer as `assess` does, from memory where this release was asked the same before."""
    pinned = replace(question, release=question.release or store.release())
    with _lock:
        kept = _stores.setdefault(store, _Kept())
    return kept.answer(store, pinned)
