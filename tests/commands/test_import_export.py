"""`elearn import` and `elearn export` as a trainer calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn.commands import cli
from elearn.content.quiz_files import read_quiz

SAMPLES = Path(__file__).parent.parent / "exchange" / "samples"


@pytest.fixture
def quizzes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of quizzes with one course in it."""
    folder = tmp_path / "quizzes"
    (folder / "kearsipan").mkdir(parents=True)
    monkeypatch.setenv("ELEARN_QUIZZES_DIR", str(folder))
    monkeypatch.setenv("ELEARN_INSTANCE", str(tmp_path / "instance"))
    return folder


def called(*arguments: str | Path) -> Result:
    """What the command line answers; an expected failure is raised as the sentence it is."""
    return CliRunner().invoke(cli, [str(one) for one in arguments])


def test_a_file_comes_in_with_its_pictures_and_a_report(quizzes: Path):
    into = quizzes / "kearsipan" / "kuis-arsip.md"
    result = called("import", SAMPLES / "lengkap.xml", "--into", into, "--json")

    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert (report["imported"], report["refused"]) == (9, 3)
    assert set(report["items"][0]) == {"line", "id", "title", "kind", "verdict", "reason"}
    assert read_quiz(into.read_bytes(), "kuis-arsip.md")[0] is not None
    assert [path.name for path in (into.parent / "gambar").iterdir()] == ["alur-surat-30105a27.png"]
    assert called("check", into).exit_code == 0


def test_the_second_time_changes_no_byte(quizzes: Path):
    into = quizzes / "kearsipan" / "kuis.md"
    called("import", SAMPLES / "lengkap.gift", "--into", into)
    before = into.read_bytes()

    result = called("import", SAMPLES / "lengkap.gift", "--into", into)

    assert result.exit_code == 0
    assert into.read_bytes() == before


def test_nothing_that_came_in_is_told_by_the_exit_status(quizzes: Path, tmp_path: Path):
    source = tmp_path / "petunjuk.gift"
    source.write_text("Bacalah dahulu.", encoding="utf-8")
    result = called("import", source, "--into", quizzes / "kearsipan" / "kuis.md")

    assert result.exit_code == 1
    assert "hanya teks tanpa jawaban" in result.stdout
    assert not (quizzes / "kearsipan" / "kuis.md").exists()


@pytest.mark.parametrize("name", ["doctype.xml", "utf16.gift", "windows1252.gift", "tidak-ada.gift"])
def test_a_file_that_cannot_be_read_is_one_sentence(quizzes: Path, name: str):
    result = called("import", SAMPLES / name, "--into", quizzes / "kearsipan" / "kuis.md")

    assert type(result.exception).__name__ == "ImportRefused"
    assert str(result.exception)
    assert list((quizzes / "kearsipan").iterdir()) == []


def test_a_quiz_goes_out_and_its_losses_are_told(quizzes: Path, tmp_path: Path):
    into = quizzes / "kearsipan" / "kuis-arsip.md"
    called("import", SAMPLES / "lengkap.gift", "--into", into)
    out = tmp_path / "keluar.gift"

    result = called("export", "kearsipan/kuis-arsip", "--format", "gift", "--output", out)

    assert result.exit_code == 0
    assert "soal ditulis" in result.stderr
    assert "Surat masuk dicatat di mana?" in out.read_text(encoding="utf-8")


def test_a_quiz_that_is_not_there_is_one_sentence(quizzes: Path):
    result = called("export", "kearsipan/tidak-ada", "--format", "csv")

    assert type(result.exception).__name__ == "ExportRefused"


def test_a_picture_outside_the_course_does_not_go_out(quizzes: Path, tmp_path: Path):
    (tmp_path / "rahasia.png").write_bytes(b"\x89PNG rahasia")
    quiz = "---\njudul: K\n---\n\n## Apa ![x](../../rahasia.png)?\nKode: a\n\n- [x] b\n- [ ] c\n"
    (quizzes / "kearsipan" / "k.md").write_text(quiz, encoding="utf-8")

    result = called("export", "kearsipan/k", "--format", "moodle-xml")

    assert result.exit_code == 0
    assert "base64" not in result.stdout


@pytest.mark.parametrize(("name", "beginning"), [("a.pdf", b"%PDF-"), ("a.html", b"<!DOCTYPE html>")])
def test_an_exam_is_printed_with_its_key(quizzes: Path, tmp_path: Path, name: str, beginning: bytes):
    called("import", SAMPLES / "lengkap.gift", "--into", quizzes / "kearsipan" / "kuis-arsip.md")
    out = tmp_path / name

    result = called("export", "kearsipan/kuis-arsip", "--format", "print", "--seed", "1", "--output", out)

    assert result.exit_code == 0, result.stderr
    assert out.read_bytes().startswith(beginning)
    assert "22 soal ditulis, 0 tidak." in result.stderr


def test_a_picture_outside_the_course_is_not_printed(quizzes: Path, tmp_path: Path):
    (tmp_path / "rahasia.png").write_bytes(b"\x89PNG rahasia")
    quiz = "---\njudul: K\n---\n\n## Apa ![x](../../rahasia.png)?\nKode: a\n\n- [x] b\n- [ ] c\n"
    (quizzes / "kearsipan" / "k.md").write_text(quiz, encoding="utf-8")

    assert "base64" not in called("export", "kearsipan/k", "--format", "print").stdout


def test_a_quiz_goes_out_as_a_package_and_comes_in_again(quizzes: Path, tmp_path: Path):
    into = quizzes / "kearsipan" / "kuis-arsip.md"
    called("import", SAMPLES / "qti" / "canvas.xml", "--into", into)
    package = tmp_path / "kuis.zip"

    sent = called("export", "kearsipan/kuis-arsip", "--format", "qti", "--output", package)
    back = called("import", package, "--into", quizzes / "kearsipan" / "lagi.md")

    assert (sent.exit_code, back.exit_code) == (0, 0)
    assert package.read_bytes().startswith(b"PK")
    assert "9 soal masuk, 0 tidak" in back.output
    assert "(ambil" not in back.output
