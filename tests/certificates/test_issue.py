"""Issuing: in the transaction of the completion, exactly once, numbers without gaps; and what comes later."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from elearn.accounts.actions import Actor
from elearn.audit.tables import AuditEntry
from elearn.certificates import actions, keys, statement, store
from elearn.certificates.rules import State
from elearn.database import db
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import SectionRead
from elearn.progress import store as progress
from elearn.web.settings import current_settings
from tests.sample_courses import make_course, make_module, shelve

MONDAY = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
DEWI = Actor(name="Dewi")
AT_ONCE = 50


@pytest.fixture(autouse=True)
def courses(app: Flask) -> None:
    """A course of two modules with JP, and a tour without."""
    course = make_course(
        make_module("dasar", "a", jp="1.5"),
        make_module("lanjut", "b", jp="0.5"),
        code="arsip",
        title="Kearsipan",
    )
    tour = make_course(make_module("mulai", "a", jp="0"), code="tur")
    shelve(app, course, tour)


@pytest.fixture
def siti(make_person: Callable[..., Any]) -> Any:
    """The learner."""
    return make_person("Siti Rahmawati")


def finish(person_id: int, now: datetime = MONDAY) -> None:
    for module, section in (("dasar", "a"), ("lanjut", "b")):
        record(person_id, SectionRead(course="arsip", module=module, section=section), now)


@pytest.mark.both_databases
def test_a_finished_course_gives_a_certificate_at_once_and_once(siti, make_person):
    make_person("Budi Santoso")
    record(siti.id, SectionRead(course="arsip", module="dasar", section="a"), MONDAY)
    assert store.of_person(siti.id) == []
    finish(siti.id)
    finish(siti.id)
    (row,) = store.of_person(siti.id)
    assert row.facts.number.startswith("800.2.4/0001/")
    assert row.facts.number.endswith("/2026")
    assert row.facts.holder.full_name == "Siti Rahmawati"
    assert row.facts.jp == 2
    assert [line.jp for line in row.facts.transcript] == [Decimal("1.5"), Decimal("0.5")]
    assert statement.verified(row.statement, store.public_keys()).code == row.facts.code


def test_a_course_without_jp_gives_none(siti):
    record(siti.id, SectionRead(course="tur", module="mulai", section="a"), MONDAY)
    assert progress.standing(siti.id, "tur").completed_at == MONDAY
    assert store.of_person(siti.id) == []


def test_a_completion_that_fails_leaves_no_certificate_and_no_gap(siti, make_person, monkeypatch):
    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr("elearn.obligations.actions.complete", broken)  # after the certificate was written
        with pytest.raises(RuntimeError, match="power cut"):
            finish(siti.id)
    assert store.of_person(siti.id) == []
    assert progress.standing(siti.id, "arsip").completed_at is None
    finish(siti.id)
    (row,) = store.of_person(siti.id)
    assert "/0001/" in row.facts.number


@pytest.mark.both_databases
def test_fifty_people_who_finish_at_once_get_numbers_without_gap_or_twin(app, make_person):
    people = [make_person(f"Pegawai {number}").id for number in range(AT_ONCE)]
    for person_id in people:
        record(person_id, SectionRead(course="arsip", module="dasar", section="a"), MONDAY)
    start = Barrier(10)

    def last_section(person_id: int) -> None:
        with app.app_context():
            if person_id in people[:10]:
                start.wait()
            record(person_id, SectionRead(course="arsip", module="lanjut", section="b"), MONDAY)

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(last_section, people))
    rows = store.of_persons(people)
    assert sorted(row.person_id for row in rows) == sorted(people)
    serials = sorted(int(row.facts.number.split("/")[1]) for row in rows)
    assert serials == list(range(1, AT_ONCE + 1))


def test_numbers_begin_again_with_the_year(siti, make_person):
    finish(siti.id, datetime(2026, 12, 31, 16, 0, tzinfo=UTC))
    budi = make_person("Budi Santoso")
    finish(budi.id, datetime(2026, 12, 31, 18, 0, tzinfo=UTC))  # one o'clock of the new year in Jakarta
    assert store.of_person(siti.id)[0].facts.number.endswith("/0001/" + number_tail(siti, 2026))
    assert store.of_person(budi.id)[0].facts.number.endswith("/0001/" + number_tail(budi, 2027))


def number_tail(person: Any, year: int) -> str:
    return store.of_person(person.id)[0].facts.number.split("/")[2] + f"/{year}"


def test_what_a_certificate_says_outlives_name_unit_and_account(siti):
    finish(siti.id)
    before = store.of_person(siti.id)[0]
    db.session.execute(text("UPDATE person SET name = 'Lain', position = 'Lain'"))
    db.session.execute(text("UPDATE unit SET name = 'Unit lain'"))
    db.session.commit()
    after = store.find(before.id)
    assert after is not None
    assert after.facts == before.facts


def test_a_corrected_name_gives_a_new_number_and_the_old_one_says_replaced(siti):
    finish(siti.id)
    old = store.of_person(siti.id)[0]
    db.session.execute(text("UPDATE person SET name = 'Siti Rachmawati'"))
    db.session.commit()
    new_id = actions.reissue(old.id, actor=DEWI, reason="Ejaan nama", now=MONDAY)
    new, replaced = store.find(new_id), store.find(old.id)
    assert new is not None and replaced is not None
    assert new.facts.holder.name == "Siti Rachmawati"
    assert "/0002/" in new.facts.number
    assert new.facts.code != old.facts.code
    assert replaced.state(MONDAY.date()) is State.REPLACED
    assert replaced.facts == old.facts
    with pytest.raises(actions.NotReplaceable):
        actions.reissue(old.id, actor=DEWI, reason="sekali lagi", now=MONDAY)
    deeds = db.session.scalars(select(AuditEntry.action)).all()
    assert "certificate.reissued" in deeds


def test_a_revoked_certificate_stays_revoked_with_its_first_reason(siti):
    finish(siti.id)
    row = store.of_person(siti.id)[0]
    actions.revoke(row.id, actor=DEWI, reason="Bukan orangnya", now=MONDAY)
    actions.revoke(row.id, actor=DEWI, reason="lain", now=MONDAY)
    found = store.find(row.id)
    assert found is not None
    assert found.state(MONDAY.date()) is State.REVOKED
    assert found.revoked_reason == "Bukan orangnya"
    finish(siti.id)
    assert len(store.of_person(siti.id)) == 1  # no second one behind its back


def test_certificates_of_an_older_key_still_verify(siti, make_person):
    finish(siti.id)
    keys.make_new(current_settings().instance)
    budi = make_person("Budi Santoso")
    finish(budi.id)
    known = store.public_keys()
    assert len(known) == 2
    for person in (siti, budi):
        row = store.of_person(person.id)[0]
        assert statement.verified(row.statement, known) is not None


def test_the_private_key_is_for_its_owner_alone(siti):
    finish(siti.id)
    folder = current_settings().instance / keys.FOLDER
    private = [path for path in folder.iterdir() if path.suffix == ".key"]
    assert private
    assert all(path.stat().st_mode & 0o077 == 0 for path in private)


@pytest.mark.parametrize(
    "body", [b"", b"GIF89a", b"%PDF-1.7 plain", b"%PDF-1.7" + b"/ByteRange" + bytes(2_000_001)]
)
def test_what_is_no_signed_pdf_is_refused_with_the_reason(siti, body):
    finish(siti.id)
    row = store.of_person(siti.id)[0]
    with pytest.raises(actions.FileRefused):
        actions.keep_signed_file(row.id, body, actor=DEWI, now=MONDAY)
    assert not store.has_signed_file(row.id)


def test_a_file_signed_outside_is_kept_beside_ours(siti):
    finish(siti.id)
    row = store.of_person(siti.id)[0]
    body = b"%PDF-1.7\n/ByteRange [0 1 2 3]"
    actions.keep_signed_file(row.id, body, actor=DEWI, now=MONDAY)
    assert store.signed_file(row.id) == body
