"""The two folders on disk, with everything that people and machines leave in them."""

from datetime import date
from pathlib import Path

import pytest

from elearn.content.folders import on_disk, read_tree
from elearn.content.summary import quiz_summary, tree_summary
from elearn.content.text import Limits

COURSE = "---\njudul: SPBE\n---\n\n## Mengapa ini penting\n\nUntuk warga.\n"
MODULE = "---\njudul: Dasar\n---\n\n## Pengantar {#pengantar}\n\nTeks ![Alur](gambar/alur%20izin.svg)\n"


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """A modules folder with one sound course."""
    folder = tmp_path / "modules" / "spbe"
    (folder / "gambar").mkdir(parents=True)
    (folder / "course.md").write_text(COURSE)
    (folder / "01-dasar.md").write_text(MODULE)
    (folder / "gambar" / "alur izin.svg").write_text("<svg/>")
    return tmp_path / "modules"


def rules(modules: Path, limits: Limits | None = None) -> list[str]:
    """The rules that the folder breaks."""
    tree = read_tree(modules, modules.parent / "quizzes", limits=limits or Limits())
    return [problem.rule for problem in tree.all_problems]


def test_a_sound_folder_reads_without_a_problem(modules: Path):
    tree = read_tree(modules, modules.parent / "quizzes", today=date(2026, 1, 1))

    assert tree.all_problems == ()
    assert tree.courses["spbe"].course is not None
    assert tree_summary(tree)["sections"] == 1


def test_hidden_files_backups_and_other_files_are_left_alone(modules: Path):
    for name in (".rahasia.md", "01-dasar.md~", "catatan.txt", ".env"):
        (modules / "spbe" / name).write_text("rahasia")
    (modules / ".git").mkdir()
    (modules / ".git" / "x.md").write_text("x")

    assert rules(modules) == []


def test_a_symbolic_link_is_told_and_not_followed(modules: Path, tmp_path: Path):
    (tmp_path / "rahasia.md").write_text("---\njudul: Rahasia\n---\n")
    (modules / "spbe" / "02-rahasia.md").symlink_to(tmp_path / "rahasia.md")
    (modules / "putaran").symlink_to(modules)

    assert rules(modules) == ["K-425", "K-425"]


def test_names_that_differ_only_in_case_are_told(modules: Path):
    (modules / "spbe" / "01-Dasar.md").write_text(MODULE)

    assert rules(modules) == ["K-426"]


def test_a_file_that_is_too_large_is_refused_without_being_read_whole(modules: Path):
    (modules / "spbe" / "02-besar.md").write_bytes(b"a" * 5000)

    assert rules(modules, Limits(file_bytes=1000)) == ["K-401"]


def test_a_folder_named_like_a_file_is_no_file(modules: Path):
    (modules / "spbe" / "03-folder.md").mkdir()

    assert rules(modules) == []


def test_a_document_that_is_not_read_is_told(modules: Path):
    for name in ("spbe/bab/02-lanjut.md", "catatan.md", "README.md", "spbe/gambar/readme.md"):
        (modules / name).parent.mkdir(exist_ok=True)
        (modules / name).write_text(MODULE)
    tree = read_tree(modules, modules.parent / "quizzes")

    assert [(one.rule, one.place.path) for one in tree.all_problems] == [
        ("K-434", "modules/catatan.md"),
        ("K-434", "modules/spbe/bab/02-lanjut.md"),
    ]
    assert tree.courses["spbe"].course is not None


def test_a_vanished_modules_folder_is_no_empty_one(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        read_tree(tmp_path / "modules", tmp_path / "quizzes")


def test_a_path_of_the_tree_is_found_on_disk_and_nothing_else(tmp_path: Path):
    assert on_disk("modules/a/b.md", tmp_path / "m", tmp_path / "q") == tmp_path / "m" / "a" / "b.md"
    assert on_disk("quizzes/a/b.md", tmp_path / "m", tmp_path / "q") == tmp_path / "q" / "a" / "b.md"
    for path in ("modules/../x", "lain/a", "modules/"):
        with pytest.raises(ValueError, match=r".*"):
            on_disk(path, tmp_path, tmp_path)


def test_the_courses_of_the_repository_have_no_problem():
    root = Path(__file__).resolve().parents[2]
    tree = read_tree(root / "modules", root / "quizzes")

    assert [problem for problem in tree.all_problems if problem.is_error] == []
    for reading in tree.courses.values():
        for quiz in reading.quizzes.values():
            assert quiz_summary(quiz).written().startswith("Ringkasan: ")
