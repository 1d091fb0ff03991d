"""What publishing will do to people is known before it is done, and nothing takes their progress away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from elearn.config import Settings
from elearn.database import db
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import CourseLeft, QuizPassed, SectionRead
from elearn.progress import store as progress_store
from elearn.publishing.actions import PublishReport
from elearn.publishing.going_back import roll_back
from elearn.publishing.impact import CourseImpact
from elearn.publishing.stopping import NothingToArchive
from elearn.publishing.weighing import UnchangedCourse
from elearn.quiz import actions as quizzes
from elearn.quiz.actions import Started
from elearn.releases import objects
from elearn.releases.change_kind import CourseChangeKind
from elearn.releases.library import find_course, look_again
from elearn.releases.tables import ReleaseChange
from tests.publishing.samples import MODULE, QUIZ, course_files

Write = Callable[[dict[str, str]], None]
Publish = Callable[..., PublishReport]
NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
COURSE = "loket-ramah"
MODULE_PATH = f"modules/{COURSE}/01-loket.md"
QUIZ_PATH = f"quizzes/{COURSE}/kuis-loket.md"
MODULE_TEXT = MODULE.replace("CODE", COURSE)
OTHER_TEXT = MODULE_TEXT.replace("Warga mengambil nomor antrean.", "Petugas memanggil warga satu per satu.")


@pytest.fixture
def published(write: Write, publish_now: Publish) -> None:
    """Two courses, alike, in force."""
    write(course_files() | course_files("arsip-rapi"))
    publish_now()
    look_again()


@pytest.fixture
def people(published: None, make_person: Callable[..., Any]) -> dict[str, Any]:
    """One who began, one who finished, one who left; and a bystander who does all that elsewhere."""
    known = {name: make_person(name) for name in ("Siti", "Budi", "Joko", "Rina")}
    read(known["Siti"], "menyapa")
    finish(known["Budi"])
    read(known["Joko"], "menyapa")
    record(known["Joko"].id, CourseLeft(course=COURSE), NOW)
    read(known["Rina"], "menyapa", course="arsip-rapi")
    return known


def read(person: Any, *sections: str, course: str = COURSE) -> None:
    for section in sections:
        record(person.id, SectionRead(course=course, module="loket", section=section), NOW)


def finish(person: Any, course: str = COURSE) -> None:
    read(person, "menyapa", "antrean", course=course)
    record(person.id, QuizPassed(course=course, quiz="kuis-loket", attempt_id=person.id, version="q"), NOW)


def rules(report: PublishReport) -> list[str]:
    return [one.rule for one in report.all_problems if one.is_error]


def state(report: PublishReport, course: str = COURSE) -> str:
    return next(one.state for one in report.courses if one.code == course)


def impact(report: PublishReport) -> CourseImpact:
    (one,) = report.impacts
    return one


@pytest.mark.both_databases
def test_the_people_of_a_course_are_counted_and_not_those_of_another(
    people: dict[str, Any], write: Write, publish_now: Publish
) -> None:
    write({MODULE_PATH: OTHER_TEXT})
    one = impact(publish_now(dry_run=True))
    assert (one.middle, one.finished, one.sees_delta, one.learns_again) == (1, 1, 1, 0)

    again = impact(publish_now(dry_run=True, kinds={COURSE: CourseChangeKind.RELEARN}))
    assert (again.sees_delta, again.learns_again) == (0, 1)
    small = impact(publish_now(dry_run=True, kinds={COURSE: CourseChangeKind.SPELLING}))
    assert (small.sees_delta, small.learns_again) == (0, 0)


@pytest.mark.both_databases
def test_the_kind_stays_with_the_release(
    people: dict[str, Any], settings: Settings, write: Write, publish_now: Publish
) -> None:
    first = find_course(COURSE)
    write({MODULE_PATH: OTHER_TEXT})
    publish_now()
    look_again()
    second = find_course(COURSE)
    write({MODULE_PATH: OTHER_TEXT.replace("dimulai", "dimulaii")})
    publish_now(kinds={COURSE: CourseChangeKind.RELEARN})
    roll_back(settings, 2, actor="penyusun")
    assert first is not None
    assert second is not None

    columns = (ReleaseChange.release_number, ReleaseChange.course, ReleaseChange.kind)
    rows = [tuple(row) for row in db.session.execute(select(*columns).order_by(*columns))]
    assert rows == [
        (1, "arsip-rapi", "content"),
        (1, COURSE, "content"),
        (2, COURSE, "content"),
        (3, COURSE, "relearn"),
        (4, COURSE, "spelling"),
    ]
    pairs = select(ReleaseChange.version_before, ReleaseChange.version)
    row = db.session.execute(pairs.where(ReleaseChange.release_number == 2)).one()
    assert tuple(row) == (first.version, second.version)


def test_a_word_for_a_course_that_does_not_change_is_refused(published: None, publish_now: Publish) -> None:
    with pytest.raises(UnchangedCourse, match="arsip-rapi"):
        publish_now(kinds={"arsip-rapi": CourseChangeKind.SPELLING})
    with pytest.raises(UnchangedCourse):
        publish_now(dry_run=True, kinds={"tidak-ada": CourseChangeKind.SPELLING})


def test_a_moved_and_renamed_file_keeps_what_was_read(
    people: dict[str, Any], settings: Settings, write: Write, publish_now: Publish
) -> None:
    before = progress_store.standing(people["Siti"].id, COURSE)
    folder = settings.modules_dir / COURSE
    (folder / "01-loket.md").rename(folder / "07-di-loket-baru.md")
    folder.rename(settings.modules_dir / "pindah")
    (settings.quizzes_dir / COURSE).rename(settings.quizzes_dir / "pindah")
    moved = MODULE_TEXT.replace(f"quizzes/{COURSE}", "quizzes/pindah").replace(
        "01-loket.md", "07-di-loket-baru.md"
    )
    write({"modules/pindah/07-di-loket-baru.md": moved})
    report = publish_now()
    look_again()

    assert (rules(report), state(report)) == ([], "published")
    assert impact(report).change.kind is CourseChangeKind.SPELLING
    course = find_course(COURSE)
    assert course is not None
    assert [one.code for one in course.modules[0].sections] == ["menyapa", "antrean"]
    assert progress_store.standing(people["Siti"].id, COURSE) == before


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("changed", "rule", "name"),
    [
        (
            {MODULE_PATH: MODULE_TEXT.replace("#menyapa", "#salam")},
            "K-614",
            "loket/menyapa",
        ),
        ({MODULE_PATH: MODULE_TEXT.replace("kode: loket", "kode: meja")}, "K-613", "loket"),
    ],
)
def test_a_kode_that_vanishes_while_somebody_is_at_it_keeps_the_course_back(
    people: dict[str, Any], write: Write, publish_now: Publish, changed: dict[str, str], rule: str, name: str
) -> None:
    practice = course_files()[f"quizzes/{COURSE}/latihan.md"].replace("| Rujukan: loket#menyapa", "")
    quiz = QUIZ.replace("| Rujukan: loket#antrean", "")
    write(changed | {f"quizzes/{COURSE}/latihan.md": practice, QUIZ_PATH: quiz})
    write(
        {
            "modules/arsip-rapi/course.md": course_files("arsip-rapi")["modules/arsip-rapi/course.md"]
            + "\nLagi.\n"
        }
    )
    before = find_course(COURSE)
    report = publish_now(note="Diganti.")
    look_again()

    assert (rules(report), state(report), state(report, "arsip-rapi")) == ([rule], "kept", "published")
    (problem,) = [one for one in report.all_problems if one.is_error]
    assert problem.values["people"] == "1"
    assert find_course(COURSE) == before

    allowed = publish_now(note="Diganti.", archived=[f"{COURSE}/{name}"])
    assert (rules(allowed), state(allowed)) == ([], "published")


@pytest.mark.both_databases
def test_what_only_finished_people_had_may_go(
    published: None, make_person: Callable[..., Any], write: Write, publish_now: Publish
) -> None:
    finish(make_person("Budi"))
    read(make_person("Rina"), "menyapa", course="arsip-rapi")
    write({MODULE_PATH: MODULE_TEXT.replace("kode: loket", "kode: meja")})
    report = publish_now(note="Diganti.")
    assert "K-613" not in rules(report)


def test_a_module_archived_in_its_file_may_go_and_what_was_read_stays_on_record(
    people: dict[str, Any], write: Write, publish_now: Publish
) -> None:
    second = MODULE_TEXT.replace("kode: loket", "kode: meja").replace("kuis: kuis-loket\n", "")
    write({f"modules/{COURSE}/02-meja.md": second.replace("01-loket.md", "02-meja.md")})
    write({MODULE_PATH: MODULE_TEXT.replace("kode: loket", "kode: loket\nstatus: arsip")})
    quiz = QUIZ.replace("loket#antrean", "meja#antrean")
    practice = course_files()[f"quizzes/{COURSE}/latihan.md"].replace("loket#menyapa", "meja#menyapa")
    write({QUIZ_PATH: quiz, f"quizzes/{COURSE}/latihan.md": practice})
    report = publish_now(note="Diarsipkan.")
    look_again()

    assert (rules(report), state(report)) == ([], "published")
    course = find_course(COURSE)
    assert course is not None
    assert [one.code for one in course.modules] == ["meja"]
    assert len(progress_store.standing(people["Siti"].id, COURSE).read) == 1


@pytest.mark.both_databases
def test_a_quiz_somebody_sits_at_cannot_vanish_and_archived_it_can(
    people: dict[str, Any], write: Write, publish_now: Publish, settings: Settings
) -> None:
    read(people["Siti"], "antrean")
    started = quizzes.start_attempt(people["Siti"].id, COURSE, "kuis-loket", NOW)
    assert isinstance(started, Started)
    (settings.quizzes_dir / COURSE / "kuis-loket.md").unlink()
    write({MODULE_PATH: MODULE_TEXT.replace("kuis: kuis-loket\n", "")})

    assert rules(publish_now(note="Dihapus.")) == ["K-615"]
    write({QUIZ_PATH: QUIZ.replace("judul:", "status: arsip\njudul:")})
    assert rules(publish_now(note="Diarsipkan.")) == []


def test_a_code_that_went_to_another_kind_of_thing_is_refused_even_where_nobody_is(
    published: None, write: Write, publish_now: Publish, settings: Settings
) -> None:
    (settings.quizzes_dir / COURSE / "kuis-loket.md").unlink()
    new = "---\nkode: kuis-loket\njudul: Baru\n---\n\n## Isi {#isi}\n\nTeks.\n"
    write({MODULE_PATH: MODULE_TEXT.replace("kuis: kuis-loket\n", ""), f"modules/{COURSE}/02-baru.md": new})
    report = publish_now()
    assert (rules(report), state(report)) == (["K-616"], "kept")
    assert report.all_problems[0].values["before"] == "kuis"


def test_an_object_that_an_open_attempt_needs_must_be_there(
    people: dict[str, Any], write: Write, publish_now: Publish, settings: Settings
) -> None:
    read(people["Siti"], "antrean")
    started = quizzes.start_attempt(people["Siti"].id, COURSE, "kuis-loket", NOW)
    assert isinstance(started, Started)
    course = find_course(COURSE)
    assert course is not None
    sha256 = course.quizzes["kuis-loket"].object_sha256
    path = objects.path_of(settings.published_folder, sha256)
    path.unlink()

    write({MODULE_PATH: OTHER_TEXT})
    assert rules(publish_now()) == [], "what is lost is written anew by publishing the same quiz"
    assert path.is_file()
    path.unlink()
    write({QUIZ_PATH: QUIZ.replace("Kursi", "Bangku")})
    assert rules(publish_now(note="Pilihan.")) == ["K-617"]
    allowed = publish_now(note="Pilihan.", archived=[f"{COURSE}/kuis-loket"])
    assert rules(allowed) == []


def test_only_what_vanishes_can_be_archived_by_name(
    published: None, write: Write, publish_now: Publish
) -> None:
    write({MODULE_PATH: OTHER_TEXT})
    with pytest.raises(NothingToArchive, match="loket-ramah/loket"):
        publish_now(archived=[f"{COURSE}/loket"])


def test_ten_courses_cost_the_same_statements_as_one(app: Flask, write: Write, publish_now: Publish) -> None:
    codes = [COURSE, *(f"kursus-{at}" for at in range(9))]
    files = {code: course_files(code) for code in codes}
    write({name: text for code in codes for name, text in files[code].items()})
    publish_now()

    def counted(chosen: list[str]) -> int:
        for code in chosen:
            text = files[code][f"modules/{code}/01-loket.md"].replace("{#antrean}", "{#giliran}")
            write({f"modules/{code}/01-loket.md": text.replace("#antrean", "#giliran")})
            write({f"quizzes/{code}/kuis-loket.md": QUIZ.replace("loket#antrean", "loket#giliran")})
        seen: list[str] = []
        note = lambda *args: seen.append(args[2]) if "select" in args[2].lower() else None  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", note)
        try:
            publish_now(dry_run=True)
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        return sum("enrolment" in one or "state = " in one for one in seen)

    assert counted([COURSE]) == counted(codes) <= 6
