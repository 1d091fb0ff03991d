"""A learner who thinks that a mark is not right; the graders' answer; what he sees of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from elearn.database import db
from elearn.marking import store
from elearn.quiz.essays.second_looks import SECOND_LOOK_WITHIN
from elearn.quiz.tables import SecondLook
from tests.marking.conftest import ESSAY, Office, form, path_of
from tests.quiz.conftest import Browser, count
from tests.quiz.samples import MONDAY_NOON

REASON = "Data ada di kalimat kedua."


@pytest.fixture
def marked(office: Office, siti: Any, siti_browses: Browser, rina_browses: Browser, at: Any) -> Any:
    """Siti's essay with a mark of four points, given on Monday noon."""
    attempt = office.hand_in(siti, text="Satu dua tiga")
    siti_browses.attempt_id = attempt.id
    with at(MONDAY_NOON):
        rina_browses.post(path_of(attempt), form(first="3", second="1", comment="Tanpa sumber."))
    return attempt


def ask(browser: Browser, reason: str = REASON, question: str = ESSAY) -> Any:
    """Press "Kirim permintaan"."""
    return browser.post(browser.path("second-look"), {"question": question, "reason": reason})


def result(browser: Browser) -> str:
    """The learner's result page."""
    return browser.get(browser.path("result")).text


def test_the_learner_sees_points_levels_and_comment_but_no_name(
    marked: Any, siti_browses: Browser, at: Any
) -> None:
    with at(MONDAY_NOON):
        page = result(siti_browses)

    for words in (
        "4 dari 10 poin",
        "3 dari 6",
        "1 dari 4",
        "Tanpa sumber",
        "Tanpa sumber.",
        "Minta dilihat lagi",
    ):
        assert words in page
    for secret in ("Rina", "rahasia-contoh-jawaban"):
        assert secret not in page


def test_a_request_comes_first_in_the_queue_and_its_answer_shows_both_marks(
    marked: Any, office: Office, siti_browses: Browser, joko_browses: Browser, at: Any
) -> None:
    with at(MONDAY_NOON + timedelta(days=1)):
        office.hand_in()
        assert ask(siti_browses).status_code == 303
        queue = joko_browses.get("/marking/").text
        assert queue.index("Diminta dilihat lagi") < queue.index("Menunggu penilaian")
        page = joko_browses.get(path_of(marked)).text
        assert REASON in page
        assert joko_browses.post(path_of(marked), form(number=2)).status_code == 422  # a word is owed
        joko_browses.post(path_of(marked), form(number=2, first="6", second="1", comment="Benar, ada."))
        page = result(siti_browses)

    for words in ("7 dari 10 poin", "sebelumnya 4", "Benar, ada.", REASON, "Ditanggapi"):
        assert words in page
    assert "Minta dilihat lagi" not in page
    assert "Rina" not in page
    assert office.attempt(marked.id).score_percent == 70
    look = db.session.scalars(select(SecondLook)).one()
    assert look.answered_at == MONDAY_NOON + timedelta(days=1)


def test_nobody_answers_the_second_look_at_his_own_mark(
    marked: Any,
    office: Office,
    rina: Any,
    joko: Any,
    siti_browses: Browser,
    rina_browses: Browser,
    joko_browses: Browser,
    at: Any,
) -> None:
    with at(MONDAY_NOON + timedelta(days=1)):
        other = office.hand_in()
        ask(siti_browses)
        assert (store.waiting_count(rina.id), store.waiting_count(joko.id)) == (1, 2)
        assert "Diminta dilihat lagi" not in rina_browses.get("/marking/").text
        page = rina_browses.get(path_of(marked)).text
        assert "penilai lain atau admin kepegawaian yang menanggapi" in page
        assert 'name="number"' not in page
        refused = rina_browses.post(path_of(marked), form(number=2, comment="Tetap."))
        assert refused.status_code == 422
        assert store.find_look(marked.id, ESSAY).answered_at is None
        assert office.attempt(marked.id).score_percent == 40

        assert joko_browses.post(path_of(marked), form(number=2, comment="Benar, ada.")).status_code == 303
        assert store.find_look(marked.id, ESSAY).answered_at is not None
        assert rina_browses.post(path_of(marked), form(number=3, comment="Lagi.")).status_code == 303
        assert rina_browses.post(path_of(other), form()).status_code == 303, (
            "others' answers are hers to mark"
        )


def test_a_request_needs_a_reason_and_the_form_stays(marked: Any, siti_browses: Browser, at: Any) -> None:
    with at(MONDAY_NOON):
        for reason in ("", "  \n", "a" * 1_001):
            answer = ask(siti_browses, reason)
            assert answer.status_code == 422
            assert "Tulis alasannya" in answer.text
            assert reason in answer.text

    assert count(SecondLook) == 0


def test_one_request_for_each_answer(
    marked: Any, siti_browses: Browser, joko_browses: Browser, at: Any
) -> None:
    with at(MONDAY_NOON):
        ask(siti_browses)
        ask(siti_browses, "Sekali lagi.")
        joko_browses.post(path_of(marked), form(number=2, comment="Tetap."))
        ask(siti_browses, "Dan lagi.")

    assert [one.reason for one in db.session.scalars(select(SecondLook))] == [REASON]


def test_after_thirty_days_a_mark_is_final(marked: Any, siti_browses: Browser, at: Any) -> None:
    last = MONDAY_NOON + SECOND_LOOK_WITHIN
    with at(last + timedelta(seconds=1)):
        assert "Minta dilihat lagi" not in result(siti_browses)
        ask(siti_browses)
        assert count(SecondLook) == 0
    with at(last):
        ask(siti_browses)
        assert count(SecondLook) == 1


def test_only_the_writer_asks_and_only_about_a_marked_essay(
    marked: Any, office: Office, budi: Any, browse: Any, siti_browses: Browser, at: Any
) -> None:
    stranger = browse(budi)
    stranger.attempt_id = marked.id
    with at(MONDAY_NOON):
        assert ask(stranger).status_code == 404
        assert ask(siti_browses, question="q-lain").status_code == 303
        waiting = office.hand_in(budi)
        stranger.attempt_id = waiting.id
        assert ask(stranger).status_code == 303
        assert ask(stranger, "").status_code == 303

    assert count(SecondLook) == 0


def test_coming_back_to_the_address_of_the_form_leads_to_the_attempt(
    marked: Any, siti_browses: Browser
) -> None:
    assert siti_browses.get(siti_browses.path("second-look")).status_code == 302
