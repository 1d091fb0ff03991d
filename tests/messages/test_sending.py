"""From a message to a letter in a real dialogue with a mail server."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from email.utils import parseaddr

import pytest
from flask import Flask
from sqlalchemy import event, select, update

from elearn.config import Settings
from elearn.database import db
from elearn.messages import actions, outbox, outbox_store, sentences, store
from elearn.messages.kinds import Kind
from elearn.messages.outbox import LEASE, queue_mails
from elearn.messages.rules import PAUSES
from elearn.messages.tables import Mail, Message
from elearn.messages.wording import Wording
from elearn.people.tables import Unit
from elearn.web.settings import EXTENSION
from tests.conftest import TestPerson
from tests.messages.conftest import MONDAY_NINE, MailServer, change_person, tell, text_of

BEFORE = MONDAY_NINE - timedelta(hours=3)
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MakeReader = Callable[..., TestPerson]


def send_mails(now: datetime) -> int:
    return outbox.send_mails(now, {})


def post(now: datetime) -> int:
    """Both jobs, in the order of a round."""
    queue_mails(now)
    return send_mails(now)


def only_mail() -> Mail:
    db.session.rollback()
    return db.session.scalars(select(Mail)).one()


@pytest.fixture
def ani(app: Flask, make_reader: MakeReader) -> TestPerson:
    return make_reader("Ani Lestari")


def test_all_that_waits_for_a_person_is_one_letter(mail_server: MailServer, ani: TestPerson) -> None:
    tell(ani, "assignment:1", BEFORE, link="/learning/pelayanan/")
    tell(ani, "praise:1", BEFORE, Kind.PRAISE, title="Terima kasih atas ketekunan Anda", text="Selamat.")
    assert post(MONDAY_NINE) == 1
    (letter,) = mail_server.letters
    text = text_of(letter)
    assert letter["To"] == "ani@kota.example"
    assert parseaddr(letter["From"]) == ("Pemerintah Kota Contoh", "belajar@kota.example")
    assert letter["Subject"] == "2 kabar belajar untuk Anda · Kota Contoh"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content_type() == "text/plain"
    assert text.startswith("Yth. Ani Lestari,")
    assert "Kursus untuk Anda: Pelayanan prima\nhttps://belajar.kota.example/learning/pelayanan/" in text
    assert "Penghargaan: Terima kasih atas ketekunan Anda\nSelamat." in text
    assert "https://belajar.kota.example/messages/" in text


@pytest.mark.both_databases
def test_a_cause_is_mailed_exactly_once_however_often_it_happens(
    mail_server: MailServer, ani: TestPerson, make_reader: MakeReader
) -> None:
    budi = make_reader("Budi Santoso")
    for day in range(3):
        now = MONDAY_NINE + day * DAY
        for person in (ani, budi):
            tell(person, "assignment:1", BEFORE)
        for _ in range(3):
            post(now)
    assert sorted(letter["To"] for letter in mail_server.letters) == ["ani@kota.example", "budi@kota.example"]


def test_a_person_has_one_mail_a_day_whatever_happens(mail_server: MailServer, ani: TestPerson) -> None:
    for hour in range(8):
        now = MONDAY_NINE + hour * HOUR
        tell(ani, f"reminder:{hour}", now, Kind.REMINDER)
        post(now)
    assert len(mail_server.letters) == 1
    post(MONDAY_NINE + DAY)
    assert len(mail_server.letters) == 2
    assert text_of(mail_server.letters[1]).count("Pengingat dari atasan") == 7


def test_what_is_told_during_the_day_waits_for_the_next_morning(
    mail_server: MailServer, ani: TestPerson
) -> None:
    tell(ani, "assignment:1", MONDAY_NINE)
    assert post(MONDAY_NINE + HOUR) == 0
    assert post(MONDAY_NINE + DAY - 61 * MINUTE) == 0  # a minute before the office opens
    assert post(MONDAY_NINE + DAY - HOUR) == 1


def test_a_reminder_of_a_supervisor_goes_the_same_day_and_takes_along_what_waits(
    mail_server: MailServer, ani: TestPerson, make_reader: MakeReader
) -> None:
    boss = make_reader("Rina Wati")
    tell(ani, "assignment:1", MONDAY_NINE)
    actions.tell(
        [ani.id], Kind.REMINDER, cause="reminder:1", title="Kode Etik", sender_id=boss.id, now=MONDAY_NINE
    )
    assert post(MONDAY_NINE + MINUTE) == 1
    text = text_of(mail_server.letters[0])
    assert "Kode Etik\nDari Rina Wati." in text
    assert "Pelayanan prima" in text


def test_a_reminder_after_hours_waits_for_the_morning(mail_server: MailServer, ani: TestPerson) -> None:
    evening = MONDAY_NINE + 8 * HOUR
    tell(ani, "reminder:1", evening, Kind.REMINDER)
    assert [post(evening), post(MONDAY_NINE + DAY - 2 * HOUR), post(MONDAY_NINE + DAY)] == [0, 0, 1]


def test_nobody_is_written_to_on_a_holiday(mail_server: MailServer, ani: TestPerson) -> None:
    tell(ani, "assignment:1", MONDAY_NINE + 8 * DAY + 8 * HOUR)  # Tuesday evening before Nyepi and Idulfitri
    for day in range(9, 16):
        assert post(MONDAY_NINE + day * DAY) == 0
    assert post(MONDAY_NINE + 16 * DAY) == 1


def test_each_unit_is_written_to_in_its_own_zone(
    mail_server: MailServer, make_unit: Callable[..., int], make_reader: MakeReader
) -> None:
    papua = make_unit("Kantor Papua")
    db.session.execute(update(Unit).where(Unit.id == papua).values(zone="Asia/Jayapura"))
    db.session.commit()
    office = make_unit("Seksi di bawahnya", parent_id=papua)
    early = make_reader("Yohana Wenda", unit_id=office)
    later = make_reader("Budi Santoso")
    for person in (early, later):
        tell(person, "assignment:1", BEFORE - HOUR)
    assert post(MONDAY_NINE - 3 * HOUR) == 1  # 06.00 in Jakarta, 08.00 in Jayapura
    assert [one["To"] for one in mail_server.letters] == ["yohana@kota.example"]
    assert post(MONDAY_NINE) == 1


def test_a_busy_server_is_tried_again_after_a_pause(mail_server: MailServer, ani: TestPerson) -> None:
    mail_server.to_recipient["ani@kota.example"] = ["451 try later"]
    tell(ani, "assignment:1", BEFORE)
    assert post(MONDAY_NINE) == 0
    mail = only_mail()
    assert (mail.state, mail.reason, mail.tries) == (
        "queued",
        "Server surat minta dicoba lagi nanti. (451)",
        1,
    )
    assert send_mails(MONDAY_NINE + MINUTE / 2) == 0
    assert send_mails(MONDAY_NINE + MINUTE + SECOND) == 1
    assert only_mail().state == "sent"
    assert mail_server.asked == ["ani@kota.example"] * 2


def test_a_letter_that_is_never_taken_becomes_a_dead_letter_after_six_tries(
    mail_server: MailServer, ani: TestPerson
) -> None:
    mail_server.to_recipient["ani@kota.example"] = ["450 full"] * 9
    tell(ani, "assignment:1", BEFORE)
    now = MONDAY_NINE
    post(now)
    for pause in PAUSES:
        now = max(now + pause, only_mail().next_try_at)
        send_mails(now)
    mail = only_mail()
    assert (mail.state, mail.tries) == ("failed", 6)
    assert mail.reason == "Server surat minta dicoba lagi nanti. (450)"
    assert send_mails(now + DAY) == 0
    assert len(mail_server.asked) == 6


def test_an_address_that_does_not_exist_fails_at_once_and_holds_nobody_up(
    mail_server: MailServer, ani: TestPerson, make_reader: MakeReader
) -> None:
    budi = make_reader("Budi Santoso")
    mail_server.to_recipient["ani@kota.example"] = ["550 no such user"]
    for person in (ani, budi):
        tell(person, "assignment:1", BEFORE)
    assert post(MONDAY_NINE) == 1
    states = store.states_of(store.message_ids_of("assignment:1").values())
    assert sorted((one.state, one.reason) for one in states.values()) == [
        ("failed", "Server surat menolak alamat ini. (550)"),
        ("sent", ""),
    ]


def test_a_text_that_is_refused_fails(mail_server: MailServer, ani: TestPerson) -> None:
    mail_server.to_text = ["554 spam"]
    tell(ani, "assignment:1", BEFORE)
    post(MONDAY_NINE)
    assert (only_mail().state, only_mail().reason) == ("failed", "Server surat menolak isi surat ini. (554)")


def test_a_server_that_is_gone_costs_one_try_and_loses_nothing(
    app: Flask, settings: Settings, mail_server: MailServer, ani: TestPerson, make_reader: MakeReader
) -> None:
    budi = make_reader("Budi Santoso")
    for person in (ani, budi):
        tell(person, "assignment:1", BEFORE)
    app.extensions[EXTENSION] = replace(settings, mail_port=1)
    assert post(MONDAY_NINE) == 0
    db.session.rollback()
    mails = db.session.scalars(select(Mail).order_by(Mail.id)).all()
    assert [(one.state, one.tries) for one in mails] == [("queued", 1), ("queued", 0)]
    assert mails[0].reason == "Server surat tidak terjangkau."
    app.extensions[EXTENSION] = settings
    assert send_mails(MONDAY_NINE + MINUTE + SECOND) == 2


def test_a_site_that_wants_encryption_writes_to_nobody_without_it(
    app: Flask, settings: Settings, ani: TestPerson
) -> None:
    """The server offers no STARTTLS: a site that insists on it sends nothing in the open."""
    tell(ani, "assignment:1", BEFORE)
    app.extensions[EXTENSION] = replace(settings, mail_tls="starttls", mail_user="x", mail_password="y")
    assert post(MONDAY_NINE) == 0
    assert only_mail().reason == "Server surat tidak menawarkan sambungan terenkripsi."


@pytest.mark.both_databases
def test_two_workers_at_once_send_every_letter_once(
    app: Flask, mail_server: MailServer, make_reader: MakeReader
) -> None:
    people = [make_reader(f"Orang{number}") for number in range(12)]
    for person in people:
        tell(person, "assignment:1", BEFORE)
    db.session.remove()
    ready = threading.Barrier(3)
    faults: list[BaseException] = []

    def work() -> None:
        with app.app_context():
            ready.wait(10)
            try:
                post(MONDAY_NINE)
                send_mails(MONDAY_NINE)
            except BaseException as fault:
                faults.append(fault)

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert not faults
    send_mails(MONDAY_NINE)
    assert sorted(one["To"] for one in mail_server.letters) == sorted(
        f"orang{number}@kota.example" for number in range(12)
    )
    assert len(db.session.scalars(select(Mail)).all()) == 12


def test_a_worker_that_dies_before_its_commit_costs_one_duplicate_at_most(
    mail_server: MailServer, ani: TestPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(ani, "assignment:1", BEFORE)
    queue_mails(MONDAY_NINE)
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "_settle", _dies)
        with pytest.raises(SystemExit):
            send_mails(MONDAY_NINE)
    assert only_mail().state == "sending"
    assert send_mails(MONDAY_NINE + LEASE - MINUTE) == 0
    assert send_mails(MONDAY_NINE + LEASE + MINUTE) == 1
    assert send_mails(MONDAY_NINE + 3 * LEASE) == 0
    first, second = mail_server.letters
    assert first["Message-ID"] == second["Message-ID"]


def _dies(*_: object) -> None:
    raise SystemExit


def test_a_worker_whose_claim_ran_out_does_not_overwrite_what_another_wrote(
    mail_server: MailServer, ani: TestPerson
) -> None:
    tell(ani, "assignment:1", BEFORE)
    queue_mails(MONDAY_NINE)
    slow = outbox._claim(MONDAY_NINE)[0]
    send_mails(MONDAY_NINE + LEASE + MINUTE)
    outbox._settle(slow, {"state": "failed", "reason": "late"})
    assert only_mail().state == "sent"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"left_on": date(2026, 3, 9)}, sentences.LEFT),
        ({"email": "bukan alamat"}, sentences.NO_ADDRESS),
        ({"email": "ani@kota.example\r\nBcc: evil@evil.example"}, sentences.NO_ADDRESS),
        ({"email": "ani@kota.example, budi@kota.example"}, sentences.NO_ADDRESS),
    ],
)
def test_a_person_is_written_to_as_he_is_when_the_letter_leaves(
    mail_server: MailServer, ani: TestPerson, values: dict[str, object], reason: str
) -> None:
    tell(ani, "assignment:1", BEFORE)
    queue_mails(MONDAY_NINE)
    change_person(ani.id, **values)
    assert send_mails(MONDAY_NINE) == 0
    assert (only_mail().state, only_mail().reason) == ("cancelled", reason)
    assert not mail_server.letters


def test_what_was_taken_back_or_read_meanwhile_is_not_sent(mail_server: MailServer, ani: TestPerson) -> None:
    tell(ani, "assignment:1", BEFORE)
    tell(ani, "assignment:2", BEFORE)
    queue_mails(MONDAY_NINE)
    actions.withdraw("assignment:1", MONDAY_NINE)
    actions.mark_read(ani.id, MONDAY_NINE)
    assert send_mails(MONDAY_NINE) == 0
    assert (only_mail().state, only_mail().reason) == ("cancelled", sentences.NOTHING_LEFT)


def test_the_words_are_made_when_the_letter_leaves_and_for_its_reader(
    mail_server: MailServer, ani: TestPerson, make_reader: MakeReader
) -> None:
    """What is not true any more for one reader is taken back from him, by mail and on the site."""
    budi = make_reader("Budi Santoso")
    for person in (ani, budi):
        tell(person, "team-digest:2026-03-09", BEFORE, Kind.TEAM_DIGEST, title="tersimpan")
    queue_mails(MONDAY_NINE)

    def word(messages: object, now: datetime) -> dict[int, Wording]:
        return {
            one.id: Wording(title="3 orang lewat tenggat")
            for one in messages  # type: ignore[attr-defined]
            if one.person_id == ani.id
        }

    assert outbox.send_mails(MONDAY_NINE, {Kind.TEAM_DIGEST: word}) == 1
    text = text_of(mail_server.letters[0])
    assert "3 orang lewat tenggat" in text and "tersimpan" not in text
    assert store.unread_count(budi.id) == 0


def test_a_restored_backup_sends_nothing_old(mail_server: MailServer, ani: TestPerson) -> None:
    """A mail that was queued, one that waited for its retry, and a message that waited for its digest."""
    tell(ani, "assignment:1", BEFORE)
    queue_mails(MONDAY_NINE)
    tell(ani, "assignment:2", MONDAY_NINE)
    restored = MONDAY_NINE + 4 * DAY  # Friday
    assert post(restored) == 0
    assert post(restored + 4 * DAY) == 0
    assert not mail_server.letters
    assert (only_mail().state, only_mail().reason) == ("cancelled", sentences.TOO_OLD)
    assert store.unread_count(ani.id) == 2
    (waited,) = store.message_ids_of("assignment:2").values()
    assert store.states_of([waited])[waited].state == "site"


def test_without_a_server_letters_are_files_that_only_the_operator_reads(
    app: Flask, settings: Settings, ani: TestPerson
) -> None:
    app.extensions[EXTENSION] = replace(settings, mail_host="", mail_from="")
    tell(ani, "assignment:1", BEFORE)
    assert post(MONDAY_NINE) == 1
    (path,) = (settings.instance / "mail").iterdir()
    assert path.name.startswith("mail.1.") and path.suffix == ".eml"
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"To: ani@kota.example" in path.read_bytes()


def test_no_name_and_no_address_is_written_into_the_log(
    mail_server: MailServer, ani: TestPerson, caplog: pytest.LogCaptureFixture
) -> None:
    mail_server.to_recipient["ani@kota.example"] = ["550 ani@kota.example unknown"]
    tell(ani, "assignment:1", BEFORE)
    with caplog.at_level("DEBUG", logger="elearn"):
        post(MONDAY_NINE)
    assert "ani@" not in caplog.text and "Ani" not in caplog.text
    assert "ani@" not in only_mail().reason


def test_the_number_of_queries_does_not_grow_with_the_people(
    app: Flask, mail_server: MailServer, make_reader: MakeReader
) -> None:
    """Queueing only: sending settles every letter by itself, that is its promise."""
    counts = []
    for size in (2, 20):
        for number in range(size):
            tell(make_reader(f"O{size}x{number}"), f"assignment:{size}", BEFORE)
        counts.append(_queries_of(lambda: queue_mails(MONDAY_NINE)))
    assert counts[0] == counts[1]


def _queries_of(act: Callable[[], object]) -> int:
    seen: list[str] = []

    def note(_c: object, _cu: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    act()
    event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_messages_without_an_address_stay_on_the_site(ani: TestPerson, make_reader: MakeReader) -> None:
    nobody = make_reader("Tanpa Surat", email="")
    tell(nobody, "assignment:1", BEFORE)
    assert queue_mails(MONDAY_NINE) == 0
    assert store.unread_count(nobody.id) == 1
    assert db.session.scalars(select(Message.mail_id)).all() == [None]
    assert outbox_store.waiting_count() == 0
