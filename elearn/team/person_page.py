"""The page of one person: what may be seen of him, and nothing else. His own mirror is made by it too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from elearn.certificates import store as certificates_store
from elearn.content.quiz import Purpose as QuizPurpose
from elearn.ledger import store as ledger_store
from elearn.messages import store as messages_store
from elearn.messages.store import MailState
from elearn.obligations import store as obligations_store
from elearn.obligations.rows import ChangeRow, ShiftRequestRow
from elearn.obligations.rules import DueState
from elearn.people.rows import PersonRow
from elearn.policy.rules import AnnualJp
from elearn.releases.library import library
from elearn.team import store
from elearn.team.roster import Cell, Column, Day, cells_of, columns
from elearn.team.store import SentRow, TalkRow
from elearn.visibility.rules import HELP_WITH_QUIZ, Field

SENT_SHOWN = 20
SENT_SINCE = timedelta(days=365)
_PRIVATE_KINDS = frozenset({"exempted", "exemption-ended"})
"""Changes whose note may tell of a person's life: their category is shown, the note is not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuizLine:
    """A quiz as far as a rule opens it: the best mark in percent, how many tries."""

    title: str
    best_percent: Decimal | None
    tries: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """One obligation of the person with its story; `certificate` is a number, empty where there is none."""

    cell: Cell
    course: Column
    changes: tuple[ChangeRow, ...]
    quizzes: tuple[QuizLine, ...]
    certificate: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A message from the viewer to the person, and what became of it by mail."""

    row: SentRow
    mail: MailState


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    """One person, as somebody sees him. `jp` is None where it may not be seen.

    `asks_for_help`: titles of quizzes with which he asked for help himself.
    """

    person: PersonRow
    day: Day
    fields: frozenset[Field]
    held: tuple[Held, ...]
    jp: Decimal | None
    target: AnnualJp
    talks: tuple[TalkRow, ...]
    sent: tuple[Sent, ...]
    requests: tuple[ShiftRequestRow, ...]
    asks_for_help: tuple[str, ...]


def person_page(
    person: PersonRow,
    fields: frozenset[Field],
    day: Day,
    *,
    viewer_id: int | None,
    consents: frozenset[str] = frozenset(),
    all_talks: bool = False,
) -> PersonPage:
    """The page of a person for a viewer who may see these fields.

    A talk belongs to the two who held it: no other supervisor sees it; the person himself (`all_talks`) does.
    """
    cells = cells_of([person.id], day)[person.id] if fields >= _OF_OBLIGATIONS else {}
    talks = store.talks(person.id, None if all_talks else viewer_id) if all_talks or viewer_id else []
    return PersonPage(
        person=person,
        day=day,
        fields=fields,
        held=_held(person.id, cells.values(), fields),
        jp=ledger_store.jp_of([person.id], day.day.year)[person.id] if Field.JP in fields else None,
        target=day.target(person.employment_status),
        talks=tuple(talks),
        sent=_sent(viewer_id, person.id, day) if viewer_id else (),
        requests=tuple(obligations_store.requests_of_people([person.id])) if cells else (),
        asks_for_help=_asks_for_help(consents) if Field.HELP_NEEDED in fields else (),
    )


_OF_OBLIGATIONS = frozenset({Field.OBLIGATION, Field.STATE, Field.DUE})


def _held(person_id: int, cells: Iterable[Cell], fields: frozenset[Field]) -> tuple[Held, ...]:
    rows = sorted(cells, key=_urgency)
    changes = obligations_store.changes_of([one.obligation_id for one in rows])
    titles = {one.code: one for one in columns(one.course for one in rows)}
    quizzes = _quizzes(person_id, fields)
    numbers = _certificates(person_id) if Field.CERTIFICATE_NUMBER in fields else {}
    return tuple(
        Held(
            cell=one if Field.EXEMPT_REASON in fields else replace(one, reason=""),
            course=titles[one.course],
            changes=tuple(_told(change) for change in changes[one.obligation_id]),
            quizzes=quizzes.get(one.course, ()),
            certificate=numbers.get(one.course, ""),
        )
        for one in rows
    )


def _certificates(person_id: int) -> dict[str, str]:
    """The numbers of a person's certificates that are in force, by course: of several the latest."""
    rows = reversed(certificates_store.of_person(person_id))
    return {
        row.course: row.facts.number for row in rows if row.revoked_at is None and row.replaced_at is None
    }


def _urgency(cell: Cell) -> tuple[bool, date]:
    is_settled = cell.state in (DueState.COMPLETED, DueState.EXEMPT)
    return is_settled, cell.day or date.max


def _told(change: ChangeRow) -> ChangeRow:
    return replace(change, note="") if change.kind in _PRIVATE_KINDS else change


def _quizzes(person_id: int, fields: frozenset[Field]) -> dict[str, tuple[QuizLine, ...]]:
    """Quizzes that count, by course, when a rule opens marks or tries; practice is nobody's business."""
    if not fields & {Field.SCORE, Field.ATTEMPTS}:
        return {}
    found: dict[str, list[QuizLine]] = defaultdict(list)
    for tried in store.quiz_tries(person_id):
        course = library().courses.get(tried.course)
        entry = course.quizzes.get(tried.quiz) if course else None
        if entry is None or entry.purpose in (QuizPurpose.PRACTICE, QuizPurpose.PRETEST):
            continue
        line = QuizLine(
            title=entry.title,
            best_percent=tried.best_percent if Field.SCORE in fields and entry.show_score else None,
            tries=tried.tries if Field.ATTEMPTS in fields else None,
        )
        found[tried.course].append(line)
    return {course: tuple(lines) for course, lines in found.items()}


def _sent(viewer_id: int, person_id: int, day: Day) -> tuple[Sent, ...]:
    rows = store.messages_from(viewer_id, [person_id], day.ends_at - SENT_SINCE, limit=SENT_SHOWN)
    states = messages_store.states_of([row.id for row in rows])
    return tuple(Sent(row=row, mail=states[row.id]) for row in rows)


def _asks_for_help(consents: Iterable[str]) -> tuple[str, ...]:
    """The quizzes a person named when he asked for help: "help-with-quiz:<course>/<quiz>"."""
    named = [one.partition(":")[2] for one in sorted(consents) if one.startswith(f"{HELP_WITH_QUIZ}:")]
    places = [(library().courses.get(one.partition("/")[0]), one.partition("/")[2]) for one in named]
    return tuple(course.quizzes[quiz].title for course, quiz in places if course and quiz in course.quizzes)
