"""What somebody signs with his name in the ledger: corrections. Entries themselves are never edited."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.errors import ElearnError
from elearn.ledger import store
from elearn.ledger.rows import Entry
from elearn.ledger.rules import MOST_JP, CorrectionFault, correction_fault


class NotCorrected(ElearnError):
    """A correction that changes nothing, takes more than there is, or says no reason."""

    def __init__(self, fault: CorrectionFault) -> None:
        super().__init__(message=_MESSAGES[fault])
        self.fault = fault


_MESSAGES = {
    CorrectionFault.UNKNOWN: "There is no such entry, or it is a correction itself.",
    CorrectionFault.NO_REASON: "A correction needs its reason.",
    CorrectionFault.BELOW_ZERO: "An entry cannot be worth less than nothing.",
    CorrectionFault.TOO_MUCH: f"An entry cannot be worth more than {MOST_JP} JP.",
    CorrectionFault.NOTHING_CHANGES: "The entry counts as many JP already.",
}


@one_transaction
def correct(entry_id: int, jp: Decimal, reason: str, *, actor: Actor, now: datetime) -> Decimal:
    """Let an entry count `jp` from now on, by another entry that names it; gives the JP added (or taken).

    It stands on the day of the entry it corrects, in the year where that counts; a recap of a closed year
    stays as it is, and the correction is listed as one after the closing. Raises NotCorrected.
    """
    entry = store.find_entry(entry_id, for_correction=True)
    stands = store.standing_of(entry_id) if entry else Decimal(0)
    fault = correction_fault(entry is not None and entry.source != "correction", stands, jp, reason)
    if entry is None or fault:
        raise NotCorrected(fault or CorrectionFault.UNKNOWN)
    number = store.count_corrections(entry_id) + 1
    store.add(_correction(entry, jp - stands, f"{entry_id}/{number}", reason, actor, now))
    add_entry(
        at=now,
        action="jp.corrected",
        subject=f"person:{entry.person_id}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        details={"entry": entry_id, "from": str(stands), "to": str(jp), "reason": reason.strip()},
    )
    return jp - stands


def _correction(entry: Entry, jp: Decimal, key: str, reason: str, actor: Actor, now: datetime) -> Entry:
    return Entry(
        person_id=entry.person_id,
        on_date=entry.on_date,
        form=entry.form,
        jp=jp,
        source="correction",
        source_key=key,
        title=entry.title,
        recorded_at=now,
        recorded_by=actor.person_id,
        corrects_id=entry.id,
        note=" ".join(reason.split()),
    )
