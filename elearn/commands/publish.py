"""`elearn publish`: what has no error goes live, in one step."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from elearn.commands import change_words
from elearn.commands.changed_keys import RULES, data_of, key_rules, lines_of
from elearn.commands.installation import instance_option, opened_without_pages, operator_name
from elearn.commands.progress_line import told_progress
from elearn.errors import ElearnError
from elearn.problems import line_form
from elearn.publishing.actions import CourseOutcome, PublishReport, publish
from elearn.publishing.watch import watch

KEPT_BACK = 1
STATE_WORDS = {
    "published": "terbit",
    "unchanged": "tidak berubah",
    "draft": "draf, belum terbit",
    "kept": "ditahan, ada yang salah",
}
UNSIGNED_WORDS = "ditahan, kunci yang berubah menunggu --note"
UNREVIEWED_WORDS = "ditahan, menunggu tinjauan"


class FilesUnreachable(ElearnError):
    """The content could not be read, or the release could not be written."""


class ReasonMissing(ElearnError):
    """Somebody would publish without a review and does not say why."""

    def __init__(self) -> None:
        super().__init__(
            "Penerbitan tanpa tinjauan perlu alasan.",
            hint='Tulis --note "alasannya"; semua membacanya di riwayat.',
        )


@click.command()
@click.argument("courses", metavar="[KURSUS]...", nargs=-1)
@click.option(
    "--note",
    metavar="TEKS",
    default="",
    help="Catatan untuk daftar rilis, dan tanda tangan atas kunci yang berubah.",
)
@click.option(
    "--dry-run", is_flag=True, help="Hanya tunjukkan apa yang akan terjadi; tidak ada yang ditulis."
)
@click.option(
    "--key",
    "keys",
    metavar="KURSUS/KUIS/SOAL=ATURAN",
    multiple=True,
    help=f"Cara menghitung soal yang kuncinya berubah: {', '.join(RULES)}. Boleh diulang.",
)
@click.option(
    "--change",
    "changes",
    metavar="KURSUS=JENIS",
    multiple=True,
    help=f"Jenis perubahan: {', '.join(change_words.KINDS)}. Dihitung bila tidak disebut. Boleh diulang.",
)
@click.option(
    "--archive",
    "archived",
    metavar="KURSUS/KODE",
    multiple=True,
    help="Modul, kuis atau bagian (KURSUS/MODUL/BAGIAN) yang boleh hilang walaupun ada yang sedang"
    " mempelajarinya. Boleh diulang.",
)
@click.option(
    "--without-review",
    "unreviewed",
    metavar="KURSUS",
    multiple=True,
    help="Terbitkan kursus ini walaupun belum disetujui peninjau; alasannya di --note. Boleh diulang.",
)
@click.option("--json", "as_json", is_flag=True, help="Keluaran untuk program lain.")
@click.option("--watch", "keep_watching", is_flag=True, help="Terbitkan sendiri setiap kali berkas disimpan.")
@instance_option
def command(
    courses: tuple[str, ...],
    note: str,
    dry_run: bool,
    keys: tuple[str, ...],
    changes: tuple[str, ...],
    archived: tuple[str, ...],
    unreviewed: tuple[str, ...],
    as_json: bool,
    keep_watching: bool,
    instance: Path | None,
) -> None:
    """Terbitkan kursus dari berkas: yang tanpa kesalahan terbit sekaligus, yang lain tetap versi lamanya.

    Tanpa KURSUS semua kursus diterbitkan. Kode keluar 1 bila ada kursus yang ditahan. Kunci yang berubah dan
    mengubah nilai yang sudah ada baru terbit bila diberi --note; sebelumnya lihat dampaknya dengan --dry-run:
    apa yang berubah, jenis perubahannya, dan berapa orang yang merasakannya.
    """
    rules, kinds = key_rules(keys), change_words.kinds_of(changes)
    if unreviewed and not note.strip():
        raise ReasonMissing
    with opened_without_pages(instance) as settings:
        if keep_watching:
            watch(settings, actor=operator_name())
            return
        try:
            with told_progress(is_wanted=not as_json) as told:
                report = publish(
                    settings,
                    actor=operator_name(),
                    note=note,
                    only=courses,
                    key_rules=rules,
                    kinds=kinds,
                    archived=archived,
                    unreviewed=unreviewed,
                    dry_run=dry_run,
                    told=told,
                )
        except OSError as error:
            raise FilesUnreachable(
                f"{error.filename or settings.modules_dir}: {error.strerror or error}.",
                hint="Rilis lama tetap berlaku. Periksa folder materi dan ruang cakram.",
            ) from error
    if as_json:
        click.echo(json.dumps(_data(report, dry_run), ensure_ascii=False, indent=2))
    else:
        click.echo(_words(report, dry_run))
    if report.has_kept_back:
        sys.exit(KEPT_BACK)


def _data(report: PublishReport, dry_run: bool) -> dict[str, object]:
    return {
        "release": report.release,
        "dry_run": dry_run,
        "courses": [
            {
                "kode": course.code,
                "version": course.version,
                "state": course.state,
                "problems": len(course.problems),
            }
            for course in report.courses
        ],
        "key_changes": [data_of(change) for change in report.key_changes],
        "impact": [change_words.data_of(impact) for impact in report.impacts],
    }


def _words(report: PublishReport, dry_run: bool) -> str:
    lines = [line_form(problem) for problem in report.all_problems]
    lines += [line for change in report.key_changes for line in lines_of(change)]
    lines += [line for one in report.impacts for line in change_words.lines_of(one, is_full=dry_run)]
    lines += [_course_words(course) for course in report.courses]
    lines.append(_release_words(report, dry_run))
    return "\n".join(lines)


def _release_words(report: PublishReport, dry_run: bool) -> str:
    if dry_run:
        would = "akan ada rilis baru" if report.is_new else "tidak akan ada rilis baru"
        return f"Percobaan saja: {would}; rilis {report.release} tetap berlaku."
    if report.is_new:
        return f"Rilis {report.release} berlaku."
    return f"Tidak ada rilis baru; rilis {report.release}."


def _course_words(course: CourseOutcome) -> str:
    kept = " (versi lama tetap terbit)" if course.state == "kept" and course.version else ""
    return f"{course.code}: {_state_words(course)}{kept}"


def _state_words(course: CourseOutcome) -> str:
    if course.waits_for_signature:
        return UNSIGNED_WORDS
    return UNREVIEWED_WORDS if course.waits_for_review else STATE_WORDS[course.state]
