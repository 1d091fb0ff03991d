"""What of a person another may see: the one table. Nothing is visible that it does not name.

Answers, minutes, times of day, devices, notes, bookmarks and accommodations stand in no row but the person's
own: no policy and no consent opens them. For people: docs/memimpin.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """Something known of a person."""

    NAME = "name"
    OBLIGATION = "obligation"
    DUE = "due"
    STATE = "state"
    COMPLETED_ON = "completed_on"
    VALID_UNTIL = "valid_until"
    JP = "jp"
    EXEMPT_REASON = "exempt_reason"  # its category alone
    CERTIFICATE_NUMBER = "certificate_number"
    EVIDENCE = "evidence"  # how much was opened, read, tested and applied in a year; never what or when
    SCORE = "score"
    ATTEMPTS = "attempts"
    HELP_NEEDED = "help_needed"
    ANSWERS = "answers"
    MINUTES = "minutes"
    TIME_OF_DAY = "time_of_day"
    DEVICE = "device"
    NOTES = "notes"
    BOOKMARKS = "bookmarks"
    ACCOMMODATION = "accommodation"


class Purpose(StrEnum):
    """Why one looks."""

    TEAM = "team"  # the list of the people one leads
    PERSON = "person"  # the page of one person
    EXPORT = "export"  # a file or a sheet of paper
    UNIT = "unit"  # the people of a unit one has a grant for
    LEADER = "leader"  # the learning of the head, shown to his unit
    RECORD = "record"  # Rekam belajar, for who keeps the records of a unit


class Relation(StrEnum):
    """How a viewer stands to a person, the closest first."""

    SELF = "self"
    DIRECT = "direct"
    DELEGATE = "delegate"
    GRANTED = "granted"
    INDIRECT = "indirect"
    OF_HIS_UNIT = "of-his-unit"
    STRANGER = "stranger"


@dataclass(frozen=True, kw_only=True, slots=True)
class Viewer:
    """Who looks, as he stands to the one looked at.

    `roles` are the granted roles whose unit covers the unit of the other; `is_of_unit` says that the other
    heads the unit of the viewer or one above it.
    """

    person_id: int
    roles: frozenset[str] = frozenset()
    leads_directly: bool = False
    is_delegate: bool = False
    leads_indirectly: bool = False
    is_of_unit: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """Who is looked at. `consents` are the purposes he agreed to (`HEAD_ON_UNIT_PAGE`, `HELP_WITH_QUIZ`)."""

    person_id: int
    has_left: bool = False
    consents: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """What the agency's written rules open beyond the default; everything is closed until one says so."""

    show_scores: bool = False
    show_attempts: bool = False
    show_help_needed: bool = False
    heads_first: bool = False


CLOSED = Opening()

HEAD_ON_UNIT_PAGE = "unit-page"
HELP_WITH_QUIZ = "help-with-quiz"

NAMING_ROLES = frozenset({"unit_head", "unit_operator", "hr_admin"})
"""Granted roles that may know people by name in the units they cover."""
ROLES_FOR_LEAVERS = frozenset({"hr_admin"})
"""Who still finds the record of somebody who left."""

EVERYTHING = frozenset(Field)
OF_WORK = frozenset(
    {
        Field.NAME,
        Field.OBLIGATION,
        Field.DUE,
        Field.STATE,
        Field.COMPLETED_ON,
        Field.VALID_UNTIL,
        Field.JP,
        Field.EXEMPT_REASON,
        Field.CERTIFICATE_NUMBER,
    }
)
"""What a supervisor needs for his work."""
OF_RECORD = OF_WORK | {Field.EVIDENCE}
"""What stands in the record of learning of a year."""
OF_A_HEAD = frozenset({Field.NAME, Field.STATE, Field.COMPLETED_ON, Field.JP})
"""What the unit may know of its head's own learning."""
NOTHING: frozenset[Field] = frozenset()

_LEADING = frozenset({Relation.DIRECT, Relation.DELEGATE})
_SEEN_AT_WORK = frozenset({Purpose.TEAM, Purpose.PERSON, Purpose.EXPORT})
_SEEN_BY: dict[tuple[Relation, Purpose], frozenset[Field]] = {
    **{(relation, purpose): OF_WORK for relation in _LEADING for purpose in _SEEN_AT_WORK},
    **{(Relation.GRANTED, purpose): OF_WORK for purpose in (Purpose.UNIT, Purpose.PERSON, Purpose.EXPORT)},
    (Relation.GRANTED, Purpose.RECORD): OF_RECORD,
}


def visible_fields(
    viewer: Viewer, subject: Subject, purpose: Purpose, opening: Opening = CLOSED
) -> frozenset[Field]:
    """What the viewer may see of the subject for this purpose; empty: not even that he exists."""
    if purpose is Purpose.LEADER:
        return _of_a_head(viewer, subject, opening)
    relation = relation_of(viewer, subject)
    if relation is Relation.SELF:
        return EVERYTHING
    if subject.has_left and not (relation is Relation.GRANTED and viewer.roles & ROLES_FOR_LEAVERS):
        return NOTHING
    seen = _SEEN_BY.get((relation, purpose), NOTHING)
    return seen | _opened(relation, subject, opening) if seen else NOTHING


def relation_of(viewer: Viewer, subject: Subject) -> Relation:
    """The closest relation; who leads somebody directly needs no grant to see him."""
    if viewer.person_id == subject.person_id:
        return Relation.SELF
    if viewer.leads_directly:
        return Relation.DIRECT
    if viewer.is_delegate:
        return Relation.DELEGATE
    if viewer.roles & NAMING_ROLES:
        return Relation.GRANTED
    if viewer.leads_indirectly:
        return Relation.INDIRECT
    return Relation.OF_HIS_UNIT if viewer.is_of_unit else Relation.STRANGER


def _opened(relation: Relation, subject: Subject, opening: Opening) -> frozenset[Field]:
    """What a written rule or the person himself opens, to who leads him and to nobody else."""
    if relation not in _LEADING:
        return NOTHING
    shares_help = any(one.partition(":")[0] == HELP_WITH_QUIZ for one in subject.consents)
    opened = {
        Field.SCORE: opening.show_scores,
        Field.ATTEMPTS: opening.show_attempts,
        Field.HELP_NEEDED: opening.show_help_needed or shares_help,
    }
    return frozenset(field for field, is_open in opened.items() if is_open)


def _of_a_head(viewer: Viewer, subject: Subject, opening: Opening) -> frozenset[Field]:
    """Leaders first: the unit sees that its head learns too, when a rule says so or he agreed."""
    may = opening.heads_first or HEAD_ON_UNIT_PAGE in subject.consents
    is_near = viewer.is_of_unit or viewer.person_id == subject.person_id
    return OF_A_HEAD if may and is_near and not subject.has_left else NOTHING
