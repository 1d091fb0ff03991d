"""Reporting a practice task and confirming it: every transition, and what follows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from elearn.accounts.actions import Actor
from elearn.database import db
from elearn.evidence.actions import EvidenceRefused
from elearn.mentoring import actions as mentoring
from elearn.mentoring.actions import PairDraft
from elearn.mentoring.rules import PairKind
from elearn.messages import store as messages
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import SectionRead
from elearn.people.tables import ReportingLine
from elearn.practice import actions, store
from elearn.practice.actions import NewFile, NotNow, ReportRefused, SeenRefused
from elearn.practice.rules import Confirming, ReportFault, ReportState
from elearn.practice.tables import TaskReport
from elearn.progress import store as progress
from elearn.progress.tables import ProgressEvent, TaskDone
from tests.practice.conftest import DONE_ON, NOON, PDF, TODAY, House, draft, task

pytestmark = pytest.mark.both_databases


def actor(person: Any) -> Actor:
    return Actor(name=person.name, person_id=person.id)


def confirm(report_id: int, person: Any, **values: Any) -> Any:
    words = {"seen_on": TODAY, "facts": "Papan antrean terpasang di loket 2."} | values
    return actions.confirm(report_id, words["seen_on"], words["facts"], actor=actor(person), now=NOON)


def titles(person: Any) -> list[str]:
    return [one.title for one in messages.inbox(person.id, limit=20)]


def unread(person: Any) -> list[str]:
    return [one.title for one in messages.unread(person.id, limit=20)[1]]


def test_a_report_waits_with_its_file_for_who_leads_the_learner(house: House) -> None:
    files = (NewFile(name="Antrean.pdf", body=PDF),)
    report_id = actions.report(house.siti.id, task(), draft(files=files), now=NOON)

    row = store.find(report_id)
    assert row is not None
    assert (row.state, row.confirmer_id) == (ReportState.WAITING, house.hendra.id)
    assert len(store.files_of([report_id])[report_id]) == 1
    assert [one.id for one in store.waiting_for(house.hendra.id, [house.siti.id], limit=9)] == [report_id]
    assert unread(house.hendra) == ["Siti Rahmawati melaporkan hasil tugas praktik"]
    assert unread(house.dewi) == ["Charlie Nasution melaporkan hasil tugas praktik"]


def test_confirmed_facts_count_once_and_both_are_told(house: House) -> None:
    report_id = actions.report(house.siti.id, task(), draft(), now=NOON)
    confirm(report_id, house.hendra)

    row = store.find(report_id)
    assert row is not None
    assert (row.state, row.decided_by, row.seen_on) == (ReportState.CONFIRMED, house.hendra.id, TODAY)
    assert titles(house.siti) == ["Tugas praktik dikonfirmasi: Loket"]
    assert unread(house.hendra) == []
    events = db.session.query(ProgressEvent).filter_by(kind="applied").all()
    assert [(one.person_id, one.module, one.section) for one in events] == [(house.siti.id, "loket", "tugas")]
    assert db.session.query(TaskDone).count() == 1
    with pytest.raises(NotNow):
        confirm(report_id, house.hendra)


def test_what_is_missing_is_told_and_a_second_report_brings_the_files_along(house: House) -> None:
    first = actions.report(house.siti.id, task(), draft(files=(NewFile(name="a.pdf", body=PDF),)), now=NOON)
    actions.send_back(first, "Angka sesudahnya belum ada.", actor=actor(house.hendra), now=NOON)

    assert titles(house.siti) == ["Tugas praktik perlu perbaikan: Loket"]
    (kept,) = store.files_of([first])[first]
    theirs = store.of_task(house.charlie.id, "adminduk", "loket")[0]
    second = actions.report(house.siti.id, task(), draft("20 menit", kept=(kept, 999)), now=NOON)
    assert store.files_of([second])[second] == [kept]
    assert store.last_state(house.siti.id, "adminduk", "loket", 1) is ReportState.WAITING
    assert theirs.state is ReportState.WAITING


def test_a_learner_takes_back_his_own_report_and_no_other(house: House) -> None:
    report_id = actions.report(house.siti.id, task(), draft(), now=NOON)
    with pytest.raises(NotNow):
        actions.withdraw(report_id, house.charlie.id, now=NOON)
    actions.withdraw(report_id, house.siti.id, now=NOON)

    assert unread(house.hendra) == []
    with pytest.raises(NotNow):
        confirm(report_id, house.hendra)
    actions.report(house.siti.id, task(), draft(), now=NOON)


def test_while_one_waits_or_is_confirmed_no_other_is_sent(house: House) -> None:
    report_id = actions.report(house.siti.id, task(), draft(), now=NOON)
    with pytest.raises(ReportRefused) as waits:
        actions.report(house.siti.id, task(), draft(), now=NOON)
    confirm(report_id, house.hendra)
    with pytest.raises(ReportRefused) as done:
        actions.report(house.siti.id, task(), draft(), now=NOON)

    assert (waits.value.fault, done.value.fault) == (ReportFault.WAITS, ReportFault.DONE)
    actions.report(house.siti.id, task(cycle=2), draft(), now=NOON)


def test_a_report_with_a_file_that_is_not_taken_leaves_nothing(house: House) -> None:
    bad = draft(files=(NewFile(name="a.pdf", body=PDF), NewFile(name="b.exe", body=b"MZ")))
    with pytest.raises(EvidenceRefused):
        actions.report(house.siti.id, task(), bad, now=NOON)

    assert store.of_task(house.siti.id, "adminduk", "loket") == []


def test_where_nobody_confirms_it_counts_when_reported(house: House) -> None:
    report_id = actions.report(house.siti.id, task("rapat", Confirming.NONE), draft(), now=NOON)

    row = store.find(report_id)
    assert row is not None and row.state is ReportState.CONFIRMED
    assert progress.standing(house.siti.id, "adminduk").tasks_done == {"rapat"}
    assert titles(house.siti) == []


def test_nobody_else_confirms(house: House) -> None:
    report_id = actions.report(house.siti.id, task(), draft(), now=NOON)
    for person in (house.siti, house.dewi, house.charlie):
        with pytest.raises(NotNow):
            confirm(report_id, person)
        with pytest.raises(NotNow):
            actions.send_back(report_id, "Kurang.", actor=actor(person), now=NOON)
    assert db.session.query(TaskDone).count() == 0


def test_a_day_before_the_task_was_done_is_refused(house: House) -> None:
    report_id = actions.report(house.siti.id, task(), draft(), now=NOON)
    with pytest.raises(SeenRefused):
        confirm(report_id, house.hendra, seen_on=DONE_ON - timedelta(days=1))
    assert db.session.get(TaskReport, report_id).state == "waiting"  # type: ignore[union-attr]


def test_the_queue_follows_the_leader_of_the_day(house: House) -> None:
    report_id = actions.report(house.siti.id, task(), draft(), now=NOON)
    for line in db.session.query(ReportingLine).filter_by(person_id=house.siti.id):
        line.valid_to = date(2026, 3, 3)
    db.session.add(
        ReportingLine(person_id=house.siti.id, supervisor_id=house.dewi.id, valid_from=date(2026, 3, 4))
    )
    db.session.commit()

    with pytest.raises(NotNow):
        confirm(report_id, house.hendra)
    confirm(report_id, house.dewi)


def test_the_last_task_finishes_the_course_and_it_stays_finished(house: House) -> None:
    for module in ("loket", "arsip", "rapat", "bacaan"):
        for section in {"loket": ("antre", "tugas"), "bacaan": ("isi",)}.get(module, ("tugas",)):
            record(house.siti.id, SectionRead(course="adminduk", module=module, section=section), NOON)
    actions.report(house.siti.id, task("rapat", Confirming.NONE), draft(), now=NOON)
    actions.report(house.siti.id, task("arsip", Confirming.NONE), draft(), now=NOON)
    assert not progress.standing(house.siti.id, "adminduk").is_done

    report_id = actions.report(house.siti.id, task(), draft(), now=NOON)
    assert confirm(report_id, house.hendra).course_completed
    assert progress.standing(house.siti.id, "adminduk").is_done
    assert "Kursusnya selesai." in messages.inbox(house.siti.id, limit=1)[0].text


def test_of_two_reports_at_the_same_moment_one_is_sent(app: Flask, house: House) -> None:
    start = Barrier(4)

    def send(_number: int) -> bool:
        with app.app_context():
            start.wait(timeout=30)
            try:
                actions.report(house.siti.id, task(), draft(), now=NOON)
                return True
            except ReportRefused:
                return False
            finally:
                db.session.remove()

    db.session.rollback()
    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(send, range(4))) == [False, False, False, True]
    assert len(store.of_task(house.siti.id, "adminduk", "loket")) == 1


def test_a_mentor_of_a_running_pair_confirms_what_asks_for_one(house: House, make_person: Any) -> None:
    made = make_person("Made Suryani")
    pair = PairDraft(
        mentor_id=made.id,
        mentee_id=house.siti.id,
        kind=PairKind.MENTORING,
        goal="Arsip rapi.",
        starts_on=TODAY,
        ends_on=TODAY,
    )
    pair_id = mentoring.propose(made.id, pair, now=NOON)
    asked = task("arsip", Confirming.MENTOR)
    with pytest.raises(ReportRefused):
        actions.report(house.siti.id, asked, draft(mentor_id=made.id), now=NOON)
    mentoring.answer_pair(pair_id, house.siti.id, is_yes=True, now=NOON)
    report_id = actions.report(house.siti.id, asked, draft(mentor_id=made.id), now=NOON)

    assert [one.id for one in store.waiting_for(made.id, [], limit=9)] == [report_id]
    assert store.count_waiting(house.hendra.id, [house.siti.id]) == 0
    with pytest.raises(NotNow):
        confirm(report_id, house.hendra)
    confirm(report_id, made)
    assert store.count_waiting(made.id, []) == 0
