"""The elearn command line: one file a noun, loaded only when it is called."""

from __future__ import annotations

import gc
import sys
from importlib import import_module

import click

from elearn.errors import ElearnError
from elearn.version import VERSION

FAILED = 2
COMMANDS = {
    "audit": "Periksa keutuhan catatan audit, atau tampilkan isinya.",
    "certificates": "Periksa keaslian sertifikat, buat berkas massal, atau ganti kunci penandatangannya.",
    "check": "Periksa kursus dan kuis: semua masalah sekaligus, dengan tempat dan cara memperbaikinya.",
    "demo": "Lihat atau akhiri mode contoh.",
    "diff": "Tampilkan apa yang berubah di antara dua rilis.",
    "export": "Tulis kuis untuk sistem lain, atau sebagai naskah ujian di kertas.",
    "import": "Bawa masuk soal dari Moodle XML, GIFT atau Aiken.",
    "jobs": "Nama lama dari work --once.",
    "ledger": "Tutup tahun catatan JP, atau periksa keutuhannya.",
    "new": "Buat berkas awal sebuah kursus, modul, atau kuis.",
    "people": "Tambah orang, beri peran, atur ulang kata sandi.",
    "prepare": "Siapkan folder data (basis data dan kursus) tanpa menjalankan server.",
    "preview": "Lihat berkas kerja di peramban seperti peserta akan melihatnya.",
    "publish": "Terbitkan kursus dari berkas.",
    "releases": "Tampilkan daftar rilis, atau bersihkan isi rilis lama.",
    "rollback": "Berlakukan lagi isi sebuah rilis lama.",
    "serve": "Jalankan server; di komputer baru, siapkan semuanya dulu.",
    "work": "Jalankan pekerjaan berkala: sekali, atau setiap menit.",
    "statistics": "Tampilkan statistik soal sebuah kuis dari percobaan pertama peserta.",
}
MODULES = {"import": "import_"}
"""Where the name of a command is a word of Python, its module has another."""


class LazyGroup(click.Group):
    """Commands whose modules are imported when they are called: `serve` must start within a second."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The attribute `command` of the module of that name."""
        if cmd_name not in COMMANDS:
            return None
        # Importing makes a hundred thousand objects that all stay: looking for garbage among them takes
        # 0.2 s of the start.
        gc.disable()
        command: click.Command = import_module(f"elearn.commands.{MODULES.get(cmd_name, cmd_name)}").command
        gc.freeze()
        gc.enable()
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in the help, without importing a single command."""
        with formatter.section("Perintah"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="elearn", message="%(prog)s %(version)s")
def cli() -> None:
    """Belajar mandiri untuk ASN: dari berkas Markdown ke bukti belajar yang jujur."""


def main() -> None:
    """Run the command line; an expected failure is one sentence on standard error and exit code 2."""
    try:
        cli(prog_name="elearn")
    except ElearnError as failure:
        click.echo(str(failure), err=True)
        sys.exit(FAILED)
