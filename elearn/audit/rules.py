"""The chain over the audit log: what an entry is as bytes, how a seal follows from the one before. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

SEALED_AFTER = timedelta(minutes=1)
"""An entry is sealed when it is this old: by then nearly every transaction that wrote one has ended."""
BEGINNING = "0" * 64
"""What stands in the place of a seal before the first one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A deed as it stands in the log."""

    id: int
    at: datetime
    actor_id: int | None
    actor_name: str
    action: str
    subject: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A seal: its number, how many entries it holds, its hash as 64 hexadecimal digits."""

    id: int
    sealed_at: datetime
    entries: int
    sha256: str


class Flaw(StrEnum):
    """What is wrong at a place of the chain."""

    SEAL_MISSING = "seal-missing"  # a number between two others is gone
    ENTRIES_MISSING = "entries-missing"  # fewer entries than were sealed
    ENTRIES_ADDED = "entries-added"  # more of them
    CHANGED = "changed"  # as many, but not the same; or the seal itself was changed
    WITHOUT_SEAL = "without-seal"  # entries name a seal that does not exist
    NOT_AS_KNOWN = "not-as-known"  # a seal that was noted elsewhere reads otherwise, or is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A place where the chain does not hold: the seal, and the entries found there (None: there are none)."""

    flaw: Flaw
    seal: int
    first_entry: int | None = None
    last_entry: int | None = None
    expected: int = 0
    found: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a look at the whole chain found; `waiting` entries are too young for a seal."""

    seals: int
    sealed: int
    waiting: int
    breaks: tuple[Break, ...]
    last: Seal | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, taken away or put in."""
        return not self.breaks


def canonical(entry: Entry) -> bytes:
    """An entry as the same bytes on every machine: one line of JSON, the instant in UTC to the microsecond.

    Two entries that differ anywhere differ here. Raises ValueError for an instant without a zone.
    """
    if entry.at.tzinfo is None:
        raise ValueError("an instant without a time zone")
    values = [
        entry.id,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.actor_name,
        entry.action,
        entry.subject,
        entry.details,
    ]
    text = json.dumps(values, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return text.encode() + b"\n"


def link(previous: str, entries: Iterable[Entry]) -> str:
    """The hash of a seal over the hash of the one before and its entries, by their ids."""
    digest = sha256(previous.encode() + b"\n")
    for entry in sorted(entries, key=lambda one: one.id):
        digest.update(canonical(entry))
    return digest.hexdigest()


def break_of(seal: Seal, entries: Sequence[Entry], previous: str) -> Break | None:
    """What is wrong with a seal and the entries that name it; None when nothing is."""
    if len(entries) == seal.entries and link(previous, entries) == seal.sha256:
        return None
    flaw = Flaw.CHANGED
    if len(entries) != seal.entries:
        flaw = Flaw.ENTRIES_MISSING if len(entries) < seal.entries else Flaw.ENTRIES_ADDED
    ids = [entry.id for entry in entries]
    return Break(
        flaw=flaw,
        seal=seal.id,
        first_entry=min(ids, default=None),
        last_entry=max(ids, default=None),
        expected=seal.entries,
        found=len(ids),
    )


def missing_between(before: int, after: int) -> tuple[Break, ...]:
    """The numbers that are gone between two seals that stand beside one another."""
    return tuple(Break(flaw=Flaw.SEAL_MISSING, seal=number) for number in range(before + 1, after))
