"""The audit log as a page: for who answers for everything, by person, deed and day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from elearn import clock
from elearn.accounts import actions as accounts
from elearn.accounts.roles import Role
from elearn.audit import actions
from elearn.audit.store import add_entry
from elearn.audit.tables import AuditEntry
from elearn.database import db, transaction
from tests.conftest import csrf_of


@pytest.fixture
def admin(app, make_person, sign_in):
    return sign_in(app.test_client(), make_person("Rina Hapsari", roles=(Role.SYSADMIN,)))


@pytest.fixture
def siti(make_person):
    return make_person("Siti Rahmawati")


def test_who_did_what_to_whom_is_shown_and_a_persons_own_page_of_it_holds_nobody_elses(
    admin, siti, make_person
):
    budi = make_person("Budi Santoso")
    with transaction():
        for person in (siti, budi):
            add_entry(
                at=clock.now(), action="role.granted", subject=f"person:{person.id}", actor_name="tests"
            )
    whole = admin.get("/audit/").text
    assert "Siti Rahmawati" in whole and "Budi Santoso" in whole
    own = admin.get(f"/audit/?person={siti.id}").text
    assert "Oleh dan terhadap Siti Rahmawati" in own
    assert "Budi Santoso" not in own


def test_a_person_is_found_by_nip_and_neither_name_nor_nip_stands_in_the_address(admin, siti):
    page = admin.get("/audit/")
    answer = admin.post("/audit/find", data={"csrf_token": csrf_of(page), "q": siti.nip})
    assert answer.status_code == 303
    assert answer.location == f"/audit/?person={siti.id}"


def test_deed_and_day_narrow_the_list(admin, siti):
    today = clock.now().date()
    assert "peran diberikan" in admin.get("/audit/?action=role.granted").text
    assert "Tidak ada catatan" in admin.get(f"/audit/?since={today + timedelta(days=9)}").text
    assert "Tidak ada catatan" in admin.get("/audit/?action=never.happened").text
    assert admin.get("/audit/?since=kemarin&page=-3").status_code == 200


def test_a_changed_entry_is_told_when_somebody_asks(admin, siti):
    actions.seal(clock.now() + timedelta(minutes=2))
    token = csrf_of(admin.get("/audit/"))
    assert "Semua segel cocok" in admin.post("/audit/verify", data={"csrf_token": token}).text
    db.session.execute(update(AuditEntry).where(AuditEntry.id == 1).values(action="other"))
    db.session.commit()
    told = admin.post("/audit/verify", data={"csrf_token": token}).text
    assert "Catatan tidak utuh" in told
    assert "Segel 1:" in told


def test_who_looks_after_a_part_of_the_units_sees_no_entry(app, make_unit, make_person, sign_in, siti):
    part = make_unit("Dinas Lain")
    hr = make_person("Wati", unit_id=part)
    from_part = sign_in(app.test_client(), hr)
    assert from_part.get("/audit/").status_code == 403
    accounts.grant_role(hr.id, Role.HR_ADMIN, unit_id=part, granted_by="tests")
    page = from_part.get("/audit/").text
    assert "Hanya untuk pengelola seluruh instansi" in page
    assert "Siti Rahmawati" not in page
