"""A year of one person's learning: what his own page, the page for human resources and the PDF show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from elearn.activities import store as activities
from elearn.activities.rows import ActivityRow
from elearn.certificates import page as certificate_page
from elearn.certificates import store as certificates
from elearn.certificates.page import Shown
from elearn.ledger import store as ledger
from elearn.ledger import years_store
from elearn.ledger.forms import BY_ID
from elearn.ledger.rows import Entry
from elearn.ledger.years_store import Closing
from elearn.people import store as people
from elearn.people.rows import PersonRow
from elearn.policy import store as policy_store
from elearn.policy.rules import annual_jp_target
from elearn.record.evidence_store import Evidence, evidence_of
from elearn.record.rules import RecordYear, above_daily_cap, record_year
from elearn.web.settings import current_settings


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryLine:
    """An entry of the ledger: its form, who signed it, whether it came after the year was closed.

    `above` are JP of its day above a cap that only warns; the last entry of the day says so.
    """

    entry: Entry
    form: str
    signed_by: str = ""
    is_late: bool = False
    above: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class YearPage:
    """The record of one person in one year; `closing` None while the year is open."""

    person: PersonRow
    record: RecordYear
    lines: tuple[EntryLine, ...]
    evidence: Evidence
    certificates: tuple[Shown, ...]
    activities: tuple[ActivityRow, ...]
    closing: Closing | None
    printed_at: datetime


def year_page(person: PersonRow, year: int, *, today: date, now: datetime) -> YearPage:
    """Everything that is on record of a person in a year; as many queries whatever he did."""
    zone = current_settings().time_zone
    start, end = (datetime(one, 1, 1, tzinfo=zone) for one in (year, year + 1))
    record, closing = record_of(person, year, today), years_store.find_closing(year)
    return YearPage(
        person=person,
        record=record,
        lines=_lines(record.entries, closing),
        evidence=evidence_of(person.id, start, end),
        certificates=tuple(
            certificate_page.shown(row, today)
            for row in certificates.of_person(person.id)
            if row.facts.completed_on.year == year
        ),
        activities=tuple(one for one in activities.of_person(person.id) if one.facts.ends_on.year == year),
        closing=closing,
        printed_at=now,
    )


def record_of(person: PersonRow, year: int, today: date) -> RecordYear:
    """The ledger of a person in a year, against the rules of that year."""
    policy = policy_store.in_force(min(date(year, 12, 31), today))
    return record_year(
        year,
        years=ledger.years_of(person.id),
        present_year=today.year,
        entries=ledger.entries_of(person.id, year),
        rule=annual_jp_target(person.employment_status, year, policy),
    )


def _lines(entries: Sequence[Entry], closing: Closing | None) -> tuple[EntryLine, ...]:
    signers = people.persons({one.recorded_by for one in entries if one.recorded_by is not None})
    above = above_daily_cap(entries, policy_store.in_force_on({one.on_date for one in entries}))
    lines = []
    for entry in reversed(entries):
        signer = signers.get(entry.recorded_by or 0)
        is_counted_module = entry.source == "module"
        line = EntryLine(
            entry=entry,
            form=BY_ID[entry.form].name,
            signed_by=signer.full_name if signer else "",
            is_late=closing is not None and entry.recorded_at > closing.closed_at,
            # The last of the day says it, once.
            above=above.pop(entry.on_date, Decimal(0)) if is_counted_module else Decimal(0),
        )
        lines.append(line)
    return tuple(reversed(lines))
