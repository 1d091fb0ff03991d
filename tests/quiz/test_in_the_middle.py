"""What may happen around a running attempt: its quiz vanishes (Q13), the session ends (Q16), the person is
moved, renumbered or shut out (Q20), the machine stands in another zone (D19), the proxy queues (Q06).
"""

from __future__ import annotations

import html
import re
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from elearn.accounts import actions as account_actions
from elearn.accounts.actions import Actor
from elearn.config import Settings
from elearn.database import db
from elearn.people.tables import EmployeeNumber, Person, ReportingLine
from elearn.quiz import store
from elearn.quiz.rules import GRACE
from elearn.quiz.tables import Answer, Attempt
from elearn.releases import library, objects
from elearn.web.settings import EXTENSION
from tests.quiz.conftest import count, rights, value_of
from tests.quiz.samples import MONDAY_NOON, make_quiz, short_text
from tests.quiz.test_from_files import QUIZ, files, option

__all__ = ["files"]
MINUTE = timedelta(minutes=1)
QUIZ_PATH = "quizzes/layanan/kuis-standar.md"


@pytest.fixture
def begun(files, publish_files, siti_browses):
    """Siti has answered one question of a quiz that was published from files."""
    publish_files(files)
    siti_browses.start("kuis-standar", "layanan")
    siti_browses.save(st_02=(1, "14"))
    return siti_browses


def finishes(browser):
    """Whether the attempt goes on, and its result shows titles and a full score."""
    page = browser.get(browser.path())
    assert page.status_code == 200
    assert browser.save(st_01=(1, option(page.text, "Syarat"))).status_code == 200
    browser.submit()
    result = browser.get(browser.path("result"))
    assert result.status_code == 200
    assert "Berapa hari batasnya?" in result.text
    return "100%" in result.text


def without_the_quiz(files):
    module = files["modules/layanan/01-standar.md"].replace("kuis: kuis-standar\n", "")
    return files | {"modules/layanan/01-standar.md": module}


def test_an_attempt_outlives_the_file_of_its_quiz(files, publish_files, settings, begun):
    """Q13: deleted, and the module no longer names it."""
    (settings.instance.parent / QUIZ_PATH).unlink()
    publish_files(without_the_quiz(files))
    assert finishes(begun)


def test_an_attempt_outlives_a_new_kode_of_its_quiz(files, publish_files, settings, begun):
    """Q13: renamed."""
    (settings.instance.parent / QUIZ_PATH).unlink()
    renamed = QUIZ.replace("kode: kuis-standar", "kode: kuis-baru")
    module = files["modules/layanan/01-standar.md"].replace("kuis-standar", "kuis-baru")
    publish_files({"modules/layanan/01-standar.md": module, "quizzes/layanan/kuis-baru.md": renamed})
    assert finishes(begun)


def test_a_broken_file_changes_nothing_for_who_is_in_the_middle(publish_files, begun):
    """Q13: broken, then mended."""
    publish_files({QUIZ_PATH: QUIZ.replace("- [x]", "- [ ]")})
    assert begun.get("/quiz/layanan/kuis-standar").status_code == 200
    assert finishes(begun)
    publish_files({QUIZ_PATH: QUIZ})
    assert "Percobaan Anda" in begun.get("/quiz/layanan/kuis-standar").text


def test_while_the_published_quiz_cannot_be_read_the_learner_is_told_and_nothing_is_lost(settings, begun):
    """Q13: the object itself is away; when it is back, the attempt goes on."""
    attempt = db.session.get(Attempt, begun.attempt_id)
    assert attempt is not None
    path = objects.path_of(settings.published_folder, attempt.object_sha256)
    db.session.rollback()
    away = path.with_suffix(".away")
    path.rename(away)
    library._released_quiz.cache_clear()

    page = begun.get(begun.path())
    assert page.status_code == 503
    assert "Jawaban yang sudah tersimpan aman" in page.text
    heard = begun.save(st_01=(1, "x"))
    assert (heard.status_code, heard.json.get("saved")) == (503, None)
    assert begun.submit().status_code == 503
    assert begun.get(begun.path("receipts")).status_code == 503
    assert value_of(begun, "st-02") == "14"

    away.rename(path)
    assert finishes(begun)


def test_a_text_written_while_the_session_ended_is_in_the_answer_and_can_be_sent_again(
    app, shelf, siti, siti_browses, sign_in
):
    """Q16, without scripts."""
    shelf.put(make_quiz(short_text()))
    siti_browses.start()
    long = ("Jawaban panjang & penting. " * 7).strip()
    token = siti_browses.token()
    account_actions.end_sessions(siti.id)
    fields = {"csrf_token": token, "q-text.sequence": "1", "q-text.answer": long}
    refused = siti_browses.client.post(
        siti_browses.path("answers"), data=fields, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert count(Answer) == 0
    assert long in html.unescape(refused.text)

    sign_in(siti_browses.client, siti)
    kept = dict(re.findall(r'<input type="hidden" name="(q-text[^"]+)" value="([^"]*)"', refused.text))
    again = siti_browses.post(siti_browses.path("answers"), {k: html.unescape(v) for k, v in kept.items()})
    assert again.status_code == 303
    assert value_of(siti_browses, "q-text") == long


def moved(person, unit_id):
    db.session.execute(update(Person).where(Person.id == person.id).values(unit_id=unit_id))
    db.session.commit()


def renumbered(person):
    """A PPPK who becomes CPNS gets another number; the person stays."""
    db.session.execute(
        update(EmployeeNumber).where(EmployeeNumber.person_id == person.id).values(valid_to=date(2026, 3, 2))
    )
    db.session.add(EmployeeNumber(person_id=person.id, nip="199001012026031999", valid_from=date(2026, 3, 2)))
    db.session.commit()


def led_by_another(person, supervisor):
    db.session.add(
        ReportingLine(person_id=person.id, supervisor_id=supervisor.id, valid_from=date(2026, 1, 1))
    )
    db.session.commit()


@pytest.mark.both_databases
@pytest.mark.parametrize("change", ["moved", "renumbered", "led by another"])
def test_who_is_moved_in_the_middle_goes_on_and_keeps_the_record(
    shelf, siti, budi, siti_browses, make_unit, change
):
    """Q20."""
    quiz = make_quiz()
    shelf.put(quiz)
    siti_browses.start()
    siti_browses.save(q_text=(1, "berakhlak"))
    if change == "moved":
        moved(siti, make_unit("Dinas Lain"))
    elif change == "renumbered":
        renumbered(siti)
    else:
        led_by_another(siti, budi)

    assert siti_browses.get(siti_browses.path()).status_code == 200
    siti_browses.post(siti_browses.path("answers"), rights(quiz) | {"q-text.sequence": "2"})
    siti_browses.submit()
    assert "Lulus" in siti_browses.get(siti_browses.path("result")).text
    (past,) = store.past_attempts(siti.id, "kursus-satu", "kuis-satu")
    assert past.passed
    assert store.past_attempts(budi.id, "kursus-satu", "kuis-satu") == ()


@pytest.mark.both_databases
def test_who_is_shut_out_in_the_middle_saves_nothing_more_and_keeps_what_was_saved(
    shelf, siti, budi, siti_browses, sign_in
):
    """Q20: there is no deleting of people; an account is disabled, and may be enabled again."""
    shelf.put(make_quiz())
    siti_browses.start()
    siti_browses.save(q_text=(1, "berakhlak"))
    admin = Actor(name="Admin", person_id=budi.id)
    token = siti_browses.token()
    account_actions.disable(siti.id, actor=admin)
    fields = {"csrf_token": token, "q-text.sequence": "2", "q-text.answer": "sesudah keluar"}
    refused = siti_browses.client.post(
        siti_browses.path("answers"), data=fields, headers={"Accept": "application/json"}
    )
    assert refused.status_code == 401
    assert value_of(siti_browses, "q-text") == "berakhlak"

    account_actions.enable(siti.id, actor=admin)
    sign_in(siti_browses.client, siti)
    assert 'value="berakhlak"' in siti_browses.get(siti_browses.path()).text


ZONES = ("UTC", "Asia/Jakarta", "Asia/Jayapura")


@pytest.fixture
def machine_zone(monkeypatch):
    """machine_zone(name): the operating system stands in this zone."""

    def set_to(name):
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield set_to
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process cannot be changed here")
@pytest.mark.parametrize("zone", ZONES)
def test_the_zone_of_the_machine_changes_neither_what_is_stored_nor_what_is_shown(
    shelf, siti, siti_browses, at, machine_zone, zone
):
    """D19."""
    machine_zone(zone)
    shelf.put(make_quiz(time_limit=30 * MINUTE))
    with at(MONDAY_NOON):  # 05.00 UTC
        siti_browses.start()
        siti_browses.save(q_text=(1, "berakhlak"))
        page = siti_browses.get(siti_browses.path()).text
    assert "sampai pukul 12.30" in page
    assert "Tersimpan 12.00.00" in page
    attempt = store.find_own_attempt(siti_browses.attempt_id, siti.id)
    assert attempt is not None
    assert attempt.deadline_at == datetime(2026, 3, 2, 5, 30, tzinfo=UTC)
    raw = db.session.connection().exec_driver_sql("SELECT deadline_at FROM attempt").scalar_one()
    assert str(raw).startswith("2026-03-02 05:30:00")
    db.session.rollback()


def behind_a_proxy(app, settings: Settings, monkeypatch):
    monkeypatch.setitem(app.extensions, EXTENSION, replace(settings, trusted_proxies=1))


def test_an_answer_that_waited_in_the_proxy_counts_by_its_arrival_there(
    app, settings, shelf, siti_browses, at, monkeypatch
):
    """Q06: the server was busy for twenty seconds."""
    shelf.put(make_quiz(time_limit=MINUTE))
    with at(MONDAY_NOON):
        siti_browses.start()
    end = MONDAY_NOON + MINUTE + GRACE
    came = {
        "X-Request-Start": f"t={(end - timedelta(seconds=1)).timestamp():.3f}",
        "Accept": "application/json",
    }
    fields = {"csrf_token": siti_browses.token(), "q-text.sequence": "1", "q-text.answer": "berakhlak"}

    with at(end + timedelta(seconds=20)):
        behind_a_proxy(app, settings, monkeypatch)
        heard = siti_browses.client.post(siti_browses.path("answers"), data=fields, headers=came)
        assert heard.status_code == 200
        assert "12.01.29" in heard.json["saved"][0]["text"]


def test_without_a_trusted_proxy_the_same_words_of_a_browser_count_for_nothing(shelf, siti_browses, at):
    shelf.put(make_quiz(time_limit=MINUTE))
    with at(MONDAY_NOON):
        siti_browses.start()
    end = MONDAY_NOON + MINUTE + GRACE
    came = {
        "X-Request-Start": f"t={(end - timedelta(seconds=1)).timestamp():.3f}",
        "Accept": "application/json",
    }
    fields = {"csrf_token": siti_browses.token(), "q-text.sequence": "1", "q-text.answer": "berakhlak"}
    with at(end + timedelta(seconds=20)):
        heard = siti_browses.client.post(siti_browses.path("answers"), data=fields, headers=came)
    assert heard.status_code == 409
    assert count(Answer) == 0
