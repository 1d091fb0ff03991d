"""The library: one release at a time, noticed soon, kept when the next one cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from elearn.config import Settings
from elearn.database import db
from elearn.releases import library as library_room
from elearn.releases import objects, store
from elearn.releases.library import Library, body, find_course, library, search
from tests.publishing.samples import course_files

PublishFiles = Callable[[dict[str, str]], Any]


def test_an_empty_installation_has_an_empty_library(app: Flask) -> None:
    assert library() == Library(number=0)
    assert find_course("loket-ramah") is None
    assert search("salam") == ()


def test_a_new_release_takes_the_place_of_the_old(publish_files: PublishFiles) -> None:
    publish_files(course_files())
    first = library()
    publish_files({name: text.replace("salam", "senyum") for name, text in course_files().items()})
    assert (first.number, library().number) == (1, 2)
    # Who holds the old one can read it to the end.
    assert "salam" in body(first.courses["loket-ramah"].modules[0].sections[0].body_sha256)
    assert "senyum" in body(library().courses["loket-ramah"].modules[0].sections[0].body_sha256)


def test_the_search_belongs_to_the_release(publish_files: PublishFiles) -> None:
    publish_files(course_files())
    assert [hit.section for hit in search("salam")] == ["menyapa"]
    publish_files({name: text.replace("salam", "senyuman") for name, text in course_files().items()})
    assert search("salam") == ()
    assert next(hit.section for hit in search("senyuman")) == "menyapa"


def test_it_asks_the_database_at_most_twice_a_second(app: Flask, publish_files: PublishFiles) -> None:
    publish_files(course_files())
    library()
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *parts: statements.append(parts[2]))
    for _ in range(200):
        library()
    assert len(statements) <= 2


def test_a_release_that_cannot_be_read_leaves_the_old_one(
    settings: Settings, publish_files: PublishFiles, caplog: pytest.LogCaptureFixture
) -> None:
    publish_files(course_files())
    assert library().number == 1
    publish_files({name: text.replace("salam", "senyum") for name, text in course_files().items()})
    in_force = store.find_in_force()
    assert in_force is not None
    objects.path_of(settings.published_folder, in_force.manifest_sha256).unlink()
    library_room.look_again()
    assert library().number == 1
    assert "cannot be read" in caplog.text


def test_a_database_that_is_gone_leaves_the_old_one(
    publish_files: PublishFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_files(course_files())
    library()

    def gone() -> None:
        raise OSError("gone")

    monkeypatch.setattr(store, "find_in_force", gone)
    library_room.look_again()
    assert library().number == 1


def test_a_course_that_did_not_change_is_the_same_object(publish_files: PublishFiles) -> None:
    publish_files(course_files() | course_files("arsip-rapi"))
    before = library()
    publish_files({name: text.replace("salam", "senyum") for name, text in course_files().items()})
    assert library().courses["arsip-rapi"] is before.courses["arsip-rapi"]
    assert library().courses["loket-ramah"] is not before.courses["loket-ramah"]
