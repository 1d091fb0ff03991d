"""What was found out is remembered, and a remembered result is the one that computing would give."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn.config import PROJECT_ROOT, Settings
from elearn.content import tree as content_tree
from elearn.markup.renderer import Renderer
from elearn.markup.values import MarkupRefused
from elearn.publishing import folder_checks, working_files, working_tree
from elearn.publishing.checking import CheckedContent, CheckedCourse, check_content
from elearn.releases.objects import sha256_of
from tests.publishing.samples import SVG, course_files

TODAY = date(2026, 11, 22)
A, B, C = "loket-ramah", "arsip-rapi", "surat-cepat"
TICK_S = 0.03
Files = dict[str, str]
Write = Callable[[Files], None]


def sample() -> Files:
    """Three courses that lean on each other and on a bank."""
    files = {name: text for code in (A, B, C) for name, text in course_files(code).items()}
    files[f"modules/{B}/01-loket.md"] += (
        f"\n[Sapaan](../{A}/01-loket.md#menyapa) [Kuis](../../quizzes/{C}/kuis-loket.md)\n"
    )
    files[f"modules/{C}/course.md"] = files[f"modules/{C}/course.md"].replace(
        "status:", f"prasyarat: {A}\nberlaku-sampai: 2026-12-01\nstatus:"
    )
    quiz = f"quizzes/{C}/kuis-loket.md"
    files[quiz] = files[quiz].replace("judul:", "bank: umum\nambil: 1\njudul:")
    files["quizzes/bank/umum.md"] = (
        files[f"quizzes/{A}/latihan.md"]
        .replace("jenis: latihan\n", "")
        .replace("latihan", "umum")
        .replace("loket#menyapa", f"{B}/loket#menyapa")
    )
    return files


def write_into(folder: Path, files: Files) -> None:
    """The author saves these files."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def everything(content: CheckedContent) -> list[Any]:
    """All that a check tells."""
    return [content.problems, content.documents, content.all_problems, *map(course_of, content.courses)]


def course_of(one: CheckedCourse) -> tuple[Any, ...]:
    """All that a check tells of a course."""
    made = one.compiled and (
        one.compiled.version,
        one.compiled.index_sha256,
        sorted(one.compiled.objects),
        sorted(one.compiled.telling),
    )
    known = (one.code, one.title, one.folder, one.status, one.problems, one.understood, one.quizzes)
    return (
        *known,
        made,
        one.reading.course,
        one.reading.draft,
        dict(one.reading.quizzes),
        one.reading.problems,
    )


def forget(settings: Settings) -> None:
    """Lose everything that was remembered about courses."""
    (settings.published_folder / "cache" / "courses.sqlite").unlink(missing_ok=True)


class Author:
    """Somebody who saves files, and the same files checked with a memory and without one."""

    def __init__(self, folder: Path, renderer: Renderer) -> None:
        self.folder = folder
        self.renderer = renderer
        folders = {"modules_dir": folder / "modules", "quizzes_dir": folder / "quizzes"}
        self.remembering = Settings(instance=folder / "instance", **folders)
        self.forgetting = Settings(instance=folder / "other", **folders)
        for one in (self.remembering, self.forgetting):
            one.instance.mkdir()
        write_into(folder, sample())

    def checked(self, *, day: date = TODAY) -> CheckedContent:
        return check_content(self.remembering, today=day, renderer=self.renderer, wants_objects=False)

    def computed(self, *, day: date = TODAY) -> CheckedContent:
        forget(self.forgetting)
        return check_content(self.forgetting, today=day, renderer=self.renderer, wants_objects=False)

    def compare(self, *, day: date = TODAY) -> None:
        time.sleep(TICK_S)
        assert everything(self.checked(day=day)) == everything(self.computed(day=day))


@pytest.fixture
def author(tmp_path: Path, renderer: Renderer) -> Author:
    """An author at the sample courses."""
    return Author(tmp_path, renderer)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders whose results were made instead of remembered."""
    names: list[str] = []
    real = folder_checks.FolderChecks._made

    def noted(self: Any, missing: Any, keys: Any) -> Any:
        names.extend(one for one in missing if one)
        return real(self, missing, keys)

    monkeypatch.setattr(folder_checks.FolderChecks, "_made", noted)
    return names


def test_what_nobody_touched_is_not_made_again(author: Author, made: list[str]) -> None:
    author.checked()
    assert sorted(made) == sorted((A, B, C))
    made.clear()
    author.checked()
    author.checked(day=date(2027, 12, 1))
    assert made == []


@pytest.mark.parametrize(
    ("path", "touched"),
    [
        (f"modules/{A}/01-loket.md", {A, B}),  # B links to it, and so does the bank's course
        (f"modules/{B}/01-loket.md", {B, C}),  # C draws a bank question that refers to it
        (f"quizzes/{C}/latihan.md", {C, B}),
        ("quizzes/bank/umum.md", {C, B}),
        (f"modules/{C}/gambar/alur.svg", {C, B}),
    ],
)
def test_a_change_touches_those_that_lead_to_it_and_no_others(
    path: str, touched: set[str], author: Author, made: list[str]
) -> None:
    author.checked()
    made.clear()
    file = author.folder / path
    file.write_text(file.read_text() + "\n<!-- lagi -->\n")
    author.checked()
    made_now = set(made)
    assert made_now == touched
    author.compare()


EDITS: dict[str, Callable[[Path], None]] = {}


def edit(run: Callable[[Path], None]) -> Callable[[Path], None]:
    """One of the things that an author may do to the folder."""
    EDITS[run.__name__] = run
    return run


def changed(path: Path, old: str, new: str) -> None:
    """Other words in a file, if it is there."""
    if path.is_file():
        path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))


def toggled(path: Path, one: str, other: str) -> None:
    """One of two words for the other one."""
    if path.is_file():
        pair = (one, other) if one.encode() in path.read_bytes() else (other, one)
        changed(path, *pair)


@edit
def other_words(folder: Path) -> None:
    changed(folder / f"modules/{A}/01-loket.md", "nomor", "nomor baru")


@edit
def as_many_bytes_and_the_old_time(folder: Path) -> None:
    path = folder / f"modules/{A}/01-loket.md"
    if path.is_file():
        before = path.stat()
        toggled(path, "salam", "malas")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@edit
def another_heading_code(folder: Path) -> None:
    toggled(folder / f"modules/{A}/01-loket.md", "{#menyapa}", "{#sapa}")


@edit
def a_broken_course_file(folder: Path) -> None:
    path = folder / f"modules/{B}/course.md"
    data = path.read_bytes() if path.is_file() else b"---\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\xff\xfe" if data != b"\xff\xfe" else sample()[f"modules/{B}/course.md"].encode())


@edit
def the_code_of_another(folder: Path) -> None:
    toggled(folder / f"modules/{B}/course.md", f"kode: {B}", f"kode: {A}")


@edit
def the_folder_name_of_another(folder: Path) -> None:
    toggled(folder / f"modules/{C}/course.md", f"kode: {C}", f"kode: {B}")


@edit
def a_draft(folder: Path) -> None:
    toggled(folder / f"modules/{A}/course.md", "status: terbit", "status: draf")


@edit
def a_circle(folder: Path) -> None:
    toggled(folder / f"modules/{A}/course.md", "status:", f"prasyarat: {C}, tiada\nstatus:")


@edit
def another_bank_question(folder: Path) -> None:
    toggled(folder / "quizzes/bank/umum.md", "Tembok", "Pintu")


@edit
def a_bank_that_leads_elsewhere(folder: Path) -> None:
    toggled(folder / "quizzes/bank/umum.md", f"{B}/loket", f"{A}/loket")


@edit
def no_bank(folder: Path) -> None:
    path = folder / "quizzes/bank/umum.md"
    if path.is_file():
        path.unlink()
    else:
        write_into(folder, {"quizzes/bank/umum.md": sample()["quizzes/bank/umum.md"]})


@edit
def a_picture(folder: Path) -> None:
    path = folder / f"modules/{B}/gambar/alur.svg"
    path.write_text(SVG if path.is_file() and path.read_text() != SVG else "<svg onload='x()'/>")


@edit
def no_picture(folder: Path) -> None:
    (folder / f"modules/{A}/gambar/alur.svg").unlink(missing_ok=True)


@edit
def another_folder(folder: Path) -> None:
    for root in ("modules", "quizzes"):
        here, there = folder / root / C, folder / root / "pindahan"
        if here.is_dir():
            here.rename(there)
        elif there.is_dir():
            there.rename(here)


@edit
def a_quiz_without_a_course(folder: Path) -> None:
    write_into(
        folder, {"quizzes/yatim/kuis.md": f"[x](../../modules/{A}/01-loket.md#antrean) [y](tiada.md)\n"}
    )


@edit
def a_link_inside_a_quote(folder: Path) -> None:
    link = f"Lihat [itu][d].\n>\n> [d]: ../../modules/{B}/01-loket.md#antrean\n"
    toggled(folder / f"quizzes/{A}/kuis-loket.md", "Nomor antrean.\n", link)


@edit
def a_link_to_what_is_not_there_yet(folder: Path) -> None:
    toggled(folder / f"modules/{A}/01-loket.md", "salam.", "salam. [Nanti](../pindahan/01-loket.md#antrean).")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=6))
def test_a_remembered_result_is_the_computed_one_whatever_an_author_does(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch, names: list[str]
) -> None:
    # So short that stamps are trusted here at all, and longer than one tick of the file system's clock.
    monkeypatch.setattr(working_files, "YOUNG_NS", int(TICK_S / 2 * 1e9))
    with tempfile.TemporaryDirectory() as folder:
        author = Author(Path(folder), renderer)
        author.compare()
        for name in names:
            EDITS[name](author.folder)
            author.compare()
            author.compare(day=date(2027, 12, 1))


def test_a_link_that_shows_only_in_the_rendered_text_is_followed_and_watched(author: Author) -> None:
    write_into(author.folder, course_files("lepas"))
    author.checked()
    quiz = author.folder / f"quizzes/{A}/kuis-loket.md"
    link = "Lihat [itu][d].\n>\n> [d]: ../../modules/lepas/01-loket.md#antrean\n"
    changed(quiz, "Nomor antrean.\n", link)
    author.compare()
    changed(author.folder / "modules/lepas/01-loket.md", "{#antrean}", "{#baris}")
    author.compare()


def test_the_courses_of_the_house_are_remembered_as_they_are(renderer: Renderer, tmp_path: Path) -> None:
    folders = {"modules_dir": PROJECT_ROOT / "modules", "quizzes_dir": PROJECT_ROOT / "quizzes"}
    first = Settings(instance=tmp_path / "a", **folders)
    first.instance.mkdir()
    computed = everything(check_content(first, today=TODAY, renderer=renderer, wants_objects=False))
    assert everything(check_content(first, today=TODAY, renderer=renderer, wants_objects=False)) == computed


def test_a_part_of_the_folders_is_checked_as_all_of_them(author: Author) -> None:
    files = working_files.WorkingFiles(author.folder / "modules", author.folder / "quizzes", {}, 0)
    documents = {path: (author.folder / path).read_bytes() for path in files.documents}
    sizes = {path: one.size for path, one in files.attachments.items()}
    whole = content_tree.assemble(content_tree.TreeFiles(documents=documents, attachments=sizes), today=TODAY)
    found = author.computed()
    assert {one.code for one in found.courses} == whole.courses.keys()
    for one in found.courses:
        assert one.reading == whole.courses[one.code]


def rows(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """What is remembered."""
    with closing(sqlite3.connect(settings.published_folder / "cache" / "courses.sqlite")) as connection:
        yield from connection.execute("SELECT key, result FROM kept").fetchall()


@pytest.mark.parametrize("kind", ["result", "face", "seen"])
def test_a_damaged_row_is_made_anew(kind: str, author: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working_files, "YOUNG_NS", 0)
    author.checked()
    path = author.remembering.published_folder / "cache" / "courses.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        spoilt = [
            (row.replace(b"loket", b"kolet"), key)
            for key, row in rows(author.remembering)
            if key.startswith(kind)
        ]
        assert spoilt
        connection.executemany("UPDATE kept SET result = ? WHERE key = ?", spoilt)
    author.compare()


@pytest.mark.parametrize("data", [b"", b"bukan basis data" * 1_000, None])
def test_a_damaged_file_is_thrown_away_and_made_anew(data: bytes | None, author: Author) -> None:
    author.checked()
    path = author.remembering.published_folder / "cache" / "courses.sqlite"
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\x00" * 8192 if data is None else data)
    author.compare()
    author.checked()
    assert list(rows(author.remembering))


def test_a_new_program_believes_nothing_of_the_old_one(
    author: Author, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    author.checked()
    made.clear()
    monkeypatch.setattr("elearn.publishing.folder_keys.program_version", lambda: "another")
    author.checked()
    assert sorted(made) == sorted((A, B, C))


def test_another_pace_gives_other_minutes(author: Author) -> None:
    author.checked()
    author.remembering = replace(author.remembering, words_per_minute=10)
    author.forgetting = replace(author.forgetting, words_per_minute=10)
    author.compare()


def test_a_file_that_was_saved_a_moment_ago_is_read_again(author: Author) -> None:
    old = author.folder / f"modules/{A}/01-loket.md"
    young = working_files.WorkingFiles(
        author.folder / "modules", author.folder / "quizzes", {}, time.time_ns()
    )
    assert young.seen == {}
    later = time.time_ns() + working_files.YOUNG_NS
    known = working_files.WorkingFiles(author.folder / "modules", author.folder / "quizzes", {}, later)
    assert len(known.seen) == len(known.documents) + len(known.attachments)
    assert known.documents[f"modules/{A}/01-loket.md"] == sha256_of(old.read_bytes())


def test_what_changes_while_it_is_read_is_not_remembered(
    author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working_files, "YOUNG_NS", 0)
    author.checked()
    path = author.folder / f"modules/{A}/01-loket.md"
    changed(path, "salam", "senyum")
    real = working_tree.read_folder

    def saved_meanwhile(files: Any, name: str, **more: Any) -> Any:
        changed(path, "senyum", "sapaan")
        changed(author.folder / f"modules/{B}/gambar/alur.svg", "Alur", "Jalan")
        return real(files, name, **more)

    monkeypatch.setattr(working_tree, "read_folder", saved_meanwhile)
    author.checked()
    monkeypatch.undo()
    author.compare()


def test_what_a_busy_machine_refused_is_tried_again(author: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_slow(*_: object) -> None:
        raise MarkupRefused("time")

    monkeypatch.setattr(Renderer, "run", too_slow)
    assert "K-602" in {one.rule for one in author.checked().all_problems}
    monkeypatch.undo()
    author.compare()


def test_a_check_outside_an_installation_leaves_nothing_behind(author: Author) -> None:
    shutil.rmtree(author.remembering.instance)
    author.checked()
    assert not author.remembering.instance.exists()
