"""What the page of one person prints."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from elearn.accounts import store as account_store
from elearn.accounts.roles import HeldRole, Role
from elearn.people import absence_store, leading_store
from elearn.people import store as people_store
from elearn.people.absence_store import AbsenceRow
from elearn.people.leading_store import LineRow, NumberRow, PositionRow
from elearn.people.positions import BASIS_WORDS
from elearn.people.rows import PersonRow
from elearn.staffing import store
from elearn.staffing.forms import FIELDS, REASON_CODES, PersonForm, RoleForm
from elearn.staffing.reach import Reach
from elearn.staffing.rules import roles_to_give
from elearn.staffing.sentences import role_word
from elearn.staffing.unit_tree import branches


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleLine:
    """A role with the unit it holds for ("" for everywhere)."""

    role: str
    unit: str
    held: HeldRole


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonPage:
    """Everything beside the form."""

    numbers: list[NumberRow]
    positions: list[PositionRow]
    lines: list[LineRow]
    absences: list[AbsenceRow]
    roles: list[RoleLine]
    basis_words: Mapping[str, str]
    has_password: bool
    is_disabled: bool
    may_change_number: bool
    leads: int


def person_page(person: PersonRow, reach: Reach, today: date) -> PersonPage:
    """The page, in a fixed count of queries."""
    account = account_store.find_account(person.id)
    held = account_store.held_roles([person.id])[person.id]
    units = people_store.units([one.unit_id for one in held if one.unit_id is not None])
    return PersonPage(
        numbers=leading_store.numbers_of(person.id),
        positions=leading_store.positions_of(person.id),
        lines=leading_store.lines_of(person.id),
        absences=absence_store.absences_of(person.id, since=today),
        roles=[
            RoleLine(
                role=role_word(one.role),
                unit=units[one.unit_id].name if one.unit_id in units else "",
                held=one,
            )
            for one in held
        ],
        basis_words=BASIS_WORDS,
        has_password=account is not None and account.has_password,
        is_disabled=account is not None and account.disabled_at is not None,
        may_change_number=person.id not in reach.irremovable,
        leads=len(people_store.direct_report_ids(person.id, today)),
    )


def role_form(reach: Reach, held: Collection[Role], today: date) -> RoleForm:
    """The roles that a holder of these may give, for the units he looks after."""
    form = RoleForm()
    form.role.choices = [SelectChoice(role.value, role_word(role)) for role in roles_to_give(held)]
    units = branches(store.units_within(reach, on=today))
    form.role_unit.choices = [
        *([SelectChoice("", gettext("Semua unit"))] if reach.is_whole else []),
        *(SelectChoice(str(one.unit.id), "\u00a0\u00a0" * one.depth + one.unit.name) for one in units),
    ]
    return form


def filled_form(form: PersonForm, row: Mapping[str, Any], leader_nip: str) -> None:
    """Put what is known into the form."""
    columns = {
        "status": "employment_status",
        "kind": "position_kind",
        "left": "left_on",
    }
    for name in FIELDS:
        if name not in {"supervisor", "since", "left_reason"}:
            form[name].data = row[columns.get(name, name)]
    form.supervisor.data = leader_nip
    form.since.data = None
    form.left_reason.data = REASON_CODES.get(row["left_reason"], "")
