"""Releases of the past: what differs, going back, and cleaning up what nobody names any more."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn import clock
from elearn.config import Settings
from elearn.publishing.actions import PublishReport
from elearn.publishing.going_back import NoSuchRelease, ReleaseCleanedUp, roll_back
from elearn.publishing.pruning import prune
from elearn.quiz import actions as quizzes
from elearn.quiz.actions import Started
from elearn.releases import history, objects, store
from elearn.releases.differences import Change, CourseDifference, Thing, _moved
from elearn.releases.library import body, find_course, library, released_quiz, search
from tests.publishing.samples import course_files

Write = Callable[[dict[str, str]], None]
Publish = Callable[..., PublishReport]
MODULE = "modules/loket-ramah/01-loket.md"
QUIZ = "quizzes/loket-ramah/kuis-loket.md"


def differences(settings: Settings, old: int, new: int) -> tuple[CourseDifference, ...]:
    rows = [store.find_release(number) for number in (old, new)]
    manifests = [history.manifest_of(settings.published_folder, row.manifest_sha256) for row in rows if row]
    return history.differences(settings.published_folder, *manifests)


def told(difference: CourseDifference) -> set[tuple[Thing, str, Change]]:
    return {(one.thing, one.code, change) for one in difference.things for change in one.changes}


def make_old(settings: Settings) -> None:
    """Let every object be two days old."""
    for path in (settings.published_folder / "objects").rglob("*"):
        if path.is_file():
            os.utime(path, (0, 0))


def test_each_changed_thing_is_told_once_by_its_kode(
    write: Write, publish_now: Publish, settings: Settings
) -> None:
    files = course_files()
    write(files)
    publish_now()
    changed = (
        files[MODULE]
        .replace("Pelayanan dimulai", "Layanan dimulai")
        .replace("## Antrean", "## Nomor antrean")
    )
    write({MODULE: changed, QUIZ: files[QUIZ].replace("judul: Kuis loket", "judul: Kuis loket\nlulus: 80%")})
    publish_now()

    (difference,) = differences(settings, 1, 2)

    assert told(difference) == {
        (Thing.SECTION, "menyapa", Change.REWRITTEN),
        (Thing.SECTION, "antrean", Change.RENAMED),
        (Thing.QUIZ, "kuis-loket", Change.SETTINGS),
    }
    assert difference.files == (MODULE, QUIZ)
    assert differences(settings, 2, 2) == ()


def test_a_new_course_is_told_as_one_thing_and_the_others_not_at_all(
    write: Write, publish_now: Publish, settings: Settings
) -> None:
    write(course_files())
    publish_now()
    write(course_files(code="arsip"))
    publish_now()

    (difference,) = differences(settings, 1, 2)
    assert difference.is_added
    assert told(difference) == {(Thing.COURSE, "arsip", Change.ADDED)}
    assert differences(settings, 2, 1)[0].is_removed


def test_the_changed_lines_of_the_files_are_shown(
    write: Write, publish_now: Publish, settings: Settings
) -> None:
    files = course_files()
    write(files)
    publish_now()
    write({MODULE: files[MODULE].replace("Pelayanan dimulai", "Layanan dimulai")})
    publish_now()
    folder = settings.published_folder
    lines = [
        history.manifest_of(folder, row.manifest_sha256).line("loket-ramah")
        for row in (store.find_release(1), store.find_release(2))
        if row
    ]

    (file,) = history.source_differences(folder, *lines)
    assert file.path == MODULE
    assert any(line.startswith("-Pelayanan dimulai") for line in file.lines)
    assert any(line.startswith("+Layanan dimulai") for line in file.lines)


@given(st.permutations("abcdefg"))
def test_what_stays_in_order_did_not_move(order: list[str]) -> None:
    old = list("abcdefg")
    moved = _moved(old, order)
    stays = [code for code in order if code not in moved]
    assert stays == sorted(stays)
    assert stays
    assert (moved == frozenset()) == (order == old)


def test_one_thing_put_elsewhere_is_the_only_one_that_moved() -> None:
    assert _moved(list("abcde"), list("bcdea")) == {"a"}


def test_going_back_brings_the_old_text_under_a_new_number(
    write: Write, publish_now: Publish, settings: Settings
) -> None:
    files = course_files()
    write(files)
    publish_now()
    write({MODULE: files[MODULE].replace("Pelayanan dimulai", "Layanan dimulai")})
    publish_now()

    assert roll_back(settings, 1, actor="penyusun") == 3

    section = library().courses["loket-ramah"].modules[0].sections[0]
    assert "Pelayanan dimulai" in body(section.body_sha256)
    row = store.find_release(3)
    assert row is not None and row.is_in_force
    assert row.note == "Kembali ke rilis 1"
    assert search("nomor antrean")


def test_a_release_that_never_was_cannot_come_back(
    write: Write, publish_now: Publish, settings: Settings
) -> None:
    write(course_files())
    publish_now()
    with pytest.raises(NoSuchRelease, match="rilis 7"):
        roll_back(settings, 7, actor="penyusun")


def publish_versions(write: Write, publish_now: Publish, count: int) -> None:
    """Publish the course again and again, each time with other words in one section and in the quiz."""
    files = course_files()
    for number in range(count):
        module = files[MODULE].replace("Pelayanan dimulai", f"Pelayanan ke-{number} dimulai")
        quiz = files[QUIZ].replace("judul: Kuis loket", f"judul: Kuis loket\nlulus: {60 + number}%")
        write({**files, MODULE: module, QUIZ: quiz})
        publish_now()


def test_cleaning_up_keeps_the_newest_releases_whole(
    write: Write, publish_now: Publish, settings: Settings
) -> None:
    publish_versions(write, publish_now, 4)
    make_old(settings)

    done = prune(settings, keep=2)

    assert done.removed > 0
    assert roll_back(settings, 3, actor="penyusun") == 5
    with pytest.raises(ReleaseCleanedUp):
        roll_back(settings, 1, actor="penyusun")
    course = find_course("loket-ramah")
    assert course is not None
    for line in course.modules[0].sections:
        assert body(line.body_sha256)


def test_counting_first_removes_nothing(write: Write, publish_now: Publish, settings: Settings) -> None:
    publish_versions(write, publish_now, 3)
    make_old(settings)
    would = prune(settings, keep=1, dry_run=True)
    assert would.removed > 0
    assert prune(settings, keep=1) == would
    assert prune(settings, keep=1).removed == 0


def test_what_an_attempt_was_begun_with_survives_every_clean_up(
    write: Write, publish_now: Publish, settings: Settings, make_person: Callable[..., Any]
) -> None:
    siti = make_person(name="Siti Rahmawati")
    publish_versions(write, publish_now, 1)
    begun = library().courses["loket-ramah"]
    started = quizzes.start_attempt(siti.id, "loket-ramah", "kuis-loket", clock.now())
    assert isinstance(started, Started)
    publish_versions(write, publish_now, 4)
    make_old(settings)

    prune(settings, keep=1)

    entry = begun.quizzes["kuis-loket"]
    assert objects.get(settings.published_folder, entry.object_sha256)
    assert released_quiz(entry.object_sha256).quiz.code == "kuis-loket"
    assert objects.get(settings.published_folder, begun.modules[0].sections[0].body_sha256)


def test_what_a_running_publication_has_just_written_stays(
    write: Write, publish_now: Publish, settings: Settings
) -> None:
    publish_versions(write, publish_now, 2)
    make_old(settings)
    fresh = objects.put(settings.published_folder, b"not named by any release yet")
    # An object that is there already and is written again counts as fresh too.
    old = objects.put(settings.published_folder, b"nobody's")
    os.utime(objects.path_of(settings.published_folder, old), (0, 0))
    objects.put(settings.published_folder, b"nobody's")

    prune(settings, keep=1)

    assert objects.get(settings.published_folder, fresh)
    assert objects.get(settings.published_folder, old)


def test_a_file_that_is_no_object_is_left_alone(
    write: Write, publish_now: Publish, settings: Settings
) -> None:
    publish_versions(write, publish_now, 2)
    stranger = Path(settings.published_folder / "objects" / "ab" / ".new-unfinished")
    stranger.parent.mkdir(exist_ok=True)
    stranger.write_bytes(b"")
    make_old(settings)
    prune(settings, keep=1)
    assert stranger.exists()
