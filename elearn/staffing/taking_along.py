"""A person who moves to another agency takes the record along: written there, brought in here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from elearn.accounts import actions as accounts
from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.database import UtcDateTime, one_transaction
from elearn.ledger import store as ledger
from elearn.people import actions as people
from elearn.people import leading_store, record_store
from elearn.people import store as people_store
from elearn.people.numbers import normalised_nip
from elearn.people.positions import STATUS_WORDS
from elearn.people.rows import PersonRow
from elearn.staffing.record_file import RecordRefused, opened, read_value, sealed

_PERSON = ("name", "title_before", "title_after", "employment_status", "rank", "position")


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenIn:
    """Whom a file belongs to, whether he is new here, and how many rows of each table were new."""

    person_id: int
    name: str
    is_new: bool
    rows: dict[str, int]


def written(person: PersonRow, *, now: datetime) -> bytes:
    """The file of a person: no password, no role, no supervisor, no answer to any question."""
    content: dict[str, Any] = {
        "written_at": now,
        "numbers": [one.nip for one in leading_store.numbers_of(person.id)],
        "person": {name: getattr(person, name) for name in _PERSON},
    }
    content |= {name: record_store.rows_of(person.id, name) for name in record_store.CARRIED}
    return sealed(content)


@one_transaction
def take_in(body: bytes, *, unit_id: int, actor: Actor, now: datetime, today: date) -> TakenIn:
    """Bring a file in: for whoever holds its number here, else for a new person in this unit; twice is once.

    Raises RecordRefused for a file that is none or was changed.
    """
    content = opened(body)
    nip, facts = _nip(content), _facts(content)
    known = people_store.find_person_by_nip(nip)
    person_id = known.id if known else _added(nip, facts, unit_id, today, actor)
    rows = {
        name: record_store.bring_in(person_id, name, _rows(content, name, now))
        for name in record_store.CARRIED
    }
    ledger.sum_anew([person_id])
    add_entry(
        at=now,
        action="record.taken-in",
        subject=f"person:{person_id}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        details=dict(rows),
    )
    return TakenIn(person_id=person_id, name=facts["name"], is_new=known is None, rows=rows)


def _added(nip: str, facts: dict[str, str], unit_id: int, today: date, actor: Actor) -> int:
    person_id = people.add_person(
        nip=nip,
        name=facts["name"],
        title_before=facts["title_before"],
        title_after=facts["title_after"],
        employment_status=facts["employment_status"],
        rank=facts["rank"],
        position=facts["position"],
        unit_id=unit_id,
        valid_from=today,
    )
    accounts.add_account(person_id, actor=actor)
    return person_id


def _nip(content: dict[str, Any]) -> str:
    numbers = content.get("numbers")
    first = numbers[0] if isinstance(numbers, list) and numbers else ""
    nip = normalised_nip(first) if isinstance(first, str) else None
    if nip is None:
        raise RecordRefused("Berkas ini tidak memuat NIP.")
    return nip


def _facts(content: dict[str, Any]) -> dict[str, str]:
    given = content.get("person")
    facts = {name: given.get(name) for name in _PERSON} if isinstance(given, dict) else {}
    if not all(isinstance(value, str) for value in facts.values()) or not facts.get("name"):
        raise RecordRefused("Data orang di berkas ini tidak lengkap.")
    if facts["employment_status"] not in STATUS_WORDS:
        raise RecordRefused("Status kepegawaian di berkas ini tidak dikenal.")
    return {name: str(value)[:200] for name, value in facts.items()}


def _rows(content: dict[str, Any], name: str, now: datetime) -> list[dict[str, Any]]:
    rows = content.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RecordRefused("Catatan belajar di berkas ini tidak terbaca.")
    columns = {column.name: _kind(column) for column in record_store.columns_of(name)}
    found = [{key: read_value(kind, row.get(key)) for key, kind in columns.items()} for row in rows]
    # Recorded here and now: a year that was closed before did not know of it.
    return [row | {"recorded_at": now} for row in found] if name == "ledger_entry" else found


def _kind(column: Any) -> type:
    if isinstance(column.type, UtcDateTime):
        return datetime
    kind: type = column.type.python_type
    return Decimal if kind in (float, Decimal) else kind
