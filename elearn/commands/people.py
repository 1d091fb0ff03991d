"""`elearn people`: adding people, giving roles, one-time codes, disabling accounts."""

from __future__ import annotations

from pathlib import Path

import click

from elearn import clock
from elearn.accounts import actions as accounts
from elearn.accounts import store as account_store
from elearn.accounts.actions import Actor
from elearn.accounts.roles import GRANTABLE, Role
from elearn.accounts.tokens import CODE_LIFETIME
from elearn.commands.opening import instance_option, opened, operator_name
from elearn.commands.people_import import import_staff
from elearn.commands.people_record import export_record, take_in
from elearn.config import Settings
from elearn.database import transaction
from elearn.errors import ElearnError
from elearn.people import actions, store
from elearn.people.numbers import normalised_nip
from elearn.people.rows import PersonRow, UnitRow

ROLE = click.Choice(sorted(role.value for role in GRANTABLE))
# Enough to administer everything; the first person has nobody else to ask.
FIRST_ROLES = (Role.SYSADMIN, Role.HR_ADMIN)


class PersonNotFound(ElearnError):
    """No person holds this number."""


class UnitNotFound(ElearnError):
    """No unit has this code."""


@click.group()
def command() -> None:
    """Tambah orang, beri peran, atur ulang kata sandi."""


for one in (import_staff, export_record, take_in):
    command.add_command(one)


@command.command()
@click.argument("nip")
@click.argument("name", metavar="NAMA")
@click.option(
    "--unit", "unit_code", metavar="KODE", help="Kode unit kerja. Boleh kosong bila baru ada satu instansi."
)
@click.option("--unit-name", metavar="NAMA", help="Nama unit, bila unit itu belum ada.")
@click.option("--parent", "parent_code", metavar="KODE", help="Unit di atas unit yang baru.")
@click.option("--role", "roles", type=ROLE, multiple=True, help="Peran di unit itu; boleh diulang.")
@instance_option
def add(
    nip: str,
    name: str,
    unit_code: str | None,
    unit_name: str | None,
    parent_code: str | None,
    roles: tuple[str, ...],
    instance: Path | None,
) -> None:
    """Tambah orang dan tampilkan kode sekali pakainya.

    Di instalasi yang masih kosong, orang ini menjadi admin pertama.
    """
    with opened(instance) as (_, settings), transaction():
        is_first = store.is_empty()
        unit = _unit(unit_code, unit_name, parent_code, settings)
        person_id = actions.add_person(
            nip=nip,
            name=name,
            unit_id=unit.id,
            valid_from=clock.now().astimezone(settings.time_zone).date(),
        )
        accounts.add_account(person_id, actor=_operator())
        _grant(person_id, [Role(role) for role in roles], unit.id)
        if is_first:
            _grant(person_id, FIRST_ROLES, None)
        code = accounts.issue_code(person_id, actor=_operator())
    click.echo(f"{name} ditambahkan di {unit.name}." + (" Ia admin pertama." if is_first else ""))
    _tell(code)


@command.command()
@click.argument("nip")
@instance_option
def reset(nip: str, instance: Path | None) -> None:
    """Ganti kata sandi dengan kode sekali pakai; semua perangkatnya dikeluarkan."""
    with opened(instance):
        person = _person(nip)
        code = accounts.issue_code(person.id, actor=_operator())
    click.echo(f"Kata sandi {person.full_name} diganti kode sekali pakai.")
    _tell(code)


@command.command()
@click.argument("nip")
@click.argument("role", type=ROLE, metavar="PERAN")
@click.option(
    "--unit", "unit_code", metavar="KODE", help="Berlaku di unit ini dan bawahannya; kosong: di mana saja."
)
@instance_option
def grant(nip: str, role: str, unit_code: str | None, instance: Path | None) -> None:
    """Beri peran."""
    with opened(instance):
        person = _person(nip)
        _grant(person.id, [Role(role)], _existing_unit(unit_code).id if unit_code else None)
    click.echo(f"{person.full_name} sekarang {role}.")


@command.command()
@click.argument("nip")
@click.argument("role", type=ROLE, metavar="PERAN")
@instance_option
def revoke(nip: str, role: str, instance: Path | None) -> None:
    """Cabut peran; berlaku pada halaman berikutnya yang dibuka orang itu."""
    with opened(instance):
        person = _person(nip)
        accounts.revoke_role(person.id, Role(role), actor=_operator())
    click.echo(f"{person.full_name} bukan {role} lagi.")


@command.command()
@click.argument("nip")
@instance_option
def disable(nip: str, instance: Path | None) -> None:
    """Nonaktifkan akun: keluar di semua perangkat dan tidak dapat masuk lagi."""
    with opened(instance):
        person = _person(nip)
        accounts.disable(person.id, actor=_operator())
    click.echo(f"Akun {person.full_name} dinonaktifkan.")


@command.command()
@click.argument("nip")
@instance_option
def enable(nip: str, instance: Path | None) -> None:
    """Aktifkan lagi akun yang dinonaktifkan."""
    with opened(instance):
        person = _person(nip)
        accounts.enable(person.id, actor=_operator())
    click.echo(f"Akun {person.full_name} aktif lagi.")


@command.command("list")
@click.option("--unit", "unit_code", metavar="KODE", help="Hanya unit ini dan bawahannya.")
@instance_option
def show(unit_code: str | None, instance: Path | None) -> None:
    """Tampilkan orang dan perannya, satu baris seorang: NIP, nama, unit, peran."""
    with opened(instance) as (_, settings):
        units = [_existing_unit(unit_code)] if unit_code else store.root_units()
        today = clock.now().astimezone(settings.time_zone).date()
        people = store.persons_below([unit.id for unit in units], on=today)
        held = account_store.held_roles([person.id for person in people])
    for person in people:
        roles = ",".join(sorted({one.role.value for one in held[person.id]}))
        click.echo("\t".join((person.nip, person.full_name, person.unit_name, roles)))


def _operator() -> Actor:
    return Actor(name=operator_name())


def _grant(person_id: int, roles: list[Role] | tuple[Role, ...], unit_id: int | None) -> None:
    for role in roles:
        accounts.grant_role(person_id, role, unit_id=unit_id, granted_by=operator_name())


def _person(nip: str) -> PersonRow:
    number = normalised_nip(nip)
    person = store.find_person_by_nip(number) if number else None
    if person is None:
        raise PersonNotFound("Tidak ada orang dengan NIP itu.", hint="Lihat elearn people list.")
    return person


def _existing_unit(code: str) -> UnitRow:
    unit = store.find_unit(code)
    if unit is None:
        raise UnitNotFound(
            f"Tidak ada unit dengan kode {code!r}.", hint="Tambahkan --unit-name untuk membuatnya."
        )
    return unit


def _unit(code: str | None, name: str | None, parent_code: str | None, settings: Settings) -> UnitRow:
    """The unit of a new person: an existing one, the only agency, or a new one."""
    roots = store.root_units()
    if code is None and len(roots) == 1:
        return roots[0]
    if code is None and roots:
        raise UnitNotFound("Ada beberapa instansi.", hint="Sebutkan unitnya dengan --unit KODE.")
    found = store.find_unit(code) if code else None
    if found:
        return found
    if roots and not name:
        return _existing_unit(code or "")
    parent = _existing_unit(parent_code) if parent_code else roots[0] if len(roots) == 1 else None
    actions.add_unit(
        code=code or "instansi",
        name=name or settings.agency_name,
        kind="unit" if parent else "instansi",
        parent_id=parent.id if parent else None,
    )
    return _existing_unit(code or "instansi")


def _tell(code: str) -> None:
    click.echo(f"Kode sekali pakai (berlaku {CODE_LIFETIME.days} hari, tampil hanya sekarang): {code}")
    click.echo("Masuk dengan NIP dan kode itu, lalu buat kata sandi.")
