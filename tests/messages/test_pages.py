"""Pesan for everybody, Catatan Pimpinan for a unit and all below it, and the health of the mail service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from elearn import clock
from elearn.accounts import actions as account_actions
from elearn.accounts.roles import Role
from elearn.config import Settings
from elearn.database import db
from elearn.messages import outbox, store
from elearn.messages.health import probe_weekly
from elearn.messages.kinds import Kind
from elearn.messages.notes import SHOWN_FOR
from elearn.messages.tables import HeadNote, Mail, MailProbe
from elearn.web.settings import EXTENSION
from tests.conftest import TestPerson, csrf_of
from tests.messages.conftest import MONDAY_NINE, MailServer, tell

BEFORE = MONDAY_NINE - timedelta(hours=3)


@dataclass
class Visit:
    """A signed-in person who looks and presses buttons, at a moment of the test."""

    client: FlaskClient

    def get(self, path: str) -> TestResponse:
        """Open a page."""
        with clock.fixed_at(MONDAY_NINE):
            return self.client.get(path)

    def post(self, path: str, **data: str) -> TestResponse:
        """Press a button."""
        token = csrf_of(self.get("/profile/"))
        with clock.fixed_at(MONDAY_NINE):
            return self.client.post(path, data={"csrf_token": token, **data})


@pytest.fixture
def visit(app: Flask, sign_in: Callable[..., FlaskClient]) -> Callable[[TestPerson], Visit]:
    """visit(person) -> his browser."""

    def start(person: TestPerson) -> Visit:
        with clock.fixed_at(BEFORE):
            return Visit(sign_in(app.test_client(), person))

    return start


@pytest.fixture
def ani(make_reader: Callable[..., TestPerson]) -> TestPerson:
    return make_reader("Ani Lestari")


def test_an_empty_inbox_says_what_will_come(ani: TestPerson, visit: Callable[..., Visit]) -> None:
    assert "Belum ada pesan" in visit(ani).get("/messages/").text


def test_opening_a_message_marks_it_as_read_and_leads_on(
    ani: TestPerson, visit: Callable[..., Visit]
) -> None:
    tell(ani, "praise:1", BEFORE, Kind.PRAISE, title="<b>Terima kasih</b>", link="/learning/catalog")
    browser = visit(ani)
    page = browser.get("/messages/").text
    assert "1 belum dibaca" in page and "Penghargaan" in page
    assert "&lt;b&gt;Terima kasih&lt;/b&gt;" in page
    message = store.inbox(ani.id, limit=1)[0]
    answer = browser.post(f"/messages/{message.id}/open")
    assert (answer.status_code, answer.location) == (303, "/learning/catalog")
    assert store.unread_count(ani.id) == 0
    assert "Belum dibaca" not in browser.get("/messages/").text


def test_nobody_opens_the_message_of_another(
    ani: TestPerson, make_person: Callable[..., TestPerson], visit: Callable[..., Visit]
) -> None:
    tell(ani, "praise:1", BEFORE, Kind.PRAISE, title="Rahasia Ani")
    other = visit(make_person("Budi Santoso"))
    message = store.inbox(ani.id, limit=1)[0]
    assert other.post(f"/messages/{message.id}/open").status_code == 404
    assert "Rahasia Ani" not in other.get("/messages/").text
    assert store.unread_count(ani.id) == 1


def test_looking_writes_nothing(ani: TestPerson, visit: Callable[..., Visit]) -> None:
    tell(ani, "praise:1", BEFORE, Kind.PRAISE)
    visit(ani).get("/messages/")
    visit(ani).get("/learning/")
    assert store.unread_count(ani.id) == 1


def test_many_messages_come_in_pages(ani: TestPerson, visit: Callable[..., Visit]) -> None:
    for number in range(45):
        tell(
            ani,
            f"praise:{number}",
            BEFORE + timedelta(minutes=number),
            Kind.PRAISE,
            title=f"Pesan ke-{number}.",
        )
    browser = visit(ani)
    assert "Pesan ke-44." in browser.get("/messages/").text
    last = browser.get("/messages/?page=3").text
    assert "Halaman 3 dari 3" in last and "Pesan ke-0." in last
    assert browser.get("/messages/?page=99").text.count("Pesan ke-") >= 5
    for odd in ("x", "-1", "٣", "9" * 40, ""):
        assert browser.get(f"/messages/?page={odd}").status_code == 200
    browser.post("/messages/read")
    assert store.unread_count(ani.id) == 0


def test_beranda_shows_the_latest_three_unread_ones(ani: TestPerson, visit: Callable[..., Visit]) -> None:
    for number in range(5):
        tell(
            ani, f"praise:{number}", BEFORE + timedelta(minutes=number), Kind.PRAISE, title=f"Kabar {number}"
        )
    page = visit(ani).get("/learning/").text
    assert "5 pesan belum dibaca" in page
    assert [f"Kabar {number}" in page for number in range(5)] == [False, False, True, True, True]


@pytest.fixture
def dinas(make_unit: Callable[..., int]) -> int:
    return make_unit("Dinas Sosial")


@pytest.fixture
def bidang(make_unit: Callable[..., int], dinas: int) -> int:
    return make_unit("Bidang Data", parent_id=dinas)


@pytest.fixture
def head(make_person: Callable[..., TestPerson], dinas: int) -> TestPerson:
    return make_person("Hasan Basri", unit_id=dinas, roles=(Role.UNIT_HEAD,))


def test_a_note_of_a_head_reaches_his_unit_and_all_below_it_and_nobody_else(
    make_person: Callable[..., TestPerson],
    visit: Callable[..., Visit],
    head: TestPerson,
    dinas: int,
    bidang: int,
) -> None:
    answer = visit(head).post(
        "/messages/notes", unit=str(dinas), text="Bulan ini kita belajar bersama.\r\n<i>Hasan</i>"
    )
    assert answer.status_code == 303
    for unit_id in (dinas, bidang):
        page = visit(make_person("Orang", unit_id=unit_id)).get("/learning/").text
        assert "Catatan Pimpinan" in page and "Hasan Basri" in page
        assert "bersama.\n&lt;i&gt;Hasan&lt;/i&gt;" in page
    outsider = visit(make_person("Lain")).get("/learning/").text
    assert "belajar bersama" not in outsider


def test_an_edit_is_a_new_note_and_an_ended_one_is_gone(
    make_person: Callable[..., TestPerson], visit: Callable[..., Visit], head: TestPerson, dinas: int
) -> None:
    browser, reader = visit(head), visit(make_person("Orang", unit_id=dinas))
    for text in ("Catatan pertama", "Catatan kedua"):
        browser.post("/messages/notes", unit=str(dinas), text=text)
    page = reader.get("/learning/").text
    assert "Catatan kedua" in page and "Catatan pertama" not in page
    notes = db.session.scalars(select(HeadNote).order_by(HeadNote.id)).all()
    assert len(notes) == 2 and notes[0].ended_at is not None
    assert browser.post(f"/messages/notes/{dinas}/{notes[1].id}/end").status_code == 303
    assert "Catatan kedua" not in reader.get("/learning/").text
    assert "Catatan kedua" in browser.get("/messages/notes").text  # kept, for whoever leads the unit


def test_a_note_nobody_ended_goes_by_itself(
    visit: Callable[..., Visit], head: TestPerson, dinas: int
) -> None:
    browser = visit(head)
    browser.post("/messages/notes", unit=str(dinas), text="Catatan lama")
    with clock.fixed_at(MONDAY_NINE + SHOWN_FOR - timedelta(days=50)):
        assert "Catatan lama" in browser.client.get("/learning/").text
    db.session.execute(HeadNote.__table__.update().values(posted_at=MONDAY_NINE - SHOWN_FOR))  # type: ignore[attr-defined]
    db.session.commit()
    assert "Catatan lama" not in browser.get("/learning/").text


@pytest.mark.parametrize(
    ("text", "sentence"), [("", "Tulis catatannya"), ("a" * 501, "Paling panjang 500 huruf")]
)
def test_a_note_that_cannot_be_shown_comes_back_with_what_was_typed(
    visit: Callable[..., Visit], head: TestPerson, dinas: int, text: str, sentence: str
) -> None:
    answer = visit(head).post("/messages/notes", unit=str(dinas), text=text)
    assert answer.status_code == 422
    assert sentence in answer.text and text in answer.text
    assert db.session.scalars(select(HeadNote)).all() == []


def test_a_head_writes_for_no_other_unit(
    make_unit: Callable[..., int], visit: Callable[..., Visit], head: TestPerson
) -> None:
    other = make_unit("Dinas Lain")
    browser = visit(head)
    assert browser.post("/messages/notes", unit=str(other), text="Halo").status_code == 422
    assert browser.post(f"/messages/notes/{other}/1/end").status_code == 404
    assert db.session.scalars(select(HeadNote)).all() == []


def test_who_leads_a_unit_by_reporting_lines_writes_for_it_and_a_leader_in_its_midst_does_not(
    make_person: Callable[..., TestPerson], visit: Callable[..., Visit], bidang: int
) -> None:
    top = make_person("Kepala Bidang", unit_id=bidang)
    middle = make_person("Ketua Tim", unit_id=bidang, supervisor_id=top.id)
    make_person("Anggota", unit_id=bidang, supervisor_id=middle.id)
    assert "Bidang Data" in visit(top).get("/messages/notes").text
    assert "Anda tidak memimpin unit" in visit(middle).get("/messages/notes").text


def test_learners_see_neither_notes_to_write_nor_the_mail_service(
    ani: TestPerson, visit: Callable[..., Visit]
) -> None:
    browser = visit(ani)
    assert [browser.get(f"/messages/{page}").status_code for page in ("notes", "health")] == [403, 403]
    page = browser.get("/messages/").text
    assert "/messages/health" not in page and "/messages/notes" not in page


@pytest.fixture
def admin(make_person: Callable[..., TestPerson], make_unit: Callable[..., int]) -> TestPerson:
    person = make_person("Sri Admin", unit_id=make_unit("BKPSDM"))
    grant(person.id, Role.SYSADMIN, None)
    return person


def grant(person_id: int, role: Role, unit_id: int | None) -> None:
    account_actions.grant_role(person_id, role, unit_id=unit_id, granted_by="tests")


@pytest.fixture
def dead_letter(ani: TestPerson, mail_server: MailServer) -> Mail:
    mail_server.to_recipient["ani@kota.example"] = ["550 no such user"]
    tell(ani, "assignment:1", BEFORE)
    outbox.queue_mails(MONDAY_NINE)
    outbox.send_mails(MONDAY_NINE, {})
    db.session.rollback()
    return db.session.scalars(select(Mail)).one()


def test_a_dead_letter_is_seen_tried_again_and_arrives(
    dead_letter: Mail, admin: TestPerson, visit: Callable[..., Visit], mail_server: MailServer
) -> None:
    browser = visit(admin)
    page = browser.get("/messages/health").text
    assert "Ani Lestari" in page
    assert "Server surat menolak alamat ini. (550)" in page
    assert "1 surat antre lagi" in follow(browser, "/messages/health/retry", mail=str(dead_letter.id))
    assert outbox.send_mails(MONDAY_NINE, {}) == 1
    assert len(mail_server.letters) == 1
    assert "Tidak ada surat yang gagal" in browser.get("/messages/health").text


def follow(browser: Visit, path: str, **data: str) -> str:
    answer = browser.post(path, **data)
    assert answer.status_code == 303
    return browser.get(answer.location).text


def test_a_dead_letter_is_given_up(dead_letter: Mail, admin: TestPerson, visit: Callable[..., Visit]) -> None:
    assert "1 surat dibatalkan" in follow(visit(admin), "/messages/health/cancel", mail="all")
    assert db.session.scalars(select(Mail.state)).all() == ["cancelled"]


def test_a_button_without_a_mail_does_nothing(
    dead_letter: Mail, admin: TestPerson, visit: Callable[..., Visit]
) -> None:
    assert visit(admin).post("/messages/health/cancel", mail="").status_code == 400
    assert db.session.scalars(select(Mail.state)).all() == ["failed"]


def test_an_administrator_of_one_unit_sees_and_changes_no_letter_of_another(
    dead_letter: Mail, make_person: Callable[..., TestPerson], visit: Callable[..., Visit], dinas: int
) -> None:
    browser = visit(make_person("Admin Dinas", unit_id=dinas, roles=(Role.HR_ADMIN,)))
    assert "Ani Lestari" not in browser.get("/messages/health").text
    browser.post("/messages/health/cancel", mail=str(dead_letter.id))
    browser.post("/messages/health/retry", mail="all")
    assert browser.post("/messages/health/stop").status_code == 403
    assert db.session.scalars(select(Mail.state)).all() == ["failed"]


def test_after_a_restore_all_that_waits_is_stopped_and_stays_on_the_site(
    ani: TestPerson, admin: TestPerson, visit: Callable[..., Visit], mail_server: MailServer
) -> None:
    tell(ani, "assignment:1", BEFORE)
    outbox.queue_mails(MONDAY_NINE)
    tell(ani, "assignment:2", MONDAY_NINE)
    assert "2 kiriman dihentikan" in follow(visit(admin), "/messages/health/stop")
    for day in range(1, 3):
        outbox.queue_mails(MONDAY_NINE + timedelta(days=day))
        outbox.send_mails(MONDAY_NINE + timedelta(days=day), {})
    assert not mail_server.letters
    assert store.unread_count(ani.id) == 2


def test_the_light_follows_the_letter_of_the_site_to_itself(
    app: Flask, settings: Settings, admin: TestPerson, visit: Callable[..., Visit], mail_server: MailServer
) -> None:
    browser = visit(admin)
    assert "Belum diuji" in browser.get("/messages/health").text
    assert "Surat uji terkirim" in follow(browser, "/messages/health/probe")
    assert mail_server.letters[0]["To"] == "belajar@kota.example"
    assert "Surat berjalan baik" in browser.get("/messages/health").text
    app.extensions[EXTENSION] = replace(settings, mail_port=1)
    assert "Server surat tidak terjangkau" in follow(browser, "/messages/health/probe")
    assert "Surat tidak keluar" in browser.get("/messages/health").text
    app.extensions[EXTENSION] = replace(settings, mail_host="")
    assert "Belum ada server surat" in browser.get("/messages/health").text


def test_the_site_writes_to_itself_weekly_and_daily_while_that_fails(
    app: Flask, settings: Settings, mail_server: MailServer
) -> None:
    days = [probe_weekly(MONDAY_NINE + timedelta(days=day)) for day in range(9)]
    assert days == [1, 0, 0, 0, 0, 0, 0, 1, 0]
    app.extensions[EXTENSION] = replace(settings, mail_port=1)
    days = [probe_weekly(MONDAY_NINE + timedelta(days=14 + day)) for day in range(3)]
    assert days == [1, 1, 1]
    assert db.session.scalars(select(MailProbe.is_well)).all() == [True, True, False, False, False]
