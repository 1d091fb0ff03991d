"""Beranda: the one next step, JP of the year, what fits into a short break."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from elearn import clock
from elearn.database import transaction
from elearn.ledger import store as ledger_store
from elearn.ledger.forms import E_LEARNING
from elearn.ledger.rows import Entry
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import QuizPassed, SectionRead
from elearn.progress import store as progress_store
from elearn.releases.published import PublishedCourse
from elearn.web.settings import current_settings
from tests.learning.conftest import MONDAY, statements
from tests.sample_courses import make_course, make_module, make_section, shelve


def earn(person: Any, jp: str, at: datetime, *, course: str = "luar", module: str = "m") -> None:
    with transaction():
        progress_store.add_completion(person.id, course, module=module, version="v", now=at, jp=Decimal(jp))
        entry = Entry(
            person_id=person.id,
            on_date=at.astimezone(current_settings().time_zone).date(),
            form=E_LEARNING,
            jp=Decimal(jp),
            source="module",
            source_key=f"{course}/{module}/1",
            title=module,
            recorded_at=at,
        )
        ledger_store.add(entry)


def read(
    person: Any, section: str, module: str = "hukum", course: str = "adminduk", at: datetime = MONDAY
) -> None:
    record(person.id, SectionRead(course=course, module=module, section=section), at)


def test_someone_new_is_invited_to_the_tour(app: Flask, reader: FlaskClient) -> None:
    tour = make_course(make_module("mulai", "a"), code="mengenal-platform", title="Mengenal Platform")
    shelve(app, tour)

    page = reader.get("/learning/").text
    assert "Belum ada kursus" in page
    assert "Mulai dari Mengenal Platform, 5 menit." in page
    assert 'href="/learning/mengenal-platform/"' in page


def test_an_empty_library_says_so_calmly(reader: FlaskClient) -> None:
    assert "Belum ada kursus yang terbit" in reader.get("/learning/").text


def test_the_next_step_is_the_exact_section_of_the_latest_course(
    app: Flask, reader: FlaskClient, siti: Any, course: PublishedCourse
) -> None:
    other = make_course(make_module("satu", "a", "b"), code="keuangan")
    shelve(app, course, other)
    read(siti, "a", "satu", "keuangan", at=MONDAY)
    read(siti, "dasar", at=MONDAY + timedelta(days=1))

    first = reader.get("/learning/").text.split("</section>")[0]
    assert 'href="/learning/adminduk/hukum/dokumen"' in first
    assert "8 menit lagi" in first
    assert "1 dari 4 bagian dibaca" in first


def test_after_the_last_section_the_next_step_is_the_quiz(
    reader: FlaskClient, siti: Any, course: PublishedCourse
) -> None:
    for section in ("dasar", "dokumen", "tanda"):
        read(siti, section)

    first = reader.get("/learning/").text.split("</section>")[0]
    assert 'href="/quiz/adminduk/kuis-hukum"' in first


def test_a_finished_course_is_praised_drily_and_no_step_is_pressed(
    reader: FlaskClient, siti: Any, course: PublishedCourse
) -> None:
    for section in ("dasar", "dokumen", "tanda"):
        read(siti, section)
    read(siti, "antre", "layanan")
    record(siti.id, QuizPassed(course="adminduk", quiz="kuis-hukum", attempt_id=1, version="q"), MONDAY)

    page = reader.get("/learning/").text
    assert "Semua kursus Anda sudah selesai" in page
    assert "!" not in page.split("<main")[1].split("</main>")[0].replace("<!", "")


def test_a_pns_sees_jp_of_this_year_against_the_target(reader: FlaskClient, siti: Any, charlie: Any) -> None:
    with clock.fixed_at(clock.now()):
        now = clock.now()
        earn(siti, "12", now)
        earn(siti, "5", now - timedelta(days=800), module="lama")
        earn(charlie, "7", now)

        assert "12 dari 20 JP, kurang 8" in reader.get("/learning/").text


def test_a_pns_who_reached_the_target_is_told_so(reader: FlaskClient, siti: Any) -> None:
    earn(siti, "20.5", clock.now())

    page = reader.get("/learning/").text
    assert "20,5 JP, target 20 JP tercapai" in page
    assert "kurang" not in page


def test_a_pppk_sees_a_ceiling_and_no_target(
    client: FlaskClient, make_person: Callable[..., Any], sign_in: Callable[..., FlaskClient]
) -> None:
    budi = make_person("Budi Hartono", nip="199001012024211001", employment_status="pppk")
    earn(budi, "25", clock.now())

    page = sign_in(client, budi).get("/learning/").text
    assert "25 JP tahun ini" in page
    assert "Diakui paling banyak 24 JP" in page
    assert "Yang diakui: 24 JP" in page
    assert "kurang" not in page


def test_the_year_turns_in_the_zone_of_the_installation(reader: FlaskClient, siti: Any) -> None:
    earn(siti, "2", datetime(2025, 12, 31, 16, 59, tzinfo=UTC), module="tua")  # 23.59 WIB
    earn(siti, "3", datetime(2025, 12, 31, 17, 0, tzinfo=UTC), module="baru")  # 00.00 WIB, 2026
    with clock.fixed_at(datetime(2026, 1, 1, 2, 0, tzinfo=UTC)):
        assert "3 dari 20 JP, kurang 17" in reader.get("/learning/").text


def test_ten_minutes_list_only_what_fits(reader: FlaskClient, siti: Any, course: PublishedCourse) -> None:
    page = reader.get("/learning/?minutes=10").text
    listed = page.split("Punya berapa menit?")[-1]

    assert "/hukum/dasar" in listed
    assert "/hukum/tanda" not in listed


def test_minutes_that_are_no_choice_are_ignored(reader: FlaskClient, course: PublishedCourse) -> None:
    for value in ("", "7", "-5", "abc", "10' or 1=1", "９"):
        page = reader.get("/learning/", query_string={"minutes": value})

        assert page.status_code == 200
        assert 'aria-current="true"' not in page.text


def test_nothing_fits_is_said_kindly(app: Flask, reader: FlaskClient) -> None:
    shelve(app, make_course(make_module("satu", make_section("panjang", minutes=14))))

    assert "Belum ada bagian yang muat dalam 5 menit" in reader.get("/learning/?minutes=5").text


@pytest.mark.both_databases
def test_home_catalog_and_course_need_the_same_statements_for_few_and_many(
    app: Flask, reader: FlaskClient, siti: Any, course: PublishedCourse
) -> None:
    urls = ("/learning/?minutes=30", "/learning/catalog", "/learning/adminduk/", "/learning/saved")

    def counted() -> list[int]:
        numbers = []
        for url in urls:
            with statements(app) as seen:
                assert reader.get(url).status_code == 200
            numbers.append(len(seen))
        return numbers

    few = counted()
    more = [make_course(make_module("m", "a", "b", "c"), code=f"kursus-{n}") for n in range(12)]
    shelve(app, course, *more)
    for one in more:
        for section in "abc":
            read(siti, section, "m", one.code)
    read(siti, "dasar")

    assert counted() == few
    assert max(few) <= 11
