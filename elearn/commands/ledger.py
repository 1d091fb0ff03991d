"""`elearn ledger`: close a year of the ledger of JP, and check that it still says what it said."""

from __future__ import annotations

import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import click

from elearn import clock
from elearn.accounts.actions import Actor
from elearn.commands.opening import instance_option, opened, operator_name
from elearn.ledger.years_store import WrongSum
from elearn.record import actions, verifying
from elearn.record.rules import RecapFault
from elearn.record.verifying import Finding

_SENTENCES = {
    RecapFault.CHECKSUM: "rekapnya bukan lagi rekap yang dibekukan (SHA-256 berbeda)",
    RecapFault.TOTALS: "jumlah orang atau JP tidak sama dengan isi rekapnya",
    RecapFault.ENTRIES: "catatan dari sebelum penutupan tidak lagi berjumlah seperti di rekapnya",
}
_MOST_SHOWN = 50


@click.group("ledger")
def command() -> None:
    """Tutup tahun catatan JP, atau periksa keutuhannya."""


@command.command("close-year")
@click.argument("year", type=int)
@instance_option
def close_year(year: int, instance: Path | None) -> None:
    """Bekukan rekap sebuah tahun; tahun yang ditutup tidak dibuka lagi."""
    with opened(instance) as (_, settings):
        now = clock.now()
        closing = actions.close_year(
            year, actor=Actor(name=operator_name()), now=now, today=now.astimezone(settings.time_zone).date()
        )
    click.echo(f"Tahun {year} ditutup: {closing.people} orang, {_plain(closing.jp)} JP.")
    click.echo(f"SHA-256 rekap: {closing.sha256}")


@command.command()
@instance_option
def verify(instance: Path | None) -> None:
    """Hitung ulang jumlah JP dan periksa rekap tahun yang ditutup; keluar dengan 1 bila tidak cocok."""
    count = 0
    with opened(instance) as (_, settings):
        started: datetime = clock.now().astimezone(settings.time_zone)
        for finding in verifying.findings():
            count += 1
            if count <= _MOST_SHOWN:
                click.echo(_sentence(finding))
    if count:
        click.echo(f"{count} hal tidak cocok.")
        sys.exit(1)
    click.echo(f"Catatan JP utuh pada {started:%d-%m-%Y %H.%M}.")


def _sentence(finding: Finding) -> str:
    if isinstance(finding, WrongSum):
        return (
            f"Orang {finding.person_id}, tahun {finding.year}: jumlah tersimpan {_plain(finding.kept)} JP,"
            f" menurut catatannya {_plain(finding.entries)} JP."
        )
    fault, closing = finding
    return f"Tahun {closing.year}: {_SENTENCES[fault]}."


def _plain(jp: Decimal) -> str:
    return f"{jp.normalize():f}".replace(".", ",")
