"""`elearn export`: a quiz as a file for another system, with everything that the format cannot say."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import click

from elearn.config import settings_from
from elearn.content.codes import code_from_path
from elearn.content.quiz import Quiz
from elearn.content.quiz_files import read_quiz
from elearn.errors import ElearnError
from elearn.exchange.exporting import FORMATS, Exported, export_quiz
from elearn.exchange.moodle.writer import PictureOf
from elearn.exchange.notes import Verdict
from elearn.exchange.paper.printing import MAX_SEED, print_quiz
from elearn.exchange.sentences import reason_of
from elearn.markup.rendering import render
from elearn.markup.values import Image, MarkupRefused

NOTHING_WRITTEN = 1
PRINT = "print"


class ExportRefused(ElearnError):
    """There is no such quiz, it has errors, or the file cannot be written."""


@click.command()
@click.argument("quiz", metavar="KURSUS/KUIS")
@click.option("--format", "form", required=True, type=click.Choice([*FORMATS, PRINT]))
@click.option(
    "--output",
    metavar="BERKAS",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Berkas hasil; tanpa ini hasil dicetak.",
)
@click.option(
    "--seed",
    metavar="N",
    type=click.IntRange(1, MAX_SEED),
    help="Untuk print: naskah ke-N (1 = A, 2 = B, ...), soal diundi dan pilihan diacak menurut aturan kuis.",
)
def command(quiz: str, form: str, output: Path | None, seed: int | None) -> None:
    """Tulis sebuah kuis, termasuk kuncinya, untuk sistem lain, atau sebagai naskah ujian (print).

    print menulis halaman HTML, atau PDF bila nama berkas hasil berakhir .pdf: naskah, lalu kunci di halaman
    tersendiri. Yang tidak dapat dikatakan format itu dilaporkan satu per satu. Kode keluar 1 bila tidak satu
    pun soal dapat ditulis.
    """
    try:
        found, path = _found(quiz)
        pictures = _pictures_beside(path)
        exported = (
            _printed(found, pictures, output, seed) if form == PRINT else export_quiz(found, form, pictures)
        )
        if output is None:
            click.echo(exported.data, nl=False)
        else:
            output.write_bytes(exported.data)
    except OSError as error:
        raise ExportRefused(f"{error.filename or quiz}: {error.strerror or error}.") from error
    _tell(exported, found)
    if not exported.report.imported:
        sys.exit(NOTHING_WRITTEN)


def _printed(quiz: Quiz, pictures: PictureOf, output: Path | None, seed: int | None) -> Exported:
    kind = "pdf" if output is not None and output.suffix.lower() == ".pdf" else "html"
    return print_quiz(quiz, kind, _html, lambda source: pictures(unquote(source)), seed=seed)


def _html(text: str) -> str:
    """Safe HTML whose pictures keep their own addresses."""
    try:
        html = render(text, image_url=lambda target: Image(url=target, width=0, height=0)).html
    except MarkupRefused:
        return f"<p>{escape(text)}</p>"
    only = html.removeprefix("<p>").removesuffix("</p>")
    return html if "<p>" in only else only


def _found(name: str) -> tuple[Quiz, Path]:
    """The quiz `course/quiz`, known by its code or by the name of its file."""
    course, _, code = name.partition("/")
    folder = _folder(settings_from(os.environ).quizzes_dir, course)
    for path in sorted(folder.glob("*.md")) if folder else ():
        quiz, problems = read_quiz(path.read_bytes(), path.name)
        is_meant = code in (path.stem, code_from_path(path.name))
        if quiz is not None and (is_meant or quiz.code == code):
            return quiz, path
        if quiz is None and is_meant:
            line = min(problem.place.line for problem in problems if problem.is_error)
            raise ExportRefused(f"{path}: kuis ini salah di baris {line}.", hint="Lihat elearn check.")
    raise ExportRefused(f"Tidak ada kuis {name}.", hint="Tulis kursus/kuis, misalnya kearsipan/kuis-arsip.")


def _folder(quizzes: Path, course: str) -> Path | None:
    folders = [one for one in sorted(quizzes.iterdir()) if one.is_dir() and not one.is_symlink()]
    return next((one for one in folders if course in (one.name, code_from_path(one.name))), None)


def _pictures_beside(quiz: Path) -> Callable[[str], bytes | None]:
    def picture(target: str) -> bytes | None:
        parts = PurePosixPath(target).parts
        if PurePosixPath(target).is_absolute() or ".." in parts or ":" in target:
            return None
        path = quiz.parent.joinpath(*parts)
        is_inside = path.is_file() and path.resolve().is_relative_to(quiz.parent.resolve())
        return path.read_bytes() if is_inside else None

    return picture


def _tell(exported: Exported, quiz: Quiz) -> None:
    report = exported.report
    for item in report.items:
        if item.notes:
            word = "PERIKSA" if item.verdict is Verdict.IMPORTED else "TIDAK DITULIS"
            click.echo(f"{item.id}  {word}  {reason_of(item)}", err=True)
    if quiz.banks:
        click.echo(f"Soal bank tidak ikut: {', '.join(quiz.banks)}.", err=True)
    click.echo(f"{report.imported} soal ditulis, {report.refused} tidak.", err=True)
