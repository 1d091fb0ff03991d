"""Queries on reports, with bystanders: somebody else's are never counted, shown or changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from elearn.errata import actions, store
from elearn.errata.actions import Sent
from elearn.errata.rules import Answer, Kind, NewReport, State
from tests.learning.conftest import dump

pytestmark = pytest.mark.both_databases

MONDAY = datetime(2026, 3, 2, 3, tzinfo=UTC)
REPORT = NewReport(
    course="adminduk",
    module="hukum",
    section="dasar",
    version="v1",
    kind=Kind.OUTDATED,
    excerpt="Teks dasar.",
    message="Pasal 5 sudah dicabut.",
)
DECLINED = Answer(state=State.DECLINED, reply="Pasal itu masih berlaku.")


def send(person: Any, number: int = 1, at: datetime = MONDAY, **changes: Any) -> Sent:
    return actions.send_report(person.id, replace(REPORT, message=f"Laporan nomor {number}", **changes), at)


def ids(person: Any) -> list[int]:
    return [one.id for one in store.own_reports(person.id, 50)]


def test_a_report_comes_back_as_it_was_sent(siti: Any) -> None:
    assert actions.send_report(siti.id, REPORT, MONDAY) is Sent.KEPT
    (one,) = store.own_reports(siti.id, 50)
    assert {name: getattr(one, name) for name in NewReport.__dataclass_fields__} == {
        name: getattr(REPORT, name) for name in NewReport.__dataclass_fields__
    }
    assert (one.state, one.reply, one.reported_at, one.answered_at) == (State.OPEN, "", MONDAY, None)


def test_the_same_sent_twice_is_kept_once(siti: Any, charlie: Any) -> None:
    for person in (charlie, siti, siti):
        assert actions.send_report(person.id, REPORT, MONDAY) is Sent.KEPT
    assert len(ids(siti)) == 1
    assert store.open_count([REPORT.course]) == 2


def test_the_same_words_about_another_place_are_another_report(siti: Any) -> None:
    actions.send_report(siti.id, REPORT, MONDAY)
    for changed in ({"excerpt": "Lain."}, {"section": "lain"}, {"module": "lain"}, {"course": "lain"}):
        actions.send_report(siti.id, replace(REPORT, **changed), MONDAY)
    actions.send_report(siti.id, replace(REPORT, kind=Kind.WRONG), MONDAY)
    assert len(ids(siti)) == 6


def test_the_same_may_be_said_again_after_an_answer(siti: Any) -> None:
    actions.send_report(siti.id, REPORT, MONDAY)
    actions.answer_report(ids(siti)[0], DECLINED, siti.id, MONDAY)
    actions.send_report(siti.id, REPORT, MONDAY)
    assert len(ids(siti)) == 2


def test_ten_may_wait_from_one_day_and_others_are_not_counted(siti: Any, charlie: Any) -> None:
    for number in range(10):
        assert send(charlie, number) is Sent.KEPT
    assert send(siti, 0, MONDAY - timedelta(hours=24)) is Sent.KEPT  # of the day before
    for number in range(1, 11):
        assert send(siti, number) is Sent.KEPT
    before = dump()
    assert send(siti, 11) is Sent.TOO_MANY
    assert dump() == before

    actions.answer_report(ids(siti)[0], DECLINED, charlie.id, MONDAY)
    assert send(siti, 11) is Sent.KEPT
    assert send(siti, 12, MONDAY + timedelta(hours=25)) is Sent.KEPT


def test_one_sees_only_ones_own(siti: Any, charlie: Any) -> None:
    send(charlie, 1)
    send(siti, 2)
    send(siti, 3, MONDAY + timedelta(minutes=1))
    assert [one.message for one in store.own_reports(siti.id, 50)] == ["Laporan nomor 3", "Laporan nomor 2"]
    assert [one.message for one in store.own_reports(siti.id, 1)] == ["Laporan nomor 3"]


def test_what_waits_longest_comes_first_and_what_was_answered_last(siti: Any, charlie: Any) -> None:
    for number in (1, 2, 3, 4):
        send(siti, number, MONDAY + timedelta(minutes=number))
    newest_first = ids(siti)
    for minutes, one in enumerate((newest_first[0], newest_first[2])):
        actions.answer_report(one, DECLINED, charlie.id, MONDAY + timedelta(hours=1, minutes=minutes))
    assert [one.message[-1] for one in store.open_reports(50, [REPORT.course])] == ["1", "3"]
    assert [one.message[-1] for one in store.open_reports(1, [REPORT.course])] == ["1"]
    assert [one.message[-1] for one in store.answered_reports(50, [REPORT.course])] == ["2", "4"]
    assert store.open_count([REPORT.course]) == 2


def test_the_first_answer_stays_and_touches_no_other_report(siti: Any, charlie: Any) -> None:
    send(siti, 1)
    send(charlie, 2)
    (mine,) = ids(siti)
    assert actions.answer_report(mine, DECLINED, charlie.id, MONDAY)
    before = dump()
    mended = Answer(state=State.MENDED, reply="")
    assert not actions.answer_report(mine, mended, siti.id, MONDAY + timedelta(days=1))
    assert not actions.answer_report(999_999, mended, siti.id, MONDAY)
    assert dump() == before
    (one,) = store.own_reports(siti.id, 50)
    assert (one.state, one.reply, one.answered_at) == (State.DECLINED, DECLINED.reply, MONDAY)
    assert store.own_reports(charlie.id, 50)[0].state is State.OPEN


def test_news_are_of_ones_own_reports_about_this_course(siti: Any, charlie: Any) -> None:
    send(charlie, 1)
    send(siti, 2, course="keuangan")
    send(siti, 3)
    hour = timedelta(hours=1)
    waiting = {one.course: one.id for one in store.own_reports(siti.id, 50)}
    actions.answer_report(ids(charlie)[0], DECLINED, siti.id, MONDAY)
    actions.answer_report(waiting["keuangan"], DECLINED, charlie.id, MONDAY)
    assert not store.has_news(siti.id, MONDAY - hour, "adminduk")
    assert store.has_news(siti.id, MONDAY - hour, "keuangan")
    assert not store.has_news(siti.id, MONDAY, "keuangan")
    assert store.has_news(siti.id, MONDAY - hour)
    assert not store.has_news(siti.id, MONDAY)


def test_a_report_is_found_by_its_id(siti: Any) -> None:
    send(siti, 1)
    found = store.find_report(ids(siti)[0])
    assert found is not None and found.message == "Laporan nomor 1"
    assert store.find_report(999_999) is None


def test_what_authors_get_has_no_name(siti: Any) -> None:
    send(siti, 1)
    (one,) = store.open_reports(50, [REPORT.course])
    assert not {"person_id", "answered_by"} & set(one.__dataclass_fields__)


@pytest.mark.both_databases
def test_only_reports_about_the_courses_asked_for_come_out(siti: Any) -> None:
    actions.send_report(siti.id, REPORT, MONDAY)
    actions.send_report(siti.id, replace(REPORT, course="lain"), MONDAY)
    assert store.reported_courses() == {REPORT.course, "lain"}
    assert [one.course for one in store.open_reports(50, ["lain"])] == ["lain"]
    assert store.open_count(["lain"]) == 1
    assert store.open_count([]) == 0
    assert store.answered_reports(50, ["lain"]) == []
