"""An owner that nobody is becomes a warning where people are known, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy import event

from elearn.authoring.known_owners import unknown_owner_problems
from elearn.commands import check, prepare
from elearn.config import Settings
from elearn.content.course import Course
from elearn.content.course_files import read_course
from elearn.database import db
from tests.publishing.samples import course_files

Write = Callable[[dict[str, str]], None]
PATH = "modules/loket-ramah/course.md"


def text_of(*owners: str) -> str:
    lines = "".join(f"\n- {owner}" for owner in owners)
    return course_files()[PATH].replace("status: terbit", f"status: terbit\npemilik:{lines}")


def course_of(*owners: str) -> Course:
    course, _ = read_course(text_of(*owners).encode(), PATH)
    assert course is not None
    return course


@pytest.mark.both_databases
def test_units_by_code_or_name_and_numbers_are_known(
    make_person: Callable[..., Any], make_unit: Callable[..., int]
) -> None:
    person = make_person("Rina", unit_id=make_unit("Dinas Kependudukan"))
    spaced = f"{person.nip[:8]} {person.nip[8:14]} {person.nip[14]} {person.nip[15:]}"
    known = course_of("unit-1", "dinas  KEPENDUDUKAN", person.nip, spaced)
    assert unknown_owner_problems([known]) == {}
    odd = course_of("Dinas Kependudukan", "Dinas Pendidikan", "199001012015011999")
    (problems,) = unknown_owner_problems([odd]).values()
    assert [one.values["owner"] for one in problems] == ["Dinas Pendidikan", "199001012015011999"]
    assert not any(one.is_error for one in problems)
    first = problems[0]
    assert first.excerpt == "- Dinas Pendidikan"
    lines = text_of("Dinas Kependudukan", "Dinas Pendidikan").splitlines()
    assert (first.place.path, lines[first.place.line - 1]) == (PATH, "- Dinas Pendidikan")
    assert first.place.column == 3


def test_two_statements_at_most_and_none_without_owners(make_unit: Callable[..., int]) -> None:
    told: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *parts: told.append(parts[2]))
    unknown_owner_problems([course_of(), course_of()])
    assert told == []
    unknown_owner_problems([course_of("a", "199001012015011999"), course_of("b"), course_of("c")])
    assert len([one for one in told if one.startswith("SELECT")]) == 2


def test_authors_see_it_and_it_stops_nothing(author: FlaskClient, write: Write) -> None:
    write(course_files() | {PATH: text_of("Dinas Antah")})
    page = author.get("/authoring/loket-ramah/").text
    assert "K-653" in page
    assert "Dinas Antah" in page
    assert "1 untuk diperiksa" in author.get("/authoring/").text
    assert "Ada perbaikan" not in author.get("/authoring/").text


def test_elearn_check_tells_it_only_where_an_installation_is_at_hand(
    settings: Settings, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(course_files() | {PATH: text_of("Dinas Antah")})
    for name, value in {
        "ELEARN_INSTANCE": settings.instance,
        "ELEARN_MODULES_DIR": settings.modules_dir,
        "ELEARN_QUIZZES_DIR": settings.quizzes_dir,
        "ELEARN_DATABASE_URL": settings.database_url,
    }.items():
        monkeypatch.setenv(name, str(value))
    alone = CliRunner().invoke(check.command, [])
    assert (alone.exit_code, "K-653" in alone.output) == (0, False)
    assert not (settings.instance / "elearn.sqlite").exists(), "checking makes no database"
    assert CliRunner().invoke(prepare.command, []).exit_code == 0
    told = CliRunner().invoke(check.command, [])
    assert (told.exit_code, "K-653" in told.output) == (0, True)
    monkeypatch.setattr(check, "_wait", lambda: True)
    watched = CliRunner().invoke(check.command, ["--watch"])
    assert (watched.exit_code, "K-653" in watched.output) == (0, True)
