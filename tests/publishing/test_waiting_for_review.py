"""A course that asks for a reviewer's yes does not reach learners before somebody said it to this version."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import insert, select

from elearn.audit.tables import AuditEntry
from elearn.commands import publish as publish_command
from elearn.config import Settings
from elearn.database import db
from elearn.publishing import review_store
from elearn.publishing.actions import PublishReport
from elearn.publishing.going_back import roll_back_course
from elearn.publishing.tables import ReviewRequest
from elearn.releases import store
from elearn.releases.library import find_course, look_again
from tests.publishing.samples import course_files

Write = Callable[[dict[str, str]], None]
Publish = Callable[..., PublishReport]
COURSE = "loket-ramah"
COURSE_PATH = f"modules/{COURSE}/course.md"
MODULE_PATH = f"modules/{COURSE}/01-loket.md"
NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
ASKING = course_files() | {
    COURSE_PATH: course_files()[COURSE_PATH].replace("status: terbit", "status: terbit\ntinjauan: ya")
}
CHANGED = course_files()[MODULE_PATH].replace("Warga mengambil nomor antrean.", "Petugas memanggil warga.")


def answer(person: Any, version: str, verdict: str, at: datetime = NOW, course: str = COURSE) -> None:
    db.session.execute(
        insert(ReviewRequest).values(
            course=course,
            version=version,
            asked_by=person.id,
            asked_at=at,
            verdict=verdict,
            answered_by=person.id,
            answered_at=None if verdict == "open" else at,
        )
    )
    db.session.commit()


def rules(report: PublishReport) -> list[str]:
    return [one.rule for one in report.all_problems if one.is_error]


def state(report: PublishReport, course: str = COURSE) -> str:
    return next(one.state for one in report.courses if one.code == course)


def version_now(publish_now: Publish) -> str:
    return publish_now(dry_run=True).impacts[0].change.version


@pytest.fixture
def asking(write: Write) -> None:
    write(ASKING)


@pytest.mark.both_databases
def test_it_waits_for_a_yes_to_exactly_this_version(
    asking: None, make_person: Callable[..., Any], write: Write, publish_now: Publish
) -> None:
    write(course_files("arsip-rapi"))
    report = publish_now()
    assert (rules(report), state(report), state(report, "arsip-rapi")) == (["K-618"], "kept", "published")
    reviewer = make_person("Ningsih")
    version = next(
        one for one in publish_now(dry_run=True).impacts if one.change.course == COURSE
    ).change.version
    answer(reviewer, version, "open")
    answer(reviewer, version, "approved", course="arsip-rapi")
    assert state(publish_now()) == "kept", "an open request is no yes, nor is one to another course"
    answer(reviewer, version, "approved")
    assert (rules(again := publish_now()), state(again)) == ([], "published")

    write({MODULE_PATH: CHANGED})
    assert rules(publish_now()) == ["K-618"], "the yes was to another version"


def test_the_last_answer_counts(asking: None, make_person: Callable[..., Any], publish_now: Publish) -> None:
    reviewer, version = make_person("Ningsih"), version_now(publish_now)
    answer(reviewer, version, "approved")
    answer(reviewer, version, "changes", NOW.replace(hour=4))
    assert review_store.approved_versions([COURSE]) == set()
    answer(reviewer, version, "approved", NOW.replace(hour=5))
    assert review_store.approved_versions([COURSE]) == {(COURSE, version)}
    assert review_store.approved_versions([]) == set()


def test_taking_the_key_out_of_the_file_needs_a_yes_too(
    asking: None, make_person: Callable[..., Any], write: Write, publish_now: Publish
) -> None:
    answer(make_person("Ningsih"), version_now(publish_now), "approved")
    publish_now()
    look_again()
    write(course_files())
    assert rules(publish_now()) == ["K-618"]


def test_without_a_yes_only_with_a_reason_and_the_release_says_so(asking: None, publish_now: Publish) -> None:
    assert state(publish_now(unreviewed=[COURSE])) == "kept"
    report = publish_now(unreviewed=[COURSE], note=" Peninjau sakit, SE berlaku besok. ")
    assert state(report) == "published"
    (newest, *_) = store.releases()
    assert newest.note == "Tanpa tinjauan (loket-ramah): Peninjau sakit, SE berlaku besok."
    details = db.session.scalars(
        select(AuditEntry.details).where(AuditEntry.action == "content.publish")
    ).all()
    assert [one.get("without_review") for one in details] == [COURSE]


def test_a_reason_for_a_course_that_waits_for_nothing_is_an_ordinary_note(
    write: Write, publish_now: Publish
) -> None:
    write(course_files())
    publish_now(unreviewed=[COURSE], note="Pertama.")
    (newest, *_) = store.releases()
    assert newest.note == "Pertama."


def test_going_back_to_what_learners_had_needs_no_yes(
    asking: None, settings: Settings, make_person: Callable[..., Any], write: Write, publish_now: Publish
) -> None:
    reviewer = make_person("Ningsih")
    answer(reviewer, version_now(publish_now), "approved")
    publish_now()
    look_again()
    first = find_course(COURSE)
    write({MODULE_PATH: CHANGED})
    answer(reviewer, version_now(publish_now), "approved")
    publish_now()
    look_again()
    assert find_course(COURSE) != first
    roll_back_course(settings, COURSE, 1, actor="penyusun")
    assert find_course(COURSE) == first


def test_the_command_says_what_is_missing_and_asks_for_a_reason(
    settings: Settings, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(ASKING)
    for name, value in {
        "ELEARN_INSTANCE": settings.instance,
        "ELEARN_MODULES_DIR": settings.modules_dir,
        "ELEARN_QUIZZES_DIR": settings.quizzes_dir,
        "ELEARN_DATABASE_URL": settings.database_url,
    }.items():
        monkeypatch.setenv(name, str(value))

    def run(*arguments: str) -> Any:
        return CliRunner().invoke(publish_command.command, list(arguments))

    kept = run()
    assert kept.exit_code == 1
    assert "loket-ramah: ditahan, menunggu tinjauan" in kept.stdout
    assert f"{COURSE_PATH}:1:1: error K-618" in kept.stdout
    refused = run("--without-review", COURSE)
    assert isinstance(refused.exception, publish_command.ReasonMissing)
    assert run("--without-review", COURSE, "--note", "Mendesak.").exit_code == 0
