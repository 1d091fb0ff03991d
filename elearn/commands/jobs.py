"""`elearn jobs`: what `serve` does by itself every minute, once."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from elearn import clock
from elearn.commands.opening import instance_option, opened
from elearn.operations import jobs

SOME_FAILED = 1
WORDS = {
    "close-expired-attempts": "percobaan kuis yang waktunya habis ditutup",
    "apply-key-corrections": "percobaan dinilai ulang dengan kunci yang diperbaiki",
}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Keluaran untuk program lain.")
@instance_option
def command(as_json: bool, instance: Path | None) -> None:
    """Jalankan semua pekerjaan berkala satu kali, misalnya dari cron."""
    with opened(instance):
        reports = jobs.run_all(clock.now())
    if as_json:
        click.echo(json.dumps({"jobs": [{"name": one.name, "done": one.done} for one in reports]}, indent=2))
    for one in () if as_json else reports:
        click.echo(f"{'gagal' if one.done is None else one.done:>6}  {WORDS.get(one.name, one.name)}")
    if any(one.done is None for one in reports):
        sys.exit(SOME_FAILED)
