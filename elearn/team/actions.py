"""What a supervisor does beside obligations: remind, praise, note a talk; and what the employee answers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import force_locale, gettext

from elearn.accounts.actions import Actor
from elearn.database import one_transaction
from elearn.messages.actions import tell
from elearn.messages.kinds import Kind
from elearn.team import store

MINE = "/obligations/mine"
TALKS = "/team/mirror#bincang"
KEY_LENGTH = 16


@one_transaction
def remind(person_ids: Sequence[int], text: str, *, actor: Actor, today: date, now: datetime) -> int:
    """Remind people in one's own words, once a day and person; gives how many were told now."""
    with force_locale("id"):  # who reads it is not who writes it
        title = gettext("Pengingat dari %(name)s", name=actor.name)
    cause = f"reminder:person:{actor.person_id}:{today.isoformat()}"
    return tell(
        person_ids,
        Kind.REMINDER,
        cause=cause,
        title=title,
        text=text,
        link=MINE,
        sender_id=actor.person_id,
        now=now,
    )


@one_transaction
def praise(person_ids: Sequence[int], text: str, *, actor: Actor, today: date, now: datetime) -> int:
    """Praise people in one's own words; the same words on the same day go once. Gives how many were told."""
    with force_locale("id"):
        title = gettext("Penghargaan dari %(name)s", name=actor.name)
    key = hashlib.sha256(text.encode()).hexdigest()[:KEY_LENGTH]
    cause = f"praise:person:{actor.person_id}:{today.isoformat()}:{key}"
    return tell(
        person_ids, Kind.PRAISE, cause=cause, title=title, text=text, sender_id=actor.person_id, now=now
    )


@one_transaction
def note_talks(
    person_ids: Sequence[int], held_on: date, text: str, next_step: str, *, actor: Actor, now: datetime
) -> None:
    """Write down a talk with each of these people, and tell them so that they read it and answer."""
    assert actor.person_id is not None, "a talk is held by a person"
    store.insert_talks(person_ids, actor.person_id, held_on=held_on, text=text, next_step=next_step, now=now)
    with force_locale("id"):
        title = gettext("%(name)s mencatat bincang pengembangan dengan Anda", name=actor.name)
    cause = f"talk:person:{actor.person_id}:{now:%Y%m%d%H%M%S}"
    tell(person_ids, Kind.TALK, cause=cause, title=title, link=TALKS, sender_id=actor.person_id, now=now)


@one_transaction
def reply_to_talk(talk_id: int, person_id: int, text: str, *, now: datetime) -> None:
    """Keep the employee's own words to a talk of his; a later answer replaces the earlier one."""
    store.keep_reply(talk_id, person_id, text, now)
