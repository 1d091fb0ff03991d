"""`elearn releases`: what was published, when and by whom."""

from __future__ import annotations

import json
from pathlib import Path

import click

from elearn.commands.opening import instance_option, opened
from elearn.releases import store


@click.command()
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="Paling banyak.")
@click.option("--json", "as_json", is_flag=True, help="Keluaran untuk program lain.")
@instance_option
def command(limit: int, as_json: bool, instance: Path | None) -> None:
    """Tampilkan daftar rilis, yang terbaru lebih dahulu."""
    with opened(instance) as (_, settings):
        rows = store.releases(limit)
        if as_json:
            click.echo(json.dumps({"releases": [_data(row) for row in rows]}, ensure_ascii=False, indent=2))
            return
        for row in rows:
            at = row.published_at.astimezone(settings.time_zone).strftime("%Y-%m-%d %H.%M")
            mark = "berlaku" if row.is_in_force else ""
            click.echo(f"{row.number:>5}  {at}  {row.published_by:<16}  {mark:<8}  {row.note}".rstrip())
        if not rows:
            click.echo("Belum ada rilis. Terbitkan dengan elearn publish.")


def _data(row: store.ReleaseRow) -> dict[str, object]:
    return {
        "number": row.number,
        "manifest": row.manifest_sha256,
        "published_at": row.published_at.isoformat(),
        "published_by": row.published_by,
        "note": row.note,
        "in_force": row.is_in_force,
    }
