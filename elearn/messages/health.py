"""The health of the mail service: the site writes to itself every week, and says what is stuck."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.config import Settings
from elearn.database import one_transaction
from elearn.mail.letter import Letter
from elearn.mail.outcome import Fate
from elearn.mail.post import has_server, post_office, sender_of
from elearn.messages import outbox_store, rules, sentences
from elearn.messages.letters import header_text
from elearn.messages.outbox_store import CANCELLED, FAILED, QUEUED, MailRow, Queue
from elearn.messages.rules import Light, Probe
from elearn.people import store as people_store
from elearn.people.rows import PersonRow
from elearn.web.settings import current_settings

DEAD_SHOWN = 50
_BY_HAND = {"state": CANCELLED, "reason": sentences.BY_HAND}


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """What the page of the mail service prints."""

    light: Light
    has_server: bool
    queue: Queue
    waiting: int  # messages that wait for a digest
    probe: Probe | None
    dead: list[MailRow]
    people: dict[int, PersonRow]


def health(now: datetime, unit_ids: frozenset[int] | None) -> Health:
    """The state of the mail service, with the dead letters of these units (None: all). A few queries."""
    queue = outbox_store.queue(now, late_before=now - rules.LATE_AFTER)
    probe = outbox_store.last_probe()
    dead = outbox_store.mails([FAILED], unit_ids=unit_ids, limit=DEAD_SHOWN)
    return Health(
        light=_light(queue, probe),
        has_server=has_server(current_settings()),
        queue=queue,
        waiting=outbox_store.waiting_count(),
        probe=probe,
        dead=dead,
        people=people_store.persons({mail.person_id for mail in dead}),
    )


def _light(queue: Queue, probe: Probe | None) -> Light:
    is_set = has_server(current_settings())
    return rules.light(has_server=is_set, last=probe, dead=queue.failed, late=queue.late)


def probe_weekly(now: datetime) -> int:
    """The job: a letter to the site's own address when one is due; gives 1 when one was tried."""
    is_due = rules.next_probe(outbox_store.last_probe(), now) <= now
    if not has_server(current_settings()) or not is_due:
        return 0
    probe_now(now)
    return 1


def probe_now(now: datetime) -> Probe:
    """Write to the site's own address and keep what became of it."""
    probe = _sent_to_itself(current_settings(), now)
    _keep(probe)
    return probe


@one_transaction
def _keep(probe: Probe) -> None:
    outbox_store.insert_probe(probe)


def _sent_to_itself(settings: Settings, now: datetime) -> Probe:
    own = sender_of(settings).address
    letter = Letter(
        to=own,
        subject=header_text(gettext("Surat uji · %(site)s", site=settings.agency_short_name)),
        body=gettext("Surat ini menguji pengiriman. Bila Anda membacanya, surat keluar dengan baik.") + "\n",
        name=f"probe.{now:%Y%m%d%H%M%S}",
    )
    with post_office(settings) as send:
        outcome = send(letter, now)
    return Probe(at=now, is_well=outcome.fate is Fate.SENT, detail=outcome.reason)


@one_transaction
def try_again(mail_id: int | None, unit_ids: frozenset[int] | None, actor: Actor, now: datetime) -> int:
    """Queue dead letters of these units anew, or this one; gives how many. They are written when they go."""
    # As if made now: what is tried by hand is not too old.
    anew = {"state": QUEUED, "reason": "", "tries": 0, "made_at": now, "next_try_at": now}
    done = outbox_store.set_states([FAILED], mail_id=mail_id, unit_ids=unit_ids, values=anew)
    return _noted("mail.retried", done, actor, now)


@one_transaction
def cancel(mail_id: int | None, unit_ids: frozenset[int] | None, actor: Actor, now: datetime) -> int:
    """Give up dead letters of these units, or this one; gives how many."""
    done = outbox_store.set_states([FAILED], mail_id=mail_id, unit_ids=unit_ids, values=_BY_HAND)
    return _noted("mail.cancelled", done, actor, now)


@one_transaction
def stop_all(actor: Actor, now: datetime) -> int:
    """Nothing that waits leaves any more; it stays on the site. What is told later goes as ever."""
    done = outbox_store.set_states([FAILED, QUEUED], mail_id=None, unit_ids=None, values=_BY_HAND)
    return _noted("mail.stopped", done + outbox_store.keep_all_on_site_only(), actor, now)


def _noted(action: str, count: int, actor: Actor, now: datetime) -> int:
    if count:
        add_entry(
            at=now,
            action=action,
            subject="mail",
            actor_id=actor.person_id,
            actor_name=actor.name,
            details={"count": count},
        )
    return count
