"""Certificates of many people at once: asked for on a page or a command, made bit by bit by a job."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime
from typing import Protocol

from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.certificates import batch_files, batch_rules, batch_store
from elearn.certificates.batch_rules import Batch, Kind, State, Wanted
from elearn.database import one_transaction
from elearn.errors import ElearnError
from elearn.web.settings import current_settings

ROUND_S = 20.0
"""How long one round of the job works on batches: other jobs wait for it."""
log = logging.getLogger("elearn.certificates")


class Issue(Protocol):
    """Issues the certificate that a finished course earned and never got; whether there was one to issue."""

    def __call__(self, person_id: int, course: str, cycle: int, now: datetime) -> bool:
        """Twice is once."""


class NothingToDo(ElearnError):
    """Nobody fits what was asked for."""


@one_transaction
def ask(wanted: Wanted, *, base: str, actor: Actor, now: datetime) -> int:
    """Begin a batch of who fits now and give its id; raises NothingToDo.

    Args:
        base: the address of the public check, for the QR codes (page.check_base).
    """
    items = _items(wanted)
    if not items:
        raise NothingToDo("Tidak ada yang cocok.", hint="Pilih unit, tahun, atau kursus yang lain.")
    batch_id = batch_store.insert_batch(wanted, total=len(items), by=actor.person_id, now=now)
    batch_files.keep_plan(batch_id, base, items)
    add_entry(
        at=now,
        action="certificate.batch",
        subject=f"certificate-batch:{batch_id}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        details={"kind": wanted.kind.value, "unit": wanted.unit_id, "year": wanted.year, "count": len(items)},
    )
    return batch_id


def _items(wanted: Wanted) -> list[int] | list[batch_store.Earned]:
    if wanted.kind is not Kind.ISSUE:
        return batch_store.certificate_ids(wanted)
    zone = current_settings().time_zone
    years = (wanted.year, wanted.year + 1)
    begin, end = (datetime(year, 1, 1, tzinfo=zone).astimezone(UTC) for year in years)
    return batch_store.earned_without(wanted, begin, end)


def work(now: datetime, *, issue: Issue) -> int:
    """The job: go on with batches for a while, and delete files older than a week; gives how many steps."""
    done, until = _sweep(now), time.monotonic() + ROUND_S
    while time.monotonic() < until:
        batch = batch_store.next_open()
        if batch is None:
            break
        step(batch, now, issue=issue)
        done += 1
    return done


def step(batch: Batch, now: datetime, *, issue: Issue) -> None:
    """Do the next bit of a batch. What fails ends it with its reason: the next one is not kept waiting."""
    try:
        _step(batch, now, issue)
    except Exception as failure:
        log.exception("batch %s failed", batch.id)
        _end(batch.id, State.FAILED, now, type(failure).__name__)


def _step(batch: Batch, now: datetime, issue: Issue) -> None:
    places = batch_rules.next_step(batch)
    if not places:
        if batch.kind is not Kind.ISSUE:
            batch_files.finish(batch)
        _end(batch.id, State.DONE, now)
        batch_files.drop_parts(batch.id)
        return
    base, items = batch_files.plan(batch.id)
    wanted = items[places.start : places.stop]
    if batch.kind is Kind.ISSUE:
        for person_id, course, cycle in wanted:
            issue(person_id, course, cycle, now)
    else:
        # Drawn outside of a transaction: nobody waits for that.
        batch_files.make_part(batch, places.start, batch_store.in_order(wanted), base)
    _put_done(batch, places.stop)


@one_transaction
def _put_done(batch: Batch, done: int) -> None:
    batch_store.put_done(batch, done)


@one_transaction
def _end(batch_id: int, state: State, now: datetime, problem: str = "") -> None:
    batch_store.end(batch_id, state, now, problem)


def _sweep(now: datetime) -> int:
    return sum(batch_files.drop(one) for one in batch_store.finished_before(now - batch_rules.KEPT))
