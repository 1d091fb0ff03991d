"""More time for one person: which permission counts, when it counts, who gives it, and who learns of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from elearn.accommodations import actions as extra_time_actions
from elearn.accommodations.actions import Wanted
from elearn.accounts.actions import Actor
from elearn.accounts.roles import Role
from elearn.audit.tables import AuditEntry
from elearn.content.quiz import Purpose
from elearn.database import db
from elearn.quiz import actions, extra_time, extra_time_store, store
from elearn.quiz.actions import Started
from elearn.quiz.extra_time import Ground, Permission, extra_for, lengthened, percent_for
from elearn.quiz.rules import GRACE
from elearn.quiz.tables import ExtraTime
from elearn.releases import library
from elearn.releases.library import Library
from tests.quiz.conftest import COURSE, SECRET
from tests.quiz.samples import MONDAY_NOON, make_quiz, short_text
from tests.quiz.test_attempts import answer

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def permission(percent, course="", quiz=""):
    return Permission(
        id=1,
        person_id=1,
        course=course,
        quiz=quiz,
        percent=percent,
        reason="other",
        granted_by=2,
        granted_at=MONDAY_NOON,
    )


@pytest.mark.parametrize(
    ("permissions", "expected"),
    [
        ([], 0),
        ([permission(25)], 25),
        ([permission(25), permission(50)], 50),
        ([permission(100), permission(25, "kursus-satu")], 25),
        ([permission(100, "kursus-satu"), permission(10, "kursus-satu", "kuis-satu")], 10),
        ([permission(10, "kursus-satu", "kuis-satu"), permission(20, "kursus-satu", "kuis-satu")], 20),
        ([permission(50, "kursus-lain")], 0),
        ([permission(50, "kursus-satu", "kuis-lain"), permission(25)], 25),
    ],
)
def test_the_most_specific_permission_counts_and_of_equals_the_larger(permissions, expected):
    assert percent_for(permissions, "kursus-satu", "kuis-satu") == expected
    assert percent_for(reversed(permissions), "kursus-satu", "kuis-satu") == expected


def test_the_extra_time_is_that_share_of_the_limit_and_begun_seconds_count():
    assert extra_for(HOUR, 25) == timedelta(minutes=15)
    assert extra_for(timedelta(seconds=10), 25) == timedelta(seconds=3)
    assert extra_for(HOUR, 0) == timedelta(0)
    assert extra_for(None, 100) == timedelta(0)


@given(st.integers(1, 600), st.integers(0, 300), st.integers(0, 300))
def test_another_permission_never_shortens_a_running_attempt(minutes, before, after):
    limit = timedelta(minutes=minutes)
    extra = extra_for(limit, before)
    longer = lengthened(MONDAY_NOON, MONDAY_NOON + limit + extra, extra, after)
    assert longer == max(extra, extra_for(limit, after))


def give(person, percent=25, course="", quiz="", *, now=MONDAY_NOON, by=None):
    wanted = Wanted(
        person_id=person.id, course=course, quiz=quiz, percent=percent, ground=Ground.OTHER, note=""
    )
    return extra_time_actions.grant(
        wanted, actor=Actor(name="Operator", person_id=(by or person).id), now=now
    )


def begin(person, now=MONDAY_NOON, quiz="kuis-satu"):
    started = actions.start_attempt(person.id, COURSE, quiz, now)
    assert isinstance(started, Started)
    return again(started.attempt_id, person)


def again(attempt_id, person):
    found = store.find_own_attempt(attempt_id, person.id)
    assert found is not None
    return found


@pytest.mark.both_databases
def test_an_attempt_begins_with_its_extra_time_and_nobody_else_gets_it(shelf, siti, budi):
    shelf.put(make_quiz(time_limit=HOUR))
    give(siti, 25)
    mine, other = begin(siti), begin(budi)
    assert (mine.deadline_at, mine.extra_time_s) == (MONDAY_NOON + 75 * MINUTE, 900)
    assert (other.deadline_at, other.extra_time_s) == (MONDAY_NOON + HOUR, 0)


@pytest.mark.both_databases
def test_a_quiz_without_limit_stays_without(shelf, siti):
    shelf.put(make_quiz())
    give(siti)
    mine = begin(siti)
    assert (mine.deadline_at, mine.extra_time_s) == (None, 0)


@pytest.mark.both_databases
def test_a_running_attempt_becomes_longer_at_once_and_no_other(shelf, siti, budi):
    shelf.put(make_quiz(time_limit=HOUR), make_quiz(code="kuis-lain", time_limit=HOUR))
    mine, beside, other = begin(siti), begin(siti, quiz="kuis-lain"), begin(budi)

    assert give(siti, 50, COURSE, "kuis-satu", now=MONDAY_NOON + 59 * MINUTE) == 1

    assert again(mine.id, siti).deadline_at == MONDAY_NOON + 90 * MINUTE
    assert again(mine.id, siti).extra_time_s == 1800
    assert again(beside.id, siti).deadline_at == MONDAY_NOON + HOUR
    assert again(other.id, budi).deadline_at == MONDAY_NOON + HOUR
    late = actions.save_answers(
        again(mine.id, siti), [answer("q-text", "A")], secret=SECRET, now=MONDAY_NOON + 80 * MINUTE
    )
    assert len(late.stored) == 1


@pytest.mark.both_databases
def test_a_second_permission_is_counted_from_the_quiz_s_limit(shelf, siti):
    shelf.put(make_quiz(time_limit=HOUR))
    mine = begin(siti)
    give(siti, 25)
    assert give(siti, 100, now=MONDAY_NOON + MINUTE) == 1
    assert again(mine.id, siti).deadline_at == MONDAY_NOON + 2 * HOUR
    assert give(siti, 10, COURSE, now=MONDAY_NOON + MINUTE) == 0  # more specific, but never shorter
    assert again(mine.id, siti).deadline_at == MONDAY_NOON + 2 * HOUR


@pytest.mark.both_databases
def test_ending_a_permission_touches_only_later_attempts(shelf, siti):
    shelf.put(make_quiz(time_limit=HOUR, purpose=Purpose.PRACTICE))
    give(siti)
    running = begin(siti)
    (one,) = extra_time_store.permissions_of(siti.id)
    extra_time_actions.end(one, actor=Actor(name="Operator", person_id=siti.id), now=MONDAY_NOON + MINUTE)

    assert again(running.id, siti).deadline_at == MONDAY_NOON + 75 * MINUTE
    actions.submit(running, MONDAY_NOON + 2 * MINUTE)
    assert begin(siti, MONDAY_NOON + 3 * MINUTE).extra_time_s == 0


@pytest.mark.both_databases
def test_what_is_over_stays_over(shelf, siti):
    shelf.put(make_quiz(time_limit=HOUR))
    mine = begin(siti)
    assert give(siti, 100, now=MONDAY_NOON + HOUR + GRACE + timedelta(seconds=1)) == 0
    assert again(mine.id, siti).deadline_at == MONDAY_NOON + HOUR


@pytest.mark.both_databases
def test_who_looked_before_the_deadline_moved_does_not_close_the_attempt(shelf, siti):
    """A page or a job that read the old deadline decides on the new one."""
    shelf.put(make_quiz(time_limit=HOUR))
    seen = begin(siti)
    give(siti, 100, now=MONDAY_NOON + HOUR)
    assert actions.close_if_over(seen, MONDAY_NOON + HOUR + 2 * GRACE) is None
    assert again(seen.id, siti).state == "open"


def test_the_reason_is_neither_in_the_log_nor_before_the_learner(shelf, siti, siti_browses):
    shelf.put(make_quiz(time_limit=HOUR))
    wanted = Wanted(
        person_id=siti.id, course="", quiz="", percent=25, ground=Ground.ACCESS, note="kacamata pecah"
    )
    extra_time_actions.grant(wanted, actor=Actor(name="Operator", person_id=siti.id), now=MONDAY_NOON)
    (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "extra-time.granted"))
    assert entry.details == {"course": "", "quiz": "", "percent": 25}
    intro = siti_browses.get(f"/quiz/{COURSE}/kuis-satu").text
    siti_browses.start()
    page = siti_browses.get(siti_browses.path()).text
    for text in (intro, page, str(entry.details), entry.subject):
        assert "kacamata" not in text


def test_the_learner_sees_how_much_of_the_time_is_extra(shelf, siti, siti_browses, at):
    shelf.put(make_quiz(time_limit=HOUR))
    with at(MONDAY_NOON):
        assert "waktu tambahan" not in siti_browses.get(f"/quiz/{COURSE}/kuis-satu").text
        give(siti)
        intro = siti_browses.get(f"/quiz/{COURSE}/kuis-satu").text
        assert "1 jam 15 menit, termasuk waktu tambahan 15 menit" in intro
        siti_browses.start()
        page = siti_browses.get(siti_browses.path()).text
    assert "termasuk waktu tambahan 15 menit" in page
    assert 'data-limit="4500"' in page  # the warnings at 20 % and 5 % count it too
    assert "sisa waktu Anda 1 jam 15 menit. Yang tersimpan sampai pukul 13.15 dihitung." in page


def test_a_page_that_counted_down_to_the_old_end_hands_nothing_in(shelf, siti, siti_browses, at):
    shelf.put(make_quiz(time_limit=HOUR))
    with at(MONDAY_NOON):
        siti_browses.start()
    with at(MONDAY_NOON + HOUR):
        give(siti, now=MONDAY_NOON + HOUR)
        heard = siti_browses.post(siti_browses.path("submission"), {"because": "time"})
        assert heard.location == siti_browses.path()
        assert "Waktu Anda ditambah" in siti_browses.get(heard.location).text
        assert siti_browses.submit().location == siti_browses.path("result")  # by his own hand


def test_a_page_whose_time_is_over_hands_in(shelf, siti_browses, at):
    shelf.put(make_quiz(time_limit=HOUR))
    with at(MONDAY_NOON):
        siti_browses.start()
    with at(MONDAY_NOON + HOUR - timedelta(seconds=2)):  # its countdown was a little ahead
        heard = siti_browses.post(siti_browses.path("submission"), {"because": "time"})
    assert heard.location == siti_browses.path("result")


@dataclass
class Town:
    """Two offices with an operator each, an administrator of the whole, and somebody in the first office."""

    operator: object
    elsewhere: object
    admin: object
    siti: object


@pytest.fixture
def town(shelf, monkeypatch, make_unit, make_person):
    shelf.put(make_quiz(short_text(), time_limit=HOUR))
    monkeypatch.setattr(library, "library", lambda: Library(number=1, courses=shelf.courses))
    city = make_unit("Kota")
    office, other = make_unit("Dinas A", parent_id=city), make_unit("Dinas B", parent_id=city)
    section = make_unit("Seksi A1", parent_id=office)
    return Town(
        operator=make_person("Yusuf Hamka", unit_id=office, roles=(Role.UNIT_OPERATOR,)),
        elsewhere=make_person("Dewi Lestari", unit_id=other, roles=(Role.UNIT_OPERATOR,)),
        admin=make_person("Rina Hapsari", unit_id=city, roles=(Role.HR_ADMIN,)),
        siti=make_person("Siti Rahmawati", unit_id=section),
    )


def fields(person, **changes):
    return {"nip": person.nip, "where": "", "percent": "25", "ground": "other", "note": ""} | changes


def in_force():
    db.session.rollback()
    return list(db.session.scalars(select(ExtraTime).where(ExtraTime.ended_at.is_(None))))


def test_an_operator_gives_and_ends_extra_time_in_his_own_units(town, browse):
    browser = browse(town.operator)
    wanted = fields(
        town.siti,
        where="kursus-satu/kuis-satu",
        percent="other",
        other_percent="30",
        ground="duty",
        note=" a  b ",
    )
    assert browser.post("/extra-time/", wanted).location == "/extra-time/"
    (row,) = in_force()
    assert (row.person_id, row.course, row.quiz, row.percent) == (
        town.siti.id,
        "kursus-satu",
        "kuis-satu",
        30,
    )
    assert (row.reason, row.granted_by) == ("duty: a b", town.operator.id)

    page = browser.get("/extra-time/").text
    assert "Siti Rahmawati" in page
    assert town.siti.nip not in page
    assert town.siti.nip[-4:] in page
    for words in (
        "30 persen lebih lama",
        "Kuis Satu di Kursus Satu",
        "sambil melayani",
        "a b",
        "oleh Yusuf Hamka",
    ):
        assert words in page, words

    assert browser.post(f"/extra-time/{row.id}/end", {}).status_code == 303
    assert in_force() == []


def test_an_operator_of_another_unit_neither_gives_nor_sees_nor_ends(town, browse):
    browse(town.operator).post("/extra-time/", fields(town.siti))
    (row,) = in_force()
    other = browse(town.elsewhere)
    refused = other.post("/extra-time/", fields(town.siti))
    assert refused.status_code == 422
    assert "Tidak ada pegawai dengan NIP ini" in refused.text
    assert "Siti Rahmawati" not in refused.text
    unknown = other.post("/extra-time/", fields(town.siti, nip="199912312020011999"))
    assert "Tidak ada pegawai dengan NIP ini" in unknown.text
    assert "Siti" not in other.get("/extra-time/").text
    assert other.post(f"/extra-time/{row.id}/end", {}).status_code == 404
    assert len(in_force()) == 1
    assert "Siti Rahmawati" in browse(town.admin).get("/extra-time/").text


@pytest.mark.parametrize("roles", [(), (Role.AUTHOR,), (Role.REVIEWER,), (Role.UNIT_HEAD,)])
def test_nobody_but_operators_and_administrators_comes_there(town, browse, make_person, roles):
    browser = browse(make_person("Orang Lain", unit_id=town.siti.unit_id, roles=roles))
    assert browser.get("/extra-time/").status_code == 403
    assert browser.post("/extra-time/", fields(town.siti)).status_code == 403
    assert browser.post("/extra-time/1/end", {}).status_code == 403
    assert in_force() == []


def test_nobody_gives_extra_time_to_himself(town, browse):
    refused = browse(town.operator).post("/extra-time/", fields(town.operator))
    assert refused.status_code == 422
    assert "diberikan oleh operator lain" in refused.text
    assert in_force() == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"nip": ""}, "Isi NIP pegawai."),
        ({"nip": "12345"}, "Tidak ada pegawai"),
        ({"percent": "75"}, "Pilih salah satu."),
        ({"percent": "other", "other_percent": ""}, "dari 1 sampai 300"),
        ({"percent": "other", "other_percent": "0"}, "dari 1 sampai 300"),
        ({"percent": "other", "other_percent": "301"}, "dari 1 sampai 300"),
        ({"percent": "other", "other_percent": "٣٠"}, "dari 1 sampai 300"),
        ({"percent": "other", "other_percent": "-5"}, "dari 1 sampai 300"),
        ({"ground": "diagnosis"}, "Pilih salah satu."),
        ({"ground": ""}, "Pilih salah satu."),
        ({"where": "kursus-satu/tidak-ada"}, "Pilih salah satu kuis"),
        ({"where": "tidak-ada"}, "Pilih salah satu kuis"),
        ({"where": "/kuis-satu"}, "Pilih salah satu kuis"),
        ({"note": "x" * 201}, "Paling banyak 200 huruf."),
    ],
)
def test_what_is_not_right_comes_back_with_a_sentence(town, browse, changes, words):
    page = browse(town.operator).post("/extra-time/", fields(town.siti, **changes))
    assert page.status_code == 422
    assert words in page.text
    assert in_force() == []


@pytest.mark.parametrize("where", ["", "kursus-satu", "kursus-satu/kuis-satu"])
def test_it_is_given_for_all_for_a_course_or_for_a_quiz(town, browse, where):
    assert browse(town.admin).post("/extra-time/", fields(town.siti, where=where)).status_code == 303
    (row,) = in_force()
    assert (row.course, row.quiz) == (where.partition("/")[0], where.partition("/")[2])


def test_a_running_attempt_that_became_longer_is_told_to_the_operator(town, browse):
    browse(town.siti).start()
    browser = browse(town.operator)
    browser.post("/extra-time/", fields(town.siti))
    assert "1 percobaan yang sedang berjalan diperpanjang." in browser.get("/extra-time/").text


def test_the_reason_is_kept_apart_from_its_note():
    one = permission(25)
    assert (one.ground, one.note) == ("other", "")
    written = extra_time.Permission(
        **{name: getattr(one, name) for name in Permission.__dataclass_fields__} | {"reason": "duty: a: b"}
    )
    assert (written.ground, written.note) == ("duty", "a: b")
