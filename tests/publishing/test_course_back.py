"""Going back with one course: the others stay, whatever was published in between."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from elearn.audit.tables import AuditEntry
from elearn.config import Settings
from elearn.database import db
from elearn.publishing import going_back
from elearn.publishing.actions import PublishReport
from elearn.publishing.going_back import (
    CourseNotInRelease,
    NoSuchRelease,
    PublishedInBetween,
    ReleaseCleanedUp,
    roll_back,
    roll_back_course,
)
from elearn.releases import history, objects, store
from elearn.releases.library import body, find_course, library, search
from tests.publishing.samples import course_files

Write = Callable[[dict[str, str]], None]
Publish = Callable[..., PublishReport]
MODULE = "modules/loket-ramah/01-loket.md"
OTHER = "modules/lain/01-loket.md"


def say(write: Write, path: str, words: str) -> None:
    """Let the first section of a course say something else."""
    code = path.split("/")[1]
    write({path: course_files(code)[path].replace("Pelayanan dimulai", words)})


def words_of(code: str) -> str:
    course = find_course(code)
    assert course is not None
    return str(body(course.modules[0].sections[0].body_sha256))


@pytest.fixture
def published(write: Write, publish_now: Publish) -> None:
    """1: one course. 2: a second one. 3: both say something else."""
    write(course_files())
    publish_now()
    write(course_files("lain"))
    publish_now()
    say(write, MODULE, "Kunjungan dimulai")
    say(write, OTHER, "Antrean dimulai")
    publish_now()


def test_one_course_goes_back_and_the_others_stay(published: None, settings: Settings) -> None:
    assert roll_back_course(settings, "loket-ramah", 2, actor="Wahyuni", note="Keliru") == 4
    assert "Pelayanan dimulai" in words_of("loket-ramah")
    assert "Antrean dimulai" in words_of("lain")
    row = store.find_release(4)
    assert row is not None
    assert (row.published_by, row.note, row.is_in_force) == ("Wahyuni", "Keliru", True)


def test_a_release_before_the_other_course_was_there_does_not_take_that_away(
    published: None, settings: Settings
) -> None:
    roll_back_course(settings, "loket-ramah", 1, actor="Wahyuni")
    assert set(library().courses) == {"loket-ramah", "lain"}
    assert "Antrean dimulai" in words_of("lain")


def test_both_orders_end_in_the_same_content(published: None, settings: Settings) -> None:
    manifests: list[str] = []
    for order in (("loket-ramah", "lain"), ("lain", "loket-ramah")):
        for code in order:
            roll_back_course(settings, code, 2, actor="Wahyuni")
        in_force = store.find_in_force()
        assert in_force is not None
        manifests.append(in_force.manifest_sha256)
        roll_back(settings, 3, actor="Wahyuni")
    second = store.find_release(2)
    assert second is not None
    assert manifests == [second.manifest_sha256] * 2


def test_search_finds_the_old_words_again(published: None, settings: Settings) -> None:
    assert {one.course for one in search("kunjungan")} == {"loket-ramah"}
    roll_back_course(settings, "loket-ramah", 2, actor="Wahyuni")
    assert search("kunjungan") == ()
    assert {one.course for one in search("pelayanan")} >= {"loket-ramah"}
    assert {one.course for one in search("antrean")} >= {"lain"}


def test_a_course_that_went_away_comes_back(published: None, settings: Settings) -> None:
    roll_back(settings, 1, actor="Wahyuni")
    assert set(library().courses) == {"loket-ramah"}
    roll_back_course(settings, "lain", 3, actor="Wahyuni")
    assert set(library().courses) == {"loket-ramah", "lain"}
    assert "Antrean dimulai" in words_of("lain")
    assert "Pelayanan dimulai" in words_of("loket-ramah")


def test_a_course_as_it_is_makes_no_release(published: None, settings: Settings) -> None:
    assert roll_back_course(settings, "loket-ramah", 3, actor="Wahyuni") == 3
    assert len(store.releases()) == 3


def test_a_release_that_never_had_the_course_takes_nothing_away(published: None, settings: Settings) -> None:
    with pytest.raises(CourseNotInRelease):
        roll_back_course(settings, "lain", 1, actor="Wahyuni")
    with pytest.raises(NoSuchRelease):
        roll_back_course(settings, "lain", 9, actor="Wahyuni")
    assert set(library().courses) == {"loket-ramah", "lain"}


def test_what_was_cleaned_up_cannot_come_back(published: None, settings: Settings) -> None:
    folder = settings.published_folder
    second = store.find_release(2)
    assert second is not None
    line = history.manifest_of(folder, second.manifest_sha256).line("loket-ramah")
    third = store.find_in_force()
    assert third is not None
    now = history.manifest_of(folder, third.manifest_sha256).line("loket-ramah")
    assert line is not None
    assert now is not None
    for name in history.object_names(folder, line) - history.object_names(folder, now):
        objects.path_of(folder, name).unlink()
    with pytest.raises(ReleaseCleanedUp):
        roll_back_course(settings, "loket-ramah", 2, actor="Wahyuni")
    assert "Kunjungan dimulai" in words_of("loket-ramah")


def test_a_publication_in_between_is_not_undone(
    published: None,
    settings: Settings,
    write: Write,
    publish_now: Publish,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, before = going_back.write_search_index, [True]

    def slow(*some: object, **more: object) -> None:
        real(*some, **more)  # type: ignore[arg-type]
        if before:
            before.clear()
            say(write, OTHER, "Ruang tunggu dimulai")
            publish_now()

    monkeypatch.setattr(going_back, "write_search_index", slow)
    assert roll_back_course(settings, "loket-ramah", 2, actor="Wahyuni") == 5
    assert "Ruang tunggu dimulai" in words_of("lain")
    assert "Pelayanan dimulai" in words_of("loket-ramah")


def test_who_is_always_too_late_gives_up(
    published: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(going_back, "_put_course_in_force", lambda *_: None)
    with pytest.raises(PublishedInBetween):
        roll_back_course(settings, "loket-ramah", 2, actor="Wahyuni")
    assert "Kunjungan dimulai" in words_of("loket-ramah")


def test_going_back_is_noted(published: None, settings: Settings) -> None:
    roll_back_course(settings, "loket-ramah", 2, actor="Wahyuni")
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "content.rollback")).one()
    assert entry.actor_name == "Wahyuni"
    assert entry.details == {"course": "loket-ramah", "contents_of": 2, "before": 3}
