"""Sealing the log and finding what was done to it, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import delete, insert, select, text, update

from elearn.audit import actions, store
from elearn.audit.rules import Flaw
from elearn.audit.store import Wanted, add_entry
from elearn.audit.tables import AuditEntry, AuditSeal
from elearn.database import db, transaction

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
pytestmark = pytest.mark.both_databases


def deeds(count: int, at: datetime = NOON) -> None:
    with transaction():
        for number in range(count):
            add_entry(at=at, action="role.granted", subject=f"person:{number}", details={"role": "author"})


@pytest.fixture
def chain(app, monkeypatch):
    """Three seals of two entries each, and one entry that is too young."""
    monkeypatch.setattr(actions, "ENTRIES_A_SEAL", 2)
    deeds(6)
    assert actions.seal(LATER) == 6
    deeds(1, at=LATER)
    return app


def tamper(*statements):
    for statement in statements:
        db.session.execute(statement)
    db.session.commit()


def test_an_untouched_log_is_whole_and_says_how_much_is_sealed(chain):
    report = actions.verify()
    assert report.is_whole
    assert (report.seals, report.sealed, report.waiting) == (3, 6, 1)
    assert report.last.id == 3


def test_what_is_younger_than_a_minute_waits_and_is_sealed_by_a_later_round(app):
    deeds(1)
    assert actions.seal(NOON + timedelta(seconds=59)) == 0
    assert actions.verify().waiting == 1
    assert actions.seal(NOON + timedelta(seconds=60)) == 1
    assert actions.seal(NOON + timedelta(seconds=61)) == 0
    assert actions.verify().sealed == 1


def test_the_chain_goes_on_after_a_restart(chain):
    db.session.remove()
    db.engine.dispose()
    assert actions.seal(LATER + timedelta(minutes=2)) == 1
    report = actions.verify()
    assert report.is_whole
    assert (report.seals, report.waiting) == (4, 0)


def test_an_edited_entry_is_found_with_its_place(chain):
    tamper(update(AuditEntry).where(AuditEntry.id == 3).values(subject="person:99"))
    (broken,) = actions.verify().breaks
    assert (broken.flaw, broken.seal, broken.first_entry, broken.last_entry) == (Flaw.CHANGED, 2, 3, 4)


def test_edited_details_are_found(chain):
    tamper(update(AuditEntry).where(AuditEntry.id == 5).values(details={"role": "sysadmin"}))
    assert [(one.flaw, one.seal) for one in actions.verify().breaks] == [(Flaw.CHANGED, 3)]


def test_a_deleted_entry_is_found(chain):
    tamper(delete(AuditEntry).where(AuditEntry.id == 4))
    (broken,) = actions.verify().breaks
    assert (broken.flaw, broken.seal, broken.expected, broken.found) == (Flaw.ENTRIES_MISSING, 2, 2, 1)


def test_an_inserted_entry_is_found(chain):
    row = {"at": NOON, "actor_name": "", "action": "role.revoked", "subject": "person:1", "details": {}}
    tamper(insert(AuditEntry).values(row | {"seal_id": 1}))
    (broken,) = actions.verify().breaks
    assert (broken.flaw, broken.seal) == (Flaw.ENTRIES_ADDED, 1)


def test_exchanged_entries_are_found(chain):
    change = update(AuditEntry)
    tamper(
        change.where(AuditEntry.id == 1).values(id=1001),
        change.where(AuditEntry.id == 2).values(id=1),
        change.where(AuditEntry.id == 1001).values(id=2),
    )
    assert [(one.flaw, one.seal) for one in actions.verify().breaks] == [(Flaw.CHANGED, 1)]


def test_an_entry_moved_to_another_seal_is_found_at_both(chain):
    tamper(update(AuditEntry).where(AuditEntry.id == 2).values(seal_id=3))
    found = {(one.flaw, one.seal) for one in actions.verify().breaks}
    assert found == {(Flaw.ENTRIES_MISSING, 1), (Flaw.ENTRIES_ADDED, 3)}


def test_a_seal_that_is_gone_with_its_entries_is_found(chain):
    tamper(delete(AuditEntry).where(AuditEntry.seal_id == 2), delete(AuditSeal).where(AuditSeal.id == 2))
    found = {(one.flaw, one.seal) for one in actions.verify().breaks}
    assert (Flaw.SEAL_MISSING, 2) in found
    assert (Flaw.CHANGED, 3) in found


def test_a_seal_that_is_gone_without_its_entries_is_found(chain):
    tamper(delete(AuditSeal).where(AuditSeal.id == 3))
    (broken,) = actions.verify().breaks
    assert (broken.flaw, broken.seal, broken.found) == (Flaw.WITHOUT_SEAL, 3, 2)


def test_an_end_cut_off_is_found_by_who_noted_the_last_seal(chain):
    last = actions.verify().last
    tamper(delete(AuditEntry).where(AuditEntry.seal_id == 3), delete(AuditSeal).where(AuditSeal.id == 3))
    assert actions.verify().is_whole  # nothing inside the database can tell
    (broken,) = actions.verify((last.id, last.sha256[:12])).breaks
    assert (broken.flaw, broken.seal) == (Flaw.NOT_AS_KNOWN, 3)


def test_a_seal_noted_elsewhere_and_unchanged_is_fine(chain):
    last = actions.verify().last
    assert actions.verify((last.id, last.sha256.upper())).is_whole


def test_a_forged_seal_breaks_itself_or_the_next_one(chain):
    """Who makes a seal anew over his changed entries must make all seals after it anew."""
    tamper(update(AuditEntry).where(AuditEntry.id == 3).values(subject="person:99"))
    forged = actions.rules.link(store.find_seal(1).sha256, store.entries_of_seals([2])[2])
    tamper(update(AuditSeal).where(AuditSeal.id == 2).values(sha256=forged))
    assert [(one.flaw, one.seal) for one in actions.verify().breaks] == [(Flaw.CHANGED, 3)]


def test_workers_that_seal_at_once_seal_every_entry_once(app, monkeypatch):
    monkeypatch.setattr(actions, "ENTRIES_A_SEAL", 10)
    deeds(95)
    start = Barrier(4)

    def work(_number: int) -> int:
        with app.app_context():
            start.wait()
            return actions.seal(LATER)

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(work, range(4)))
    assert sum(counts) == 95
    numbers = list(db.session.scalars(select(AuditSeal.id).order_by(AuditSeal.id)))
    assert numbers == list(range(1, len(numbers) + 1))
    report = actions.verify()
    assert report.is_whole
    assert report.sealed == 95


def test_a_round_without_anything_to_seal_writes_nothing(app):
    assert actions.seal(LATER) == 0
    assert db.session.scalar(text("SELECT count(*) FROM audit_seal")) == 0


def test_the_list_finds_deeds_of_and_on_a_person_and_nobody_elses(app, make_person):
    siti, budi = make_person("Siti"), make_person("Budi")
    with transaction():
        add_entry(
            at=LATER, action="policy.set", subject="policy:weekend", actor_id=siti.id, actor_name="Siti"
        )
        add_entry(at=LATER, action="role.granted", subject=f"person:{siti.id}", actor_id=budi.id)
        add_entry(at=LATER, action="role.granted", subject=f"person:{siti.id}1", actor_id=budi.id)
    soon = LATER + timedelta(seconds=1)
    found = store.listed(Wanted(person_id=siti.id, since=LATER, until=soon), limit=10)
    assert [one.action for one in found] == ["role.granted", "policy.set"]
    assert store.count(Wanted(person_id=siti.id, since=LATER, until=soon)) == 2
    assert store.count(Wanted(action="role.granted", since=LATER, until=LATER)) == 0
