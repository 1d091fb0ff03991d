"""`elearn people export` and `take-in`: one person's record on its way to another agency."""

from __future__ import annotations

import os
from pathlib import Path

import click

from elearn import clock
from elearn.accounts.actions import Actor
from elearn.commands.opening import instance_option, opened, operator_name
from elearn.errors import ElearnError
from elearn.people import store
from elearn.people.numbers import normalised_nip
from elearn.staffing import taking_along


class NotFound(ElearnError):
    """No such person or unit."""


@click.command("export")
@click.argument("nip")
@click.argument("file", metavar="BERKAS", type=click.Path(path_type=Path, dir_okay=False))
@instance_option
def export_record(nip: str, file: Path, instance: Path | None) -> None:
    """Tulis catatan belajar satu orang ke berkas, untuk dibawa ke instansi lain."""
    with opened(instance):
        number = normalised_nip(nip)
        person = store.find_person_by_nip(number) if number else None
        if person is None:
            raise NotFound("Tidak ada orang dengan NIP itu.", hint="Lihat elearn people list.")
        body = taking_along.written(person, now=clock.now())
    # Personal data: nobody else on this machine reads it.
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(body)
    click.echo(f"Catatan {person.full_name} ditulis ke {file}. Berkas ini memuat data pribadi.")


@click.command("take-in")
@click.argument("file", metavar="BERKAS", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--unit", "unit_code", required=True, metavar="KODE", help="Unit orang itu bila ia belum tercatat."
)
@instance_option
def take_in(file: Path, unit_code: str, instance: Path | None) -> None:
    """Bawa masuk catatan belajar satu orang dari instansi lain; aman diulang."""
    with opened(instance) as (_, settings):
        unit = store.find_unit(unit_code)
        if unit is None:
            raise NotFound(f"Tidak ada unit dengan kode {unit_code!r}.", hint="Lihat halaman Pegawai.")
        now = clock.now()
        done = taking_along.take_in(
            file.read_bytes(),
            unit_id=unit.id,
            actor=Actor(name=operator_name()),
            now=now,
            today=now.astimezone(settings.time_zone).date(),
        )
    state = f"ditambahkan di {unit.name}" if done.is_new else "sudah tercatat di sini"
    click.echo(f"{done.name} {state}.")
    click.echo(
        f"Kursus dan modul selesai: {done.rows['completion']} baru. JP: {done.rows['ledger_entry']} baru."
    )
