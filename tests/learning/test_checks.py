"""Checks on the spot: judged at once, kept on the page, never stored."""

from __future__ import annotations

from flask.testing import FlaskClient

from elearn.content.questions.contract import option_id
from elearn.releases.published import PublishedCourse
from tests.learning.conftest import dump

URL = "/learning/adminduk/hukum/dasar"


def answer(reader: FlaskClient, token: str, **fields: str) -> object:
    data = {"csrf_token": token, "quiz": "latihan", "question": "kk-01"} | fields
    return reader.post(f"{URL}/checks", data=data)


def test_the_question_stands_where_the_author_put_it_without_its_key(
    course: PublishedCourse, reader: FlaskClient
) -> None:
    page = reader.get(URL).text

    assert page.index("Teks dasar.") < page.index("Apa kepanjangan KK?") < page.index("Teks penutup.")
    assert "Tepat sekali" not in page
    assert "susunan keluarga" not in page


def test_its_hint_is_there_to_be_opened(course: PublishedCourse, reader: FlaskClient) -> None:
    page = reader.get(URL).text

    assert page.index("<summary>Petunjuk</summary>") < page.index("Bukan nama kota.")


def test_a_wrong_answer_is_kept_and_explained(
    course: PublishedCourse, reader: FlaskClient, token: str
) -> None:
    before = dump()
    chosen = option_id("Kartu Kota")
    page = answer(reader, token, **{"kk-01.answer": chosen})

    assert page.status_code == 200
    assert "Bukan kota." in page.text
    assert "KK memuat susunan keluarga." in page.text
    assert "Belum tepat" in page.text
    assert f'value="{chosen}" checked' in page.text
    assert dump() == before


def test_a_right_answer_is_told_so(course: PublishedCourse, reader: FlaskClient, token: str) -> None:
    page = answer(reader, token, **{"kk-01.answer": option_id("Kartu Keluarga")})

    assert "Tepat sekali." in page.text
    assert "Tepat" in page.text


def test_no_answer_is_asked_for_again(course: PublishedCourse, reader: FlaskClient, token: str) -> None:
    page = answer(reader, token)

    assert page.status_code == 422
    assert "jawaban Anda dahulu" in page.text
    assert "susunan keluarga" not in page.text


def test_an_option_of_another_question_is_refused(
    course: PublishedCourse, reader: FlaskClient, token: str
) -> None:
    page = answer(reader, token, **{"kk-01.answer": "o0000000000"})

    assert page.status_code == 422
    assert "bukan bagian dari soal" in page.text


def test_a_question_of_a_graded_quiz_cannot_be_asked_here(
    course: PublishedCourse, reader: FlaskClient, token: str
) -> None:
    assert answer(reader, token, quiz="kuis-hukum").status_code == 404
    assert answer(reader, token, question="lain").status_code == 404
