"""`elearn import`: questions of another system into a quiz file, with a report of every one of them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from elearn.commands.import_word import import_word
from elearn.errors import ElearnError
from elearn.exchange.importing import READERS, Imported, form_of, import_questions
from elearn.exchange.notes import UnreadableFile, Verdict
from elearn.exchange.package import is_package
from elearn.exchange.saving import save_imported
from elearn.exchange.sentences import reason_of, worded
from elearn.releases.pictures import picture_kind

NOTHING_CAME_IN = 1


class ImportRefused(ElearnError):
    """The file cannot be read as its format, or the quiz file cannot be written."""


@click.command("import")
@click.argument("file", metavar="BERKAS", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(sorted(READERS)), help="Bawaan: dikenali dari isinya.")
@click.option(
    "--into",
    required=True,
    metavar="KUIS.md",
    type=click.Path(path_type=Path),
    help="Berkas kuis, misalnya quizzes/kearsipan/kuis-arsip.md. Isinya yang lama tetap.",
)
@click.option("--json", "as_json", is_flag=True, help="Keluaran untuk program lain.")
def command(file: Path, form: str | None, into: Path, as_json: bool) -> None:
    """Bawa masuk soal dari Moodle XML, GIFT, Aiken atau QTI (XML atau ZIP) ke sebuah kuis, sebagai draf.

    Dokumen Word (.docx) dibawa masuk sebagai modul: --into menyebut folder kursusnya, modules/<kursus>/.

    Setiap soal dilaporkan: masuk atau tidak, dan mengapa. Soal yang sudah ada tidak digandakan. Kode keluar 1
    bila tidak satu pun soal masuk, 2 bila berkas tidak terbaca.
    """
    if file.suffix.lower() == ".docx":
        import_word(file, into, as_json=as_json)
        return
    _check_place(into)
    try:
        data = file.read_bytes()
        existing = into.read_bytes() if into.exists() else None
        imported = import_questions(
            data,
            form or form_of(file.name, data),
            into=into.as_posix(),
            source=file.name,
            kind_of=picture_kind,
            existing=existing,
        )
        save_imported(into, imported)
    except UnreadableFile as unreadable:
        raise ImportRefused(f"{file}: {worded(unreadable.note)}") from None
    except OSError as error:
        raise ImportRefused(f"{error.filename or file}: {error.strerror or error}.") from error
    if as_json:
        click.echo(json.dumps(report_data(imported), ensure_ascii=False, indent=2))
    else:
        _tell(imported, into, by_id=is_package(data))
    if not imported.report.imported:
        sys.exit(NOTHING_CAME_IN)


def report_data(imported: Imported) -> dict[str, Any]:
    """The report as JSON says it."""
    report = imported.report
    return {
        "imported": report.imported,
        "refused": report.refused,
        "warnings": report.warnings,
        "items": [
            {
                "line": item.line,
                "id": item.id,
                "title": item.title,
                "kind": item.kind,
                "verdict": item.verdict.value,
                "reason": reason_of(item),
            }
            for item in report.items
        ],
    }


def _check_place(into: Path) -> None:
    if into.suffix != ".md" or into.is_symlink() or into.is_dir():
        raise ImportRefused(f"{into} bukan tempat untuk kuis.", hint="Tulis nama berkas yang berakhir .md.")
    if not into.parent.is_dir() and not into.parent.parent.is_dir():
        raise ImportRefused(f"Folder {into.parent.parent} tidak ada.", hint="Periksa nama kursusnya.")


def _tell(imported: Imported, into: Path, *, by_id: bool) -> None:
    """The report; questions of a package are told by their id, each has a file of its own there."""
    for item in imported.report.items:
        if item.notes:
            word = "PERIKSA" if item.verdict is Verdict.IMPORTED else "TIDAK MASUK"
            place = item.id if by_id else f"baris {item.line}"
            click.echo(f'{place}  {word}  "{item.title}": {reason_of(item)}')
    report = imported.report
    click.echo(f"{report.imported} soal masuk, {report.refused} tidak, {report.warnings} perlu diperiksa.")
    if imported.document is not None:
        click.echo(f"Ditulis: {into} (draf). Periksa dengan: elearn check {into}")
