"""What becomes of an activity: its steps, its JP, what people are told, and what nobody may do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, text

from elearn.accounts.actions import Actor
from elearn.activities import actions, store
from elearn.activities.actions import (
    FactsRefused,
    FilesRefused,
    GrantRefused,
    NewFile,
    NoLeader,
    NotNow,
)
from elearn.activities.rules import Deed, Fault, GrantFault, State
from elearn.audit.tables import AuditEntry
from elearn.database import db
from elearn.evidence.actions import EvidenceRefused
from elearn.ledger import store as ledger
from elearn.messages.tables import Message
from tests.activities.conftest import NOW, PDF, PLAN, SEMINAR, House, handed_in
from tests.conftest import TestPerson

LATER = NOW + timedelta(hours=1)


def as_actor(person: TestPerson) -> Actor:
    return Actor(name=person.name, person_id=person.id)


def state_of(activity_id: int) -> State:
    row = store.find(activity_id)
    assert row is not None
    return row.state


def told(person: TestPerson) -> list[str]:
    query = select(Message.title).where(Message.person_id == person.id, Message.cancelled_at.is_(None))
    return list(db.session.scalars(query.order_by(Message.id)))


@pytest.mark.both_databases
def test_the_whole_way_from_the_request_to_the_jp(house: House) -> None:
    activity_id = actions.ask(house.siti.id, PLAN, now=NOW)
    assert told(house.hendra) == ["Siti Rahmawati meminta izin mengikuti kegiatan"]
    actions.decide(activity_id, Deed.ALLOW, words="Silakan.", actor=as_actor(house.hendra), now=NOW)
    assert told(house.siti) == ["Anda diizinkan mengikuti Workshop Layanan Cepat"]
    assert told(house.hendra) == []
    after = NOW + timedelta(days=30)
    attended = replace(PLAN, amount=Decimal(3))
    actions.hand_in(
        house.siti.id, attended, [NewFile(name="a.pdf", body=PDF)], now=after, activity_id=activity_id
    )
    counted = actions.verify(activity_id, Decimal(15), note="", actor=as_actor(house.operator_a), now=after)
    assert counted.jp == 15
    entry = ledger.entries_of(house.siti.id, 2026)[0]
    assert (entry.source, entry.source_key, entry.on_date, entry.jp, entry.form, entry.recorded_by) == (
        "activity",
        str(activity_id),
        date(2026, 7, 3),
        Decimal(15),
        4,
        house.operator_a.id,
    )
    assert told(house.siti)[-1] == "Workshop Layanan Cepat terverifikasi: 15 JP"
    steps = store.steps_of(activity_id)
    assert [(one.state, one.by_id) for one in steps] == [
        (State.ASKED, house.siti.id),
        (State.ALLOWED, house.hendra.id),
        (State.SUBMITTED, house.siti.id),
        (State.VERIFIED, house.operator_a.id),
    ]
    audit = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "activity.verified")).one()
    assert (audit.subject, audit.actor_id, audit.details) == (
        f"person:{house.siti.id}",
        house.operator_a.id,
        {"activity": activity_id, "jp": "15"},
    )


def test_what_nobody_verified_brings_nothing(house: House) -> None:
    handed_in(house.siti)
    asked = actions.ask(house.siti.id, PLAN, now=NOW)
    actions.decide(asked, Deed.REFUSE, words="Sedang sibuk.", actor=as_actor(house.hendra), now=NOW)
    assert ledger.jp_of([house.siti.id], 2026) == {house.siti.id: Decimal(0)}
    assert state_of(asked) is State.REFUSED


@pytest.mark.both_databases
def test_it_is_sent_back_mended_and_then_verified_with_other_jp_and_a_reason(house: House) -> None:
    activity_id, operator = handed_in(house.siti), as_actor(house.operator_a)
    actions.turn_down(activity_id, Deed.SEND_BACK, words="Tanggalnya keliru.", actor=operator, now=NOW)
    assert told(house.siti) == ["Bukti Seminar Arsip Digital perlu diperbaiki"]
    right = replace(SEMINAR, starts_on=date(2026, 6, 2), amount=Decimal(1))
    actions.hand_in(house.siti.id, right, [], now=LATER, activity_id=activity_id)
    actions.turn_down(activity_id, Deed.SEND_BACK, words="Nomornya juga.", actor=operator, now=LATER)
    assert len(told(house.siti)) == 2
    actions.hand_in(house.siti.id, right, [], now=LATER, activity_id=activity_id)
    with pytest.raises(GrantRefused) as refused:
        actions.verify(activity_id, Decimal(3), note="", actor=operator, now=LATER)
    assert refused.value.fault is GrantFault.NO_REASON
    actions.verify(activity_id, Decimal(3), note="Pulang lebih awal.", actor=operator, now=LATER)
    entry = ledger.entries_of(house.siti.id, 2026)[0]
    assert (entry.jp, entry.on_date, entry.note) == (Decimal(3), date(2026, 6, 2), "Pulang lebih awal.")
    row = store.find(activity_id)
    assert row is not None
    assert (row.facts, row.jp_granted) == (right, Decimal(3))


def test_nobody_decides_about_himself(house: House) -> None:
    mine = handed_in(house.operator_a)
    for deed in (Deed.SEND_BACK, Deed.REJECT):
        with pytest.raises(NotNow):
            actions.turn_down(mine, deed, words="x", actor=as_actor(house.operator_a), now=NOW)
    with pytest.raises(NotNow):
        actions.verify(mine, Decimal(8), note="", actor=as_actor(house.operator_a), now=NOW)
    asked = actions.ask(house.siti.id, PLAN, now=NOW)
    with pytest.raises(NotNow):
        actions.decide(asked, Deed.ALLOW, words="", actor=as_actor(house.siti), now=NOW)
    assert state_of(mine) is State.SUBMITTED
    assert state_of(asked) is State.ASKED


def test_of_two_who_decide_the_second_changes_nothing(house: House) -> None:
    activity_id = handed_in(house.siti)
    actions.verify(activity_id, Decimal(8), note="", actor=as_actor(house.operator_a), now=NOW)
    for again in (
        lambda: actions.verify(activity_id, Decimal(8), note="", actor=as_actor(house.hr), now=LATER),
        lambda: actions.turn_down(
            activity_id, Deed.REJECT, words="Bukan ini.", actor=as_actor(house.hr), now=LATER
        ),
        lambda: actions.withdraw(activity_id, house.siti.id, now=LATER),
        lambda: actions.hand_in(
            house.siti.id, SEMINAR, [NewFile(name="a.pdf", body=PDF)], now=LATER, activity_id=activity_id
        ),
    ):
        with pytest.raises(NotNow):
            again()
    assert len(ledger.entries_of(house.siti.id, 2026)) == 1
    assert len(store.steps_of(activity_id)) == 2


def test_what_is_withdrawn_is_gone_from_the_supervisors_inbox(house: House) -> None:
    activity_id = actions.ask(house.siti.id, PLAN, now=NOW)
    actions.withdraw(activity_id, house.siti.id, now=LATER)
    assert told(house.hendra) == []
    with pytest.raises(NotNow):
        actions.decide(activity_id, Deed.ALLOW, words="", actor=as_actor(house.hendra), now=LATER)


def test_another_cannot_touch_what_is_not_his(house: House) -> None:
    activity_id = handed_in(house.siti)
    with pytest.raises(NotNow):
        actions.withdraw(activity_id, house.budi.id, now=NOW)
    with pytest.raises(NotNow):
        actions.hand_in(
            house.budi.id, SEMINAR, [NewFile(name="a.pdf", body=PDF)], now=NOW, activity_id=activity_id
        )


def test_who_has_no_supervisor_is_told_that_nobody_can_decide(house: House) -> None:
    with pytest.raises(NoLeader):
        actions.ask(house.hendra.id, PLAN, now=NOW)
    assert store.of_person(house.hendra.id) == []


def test_a_file_that_is_refused_leaves_nothing_behind(house: House) -> None:
    with pytest.raises(EvidenceRefused):
        handed_in(house.siti, body=b"MZ not a certificate")
    with pytest.raises(FilesRefused):
        actions.hand_in(house.siti.id, SEMINAR, [], now=NOW)
    many = [NewFile(name=f"{one}.pdf", body=PDF + b"\n" * one) for one in range(actions.MOST_FILES + 1)]
    with pytest.raises(FilesRefused):
        actions.hand_in(house.siti.id, SEMINAR, many, now=NOW)
    with pytest.raises(FactsRefused) as refused:
        handed_in(house.siti, replace(SEMINAR, amount=Decimal(5)))
    assert refused.value.faults == (Fault.MORE_THAN_DAYS,)
    assert store.of_person(house.siti.id) == []
    assert db.session.execute(text("select count(*) from evidence_file")).scalar_one() == 0


def test_a_wrong_file_is_replaced_when_it_is_mended(house: House) -> None:
    activity_id = handed_in(house.siti)
    first = store.files_of([activity_id])[activity_id]
    actions.turn_down(
        activity_id, Deed.SEND_BACK, words="Berkas lain.", actor=as_actor(house.operator_a), now=NOW
    )
    new = [NewFile(name="benar.pdf", body=PDF + b"\n")]
    actions.hand_in(house.siti.id, SEMINAR, new, now=LATER, activity_id=activity_id, drop=first)
    second = store.files_of([activity_id])[activity_id]
    assert len(second) == 1
    assert second != first


def test_the_same_thing_twice_counts_only_with_a_word_on_why(house: House) -> None:
    actions.verify(handed_in(house.siti), Decimal(8), note="", actor=as_actor(house.operator_a), now=NOW)
    again = handed_in(house.siti, replace(SEMINAR, title="Seminar Nasional Arsip Digital"), PDF + b"\n")
    with pytest.raises(GrantRefused) as refused:
        actions.verify(again, Decimal(8), note="", actor=as_actor(house.operator_a), now=NOW)
    assert refused.value.fault is GrantFault.DOUBLE
    elsewhere = handed_in(house.budi)
    actions.verify(elsewhere, Decimal(8), note="", actor=as_actor(house.operator_a), now=NOW)
    assert ledger.jp_of([house.siti.id, house.budi.id], 2026) == {house.siti.id: 8, house.budi.id: 8}


def test_self_study_is_proposed_within_the_daily_limit_of_the_policy(house: House) -> None:
    alone = replace(SEMINAR, form=22, title="Membaca pedoman", amount=Decimal(30))
    activity_id = handed_in(house.siti, alone)
    with pytest.raises(GrantRefused):
        actions.verify(activity_id, Decimal(30), note="", actor=as_actor(house.operator_a), now=NOW)
    counted = actions.verify(activity_id, Decimal(4), note="", actor=as_actor(house.operator_a), now=NOW)
    assert counted.jp == 4


def test_what_is_sent_twice_is_there_once(house: House) -> None:
    first = handed_in(house.siti)
    assert handed_in(house.siti) == first
    another = handed_in(house.siti, body=PDF + b"\n")  # other evidence is never dropped
    assert another != first
    actions.withdraw(another, house.siti.id, now=NOW)
    plan = actions.ask(house.siti.id, PLAN, now=NOW)
    assert actions.ask(house.siti.id, PLAN, now=LATER) == plan
    assert len(store.of_person(house.siti.id)) == 3
    assert len(store.steps_of(plan)) == 1
    assert len(told(house.hendra)) == 1
    assert handed_in(house.budi) not in {row.id for row in store.of_person(house.siti.id)}
