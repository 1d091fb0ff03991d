"""The course page: the story, the path, and exactly what is missing."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from elearn.content.course import CompletionRule
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import QuizPassed, SectionRead
from elearn.releases.published import PublishedCourse
from tests.learning.conftest import MONDAY, dump
from tests.sample_courses import make_course, make_module, shelve

URL = "/learning/adminduk/"


def read(person: Any, *keys: tuple[str, str]) -> None:
    for module, section in keys:
        record(person.id, SectionRead(course="adminduk", module=module, section=section), MONDAY)


def test_the_page_tells_the_story(course: PublishedCourse, reader: FlaskClient) -> None:
    page = reader.get(URL).text

    for words in (
        "Mengapa ini penting",
        "membaca NIK",
        "Keterampilan",
        "Petugas loket",
        "Sri Wahyuni (widyaiswara)",
        "BKPSDM Kota Contoh",
        "UU 23/2006",
        "Daring mandiri",
        "2 JP",
        "30 menit",
    ):
        assert words in page, words
    assert 'href="/learning/adminduk/hukum/dasar"' in page
    assert "Mulai" in page


def test_what_is_missing_is_said_in_words_and_shrinks(
    course: PublishedCourse, reader: FlaskClient, siti: Any, charlie: Any
) -> None:
    read(charlie, ("layanan", "antre"))
    page = reader.get(URL).text
    assert "Baca 3 bagian lagi di Hukum (24 menit)." in page
    assert "Lulus Kuis kuis-hukum." in page
    assert "Baca 1 bagian lagi di Layanan (6 menit)." in page

    read(siti, ("hukum", "dasar"), ("hukum", "dokumen"), ("hukum", "tanda"))
    page = reader.get(URL).text
    assert "bagian lagi di Hukum" not in page
    assert "Lulus Kuis kuis-hukum." in page


def test_a_finished_course_says_when_and_misses_nothing(
    course: PublishedCourse, reader: FlaskClient, siti: Any
) -> None:
    read(siti, ("hukum", "dasar"), ("hukum", "dokumen"), ("hukum", "tanda"), ("layanan", "antre"))
    record(siti.id, QuizPassed(course="adminduk", quiz="kuis-hukum", attempt_id=1, version="q"), MONDAY)

    page = reader.get(URL).text
    assert "Anda menyelesaikan kursus ini pada 2 Maret 2026" in page
    assert "Tidak ada yang kurang." in page
    assert "1,5 JP tercatat" in page
    assert "Keluar dari kursus ini" not in page


def test_a_practice_task_that_the_release_does_not_name_yet_is_told_so(
    app: Flask, reader: FlaskClient
) -> None:
    rule = (CompletionRule.ALL_MODULES, CompletionRule.PRACTICE_TASK)
    shelve(app, make_course(make_module("m", "a"), rule=rule))

    assert "Kursus ini perlu diterbitkan lagi oleh penyusunnya" in reader.get(URL).text


def test_leaving_is_asked_for_once_more_and_keeps_the_record(
    course: PublishedCourse, reader: FlaskClient, token: str, siti: Any
) -> None:
    assert "Keluar dari kursus ini" not in reader.get(URL).text
    read(siti, ("hukum", "dasar"))
    assert "Ya, keluar dari kursus" in reader.get(URL).text

    answer = reader.post("/learning/adminduk/leave", data={"csrf_token": token})
    assert answer.status_code == 303
    page = reader.get(URL).text
    assert "Anda keluar dari kursus ini pada" in page
    assert "1 dari 4 bagian dibaca" in page


def test_leaving_without_a_token_changes_nothing(
    course: PublishedCourse, reader: FlaskClient, siti: Any
) -> None:
    read(siti, ("hukum", "dasar"))
    before = dump()

    assert reader.post("/learning/adminduk/leave").status_code in (400, 403)
    assert dump() == before


def test_in_a_locked_course_the_path_says_what_opens_a_module(app: Flask, reader: FlaskClient) -> None:
    shelve(app, make_course(make_module("satu", "a"), make_module("dua", "b"), locked=True))
    page = reader.get(URL).text

    assert "Terbuka setelah “Satu” selesai." in page
    assert "/learning/adminduk/dua/b" not in page
