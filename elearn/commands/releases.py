"""`elearn releases`: what was published, when and by whom; and cleaning up what nobody needs any more."""

from __future__ import annotations

import json
from pathlib import Path

import click

from elearn.authoring.files.store import named_objects
from elearn.commands.opening import instance_option, opened
from elearn.config import Settings
from elearn.publishing.pruning import KEPT_RELEASES, prune
from elearn.releases import store

KIB = 1024


@click.command()
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="Paling banyak.")
@click.option("--prune", "prunes", is_flag=True, help="Buang isi rilis lama yang tidak dirujuk siapa pun.")
@click.option(
    "--keep", default=KEPT_RELEASES, show_default=True, type=click.IntRange(1), help="Rilis yang tetap utuh."
)
@click.option("--dry-run", is_flag=True, help="Bersama --prune: hitung saja, jangan buang.")
@click.option("--json", "as_json", is_flag=True, help="Keluaran untuk program lain.")
@instance_option
def command(limit: int, prunes: bool, keep: int, dry_run: bool, as_json: bool, instance: Path | None) -> None:
    """Tampilkan daftar rilis, yang terbaru lebih dahulu.

    Dengan --prune: buang isi rilis lama. Yang dirujuk percobaan, kemajuan, kelulusan, atau versi berkas dari
    peramban tidak pernah dibuang.
    """
    with opened(instance) as (_, settings):
        if prunes:
            _prune(settings, keep=keep, dry_run=dry_run)
        else:
            _list(settings, limit, as_json=as_json)


def _prune(settings: Settings, *, keep: int, dry_run: bool) -> None:
    done = prune(settings, keep=keep, dry_run=dry_run, also=named_objects())
    word = "dapat dibuang" if dry_run else "dibuang"
    click.echo(f"{done.removed} objek {word} ({done.removed_bytes // KIB} KiB), {done.kept} tetap.")


def _list(settings: Settings, limit: int, *, as_json: bool) -> None:
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
