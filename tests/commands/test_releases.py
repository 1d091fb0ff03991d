"""`elearn releases`, `diff`, `rollback`: an author sees what changed and can take it back."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from elearn.commands import cli
from tests.publishing.samples import course_files

MODULE = "modules/loket-ramah/01-loket.md"


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


@pytest.fixture
def two_releases(tmp_path, monkeypatch):
    """An installation where a course was published, and again with one sentence changed."""
    monkeypatch.setenv("ELEARN_MODULES_DIR", str(tmp_path / "modules"))
    monkeypatch.setenv("ELEARN_QUIZZES_DIR", str(tmp_path / "quizzes"))
    monkeypatch.setenv("ELEARN_INSTANCE", str(tmp_path / "instance"))
    files = course_files()
    for sentence in ("Pelayanan dimulai", "Layanan dimulai"):
        for name, text in {**files, MODULE: files[MODULE].replace("Pelayanan dimulai", sentence)}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        published = run("publish", "--note", sentence)
        assert published.exit_code == 0, published.output


def test_the_changed_section_is_named_and_its_lines_on_request(two_releases):
    told = run("diff")
    assert told.exit_code == 0, told.output
    assert "Dari rilis 1 ke rilis 2" in told.output
    assert 'bagian "Menyapa" (loket/menyapa): diubah isinya' in told.output
    assert "+Layanan dimulai" not in told.output
    assert "+Layanan dimulai" in run("diff", "1", "2", "--text").output
    (course,) = json.loads(run("diff", "1", "--json").output)["courses"]
    assert course["things"][0]["changes"] == ["rewritten"]


def test_going_back_and_looking_again(two_releases):
    assert "Rilis 3 berlaku, dengan isi rilis 1." in run("rollback", "1").output
    listed = run("releases").output.splitlines()
    assert listed[0].split()[0] == "3"
    assert "berlaku" in listed[0]
    assert "Tidak ada yang berubah." in run("diff", "1", "3").output


def test_a_release_that_is_not_there_is_refused_with_a_sentence(two_releases):
    refused = run("rollback", "9")
    assert refused.exit_code != 0
    assert "Tidak ada rilis 9." in str(refused.exception)


def test_cleaning_up_tells_what_it_would_remove(two_releases):
    assert "0 objek dapat dibuang" in run("releases", "--prune", "--dry-run").output


def test_without_two_releases_there_is_nothing_to_compare(tmp_path, monkeypatch):
    monkeypatch.setenv("ELEARN_INSTANCE", str(tmp_path / "instance"))
    assert "Belum ada dua rilis" in str(run("diff").exception)
