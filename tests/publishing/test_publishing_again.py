"""Publishing with what was remembered: the same release as from nothing, and only what changed is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from elearn.config import Settings
from elearn.publishing.actions import PublishReport
from elearn.publishing.checking import check_content
from elearn.releases import objects, store
from elearn.releases.history import manifest_of
from elearn.releases.library import library, search
from elearn.releases.manifest import Manifest
from tests.publishing.samples import course_files

Write = Callable[[dict[str, str]], None]
Publish = Callable[..., PublishReport]
CODES = ("arsip-rapi", "loket-ramah", "surat-cepat")
MODULE = "modules/loket-ramah/01-loket.md"


def files() -> dict[str, str]:
    """Three courses."""
    return {name: text for code in CODES for name, text in course_files(code).items()}


def manifest(settings: Settings) -> Manifest:
    """The release in force."""
    in_force = store.find_in_force()
    assert in_force is not None
    return manifest_of(settings.published_folder, in_force.manifest_sha256)


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The objects that are put into the folder."""
    written: list[bytes] = []
    real = objects.put

    def noted(folder: Path, data: bytes) -> str:
        written.append(data)
        return real(folder, data)

    monkeypatch.setattr(objects, "put", noted)
    return written


def states(report: PublishReport) -> dict[str, str]:
    """What became of each course."""
    return {course.code: course.state for course in report.courses}


def test_one_changed_file_writes_its_own_course_and_no_other(
    write: Write, publish_now: Publish, put: list[bytes]
) -> None:
    write(files())
    publish_now()
    put.clear()
    write({MODULE: files()[MODULE].replace("salam", "pantun")})
    found = states(publish_now())
    assert found == {"arsip-rapi": "unchanged", "loket-ramah": "published", "surat-cepat": "unchanged"}
    assert any(b"pantun" in data for data in put)
    written = b"".join(put[:-1])  # the manifest names all courses
    assert b"loket-ramah" in written
    assert b"arsip-rapi" not in written
    assert [hit.course for hit in search("pantun")] == ["loket-ramah"]
    assert len({hit.course for hit in search("antrean")}) == len(CODES)


def test_the_release_is_the_one_that_a_new_installation_makes(
    settings: Settings, write: Write, publish_now: Publish, tmp_path: Path
) -> None:
    write(files())
    publish_now()
    write({MODULE: files()[MODULE].replace("salam", "pantun")})
    publish_now()
    other = replace(settings, instance=tmp_path / "lain")
    other.instance.mkdir()
    lines = {line.code: line for line in manifest(settings).courses}
    for course in check_content(other).courses:
        assert course.compiled is not None
        assert not course.compiled.is_stored
        line = lines[course.code]
        assert (line.version, line.index_sha256) == (course.compiled.version, course.compiled.index_sha256)


@pytest.mark.parametrize("which", ["body", "index", "quiz"])
def test_an_object_that_vanished_is_written_anew(
    which: str, settings: Settings, write: Write, publish_now: Publish
) -> None:
    write(files())
    publish_now()
    course = library().courses["arsip-rapi"]
    line = manifest(settings).line("arsip-rapi")
    assert line is not None
    names = {
        "body": course.modules[0].sections[0].body_sha256,
        "index": line.index_sha256,
        "quiz": course.quizzes["kuis-loket"].object_sha256,
    }
    objects.path_of(settings.published_folder, names[which]).unlink()
    assert set(states(publish_now()).values()) == {"unchanged"}
    assert objects.get(settings.published_folder, names[which])


def test_what_was_only_checked_can_be_published(
    settings: Settings, write: Write, publish_now: Publish
) -> None:
    write(files())
    check_content(settings, wants_objects=False)
    assert set(states(publish_now()).values()) == {"published"}
    assert library().courses.keys() == set(CODES)


def test_going_back_and_publishing_again_gives_the_new_version_again(
    app: Flask, settings: Settings, write: Write, publish_now: Publish
) -> None:
    write(files())
    publish_now()
    write({MODULE: files()[MODULE].replace("salam", "pantun")})
    publish_now()
    new = manifest(settings)
    write(files())
    publish_now()
    write({MODULE: files()[MODULE].replace("salam", "pantun")})
    report = publish_now()
    assert manifest(settings) == new
    assert states(report)["loket-ramah"] == "published"
    (impact,) = report.impacts
    assert impact.change.course == "loket-ramah"


def test_a_draft_that_goes_live_is_written_whole(
    settings: Settings, write: Write, publish_now: Publish
) -> None:
    draft = course_files("arsip-rapi", status="draf")
    write(draft)
    assert states(publish_now()) == {"arsip-rapi": "draft"}
    assert states(publish_now()) == {"arsip-rapi": "draft"}
    write(course_files("arsip-rapi"))
    assert states(publish_now()) == {"arsip-rapi": "published"}
    assert library().courses.keys() == {"arsip-rapi"}
