"""Whether the ledger still says what it said: sums against entries, closed years against their recaps."""

from __future__ import annotations

from collections.abc import Iterator

from elearn.ledger import years_store
from elearn.ledger.years_store import Closing, WrongSum
from elearn.record import recap
from elearn.record.rules import RecapFault, added_up

Finding = WrongSum | tuple[RecapFault, Closing]


def findings() -> Iterator[Finding]:
    """Everything that does not fit, the sums of people first; one at a time."""
    yield from years_store.wrong_sums()
    for closing in years_store.closings():
        for fault in _faults_of(closing):
            yield fault, closing


def _faults_of(closing: Closing) -> Iterator[RecapFault]:
    text = years_store.recap_of(closing.year)
    if recap.checksum(text) != closing.sha256:
        yield RecapFault.CHECKSUM
    if added_up(text) != (closing.people, closing.jp):
        yield RecapFault.TOTALS
    if years_store.jp_before_closing(closing) != closing.jp:
        yield RecapFault.ENTRIES
