"""Receipts: what a learner may type, what the server says, and whose answers it looks at."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.database import db
from elearn.quiz import store
from elearn.quiz.receipts import checks as receipt_checks
from elearn.quiz.receipts import seal as receipts
from elearn.quiz.receipts.seal import SIGNS, Misread, receipt, tidied
from elearn.quiz.tables import Answer
from tests.quiz.samples import MONDAY_NOON, make_quiz, number, short_text, single

SECRET = b"a secret of this installation"
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    "typed",
    ["K7QF-2M", "k7qf-2m", " k7 qf 2m ", "K7QF2M", "K7QF\u20112M", "k7qf–2m", "Ｋ７ＱＦ２Ｍ", "K.7.Q.F.2.M"],
)
def test_small_letters_spaces_and_hyphens_are_forgiven(typed):
    assert tidied(typed) == "K7QF-2M"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("K70F-2M", Misread.LOOKALIKE),
        ("k7of-2m", Misread.LOOKALIKE),
        ("K7IF-21", Misread.LOOKALIKE),
        ("K7QF-2", Misread.LENGTH),
        ("K7QF-2MM", Misread.LENGTH),
        ("", Misread.LENGTH),
        ("x" * 5000, Misread.LENGTH),
        ("K7QF-2É", Misread.SIGN),
        ("K7QF-2\0", Misread.SIGN),
        ("K7QF-2٣", Misread.SIGN),
        ("<b>", Misread.SIGN),
    ],
)
def test_what_cannot_be_a_receipt_is_told_from_one_that_is_not_found(typed, why):
    assert tidied(typed) is why


@given(st.integers(1, 10**9), st.integers(1, 999_999), st.text(max_size=20))
def test_every_receipt_is_read_as_it_is_printed(attempt_id, sequence, value):
    printed = receipt(SECRET, attempt_id, "spbe-01", sequence, value)
    assert re.fullmatch(rf"[{SIGNS}]{{4}}-[{SIGNS}]{{2}}", printed)
    assert tidied(printed.lower()) == printed


def test_an_earlier_save_is_known_without_its_answer():
    early = receipt(SECRET, 7, "spbe-01", 3, "dulu")
    assert receipts.earlier_save(SECRET, early, 7, "spbe-01", 9) == 3
    assert receipts.earlier_save(SECRET, early, 7, "spbe-01", 3) is None
    assert receipts.earlier_save(SECRET, early, 7, "spbe-02", 9) is None
    assert receipts.earlier_save(SECRET, early, 8, "spbe-01", 9) is None
    assert receipts.earlier_save(b"another installation", early, 7, "spbe-01", 9) is None


def test_only_a_bounded_number_of_earlier_saves_is_looked_through():
    early = receipt(SECRET, 7, "spbe-01", 1, "dulu")
    last = 1 + receipts.EARLIER_SAVES
    assert receipts.earlier_save(SECRET, early, 7, "spbe-01", last) == 1
    assert receipts.earlier_save(SECRET, early, 7, "spbe-01", last + 1) is None


def check(browser, text):
    return browser.client.get("/quiz/receipts", query_string={"receipt": text})


def receipt_of(browser, code):
    found = store.answers_of(browser.attempt_id)[code].receipt
    db.session.rollback()
    return found


@pytest.fixture
def budi_browses(browse, budi):
    """A bystander's browser."""
    return browse(budi)


@pytest.mark.both_databases
def test_a_receipt_leads_to_its_question_its_instant_and_the_answer_in_words(
    shelf, siti_browses, budi_browses, at
):
    shelf.put(make_quiz(single(), number()))
    budi_browses.start()
    budi_browses.save(q_number=(1, "99"))
    chosen = single().choices[1]
    with at(MONDAY_NOON):
        siti_browses.start()
        siti_browses.save(q_single=(1, chosen.id), q_number=(1, "64"))
    page = check(siti_browses, receipt_of(siti_browses, "q-number").lower())
    assert page.status_code == 200
    assert "Jawaban ini tersimpan di server" in page.text
    for words in ("Kuis Satu", "nomor 2 dari 2", "Judul q-number", "<b>64</b> persen", "12.00.00"):
        assert words in page.text, words
    assert chosen.text in check(siti_browses, receipt_of(siti_browses, "q-single")).text


@pytest.mark.both_databases
def test_nobody_finds_somebody_else_s_answer_by_its_receipt(shelf, siti_browses, budi_browses):
    shelf.put(make_quiz(short_text()))
    siti_browses.start()
    siti_browses.save(q_text=(1, "rahasia Siti"))
    budi_browses.start()
    budi_browses.save(q_text=(1, "punya Budi"))
    seen = check(budi_browses, receipt_of(siti_browses, "q-text")).text
    assert "Tidak ada jawaban Anda yang cocok" in seen
    assert "rahasia Siti" not in seen
    listed = budi_browses.get(siti_browses.path("receipts"))
    assert listed.status_code == 404


@pytest.mark.both_databases
def test_the_receipt_of_a_replaced_answer_is_known_and_the_newer_one_is_named(shelf, siti_browses, at):
    shelf.put(make_quiz(short_text()))
    with at(MONDAY_NOON):
        siti_browses.start()
        siti_browses.save(q_text=(1, "jawaban lama"))
        early = receipt_of(siti_browses, "q-text")
    with at(MONDAY_NOON + MINUTE):
        siti_browses.save(q_text=(2, "jawaban baru"))
    page = check(siti_browses, early).text
    assert "jawaban Anda yang lebih lama" in page
    assert "12.01.00" in page
    assert receipt_of(siti_browses, "q-text") in page
    assert "jawaban baru" in page
    assert "jawaban lama" not in page


def test_an_answer_that_was_changed_behind_the_server_s_back_is_not_confirmed(shelf, siti_browses):
    shelf.put(make_quiz(short_text()))
    siti_browses.start()
    siti_browses.save(q_text=(1, "asli"))
    row = db.session.get(Answer, (siti_browses.attempt_id, "q-text"))
    assert row is not None
    row.value = "diubah"
    db.session.commit()
    page = check(siti_browses, receipt_of(siti_browses, "q-text")).text
    assert "tidak dapat memastikan" in page
    assert "Jawaban ini tersimpan di server" not in page


def test_a_receipt_is_confirmed_after_handing_in_too(shelf, siti_browses):
    shelf.put(make_quiz(short_text()))
    siti_browses.start()
    siti_browses.save(q_text=(1, "berakhlak"))
    siti_browses.submit()
    assert "Jawaban ini tersimpan di server" in check(siti_browses, receipt_of(siti_browses, "q-text")).text
    result = siti_browses.get(siti_browses.path("result")).text
    assert siti_browses.path("receipts") in result
    assert "/quiz/receipts" in result


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("K70F-2M", "angka 0 dan 1"),
        ("K7QF", "enam huruf atau angka"),
        ("K7QF-2?", "hanya memuat huruf dan angka"),
    ],
)
def test_a_slip_of_the_pen_is_answered_with_what_to_look_at(shelf, siti_browses, typed, words):
    page = check(siti_browses, typed)
    assert page.status_code == 422
    assert words in page.text
    assert f'value="{typed}"' in page.text


def test_the_page_without_a_receipt_only_asks(siti_browses):
    page = siti_browses.get("/quiz/receipts")
    assert page.status_code == 200
    assert 'name="receipt"' in page.text
    assert "Tidak ada jawaban" not in page.text


def test_who_tries_receipts_one_after_the_other_must_wait_and_nobody_else(
    shelf, siti_browses, budi_browses, at
):
    shelf.put(make_quiz(short_text()))
    with at(MONDAY_NOON):
        for _ in range(receipt_checks.CHECKS.free_tries):
            assert check(siti_browses, "AAAA-AA").status_code == 200
        refused = check(siti_browses, "AAAA-AA")
        assert refused.status_code == 429
        assert "Tunggu sebentar" in refused.text
        assert check(budi_browses, "AAAA-AA").status_code == 200
    with at(MONDAY_NOON + timedelta(hours=2)):
        assert check(siti_browses, "AAAA-AA").status_code == 200


def test_the_list_of_an_attempt_has_every_stored_answer_and_no_mark(shelf, siti_browses, at):
    shelf.put(make_quiz(single(), short_text(), number()))
    with at(MONDAY_NOON):
        siti_browses.start()
        siti_browses.save(q_text=(1, "berakhlak"), q_number=(1, "64"))
        page = siti_browses.get(siti_browses.path("receipts")).text
    for code in ("q-text", "q-number"):
        assert receipt_of(siti_browses, code) in page
    assert "2 dari 3 soal" in page
    assert "masih berjalan" in page
    assert "Judul q-single" not in page
    assert "rahasia" not in page
