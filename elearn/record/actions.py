"""Handing over to SIASN; closing a year; telling somebody that his JP were corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from flask_babel import force_locale, gettext

from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.errors import ElearnError
from elearn.ledger import actions as ledger_actions
from elearn.ledger import store as ledger
from elearn.ledger import years_store
from elearn.ledger.rows import Entry
from elearn.ledger.rules import ClosingFault, closing_fault
from elearn.ledger.years_store import Closing
from elearn.messages.actions import tell
from elearn.messages.kinds import Kind
from elearn.record import recap, siasn_store
from elearn.web.formats import jp as in_jp


class NotClosed(ElearnError):
    """A year that cannot be closed now."""

    def __init__(self, fault: ClosingFault, year: int) -> None:
        super().__init__(message=_MESSAGES[fault].format(year=year))
        self.fault = fault


_MESSAGES = {
    ClosingFault.NOT_OVER: "Tahun {year} belum berakhir.",
    ClosingFault.CLOSED: "Tahun {year} sudah ditutup dan tidak dibuka lagi.",
    ClosingFault.NO_YEAR: "{year} bukan tahun yang dikenal.",
}


@one_transaction
def close_year(year: int, *, actor: Actor, now: datetime, today: date) -> Closing:
    """Freeze the recap of a year with its checksum; what is entered later is dated after the closing.

    Raises NotClosed for a year that is not over or was closed before: none is ever opened again.
    """
    years_store.hold_still()
    fault = closing_fault(year, today, {one.year for one in years_store.closings()})
    if fault:
        raise NotClosed(fault, year)
    text, totals = recap.written(year)
    closing = Closing(
        year=year,
        closed_at=now,
        closed_by=actor.person_id,
        people=totals.people,
        jp=totals.jp,
        sha256=recap.checksum(text),
    )
    years_store.insert_closing(closing, text)
    add_entry(
        at=now,
        action="year.closed",
        subject=f"year:{year}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        details={"people": totals.people, "jp": str(totals.jp), "sha256": closing.sha256},
    )
    return closing


@one_transaction
def correct(entry: Entry, jp: Decimal, reason: str, *, actor: Actor, now: datetime) -> Decimal:
    """Correct an entry, and tell the person whose it is; gives the JP added. Raises NotCorrected."""
    assert entry.id is not None
    change = ledger_actions.correct(entry.id, jp, reason, actor=actor, now=now)
    with force_locale("id"):
        title = gettext("JP untuk %(title)s dikoreksi menjadi %(jp)s", title=entry.title, jp=in_jp(jp))
    tell(
        [entry.person_id],
        Kind.JP_CORRECTED,
        cause=f"jp-corrected:{entry.id}:{ledger.count_corrections(entry.id)}",
        title=title,
        text=reason,
        link=f"/record/?year={entry.on_date.year}",
        sender_id=actor.person_id,
        now=now,
    )
    return change


@one_transaction
def note_export(
    certificate_ids: Sequence[int], activity_ids: Sequence[int], *, by: int, now: datetime
) -> None:
    """Remember what went out, when, and by whom."""
    siasn_store.mark_exported(certificate_ids, activity_ids, by=by, now=now)
    add_entry(
        at=now,
        action="siasn.exported",
        subject="siasn",
        actor_id=by,
        details={"rows": len(certificate_ids) + len(activity_ids)},
    )
