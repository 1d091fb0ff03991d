"""From messages to mails, and from mails to letters on their way: what the jobs of the mail service do.

Two workers may do all of it at once. A mail is claimed before it is sent and settled after: a worker that
dies in between, after the server's yes and before our commit, leaves a claim that runs out, and the letter
goes a second time, with the same Message-ID. That one duplicate is the price of losing none.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import force_locale

from elearn.database import one_transaction
from elearn.mail.letter import Letter, is_address
from elearn.mail.outcome import Fate, Outcome
from elearn.mail.post import Send, post_office
from elearn.messages import outbox_store, rules, sentences
from elearn.messages.letters import digest
from elearn.messages.offices import Offices, offices
from elearn.messages.outbox_store import CANCELLED, FAILED, QUEUED, SENT, MailRow, Recipient
from elearn.messages.rules import OfficeHours
from elearn.messages.store import MessageRow
from elearn.messages.wording import Words, worded
from elearn.web.settings import current_settings

QUEUE_BATCH = 5_000
CLAIM_BATCH = 20
ROUND_S = 40.0
"""So that a round of the jobs ends, whatever waits: others, like closing attempts, come every minute."""

LEASE = timedelta(minutes=15)
STOP_CLAIM_AFTER_S = 60.0
"""A batch that takes longer is given back: its claim must not run out while it is sent."""


def queue_mails(now: datetime) -> int:
    """Make today's mails of everybody for whom something waits and whose office is open; gives how many."""
    waiting = outbox_store.waiting_units()
    if not waiting:
        return 0
    made = 0
    for hours, unit_ids in offices(now).together(waiting).items():
        _let_go_of_old(hours, unit_ids, now)
        while hours.is_open(now) and (new := _queue_some(hours, unit_ids, now)):
            made += new
    return made


@one_transaction
def _let_go_of_old(hours: OfficeHours, unit_ids: Sequence[int], now: datetime) -> None:
    outbox_store.keep_on_site_only(unit_ids, told_before=rules.too_old_before(hours, now))


@one_transaction
def _queue_some(hours: OfficeHours, unit_ids: Sequence[int], now: datetime) -> int:
    def due(among: Sequence[int] | None) -> list[int]:
        return outbox_store.people_due_a_mail(
            unit_ids,
            today=now.astimezone(hours.zone).date(),
            opening=hours.opening(now),
            start_of_day=hours.start_of_day(now),
            too_old_before=rules.too_old_before(hours, now),
            limit=QUEUE_BATCH,
            among=among,
        )

    people = due(None)
    if people:
        # Another worker may have found the same people: under the lock, look again.
        outbox_store.lock_people(people)
        people = due(people)
    if people:
        outbox_store.insert_mails(people, now)
    return len(people)


def send_mails(now: datetime, words: Words) -> int:
    """Send what is due; gives how many letters left. `words` says what each kind tells when it is sent."""
    began, sent = time.monotonic(), 0
    with post_office(current_settings()) as send:
        may_go_on, took_s = True, 0.0
        while may_go_on and took_s < ROUND_S:
            # A claim counts from when it is made, not from when the round began.
            at = now + timedelta(seconds=took_s)
            mails = _claim(at)
            left, may_go_on = _send_some(mails, words, send, at) if mails else (0, False)
            sent, took_s = sent + left, time.monotonic() - began
    return sent


@one_transaction
def _claim(now: datetime) -> list[MailRow]:
    return outbox_store.claim(now, until=now + LEASE, limit=CLAIM_BATCH)


def _send_some(mails: Sequence[MailRow], words: Words, send: Send, now: datetime) -> tuple[int, bool]:
    """How many left, and whether the server takes more."""
    began, sent, open_hours = time.monotonic(), 0, offices(now)
    letters = _letters(mails, words, open_hours, now)
    for place, mail in enumerate(mails):
        letter, hours = letters[mail.id]
        if not isinstance(letter, Letter):
            _settle(mail, letter)
            continue
        outcome = send(letter, now)
        sent += outcome.fate is Fate.SENT
        _settle(mail, _after(mail, outcome, hours, now))
        if outcome.fate is Fate.NO_SERVER or time.monotonic() - began > STOP_CLAIM_AFTER_S:
            for other in mails[place + 1 :]:
                _settle(other, _given_back(other, now))
            return sent, False
    return sent, True


Change = dict[str, object]
"""Columns of a mail and their new values."""


@one_transaction
def _settle(mail: MailRow, change: Change) -> None:
    outbox_store.settle(mail, **change)


def _after(mail: MailRow, outcome: Outcome, hours: OfficeHours, now: datetime) -> Change:
    if outcome.fate is Fate.SENT:
        return {"state": SENT, "sent_at": now, "reason": ""}
    again = None if outcome.fate is Fate.REFUSED else rules.next_try(mail.tries, now, hours)
    if again is None:
        return {"state": FAILED, "reason": outcome.reason}
    return {"state": QUEUED, "next_try_at": again, "reason": outcome.reason}


def _given_back(mail: MailRow, now: datetime) -> Change:
    """Not tried: as if it had never been claimed."""
    return {"state": QUEUED, "next_try_at": now, "tries": mail.tries - 1}


def _letters(
    mails: Sequence[MailRow], words: Words, open_hours: Offices, now: datetime
) -> dict[int, tuple[Letter | Change, OfficeHours]]:
    """For each mail its letter, or what becomes of it without one, as its reader is and may see now."""
    people = outbox_store.recipients({mail.person_id for mail in mails})
    told = outbox_store.messages_of([mail.id for mail in mails])
    names = outbox_store.recipients(
        {one.sender_id for some in told.values() for one in some if one.sender_id is not None}
    )
    senders = {one.id: one.name for one in names.values()}
    found: dict[int, tuple[Letter | Change, OfficeHours]] = {}
    for language in sorted({people[mail.person_id].language for mail in mails}):
        theirs = [mail for mail in mails if people[mail.person_id].language == language]
        with force_locale(language):
            said = worded([one for mail in theirs for one in told[mail.id]], words, now)
            for mail in theirs:
                to = people[mail.person_id]
                hours = open_hours.of(to.unit_id)
                left = [one for one in told[mail.id] if one.id in said]
                _take_back([one for one in told[mail.id] if one.id not in said], now)
                obstacle = _obstacle(mail, to, left, hours, now)
                found[mail.id] = (obstacle or digest(mail, to, left, said, senders), hours)
    return found


@one_transaction
def _take_back(messages: Sequence[MessageRow], now: datetime) -> None:
    if messages:
        outbox_store.cancel_by_id([one.id for one in messages], now)


def _obstacle(
    mail: MailRow, to: Recipient, messages: Sequence[MessageRow], hours: OfficeHours, now: datetime
) -> Change | None:
    """Why this mail is not sent now, as the change that follows; None when it is."""
    if mail.made_at < now - rules.MAX_AGE:
        return {"state": CANCELLED, "reason": sentences.TOO_OLD}
    if to.left_on is not None and to.left_on <= now.astimezone(hours.zone).date():
        return {"state": CANCELLED, "reason": sentences.LEFT}
    if to.is_disabled:
        return {"state": CANCELLED, "reason": sentences.DISABLED}
    if not messages:
        return {"state": CANCELLED, "reason": sentences.NOTHING_LEFT}
    if not is_address(to.email):
        return {"state": CANCELLED, "reason": sentences.NO_ADDRESS}
    if mail.tries > len(rules.PAUSES) + 1:  # each time the worker died with it
        return {"state": FAILED, "reason": sentences.GIVEN_UP}
    if not hours.is_open(now):
        return _given_back(mail, now) | {"next_try_at": hours.next_open(now)}
    return None
