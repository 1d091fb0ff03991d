"""One answer before its grader: what he sees, what he never sees, what saving does."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from elearn.audit.tables import AuditEntry
from elearn.database import db
from elearn.progress import store as progress_store
from elearn.quiz import store as quiz_store
from elearn.quiz.tables import GivenMark
from tests.marking.conftest import ESSAY, QUIZ, Office, form, path_of, statements
from tests.quiz.conftest import COURSE, Browser, count
from tests.quiz.samples import essay, make_quiz, single

NEXT = f"/marking/questions/{COURSE}/{QUIZ}/{ESSAY}/next"


def marks() -> list[GivenMark]:
    """All marks, the oldest first."""
    found = list(db.session.scalars(select(GivenMark).order_by(GivenMark.id)))
    db.session.rollback()
    return found


def test_the_answer_stands_there_as_typed_and_never_as_markup(office: Office, rina_browses: Browser) -> None:
    attempt = office.hand_in(text="Baris <script>alert(1)</script>\n\nBaris tiga & akhir")
    page = rina_browses.get(path_of(attempt)).text

    assert "Baris &lt;script&gt;alert(1)&lt;/script&gt;\n\nBaris tiga &amp; akhir" in page
    assert "<script>alert" not in page
    assert "5 kata" in page
    assert "rahasia-contoh-jawaban" in page
    assert "Jawaban 1 dari 1" in page
    assert "0 dari 1 dinilai" in page


def test_nobody_learns_whose_answer_it_is(office: Office, siti: Any, rina_browses: Browser) -> None:
    attempt = office.hand_in(siti)
    pages = [rina_browses.get(path).text for path in ("/marking/", path_of(attempt))]
    rina_browses.post(path_of(attempt), form())
    pages += [rina_browses.get(path).text for path in ("/marking/", path_of(attempt))]
    pages.append(rina_browses.get(f"/marking/questions/{COURSE}/{QUIZ}/{ESSAY}").text)

    for page in pages:
        assert "Siti" not in page
        assert siti.nip not in page


def test_a_mark_scores_the_attempt_tells_the_pass_and_is_audited(
    office: Office, siti: Any, budi: Any, rina: Any, rina_browses: Browser
) -> None:
    attempt, other = office.hand_in(siti), office.hand_in(budi)
    answer = rina_browses.post(path_of(attempt), form(first="6", second="2,5", comment="Baik."))

    assert answer.status_code == 303
    after = office.attempt(attempt.id)
    assert (after.state, after.points, after.score_percent, after.passed) == (
        "graded",
        Decimal("8.5"),
        85,
        True,
    )
    assert quiz_store.answers_of(attempt.id)[ESSAY].fraction == Decimal("0.85")
    assert progress_store.passed_quizzes(siti.id, COURSE) == {QUIZ}
    (mark,) = marks()
    assert (mark.number, mark.grader_id, mark.points) == (1, rina.id, Decimal("8.5"))
    assert (mark.criteria, mark.comment) == (["6", "2.5"], "Baik.")
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "mark.given")).one()
    assert entry.subject == f"attempt:{attempt.id}:{ESSAY}"
    assert entry.actor_id == rina.id
    assert "Jawaban" not in str(entry.details)
    db.session.rollback()
    # The bystander waits on.
    assert office.attempt(other.id).state == "awaiting_grader"
    assert progress_store.passed_quizzes(budi.id, COURSE) == frozenset()


def test_saving_leads_to_the_next_answer_of_the_same_question(office: Office, rina_browses: Browser) -> None:
    attempts = {office.hand_in().id for _ in range(4)}
    seen: list[int] = []
    place = rina_browses.get(NEXT).location
    for number in range(4):
        assert f"{number} dari 4 dinilai" in rina_browses.get(place).text
        seen.append(int(place.split("/")[3]))
        place = rina_browses.post(place, form()).location

    assert set(seen) == attempts
    assert place == "/marking/"
    assert "Semua jawaban soal ini sudah dinilai" in rina_browses.get(place).text


def test_skipping_leaves_the_answer_waiting_and_comes_back_to_it(
    office: Office, rina_browses: Browser
) -> None:
    for _ in range(3):
        office.hand_in()
    first = rina_browses.get(NEXT).location
    seen = [first]
    for _ in range(3):
        after = seen[-1].split("/")[3]
        seen.append(rina_browses.get(f"{NEXT}?after={after}").location)

    assert len(set(seen)) == 3
    assert seen[3] == first
    assert count(GivenMark) == 0


def test_the_only_answer_cannot_be_skipped_into_a_circle(office: Office, rina_browses: Browser) -> None:
    attempt = office.hand_in()
    response = rina_browses.get(f"{NEXT}?after={attempt.id}")

    assert response.location == "/marking/"
    assert "Tidak ada jawaban lain yang menunggu" in rina_browses.get("/marking/").text
    for nonsense in ("x", "-1", "99999999999999999999999", "１"):
        assert rina_browses.get(f"{NEXT}?after={nonsense}").status_code == 303


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"first": ""}, "Beri poin untuk kriteria ini"),
        ({"second": "9"}, "Poin di luar batas"),
        ({"second": "tiga"}, "belum terbaca sebagai poin"),
    ],
)
def test_a_slip_is_told_and_what_was_typed_stays(
    office: Office, rina_browses: Browser, fields: dict[str, str], sentence: str
) -> None:
    attempt = office.hand_in()
    answer = rina_browses.post(path_of(attempt), form(comment="Tetap ada", **fields))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Tetap ada" in answer.text
    assert all(f'value="{value}"' in answer.text for value in fields.values() if value)
    assert count(GivenMark) == 0
    assert office.attempt(attempt.id).state == "awaiting_grader"


def test_points_that_no_level_has_are_refused_only_when_out_of_bounds(
    office: Office, rina_browses: Browser
) -> None:
    # A radio button posts one of the levels; another number within bounds harms nobody.
    attempt = office.hand_in()
    assert rina_browses.post(path_of(attempt), form(first="600")).status_code == 422
    assert rina_browses.post(path_of(attempt), form(first="4")).status_code == 303


def test_a_changed_mark_keeps_the_old_one_and_scores_anew(
    office: Office, siti: Any, joko: Any, browse: Any, rina_browses: Browser
) -> None:
    attempt = office.hand_in(siti)
    rina_browses.post(path_of(attempt), form(comment="Baik."))
    page = browse(joko).get(path_of(attempt)).text
    assert "Rina Penilai" in page
    assert "Kelulusan yang sudah tercatat tetap berlaku" in page
    browse(joko).post(path_of(attempt), form(number=2, first="0", second="1", comment="Tanpa data."))

    after = office.attempt(attempt.id)
    assert (after.score_percent, after.passed) == (10, True)  # who has passed does not fail by a later mark
    assert [(one.number, one.points) for one in marks()] == [(1, 9), (2, 1)]
    page = rina_browses.get(path_of(attempt)).text
    for words in ("Rina Penilai", "Joko Penguji", "Baik.", "Tanpa data."):
        assert words in page


def test_the_slower_of_two_graders_is_told_and_loses_nothing(
    office: Office, joko: Any, browse: Any, rina_browses: Browser
) -> None:
    attempt = office.hand_in()
    rina_browses.post(path_of(attempt), form(comment="Dari Rina."))
    slower = browse(joko)
    answer = slower.post(path_of(attempt), form(first="3", second="1,5", comment="Dari Joko."))

    assert answer.status_code == 409
    for words in (
        "Rina Penilai",
        "Dari Rina.",
        "9 dari 10 poin",
        "4,5 dari 10 poin",
        "Dari Joko.",
        'value="1,5"',
    ):
        assert words in answer.text
    assert [one.points for one in marks()] == [9]
    again = slower.post(path_of(attempt), form(number=2, first="3", second="1,5", comment="Dari Joko."))
    assert again.status_code == 303
    assert [one.points for one in marks()] == [9, Decimal("4.5")]


def test_pressing_twice_stores_one_mark(office: Office, rina_browses: Browser) -> None:
    attempt = office.hand_in()
    for _ in range(2):
        assert rina_browses.post(path_of(attempt), form(comment="Baik.")).status_code == 303

    assert len(marks()) == 1


def test_nobody_marks_himself(
    office: Office, rina: Any, rina_browses: Browser, joko: Any, browse: Any
) -> None:
    own = office.hand_in(rina, text="Jawaban Rina")

    assert "Tidak ada jawaban yang menunggu" in rina_browses.get("/marking/").text
    assert rina_browses.get(path_of(own)).status_code == 404
    assert rina_browses.post(path_of(own), form()).status_code == 404
    assert rina_browses.get(f"/marking/questions/{COURSE}/{QUIZ}/{ESSAY}").status_code == 404
    assert rina_browses.get(NEXT).location == "/marking/"
    assert "Jawaban Rina" in browse(joko).get(path_of(own)).text
    assert count(GivenMark) == 0


def test_what_is_no_closed_essay_is_not_there(
    office: Office, shelf: Any, siti_browses: Browser, rina_browses: Browser
) -> None:
    shelf.put(make_quiz(single(), essay()))
    siti_browses.start()
    siti_browses.save(q_essay=(1, "Masih ditulis"))
    open_attempt = office.attempt(siti_browses.attempt_id)
    assert rina_browses.get(path_of(open_attempt)).status_code == 404
    siti_browses.save(q_single=(1, single().right_answer()))
    siti_browses.submit()

    assert rina_browses.get(path_of(open_attempt)).status_code == 200
    for path in (
        path_of(open_attempt, "q-single"),
        path_of(open_attempt, "q-lain"),
        f"/marking/answers/999999/{ESSAY}",
        f"/marking/questions/{COURSE}/{QUIZ}/q-single",
        f"/marking/questions/lain/{QUIZ}/{ESSAY}",
    ):
        assert rina_browses.get(path).status_code == 404


def test_an_empty_essay_is_not_offered(office: Office, rina_browses: Browser) -> None:
    empty = office.hand_in(text="")

    assert office.attempt(empty.id).state == "graded"
    assert rina_browses.get(path_of(empty)).status_code == 404


def test_a_learner_gets_none_of_these_pages(office: Office, budi: Any, browse: Any) -> None:
    attempt = office.hand_in()
    for path in ("/marking/", path_of(attempt), NEXT, f"/marking/questions/{COURSE}/{QUIZ}/{ESSAY}"):
        assert browse(budi).get(path).status_code in (403, 404)
    assert browse(budi).post(path_of(attempt), form()).status_code in (403, 404)
    assert count(GivenMark) == 0


def test_the_number_of_queries_does_not_grow_with_the_answers(
    office: Office, joko: Any, browse: Any, rina_browses: Browser
) -> None:
    first = office.hand_in()
    rina_browses.post(path_of(first), form())
    paths = ("/marking/", path_of(first), f"/marking/questions/{COURSE}/{QUIZ}/{ESSAY}")

    def counts() -> list[int]:
        found = []
        for path in paths:
            rina_browses.get(path)
            with statements() as sent:
                rina_browses.get(path)
            found.append(len(sent))
        return found

    few = counts()
    for _ in range(5):
        browse(joko).post(path_of(office.hand_in()), form())
        office.hand_in()
    assert counts() == few
    assert few[0] <= 7
    assert few[1] <= 9
