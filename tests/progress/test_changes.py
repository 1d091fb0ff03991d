"""What a finished person is told of releases that came afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from elearn.progress.changes import NO_CHANGE, ChangeRow, since_finished
from elearn.progress.standing import CompletionRow
from elearn.releases.change_kind import CourseChangeKind

MONDAY = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
DONE = CompletionRow(course="adminduk", module="", version="v1", completed_at=MONDAY, jp=Decimal(0))
SPELLING, CONTENT, RELEARN = CourseChangeKind


def release(kind: CourseChangeKind, version: str, *, days: float = 1, is_seen: bool = False) -> ChangeRow:
    return ChangeRow(kind=kind, version=version, at=MONDAY + timedelta(days=days), is_seen=is_seen)


def test_other_content_is_news_and_spelling_is_not() -> None:
    assert since_finished([release(CONTENT, "v2")], DONE, "v2").has_news
    assert not since_finished([release(SPELLING, "v2")], DONE, "v2").has_news
    assert not since_finished([], DONE, "v2").has_news


def test_spelling_after_content_does_not_hide_the_news() -> None:
    rows = [release(CONTENT, "v2"), release(SPELLING, "v3", days=2)]
    assert since_finished(rows, DONE, "v3").has_news


def test_what_was_read_is_no_news_until_the_next_change_of_content() -> None:
    seen = [release(CONTENT, "v2", is_seen=True)]
    assert not since_finished(seen, DONE, "v2").has_news
    assert not since_finished([*seen, release(SPELLING, "v3", days=2)], DONE, "v3").has_news
    assert since_finished([*seen, release(CONTENT, "v3", days=2)], DONE, "v3").has_news


def test_reading_a_later_version_covers_the_earlier_ones() -> None:
    rows = [release(CONTENT, "v2"), release(SPELLING, "v3", days=2, is_seen=True)]
    assert not since_finished(rows, DONE, "v3").has_news


def test_a_course_that_went_back_to_what_was_learnt_has_no_news() -> None:
    rows = [release(RELEARN, "v2"), release(CONTENT, "v1", days=2)]
    told = since_finished(rows, DONE, "v1")
    assert not told.has_news
    assert told.relearn_since is None


def test_learning_again_is_told_with_its_latest_date_and_is_not_read_away() -> None:
    rows = [
        release(RELEARN, "v2"),
        release(RELEARN, "v3", days=9),
        release(CONTENT, "v4", days=10, is_seen=True),
    ]
    told = since_finished(rows, DONE, "v4")
    assert told.relearn_since == MONDAY + timedelta(days=9)
    assert not told.has_news


def test_the_release_that_brought_the_learnt_version_a_second_before_is_no_change() -> None:
    rows = [release(CONTENT, "v1", days=-1 / 86_400), release(SPELLING, "v2")]
    assert not since_finished(rows, DONE, "v2").has_news


def test_what_was_published_and_taken_back_before_a_mended_word_is_no_news() -> None:
    rows = [release(CONTENT, "v2"), release(CONTENT, "v1", days=2), release(SPELLING, "v3", days=3)]
    assert since_finished(rows, DONE, "v3") == NO_CHANGE


def test_a_completion_brought_along_from_before_the_first_release_has_learnt_that_release() -> None:
    rows = [release(CONTENT, "v1", days=30), release(SPELLING, "v2", days=31)]
    assert not since_finished(rows, DONE, "v2").has_news
