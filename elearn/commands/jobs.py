"""`elearn jobs`: the older name of `elearn work --once`."""

from __future__ import annotations

from pathlib import Path

import click

from elearn.commands.opening import instance_option
from elearn.commands.work import run_once


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Keluaran untuk program lain.")
@instance_option
def command(as_json: bool, instance: Path | None) -> None:
    """Jalankan semua pekerjaan berkala satu kali; sama dengan `elearn work --once`."""
    run_once(instance, as_json=as_json)
