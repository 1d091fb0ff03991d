"""Decisions about outside activities: who may move one to which state, the JP it brings, doubles. Pure.

The JP a form brings stand in ledger/forms.py (conversion that agencies draw from PerLAN 10/2018).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from elearn.ledger.forms import BY_ID, Measure


class State(StrEnum):
    """Where an activity stands."""

    ASKED = "asked"  # the supervisor decides
    ALLOWED = "allowed"
    REFUSED = "refused"
    SUBMITTED = "submitted"  # handed in with evidence, waits for the verifier
    TO_MEND = "to_mend"
    VERIFIED = "verified"  # the only one that brings JP
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Part(StrEnum):
    """As what somebody acts on an activity."""

    OWNER = "owner"  # whose activity it is
    LEADER = "leader"  # leads the owner, or stands in for who does
    VERIFIER = "verifier"  # looks after the owner's unit


class Deed(StrEnum):
    """What can be done to an activity."""

    ASK = "ask"
    HAND_IN = "hand_in"
    WITHDRAW = "withdraw"
    ALLOW = "allow"
    REFUSE = "refuse"
    VERIFY = "verify"
    SEND_BACK = "send_back"
    REJECT = "reject"


_OPEN = (State.ASKED, State.ALLOWED, State.SUBMITTED, State.TO_MEND)
_MOVES: Mapping[tuple[Part, Deed], tuple[Collection[State | None], State]] = {
    (Part.OWNER, Deed.ASK): ((None,), State.ASKED),
    (Part.OWNER, Deed.HAND_IN): ((None, State.ALLOWED, State.TO_MEND), State.SUBMITTED),
    (Part.OWNER, Deed.WITHDRAW): (_OPEN, State.WITHDRAWN),
    (Part.LEADER, Deed.ALLOW): ((State.ASKED,), State.ALLOWED),
    (Part.LEADER, Deed.REFUSE): ((State.ASKED,), State.REFUSED),
    (Part.VERIFIER, Deed.VERIFY): ((State.SUBMITTED,), State.VERIFIED),
    (Part.VERIFIER, Deed.SEND_BACK): ((State.SUBMITTED,), State.TO_MEND),
    (Part.VERIFIER, Deed.REJECT): ((State.SUBMITTED,), State.REJECTED),
}
NEEDS_WORDS = frozenset({Deed.REFUSE, Deed.SEND_BACK, Deed.REJECT})
"""Who is told no reads why."""
LIVING = frozenset({*_OPEN, State.VERIFIED})
"""States in which an activity brings JP or may still do so."""


def next_state(state: State | None, deed: Deed, part: Part) -> State | None:
    """The state after a deed of somebody in his part, or None when he may not do it then.

    `state` None: the activity does not exist yet.
    """
    before, after = _MOVES.get((part, deed), ((), None))
    return after if state in before else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an activity was. `amount` counts what its form's measure says: days, sessions, times or JP."""

    form: int
    title: str
    organiser: str
    place: str = ""
    is_abroad: bool = False
    starts_on: date
    ends_on: date
    amount: Decimal = Decimal(0)
    reason: str = ""
    certificate_number: str = ""

    @property
    def days(self) -> int:
        """From the first to the last day, both counted."""
        return (self.ends_on - self.starts_on).days + 1


class Fault(StrEnum):
    """What is wrong with facts as typed. The field that has to change is in FIELDS."""

    UNKNOWN_FORM = "unknown_form"
    ENDS_BEFORE_START = "ends_before_start"
    TOO_LONG = "too_long"
    ALREADY_BEGUN = "already_begun"  # one asks before
    TOO_FAR = "too_far"
    NOT_OVER = "not_over"  # evidence comes after
    TOO_LONG_AGO = "too_long_ago"
    NO_AMOUNT = "no_amount"
    MORE_THAN_DAYS = "more_than_days"
    TOO_MUCH = "too_much"


FIELDS = {
    Fault.UNKNOWN_FORM: "form",
    Fault.ENDS_BEFORE_START: "ends_on",
    Fault.TOO_LONG: "ends_on",
    Fault.ALREADY_BEGUN: "starts_on",
    Fault.TOO_FAR: "starts_on",
    Fault.NOT_OVER: "ends_on",
    Fault.TOO_LONG_AGO: "ends_on",
    Fault.NO_AMOUNT: "amount",
    Fault.MORE_THAN_DAYS: "amount",
    Fault.TOO_MUCH: "amount",
}
LONGEST_DAYS = 366
MOST = Decimal(999)
"""Of days, sessions or JP of one activity; the longest structural courses stay below."""


def earliest_end(today: date) -> date:
    """The first day on which an activity handed in today may have ended: last year's are still taken."""
    return date(today.year - 1, 1, 1)


def faults_of(facts: Facts, *, today: date, is_over: bool) -> list[Fault]:
    """What is wrong with the facts of a request, or (`is_over`) of an activity that is handed in."""
    found = _faults_of_days(facts, today, is_over)
    if facts.form not in BY_ID:
        return [Fault.UNKNOWN_FORM, *found]
    return found + (_faults_of_amount(facts) if is_over and not found else [])


def _faults_of_days(facts: Facts, today: date, is_over: bool) -> list[Fault]:
    if facts.ends_on < facts.starts_on:
        return [Fault.ENDS_BEFORE_START]
    if facts.days > LONGEST_DAYS:
        return [Fault.TOO_LONG]
    if not is_over:
        return _faults_of_plan(facts.starts_on, today)
    if facts.ends_on > today:
        return [Fault.NOT_OVER]
    return [Fault.TOO_LONG_AGO] if facts.ends_on < earliest_end(today) else []


def _faults_of_plan(starts_on: date, today: date) -> list[Fault]:
    if starts_on < today:
        return [Fault.ALREADY_BEGUN]
    return [Fault.TOO_FAR] if starts_on.year > today.year + 1 else []


def _faults_of_amount(facts: Facts) -> list[Fault]:
    if facts.amount <= 0:
        return [Fault.NO_AMOUNT]
    if BY_ID[facts.form].measure is Measure.DAY and facts.amount > facts.days:
        return [Fault.MORE_THAN_DAYS]
    return [Fault.TOO_MUCH] if facts.amount > MOST else []


def suggested_amount(form: int, days: int) -> Decimal | None:
    """What the dates alone say: all days, or once; None where only the certificate knows."""
    match BY_ID[form].measure:
        case Measure.DAY:
            return Decimal(days)
        case Measure.TIME:
            return Decimal(1)
        case _:
            return None


def proposed_jp(form: int, amount: Decimal, is_abroad: bool, *, most: Decimal | None = None) -> Decimal:
    """The JP that the conversion table gives, two places; what it leaves open are the JP of the certificate.

    `most` is a limit of the policy on what one may learn in these days; None where there is none.
    """
    found = BY_ID[form]
    rate = (found.jp_abroad if is_abroad else None) or found.jp
    times = Decimal(1) if found.measure is Measure.TIME else amount
    jp = times if rate is None else times * rate
    return (jp if most is None else min(jp, most)).quantize(Decimal("0.01"), ROUND_HALF_UP)


class Likeness(StrEnum):
    """Why something may be the same activity twice."""

    NUMBER = "number"  # the same certificate number
    FILE = "file"  # the same file as evidence
    DAYS = "days"  # at the same time under a similar title
    COUNTED = "counted"  # the ledger has JP of a similar title in these days from elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Something that may be the same: an activity of the same person, or (id None) an entry of his ledger."""

    id: int | None
    title: str
    starts_on: date
    ends_on: date
    state: State | None = None
    certificate_number: str = ""
    file_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """Something that looks like the same activity, and by what."""

    known: Known
    likeness: Likeness


def doubles(facts: Facts, file_ids: Collection[int], others: Iterable[Known]) -> list[Double]:
    """Which of a person's other activities and entries may be this one; each at most once."""
    found = ((other, _likeness(facts, file_ids, other)) for other in others)
    return [Double(known=other, likeness=likeness) for other, likeness in found if likeness]


def _likeness(facts: Facts, file_ids: Collection[int], other: Known) -> Likeness | None:
    number = _plain_number(facts.certificate_number)
    if number and number == _plain_number(other.certificate_number):
        return Likeness.NUMBER
    if other.file_ids.intersection(file_ids):
        return Likeness.FILE
    is_then = facts.starts_on <= other.ends_on and other.starts_on <= facts.ends_on
    if is_then and is_similar(facts.title, other.title):
        return Likeness.COUNTED if other.id is None else Likeness.DAYS
    return None


def _plain_number(number: str) -> str:
    """A certificate number as it compares: people write "No." before it, spaces, points."""
    return re.sub(r"^(NOMOR|NO)(?=\d)|[\W_]", "", re.sub(r"[\s.:]", "", number.upper()))


_FILLING = frozenset(
    {"dan", "di", "ke", "dari", "untuk", "dengan", "pada", "yang", "bagi", "dalam", "tahun"}
    | {"bimtek", "bimbingan", "teknis", "seminar", "webinar", "workshop", "lokakarya"}
    | {"pelatihan", "kursus", "sosialisasi", "diklat"}
)
"""Words that half of all titles share."""


def is_similar(one: str, other: str) -> bool:
    """Whether two titles share most of their words, the words that tell little left out."""
    words, others = _words(one), _words(other)
    return 2 * len(words & others) > min(len(words), len(others)) > 0


def _words(title: str) -> frozenset[str]:
    every = frozenset(re.findall(r"\w+", title.casefold()))
    return every - _FILLING or every


class GrantFault(StrEnum):
    """Why JP cannot be granted as typed."""

    NONE = "none"  # nothing, or less
    TOO_MUCH = "too_much"
    NO_REASON = "no_reason"  # other JP than proposed need one
    DOUBLE = "double"  # what looks counted already needs a word on why it is not


def grant_fault(jp: Decimal, *, proposed: Decimal, note: str, is_double: bool) -> GrantFault | None:
    """Why a verifier may not grant these JP, or None when he may."""
    if jp <= 0:
        return GrantFault.NONE
    if jp > MOST:
        return GrantFault.TOO_MUCH
    if note.strip():
        return None
    if is_double:
        return GrantFault.DOUBLE
    return GrantFault.NO_REASON if jp != proposed else None


def counts_already(found: Iterable[Double]) -> bool:
    """Whether one of these brought JP already: a second time needs a word on why it is another thing."""
    return any(one.known.id is None or one.known.state is State.VERIFIED for one in found)
