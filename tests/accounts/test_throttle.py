"""Guessing is slow, from one address and from many; the rightful user is not locked out by a stranger."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn import clock
from elearn.accounts import signing_in, throttle
from elearn.accounts.password_hash import Verdict
from elearn.accounts.signing_in import Outcome, Visit
from elearn.accounts.throttle import Limit, network_of
from elearn.app import create_app
from elearn.audit.tables import AuditEntry
from elearn.config import Settings
from elearn.database import db
from tests.conftest import TestPerson

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
PASSWORD = "laut biru di timur 7"
WRONG = "salah semuanya 1"


@pytest.fixture(autouse=True)
def fast_hash(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Compare without argon2 and note each comparison: what is counted here are tries, not milliseconds."""
    compared: list[str] = []

    def compare(kept: str | None, password: str) -> Verdict:
        compared.append(password)
        return Verdict(is_right=kept is not None and password == PASSWORD)

    monkeypatch.setattr(signing_in.password_hash, "verify", compare)
    return compared


@pytest.fixture
def siti(make_person: Callable[..., TestPerson]) -> TestPerson:
    make_person("Budi Santoso", password=PASSWORD)
    return make_person("Siti Rahmawati", password=PASSWORD)


def attempt(nip: str, secret: str, at: datetime, address: str = "203.0.113.7") -> Outcome:
    visit = Visit(
        address=address,
        device="",
        session_idle=timedelta(days=14),
        session_absolute=timedelta(days=60),
    )
    with clock.fixed_at(at):
        return signing_in.sign_in(nip, secret, visit).outcome


def test_after_five_failures_even_the_right_password_waits(siti: TestPerson) -> None:
    for _ in range(5):
        attempt(siti.nip, WRONG, NOON)

    assert attempt(siti.nip, PASSWORD, NOON + timedelta(seconds=29)) is Outcome.REFUSED
    assert attempt(siti.nip, PASSWORD, NOON + timedelta(seconds=31)) is Outcome.SIGNED_IN


@pytest.mark.both_databases
def test_the_wait_grows_and_ends_at_a_quarter_of_an_hour(siti: TestPerson) -> None:
    at, waits = NOON, []
    for _ in range(4):
        attempt(siti.nip, WRONG, at)
    for _ in range(8):
        attempt(siti.nip, WRONG, at)
        wait = timedelta(0)
        while not _is_free(siti.nip, at + wait):
            wait += timedelta(seconds=10)
        waits.append(wait)
        at += wait

    assert waits == [timedelta(seconds=s) for s in (30, 60, 120, 240, 480, 900, 900, 900)]


def _is_free(nip: str, at: datetime) -> bool:
    from elearn.accounts.tables import ThrottleCounter

    key = throttle.counter_key(throttle.ACCOUNT_FROM_ADDRESS, nip, "203.0.113.7")
    free_at = db.session.scalar(select(ThrottleCounter.free_at).where(ThrottleCounter.key == key))
    db.session.rollback()
    return free_at is None or free_at <= at


def test_hundreds_of_guesses_on_one_number_in_an_hour_are_a_dozen(
    siti: TestPerson, fast_hash: list[str]
) -> None:
    let_through = 0
    for second in range(0, 3600, 20):
        before = _count_of(siti.nip)
        attempt(siti.nip, WRONG, NOON + timedelta(seconds=second))
        let_through += _count_of(siti.nip) > before

    assert let_through <= 13
    # A try during the wait takes as long as any other, until the whole address is slowed.
    assert len(fast_hash) >= 100


def _count_of(nip: str) -> int:
    from elearn.accounts.tables import ThrottleCounter

    key = throttle.counter_key(throttle.ACCOUNT_FROM_ADDRESS, nip, "203.0.113.7")
    count = db.session.scalar(select(ThrottleCounter.count).where(ThrottleCounter.key == key))
    db.session.rollback()
    return count or 0


def test_one_guess_on_each_of_a_thousand_numbers_is_slowed_by_address(siti: TestPerson) -> None:
    outcomes = [attempt(f"1990010120150{n:05d}", WRONG, NOON) for n in range(110)]

    assert outcomes[:100] == [Outcome.REFUSED] * 100
    assert set(outcomes[100:]) == {Outcome.TOO_MANY_HERE}
    assert attempt(siti.nip, PASSWORD, NOON, address="198.51.100.4") is Outcome.SIGNED_IN


def test_an_office_of_hundreds_behind_one_address_signs_in_freely(siti: TestPerson) -> None:
    outcomes = {attempt(siti.nip, PASSWORD, NOON) for _ in range(105)}

    assert outcomes == {Outcome.SIGNED_IN}


def test_a_stranger_elsewhere_does_not_lock_out_the_rightful_user(siti: TestPerson) -> None:
    assert attempt(siti.nip, PASSWORD, NOON, address="198.51.100.4") is Outcome.SIGNED_IN
    for n in range(60):  # a stranger with many addresses
        attempt(siti.nip, WRONG, NOON + timedelta(minutes=5), address=f"203.0.113.{n}")

    at = NOON + timedelta(minutes=5)
    assert attempt(siti.nip, PASSWORD, at, address="198.51.100.4") is Outcome.SIGNED_IN


@pytest.mark.both_databases
def test_from_a_new_address_the_rightful_user_waits_a_minute_at_most(siti: TestPerson) -> None:
    for n in range(60):
        attempt(siti.nip, WRONG, NOON, address=f"203.0.113.{n}")

    assert attempt(siti.nip, PASSWORD, NOON, address="198.51.100.9") is Outcome.REFUSED
    later = NOON + timedelta(seconds=61)
    assert attempt(siti.nip, PASSWORD, later, address="198.51.100.9") is Outcome.SIGNED_IN


def test_many_addresses_guessing_one_number_are_slowed_by_account(siti: TestPerson) -> None:
    for n in range(50):
        attempt(siti.nip, WRONG, NOON, address=f"203.0.113.{n}")

    assert attempt(siti.nip, PASSWORD, NOON, address="203.0.113.99") is Outcome.REFUSED


def test_another_account_is_not_slowed(siti: TestPerson, make_person: Callable[..., TestPerson]) -> None:
    dewi = make_person("Dewi Lestari", password=PASSWORD)
    for _ in range(20):
        attempt(siti.nip, WRONG, NOON)

    assert attempt(dewi.nip, PASSWORD, NOON) is Outcome.SIGNED_IN


def test_signing_in_starts_the_count_again(siti: TestPerson) -> None:
    for _ in range(3):
        for _ in range(4):
            attempt(siti.nip, WRONG, NOON)
        assert attempt(siti.nip, PASSWORD, NOON) is Outcome.SIGNED_IN


def test_an_hour_of_quiet_forgets_failures(siti: TestPerson) -> None:
    for _ in range(4):
        attempt(siti.nip, WRONG, NOON)
    attempt(siti.nip, WRONG, NOON + timedelta(minutes=61))

    assert attempt(siti.nip, PASSWORD, NOON + timedelta(minutes=61)) is Outcome.SIGNED_IN


def test_another_worker_and_a_restart_know_the_count(siti: TestPerson, settings: Settings) -> None:
    for _ in range(5):
        attempt(siti.nip, WRONG, NOON)

    with create_app(settings).app_context():
        assert attempt(siti.nip, PASSWORD, NOON) is Outcome.REFUSED
        db.session.remove()
        db.engine.dispose()


def test_a_forged_forwarding_header_does_not_change_the_address(
    app: Flask, siti: TestPerson, by_form: Callable[..., object]
) -> None:
    for n in range(5):
        by_form(app.test_client(), siti.nip, WRONG, headers={"X-Forwarded-For": f"198.51.100.{n}"})

    answer = by_form(app.test_client(), siti.nip, PASSWORD, headers={"X-Forwarded-For": "198.51.100.77"})
    assert answer.status_code == 422  # type: ignore[attr-defined]


def test_too_many_from_one_address_is_said_with_the_seconds_to_wait(
    app: Flask, by_form: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    tight = Limit(
        name="address", free_tries=2, first_wait=timedelta(seconds=30), longest_wait=timedelta(minutes=1)
    )
    monkeypatch.setattr(signing_in, "ADDRESS", tight)
    for _ in range(2):
        by_form(app.test_client(), "199912312020121001", WRONG)

    answer = by_form(app.test_client(), "199912312020121001", WRONG)

    assert answer.status_code == 429  # type: ignore[attr-defined]
    assert 0 < int(answer.headers["Retry-After"]) <= 30  # type: ignore[attr-defined]


def test_failures_beyond_the_limit_reach_the_audit_log_without_the_number(siti: TestPerson) -> None:
    for _ in range(4):
        attempt(siti.nip, WRONG, NOON)
    assert _throttled_entries() == []

    attempt(siti.nip, WRONG, NOON)

    [entry] = _throttled_entries()
    assert entry.subject == f"person:{siti.id}"
    assert siti.nip not in str(vars(entry))


def _throttled_entries() -> list[AuditEntry]:
    query = select(AuditEntry).where(AuditEntry.action == "sign-in.refused-beyond-limit")
    return list(db.session.scalars(query))


def test_the_table_of_counters_names_nobody(siti: TestPerson) -> None:
    from elearn.accounts.tables import ThrottleCounter

    attempt(siti.nip, WRONG, NOON)

    keys = list(db.session.scalars(select(ThrottleCounter.key)))
    assert len(keys) == db.session.scalar(select(func.count(ThrottleCounter.key))) == 3
    assert not any(siti.nip in key or "203.0.113" in key for key in keys)


@pytest.mark.parametrize(
    ("one", "other"),
    [("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"), ("::ffff:203.0.113.7", "203.0.113.7"), ("", "nonsense")],
)
def test_these_count_as_one_address(one: str, other: str) -> None:
    assert network_of(one) == network_of(other)


def test_neighbouring_addresses_are_not_one() -> None:
    assert network_of("203.0.113.7") != network_of("203.0.113.8")
    assert network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1")


@pytest.mark.both_databases
def test_guesses_sent_at_the_same_moment_see_each_other(app: Flask, siti: TestPerson) -> None:
    def guess(number: int) -> None:
        with app.app_context():
            attempt(siti.nip, WRONG, NOON)

    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(guess, range(24)))

    assert _count_of(siti.nip) == 5
