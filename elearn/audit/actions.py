"""Sealing the audit log, and looking whether the seals still hold."""

from __future__ import annotations

from datetime import datetime

from elearn.audit import rules, store
from elearn.audit.rules import BEGINNING, Break, Flaw, Report, Seal
from elearn.audit.store import Astray
from elearn.database import one_transaction

ENTRIES_A_SEAL = 500
SEALS_AT_ONCE = 20


def seal(now: datetime) -> int:
    """Seal every entry that is a minute old; gives how many. Several workers at once seal each entry once."""
    done = 0
    # Asked first without writing: in most minutes nothing waits, and nobody has to wait for that.
    while store.without_seal(now - rules.SEALED_AFTER, 1):
        done += _seal_next(now)
    return done


@one_transaction
def _seal_next(now: datetime) -> int:
    store.lock_seals()
    entries = store.without_seal(now - rules.SEALED_AFTER, ENTRIES_A_SEAL)
    if not entries:
        return 0
    last = store.last_seal()
    following = Seal(
        id=last.id + 1 if last else 1,
        sealed_at=now,
        entries=len(entries),
        sha256=rules.link(last.sha256 if last else BEGINNING, entries),
    )
    store.insert_seal(following, [entry.id for entry in entries])
    return len(entries)


def verify(known: tuple[int, str] | None = None) -> Report:
    """Look at the whole chain, some seals at a time: memory stays the same however long the log is.

    Args:
        known: number and hash (or its beginning) of a seal as somebody noted it outside of the database;
            whoever can write to the database could take away the end of the chain, but not from there.
    """
    breaks: list[Break] = []
    count, sealed, last = 0, 0, None
    while batch := store.seals_after(last.id if last else 0, SEALS_AT_ONCE):
        entries = store.entries_of_seals([one.id for one in batch])
        for one in batch:
            breaks += rules.missing_between(last.id if last else 0, one.id)
            broken = rules.break_of(one, entries[one.id], last.sha256 if last else BEGINNING)
            breaks += [broken] if broken else []
            count, sealed, last = count + 1, sealed + len(entries[one.id]), one
    breaks += [_without_seal(one) for one in store.unknown_seals()]
    breaks += _not_as_known(known) if known else []
    return Report(
        seals=count, sealed=sealed, waiting=store.count_without_seal(), breaks=tuple(breaks), last=last
    )


def _without_seal(one: Astray) -> Break:
    return Break(
        flaw=Flaw.WITHOUT_SEAL, seal=one.seal, first_entry=one.first, last_entry=one.last, found=one.found
    )


def _not_as_known(known: tuple[int, str]) -> list[Break]:
    number, sha256 = known
    found = store.find_seal(number)
    if found and found.sha256.startswith(sha256.lower()):
        return []
    return [Break(flaw=Flaw.NOT_AS_KNOWN, seal=number)]
