"""What is not stored: too late, not one's own, not readable, not asked for (Q04 to Q06, Q10, Q17, Q18)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from elearn.database import db
from elearn.quiz.rules import GRACE
from elearn.quiz.tables import Answer, Attempt
from tests.quiz.conftest import count, value_of
from tests.quiz.samples import MONDAY_NOON, make_quiz, multiple, number, short_text, single

MINUTE = timedelta(minutes=1)


def test_the_second_tab_is_told_that_the_first_was_faster(shelf, siti_browses):
    """Q04, by script and by form."""
    shelf.put(make_quiz())
    siti_browses.start()
    siti_browses.save(q_text=(1, "dari tab A"))

    heard = siti_browses.save(q_text=(1, "dari tab B"))
    assert heard.status_code == 409
    (lost,) = heard.json["refused"]
    assert (lost["reason"], lost["value"], lost["sequence"]) == ("stale", "dari tab A", 1)

    page = siti_browses.save(script=False, q_text=(1, "dari tab B"))
    assert page.status_code == 409
    assert "sudah dijawab dari halaman lain" in page.text
    assert value_of(siti_browses, "q-text") == "dari tab A"


def test_somebody_else_s_attempt_does_not_exist_and_that_is_said_before_its_time(
    shelf, siti_browses, browse, budi, at
):
    """Q05: ownership first."""
    shelf.put(make_quiz(time_limit=MINUTE))
    with at(MONDAY_NOON):
        siti_browses.start()
    other = browse(budi)
    other.attempt_id = siti_browses.attempt_id
    for when in (MONDAY_NOON, MONDAY_NOON + timedelta(days=1)):
        with at(when):
            assert other.save(q_text=(1, "x")).status_code == 404
            assert other.submit().status_code == 404
            for page in ("", "review", "result"):
                assert other.get(other.path(page).rstrip("/")).status_code == 404
    with at(MONDAY_NOON):
        assert siti_browses.get(siti_browses.path()).status_code == 200
    assert count(Answer) == 0


@pytest.mark.parametrize("script", [True, False])
def test_after_handing_in_an_answer_is_refused_and_the_learner_is_told(shelf, siti_browses, script):
    """Q05."""
    shelf.put(make_quiz())
    siti_browses.start()
    siti_browses.submit()
    late = siti_browses.save(script=script, q_text=(1, "x"))
    assert late.status_code == 409
    assert "sudah dikirim" in (late.json["text"] if script else late.text)
    assert count(Answer) == 0


def test_after_deadline_and_grace_an_answer_is_refused_and_the_attempt_is_marked(shelf, siti_browses, at):
    """Q05, Q06."""
    shelf.put(make_quiz(time_limit=MINUTE))
    with at(MONDAY_NOON):
        siti_browses.start()
    with at(MONDAY_NOON + MINUTE + GRACE):
        assert siti_browses.save(q_text=(1, "berakhlak")).status_code == 200
    with at(MONDAY_NOON + MINUTE + GRACE + timedelta(seconds=1)):
        late = siti_browses.save(q_text=(2, "terlambat"))
        assert late.status_code == 409
        assert late.json["closed"]
        result = siti_browses.get(siti_browses.path("result")).text
        assert "Waktu habis pukul 12.01" in result
    assert value_of(siti_browses, "q-text") == "berakhlak"


BROKEN = {
    "an option of another question": ("q-single", [multiple().choices[0].id]),
    "an unknown option": ("q-single", ["o0000000000"]),
    "a right option twice": ("q-multiple", [multiple().choices[0].id] * 2),
    "two options where one is asked": ("q-single", [one.id for one in single().choices[:2]]),
    "a thousand options": ("q-multiple", [multiple().choices[0].id] * 1000),
    "a NUL": ("q-text", ["a\0b"]),
    "a text that is too long": ("q-text", ["x" * 100_000]),
    "letters for a number": ("q-number", ["enam puluh"]),
    "NaN": ("q-number", ["NaN"]),
    "infinity": ("q-number", ["Infinity"]),
    "an Arabic digit": ("q-number", ["٣"]),
    "a vulgar fraction": ("q-number", ["½"]),
    "an exponent": ("q-number", ["1e1"]),
}


@pytest.mark.both_databases
@pytest.mark.parametrize("what", BROKEN)
def test_what_cannot_be_read_is_refused_with_a_sentence_and_the_rest_is_stored(shelf, siti_browses, what):
    """Q05, Q17, Q18."""
    code, values = BROKEN[what]
    shelf.put(make_quiz())
    siti_browses.start()
    fields = {f"{code}.sequence": "1", f"{code}.answer": values}
    fields |= {"q-true.sequence": "1", "q-true.answer": make_quiz().questions[2].right_answer()}

    heard = siti_browses.post(siti_browses.path("answers"), fields, script=True)
    assert heard.status_code == 422
    assert [one["question"] for one in heard.json["refused"]] == [code]
    assert heard.json["refused"][0]["text"].endswith(".")
    assert [one["question"] for one in heard.json["saved"]] == ["q-true"]

    page = siti_browses.post(siti_browses.path("answers"), fields)
    assert page.status_code == 422
    assert heard.json["refused"][0]["text"] in page.text
    assert value_of(siti_browses, code) is None


def test_broken_characters_are_refused_with_a_sentence(shelf, siti_browses):
    """Q17: browsers send half of a surrogate pair as a replacement character, other programs its bytes."""
    shelf.put(make_quiz())
    siti_browses.start()
    fields = {"csrf_token": siti_browses.token(), "q-text.sequence": "1"}
    parts = "".join(
        f'--X\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    answer = b'--X\r\nContent-Disposition: form-data; name="q-text.answer"\r\n\r\na\xed\xa0\x80b\r\n--X--\r\n'
    by_bytes = siti_browses.client.post(
        siti_browses.path("answers"),
        data=parts.encode() + answer,
        content_type="multipart/form-data; boundary=X",
        headers={"Accept": "application/json"},
    )
    for refused in (by_bytes, siti_browses.save(q_text=(1, "a\N{REPLACEMENT CHARACTER}b"))):
        assert refused.status_code == 422
        assert "tidak dapat disimpan" in refused.json["refused"][0]["text"]
    assert count(Answer) == 0


@pytest.mark.parametrize(
    ("size", "status", "words"), [(1_100_000, 422, "terlalu panjang"), (2_200_000, 413, "terlalu besar")]
)
def test_megabytes_are_refused_with_a_sentence(shelf, siti_browses, size, status, words):
    """Q17."""
    shelf.put(make_quiz())
    siti_browses.start()
    for script in (True, False):
        refused = siti_browses.save(script=script, q_text=(1, "x" * size))
        assert refused.status_code == status
        assert words in refused.text
        assert len(refused.text) < 60_000
    assert count(Answer) == 0


def test_a_question_that_is_not_in_the_attempt_is_refused(shelf, siti_browses):
    """Q05."""
    shelf.put(make_quiz())
    siti_browses.start()
    refused = siti_browses.save(q_lain=(1, "x"))
    assert refused.status_code == 422
    assert refused.json["refused"][0]["reason"] == "unknown-question"
    assert count(Answer) == 0


def test_a_save_without_a_proper_number_is_refused(shelf, siti_browses):
    shelf.put(make_quiz())
    siti_browses.start()
    for sequence in ("", "0", "-1", "1.5", "abc", "9" * 4000, "٣"):
        assert siti_browses.save(q_text=(sequence, "x")).status_code == 422, sequence
    assert count(Answer) == 0


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "text",
    [
        "ｂｅｒａｋｈｌａｋ",
        "e\u0301",
        "\u202eterbalik",
        "👩‍👩‍👧",
        "<b>&amp;</b>",
        "' OR 1=1 --",
        "  dua  spasi ",
    ],
)
def test_odd_texts_are_stored_and_shown_as_typed(shelf, siti_browses, text):
    """Q17."""
    shelf.put(make_quiz(short_text()))
    siti_browses.start()
    assert siti_browses.save(q_text=(1, text)).status_code == 200
    assert value_of(siti_browses, "q-text") == text
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;")
    assert escaped in siti_browses.get(siti_browses.path()).text


@pytest.mark.parametrize(
    ("typed", "is_right"), [("64", True), ("64,5", True), ("64.5", True), (" 63,5 ", True), ("-0", False)]
)
def test_numbers_are_read_as_indonesians_write_them(shelf, siti_browses, typed, is_right):
    """Q18."""
    shelf.put(make_quiz(number()))
    siti_browses.start()
    assert siti_browses.save(q_number=(1, typed)).status_code == 200
    siti_browses.submit()
    (attempt,) = db.session.scalars(select(Attempt)).all()
    assert attempt.passed is is_right


def test_scores_persons_and_numbers_from_the_browser_are_ignored(shelf, siti_browses, budi):
    """Q10."""
    shelf.put(make_quiz())
    siti_browses.start()
    wishes = {"score": "100", "passed": "1", "person_id": str(budi.id), "number": "9", "questions": "q-text"}
    siti_browses.post(siti_browses.path("answers"), wishes)
    siti_browses.post(siti_browses.path("submission"), wishes)
    (attempt,) = db.session.scalars(select(Attempt)).all()
    assert (attempt.score_percent, attempt.passed, attempt.number) == (Decimal(0), False, 1)
    assert attempt.person_id != budi.id
    assert len(attempt.questions) == 5


@pytest.mark.parametrize(
    "path",
    [
        "/quiz/kursus-satu/tidak-ada",
        "/quiz/tidak-ada/kuis-satu",
        "/quiz/attempts/999",
        "/quiz/attempts/0",
        "/quiz/attempts/99999999999999999999",
        "/quiz/attempts/-1",
        "/quiz/attempts/1%00",
    ],
)
def test_what_is_not_there_is_a_404(shelf, siti_browses, path):
    shelf.put(make_quiz())
    assert siti_browses.get(path).status_code == 404


def test_a_script_whose_learner_is_signed_out_hears_it_and_nothing_is_stored(shelf, siti_browses):
    """Q16: a page that followed the redirect would take the sign-in form for a saved answer."""
    shelf.put(make_quiz())
    siti_browses.start()
    siti_browses.client.delete_cookie("elearn")
    refused = siti_browses.client.post(
        siti_browses.path("answers"),
        data={"q-text.sequence": "1", "q-text.answer": "x"},
        headers={"Accept": "application/json"},
    )
    assert refused.status_code == 401
    assert count(Answer) == 0


def test_reloading_the_address_of_a_form_leads_to_its_page(shelf, siti_browses):
    shelf.put(make_quiz())
    siti_browses.start()
    for deed in ("answers", "submission"):
        assert siti_browses.get(siti_browses.path(deed)).location == siti_browses.path()
    begun = siti_browses.get("/quiz/kursus-satu/kuis-satu/attempts")
    assert begun.location == "/quiz/kursus-satu/kuis-satu"
