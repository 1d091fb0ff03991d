"""From a due date to a letter: told once, in time, and only while it is true for its reader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import event, insert, select, update

from elearn.accounts.actions import Actor
from elearn.database import db
from elearn.messages import actions as telling
from elearn.messages import store as messages
from elearn.messages.kinds import Kind
from elearn.messages.tables import Mail, Message
from elearn.obligations import actions as obligations
from elearn.obligations.rules import Audience, Terms
from elearn.obligations.store import obligations_of
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import SectionRead
from elearn.people.tables import Delegation, ReportingLine
from elearn.reminders import jobs
from elearn.reminders.actions import remind
from tests.conftest import TestPerson
from tests.messages.conftest import WIB, MailServer, change_person, text_of
from tests.messages.conftest import mail_server as mail_server
from tests.messages.conftest import make_reader as make_reader
from tests.messages.conftest import settings as settings
from tests.sample_courses import make_course, make_module, shelve

COURSE = "adminduk"
ASSIGNED = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
DUE = date(2026, 4, 30)  # a Thursday
SYSTEM = Actor(name="system")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def before_office(day: date) -> datetime:
    """When the reminders of a day are told."""
    return datetime(day.year, day.month, day.day, 4, 30, tzinfo=WIB)


def post(day: date) -> int:
    """A day of the jobs: told, queued, sent; gives how many letters left."""
    remind(before_office(day))
    now = before_office(day) + 5 * HOUR
    jobs.queue_mails(now)
    return jobs.send_mails(now)


def kinds_of(person: TestPerson) -> list[str]:
    """What a person was told of his dates, the first one first."""
    rows = sorted(messages.inbox(person.id, limit=99), key=lambda one: one.id)
    return [one.kind for one in rows if one.kind != "assignment"]


@pytest.fixture(autouse=True)
def course(app: Flask) -> None:
    """One module of one section: read it and the course is done."""
    shelve(app, make_course(make_module("dasar", "satu"), code=COURSE))


@pytest.fixture
def rina(make_reader: Callable[..., TestPerson]) -> TestPerson:
    """Leads Ani."""
    return make_reader("Rina Wati")


@pytest.fixture
def ani(make_reader: Callable[..., TestPerson], rina: TestPerson) -> TestPerson:
    """Has a mandatory course, due on the last day of April."""
    person = make_reader("Ani Lestari", supervisor_id=rina.id)
    assign(person)
    return person


@pytest.fixture(autouse=True)
def charlie(
    make_reader: Callable[..., TestPerson], make_unit: Callable[..., int], course: None
) -> TestPerson:
    """A bystander, who has the same course only recommended to him."""
    person = make_reader("Charlie Nasution", unit_id=make_unit("Dinas Lain"))
    assign(person, level="recommended")
    return person


def assign(person: TestPerson, *, level: str = "mandatory", due_on: date = DUE) -> None:
    terms = Terms(level=level, starts_on=date(2026, 3, 2), due_on=due_on)
    audience = Audience(person_ids=frozenset({person.id}))
    obligations.assign(COURSE, audience, terms, actor=SYSTEM, now=ASSIGNED)


def obligation_id(person: TestPerson) -> int:
    (row,) = obligations_of([person.id])
    db.session.rollback()
    return row.id


@pytest.mark.both_databases
def test_a_learner_is_told_twice_before_his_date_and_five_times_after_it(
    ani: TestPerson, charlie: TestPerson
) -> None:
    told: dict[int, int] = {}
    for day in range(-30, 90):
        before = len(kinds_of(ani))
        for hour in (0, 5, 12):
            remind(before_office(DUE + day * DAY) + hour * HOUR)
        if (new := len(kinds_of(ani)) - before) != 0:
            told[day] = new
    assert told == dict.fromkeys((-14, -3, 1, 8, 15, 22, 29), 1)
    assert kinds_of(ani) == ["due-soon"] * 2 + ["overdue"] * 5
    assert kinds_of(charlie) == []


def test_nobody_is_told_in_the_middle_of_the_night(ani: TestPerson) -> None:
    assert remind(before_office(DUE - 14 * DAY) - HOUR) == 0
    assert remind(before_office(DUE - 14 * DAY)) == 1


def test_a_server_that_stood_still_for_two_days_tells_it_then(ani: TestPerson) -> None:
    remind(before_office(DUE - 12 * DAY))
    assert kinds_of(ani) == ["due-soon"]


def test_a_moved_date_is_told_anew(ani: TestPerson) -> None:
    remind(before_office(DUE - 14 * DAY))
    now = before_office(DUE - 13 * DAY)
    obligations.shift([obligation_id(ani)], DUE + 30 * DAY, "cuti", actor=SYSTEM, now=now)
    assert [remind(before_office(DUE + day * DAY)) for day in (-3, 16)] == [0, 1]


def test_who_finished_is_exempt_or_has_left_hears_nothing(
    ani: TestPerson, make_reader: Callable[..., TestPerson]
) -> None:
    others = [make_reader(f"Orang{number}") for number in range(3)]
    for person in others:
        assign(person)
    record(ani.id, SectionRead(course=COURSE, module="dasar", section="satu"), ASSIGNED)
    obligations.exempt([obligation_id(others[0])], "leave", "", actor=SYSTEM, now=ASSIGNED)
    change_person(others[1].id, left_on=DUE - 20 * DAY)
    remind(before_office(DUE - 14 * DAY))
    assert [len(kinds_of(one)) for one in (ani, *others)] == [0, 0, 0, 1]


def test_the_letter_says_how_many_days_are_left_when_it_leaves(
    mail_server: MailServer, ani: TestPerson
) -> None:
    """Told on a Saturday, read on Monday."""
    saturday = date(2026, 4, 18)
    obligations.shift([obligation_id(ani)], saturday + 14 * DAY, "libur", actor=SYSTEM, now=ASSIGNED)
    remind(before_office(saturday))
    assert jobs.queue_mails(before_office(saturday) + 5 * HOUR) == 0
    assert post(saturday + 2 * DAY) == 1
    text = text_of(mail_server.letters[0])
    assert "Tenggat mendekat: " in text
    assert "Tenggat 2 Mei 2026, 12 hari lagi." in text


@pytest.mark.parametrize("what", ["finished", "exempt", "shifted", "withdrawn"])
def test_what_is_not_true_any_more_is_not_sent_and_goes_from_the_inbox(
    mail_server: MailServer, ani: TestPerson, what: str
) -> None:
    """Also the letter that told of the assignment itself."""
    day = DUE - 14 * DAY
    remind(before_office(day))
    now = before_office(day) + 5 * HOUR
    db.session.execute(update(Message).values(made_at=before_office(day)))
    db.session.commit()
    jobs.queue_mails(now)
    act = {
        "finished": lambda: record(ani.id, SectionRead(course=COURSE, module="dasar", section="satu"), now),
        "exempt": lambda: obligations.exempt([obligation_id(ani)], "duty", "", actor=SYSTEM, now=now),
        "shifted": lambda: obligations.shift(
            [obligation_id(ani)], DUE + 60 * DAY, "x", actor=SYSTEM, now=now
        ),
        "withdrawn": lambda: obligations.withdraw([obligation_id(ani)], "", actor=SYSTEM, now=now),
    }
    act[what]()
    jobs.send_mails(now)
    sent = [text_of(one) for one in mail_server.letters if one["To"] == "ani@kota.example"]
    assert not any("Tenggat mendekat" in one for one in sent)
    assert "due-soon" not in kinds_of(ani)


def test_a_supervisors_reminder_is_not_sent_to_who_has_finished_since(
    mail_server: MailServer, ani: TestPerson, make_reader: Callable[..., TestPerson]
) -> None:
    busy, free = make_reader("Budi Santoso"), make_reader("Citra Dewi")
    assign(busy)
    morning = before_office(DUE - 20 * DAY) + 5 * HOUR
    people = [ani.id, busy.id, free.id]
    telling.tell(people, Kind.REMINDER, cause="reminder:1", title="Mari selesaikan", now=morning)
    jobs.queue_mails(morning)
    record(ani.id, SectionRead(course=COURSE, module="dasar", section="satu"), morning)
    jobs.send_mails(morning)
    texts = {one["To"]: text_of(one) for one in mail_server.letters}
    assert "Mari selesaikan" not in texts.get("ani@kota.example", "")
    assert all("Mari selesaikan" in texts[f"{name}@kota.example"] for name in ("budi", "citra"))


@pytest.mark.both_databases
def test_a_supervisor_hears_once_a_week_how_many_and_no_names(
    mail_server: MailServer, ani: TestPerson, rina: TestPerson, charlie: TestPerson
) -> None:
    monday = date(2026, 5, 4)
    sent = [post(monday + day * DAY) for day in range(7)]
    letters = [text_of(one) for one in mail_server.letters if one["To"] == "rina@kota.example"]
    assert sum(sent) == len(mail_server.letters)
    assert len(letters) == 1
    assert "1 orang lewat tenggat." in letters[0]
    assert "https://belajar.kota.example/team/" in letters[0]
    assert "Ani" not in letters[0]
    assert kinds_of(rina) == ["team-digest"]
    post(monday + 7 * DAY)
    assert kinds_of(rina) == ["team-digest"] * 2


def test_a_supervisor_who_leads_nobody_any_more_is_not_written_to(
    mail_server: MailServer, ani: TestPerson, rina: TestPerson
) -> None:
    monday = date(2026, 5, 4)
    remind(before_office(monday))
    db.session.execute(update(ReportingLine).values(valid_to=monday - DAY))
    db.session.commit()
    now = before_office(monday) + 5 * HOUR
    jobs.queue_mails(now)
    jobs.send_mails(now)
    assert [one["To"] for one in mail_server.letters] == ["ani@kota.example"]
    assert kinds_of(rina) == []


def test_who_acts_for_a_supervisor_hears_of_his_team(
    mail_server: MailServer, ani: TestPerson, rina: TestPerson, make_reader: Callable[..., TestPerson]
) -> None:
    deputy = make_reader("Dedi Kurnia")
    monday = date(2026, 5, 4)
    values = {
        "supervisor_id": rina.id,
        "deputy_id": deputy.id,
        "valid_from": monday,
        "valid_to": monday + DAY,
        "made_at": ASSIGNED,
    }
    db.session.execute(insert(Delegation).values(values))
    db.session.commit()
    post(monday)
    to = sorted(one["To"] for one in mail_server.letters)
    assert to == ["ani@kota.example", "dedi@kota.example", "rina@kota.example"]


def test_a_request_is_not_mailed_to_who_no_longer_leads_its_learner(
    mail_server: MailServer, ani: TestPerson, rina: TestPerson
) -> None:
    """The text names the learner: it is for who leads him when it leaves, not when he asked."""
    asked = before_office(DUE - 20 * DAY)
    obligations.ask_shift(ani.id, obligation_id(ani), DUE + 30 * DAY, "cuti", now=asked)
    assert "shift-asked" in kinds_of(rina)
    jobs.queue_mails(asked + 5 * HOUR)
    db.session.execute(update(ReportingLine).values(valid_to=DUE - 30 * DAY))
    db.session.commit()
    jobs.send_mails(asked + 5 * HOUR)
    assert "rina@kota.example" not in [one["To"] for one in mail_server.letters]
    assert "shift-asked" not in kinds_of(rina)


def test_telling_more_people_takes_no_more_queries(
    app: Flask, make_reader: Callable[..., TestPerson]
) -> None:
    counts = []
    for size, day in ((2, DUE - 14 * DAY), (20, DUE - 3 * DAY)):
        for number in range(size):
            assign(make_reader(f"O{size}x{number}"))
        counts.append(queries_of(partial(remind, before_office(day))))
    assert counts[0] == counts[1]


def queries_of(act: Callable[[], object]) -> int:
    seen: list[str] = []

    def note(*call: object) -> None:
        seen.append(str(call[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    act()
    event.remove(db.engine, "before_cursor_execute", note)
    return len([one for one in seen if not one.startswith(("BEGIN", "PRAGMA"))])


def test_a_whole_month_of_rounds_mails_each_cause_once(mail_server: MailServer, ani: TestPerson) -> None:
    start = datetime(2026, 4, 13, 1, tzinfo=UTC)
    for step in range(30 * 12):
        now = start + step * 2 * HOUR
        remind(now)
        jobs.queue_mails(now)
        jobs.send_mails(now)
    letters = [one for one in mail_server.letters if one["To"] == "ani@kota.example"]
    assert len({one["Message-ID"] for one in letters}) == len(letters)
    assert [
        text_of(one).count("Tenggat mendekat") + text_of(one).count("Lewat tenggat") for one in letters
    ] == [1] * 4
    mails = db.session.scalars(select(Mail).where(Mail.person_id == ani.id)).all()
    assert [one.state for one in mails] == ["sent"] * 4
