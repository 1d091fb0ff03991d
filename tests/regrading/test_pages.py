"""What a learner and an author read after a key was corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from elearn.accounts.roles import Role
from elearn.regrading import actions
from elearn.regrading.rules import KeyRule
from tests.quiz.conftest import COURSE, Shelf
from tests.regrading.conftest import NEW, OLD, QUIZ, TUESDAY, quiz_of

Take = Callable[..., Any]
Correct = Callable[..., int]
LATER = TUESDAY + timedelta(hours=1)
AUTHOR_PAGE = f"/authoring/{COURSE}/{QUIZ}/corrections"


@pytest.fixture
def page(client: FlaskClient, siti: Any, sign_in: Callable[..., FlaskClient]) -> Callable[[str], str]:
    """page(path): what Siti reads there."""
    browser = sign_in(client, siti)

    def read(path: str) -> str:
        response = browser.get(path)
        assert response.status_code == 200
        return " ".join(response.text.split())

    return read


def result(attempt: Any) -> str:
    return f"/quiz/attempts/{attempt.id}/result"


def test_the_result_tells_the_old_score_beside_the_new_one_and_the_note(
    take: Take, correct: Correct, siti: Any, page: Callable[[str], str]
) -> None:
    attempt = take(siti, q1="a", q2="a", q3="b")
    before = page(result(attempt))
    assert "Kunci diperbaiki" not in before
    correct()
    actions.apply_pending(LATER)
    after = page(result(attempt))
    assert "Kunci soal 3 diperbaiki pada 3 Maret 2026. Nilai Anda 66,6% menjadi 100%." in after
    assert "Dengan ini Anda lulus." in after
    assert "Kunci soal 3 keliru." in after
    assert "3 dari 3 soal dijawab benar." in after
    assert "Kunci diperbaiki; nilai semula 66,6%" in page(f"/quiz/{COURSE}/{QUIZ}")


def test_a_score_that_did_not_change_is_told_too(
    take: Take, correct: Correct, siti: Any, page: Callable[[str], str]
) -> None:
    attempt = take(siti, q1="a", q2="a", q3="a")
    correct()
    actions.apply_pending(LATER)
    text = page(result(attempt))
    assert "Kunci soal 3 diperbaiki pada 3 Maret 2026. Nilai Anda tetap 100%." in text
    assert "Jawaban menurut kunci lama maupun kunci baru dihitung benar." in text
    assert "Dengan ini Anda lulus." not in text
    assert "nilai semula" not in page(f"/quiz/{COURSE}/{QUIZ}")


def test_no_figure_is_told_where_the_author_hides_scores(
    take: Take, correct: Correct, shelf: Shelf, siti: Any, page: Callable[[str], str]
) -> None:
    hidden = replace(OLD, show_score=False)
    shelf.put(hidden)
    attempt = take(siti, q1="a", q2="a", q3="b")
    correct(replace(NEW, show_score=False))
    actions.apply_pending(LATER)
    text = page(result(attempt))
    assert "Kunci soal 3 diperbaiki pada 3 Maret 2026." in text
    assert "66,6" not in text
    assert "nilai semula" not in page(f"/quiz/{COURSE}/{QUIZ}")


def test_the_explanation_shown_is_the_corrected_one_where_the_key_was_corrected(
    take: Take, correct: Correct, shelf: Shelf, siti: Any, page: Callable[[str], str]
) -> None:
    def explained(quiz: Any, word: str) -> Any:
        questions = tuple(replace(one, explanation=f"Pembahasan {word} {one.code}") for one in quiz.questions)
        return replace(quiz, sections=(replace(quiz.sections[0], questions=questions),))

    shelf.put(explained(OLD, "lama"))
    attempt = take(siti, q1="a", q2="a", q3="b")
    correct(explained(NEW, "baru"))
    actions.apply_pending(LATER)
    text = page(result(attempt))
    assert "Pembahasan baru q3" in text
    assert "Pembahasan lama q1" in text
    assert "Pembahasan lama q3" not in text
    assert "Pembahasan baru q1" not in text


def test_an_answer_that_the_corrected_question_does_not_know_is_shown_with_its_own_question(
    take: Take, correct: Correct, siti: Any, page: Callable[[str], str]
) -> None:
    attempt = take(siti, q1="a", q2="a", q3="b")
    reworded = NEW.questions[2]
    assert hasattr(reworded, "choices")
    worded = replace(
        reworded, choices=(replace(reworded.choices[0], text="lain sama sekali"), *reworded.choices[1:])
    )
    new = replace(NEW, sections=(replace(NEW.sections[0], questions=(*NEW.questions[:2], worded)),))
    correct(new)
    actions.apply_pending(LATER)
    text = page(result(attempt))
    assert "q3 a" in text
    assert "lain sama sekali" not in text


@pytest.fixture
def author_page(
    client: FlaskClient, make_person: Callable[..., Any], sign_in: Callable[..., Any]
) -> Callable[[], str]:
    """author_page(): the list of corrections as an author reads it."""
    person = make_person("Wahyuni", roles=(Role.AUTHOR,))

    def read() -> str:
        response = sign_in(client, person).get(AUTHOR_PAGE)
        assert response.status_code == 200
        return " ".join(response.text.split())

    return read


def test_an_author_reads_who_signed_and_how_many_it_changed_and_no_name(
    take: Take, correct: Correct, siti: Any, budi: Any, author_page: Callable[[], str]
) -> None:
    assert "Belum ada kunci yang diperbaiki" in _with_quiz(take, siti, author_page)
    take(budi, q1="a", q2="a", q3="b")
    correct()
    assert "Sedang diterapkan" in author_page()
    actions.apply_pending(LATER)
    correct(quiz_of(q2="b", q3="b"), at=LATER, q2=KeyRule.NEW)
    actions.apply_pending(LATER)
    text = author_page()
    assert text.count("Sudah diterapkan") == 2
    assert text.index("Rilis 2,") < text.index("Rilis 1,")
    assert "ditandatangani Sri Wahyuni" in text
    assert "kunci lama atau baru dihitung benar" in text
    assert "hanya kunci baru" in text
    first = text[text.index("Rilis 1,") :]
    assert '<dt>Nilainya naik</dt><dd class="number">1</dd>' in first
    assert '<dt>Percobaan menjadi lulus</dt><dd class="number">1</dd>' in first
    second = text[: text.index("Rilis 1,")]
    assert '<dt>Nilainya turun</dt><dd class="number">2</dd>' in second
    assert "Budi" not in text


def _with_quiz(take: Take, person: Any, read: Callable[[], str]) -> str:
    take(person, q1="a", q2="a", q3="a")
    return read()
