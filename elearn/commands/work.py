"""`elearn work`: runs what is due, once or again and again; what `serve` does by itself in a thread."""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import click

from elearn import clock
from elearn.commands.opening import instance_option, opened
from elearn.operations import jobs
from elearn.operations.jobs import JobReport

SOME_FAILED = 1
WORDS = {
    "close-expired-attempts": "percobaan kuis yang waktunya habis ditutup",
    "apply-key-corrections": "percobaan dinilai ulang dengan kunci yang diperbaiki",
    "finish-interrupted-files": "penyimpanan berkas yang terputus diselesaikan",
    "certificate-batches": "langkah pembuatan sertifikat massal",
    "prune-old-data": "data lama dihapus menurut masa simpan",
    "seal-audit": "catatan audit disegel",
    "sweep-uploads": "unggahan lama dibersihkan",
    "close-accounts-of-leavers": "akun pegawai yang keluar ditutup",
    "obligations-after-a-release": "kewajiban karena materi berubah",
    "obligations-of-the-day": "kewajiban yang dimulai atau diperbarui hari ini",
    "reminders-of-the-day": "pesan tenggat untuk peserta dan atasan",
    "queue-mails": "surat disiapkan",
    "send-mails": "surat terkirim",
    "test-mail": "surat uji ke alamat situs sendiri",
}


@click.command()
@click.option("--once", is_flag=True, help="Sekali jalan, misalnya dari cron atau systemd timer.")
@click.option("--json", "as_json", is_flag=True, help="Keluaran untuk program lain; hanya dengan --once.")
@instance_option
def command(once: bool, as_json: bool, instance: Path | None) -> None:
    """Jalankan pekerjaan yang jatuh tempo: sekali, atau setiap menit sampai dihentikan."""
    if as_json and not once:
        raise click.UsageError("--json memerlukan --once.")
    if once:
        run_once(instance, as_json=as_json)
    else:
        run_on(instance)


def run_once(instance: Path | None, *, as_json: bool) -> None:
    """Every job once; exit code 1 when one of them failed."""
    with opened(instance):
        reports = jobs.run_all(clock.now())
    if as_json:
        click.echo(json.dumps({"jobs": [{"name": one.name, "done": one.done} for one in reports]}, indent=2))
    else:
        _say(reports)
    if any(one.done is None for one in reports):
        sys.exit(SOME_FAILED)


def run_on(instance: Path | None) -> None:
    """Every job each minute, until Ctrl+C or TERM; the round that runs is finished first."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    with opened(instance) as (app, _settings):
        click.echo("elearn bekerja setiap menit (hentikan dengan Ctrl+C).")
        jobs.until_stopped(app, stop, _say_what_happened)
    click.echo("Berhenti.")


def _say(reports: Sequence[JobReport]) -> None:
    for one in reports:
        click.echo(f"{'gagal' if one.done is None else one.done:>6}  {WORDS.get(one.name, one.name)}")


def _say_what_happened(reports: Sequence[JobReport]) -> None:
    """Only what was done or failed: most rounds find nothing to do."""
    _say([one for one in reports if one.done != 0])
