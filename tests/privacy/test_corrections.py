"""Data saya: the notice, corrections with their due time, consents, and what is deleted in its time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select

from elearn import clock
from elearn.accounts import actions as accounts
from elearn.accounts.actions import Actor
from elearn.accounts.roles import Role
from elearn.audit.tables import AuditEntry
from elearn.database import Base, db
from elearn.messages.tables import Mail, Message
from elearn.policy.actions import NewValue, set_value
from elearn.policy.items import BY_NAME
from elearn.privacy import actions, store
from elearn.visibility import store as visibility
from elearn.visibility.actions import give_consent
from elearn.visibility.tables import Look
from tests.conftest import csrf_of

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
RINA = Actor(name="Rina")


@pytest.fixture
def siti(make_person):
    return make_person("Siti Rahmawati")


@pytest.fixture
def browser(app, siti, sign_in):
    return sign_in(app.test_client(), siti)


def test_the_page_says_what_is_kept_and_remembers_that_i_read_the_notice(browser, siti):
    page = browser.get("/privacy/")
    assert "Berapa lama" in page.text and "Siapa yang melihat" in page.text
    assert browser.get("/privacy").status_code == 200  # the notice for everybody has its own address
    browser.post("/privacy/notice", data={"csrf_token": csrf_of(page)})
    browser.post("/privacy/notice", data={"csrf_token": csrf_of(page)})
    assert len(store.read_notices(siti.id)) == 1
    assert "Anda membacanya pada" in browser.get("/privacy/").text


def test_a_correction_is_due_three_days_later_and_its_person_is_told(
    app, browser, siti, make_person, sign_in
):
    form = browser.get("/privacy/correction")
    data = {"csrf_token": csrf_of(form), "field": "rank", "wanted": "III/c", "reason": "SK 12/2026"}
    assert browser.post("/privacy/correction", data=data | {"wanted": " "}).status_code == 422
    assert browser.post("/privacy/correction", data=data).status_code == 303
    (asked,) = store.corrections_of(siti.id)
    assert asked.due_at - asked.asked_at == timedelta(hours=72)
    hr = sign_in(app.test_client(), make_person("Rina", roles=(Role.HR_ADMIN,)))
    queue = hr.get("/privacy/corrections")
    assert "III/c" in queue.text and "SK 12/2026" in queue.text
    path, key = f"/privacy/corrections/{asked.id}", f"p{asked.id}-"
    answer = {"csrf_token": csrf_of(queue), f"{key}verdict": "done", f"{key}answer": ""}
    refused = hr.post(path, data=answer)
    assert (refused.status_code, "Tulis jawabannya." in refused.text) == (422, True)
    assert hr.post(path, data=answer | {f"{key}answer": "Sudah sesuai SK."}).status_code == 303
    assert hr.post(path, data=answer | {f"{key}answer": "Lain."}).status_code == 303
    (decided,) = store.corrections_of(siti.id)
    assert (decided.state, decided.answer) == ("done", "Sudah sesuai SK.")
    (told,) = db.session.scalars(select(Message).where(Message.person_id == siti.id))
    assert told.text == "Sudah sesuai SK."
    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "data.corrected")).one()
    assert noted.subject == f"person:{siti.id}"
    assert "Sudah sesuai SK." in browser.get("/privacy/").text


def test_an_overdue_request_is_shown_as_overdue(app, siti, make_person, sign_in):
    long_ago = clock.now() - timedelta(hours=73)
    actions.ask_correction(siti.id, field="name", shown="Siti", wanted="Sitti", reason="", now=long_ago)
    hr = sign_in(app.test_client(), make_person("Rina", roles=(Role.HR_ADMIN,)))
    assert "lewat batas" in hr.get("/privacy/corrections").text


def test_requests_of_other_units_are_not_there(app, siti, make_unit, make_person, sign_in):
    part = make_unit("Dinas Lain")
    hr = make_person("Wati", unit_id=part)
    accounts.grant_role(hr.id, Role.UNIT_OPERATOR, unit_id=part, granted_by="tests")
    asked = actions.ask_correction(siti.id, field="name", shown="", wanted="Sitti", reason="", now=NOON)
    desk = sign_in(app.test_client(), hr)
    page = desk.get("/privacy/corrections")
    assert "Sitti" not in page.text
    answer = {"csrf_token": csrf_of(page), f"p{asked}-verdict": "done", f"p{asked}-answer": "ya"}
    assert desk.post(f"/privacy/corrections/{asked}", data=answer).status_code == 404
    assert store.corrections_of(siti.id)[0].state == "open"


def test_a_consent_is_withdrawn_and_only_ones_own(browser, siti, make_person):
    budi = make_person("Budi")
    for person in (siti, budi):
        give_consent(person.id, "unit-page", NOON)
    page = browser.get("/privacy/")
    assert "Kemajuan belajar saya tampil di halaman unit" in page.text
    browser.post("/privacy/consents/withdraw", data={"csrf_token": csrf_of(page), "purpose": "unit-page"})
    assert visibility.consents_of([siti.id, budi.id]) == {siti.id: frozenset(), budi.id: {"unit-page"}}
    assert "dicabut" in browser.get("/privacy/").text


def fill(siti, budi, at):
    db.session.execute(insert(Look).values(viewer_id=budi.id, at=at, page="person", scope="person"))
    mail = db.session.execute(
        insert(Mail).values(person_id=siti.id, state="sent", made_at=at, next_try_at=at).returning(Mail.id)
    ).scalar_one()
    values = {"kind": "praise", "title": "x", "made_at": at, "by_mail": True, "mail_id": mail}
    db.session.execute(insert(Message).values(person_id=siti.id, cause=f"c{at:%Y%m%d}", **values))
    db.session.commit()


def counts():
    return {
        name: db.session.scalar(select(func.count()).select_from(Base.metadata.tables[name]))
        for name in ("look", "message", "mail")
    }


@pytest.mark.both_databases
def test_what_is_older_than_the_policy_lets_it_be_goes_once_a_day_with_a_line_in_the_log(siti, make_person):
    budi = make_person("Budi")
    for years in (1, 3):
        fill(siti, budi, NOON - timedelta(days=366 * years))
    fill(siti, budi, NOON)
    assert actions.prune(NOON) == 1 + 1 + 2
    assert counts() == {"look": 2, "message": 2, "mail": 1}
    kept = db.session.scalars(select(Message).order_by(Message.made_at)).first()
    assert (kept.mail_id, kept.by_mail) == (None, False)  # its mail is forgotten; it does not go again
    (line,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "data.pruned"))
    assert line.details == {"keep_looks_months": 1, "keep_messages_months": 1, "keep_mails_months": 2}
    fill(siti, budi, NOON - timedelta(days=2000))
    assert actions.prune(NOON + timedelta(hours=1)) == 0
    assert actions.prune(NOON + timedelta(days=1)) == 3


def test_zero_months_keeps_everything(siti, make_person):
    budi = make_person("Budi")
    fill(siti, budi, NOON - timedelta(days=2000))
    for name in ("keep_looks_months", "keep_messages_months", "keep_mails_months"):
        value = NewValue(item=BY_NAME[name], value="0", legal_basis="", effective_from=NOON.date())
        set_value(value, actor=RINA, now=NOON)
    assert actions.prune(NOON) == 0
    assert counts() == {"look": 1, "message": 1, "mail": 1}
