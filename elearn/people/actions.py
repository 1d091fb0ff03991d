"""Adding units and persons."""

from __future__ import annotations

from datetime import date

from elearn.database import one_transaction
from elearn.errors import ElearnError
from elearn.people import numbers, store
from elearn.people.tables import Person


class NumberRefused(ElearnError):
    """A NIP that cannot be given to a new person."""


class UnitRefused(ElearnError):
    """A unit that cannot be added."""


@one_transaction
def add_unit(*, code: str, name: str, kind: str = "unit", parent_id: int | None = None) -> int:
    """Add a unit below another (or as a root) and give its id. Raises UnitRefused for a code in use."""
    if store.find_unit(code):
        raise UnitRefused(f"Kode unit {code} sudah dipakai.", hint="Pilih kode lain.")
    return store.insert_unit(code=code, name=name.strip(), kind=kind, parent_id=parent_id)


@one_transaction
def add_person(
    *,
    nip: str,
    name: str,
    unit_id: int,
    employment_status: str | None = None,
    title_before: str = "",
    title_after: str = "",
    rank: str = "",
    position: str = "",
    position_kind: str = "",
    email: str | None = None,
    supervisor_id: int | None = None,
    valid_from: date,
) -> int:
    """Add a person and give the id; `valid_from` is the first day of the number and the reporting line.

    Raises NumberRefused for a NIP that is malformed or was ever given to somebody.
    """
    number = _usable_number(nip)
    person = Person(
        name=" ".join(name.split()),
        title_before=title_before,
        title_after=title_after,
        employment_status=employment_status or numbers.likely_status(number),
        rank=rank,
        position=position,
        position_kind=position_kind,
        unit_id=unit_id,
        email=email,
    )
    person_id = store.insert_person(person, nip=number, valid_from=valid_from)
    if supervisor_id is not None:
        store.insert_reporting_line(person_id=person_id, supervisor_id=supervisor_id, valid_from=valid_from)
    return person_id


def _usable_number(text: str) -> str:
    nip = numbers.normalised_nip(text)
    if nip is None:
        raise NumberRefused("NIP harus 18 angka.", hint="Spasi dan titik boleh dipakai di antaranya.")
    if store.number_exists(nip):
        raise NumberRefused("NIP ini sudah dipakai.", hint="Satu NIP hanya untuk satu orang, selamanya.")
    return nip
