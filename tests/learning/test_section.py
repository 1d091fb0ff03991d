"""The section page: reading, going on, resuming."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from elearn import clock
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import QuizFailed, SectionOpened, SectionRead
from elearn.progress import store as progress_store
from elearn.progress.reading_list import ListItem
from elearn.progress.standing import SectionKey
from elearn.releases.published import PublishedCourse
from tests.learning.conftest import MONDAY, dump, statements
from tests.sample_courses import make_course, make_module, shelve

FIRST = "/learning/adminduk/hukum/dasar"
SECOND = "/learning/adminduk/hukum/dokumen"
THIRD = "/learning/adminduk/hukum/tanda"


def read(reader: FlaskClient, token: str, url: str) -> Any:
    return reader.post(f"{url}/read", data={"csrf_token": token})


@pytest.mark.both_databases
def test_a_section_shows_its_text_its_place_and_the_minutes_left(
    course: PublishedCourse, reader: FlaskClient
) -> None:
    page = reader.get(FIRST)

    assert page.status_code == 200
    assert "Teks dasar." in page.text and "Teks penutup." in page.text
    assert "Bagian 1 dari 3" in page.text
    assert "24 menit lagi" in page.text
    assert 'data-key="next"' in page.text
    assert "data-check" not in page.text


@pytest.mark.parametrize(
    "url",
    [
        "/learning/adminduk/hukum/tidak-ada",
        "/learning/adminduk/tidak-ada/dasar",
        "/learning/tidak-ada/hukum/dasar",
        "/learning/adminduk/layanan/dasar",
        "/learning/tidak-ada/",
    ],
)
def test_what_is_not_published_is_not_found(course: PublishedCourse, reader: FlaskClient, url: str) -> None:
    assert reader.get(url).status_code == 404


def test_a_stranger_is_asked_to_sign_in(course: PublishedCourse, client: FlaskClient) -> None:
    answer = client.get(FIRST)

    assert answer.status_code in (302, 303)
    assert "/accounts/sign-in" in answer.headers["Location"]


def test_next_leads_through_the_module_to_its_quiz_and_then_to_the_course(
    course: PublishedCourse, reader: FlaskClient, token: str
) -> None:
    places = [read(reader, token, url) for url in (FIRST, SECOND, THIRD)]

    assert [one.status_code for one in places] == [303, 303, 303]
    assert [one.headers["Location"] for one in places] == [SECOND, THIRD, "/quiz/adminduk/kuis-hukum"]
    last = read(reader, token, "/learning/adminduk/layanan/antre")
    assert last.headers["Location"] == "/learning/adminduk/"


def test_a_double_click_on_next_counts_once(
    course: PublishedCourse, reader: FlaskClient, token: str, siti: Any
) -> None:
    read(reader, token, FIRST)
    before = dump()
    read(reader, token, FIRST)

    assert dump() == before


@pytest.mark.parametrize("deed", ["read", "checks", "bookmark", "note"])
def test_reloading_the_address_of_a_form_leads_back_to_the_section(
    course: PublishedCourse, reader: FlaskClient, deed: str
) -> None:
    before = dump()
    answer = reader.get(f"{FIRST}/{deed}")

    assert (answer.status_code, answer.headers["Location"]) == (302, FIRST)
    assert dump() == before


def test_next_without_a_token_changes_nothing(course: PublishedCourse, reader: FlaskClient) -> None:
    before = dump()

    assert reader.post(f"{FIRST}/read").status_code in (400, 403)
    assert dump() == before


@pytest.mark.both_databases
def test_on_another_device_learning_goes_on_at_the_exact_section(
    app: Flask,
    course: PublishedCourse,
    reader: FlaskClient,
    token: str,
    siti: Any,
    sign_in: Callable[..., Any],
) -> None:
    read(reader, token, FIRST)
    read(reader, token, SECOND)

    phone = sign_in(app.test_client(), siti)
    home = phone.get("/learning/").text
    assert THIRD in home.split("Punya berapa menit")[0]
    assert "12 menit lagi" in home


@pytest.mark.both_databases
def test_looking_at_a_page_is_written_at_most_once_a_minute(
    course: PublishedCourse, reader: FlaskClient, siti: Any
) -> None:
    with clock.fixed_at(clock.now()):
        now = clock.now()
        reader.get(FIRST)
        first = dump()
        reader.get(SECOND)
        assert dump() == first
    with clock.fixed_at(now + timedelta(seconds=61)):
        reader.get(SECOND)
    row = progress_store.enrolment(siti.id, "adminduk")
    assert row is not None
    assert row.position == SectionKey("hukum", "dokumen")


def test_turning_pages_within_the_minute_still_resumes_at_the_exact_section(
    app: Flask, course: PublishedCourse, reader: FlaskClient, charlie: Any, sign_in: Callable[..., Any]
) -> None:
    for url in (FIRST, THIRD, SECOND, THIRD):
        reader.get(url)
        first = reader.get("/learning/").text.split("</section>")[0]
        assert f'href="{url}"' in first
        assert f'href="{url}">' in reader.get("/learning/adminduk/").text.split("<h2")[0]

    record(charlie.id, SectionOpened(course="adminduk", module="hukum", section="dasar"), clock.now())
    shared_phone = sign_in(reader, charlie)
    assert f'href="{FIRST}"' in shared_phone.get("/learning/").text.split("</section>")[0]


def test_what_another_device_wrote_later_wins_over_what_a_browser_remembers(
    course: PublishedCourse, reader: FlaskClient, siti: Any
) -> None:
    reader.get(FIRST)
    reader.get(SECOND)
    later = clock.now() + timedelta(minutes=5)
    record(siti.id, SectionOpened(course="adminduk", module="hukum", section="tanda"), later)

    assert f'href="{THIRD}"' in reader.get("/learning/").text.split("</section>")[0]


def test_reading_pages_leaves_the_database_as_it_was(
    course: PublishedCourse, reader: FlaskClient, siti: Any
) -> None:
    reader.get(FIRST)
    before = dump()
    for url in (
        "/learning/",
        "/learning/?minutes=10",
        "/learning/catalog",
        "/learning/catalog?q=akta",
        "/learning/saved",
        "/learning/adminduk/",
        FIRST,
    ):
        assert reader.get(url).status_code == 200, url
    assert dump() == before


@pytest.mark.both_databases
def test_a_section_page_needs_at_most_four_statements(
    app: Flask, course: PublishedCourse, reader: FlaskClient, siti: Any
) -> None:
    reader.get(FIRST)
    with statements(app) as within_the_minute:
        reader.get(FIRST)
    assert len(within_the_minute) <= 2, within_the_minute

    with clock.fixed_at(clock.now() + timedelta(seconds=61)), statements(app) as later:
        reader.get(FIRST)
    # The session, the page, the position, and once a minute when the person was last seen.
    assert len(later) <= 4, later


def test_the_number_of_statements_does_not_grow_with_what_was_read(
    app: Flask, course: PublishedCourse, reader: FlaskClient, siti: Any
) -> None:
    reader.get(FIRST)
    with statements(app) as few:
        reader.get(FIRST)
    for section in ("dasar", "dokumen", "tanda"):
        record(siti.id, SectionRead(course="adminduk", module="hukum", section=section), clock.now())
    with statements(app) as many:
        reader.get(FIRST)
    assert len(many) == len(few)


def test_nobody_sees_what_another_person_read(
    course: PublishedCourse, reader: FlaskClient, charlie: Any
) -> None:
    record(charlie.id, SectionRead(course="adminduk", module="hukum", section="dasar"), MONDAY)

    assert "24 menit lagi" in reader.get(FIRST).text
    assert "Belum mulai" in reader.get("/learning/adminduk/").text


def test_a_locked_module_says_what_to_finish_first(
    app: Flask, reader: FlaskClient, token: str, siti: Any
) -> None:
    locked = make_course(make_module("satu", "a"), make_module("dua", "b"), locked=True)
    shelve(app, locked)

    page = reader.get("/learning/adminduk/dua/b")
    assert page.status_code == 403
    assert "Satu" in page.text
    before = dump()
    assert read(reader, token, "/learning/adminduk/dua/b").status_code == 303
    assert dump() == before


def test_opening_a_section_brings_a_person_back_who_had_left(
    course: PublishedCourse, reader: FlaskClient, token: str, siti: Any
) -> None:
    record(siti.id, SectionOpened(course="adminduk", module="hukum", section="dasar"), MONDAY)
    left = reader.post("/learning/adminduk/leave", data={"csrf_token": token})
    assert left.status_code == 303
    assert "Anda keluar dari kursus ini pada" in reader.get("/learning/adminduk/").text
    assert "Lanjutkan belajar" not in reader.get("/learning/").text

    reader.get(FIRST)
    row = progress_store.enrolment(siti.id, "adminduk")
    assert row is not None and row.left_at is None


def test_a_section_to_be_read_again_names_the_quiz_that_asks_for_it(
    course: PublishedCourse, reader: FlaskClient, token: str, siti: Any, charlie: Any
) -> None:
    for person, attempt in ((siti, 1), (charlie, 2)):
        item = ListItem(course="adminduk", key=SectionKey("hukum", "dasar" if person is siti else "dokumen"))
        failed = QuizFailed(course="adminduk", quiz="kuis-hukum", attempt_id=attempt, to_read=(item,))
        record(person.id, failed, MONDAY)

    words = "Bagian dari daftar baca ulang:"
    assert words in reader.get(FIRST).text
    assert 'href="/quiz/adminduk/kuis-hukum">Kuis kuis-hukum</a>' in reader.get(FIRST).text
    assert words not in reader.get(SECOND).text
    read(reader, token, FIRST)
    assert words not in reader.get(FIRST).text
