"""Noting a look, asking who looked, agreeing to something extra."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from elearn.database import Durability, one_transaction, transaction
from elearn.visibility import store
from elearn.visibility.looks import SeenOn, looks_at_person
from elearn.visibility.store import Scope

NOTED_EVERY = timedelta(minutes=1)
CONSENT_TEXT = "1"
"""The version of the sentences in templates/team/consents.html; another text is another version."""


def note_look(
    viewer_id: int,
    page: str,
    scope: str,
    *,
    subject_id: int | None = None,
    unit_id: int | None = None,
    as_of: date | None = None,
    now: datetime,
) -> None:
    """Write that somebody looked: before the page goes out, at most once a minute for the same thing.

    `scope` is person (`subject_id`), direct (whom the viewer leads) or unit (`unit_id` and all below). Who
    looks at himself is not written down. What cannot be noted is not shown: a database that refuses raises.
    """
    if subject_id == viewer_id:
        return
    wanted = Scope(kind=scope, subject_id=subject_id, unit_id=unit_id, as_of=as_of)
    if store.has_look_since(viewer_id, page, wanted, now - NOTED_EVERY):
        return
    # A look is no acknowledgement to anybody: it need not wait for the disk.
    with transaction(Durability.RELAXED):
        store.insert_look(viewer_id, page, wanted, now)


def looks_at(person_id: int, *, since: datetime, zone: tzinfo) -> list[SeenOn]:
    """Who saw records of this person since then, the latest first: days of the zone, never times."""
    led, held = store.led_by(person_id), store.units_held(person_id)
    unit_ids = {unit_id for one in held for unit_id in one.unit_ids}
    rows = store.looks_that_may_concern(person_id, led, unit_ids, since)
    return looks_at_person(rows, led, held, zone)


@one_transaction
def give_consent(person_id: int, purpose: str, now: datetime) -> None:
    """Agree to something extra; twice is once."""
    if purpose not in store.consents_of([person_id])[person_id]:
        store.insert_consent(person_id, purpose, text_version=CONSENT_TEXT, now=now)


@one_transaction
def withdraw_consent(person_id: int, purpose: str, now: datetime) -> None:
    """Agree no longer, from now on."""
    store.withdraw_consent(person_id, purpose, now)
