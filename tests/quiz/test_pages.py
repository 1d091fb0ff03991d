"""Taking a quiz in a browser without JavaScript, and what a script hears."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from elearn.content.quiz import Purpose, QuizSection
from elearn.database import db
from elearn.outcomes import actions as outcomes
from elearn.outcomes.happenings import SectionRead
from elearn.quiz import store
from elearn.quiz.receipts import seal as receipts
from elearn.quiz.tables import Answer, Attempt
from tests.quiz.conftest import count, rights
from tests.quiz.samples import MONDAY_NOON, SECRETS, make_quiz, number, single

MINUTE = timedelta(minutes=1)


def test_the_whole_way_from_the_first_click_to_a_pass(shelf, siti_browses):
    quiz = make_quiz()
    shelf.put(quiz)

    assert "Mulai kuis" in siti_browses.get("/quiz/kursus-satu/kuis-satu").text
    assert siti_browses.start().status_code == 303
    page = siti_browses.get(siti_browses.path())
    assert page.status_code == 200
    assert all(one.title in page.text for one in quiz.questions)

    saved = siti_browses.post(siti_browses.path("answers"), {**rights(quiz), "then": "review"})
    assert (saved.status_code, saved.location) == (303, siti_browses.path("review"))
    review = siti_browses.get(saved.location).text
    assert "5 dari 5 soal dijawab" in review
    assert "BerAKHLAK" in review

    done = siti_browses.submit()
    assert (done.status_code, done.location) == (303, siti_browses.path("result"))
    result = siti_browses.get(done.location).text
    assert "Lulus" in result
    assert "100%" in result
    assert "Baca bagian terakhir modul ini: Judul bagian-satu" in result
    assert "Percobaan Anda" in siti_browses.get("/quiz/kursus-satu/kuis-satu").text


def test_a_saved_page_shows_each_answer_with_its_time_and_receipt(shelf, siti_browses, at):
    shelf.put(make_quiz())
    with at(MONDAY_NOON):
        siti_browses.start()
        siti_browses.save(script=False, q_text=(1, "berakhlak"))
        page = siti_browses.get(siti_browses.path()).text
    saved = store.answers_of(siti_browses.attempt_id)["q-text"]
    assert f"Tersimpan 12.00.00, tanda terima {saved.receipt}" in page
    assert 'value="berakhlak"' in page


def test_a_script_hears_the_receipt_and_the_server_confirms_it_later(app, shelf, siti_browses):
    shelf.put(make_quiz())
    siti_browses.start()
    heard = siti_browses.save(q_text=(1, "berakhlak"))

    assert heard.status_code == 200
    (one,) = heard.json["saved"]
    assert one["receipt"] in one["text"]
    secret = app.secret_key.encode()
    assert receipts.confirms(secret, one["receipt"], siti_browses.attempt_id, "q-text", 1, "berakhlak")
    assert not receipts.confirms(secret, one["receipt"], siti_browses.attempt_id, "q-text", 1, "lain")


def test_sending_the_same_twice_is_one_answer_with_one_receipt(shelf, siti_browses):
    """Q03."""
    shelf.put(make_quiz())
    siti_browses.start()
    first, second = (siti_browses.save(q_text=(1, "berakhlak")) for _ in range(2))
    assert first.json == second.json
    assert count(Answer) == 1


def test_double_clicks_on_start_and_hand_in_are_one_attempt_and_one_result(shelf, siti_browses):
    """Q03, Q11."""
    shelf.put(make_quiz())
    assert siti_browses.start().location == siti_browses.start().location
    assert siti_browses.submit().location == siti_browses.submit().location
    assert count(Attempt) == 1


def test_a_typed_number_is_echoed_before_it_is_sent(shelf, siti_browses):
    shelf.put(make_quiz(number()))
    siti_browses.start()
    siti_browses.save(q_number=(1, "1.500"))
    assert "dibaca 1500" in siti_browses.get(siti_browses.path("review")).text


def test_the_waiting_time_is_said_with_its_instant(shelf, siti_browses, at):
    shelf.put(make_quiz(wait_between_attempts=timedelta(days=1), max_attempts=3))
    with at(MONDAY_NOON):
        siti_browses.start()
        siti_browses.submit()
        intro = siti_browses.get("/quiz/kursus-satu/kuis-satu").text
        assert "Anda boleh mencoba lagi mulai 3 Maret 2026 12.00 WIB" in intro
        assert "2 dari 3 tersisa" in intro
        refused = siti_browses.start()
        assert refused.location == "/quiz/kursus-satu/kuis-satu"
        assert "3 Maret 2026" in siti_browses.get(siti_browses.path("result").replace("/0/", "/1/")).text
    assert count(Attempt) == 1


def test_after_a_pass_the_next_step_is_what_the_module_still_asks_for(shelf, siti, siti_browses):
    quiz = make_quiz()
    shelf.put(quiz)
    siti_browses.start()
    siti_browses.post(siti_browses.path("answers"), rights(quiz))
    siti_browses.submit()
    assert "Modul selesai" not in siti_browses.get(siti_browses.path("result")).text

    read = SectionRead(course="kursus-satu", module="modul-satu", section="bagian-satu")
    assert outcomes.record(siti.id, read, MONDAY_NOON).module_completed
    assert "Lanjut ke Judul modul-dua" in siti_browses.get(siti_browses.path("result")).text


def test_a_pass_that_completes_the_module_says_so_with_its_jp(shelf, siti, siti_browses):
    quiz = make_quiz()
    shelf.put(quiz)
    read = SectionRead(course="kursus-satu", module="modul-satu", section="bagian-satu")
    outcomes.record(siti.id, read, MONDAY_NOON)
    siti_browses.start()
    siti_browses.post(siti_browses.path("answers"), rights(quiz))
    done = siti_browses.submit()
    assert "Modul selesai. 1 JP tercatat hari ini." in siti_browses.get(done.location).text


def test_in_a_locked_course_a_quiz_waits_for_the_module_before_it(shelf, siti_browses):
    course = shelf.put(make_quiz())
    first, second = course.modules
    modules = (replace(first, quiz=None), replace(second, quiz="kuis-satu"))
    shelf.courses["kursus-satu"] = replace(course, locked=True, modules=modules)
    assert "Selesaikan dahulu modul" in siti_browses.get("/quiz/kursus-satu/kuis-satu").text
    assert siti_browses.start().location == "/quiz/kursus-satu/kuis-satu"
    assert count(Attempt) == 0


def test_parts_of_a_quiz_have_their_headings(shelf, siti_browses):
    parts = (
        QuizSection(title="Konsep dasar", draw=None, shuffle=False, questions=(single(),)),
        QuizSection(title="", draw=None, shuffle=False, questions=(number(),), introduction="Kini hitung."),
    )
    shelf.put(make_quiz(sections=parts))
    siti_browses.start()
    page = siti_browses.get(siti_browses.path()).text
    assert "<h2>Konsep dasar</h2>" in page
    assert "Kini hitung." in page


def test_a_flag_is_kept_and_shown(shelf, siti_browses):
    shelf.put(make_quiz())
    siti_browses.start()
    fields = {"q-text.sequence": "1", "q-text.answer": "", "q-text.flagged": "1"}
    siti_browses.post(siti_browses.path("answers"), fields)
    assert store.answers_of(siti_browses.attempt_id)["q-text"].is_flagged
    assert "ditandai" in siti_browses.get(siti_browses.path("review")).text


def test_leaving_questions_empty_keeps_them_all(shelf, siti_browses):
    """Q14."""
    shelf.put(make_quiz(draw=3, shuffle_questions=True))
    siti_browses.start()
    first = siti_browses.get(siti_browses.path()).text
    drawn = store.find_own_attempt(siti_browses.attempt_id, 1) or db.session.scalars(select(Attempt)).one()
    fields = {f"{code}.sequence": "1" for code in drawn.questions}
    siti_browses.post(siti_browses.path("answers"), fields)
    again = siti_browses.get(siti_browses.path()).text
    titles = [f"Judul {one.code}" for one in make_quiz().questions]
    assert [one in first for one in titles] == [one in again for one in titles]
    assert sum(one in again for one in titles) == 3
    siti_browses.submit()
    assert db.session.scalars(select(Attempt)).one().max_points == 3


def test_a_course_that_left_the_release_keeps_its_attempts_and_results(shelf, siti_browses):
    """Q13."""
    shelf.put(make_quiz())
    siti_browses.start()
    shelf.courses.clear()
    assert siti_browses.get(siti_browses.path()).status_code == 200
    assert siti_browses.save(q_text=(1, "berakhlak")).status_code == 200
    siti_browses.submit()
    assert siti_browses.get(siti_browses.path("result")).status_code == 200


def test_practice_explains_at_once_and_goes_on_for_ever(shelf, siti_browses):
    shelf.put(make_quiz(single(), purpose=Purpose.PRACTICE, max_attempts=1))
    for _ in range(3):
        siti_browses.start()
        siti_browses.save(q_single=(1, single().choices[1].id))
        siti_browses.submit()
        assert "rahasia-pembahasan" in siti_browses.get(siti_browses.path("result")).text
    assert all(word for word in SECRETS)
