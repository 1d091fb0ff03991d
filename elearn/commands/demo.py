"""`elearn demo`: whether demo mode is on, and ending it."""

from __future__ import annotations

from pathlib import Path

import click

from elearn.commands.opening import instance_option, opened
from elearn.operations import demo


@click.command()
@instance_option
@click.option("--clear", is_flag=True, help="Akhiri mode contoh: hapus orang contoh beserta catatan mereka.")
def command(instance: Path | None, clear: bool) -> None:
    """Lihat atau akhiri mode contoh."""
    with opened(instance) as (_, settings):
        if clear:
            removed = demo.clear(settings)
            click.echo(f"Mode contoh diakhiri; {removed} orang contoh dihapus.")
        else:
            click.echo("Mode contoh menyala." if settings.is_demo else "Mode contoh tidak menyala.")
