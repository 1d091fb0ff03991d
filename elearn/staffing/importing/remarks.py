"""What is said of a row: why it is refused, or what its reader should look at."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Remark(NamedTuple):
    """One thing about a row; `place` is its column, `value` what stands there or a number to be told."""

    code: Code
    place: str = ""
    value: str = ""


class Code(StrEnum):
    """What may be said; sentences.py has the words."""

    # refusals
    NIP_MISSING = "nip-missing"
    NIP_AS_NUMBER = "nip-as-number"
    NIP_MALFORMED = "nip-malformed"
    NIP_TWICE = "nip-twice"
    NIP_ENDED = "nip-ended"
    NIP_ELSEWHERE = "nip-elsewhere"
    IS_FORMULA = "is-formula"
    SURPLUS = "surplus"
    TOO_LONG = "too-long"
    HAS_CONTROL = "has-control"
    NAME_MISSING = "name-missing"
    STATUS_UNKNOWN = "status-unknown"
    KIND_UNKNOWN = "kind-unknown"
    EMAIL_MALFORMED = "email-malformed"
    DATE_MALFORMED = "date-malformed"
    DATE_AHEAD = "date-ahead"
    REASON_UNKNOWN = "reason-unknown"
    UNIT_MISSING = "unit-missing"
    UNIT_UNKNOWN = "unit-unknown"
    UNIT_AMBIGUOUS = "unit-ambiguous"
    UNIT_CLOSED = "unit-closed"
    UNIT_OUTSIDE = "unit-outside"
    SUPERVISOR_UNKNOWN = "supervisor-unknown"
    SUPERVISOR_SELF = "supervisor-self"
    SUPERVISOR_LEFT = "supervisor-left"
    SUPERVISOR_CYCLE = "supervisor-cycle"
    HAS_LEFT = "has-left"
    NOT_HERE = "not-here"
    LEAVE_FORBIDDEN = "leave-forbidden"
    CODE_MISSING = "code-missing"
    CODE_MALFORMED = "code-malformed"
    CODE_TWICE = "code-twice"
    CODE_ELSEWHERE = "code-elsewhere"
    PARENT_MISSING = "parent-missing"
    PARENT_UNKNOWN = "parent-unknown"
    PARENT_CYCLE = "parent-cycle"
    ZONE_UNKNOWN = "zone-unknown"
    # to look at
    NIP_ODD = "nip-odd"
    PHONE_AS_NUMBER = "phone-as-number"
    RANK_UNUSUAL = "rank-unusual"
    LINE_ENDED = "line-ended"
    TEAM_ENDED = "team-ended"


WARNINGS = frozenset(
    {
        Code.NIP_ODD,
        Code.PHONE_AS_NUMBER,
        Code.RANK_UNUSUAL,
        Code.LINE_ENDED,
        Code.TEAM_ENDED,
    }
)


def refuses(remarks: tuple[Remark, ...] | list[Remark]) -> bool:
    """Whether one of them keeps the row out."""
    return any(remark.code not in WARNINGS for remark in remarks)
