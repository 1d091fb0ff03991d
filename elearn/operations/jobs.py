"""What an installation does by itself, again and again: one list, run in the background of `serve` or by
`elearn work`.

Every job is safe to run twice, also at once in two processes: what it does is decided on locked rows.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from flask import Flask

from elearn import clock
from elearn.audit.actions import seal
from elearn.authoring.files.actions import finish_interrupted
from elearn.certificates.batches import work as work_on_batches
from elearn.messages.health import probe_weekly
from elearn.obligations.upkeep import keep_up, relearn
from elearn.outcomes.actions import certify_missing
from elearn.privacy.actions import prune
from elearn.quiz.closing import close_expired
from elearn.regrading.actions import apply_pending
from elearn.reminders.actions import remind
from elearn.reminders.jobs import queue_mails, send_mails
from elearn.staffing.leaving import close_due
from elearn.uploads.actions import sweep

EVERY_S = 60.0
STOP_WAIT_S = 5.0
log = logging.getLogger("elearn.jobs")


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """One recurring task: `run` does what is due at an instant and gives how many things it did."""

    name: str
    run: Callable[[datetime], int]


JOBS: tuple[Job, ...] = (
    Job(name="close-expired-attempts", run=close_expired),
    Job(name="apply-key-corrections", run=apply_pending),
    Job(name="finish-interrupted-files", run=finish_interrupted),
    Job(name="seal-audit", run=seal),
    Job(name="certificate-batches", run=partial(work_on_batches, issue=certify_missing)),
    Job(name="sweep-uploads", run=sweep),
    Job(name="close-accounts-of-leavers", run=close_due),
    Job(name="obligations-after-a-release", run=relearn),
    Job(name="obligations-of-the-day", run=keep_up),
    Job(name="reminders-of-the-day", run=remind),
    Job(name="prune-old-data", run=prune),
    Job(name="queue-mails", run=queue_mails),
    Job(name="send-mails", run=send_mails),
    Job(name="test-mail", run=probe_weekly),
)
"""Every job there is; a room adds its own here."""


@dataclass(frozen=True, kw_only=True, slots=True)
class JobReport:
    """How one run went; `done` is None when it failed (the log says why)."""

    name: str
    done: int | None


def run_all(now: datetime, jobs: Sequence[Job] = JOBS) -> tuple[JobReport, ...]:
    """Run every job once, whatever becomes of the others. Needs the application context."""
    return tuple(JobReport(name=one.name, done=_run(one, now)) for one in jobs)


def _run(job: Job, now: datetime) -> int | None:
    try:
        return job.run(now)
    except Exception:
        # A job that fails must neither end the thread nor keep the next one from running.
        log.exception("job %s failed", job.name)
        return None


@contextmanager
def in_background(app: Flask, *, every_s: float = EVERY_S, jobs: Sequence[Job] = JOBS) -> Iterator[None]:
    """While the block runs, one thread runs all jobs every `every_s` seconds, the first time after these."""
    stop = threading.Event()
    thread = threading.Thread(target=_rounds, args=(app, stop, every_s, jobs), name="jobs", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(STOP_WAIT_S)


def until_stopped(
    app: Flask,
    stop: threading.Event,
    said: Callable[[tuple[JobReport, ...]], None],
    *,
    every_s: float = EVERY_S,
    jobs: Sequence[Job] = JOBS,
) -> None:
    """Run all jobs now and then every `every_s` seconds until `stop`; `said` hears how each went."""
    while not stop.is_set():
        with app.app_context():
            said(run_all(clock.now(), jobs))
        stop.wait(every_s)


def _rounds(app: Flask, stop: threading.Event, every_s: float, jobs: Sequence[Job]) -> None:
    while not stop.wait(every_s):
        with app.app_context():
            run_all(clock.now(), jobs)
