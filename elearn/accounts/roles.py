"""Roles: what a person may be in this installation, and which role weighs more."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """A role. Learner comes with being a person, supervisor with leading somebody; the rest is granted."""

    LEARNER = "learner"
    SUPERVISOR = "supervisor"
    AUTHOR = "author"
    REVIEWER = "reviewer"
    UNIT_OPERATOR = "unit_operator"
    UNIT_HEAD = "unit_head"
    HR_ADMIN = "hr_admin"
    SYSADMIN = "sysadmin"


GRANTABLE = frozenset(Role) - {Role.LEARNER, Role.SUPERVISOR}

# Who may reset whom: only a role with more weight. A head weighs more than the operator who serves him,
# so an operator cannot take over the sign-in of the head.
WEIGHT = {
    Role.LEARNER: 0,
    Role.SUPERVISOR: 0,
    Role.AUTHOR: 1,
    Role.REVIEWER: 1,
    Role.UNIT_OPERATOR: 2,
    Role.UNIT_HEAD: 3,
    Role.HR_ADMIN: 4,
    Role.SYSADMIN: 5,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldRole:
    """A granted role with its scope: a unit and all below it, or (None) the whole installation."""

    role: Role
    unit_id: int | None = None
