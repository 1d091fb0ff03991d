"""Files at their worst (RELIABILITY cases C01 to C16): a problem within two seconds, and the site unharmed.

docs/security.md ("Content from authors") names the test of every case.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from elearn.config import Settings
from elearn.content import folders
from elearn.database import db
from elearn.publishing.actions import PublishReport
from elearn.releases import library as library_room
from elearn.releases import objects, store
from elearn.releases.library import library
from elearn.releases.manifest import CourseLine, Manifest, manifest_from
from elearn.releases.published import course_index_from
from tests.publishing.samples import course_files

Write = Callable[[dict[str, str]], None]
Publish = Callable[..., PublishReport]
GOOD = "arsip-rapi"
MODULE = "modules/loket-ramah/02-aneh.md"
AT = datetime(2026, 11, 22, tzinfo=UTC)
BODY = "\n## A {#a}\n\nKata.\n"


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """The block takes no more than this; time that other processes take is not counted."""
    begin = time.process_time()
    yield
    assert time.process_time() - begin < seconds


def rules_of(report: PublishReport, path: str = MODULE) -> set[str]:
    """The rules that a file breaks."""
    return {one.rule for one in report.all_problems if one.place.path == path and one.is_error}


@pytest.fixture
def publish_beside(
    settings: Settings, write: Write, publish_now: Publish
) -> Callable[[bytes], PublishReport]:
    """publish_beside(data): somebody puts this module into one of two courses; the other must go live."""

    def run(data: bytes) -> PublishReport:
        write(course_files() | course_files(GOOD))
        (settings.instance.parent / MODULE).write_bytes(data)
        with within(2):
            report = publish_now()
        assert {one.code: one.state for one in report.courses}[GOOD] == "published"
        return report

    return run


@pytest.mark.parametrize(
    ("head", "rules"),
    [
        ("judul: " + "[" * 500 + "]" * 500, "K-407"),
        ("[" * 500 + "]" * 500, "K-407 K-414 K-415"),
        ("a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b]", "K-411 K-414"),
        ("judul: !!python/object/apply:os.system ['true']", ""),
        ("judul: Satu\njudul: Dua", "K-412"),
        ("no: ya\non: tidak", "K-411 K-414"),
        ("judul: " + "x" * 900_000, "K-409"),
        ("judul: Satu\njp: 2026-11-22T10:00:00Z", "K-413"),
    ],
    ids=["nested-value", "nested", "bomb", "python", "twice", "norway", "long", "time"],
)
def test_front_matter_is_text_and_nothing_in_it_unfolds(
    head: str, rules: str, publish_beside: Callable[[bytes], PublishReport]
) -> None:
    report = publish_beside(f"---\nkode: aneh\n{head}\n---\n{BODY}".encode())
    assert rules_of(report) == set(rules.split())


def test_front_matter_of_ten_megabytes_is_refused(publish_beside: Callable[[bytes], PublishReport]) -> None:
    assert rules_of(publish_beside(b"---\nkode: " + b"x" * 10_000_000 + b"\n---\n")) == {"K-401"}


def test_a_file_of_a_hundred_megabytes_is_refused_without_being_read(
    settings: Settings, publish_beside: Callable[[bytes], PublishReport], publish_now: Publish
) -> None:
    publish_beside(b"---\nkode: aneh\njudul: Aneh\n---\n" + BODY.encode())
    with (settings.instance.parent / MODULE).open("r+b") as file:
        file.truncate(100 * 1024 * 1024)
    with within(2):
        assert rules_of(publish_now()) == {"K-401"}
    assert len(library().courses) == 2, "the course keeps its last good version"


@pytest.mark.skipif(os.name != "posix", reason="symbolic links")
@pytest.mark.parametrize("target", ["/etc/passwd", "../../instance/elearn.db", "..", "02-aneh.md"])
def test_nothing_comes_out_through_a_symbolic_link(
    target: str, settings: Settings, write: Write, publish_now: Publish
) -> None:
    write(course_files() | course_files(GOOD))
    (settings.instance.parent / MODULE).symlink_to(target)
    with within(2):
        report = publish_now()
    assert [one.rule for one in report.all_problems if one.place.path == MODULE] == ["K-425"]
    assert GOOD in library().courses
    stored = (path.read_bytes() for path in (settings.published_folder / "objects").glob("*/*"))
    assert not any(b"root:x:0" in data for data in stored)


@pytest.mark.parametrize(
    "path",
    [
        "/modules/loket-ramah/course.md",
        "/quizzes/loket-ramah/kuis-loket.md",
        "/static/../quizzes/loket-ramah/kuis-loket.md",
        "/.git/config",
        "/.env",
        "/media/../../modules/loket-ramah/course.md",
        "/learning/loket-ramah/course.md",
        "/learning/loket-ramah/..%2f..%2fquizzes%2floket-ramah%2fkuis-loket.md",
        "/learning/loket-ramah/gambar/alur.svg",
    ],
)
def test_source_files_are_no_pages(
    path: str, client: FlaskClient, write: Write, publish_now: Publish
) -> None:
    write(course_files())
    publish_now()
    answer = client.get(path)
    assert answer.status_code in (302, 303, 308, 400, 404)
    assert b"[x]" not in answer.data


def test_every_broken_file_is_told_at_its_own_place(write: Write, publish_now: Publish) -> None:
    files = course_files() | course_files("dua") | course_files(GOOD)
    files["modules/loket-ramah/01-loket.md"] = "---\nkode: loket\njudul: Di loket\n" + BODY
    files["quizzes/dua/kuis-loket.md"] = files["quizzes/dua/kuis-loket.md"].replace("- [x]", "- [ ]")
    write(files)
    report = publish_now()
    states = {one.code: one.state for one in report.courses}
    assert states == {"loket-ramah": "kept", "dua": "kept", GOOD: "published"}
    places = {(one.place.path, one.rule): one.place.line for one in report.all_problems if one.is_error}
    assert places["modules/loket-ramah/01-loket.md", "K-410"] == 1
    assert places["quizzes/dua/kuis-loket.md", "K-101"] == 9


def test_a_file_that_is_written_while_it_is_read_is_read_again(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, write: Write, publish_now: Publish
) -> None:
    write(course_files())
    path = settings.instance.parent / "modules/loket-ramah/01-loket.md"
    whole, real, times = path.read_bytes(), os.fstat, []

    def then_written(handle: int) -> os.stat_result:
        state = real(handle)
        if len(times) == 0 and state.st_size == len(whole):
            times.append(1)
            path.write_bytes(whole + b"\nKalimat yang baru.\n")
        return state

    monkeypatch.setattr(folders.os, "fstat", then_written)
    assert publish_now().courses[0].state == "published"
    assert times
    section = library().courses["loket-ramah"].modules[0].sections[-1]
    assert "Kalimat yang baru." in library_room.body(section.body_sha256)


def test_a_file_that_is_written_without_end_is_told(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, write: Write, publish_now: Publish
) -> None:
    write(course_files())
    publish_now()
    path = settings.instance.parent / "modules/loket-ramah/01-loket.md"
    real, size = os.fstat, path.stat().st_size

    def growing(handle: int) -> os.stat_result:
        state = real(handle)
        if state.st_size >= size:
            with path.open("ab") as file:
                file.write(b"x" * 10)
        return state

    monkeypatch.setattr(folders.os, "fstat", growing)
    report = publish_now()
    assert "K-428" in rules_of(report, "modules/loket-ramah/01-loket.md")
    assert library().number == 1


def test_a_folder_that_disappears_disturbs_nobody_and_comes_back(
    settings: Settings, client: FlaskClient, write: Write, publish_now: Publish
) -> None:
    write(course_files())
    publish_now()
    away = settings.modules_dir.with_name("elsewhere")
    settings.modules_dir.rename(away)
    with pytest.raises(FileNotFoundError):
        publish_now()
    assert client.get("/accounts/sign-in").status_code == 200
    assert list(library().courses) == ["loket-ramah"]
    away.rename(settings.modules_dir)
    write(
        {
            "modules/loket-ramah/01-loket.md": course_files()["modules/loket-ramah/01-loket.md"].replace(
                "Warga mengambil nomor antrean.", "Warga mengambil nomor."
            )
        }
    )
    report = publish_now()
    assert (report.release, report.courses[0].state) == (2, "published")


def test_an_empty_folder_in_place_of_the_old_takes_nothing_away(
    settings: Settings, write: Write, publish_now: Publish
) -> None:
    write(course_files())
    publish_now()
    settings.modules_dir.rename(settings.modules_dir.with_name("elsewhere"))
    settings.modules_dir.mkdir()
    publish_now()
    assert list(library().courses) == ["loket-ramah"]


COURSES = 500


@pytest.fixture
def five_thousand_modules(app: Flask, settings: Settings, write: Write, publish_now: Publish) -> str:
    """A release of 500 courses with ten modules each, made of one that was published; its manifest."""
    write(course_files())
    publish_now()
    folder = settings.published_folder
    in_force = store.find_in_force()
    assert in_force
    line = manifest_from(objects.get(folder, in_force.manifest_sha256)).courses[0]
    index = course_index_from(objects.get(folder, line.index_sha256))
    modules = tuple(replace(index.course.modules[0], code=f"modul-{number}") for number in range(10))
    lines = []
    for number in range(COURSES):
        course = replace(index.course, code=f"kursus-{number:03}", title=f"Kursus {number}", modules=modules)
        data = replace(index, course=course).to_bytes()
        path = objects.path_of(folder, objects.sha256_of(data))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        lines.append(CourseLine(code=course.code, version=line.version, index_sha256=objects.sha256_of(data)))
    manifest = objects.put(folder, Manifest(courses=tuple(lines)).to_bytes())
    store.add_release(manifest_sha256=manifest, published_at=AT, published_by="x", note="")
    db.session.commit()
    library_room.look_again()
    return manifest


def test_five_thousand_modules_are_read_in_a_moment_and_every_one_is_there(
    settings: Settings, five_thousand_modules: str
) -> None:
    with within(3):
        read = library_room.library_of(settings.published_folder, 9, five_thousand_modules)
    assert sum(len(course.modules) for course in read.courses.values()) == 5_000
