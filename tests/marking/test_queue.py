"""The queue: what waits, since when, for whom; and the link from Penyusunan."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from elearn.database import db
from elearn.marking import store
from tests.marking.conftest import ESSAY, QUIZ, Office, form, path_of
from tests.quiz.conftest import COURSE, Browser
from tests.quiz.samples import MONDAY_NOON, essay, make_quiz


def test_an_empty_queue_says_so(rina_browses: Browser) -> None:
    assert "Tidak ada jawaban yang menunggu" in rina_browses.get("/marking/").text


def test_answers_are_counted_by_question_with_the_oldest(
    office: Office, rina: Any, rina_browses: Browser
) -> None:
    office.hand_in(at=MONDAY_NOON + timedelta(days=1))
    office.hand_in(at=MONDAY_NOON)
    office.hand_in(rina)

    (pile,) = store.waiting_piles(rina.id)
    assert (pile.key.course, pile.key.quiz, pile.key.question) == (COURSE, QUIZ, ESSAY)
    assert (pile.count, pile.since) == (2, MONDAY_NOON)
    assert store.waiting_count(rina.id) == 2
    db.session.rollback()
    page = rina_browses.get("/marking/").text
    assert "2 jawaban menunggu, terlama sejak 2 Maret 2026 12.00 WIB" in page
    assert "Judul q-essay" in page


def test_the_question_that_waits_longest_comes_first(office: Office, shelf: Any, rina: Any) -> None:
    shelf.put(make_quiz(essay("e-satu"), essay("e-dua")))
    office.hand_in(question="e-satu", at=MONDAY_NOON)
    office.hand_in(question="e-dua", at=MONDAY_NOON - timedelta(days=1))

    assert [pile.key.question for pile in store.waiting_piles(rina.id)] == ["e-dua", "e-satu"]


def test_a_marked_question_stays_reachable(office: Office, rina_browses: Browser) -> None:
    attempt = office.hand_in()
    rina_browses.post(path_of(attempt), form())
    page = rina_browses.get("/marking/").text

    assert "1 jawaban dinilai" in page
    listed = rina_browses.get(f"/marking/questions/{COURSE}/{QUIZ}/{ESSAY}").text
    assert "1 dari 1 dinilai" in listed
    assert "9 poin" in listed


def test_penyusunan_shows_how_many_wait(office: Office, rina: Any, rina_browses: Browser) -> None:
    assert "Penilaian uraian" in rina_browses.get("/authoring/").text
    office.hand_in()
    office.hand_in(rina)

    page = rina_browses.get("/authoring/").text
    assert "1 menunggu" in page
