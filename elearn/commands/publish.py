"""`elearn publish`: what has no error goes live, in one step."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from elearn.commands.opening import instance_option, opened, operator_name
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


class FilesUnreachable(ElearnError):
    """The content could not be read, or the release could not be written."""


@click.command()
@click.argument("courses", metavar="[KURSUS]...", nargs=-1)
@click.option("--note", metavar="TEKS", default="", help="Catatan untuk daftar rilis.")
@click.option("--json", "as_json", is_flag=True, help="Keluaran untuk program lain.")
@click.option("--watch", "keep_watching", is_flag=True, help="Terbitkan sendiri setiap kali berkas disimpan.")
@instance_option
def command(
    courses: tuple[str, ...], note: str, as_json: bool, keep_watching: bool, instance: Path | None
) -> None:
    """Terbitkan kursus dari berkas: yang tanpa kesalahan terbit sekaligus, yang lain tetap versi lamanya.

    Tanpa KURSUS semua kursus diterbitkan. Kode keluar 1 bila ada kursus yang ditahan.
    """
    with opened(instance) as (_, settings):
        if keep_watching:
            watch(settings, actor=operator_name())
            return
        try:
            report = publish(settings, actor=operator_name(), note=note, only=courses)
        except OSError as error:
            raise FilesUnreachable(
                f"{error.filename or settings.modules_dir}: {error.strerror or error}.",
                hint="Rilis lama tetap berlaku. Periksa folder materi dan ruang cakram.",
            ) from error
    click.echo(json.dumps(_data(report), ensure_ascii=False, indent=2) if as_json else _words(report))
    if report.has_kept_back:
        sys.exit(KEPT_BACK)


def _data(report: PublishReport) -> dict[str, object]:
    return {
        "release": report.release,
        "courses": [
            {
                "kode": course.code,
                "version": course.version,
                "state": course.state,
                "problems": len(course.problems),
            }
            for course in report.courses
        ],
    }


def _words(report: PublishReport) -> str:
    lines = [line_form(problem) for problem in report.all_problems]
    lines += [_course_words(course) for course in report.courses]
    lines.append(
        f"Rilis {report.release} berlaku."
        if report.is_new
        else f"Tidak ada rilis baru; rilis {report.release}."
    )
    return "\n".join(lines)


def _course_words(course: CourseOutcome) -> str:
    kept = " (versi lama tetap terbit)" if course.state == "kept" and course.version else ""
    return f"{course.code}: {STATE_WORDS[course.state]}{kept}"
