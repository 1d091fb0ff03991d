"""`elearn new course|module|quiz`: files to begin with, which pass the check as they are."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

import click

from elearn import clock
from elearn.config import Settings, settings_from
from elearn.content.codes import RESERVED_COURSE_CODES, code_from_text, is_code
from elearn.content.links import MODULES
from elearn.content.skeletons import Skeleton, new_course, new_module, new_quiz
from elearn.errors import ElearnError

_NUMBER = re.compile(r"(?P<number>[0-9]{1,3})[-_. ]")


class NotMade(ElearnError):
    """Nothing was written: the code is no code, the file is there already, or the folder is not writable."""


@click.group()
def command() -> None:
    """Buat berkas awal: kursus, modul, atau kuis. Berkas yang sudah ada tidak pernah ditimpa."""


@command.command()
@click.argument("code", metavar="KODE")
@click.option("--title", metavar="JUDUL", help="Judul; tanpa ini dibuat dari kode.")
def course(code: str, title: str | None) -> None:
    """Kursus baru (masih draf) dengan satu modul dan satu kuis."""
    settings = settings_from(os.environ)
    _check_code(code)
    if code in RESERVED_COURSE_CODES:
        raise NotMade(f'Kode "{code}" dipakai oleh elearn sendiri.', hint="Pilih kode lain.")
    today = clock.now().astimezone(settings.time_zone).date().isoformat()
    _write(settings, new_course(code, title or _title(code), today))
    click.echo(
        f"Berikutnya: ubah isinya, lalu jalankan elearn check {settings.modules_dir / code}.\n"
        'Bila siap, tulis "status: terbit" di course.md dan jalankan elearn publish.'
    )


@command.command()
@click.argument("course_code", metavar="KURSUS")
@click.argument("code", metavar="KODE")
@click.option("--title", metavar="JUDUL", help="Judul; tanpa ini dibuat dari kode.")
@click.option("--quiz", metavar="KUIS", help="Kode kuis yang menutup modul ini.")
def module(course_code: str, code: str, title: str | None, quiz: str | None) -> None:
    """Modul baru di akhir sebuah kursus."""
    settings = settings_from(os.environ)
    _check_code(code, *([quiz] if quiz else []))
    folder = _course_folder(settings, course_code)
    new = new_module(folder.name, code, title or _title(code), number=_next_number(folder), quiz=quiz or "")
    _write(settings, [new])


@command.command()
@click.argument("course_code", metavar="KURSUS")
@click.argument("code", metavar="KODE")
@click.option("--title", metavar="JUDUL", help="Judul; tanpa ini dibuat dari kode.")
@click.option("--module", metavar="MODUL", help="Kode modul yang bagiannya dirujuk soal.")
def quiz(course_code: str, code: str, title: str | None, module: str | None) -> None:
    """Kuis baru untuk sebuah kursus."""
    settings = settings_from(os.environ)
    _check_code(code, *([module] if module else []))
    folder = _course_folder(settings, course_code)
    _write(settings, [new_quiz(folder.name, code, title or _title(code), module=module or "")])
    click.echo(f'Berikutnya: tulis "kuis: {code}" di kepala modul yang ditutup kuis ini.')


def _check_code(*codes: str) -> None:
    for code in codes:
        if not is_code(code):
            raise NotMade(
                f'"{code}" bukan kode: pakai huruf kecil, angka, dan tanda hubung.',
                hint=f"Maksud Anda {code_from_text(code)}?",
            )


def _title(code: str) -> str:
    words = code.replace("-", " ")
    return words[:1].upper() + words[1:]


def _course_folder(settings: Settings, code: str) -> Path:
    folder = settings.modules_dir / code
    if not is_code(code) or not (folder / "course.md").is_file():
        raise NotMade(f"Tidak ada kursus di {folder}.", hint=f"Buat dahulu: elearn new course {code}")
    return folder


def _next_number(folder: Path) -> int:
    numbers = [int(found["number"]) for path in folder.glob("*.md") if (found := _NUMBER.match(path.name))]
    return max(numbers, default=0) + 1


def _write(settings: Settings, new: Sequence[Skeleton]) -> None:
    """All of the files or none: whatever is there already stops the command before it writes."""
    paths = [_real(settings, one) for one in new]
    for path in paths:
        if path.exists():
            raise NotMade(f"{path} sudah ada; tidak ada yang diubah.", hint="Pilih kode lain.")
    try:
        for path, one in zip(paths, new, strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(one.text)
            click.echo(f"Dibuat: {path}")
    except OSError as error:
        raise NotMade(
            f"{error.filename or paths[0]} tidak dapat ditulis: {error.strerror or error}.",
            hint="Periksa izin foldernya, atau atur ELEARN_MODULES_DIR dan ELEARN_QUIZZES_DIR.",
        ) from error


def _real(settings: Settings, one: Skeleton) -> Path:
    root = settings.modules_dir if one.path.parts[0] == MODULES else settings.quizzes_dir
    return root.joinpath(*one.path.parts[1:])
