"""A session lives on the server: what ends it ends it at once, everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from elearn import clock
from elearn.accounts import actions, store
from elearn.accounts.actions import SYSTEM
from elearn.accounts.roles import Role
from elearn.accounts.tables import SignInSession
from elearn.config import Settings
from elearn.database import db
from tests.conftest import TestPerson, csrf_of

PASSWORD = "laut biru di timur 7"
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)

ByForm = Callable[..., TestResponse]
SignIn = Callable[[FlaskClient, TestPerson], FlaskClient]


@pytest.fixture
def siti(make_person: Callable[..., TestPerson]) -> TestPerson:
    return make_person("Siti Rahmawati", password=PASSWORD)


@pytest.fixture
def budi(make_person: Callable[..., TestPerson], app: Flask, sign_in: SignIn) -> FlaskClient:
    """A bystander who stays signed in whatever happens to Siti."""
    return sign_in(app.test_client(), make_person("Budi Santoso", password=PASSWORD))


def is_signed_in(browser: FlaskClient) -> bool:
    return browser.get("/profile/").status_code == 200


def cookie_of(browser: FlaskClient) -> str:
    cookie = browser.get_cookie("elearn")
    assert cookie is not None
    return cookie.value


def copy_of(app: Flask, browser: FlaskClient) -> FlaskClient:
    """Another browser with the same cookie, as a thief would have it."""
    thief = app.test_client()
    thief.set_cookie("elearn", cookie_of(browser))
    return thief


def test_a_cookie_planted_before_signing_in_is_worth_nothing_after(
    app: Flask, siti: TestPerson, by_form: ByForm
) -> None:
    browser = app.test_client()
    browser.get("/accounts/sign-in")
    planted = copy_of(app, browser)

    by_form(browser, siti.nip, PASSWORD)

    assert is_signed_in(browser)
    assert not is_signed_in(planted)
    assert cookie_of(browser) != cookie_of(planted)


def test_who_signs_in_after_somebody_inherits_nothing(
    app: Flask, siti: TestPerson, make_person: Callable[..., TestPerson], by_form: ByForm
) -> None:
    dewi = make_person("Dewi Lestari", password=PASSWORD)
    browser = app.test_client()
    by_form(browser, siti.nip, PASSWORD)
    token_of_siti = csrf_of(browser.get("/profile/"))
    thief = copy_of(app, browser)

    by_form(browser, dewi.nip, PASSWORD)

    assert "Dewi Lestari" in browser.get("/profile/").text
    assert not is_signed_in(thief)
    answer = browser.post("/profile/sessions", data={"csrf_token": token_of_siti, "session": "others"})
    assert answer.status_code == 400


def test_signing_out_kills_the_copied_cookie(
    app: Flask, siti: TestPerson, budi: FlaskClient, by_form: ByForm, send: ByForm
) -> None:
    browser = app.test_client()
    by_form(browser, siti.nip, PASSWORD)
    thief = copy_of(app, browser)
    assert is_signed_in(thief)

    answer = send(browser, "/accounts/sign-out")

    assert (answer.status_code, answer.location) == (303, "/accounts/sign-in")
    assert not is_signed_in(thief)
    assert is_signed_in(budi)


def test_changing_the_password_ends_other_devices_and_copies_of_this_one(
    app: Flask, siti: TestPerson, budi: FlaskClient, sign_in: SignIn, send: ByForm
) -> None:
    telephone, browser = sign_in(app.test_client(), siti), sign_in(app.test_client(), siti)
    thief = copy_of(app, browser)

    answer = send(
        browser,
        "/accounts/password",
        current=PASSWORD,
        new="kapal tua di dermaga",
        repeated="kapal tua di dermaga",
    )

    assert (answer.status_code, answer.location) == (303, "/profile/")
    assert is_signed_in(browser)
    assert not is_signed_in(telephone)
    assert not is_signed_in(thief)
    assert is_signed_in(budi)


@pytest.mark.parametrize("deed", [actions.issue_code, actions.disable], ids=["reset", "disable"])
def test_an_administrator_ends_sessions_at_once(
    app: Flask, siti: TestPerson, budi: FlaskClient, sign_in: SignIn, deed: Callable[..., object]
) -> None:
    browser = sign_in(app.test_client(), siti)

    deed(siti.id, actor=SYSTEM)

    answer = browser.get("/profile/")
    assert (answer.status_code, answer.location) == (303, "/accounts/sign-in?next=/profile/")
    assert is_signed_in(budi)


def test_a_session_opened_before_disabling_stays_shut_even_if_its_row_survives(
    app: Flask, siti: TestPerson, sign_in: SignIn
) -> None:
    actions.disable(siti.id, actor=SYSTEM)

    assert not is_signed_in(sign_in(app.test_client(), siti))


def test_an_enabled_person_signs_in_again(app: Flask, siti: TestPerson, by_form: ByForm) -> None:
    actions.disable(siti.id, actor=SYSTEM)
    actions.enable(siti.id, actor=SYSTEM)

    assert by_form(app.test_client(), siti.nip, PASSWORD).status_code == 303


@pytest.mark.both_databases
def test_a_new_role_counts_from_the_next_request_and_a_lost_one_too(
    app: Flask, siti: TestPerson, sign_in: SignIn
) -> None:
    browser = sign_in(app.test_client(), siti)
    assert browser.get("/accounts/requests").status_code == 403

    actions.grant_role(siti.id, Role.UNIT_OPERATOR, unit_id=siti.unit_id, granted_by="tests")
    assert browser.get("/accounts/requests").status_code == 200

    actions.revoke_role(siti.id, Role.UNIT_OPERATOR, actor=SYSTEM)
    assert browser.get("/accounts/requests").status_code == 403


def test_a_session_ends_after_the_idle_limit(
    app: Flask, siti: TestPerson, settings: Settings, sign_in: SignIn
) -> None:
    with clock.fixed_at(NOON):
        browser = sign_in(app.test_client(), siti)
    with clock.fixed_at(NOON + settings.session_idle - timedelta(minutes=5)):
        assert is_signed_in(browser)
    with clock.fixed_at(NOON + 2 * settings.session_idle - timedelta(minutes=10)):
        assert is_signed_in(browser)  # it was used in between
    with clock.fixed_at(NOON + 3 * settings.session_idle):
        assert not is_signed_in(browser)


def test_a_session_ends_at_the_absolute_limit_however_busy(
    app: Flask, siti: TestPerson, settings: Settings, sign_in: SignIn
) -> None:
    with clock.fixed_at(NOON):
        browser = sign_in(app.test_client(), siti)
    day = timedelta(days=1)
    for number in range(1, settings.session_absolute // day):
        with clock.fixed_at(NOON + number * day):
            assert is_signed_in(browser)
    with clock.fixed_at(NOON + settings.session_absolute):
        assert not is_signed_in(browser)


def last_seen(person: TestPerson) -> datetime:
    seen = db.session.scalar(select(SignInSession.last_seen_at).where(SignInSession.person_id == person.id))
    assert seen is not None
    db.session.rollback()
    return seen


def test_last_seen_is_written_once_a_minute(app: Flask, siti: TestPerson, sign_in: SignIn) -> None:
    with clock.fixed_at(NOON):
        browser = sign_in(app.test_client(), siti)
    with clock.fixed_at(NOON + timedelta(seconds=59)):
        browser.get("/profile/")
        assert last_seen(siti) == NOON
    with clock.fixed_at(NOON + timedelta(seconds=60)):
        browser.get("/profile/")
        assert last_seen(siti) == NOON + timedelta(seconds=60)


def test_knowing_who_asks_costs_one_query(app: Flask, siti: TestPerson, sign_in: SignIn) -> None:
    actions.grant_role(siti.id, Role.AUTHOR, unit_id=siti.unit_id, granted_by="tests")
    actions.grant_role(siti.id, Role.REVIEWER, unit_id=siti.unit_id, granted_by="tests")
    browser = sign_in(app.test_client(), siti)
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

    assert browser.get("/accounts/help").status_code == 200

    assert len([text for text in statements if text.startswith(("SELECT", "UPDATE", "INSERT"))]) == 1


def test_a_public_page_asks_the_database_nothing_of_a_stranger(app: Flask) -> None:
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

    assert app.test_client().get("/accounts/sign-in").status_code == 200

    assert statements == []


def test_who_leads_somebody_is_a_supervisor_without_a_grant(
    app: Flask, siti: TestPerson, make_person: Callable[..., TestPerson], sign_in: SignIn
) -> None:
    from elearn.accounts import identity

    lead = make_person("Hendra Wijaya")
    make_person("Budi Santoso", supervisor_id=lead.id)
    with app.test_request_context():
        as_lead = identity.load(actions.open_session(lead.id))
        as_siti = identity.load(actions.open_session(siti.id))

    assert as_lead is not None and Role.SUPERVISOR in as_lead.roles
    assert as_siti is not None and as_siti.roles == {Role.LEARNER}


def test_the_last_administrator_stays(make_person: Callable[..., TestPerson]) -> None:
    first = make_person("Rina Hapsari", roles=(Role.SYSADMIN,))

    with pytest.raises(actions.LastAdministrator):
        actions.disable(first.id, actor=SYSTEM)
    with pytest.raises(actions.LastAdministrator):
        actions.revoke_role(first.id, Role.SYSADMIN, actor=SYSTEM)

    make_person("Joko Susilo", roles=(Role.SYSADMIN,))
    actions.disable(first.id, actor=SYSTEM)
    account = store.find_account(first.id)
    assert account is not None and account.disabled_at is not None
