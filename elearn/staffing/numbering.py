"""Numbers and positions of one person, with their days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.people import leading_store, staff_store
from elearn.people import store as people_store
from elearn.people.actions import NumberRefused
from elearn.people.numbers import normalised_nip
from elearn.people.rows import PersonRow

ONE_DAY = timedelta(days=1)


@one_transaction
def change_number(person_id: int, typed: str, *, on: date, actor: Actor, now: datetime, today: date) -> None:
    """Let a person be known by a new number from a day on, today at the latest; the old one stays noted.

    Raises NumberRefused for a number that is malformed or was ever given to somebody.
    """
    nip = normalised_nip(typed)
    if nip is None:
        raise NumberRefused("NIP harus 18 angka.", hint="Spasi dan titik boleh dipakai di antaranya.")
    if people_store.number_exists(nip):
        raise NumberRefused("NIP ini sudah dipakai.", hint="Bila orangnya sama, gabungkan kedua catatannya.")
    if on > today:
        raise NumberRefused("Tanggal ini belum tiba.", hint="Ganti NIP pada hari itu.")
    leading_store.end_number(person_id, on - ONE_DAY)
    leading_store.insert_number(person_id, nip, on)
    _note("number.changed", person_id, actor, now, on=on.isoformat())


@one_transaction
def add_position(
    person: PersonRow,
    *,
    basis: str,
    name: str,
    first: date,
    last: date | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Note a position beside the definitive one: Plt., Plh. or additional."""
    leading_store.insert_position(
        person_id=person.id,
        unit_id=person.unit_id,
        name=name,
        kind="",
        basis=basis,
        first=first,
        last=last,
    )
    _note("position.added", person.id, actor, now, basis=basis)


@one_transaction
def end_position(person: PersonRow, position_id: int, *, on: date, actor: Actor, now: datetime) -> None:
    """End such a position with a day."""
    staff_store.end_positions({position_id: on})
    _note("position.ended", person.id, actor, now, position=position_id)


def _note(action: str, person_id: int, actor: Actor, now: datetime, **details: str | int) -> None:
    add_entry(
        at=now,
        action=action,
        subject=f"person:{person_id}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        details=dict(details),
    )
