"""Which attempts the statistics of a quiz are made of, and how they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import event

from elearn.content.questions.choices import Choice
from elearn.content.quiz import QuizSection
from elearn.database import db
from elearn.quiz import actions, offers, store
from elearn.quiz.saving import NewAnswer
from elearn.statistics import first_attempts
from elearn.statistics import store as statistics_store
from elearn.statistics.store import FirstAnswer
from elearn.statistics.values import QuizStatistics
from tests.quiz.conftest import COURSE, SECRET, Shelf
from tests.quiz.samples import MONDAY_NOON, make_quiz, short_text, single, true_false

SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def bystanders(make_attempt: Callable[..., Any], make_person: Callable[..., Any]) -> None:
    """A wrong second attempt, an open first one, and somebody at another quiz."""
    tried_twice = make_person("Dua Kali")
    make_attempt(tried_twice, right=True)
    make_attempt(tried_twice, right=False, at=MONDAY_NOON + timedelta(days=1))
    make_attempt(make_person("Masih Mengerjakan"), right=None)
    make_attempt(make_person("Kuis Lain"), "kuis-lain", right=False)


def statistics(quiz: str = "kuis-satu") -> QuizStatistics:
    db.session.rollback()
    return first_attempts.statistics_of(offers.offer(COURSE, quiz))


def test_only_first_attempts_that_are_marked_count(
    make_attempt: Callable[..., Any], siti: Any, budi: Any
) -> None:
    make_attempt(siti)
    make_attempt(budi, right=False)
    found = list(statistics_store.first_attempts(COURSE, "kuis-satu"))
    assert len(found) == 3
    assert [len(one.answers) for one in found] == [5, 5, 0]
    assert [sum(answer.fraction for answer in one.answers) for one in found] == [5, 5, 0]
    assert statistics().n == 3
    assert statistics("kuis-lain").n == 1
    assert [one.n for one in statistics().questions] == [3] * 5


def test_an_attempt_without_answers_is_in_between(
    make_attempt: Callable[..., Any], make_person: Callable[..., Any]
) -> None:
    for name, right in (("Satu", False), ("Dua", True), ("Tiga", False), ("Empat", True)):
        make_attempt(make_person(name), right=right)
    found = statistics_store.first_attempts(COURSE, "kuis-satu")
    assert [len(one.answers) for one in found] == [5, 0, 5, 0, 5]
    assert {one.blanks for one in statistics().questions} == {2}


@pytest.fixture
def statements(app: Any) -> Iterator[list[str]]:
    """The statements sent to the database from here on."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)


def test_two_statements_do_whatever_the_number_and_none_asks_for_a_person(
    make_attempt: Callable[..., Any], make_person: Callable[..., Any], statements: list[str]
) -> None:
    for number in range(12):
        make_attempt(make_person(f"Peserta {number}"))
    statements.clear()
    statistics()
    selects = [one for one in statements if one.startswith("SELECT")]
    assert len(selects) == 2
    assert not any("person" in statement for statement in statements)


def test_the_stream_reads_more_than_one_portion(
    make_attempt: Callable[..., Any], make_person: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        make_attempt(make_person(f"Peserta {number}"), right=number % 2 == 0)
    monkeypatch.setattr(statistics_store, "ROWS_AT_ONCE", 2)
    found = statistics_store.first_attempts(COURSE, "kuis-satu")
    assert [len(one.answers) for one in found] == [5, 5, 0, 5, 0, 5, 0]


@pytest.mark.both_databases
def test_both_databases_give_the_same(make_attempt: Callable[..., Any], siti: Any) -> None:
    make_attempt(siti)
    (_, mine) = statistics_store.first_attempts(COURSE, "kuis-satu")
    assert {type(one.fraction) for one in mine.answers} == {float}
    assert {one.question: one.value for one in mine.answers}["q-text"] == "BerAKHLAK"


def answer(shelf: Shelf, person: Any, code: str, value: Any) -> None:
    """Take the quiz and answer one question."""
    started = actions.start_attempt(person.id, COURSE, "kuis-satu", MONDAY_NOON)
    assert isinstance(started, actions.Started)
    attempt = store.find_own_attempt(started.attempt_id, person.id)
    assert attempt is not None
    new = NewAnswer(question=code, sequence=1, value=value, is_flagged=False)
    actions.save_answers(attempt, [new], secret=SECRET, now=MONDAY_NOON + 7 * SECOND)
    actions.submit(attempt, MONDAY_NOON + 60 * SECOND)


def test_options_are_counted_without_telling_who(shelf: Shelf, make_person: Callable[..., Any]) -> None:
    choices = single().choices
    for number in range(6):
        answer(shelf, make_person(f"Peserta {number}"), "q-single", choices[number % 3].id)
    one = statistics().questions[0]
    # The bystander chose the right one; "separuh" pays a half.
    assert [(option.count, option.pays) for option in one.options] == [
        (3, True),
        (2, False),
        (2, True),
        (0, False),
    ]
    assert (one.n, one.blanks) == (7, 0)


def test_a_new_wording_keeps_earlier_answers_and_a_new_key_does_not(
    shelf: Shelf, make_attempt: Callable[..., Any], siti: Any
) -> None:
    make_attempt(siti)
    reworded = replace(single(), title="Kalimat yang lebih jelas", explanation="Lebih panjang")
    replies = tuple(replace(choice, feedback="balasan baru") for choice in reworded.choices)
    new_key = replace(true_false(), choices=(Choice(text="Benar"), Choice(text="Salah", credit=Fraction(1))))
    worth_more = replace(short_text(), points=single().points * 2)
    shelf.put(make_quiz(replace(reworded, choices=replies), new_key, worth_more))
    found = statistics()
    assert found.n == 2
    assert {one.code: one.n for one in found.questions} == {"q-single": 2, "q-true": 0, "q-text": 0}


def test_a_drawn_question_counts_those_who_received_it(
    shelf: Shelf, make_person: Callable[..., Any], make_attempt: Callable[..., Any]
) -> None:
    questions = tuple(single(f"q-{n}") for n in range(4))
    section = QuizSection(title="", draw=2, shuffle=True, questions=questions)
    shelf.put(replace(make_quiz(), sections=(section,)))
    for number in range(5):
        make_attempt(make_person(f"Peserta {number}"))
    found = statistics()
    assert found.n == 6
    assert sum(one.n for one in found.questions) == 5 * 2


def saved(question: str, at_s: int, sequence: int = 1) -> FirstAnswer:
    return FirstAnswer(
        question=question, value="x", fraction=1, sequence=sequence, saved_at=MONDAY_NOON + at_s * SECOND
    )


def test_the_time_of_an_answer_is_told_where_it_is_known() -> None:
    answers = (saved("b", 12), saved("a", 7), saved("c", 20, sequence=2), saved("d", 30))
    found = first_attempts.seconds_of(MONDAY_NOON, answers)
    # c was saved twice: only its last change is stored.
    assert found == {"a": 7, "b": 5, "d": 10}
    together = (saved("a", 30), saved("b", 30), saved("c", 41))
    assert first_attempts.seconds_of(MONDAY_NOON, together) == {"c": 11}
