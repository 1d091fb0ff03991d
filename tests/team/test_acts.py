"""Reminding, praising, moving, exempting, assigning: shown first, done once, told, taken back in a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from elearn import clock
from elearn.database import db
from elearn.messages.tables import Message
from elearn.obligations import actions as obligation_actions
from elearn.obligations import store as obligations_store
from elearn.obligations.tables import BulkAction, Obligation, ObligationChange, ShiftRequest
from elearn.people.tables import Person
from tests.conftest import TestPerson
from tests.learning.conftest import dump
from tests.team.conftest import ARCHIVE, ETHICS, NOW, SAFETY, TITLES, TODAY, House, oblige, post

Browse = Callable[[TestPerson], FlaskClient]
AUGUST = date(2026, 8, 3)


@pytest.fixture
def hendra(late_house: House, browse: Browse) -> FlaskClient:
    """The browser of the supervisor."""
    return browse(late_house.hendra)


def obligation(person: TestPerson, course: str) -> Obligation:
    return db.session.query(Obligation).filter_by(person_id=person.id, course=course).one()


def messages(kind: str) -> list[tuple[int, str, str]]:
    rows = db.session.query(Message).filter_by(kind=kind).order_by(Message.person_id)
    return [(row.person_id, row.title, row.text) for row in rows]


def test_the_page_before_says_to_whom_what_happens_and_changes_nothing(
    late_house: House, hendra: FlaskClient
) -> None:
    before = dump()
    page = hendra.get(f"/team/act?deed=remind&p={late_house.siti.id}&p={late_house.wati.id}").text
    assert "Siti Rahmawati" in page and "Wati Lestari" in page and "Budi" not in page
    assert "Untuk 2 orang" in page and "Pengingat dari Hendra Wijaya" in page
    assert TITLES[ETHICS] in page
    assert dump() == before


def test_the_example_follows_the_words_before_anything_is_sent(
    late_house: House, hendra: FlaskClient
) -> None:
    fields = {"deed": "remind", "people": str(late_house.siti.id), "text": "Semangat <b>ya</b>."}
    shown = post(hendra, "/team/act", step="preview", **fields)
    assert (
        shown.status_code == 200
        and "Semangat &lt;b&gt;ya&lt;/b&gt;." in shown.text.split("Yang mereka terima")[1]
    )
    assert messages("reminder") == []


def test_a_reminder_reaches_each_once_a_day_in_the_words_of_the_supervisor(
    late_house: House, hendra: FlaskClient
) -> None:
    siti, wati = late_house.siti.id, late_house.wati.id
    fields = {"deed": "remind", "people": f"{siti},{wati}", "step": "do"}
    assert post(hendra, "/team/act", text="Mohon dilanjutkan.", **fields).status_code == 303
    assert post(hendra, "/team/act", text="Mohon dilanjutkan.", **fields).status_code == 303
    title = "Pengingat dari Hendra Wijaya"
    assert messages("reminder") == [(siti, title, "Mohon dilanjutkan."), (wati, title, "Mohon dilanjutkan.")]
    page = hendra.get("/team/").text
    assert "2 orang sudah Anda ingatkan hari ini." in page
    # Neither has an address for mail; what has one waits for the office hours.
    assert "2026" in hendra.get("/team/sent").text and "Di situs saja" in hendra.get("/team/sent").text
    db.session.query(Person).update({"email": "siti@contoh.go.id"})
    db.session.commit()
    assert "Antre" in hendra.get("/team/sent").text
    assert "Pesan dari Anda" in hendra.get(f"/team/{siti}").text


def test_a_reminder_without_words_comes_back(late_house: House, hendra: FlaskClient) -> None:
    refused = post(hendra, "/team/act", deed="remind", people=str(late_house.siti.id), text="  ", step="do")
    assert refused.status_code == 422 and "Tulis satu kalimat untuk mereka." in refused.text
    assert "Siti Rahmawati" in refused.text and messages("reminder") == []


def test_praise_goes_to_everyone_chosen(late_house: House, hendra: FlaskClient) -> None:
    people = f"{late_house.budi.id}"
    done = post(hendra, "/team/act", deed="praise", people=people, text="Rapi dan tepat waktu.", step="do")
    assert done.status_code == 303 and done.location.endswith(f"/team/{people}")
    assert messages("praise") == [
        (late_house.budi.id, "Penghargaan dari Hendra Wijaya", "Rapi dan tepat waktu.")
    ]


def test_moving_a_date_changes_only_the_courses_chosen_and_names_the_reason(
    late_house: House, hendra: FlaskClient
) -> None:
    siti = late_house.siti
    done = post(
        hendra,
        "/team/act",
        deed="shift",
        people=str(siti.id),
        courses=ETHICS,
        to=AUGUST.isoformat(),
        reason="Tugas pilkada.",
        step="do",
    )
    assert done.status_code == 303
    assert obligation(siti, ETHICS).due_on == AUGUST
    assert obligation(siti, ARCHIVE).due_on == TODAY + timedelta(days=60)
    assert obligation(late_house.budi, ETHICS).due_on < TODAY
    change = db.session.query(ObligationChange).filter_by(kind="shifted").one()
    assert (change.actor_name, change.note) == ("Hendra Wijaya", "Tugas pilkada.")
    mirror = hendra.get(f"/team/{siti.id}").text
    assert "Tugas pilkada." in mirror and "dari 5 Juni 2026 ke 3 Agustus 2026" in mirror


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"to": "2026-06-14"}, "Pilih hari ini atau sesudahnya."),
        ({"to": "2099-01-01"}, "Tanggal ini terlalu jauh."),
        ({"to": "besok"}, "Isi tanggal yang benar."),
        ({"reason": ""}, "Tulis alasannya"),
        ({"courses": SAFETY}, "Pilih dari daftar."),
        ({"courses": []}, "Pilih paling sedikit satu kursus."),
    ],
)
def test_a_move_that_cannot_be_comes_back_with_the_reason_and_loses_nothing(
    late_house: House, hendra: FlaskClient, changes: dict[str, str], words: str
) -> None:
    good = {"courses": ETHICS, "to": AUGUST.isoformat(), "reason": "Tugas pilkada."}
    fields = {"deed": "shift", "people": str(late_house.siti.id), "step": "do", **good, **changes}
    refused = post(hendra, "/team/act", **fields)
    assert refused.status_code == 422 and words in refused.text
    assert changes.get("reason") == "" or "Tugas pilkada." in refused.text
    assert db.session.query(BulkAction).count() == 0


def test_an_exemption_shows_its_category_and_never_the_note(late_house: House, hendra: FlaskClient) -> None:
    siti = late_house.siti
    done = post(
        hendra,
        "/team/act",
        deed="exempt",
        people=str(siti.id),
        courses=ETHICS,
        reason_kind="leave",
        note="Hal pribadi.",
        step="do",
    )
    assert done.status_code == 303
    assert obligation(siti, ETHICS).state == "exempt"
    page = hendra.get(f"/team/{siti.id}").text
    assert "Dikecualikan" in page and "Alasan: Cuti" in page and "Hal pribadi." not in page


def test_a_course_given_to_several_makes_one_obligation_each(late_house: House, hendra: FlaskClient) -> None:
    people = f"{late_house.siti.id},{late_house.budi.id}"
    done = post(
        hendra,
        "/team/act",
        deed="assign",
        people=people,
        course=SAFETY,
        level="mandatory",
        due_on=AUGUST.isoformat(),
        note="Musim hujan.",
        step="do",
    )
    assert done.status_code == 303
    assert obligation(late_house.siti, SAFETY).due_on == AUGUST
    assert obligation(late_house.budi, SAFETY).level == "mandatory"
    assert "2 orang mendapat kewajiban baru" in hendra.get("/team/").text


def test_what_was_done_to_many_is_taken_back_by_who_did_it_within_a_day(
    late_house: House, hendra: FlaskClient, browse: Browse
) -> None:
    people = f"{late_house.siti.id},{late_house.wati.id}"
    before = obligation(late_house.siti, ARCHIVE).due_on
    fields = {"courses": ARCHIVE, "to": AUGUST.isoformat(), "reason": "Audit."}
    post(hendra, "/team/act", deed="shift", people=people, step="do", **fields)
    bulk_id = db.session.query(BulkAction.id).scalar()
    assert f"/team/undo/{bulk_id}" in hendra.get("/team/").text
    assert post(browse(late_house.rina), f"/team/undo/{bulk_id}").status_code == 404
    assert obligation(late_house.siti, ARCHIVE).due_on == AUGUST
    assert post(hendra, f"/team/undo/{bulk_id}").status_code == 303
    assert obligation(late_house.siti, ARCHIVE).due_on == before
    assert obligation(late_house.wati, ARCHIVE).due_on == before
    assert "2 kewajiban kembali seperti semula" in hendra.get("/team/").text
    assert post(hendra, f"/team/undo/{bulk_id}").status_code == 303
    assert "tidak dapat dibatalkan lagi" in hendra.get("/team/").text


def test_after_a_day_nothing_is_taken_back(late_house: House, hendra: FlaskClient) -> None:
    fields = {"courses": ETHICS, "to": AUGUST.isoformat(), "reason": "Audit."}
    post(hendra, "/team/act", deed="shift", people=str(late_house.siti.id), step="do", **fields)
    bulk_id = db.session.query(BulkAction.id).scalar()
    with clock.fixed_at(NOW + timedelta(hours=25)):
        assert "/team/undo/" not in hendra.get("/team/").text
        post(hendra, f"/team/undo/{bulk_id}")
    assert obligation(late_house.siti, ETHICS).due_on == AUGUST


def test_acting_for_the_whole_list_takes_the_list_that_was_on_the_screen(
    late_house: House, hendra: FlaskClient
) -> None:
    assert "Untuk 2 orang" in hendra.get("/team/act?deed=remind&all=1").text
    assert "Untuk 1 orang" in hendra.get("/team/act?deed=remind&all=1&show=overdue").text


def test_a_request_for_another_date_is_decided_by_the_supervisor_and_by_nobody_else(
    late_house: House, hendra: FlaskClient, browse: Browse
) -> None:
    siti = late_house.siti
    row = next(one for one in obligations_store.obligations_of([siti.id]) if one.course == ETHICS)
    request_id = obligation_actions.ask_shift(siti.id, row.id, AUGUST, "Anak sakit.", now=NOW)
    db.session.rollback()
    assert "Menunggu keputusan Anda" in hendra.get("/team/").text
    assert "Anak sakit." in hendra.get(f"/team/{siti.id}").text
    path = f"/team/requests/{request_id}"
    assert post(browse(late_house.rina), path, verdict="approve").status_code == 404
    assert post(browse(siti), path, verdict="approve").status_code == 404
    assert db.session.query(ShiftRequest.verdict).scalar() == "open"
    assert post(hendra, path, verdict="approve", answer="Silakan.").status_code == 303
    assert obligation(siti, ETHICS).due_on == AUGUST
    assert post(hendra, path, verdict="refuse").status_code == 303
    assert obligation(siti, ETHICS).due_on == AUGUST
    assert "sudah diputuskan lebih dulu" in hendra.get(f"/team/{siti.id}").text


def test_who_has_nothing_open_cannot_be_moved(late_house: House, hendra: FlaskClient) -> None:
    page = hendra.get(f"/team/act?deed=shift&p={late_house.budi.id}").text
    assert "tidak punya kursus yang belum selesai" in page and 'name="courses"' not in page


def test_names_of_people_stand_in_no_address(late_house: House, hendra: FlaskClient) -> None:
    oblige([late_house.siti], SAFETY, TODAY)
    for path in ("/team/?show=everyone", f"/team/{late_house.siti.id}", "/team/mirror"):
        addresses = hendra.get(path).text.split('href="')[1:]
        assert not any("Siti" in one.split('"')[0] or "1990" in one.split('"')[0] for one in addresses)
