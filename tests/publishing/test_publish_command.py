"""`elearn publish` and `elearn releases`: what they print and how they exit."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from elearn.commands import change_words, publish, releases
from elearn.config import Settings
from tests.publishing.samples import course_files

Write = Callable[[dict[str, str]], None]


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """run(command, *arguments): a command on the test installation, which it makes ready by itself."""
    for name, value in {
        "ELEARN_INSTANCE": settings.instance,
        "ELEARN_MODULES_DIR": settings.modules_dir,
        "ELEARN_QUIZZES_DIR": settings.quizzes_dir,
        "ELEARN_DATABASE_URL": settings.database_url,
    }.items():
        monkeypatch.setenv(name, str(value))
    return lambda command, *arguments: CliRunner().invoke(command, list(arguments))


def test_json_says_what_became_of_each_course(run: Callable[..., Result], write: Write) -> None:
    broken = {name: text.replace("[x]", "[ ]") for name, text in course_files("arsip-rapi").items()}
    write(course_files() | broken | course_files("rahasia", status="draf"))
    result = run(publish.command, "--json", "--note", "Pertama")
    data = json.loads(result.stdout)
    assert result.exit_code == 1
    assert data["release"] == 1
    assert [(course["kode"], course["state"]) for course in data["courses"]] == [
        ("arsip-rapi", "kept"),
        ("loket-ramah", "published"),
        ("rahasia", "draft"),
    ]
    assert data["courses"][0]["problems"] == 2
    assert data["courses"][0]["version"] == ""
    assert len(data["courses"][1]["version"]) == 64
    listed = json.loads(run(releases.command, "--json").stdout)["releases"]
    assert [(row["number"], row["note"], row["in_force"]) for row in listed] == [(1, "Pertama", True)]


def test_words_for_people(run: Callable[..., Result], write: Write) -> None:
    assert "Belum ada rilis" in run(releases.command).stdout
    write(course_files())
    first = run(publish.command)
    assert (first.exit_code, first.stdout) == (0, "loket-ramah: terbit\nRilis 1 berlaku.\n")
    again = run(publish.command)
    assert again.stdout == "loket-ramah: tidak berubah\nTidak ada rilis baru; rilis 1.\n"
    assert "berlaku" in run(releases.command).stdout


def test_a_course_that_is_not_there_is_one_sentence(run: Callable[..., Result], write: Write) -> None:
    write(course_files())
    result = run(publish.command, "tidak-ada")
    assert result.exit_code == 1
    assert "Tidak ada kursus berkode tidak-ada." in str(result.exception)


def test_a_dry_run_tells_the_people_it_would_touch_and_writes_nothing(
    run: Callable[..., Result], write: Write
) -> None:
    files = course_files()
    write(files)
    assert "perubahan" not in run(publish.command).stdout, "nobody knows the course yet"
    path = "modules/loket-ramah/01-loket.md"
    write({path: files[path].replace("nomor antrean", "karcis di mesin dekat pintu masuk")})

    told = run(publish.command, "--dry-run")
    assert told.exit_code == 0
    assert "loket-ramah: perubahan materi (dihitung)." in told.stdout
    assert '  bagian "Antrean" (loket/antrean): diubah isinya' in told.stdout
    assert "  0 orang sedang belajar, 0 orang sudah selesai." in told.stdout
    assert "rilis 1 tetap berlaku" in told.stdout

    data = json.loads(run(publish.command, "--json", "--change", "loket-ramah=ejaan").stdout)
    (impact,) = data["impact"]
    assert (impact["kode"], impact["change"], impact["by_author"]) == ("loket-ramah", "spelling", True)
    assert data["release"] == 2


@pytest.mark.parametrize("value", ["loket-ramah", "loket-ramah=besar", "=ejaan", "loket-ramah=content"])
def test_a_kind_of_change_that_cannot_be_read_is_refused_before_anything_is_done(
    run: Callable[..., Result], write: Write, value: str
) -> None:
    write(course_files())
    refused = run(publish.command, "--change", value)
    assert isinstance(refused.exception, change_words.ChangeOptionUnreadable)
    assert "ejaan, materi, wajib-ulang" in refused.exception.hint
    assert run(releases.command).stdout == "Belum ada rilis. Terbitkan dengan elearn publish.\n"
