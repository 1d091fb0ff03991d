"""`elearn certificates`: verify a statement without the site, make many files at once, change the key."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from elearn import clock
from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.certificates import batch_files, batch_store, batches, keys, page, statement, store
from elearn.certificates.batch_rules import Kind, Wanted
from elearn.commands.opening import instance_option, opened, operator_name
from elearn.commands.progress_line import told_line
from elearn.database import transaction
from elearn.errors import ElearnError
from elearn.outcomes.actions import certify_missing
from elearn.people import store as people


class NotGenuine(ElearnError):
    """No key of ours signed this text."""


class BatchFailed(ElearnError):
    """There is no file."""


@click.group()
def command() -> None:
    """Periksa keaslian sertifikat, atau ganti kunci penandatangannya."""


@command.command()
@click.argument("text", metavar="BERKAS|TEKS")
@click.option(
    "--key", "key_hex", metavar="HEX", help="Kunci publik penerbit; tanpa ini dipakai kunci di basis data."
)
@instance_option
def verify(text: str, key_hex: str | None, instance: Path | None) -> None:
    """Periksa isi kode QR sebuah sertifikat, tanpa jaringan."""
    plain = statement.found_in(_text_of(text))
    if key_hex:
        key_id = plain.split(".")[2] if plain.count(".") == 3 else ""
        known = {key_id: bytes.fromhex(key_hex)}
    else:
        with opened(instance):
            known = store.public_keys()
    said = statement.verified(plain, known)
    if said is None:
        raise NotGenuine(
            "Tidak asli: teks ini tidak ditandatangani oleh kunci instansi.",
            hint="Pastikan seluruh isi kode QR tersalin, dari awal sampai akhir.",
        )
    click.echo("Asli.")
    for label, value in (
        ("Nomor", said.number),
        ("Nama", said.name),
        ("NIP berakhir", said.nip),
        ("Kursus", said.course),
        ("JP", said.jp),
        ("Selesai", said.completed_on),
        ("Berlaku sampai", said.valid_until or "tanpa batas"),
        ("Instansi", said.agency),
    ):
        click.echo(f"{label}: {value}")
    click.echo("Apakah kemudian dicabut hanya terlihat di halaman pemeriksaan.")


@command.command("new-key")
@instance_option
def new_key(instance: Path | None) -> None:
    """Mulai pakai kunci baru; sertifikat lama tetap dapat diperiksa dengan kunci lamanya."""
    with opened(instance) as (_, settings), transaction():
        pair = keys.make_new(settings.instance)
        store.remember_key(pair, clock.now())
        add_entry(
            at=clock.now(), action="key.changed", subject=f"signing-key:{pair.id}", actor_name=operator_name()
        )
    click.echo(f"Kunci {pair.id} dipakai mulai sekarang. Kunci publik: {pair.public.hex()}")


@command.command("batch")
@click.option(
    "--unit", "unit_code", metavar="KODE", help="Unit ini dan semua di bawahnya; tanpa ini, semua unit."
)
@click.option(
    "--year", type=click.IntRange(2000, 2100), required=True, metavar="TAHUN", help="Tahun selesai."
)
@click.option("--course", default="", metavar="KURSUS", help="Satu kursus saja.")
@click.option("--print", "for_paper", is_flag=True, help="Untuk dicetak: urut unit dan nama.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="BERKAS")
@instance_option
def batch_(
    unit_code: str | None, year: int, course: str, for_paper: bool, out: Path, instance: Path | None
) -> None:
    """Buat PDF semua sertifikat sebuah unit dan tahun dalam satu berkas."""
    with opened(instance) as (_, settings):
        unit = _unit(unit_code) if unit_code else None
        kind = Kind.PRINT if for_paper else Kind.ZIP
        wanted = Wanted(unit_id=unit, year=year, course=course, kind=kind)
        if not settings.site_url:
            click.echo(
                "ELEARN_SITE_URL belum disetel: kode QR berisi pernyataan tanpa alamat situs.", err=True
            )
        actor = Actor(name=operator_name())
        batch_id = batches.ask(wanted, base=page.check_base(), actor=actor, now=clock.now())
        made = _made(batch_id)
        target = out.with_suffix(made.suffix)
        shutil.copyfile(made, target)
        batch_files.drop(batch_id)
    click.echo(f"{target}: {target.stat().st_size // 1024} KB")


def _made(batch_id: int) -> Path:
    """The finished file of a batch; how far it is stands on standard error meanwhile."""
    with told_line() as tell:
        while (batch := batch_store.find(batch_id)) is not None and not batch.is_over:
            tell(f"Membuat {batch.done} dari {batch.total} sertifikat ...")
            batches.step(batch, clock.now(), issue=certify_missing)
    made = batch_files.result_of(batch_id)
    if made is None:
        raise BatchFailed("Berkas tidak jadi dibuat.", hint="Lihat catatan (log) untuk sebabnya.")
    return made


def _unit(code: str) -> int:
    found = people.find_unit(code)
    if found is None:
        raise BatchFailed(f"Tidak ada unit berkode {code}.", hint="Periksa kodenya di halaman Pegawai.")
    return found.id


def _text_of(text: str) -> str:
    """The text itself, or what stands in the file of that name."""
    if len(text) < 200 and Path(text).is_file():
        return Path(text).read_text(encoding="utf-8", errors="replace")
    return text
