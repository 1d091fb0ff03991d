"""`elearn check`: what it prints, what it writes, and how it exits."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn.commands import check as check_command
from elearn.commands.check import command
from elearn.config import PROJECT_ROOT, Settings
from tests.publishing.samples import course_files

Write = Callable[[dict[str, str]], None]
Check = Callable[..., Result]


@pytest.fixture
def check(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Check:
    """check(*arguments): the command, in the folder of the test installation."""
    monkeypatch.chdir(settings.instance.parent)
    monkeypatch.setenv("ELEARN_MODULES_DIR", str(settings.modules_dir))
    monkeypatch.setenv("ELEARN_QUIZZES_DIR", str(settings.quizzes_dir))
    monkeypatch.setenv("ELEARN_INSTANCE", str(settings.instance))

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(command, [str(one) for one in arguments])

    return run


def test_sound_files_are_passed_without_a_word(check: Check, write: Write) -> None:
    write(course_files())
    result = check()
    assert (result.exit_code, result.stdout) == (0, "")


def test_an_error_is_a_line_an_editor_can_jump_to(check: Check, write: Write) -> None:
    files = course_files()
    files["quizzes/loket-ramah/kuis-loket.md"] = files["quizzes/loket-ramah/kuis-loket.md"].replace(
        "[x]", "[ ]"
    )
    write(files)
    result = check()
    assert result.exit_code == 1
    assert result.stdout.startswith("quizzes/loket-ramah/kuis-loket.md:9:")
    assert " error K-101 " in result.stdout
    assert "\n  hint: " in result.stdout


def test_a_warning_does_not_fail(check: Check, write: Write) -> None:
    files = course_files()
    name = "modules/loket-ramah/01-loket.md"
    files[name] = files[name].replace("![Alur di loket]", "![]")
    write(files)
    result = check()
    assert result.exit_code == 0
    assert " warning K-450 " in result.stdout


def test_json_has_the_problems_and_what_was_understood(check: Check, write: Write) -> None:
    files = course_files()
    files["modules/loket-ramah/01-loket.md"] += "\nRumus $\\frac{$.\n"
    write(files)
    result = check("--json")
    data = json.loads(result.stdout)
    assert result.exit_code == 1
    assert set(data["problems"][0]) == {"path", "line", "column", "level", "rule", "message", "hint"}
    assert (data["problems"][0]["level"], data["problems"][0]["rule"]) == ("error", "K-601")
    assert data["summary"]["errors"] == 1
    assert data["summary"]["courses"][0]["kode"] == "loket-ramah"
    assert data["summary"]["courses"][0]["sections"] == []
    assert {quiz["kode"] for quiz in data["summary"]["quizzes"]} == {"latihan", "kuis-loket"}


def test_at_a_terminal_an_author_reads_how_long_his_course_takes(
    check: Check, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(course_files())
    (course,) = json.loads(check("--json").stdout)["summary"]["courses"]
    monkeypatch.setattr(check_command, "_print_lines", check_command._print_framed)
    said = f"Ringkasan: 1 modul, {course['minutes']} menit membaca di luar kuis, 1 JP."
    assert said in check().stdout


def test_tools_get_the_weight_of_every_section(check: Check, write: Write) -> None:
    write(course_files())
    sections = json.loads(check("--json").output)["summary"]["courses"][0]["sections"]
    assert [(one["module"], one["section"]) for one in sections] == [
        ("loket", "menyapa"),
        ("loket", "antrean"),
    ]
    assert all(100 < one["bytes"] < 5_000 for one in sections)


def test_all_problems_of_all_files_come_at_once(check: Check, write: Write) -> None:
    files = course_files() | course_files("arsip-rapi")
    broken = {
        "modules/loket-ramah/01-loket.md": "\n![x](gambar/tidak-ada.svg)\n\n$\\frac{$\n",
        "quizzes/arsip-rapi/kuis-loket.md": "\n## Kosong?\n\n- [ ] a\n- [ ] b\n",
        "modules/arsip-rapi/course.md": "\n[mati](02-tidak-ada.md)\n",
    }
    write({name: text + broken.get(name, "") for name, text in files.items()})
    rules = {problem["rule"] for problem in json.loads(check("--json").stdout)["problems"]}
    assert {"K-420", "K-601", "K-101", "K-423"} <= rules


def test_a_wrong_picture_is_told_at_its_file(check: Check, write: Write) -> None:
    for content, rule in (
        ("<svg viewBox='0 0 1 1'><script>1</script></svg>", "K-606"),
        ("bukan gambar", "K-605"),
        ("\x89PNG", "K-605"),
    ):
        write(course_files() | {"modules/loket-ramah/gambar/alur.svg": content})
        problems = json.loads(check("--json").stdout)["problems"]
        assert [(one["rule"], one["path"]) for one in problems if one["rule"].startswith("K-60")] == [
            (rule, "modules/loket-ramah/gambar/alur.svg")
        ]


def test_one_course_may_be_checked_with_its_quizzes(check: Check, write: Write) -> None:
    files = course_files() | course_files("arsip-rapi")
    write({name: text.replace("[x]", "[ ]") for name, text in files.items()})
    paths = {one["path"] for one in json.loads(check("modules/arsip-rapi", "--json").stdout)["problems"]}
    assert paths == {"quizzes/arsip-rapi/kuis-loket.md", "quizzes/arsip-rapi/latihan.md"}


def test_a_file_outside_a_course_is_checked_by_itself_and_that_is_said(
    check: Check, write: Write, tmp_path: Path
) -> None:
    quiz = tmp_path / "unduhan" / "soal.md"
    quiz.parent.mkdir()
    text = course_files()["quizzes/loket-ramah/kuis-loket.md"]
    quiz.write_text(text)
    sound = check(quiz)
    assert (sound.exit_code, sound.stdout) == (0, "")
    assert "diperiksa sendiri" in sound.stderr
    quiz.write_text(text.replace("[x]", "[v]"))
    broken = check(quiz)
    assert broken.exit_code == 1
    assert broken.stdout.startswith(f"{quiz}:9:")
    quiz.write_text(text.replace("Nomor *antrean*", "$\\frac{$"))
    assert "K-601" in check(quiz).stdout


def test_a_module_outside_a_course_is_known_by_its_keys(check: Check, tmp_path: Path) -> None:
    module = tmp_path / "materi.md"
    module.write_text(course_files()["modules/loket-ramah/01-loket.md"] + "\n[a](javascript:1)\n")
    result = check(module, "--json")
    assert {one["rule"] for one in json.loads(result.stdout)["problems"]} == {"K-430"}


def test_fix_writes_the_sure_mends_and_nothing_twice(check: Check, write: Write, settings: Settings) -> None:
    files = course_files()
    name = "quizzes/loket-ramah/kuis-loket.md"
    files[name] = files[name].replace("Kode: loket-01 | ", "").replace("- [x]", "* [X]")
    module = "modules/loket-ramah/01-loket.md"
    files[module] = files[module].replace(" {#antrean}", "").replace("\n", "\r\n")
    write(files)
    first = check("--fix")
    assert first.exit_code == 0
    assert "Diperbaiki: " in first.stderr
    after = (settings.instance.parent / name).read_text()
    assert "Kode: " in after.split("## Apa yang diambil")[1].split("Rujukan")[0]
    fixed = (settings.instance.parent / module).read_bytes()
    assert b"## Antrean {#antrean}\r\n" in fixed
    assert b"\r\n" in fixed and b"\n\n" not in fixed
    again = check("--fix")
    assert "Diperbaiki" not in again.stderr


def test_the_content_of_another_checkout_is_checked_as_a_whole(check: Check, tmp_path: Path) -> None:
    for name, text in course_files("lain").items():
        path = tmp_path / "lain" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("#antrean\n", "#tidak-ada\n"))
    problems = json.loads(check(tmp_path / "lain", "--json").stdout)["problems"]
    assert {problem["rule"] for problem in problems if problem["level"] == "error"} == {"K-501"}
    assert problems[0]["path"] == "lain/quizzes/lain/kuis-loket.md"


def test_a_path_that_is_not_there_is_one_sentence(check: Check) -> None:
    result = check("tidak-ada.md")
    assert "tidak-ada.md tidak dapat dibaca" in str(result.exception)


def test_checking_makes_no_instance_folder(check: Check, write: Write, settings: Settings) -> None:
    write(course_files())
    settings.instance.rmdir()
    assert check().exit_code == 0
    assert not settings.instance.exists()


def test_the_courses_of_this_repository_have_no_problem(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELEARN_MODULES_DIR", str(PROJECT_ROOT / "modules"))
    monkeypatch.setenv("ELEARN_QUIZZES_DIR", str(PROJECT_ROOT / "quizzes"))
    result = check("--lines")
    assert (result.exit_code, result.stdout) == (0, "")
