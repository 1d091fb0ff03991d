"""`elearn certificates`: verify a statement without the site, issue what is missing, change the key."""

from __future__ import annotations

from pathlib import Path

import click

from elearn import clock
from elearn.certificates import keys, statement, store
from elearn.commands.opening import instance_option, opened
from elearn.database import transaction
from elearn.errors import ElearnError


class NotGenuine(ElearnError):
    """No key of ours signed this text."""


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
    click.echo(f"Kunci {pair.id} dipakai mulai sekarang. Kunci publik: {pair.public.hex()}")


def _text_of(text: str) -> str:
    """The text itself, or what stands in the file of that name."""
    if len(text) < 200 and Path(text).is_file():
        return Path(text).read_text(encoding="utf-8", errors="replace")
    return text
