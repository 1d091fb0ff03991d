"""`elearn audit`: whether the log of deeds still is what was written, and its latest entries."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from elearn.audit import actions, store
from elearn.audit.rules import Break, Entry, Flaw, Report
from elearn.audit.store import Wanted
from elearn.commands.opening import instance_option, opened
from elearn.config import Settings

BROKEN = 1
FLAWS = {
    Flaw.SEAL_MISSING: "Segel {seal}: hilang.",
    Flaw.ENTRIES_MISSING: "Segel {seal}: berisi {expected} catatan, yang ada tinggal {found}{where}.",
    Flaw.ENTRIES_ADDED: "Segel {seal}: berisi {expected} catatan, sekarang {found}{where}; ada sisipan.",
    Flaw.CHANGED: "Segel {seal}: isi catatannya, urutannya, atau segelnya diubah{where}.",
    Flaw.WITHOUT_SEAL: "Segel {seal}: tidak pernah ada, tetapi disebut oleh {found} catatan{where}.",
    Flaw.NOT_AS_KNOWN: "Segel {seal}: tidak sama dengan yang Anda catat, atau sudah tidak ada.",
}


@click.group()
def command() -> None:
    """Periksa keutuhan catatan audit, atau tampilkan isinya."""


@command.command()
@click.option(
    "--known",
    metavar="NOMOR:SIDIK",
    help="Segel yang pernah Anda catat di luar basis data; pemotongan di ujung catatan pun ketahuan.",
)
@instance_option
def verify(known: str | None, instance: Path | None) -> None:
    """Hitung ulang semua segel: ada catatan yang diubah, dihapus, disisipkan, atau ditukar?"""
    noted = _noted(known) if known else None
    with opened(instance):
        report = actions.verify(noted)
    for sentence in sentences(report):
        click.echo(sentence)
    if not report.is_whole:
        sys.exit(BROKEN)


@command.command("list")
@click.option("--subject", metavar="HAL", help="Misalnya person:17 atau certificate:3.")
@click.option("--since", type=click.DateTime(formats=["%Y-%m-%d"]), help="Sejak tanggal ini.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, metavar="N")
@instance_option
def list_entries(subject: str | None, since: datetime | None, limit: int, instance: Path | None) -> None:
    """Tampilkan catatan audit, yang terbaru lebih dahulu."""
    with opened(instance) as (_, settings):
        wanted = Wanted(subject=subject, since=_begin_of(since.date(), settings) if since else None)
        for entry in store.listed(wanted, limit=limit):
            click.echo(line_of(entry, settings))


def sentences(report: Report) -> list[str]:
    """What a report says, one sentence a line: the state, then each break with its place."""
    said = [f"{report.sealed} catatan tersegel dalam {report.seals} segel; {report.waiting} belum tersegel."]
    said += [break_sentence(one) for one in report.breaks]
    if report.is_whole:
        said.append("Catatan audit utuh.")
    else:
        said.append(
            "Catatan audit TIDAK utuh. Simpan cadangan basis data, lalu cari tahu siapa yang mengubah."
        )
    if report.last:
        said.append(f"Segel terakhir: {report.last.id}:{report.last.sha256}")
    return said


def break_sentence(one: Break) -> str:
    """A break with its place."""
    where = f" (catatan {one.first_entry} sampai {one.last_entry})" if one.first_entry is not None else ""
    return FLAWS[one.flaw].format(seal=one.seal, expected=one.expected, found=one.found, where=where)


def line_of(entry: Entry, settings: Settings) -> str:
    """An entry on one line."""
    who = entry.actor_name or (f"person:{entry.actor_id}" if entry.actor_id else "-")
    details = json.dumps(dict(entry.details), ensure_ascii=False) if entry.details else ""
    at = entry.at.astimezone(settings.time_zone).strftime("%Y-%m-%d %H:%M:%S")
    return f"{entry.id:>8}  {at}  {entry.action}  {entry.subject}  {who}  {details}".rstrip()


def _noted(text: str) -> tuple[int, str]:
    number, _, sha256 = text.partition(":")
    if not number.isdigit() or len(sha256) < 8:
        raise click.UsageError(
            "Tulis --known sebagai NOMOR:SIDIK, seperti di baris terakhir elearn audit verify."
        )
    return int(number), sha256


def _begin_of(day: date, settings: Settings) -> datetime:
    return datetime.combine(day, time(), tzinfo=settings.time_zone).astimezone(UTC)
