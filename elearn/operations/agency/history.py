"""What one invented person has learned in two years: rows of the tables, as plain tuples.

The columns stand in COLUMNS; dates and instants are text, in the form both databases keep or read.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from elearn.ledger.forms import E_LEARNING
from elearn.operations.agency.courses import Duty, TakenQuiz
from elearn.operations.agency.staff import Staffer

Row = tuple[Any, ...]
# The tables of the two years, each with its columns in the order of the tuples; `id` is given by `Ids`.
COLUMNS = {
    "obligation": "id person_id course cycle assignment_id level starts_on due_on first_due_on state made_at"
    " completed_on valid_until exempt_reason own_shifts",
    "obligation_change": "id obligation_id at actor_id actor_name kind state_before due_before due_after"
    " reason_kind note bulk_id",
    "enrolment": "person_id course started_at left_at last_module last_section last_opened_at cycle"
    " cycle_began_at",
    "completion": "id person_id scope course module cycle version completed_at jp basis",
    "ledger_entry": "id person_id on_date form jp source source_key title recorded_at recorded_by corrects_id"
    " note",
    "jp_year": "person_id year jp",
    "attempt": "id person_id course quiz number state version object_sha256 course_version seed questions"
    " started_at extra_time_s deadline_at finished_at points max_points score_percent passed"
    " regraded_sha256 regraded_at score_before_percent passed_before",
    "look": "id viewer_id at page scope subject_id unit_id as_of",
}
SEMINAR = 9
REASONS = ("leave", "study", "duty", "no-device")
EXEMPT, SHIFTED, LATE = 0.02, 0.04, 0.09
SHIFT = timedelta(days=14)
ACTIVITIES = ("Seminar Pelayanan Publik", "Seminar Keterbukaan Informasi", "Seminar Arsip Digital")
DAY = timedelta(days=1)


class Ids:
    """The next free number of each table that has numbers."""

    def __init__(self, after: dict[str, int]) -> None:
        self._last = dict(after)

    def next(self, table: str) -> int:
        """A number nobody has yet."""
        self._last[table] += 1
        return self._last[table]


@dataclass(slots=True)
class Written:
    """Rows by table, and how many people of the unit stand where: filled while a unit is lived through."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    standings: Counter[Row] = field(default_factory=Counter)


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """What is the same for everybody of a unit: the duties with their assignments, and the day it is.

    `climate`, from -1 to 0, makes the people of a unit less diligent than they would be.
    """

    today: date
    climate: float
    duties: Sequence[tuple[Duty, int]]
    ids: Ids


def live_through(staffer: Staffer, person_id: int, past: Past, chance: random.Random, out: Written) -> None:
    """Append what one person did in the last two years, more of it the more diligent he is."""
    diligence = chance.random() ** 0.5 + past.climate
    jp_by_year: dict[int, float] = {}
    for duty, assignment_id in past.duties:
        if duty.position_kind in ("", staffer.kind) and duty.employment_status in ("", staffer.status):
            _oblige(staffer, person_id, duty, assignment_id, diligence, past, chance, out, jp_by_year)
    if chance.random() < 0.5:
        _attend(person_id, past, chance, out, jp_by_year)
    out.rows["jp_year"] += [(person_id, year, jp) for year, jp in jp_by_year.items()]
    if staffer.leads:
        out.rows["look"] += _looks(person_id, past, chance)


def _oblige(
    staffer: Staffer,
    person_id: int,
    duty: Duty,
    assignment_id: int,
    diligence: float,
    past: Past,
    chance: random.Random,
    out: Written,
    jp_by_year: dict[int, float],
) -> None:
    """One obligation and what came of it."""
    first_due = due = duty.due_on
    starts_on = duty.starts_on
    if staffer.service.since > starts_on:  # who joined later got his own date
        starts_on = staffer.service.since
        first_due = due = max(due, starts_on + timedelta(days=30))
    obligation_id = past.ids.next("obligation")
    made_at = at(starts_on, 8, 0)
    lot = chance.random()
    state, reason, completed, own_shifts = "open", "", None, 0
    if lot < EXEMPT:
        state, reason = "exempt", REASONS[int(lot / EXEMPT * len(REASONS))]
        change = at(starts_on + 5 * DAY, 10, 15)
        out.rows["obligation_change"].append(
            (past.ids.next("obligation_change"), obligation_id, change, None, "BKPSDM", "exempted", "open",
             str(due), str(due), reason, "", None)
        )  # fmt: skip
    else:
        if lot < EXEMPT + SHIFTED and due - 10 * DAY < past.today:
            due, own_shifts = first_due + SHIFT, 1
            change = at(first_due - 10 * DAY, 9, 30)
            out.rows["obligation_change"].append(
                (past.ids.next("obligation_change"), obligation_id, change, person_id, staffer.name,
                 "shifted", "open", str(first_due), str(due), "", "", None)
            )  # fmt: skip
        completed = _completed_on(starts_on, due, diligence, past.today, chance)
        state = "completed" if completed else "open"
    standing = "late" if completed and completed > due else state
    out.standings[(duty.course, duty.level, str(due), staffer.kind, staffer.status, standing)] += 1
    valid_until = completed + timedelta(days=365) if completed and duty.is_renewed else None
    out.rows["obligation"].append(
        (obligation_id, person_id, duty.course, duty.cycle, assignment_id, duty.level, str(starts_on),
         str(due), str(first_due), state, made_at, _text(completed), _text(valid_until), reason, own_shifts)
    )  # fmt: skip
    if completed:
        _finish(person_id, duty, starts_on, completed, past, chance, out, jp_by_year)
    elif state == "open" and duty.cycle == 1 and starts_on + 3 * DAY < past.today and chance.random() < 0.35:
        _enrol(person_id, duty, starts_on + 2 * DAY, starts_on + 3 * DAY, out)


def _completed_on(
    starts_on: date, due: date, diligence: float, today: date, chance: random.Random
) -> date | None:
    """The day it was finished, or None for an obligation that is open."""
    if chance.random() > 0.87 + 0.12 * diligence:
        return None
    days = (due - starts_on).days
    if chance.random() < LATE:
        day = due + timedelta(days=1 + int(chance.random() * 45))
    else:
        # Most finish in the last third; nobody on the first day.
        day = starts_on + timedelta(days=2 + int((days - 2) * chance.random() ** (0.35 + 0.3 * diligence)))
    day = min(day - timedelta(days=max(0, day.weekday() - 4)), day)
    return day if starts_on < day < today else None


def _finish(
    person_id: int,
    duty: Duty,
    starts_on: date,
    completed: date,
    past: Past,
    chance: random.Random,
    out: Written,
    jp_by_year: dict[int, float],
) -> None:
    """Modules and course are done: completions, JP, and the attempts at quizzes that led there."""
    hour, minute = 9 + int(chance.random() * 6), int(chance.random() * 60)
    done_at = at(completed, hour, minute)
    if duty.cycle == 1:  # one enrolment a course, whatever the cycle
        _enrol(person_id, duty, max(starts_on, completed - 9 * DAY), completed, out)
    for module in duty.modules:
        out.rows["completion"].append(
            (past.ids.next("completion"), person_id, "module", duty.course, module.code, duty.cycle,
             duty.version, done_at, module.jp, "learned")
        )  # fmt: skip
        if module.jp:
            key = f"{duty.course}/{module.code}/{duty.cycle}"
            out.rows["ledger_entry"].append(
                (past.ids.next("ledger_entry"), person_id, str(completed), E_LEARNING, module.jp, "module",
                 key, module.title, done_at, None, None, "")
            )  # fmt: skip
            jp_by_year[completed.year] = jp_by_year.get(completed.year, 0) + module.jp
    out.rows["completion"].append(
        (past.ids.next("completion"), person_id, "course", duty.course, "", duty.cycle, duty.version, done_at,
         0, "learned")
    )  # fmt: skip
    for quiz in duty.quizzes:
        out.rows["attempt"] += _attempts(person_id, duty, quiz, completed, hour, minute, past, chance)


def _enrol(person_id: int, duty: Duty, started: date, last: date, out: Written) -> None:
    module = duty.modules[-1]
    out.rows["enrolment"].append(
        (
            person_id,
            duty.course,
            at(started, 9, 0),
            None,
            module.code,
            module.last_section,
            at(last, 9, 5),
            1,
            None,
        )
    )


def _attempts(
    person_id: int,
    duty: Duty,
    quiz: TakenQuiz,
    day: date,
    hour: int,
    minute: int,
    past: Past,
    chance: random.Random,
) -> Iterator[Row]:
    """The tries at a quiz, the last one passed; a fifth needed a second one."""
    tries = 2 if chance.random() < 0.2 else 1
    for number in range(1, tries + 1):
        passed = number == tries
        percent = 70 + int(chance.random() * 31) if passed else 30 + int(chance.random() * 35)
        begun = at(day - (tries - number) * DAY, hour - 1, minute)
        ended = at(day - (tries - number) * DAY, hour - 1, min(59, minute + 12))
        yield (
            past.ids.next("attempt"), person_id, duty.course, quiz.code, number, "graded", quiz.version,
            quiz.object_sha256, duty.version, int(chance.random() * 2**31), "[]", begun, 0, None, ended,
            quiz.points * percent / 100, quiz.points, percent, passed, None, None, None, None,
        )  # fmt: skip


def _attend(
    person_id: int, past: Past, chance: random.Random, out: Written, jp_by_year: dict[int, float]
) -> None:
    """An activity outside of the platform that counts as well."""
    day = past.today - timedelta(days=20 + int(chance.random() * 680))
    title = ACTIVITIES[int(chance.random() * len(ACTIVITIES))]
    out.rows["ledger_entry"].append(
        (past.ids.next("ledger_entry"), person_id, str(day), SEMINAR, 4, "activity", f"kegiatan/{day}", title,
         at(day, 15, 0), None, None, "")
    )  # fmt: skip
    jp_by_year[day.year] = jp_by_year.get(day.year, 0) + 4


def _looks(person_id: int, past: Past, chance: random.Random) -> Iterator[Row]:
    """A leader opens the page of his team now and then."""
    for _ in range(1 + int(chance.random() * 6)):
        day = past.today - timedelta(days=1 + int(chance.random() * 600))
        hour, minute = 8 + int(chance.random() * 7), int(chance.random() * 60)
        yield (past.ids.next("look"), person_id, at(day, hour, minute), "team", "direct", None, None, None)


def _text(day: date | None) -> str | None:
    return str(day) if day else None


def at(day: date, hour: int, minute: int) -> str:
    """An instant of a working day in Jakarta (07.00 UTC is 14.00 there), as text in UTC."""
    return f"{day} {hour - 7:02d}:{minute:02d}:00.000000"
