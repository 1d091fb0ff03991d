"""`elearn check`: every problem of every file at once, with place, reason and mend."""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from elearn import clock
from elearn.commands.check_watch import Change, changes
from elearn.commands.checked_paths import Checked, check_paths, fix_paths, watched_places
from elearn.commands.progress_line import told_progress
from elearn.commands.robot_words import left_out, robot_data, robot_line, robot_with_words
from elearn.config import Settings, settings_from
from elearn.errors import ElearnError
from elearn.markup.renderer import Renderer
from elearn.problems import Level, Place, Problem, framed, line_form
from elearn.publishing.stamps import LOOK_EVERY_S, stamps

HAS_ERRORS = 1


class FilesUnreachable(ElearnError):
    """The content could not be read or mended at all."""


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Keluaran untuk program lain.")
@click.option("--lines", is_flag=True, help="Satu baris tiap masalah, seperti bila keluarannya dialirkan.")
@click.option(
    "--fix", is_flag=True, help="Tulis perbaikan yang pasti benar (kode, nama kunci, bentuk kotak)."
)
@click.option("--robot", is_flag=True, help="Robot mengerjakan setiap kuis 500 kali: kunci, undian, tebakan.")
@click.option("--watch", is_flag=True, help="Periksa lagi setiap kali berkas disimpan, sampai Ctrl-C.")
def command(paths: tuple[Path, ...], as_json: bool, lines: bool, fix: bool, robot: bool, watch: bool) -> None:
    """Periksa kursus dan kuis: semua masalah sekaligus, dengan tempat dan cara memperbaikinya.

    Tanpa PATH seluruh folder materi diperiksa. PATH boleh folder kursus atau satu berkas, juga berkas di luar
    kursus. Kode keluar 1 bila ada yang salah.
    """
    if watch and as_json:
        raise click.UsageError("--watch dan --json tidak dapat dipakai bersama.")
    settings = settings_from(os.environ)
    sitting = robot_with_words() if robot else None
    today = clock.now().astimezone(settings.time_zone).date()
    run = partial(check_paths, settings, paths, today, robot=sitting)
    is_framed = not lines and sys.stdout.isatty()
    try:
        if fix:
            _tell_fixed(fix_paths(settings, paths))
        if watch:
            _watch(settings, paths, run, is_framed=is_framed)
            return
        with told_progress(is_wanted=not as_json) as told:
            checked = run(told=told)
        checked = _with_owners(settings, checked)
    except OSError as error:
        raise FilesUnreachable(
            f"{error.filename or 'Berkas'} tidak dapat dibaca atau ditulis: {error.strerror or error}.",
            hint="Periksa nama dan izinnya, atau atur ELEARN_MODULES_DIR dan ELEARN_QUIZZES_DIR.",
        ) from error
    if as_json:
        click.echo(json.dumps(_data(checked), ensure_ascii=False, indent=2))
    elif is_framed:
        _print_framed(checked)
    else:
        _print_lines(checked)
    if any(one.is_error for one in checked.problems):
        sys.exit(HAS_ERRORS)


def _with_owners(settings: Settings, checked: Checked) -> Checked:
    """With what only the people of the installation tell about owners."""
    if not checked.owned:
        return checked
    # The database takes as long to load as checking a thousand modules; most courses name nobody.
    owners = import_module("elearn.commands.check_owners")
    unknown = owners.owner_problems(settings, checked.owned)
    return replace(checked, problems=tuple(sorted((*checked.problems, *unknown), key=_by_place)))


def _by_place(problem: Problem) -> tuple[Place, str]:
    return problem.place, problem.rule


def _watch(settings: Settings, paths: tuple[Path, ...], run: partial[Checked], *, is_framed: bool) -> None:
    """Everything once, then what each save changed, until the author has had enough (Ctrl-C)."""
    watched = watched_places(settings, paths)
    with Renderer() as renderer:

        def check() -> Checked:
            return _with_owners(settings, run(renderer=renderer))

        try:
            for change in changes(check, partial(stamps, watched), _wait):
                _print_change(change, is_framed=is_framed)
        except KeyboardInterrupt:
            click.echo(err=True)


def _wait() -> bool:
    time.sleep(LOOK_EVERY_S)
    return False


def _print_change(change: Change, *, is_framed: bool) -> None:
    for problem in change.gone:
        click.echo(f"Beres: {problem.place.path}: {problem.rule} {problem.message()}")
    if change.new:
        click.echo(framed(change.new) if is_framed else "\n".join(line_form(one) for one in change.new))
    click.echo(_closing(change.checked), err=not is_framed)
    sys.stdout.flush()


def _tell_fixed(paths: list[Path]) -> None:
    for path in paths:
        click.echo(f"Diperbaiki: {path}", err=True)


def _print_lines(checked: Checked) -> None:
    for problem in checked.problems:
        click.echo(line_form(problem))
    for note in _notes(checked):
        click.echo(note, err=True)


def _notes(checked: Checked) -> list[str]:
    return [*checked.notes, *left_out(checked.robot.values(), checked.shown)]


def _print_framed(checked: Checked) -> None:
    if checked.problems:
        click.echo(framed(checked.problems))
        click.echo()
    for course in checked.courses:
        click.echo(f"{course.path}\n  {course.written()}")
    for summary in checked.quizzes:
        click.echo(f"{checked.shown.get(summary.path, summary.path)}\n  {summary.written()}")
        for echo in summary.echoes:
            click.echo(f"  {echo}")
        if summary.path in checked.robot:
            click.echo(f"  {robot_line(checked.robot[summary.path])}")
    for note in _notes(checked):
        click.echo(note)
    click.echo(_closing(checked))


def _closing(checked: Checked) -> str:
    errors, warnings = _counts(checked.problems)
    if not errors and not warnings:
        return f"{checked.file_count} berkas diperiksa. Tidak ada yang perlu diperbaiki."
    return f"{checked.file_count} berkas diperiksa: {errors} salah, {warnings} untuk diperiksa."


def _counts(problems: tuple[Problem, ...]) -> tuple[int, int]:
    errors = sum(one.level is Level.ERROR for one in problems)
    return errors, len(problems) - errors


def _data(checked: Checked) -> dict[str, Any]:
    errors, warnings = _counts(checked.problems)
    summary = {
        "files": checked.file_count,
        "errors": errors,
        "warnings": warnings,
        "courses": [course.to_data() for course in checked.courses],
        "quizzes": [
            {
                **quiz.to_data(),
                "path": checked.shown.get(quiz.path, quiz.path),
                **robot_data(checked.robot.get(quiz.path)),
            }
            for quiz in checked.quizzes
        ],
        "notes": _notes(checked),
    }
    return {"problems": [problem_data(one) for one in checked.problems], "summary": summary}


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem as JSON says it."""
    return {
        "path": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
        "level": problem.level.value,
        "rule": problem.rule,
        "message": problem.message(),
        "hint": problem.hint(),
    }
