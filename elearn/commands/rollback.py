"""`elearn rollback N`: the contents of an earlier release, in force again."""

from __future__ import annotations

from pathlib import Path

import click

from elearn.commands.opening import instance_option, opened, operator_name
from elearn.publishing.going_back import roll_back


@click.command()
@click.argument("number", metavar="RILIS", type=click.IntRange(1))
@click.option("--note", metavar="TEKS", default="", help="Catatan untuk daftar rilis.")
@instance_option
def command(number: int, note: str, instance: Path | None) -> None:
    """Berlakukan lagi isi rilis lama sebagai rilis baru.

    Tidak ada yang hilang: kemajuan, nilai dan percobaan yang sedang berjalan tetap. Berkas di folder materi
    tidak diubah; perbaiki dahulu sebelum menerbitkan lagi.
    """
    with opened(instance) as (_, settings):
        new = roll_back(settings, number, actor=operator_name(), note=note)
    click.echo(f"Rilis {new} berlaku, dengan isi rilis {number}.")
