"""Kept answers: asked once, answered once; a new release is asked anew."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.domain.question import Question
from app.errors import Unavailable
from app.services import kept
from tests.support.answers import answer


class Catalogue:
    """A store of which only the number of the release matters."""

    def __init__(self) -> None:
        self.number = 1

    def release(self) -> int:
        return self.number


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Question]:
    """The questions that were really answered."""
    questions: list[Question] = []

    def note(_: object, question: Question):  # type: ignore[no-untyped-def]
        questions.append(question)
        return answer()

    monkeypatch.setattr(kept, "assess", note)
    return questions


def test_the_same_question_is_answered_once(asked: list[Question]) -> None:
    store = Catalogue()
    first = kept.kept_assessment(store, Question())  # type: ignore[arg-type]
    assert kept.kept_assessment(store, Question()) is first  # type: ignore[arg-type]
    assert len(asked) == 1


def test_a_new_release_is_asked_anew(asked: list[Question]) -> None:
    store = Catalogue()
    kept.kept_assessment(store, Question())  # type: ignore[arg-type]
    store.number = 2
    kept.kept_assessment(store, Question())  # type: ignore[arg-type]
    assert [question.release for question in asked] == [1, 2]


def test_two_catalogues_never_share_an_answer(asked: list[Question]) -> None:
    for store in (Catalogue(), Catalogue()):
        kept.kept_assessment(store, Question())  # type: ignore[arg-type]
    assert len(asked) == 2


def test_asked_at_once_it_is_answered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    store, questions = Catalogue(), []
    both_wait = threading.Event()

    def slow(_: object, question: Question):  # type: ignore[no-untyped-def]
        questions.append(question)
        both_wait.wait(10)
        return answer()

    monkeypatch.setattr(kept, "assess", slow)
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(kept.kept_assessment, store, Question()) for _ in range(2)]  # type: ignore[arg-type]
        both_wait.set()
        first, second = (each.result(10) for each in waiting)
    assert first is second
    assert len(questions) == 1


def test_a_failure_is_not_kept(monkeypatch: pytest.MonkeyPatch, asked: list[Question]) -> None:
    store, answering = Catalogue(), kept.assess

    def fail(*_: object) -> None:
        raise Unavailable("The database is locked.")

    monkeypatch.setattr(kept, "assess", fail)
    with pytest.raises(Unavailable):
        kept.kept_assessment(store, Question())  # type: ignore[arg-type]
    monkeypatch.setattr(kept, "assess", answering)
    assert kept.kept_assessment(store, Question()) is not None  # type: ignore[arg-type]
    assert len(asked) == 1
