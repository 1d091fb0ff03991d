"""What someone may put into the folders: told quickly, and nobody else is disturbed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from elearn.config import Settings
from elearn.publishing import folder_checks
from elearn.publishing.actions import PublishReport
from elearn.publishing.working_files import WorkingFiles
from elearn.releases.library import library
from tests.publishing.samples import course_files

Write = Callable[[dict[str, str]], None]
Publish = Callable[..., PublishReport]
MODULE = "modules/loket-ramah/01-loket.md"


def with_text(text: str) -> dict[str, str]:
    """The sample course with more text in its module."""
    files = course_files()
    return files | {MODULE: f"{files[MODULE]}\n{text}\n"}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 500 + "]" * 500,
        "[" * 20_000,
        "![[]()" * 3_000,
        "[^1]" * 4_000,
        "> " * 200 + "a",
        "\n".join(" " * n + "- x" for n in range(200)),
    ],
    ids=["nested", "open", "images", "notes", "quotes", "lists"],
)
def test_a_text_without_end_is_told_and_the_others_go_live(
    text: str, write: Write, publish_now: Publish
) -> None:
    write(with_text(text) | course_files("arsip-rapi"))
    begin = time.process_time()
    report = publish_now()
    assert time.process_time() - begin < 3
    assert {course.code: course.state for course in report.courses} == {
        "arsip-rapi": "published",
        "loket-ramah": "kept",
    }


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfej\x00u\x00", b"judul: caf\xe9", b"\x00" * 100, os.urandom(2_000), b"a" * 2_000_000],
    ids=["empty", "utf-16", "windows-1252", "zeros", "noise", "large"],
)
def test_a_file_that_is_no_text_keeps_only_its_own_course_back(
    data: bytes, settings: Settings, write: Write, publish_now: Publish
) -> None:
    write(course_files() | course_files("arsip-rapi"))
    (settings.modules_dir / "loket-ramah" / "02-rusak.md").write_bytes(data)
    report = publish_now()
    assert list(library().courses) == ["arsip-rapi"]
    assert any(problem.place.path.endswith("02-rusak.md") for problem in report.all_problems)


def test_a_byte_order_mark_is_no_fault(write: Write, publish_now: Publish) -> None:
    files = course_files()
    write(files | {MODULE: "\ufeff" + files[MODULE]})
    assert publish_now().courses[0].state == "published"


@pytest.mark.skipif(os.name != "posix", reason="symbolic links")
def test_a_symbolic_link_is_not_followed(settings: Settings, write: Write, publish_now: Publish) -> None:
    write(with_text("![rahasia](gambar/rahasia.svg)"))
    outside = settings.instance / "rahasia.svg"
    outside.write_text("<svg viewBox='0 0 1 1'></svg>")
    (settings.modules_dir / "loket-ramah" / "gambar" / "rahasia.svg").symlink_to(outside)
    report = publish_now()
    assert report.courses[0].state == "kept"
    assert not library().courses


@pytest.mark.parametrize(
    "target",
    [
        "../../../../etc/passwd",
        "%2e%2e/%2e%2e/etc/passwd",
        "..%5c..%5cx",
        "/etc/passwd",
        "file:///etc/passwd",
        "//host/x.svg",
    ],
)
def test_a_picture_from_outside_the_course_is_refused(
    target: str, write: Write, publish_now: Publish
) -> None:
    write(with_text(f"![x]({target})"))
    report = publish_now()
    assert report.courses[0].state == "kept"
    assert any(problem.is_error for problem in report.all_problems)


def test_a_picture_that_grows_while_it_is_read_is_not_taken_by_halves(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, write: Write, publish_now: Publish
) -> None:
    write(course_files())
    real = folder_checks.WorkingFiles

    def then_grown(*arguments: Any) -> WorkingFiles:
        files = real(*arguments)
        path = settings.modules_dir / "loket-ramah" / "gambar" / "alur.svg"
        path.write_text(path.read_text() + "<!-- lebih panjang -->")
        return files

    monkeypatch.setattr(folder_checks, "WorkingFiles", then_grown)
    assert publish_now().courses[0].state == "kept"
    monkeypatch.undo()
    assert publish_now().courses[0].state == "published"


@pytest.mark.parametrize(
    "name", ["peta kota.svg", "50%.svg", "a+b.svg", "peta#1.svg", "kota?.svg", "pétà.svg", "a'b.svg"]
)
def test_a_picture_may_have_any_name(name: str, write: Write, publish_now: Publish) -> None:
    files = with_text(f"![x](<gambar/{quote(name)}>)")
    files[f"modules/loket-ramah/gambar/{name}"] = "<svg viewBox='0 0 1 1'></svg>"
    write(files)
    assert publish_now().courses[0].state == "published"


@pytest.mark.skipif(os.name != "posix", reason="names that are no text")
def test_a_name_that_is_no_text_does_not_stop_the_others(
    settings: Settings, write: Write, publish_now: Publish
) -> None:
    write(course_files() | course_files("arsip-rapi"))
    folder = os.fsencode(settings.modules_dir / "loket-ramah")
    with open(folder + b"/0\xff.md", "wb") as file:  # noqa: PTH123 (Path knows no such name)
        file.write(b"---\nkode: x\njudul: X\n---\n\n## A {#a}\n\nKata.\n")
    report = publish_now()
    assert "arsip-rapi" in library().courses
    assert all(problem.place.path.encode() for problem in report.all_problems)


@pytest.mark.parametrize("folder", ["kursus satu", "a&b", "50%", "<b>", "a'b"])
def test_a_course_folder_may_have_any_name(folder: str, write: Write, publish_now: Publish) -> None:
    files = course_files("loket-ramah", folder=folder)
    module = f"modules/{folder}/01-loket.md"
    files[module] = files[module].replace(f"quizzes/{folder}", f"quizzes/{quote(folder)}")
    write(files)
    report = publish_now()
    assert [problem for problem in report.all_problems if problem.is_error] == []
    section = library().courses["loket-ramah"].modules[0].sections[0]
    assert [check.question for check in section.checks] == ["latihan-01"]
