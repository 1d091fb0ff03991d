"""What the page of the audit log shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from elearn.audit import store
from elearn.audit.rules import Entry, Seal
from elearn.audit.store import Wanted
from elearn.people import store as people
from elearn.people.rows import PersonRow
from elearn.web.settings import current_settings

ENTRIES_A_PAGE = 50
LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for in the address: a person, a deed, the first and the last day."""

    person_id: int | None
    action: str
    since: date | None
    until: date | None
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """One page of the log; `people` are those named in it, by their ids."""

    entries: list[Entry]
    people: dict[int, PersonRow]
    count: int
    pages: int
    actions: list[str]
    last_seal: Seal | None
    waiting: int


def log_page(asked: Asked) -> LogPage:
    """The entries that were asked for, the latest first."""
    wanted = Wanted(
        person_id=asked.person_id,
        action=asked.action or None,
        since=_begin_of(asked.since) if asked.since else None,
        until=_begin_of(asked.until + timedelta(days=1)) if asked.until else None,
    )
    count = store.count(wanted)
    entries = store.listed(wanted, limit=ENTRIES_A_PAGE, offset=(asked.page - 1) * ENTRIES_A_PAGE)
    named = _named_in(entries) | ({asked.person_id} if asked.person_id else set())
    return LogPage(
        entries=entries,
        people=people.persons(named),
        count=count,
        pages=max(1, -(-count // ENTRIES_A_PAGE)),
        actions=store.actions(),
        last_seal=store.last_seal(),
        waiting=store.count_without_seal(),
    )


def subject_id(entry: Entry) -> int | None:
    """The person a deed was done to, when its subject is one."""
    kind, _, number = entry.subject.partition(":")
    return int(number) if kind == "person" and number.isdigit() else None


def _named_in(entries: Iterable[Entry]) -> set[int]:
    ids = {one.actor_id for one in entries} | {subject_id(one) for one in entries}
    return {one for one in ids if one is not None}


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=current_settings().time_zone).astimezone(UTC)
