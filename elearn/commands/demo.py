"""`elearn demo`: whether demo mode is on, an invented agency of any size, and ending it."""

from __future__ import annotations

import time
from pathlib import Path

import click

from elearn import clock
from elearn.commands.opening import instance_option, opened
from elearn.config import Settings
from elearn.operations import demo


@click.command()
@instance_option
@click.option(
    "--people",
    type=click.IntRange(1, demo.MOST_PEOPLE),
    metavar="N",
    help="Buat instansi rekaan dengan N orang dan riwayat dua tahun di samping kantor contoh.",
)
@click.option(
    "--seed", type=int, default=1, metavar="S", help="Angka undian; angka yang sama memberi isi yang sama."
)
@click.option("--clear", is_flag=True, help="Akhiri mode contoh: hapus orang contoh beserta catatan mereka.")
def command(instance: Path | None, people: int | None, seed: int, clear: bool) -> None:
    """Lihat, isi, atau akhiri mode contoh."""
    if clear and people is not None:
        raise click.UsageError("Pilih salah satu: --people atau --clear.")
    with opened(instance) as (_, settings):
        if people is not None:
            _grow(settings, people, seed)
        elif clear:
            removed = demo.clear(settings)
            click.echo(f"Mode contoh diakhiri; {removed} orang contoh dihapus.")
        else:
            click.echo("Mode contoh menyala." if settings.is_demo else "Mode contoh tidak menyala.")


def _grow(settings: Settings, people: int, seed: int) -> None:
    begun = time.monotonic()
    with click.progressbar(length=people, label="Menulis orang dan riwayatnya") as bar:
        today = clock.now().astimezone(settings.time_zone).date()
        built = demo.grow(
            settings, people=people, seed=seed, today=today, tell=lambda stands: bar.update(stands - bar.pos)
        )
    seconds = time.monotonic() - begun
    click.echo(
        f"{built.people} orang dalam {built.units} unit, {built.rows} baris, {seconds:.0f} detik."
        " Masuk dengan tombol di halaman masuk: python3 -m elearn serve."
    )
