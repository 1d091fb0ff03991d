"""What the pages of a quiz say by purpose: lists to reread, pre-tests, hidden scores, archived courses."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from elearn.content.quiz import Purpose
from elearn.outcomes import actions as outcomes
from elearn.outcomes.happenings import SectionRead
from elearn.progress import store as progress_store
from elearn.quiz.tables import Attempt
from tests.quiz.conftest import COURSE, count
from tests.quiz.samples import MONDAY_NOON, SECRETS, make_quiz, single
from tests.quiz.test_remedial import FIRST, SECOND, about, remedial_quiz

INTRO = f"/quiz/{COURSE}/kuis-satu"


def take(browser, *, right=(), wrong=(), skip=()):
    """Begin, answer by form, hand in; gives the result page."""
    browser.start()
    fields = {}
    for code in (*right, *wrong):
        fields |= {f"{code}.sequence": "1", f"{code}.answer": single(code).choices[code in wrong].id}
    browser.post(browser.path("answers"), fields)
    browser.submit()
    return browser.get(browser.path("result")).text


def badges(page):
    return re.findall(r'<span class="badge[^"]*">(?:<svg.*?</svg>)?([^<]+)</span>', page, re.DOTALL)


def test_the_list_stands_on_both_pages_with_links_and_ticks(shelf, siti, siti_browses):
    shelf.put(remedial_quiz())
    take(siti_browses, wrong=("q-satu", "q-dua", "q-tiga"))
    result = take(siti_browses, wrong=("q-satu", "q-dua", "q-tiga"))
    intro = siti_browses.get(INTRO).text
    for page in (result, intro):
        assert "0 dari 2 sudah dibaca lagi" in page
        assert f'href="/learning/{COURSE}/modul-satu/bagian-satu"' in page
        assert f'href="/learning/{COURSE}/modul-dua/bagian-dua"' in page
        assert "Coba lagi" not in page
        assert "Baca lagi 2 bagian, mulai dari Judul bagian-satu" in page
    assert "Percobaan berikutnya terbuka setelah 2 bagian di bawah dibaca lagi." in intro
    assert siti_browses.start().location == INTRO
    assert count(Attempt) == 2

    for key in (FIRST, SECOND):
        outcomes.record(
            siti.id,
            SectionRead(course=COURSE, module=key.module, section=key.section),
            MONDAY_NOON.replace(year=2999),
        )
    intro = siti_browses.get(INTRO).text
    assert "2 dari 2 sudah dibaca lagi" in intro
    assert "Coba lagi" in intro


def test_on_the_last_try_the_list_is_advice(shelf, siti_browses):
    shelf.put(remedial_quiz(max_attempts=2))
    take(siti_browses, wrong=("q-satu",))
    result = take(siti_browses, wrong=("q-satu",))
    assert "Daftar ini saran." in result
    assert "Semua kesempatan sudah dipakai" in siti_browses.get(INTRO).text


def test_a_retake_of_a_draw_asks_other_questions(shelf, siti_browses):
    questions = tuple(about(f"q-{n}", FIRST) for n in range(10))
    shelf.put(make_quiz(*questions, draw=5, purpose=Purpose.QUIZ))
    asked = []
    for _ in range(2):
        siti_browses.start()
        page = siti_browses.get(siti_browses.path()).text
        asked.append(set(re.findall(r'name="(q-\d)\.answer"', page)))
        siti_browses.submit()
    assert [len(one) for one in asked] == [5, 5]
    assert not asked[0] & asked[1]


PRETEST = {"purpose": Purpose.PRETEST, "pass_percent": Decimal(70)}


def test_a_pre_test_measures_and_never_says_passed_or_failed(shelf, siti, siti_browses):
    codes = ("a-1", "a-2", "b-1", "b-2")
    questions = [about(code, FIRST if code[0] == "a" else SECOND) for code in codes]
    shelf.put(make_quiz(*questions, **PRETEST))
    result = take(siti_browses, right=("a-1", "a-2", "b-1"), wrong=("b-2",))
    intro = siti_browses.get(INTRO).text

    assert "Prates selesai" in result
    assert "75%" in result
    assert badges(result) == ["Sudah dikuasai", "Perlu dipelajari"]
    assert result.index("Judul modul-satu") < result.index("Judul modul-dua")
    for page in (result, intro):
        assert not re.search(r"\b(tidak lulus|belum lulus|lulus mulai|di bawah batas)\b", page, re.IGNORECASE)
        assert not [word for word in SECRETS if word in page]
        assert "Belum tepat" not in page
        assert "Baca kembali" not in page
    assert progress_store.passed_quizzes(siti.id, COURSE) == frozenset()


def test_an_exam_tells_which_questions_were_wrong_only_at_the_end(shelf, siti_browses):
    shelf.put(make_quiz(about("q-a", FIRST), about("q-b", SECOND), purpose=Purpose.EXAM, max_attempts=2))
    first = take(siti_browses, right=("q-a",), wrong=("q-b",))
    assert "50%" in first
    assert "Judul bagian-dua" in first
    assert "Belum tepat" not in first
    assert "Tepat" not in badges(first)
    assert "soal 2" not in first
    last = take(siti_browses, right=("q-a",), wrong=("q-b",))
    assert "Belum tepat" in last
    assert "soal 2" in last


def words_of(page: str) -> str:
    """The words of a page without its times of day: 04.33 is a minute, not a score."""
    return re.sub(r'<[^>]*>|"[^"]*"|\b\d\d\.\d\d(?= W)', " ", page)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_hidden_score_is_nowhere_but_the_verdict_is(shelf, siti_browses, purpose):
    questions = [about(f"q-{n}", FIRST) for n in range(3)]
    shelf.put(make_quiz(*questions, purpose=purpose, show_score=False, pass_percent=Decimal(60)))
    entry = shelf.courses[COURSE].quiz_entries[0]
    shelf.courses[COURSE] = replace(shelf.courses[COURSE], quiz_entries=(replace(entry, show_score=False),))
    failed = take(siti_browses, right=("q-0",), wrong=("q-1", "q-2"))
    passed = take(siti_browses, right=("q-0", "q-1"), wrong=("q-2",))
    pages = [failed, passed, siti_browses.get(INTRO).text, siti_browses.get("/learning/").text]
    for page in pages:
        for score in (
            "33",
            "66",
            "67",
            "1 dari 3 soal",
            "2 dari 3 soal",
            " poin",
            "Nilai terbaik",
            "Dihitung",
        ):
            assert score not in words_of(page), score
    if purpose is not Purpose.PRETEST:
        assert "Belum lulus" in failed
        assert "Lulus" in passed
        assert badges(pages[2])[-2:] == ["Lulus", "Belum lulus"]


def test_an_archived_course_begins_nothing_new_and_finishes_what_runs(shelf, siti_browses):
    shelf.put(make_quiz(single("q-1"), max_attempts=5))
    siti_browses.start()
    shelf.courses[COURSE] = replace(shelf.courses[COURSE], state="archived")
    assert "Lanjutkan kuis" in siti_browses.get(INTRO).text
    assert siti_browses.start().location == siti_browses.path()
    assert siti_browses.save(q_1=(1, single("q-1").choices[1].id)).status_code == 200
    siti_browses.submit()
    assert "Coba lagi" not in siti_browses.get(siti_browses.path("result")).text

    intro = siti_browses.get(INTRO).text
    assert "Kursus ini sudah diarsipkan, jadi percobaan baru tidak dapat dimulai." in intro
    assert siti_browses.start().location == INTRO
    assert count(Attempt) == 1
