"""When a practice task may be reported, and who confirms it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from elearn.content.course import Confirmer
from elearn.practice import rules
from elearn.practice.rules import OF_TASK, Confirming, ReportFault, ReportState, SeenFault

TODAY = date(2026, 3, 4)
DAY = timedelta(days=1)


def fault(last: ReportState | None = None, **values: Any) -> ReportFault | None:
    asked = {"done_on": TODAY, "today": TODAY, "files": 0, "mentor_id": None, "mentors": ()} | values
    return rules.report_fault(asked.pop("confirming", Confirming.SUPERVISOR), last, **asked)


def test_every_word_an_author_may_write_is_known() -> None:
    assert set(OF_TASK) == set(Confirmer) and set(OF_TASK.values()) == set(Confirming)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (None, None),
        (ReportState.TO_MEND, None),
        (ReportState.WITHDRAWN, None),
        (ReportState.WAITING, ReportFault.WAITS),
        (ReportState.CONFIRMED, ReportFault.DONE),
    ],
)
def test_a_task_is_reported_again_only_when_the_last_report_is_settled_without_a_yes(
    last: ReportState | None, expected: ReportFault | None
) -> None:
    assert fault(last) is expected


def test_what_is_not_done_yet_is_not_reported() -> None:
    assert fault(done_on=TODAY) is None
    assert fault(done_on=TODAY + DAY) is ReportFault.FUTURE


def test_five_files_belong_to_a_report_and_no_more() -> None:
    assert fault(files=rules.MOST_FILES) is None
    assert fault(files=rules.MOST_FILES + 1) is ReportFault.TOO_MANY_FILES


def test_a_mentor_is_one_of_the_running_pairs() -> None:
    asks = {"confirming": Confirming.MENTOR, "mentors": [7]}
    assert fault(mentor_id=7, **asks) is None
    assert fault(mentor_id=8, **asks) is ReportFault.NO_MENTOR
    assert fault(**asks) is ReportFault.NO_MENTOR


def test_a_result_is_seen_after_it_was_done_and_not_tomorrow() -> None:
    assert rules.seen_fault(TODAY, done_on=TODAY, today=TODAY) is None
    assert rules.seen_fault(TODAY - DAY, done_on=TODAY, today=TODAY) is SeenFault.BEFORE_DONE
    assert rules.seen_fault(TODAY + DAY, done_on=TODAY, today=TODAY) is SeenFault.FUTURE


@pytest.mark.parametrize(
    ("person", "confirming", "expected"),
    [
        (2, Confirming.SUPERVISOR, True),  # who leads him today
        (3, Confirming.SUPERVISOR, False),  # who was asked and leads him no longer
        (3, Confirming.MENTOR, True),
        (2, Confirming.MENTOR, False),
        (1, Confirming.SUPERVISOR, False),  # nobody confirms his own work,
        (1, Confirming.MENTOR, False),
        (2, Confirming.NONE, False),
    ],
)
def test_who_confirms(person: int, confirming: Confirming, expected: bool) -> None:
    found = rules.may_decide(
        person, reporter_id=1, confirming=confirming, confirmer_id=3 if person != 1 else 1, leaders=[2, 1]
    )
    assert found is expected
