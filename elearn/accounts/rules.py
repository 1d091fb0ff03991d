"""Who may help whom with signing in. Pure decisions."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from elearn.accounts.roles import WEIGHT, HeldRole, Role

# Roles that serve people who cannot sign in.
HELPING = frozenset({Role.UNIT_OPERATOR, Role.HR_ADMIN, Role.SYSADMIN})


def covers(held: HeldRole, unit_and_above: Collection[int]) -> bool:
    """Whether a role reaches a unit, given the ids of the unit and of all units above it."""
    return held.unit_id is None or held.unit_id in unit_and_above


def may_issue_code(
    actor: Collection[HeldRole],
    target: Collection[HeldRole],
    *,
    target_unit_and_above: Collection[int],
    scopes_and_above: Mapping[int, Collection[int]],
) -> bool:
    """Whether the actor may replace the target's password by a one-time code.

    `scopes_and_above` gives, for each unit a target's role is scoped to, that unit and all above it.
    The actor's role must reach the person's unit and weigh more than every role the person holds,
    within its own scope: otherwise a reset would be a way up.
    """
    return any(
        held.role in HELPING
        and covers(held, target_unit_and_above)
        and all(_outranks(held, other, scopes_and_above) for other in target)
        for held in actor
    )


def _outranks(held: HeldRole, other: HeldRole, scopes_and_above: Mapping[int, Collection[int]]) -> bool:
    if held.role is Role.SYSADMIN:  # answers for the whole installation, other administrators included
        return held.unit_id is None
    if WEIGHT[held.role] <= WEIGHT[other.role]:
        return False
    if other.unit_id is None:
        return held.unit_id is None
    return covers(held, scopes_and_above[other.unit_id])
