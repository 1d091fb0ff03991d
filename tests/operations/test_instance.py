"""The instance folder: an installation is never silently replaced, and every refusal names its path."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from flask import Flask

from elearn.config import Settings
from elearn.database import db
from elearn.operations import instance, preparing, schema
from elearn.operations.instance import InstanceError, InstanceState


@pytest.fixture
def folder(tmp_path: Path) -> Settings:
    """Settings of a folder that nobody has used."""
    return Settings(instance=tmp_path / "new" / "folder")


def make_database(settings: Settings) -> Path:
    settings.instance.mkdir(parents=True, exist_ok=True)
    path = settings.instance / "elearn.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE something (id INTEGER)")
    connection.close()
    return path


def test_a_new_folder_is_made_and_fresh(folder: Settings) -> None:
    assert instance.inspect(folder) is InstanceState.FRESH
    assert folder.instance.is_dir()


def test_a_readme_does_not_make_a_folder_used(folder: Settings) -> None:
    folder.instance.mkdir(parents=True)
    (folder.instance / "README.md").write_text("penjelasan", encoding="utf-8")
    assert instance.inspect(folder) is InstanceState.FRESH


def test_marker_and_database_together_are_an_installation(folder: Settings) -> None:
    make_database(folder)
    instance.mark(folder)
    assert instance.inspect(folder) is InstanceState.PREPARED


def test_a_database_without_marker_is_a_start_that_was_cut_off(folder: Settings) -> None:
    make_database(folder)
    assert instance.inspect(folder) is InstanceState.UNFINISHED


def test_a_missing_database_beside_a_marker_is_an_error_and_no_new_one_appears(folder: Settings) -> None:
    path = make_database(folder)
    instance.mark(folder)
    path.unlink()
    with pytest.raises(InstanceError) as refusal:
        instance.inspect(folder)
    assert str(path) in str(refusal.value)
    assert "cadangan" in str(refusal.value)
    assert not path.exists()


@pytest.mark.parametrize("content", [b"", b"\x00" * 4096, bytes(range(256)) * 20, b"SQLite format 2\x00"])
def test_a_file_that_is_no_database_is_refused_and_left_alone(folder: Settings, content: bytes) -> None:
    path = make_database(folder)
    path.write_bytes(content)
    for marked in (False, True):
        if marked:
            instance.mark(folder)
        with pytest.raises(InstanceError) as refusal:
            instance.inspect(folder)
        assert str(path) in str(refusal.value)
    assert path.read_bytes() == content


def test_a_database_that_is_a_folder_is_refused(folder: Settings) -> None:
    (folder.instance / "elearn.sqlite").mkdir(parents=True)
    with pytest.raises(InstanceError, match=r"elearn\.sqlite"):
        instance.inspect(folder)


def test_a_database_that_cannot_be_written_is_refused(
    folder: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_database(folder)
    plain_open = Path.open

    def refusing_open(self: Path, mode: str = "r", *args: object, **kwargs: object) -> object:
        # Root may write anywhere: permission bits would prove nothing here.
        if self == path and "+" in mode:
            raise PermissionError(13, "Permission denied")
        return plain_open(self, mode, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refusing_open)
    with pytest.raises(InstanceError, match=str(path)):
        instance.inspect(folder)


def test_a_folder_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InstanceError, match="tidak dapat ditulis"):
        instance.inspect(Settings(instance=tmp_path / "file" / "below"))


def test_a_database_torn_after_its_head_is_one_sentence(app: Flask, settings: Settings) -> None:
    db.session.remove()
    db.engine.dispose()
    path = settings.instance / "elearn.sqlite"
    path.write_bytes(path.read_bytes()[:16] + b"\xff" * 8192)
    for rest in settings.instance.glob("elearn.sqlite-*"):
        rest.unlink()
    with pytest.raises(InstanceError, match="tidak terbaca"):
        schema.current_revision()


def test_an_empty_database_beside_a_marker_is_refused(app: Flask, settings: Settings) -> None:
    db.drop_all()
    instance.mark(settings)
    with pytest.raises(InstanceError, match="kosong"):
        preparing.is_ready(settings)
