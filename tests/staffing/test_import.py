"""A list of staff comes in: who is new, who moves, who leaves, and what never happens."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from elearn.accounts import actions as accounts
from elearn.accounts import store as account_store
from elearn.accounts.roles import Role
from elearn.accounts.tables import Account, Grant, SignInSession
from elearn.database import db
from elearn.people import store as people_store
from elearn.people.tables import HeldPosition, Person, ReportingLine
from elearn.staffing.importing.actions import Outcome
from elearn.staffing.importing.plan import Verdict
from elearn.staffing.importing.remarks import Code, Remark
from elearn.staffing.importing.sentences import remark_words
from elearn.staffing.reach import Reach
from tests.staffing.conftest import NIP, TODAY, City, brought, listed, person

pytestmark = pytest.mark.both_databases
YESTERDAY = TODAY - timedelta(days=1)


def verdicts(outcome: Outcome) -> list[Verdict]:
    return [row.verdict for row in sorted(outcome.plan.rows, key=lambda row: row.number)]


def codes(outcome: Outcome, number: int = 0) -> list[Code]:
    return [remark.code for remark in outcome.plan.rows[number].remarks]


def everything() -> list[tuple[object, ...]]:
    """All rows that an import may touch."""
    tables = (Person, HeldPosition, ReportingLine, Account, Grant)
    return [tuple(row) for table in tables for row in db.session.execute(select(*table.__table__.columns))]


def test_a_supervisor_may_stand_below_those_he_leads(town: City) -> None:
    outcome = brought(
        listed(
            (NIP[0], "Andi", "pns", "Pengelola Data", "unit-2", NIP[1]),
            (NIP[1], "Dewi", "PPPK", "Kepala Bidang", "Dinas Sosial > Bidang Umum"),
        )
    )

    assert verdicts(outcome) == [Verdict.NEW, Verdict.NEW]
    andi, dewi = person(NIP[0]), person(NIP[1])
    assert (andi.name, andi.unit_id, andi.employment_status) == ("Andi", town.first, "pns")
    assert (dewi.unit_id, dewi.employment_status) == (town.section, "pppk")
    assert people_store.team_of(dewi.id, TODAY) == [andi.id]
    account = account_store.find_account(andi.id)
    assert account is not None and not account.has_password


def test_the_same_list_again_changes_nothing(town: City) -> None:
    body = listed(
        (NIP[0], "Andi", "pns", "Pengelola Data", "unit-2", NIP[1], "01/03/2020"),
        (NIP[1], "Dewi", "pppk", "Kepala Bidang", "unit-3", town.head.nip, "2020-03-01"),
        (town.siti.nip, "Siti R.", "pns", "Analis", "unit-3", NIP[1]),
    )
    brought(body)
    before = everything()

    again = brought(body)

    assert verdicts(again) == [Verdict.SAME] * 3
    assert everything() == before


def test_one_bad_row_keeps_all_rows_out_unless_good_ones_are_asked_for(town: City) -> None:
    body = listed((NIP[0], "Andi", "", "", "unit-2"), ("123", "Dewi", "", "", "unit-2"))
    before = everything()

    refused = brought(body)

    assert not refused.was_written
    assert everything() == before
    taken = brought(body, good_rows=True)
    assert taken.was_written
    assert person(NIP[0]).name == "Andi"


def test_a_refused_supervisor_takes_those_along_whom_he_should_lead(town: City) -> None:
    outcome = brought(
        listed((NIP[0], "Andi", "", "", "unit-2", NIP[1]), (NIP[1], "Dewi", "", "", "tidak-ada")),
        good_rows=True,
    )

    assert verdicts(outcome) == [Verdict.REFUSED, Verdict.REFUSED]
    assert codes(outcome, 0) == [Code.SUPERVISOR_UNKNOWN]


def test_an_empty_cell_keeps_and_a_dash_empties(town: City) -> None:
    headers = ("nip", "nama", "unit", "email", "telepon")
    brought(listed((NIP[0], "Andi", "unit-2", "andi@contoh.go.id", "0812 345"), headers=headers))

    brought(listed((NIP[0], "", "", "", "-"), headers=headers))

    row = db.session.execute(select(Person).where(Person.id == person(NIP[0]).id)).scalar_one()
    assert (row.name, row.email, row.phone) == ("Andi", "andi@contoh.go.id", "")


def test_a_move_ends_the_line_to_the_old_supervisor_and_keeps_history(town: City) -> None:
    brought(listed((town.siti.nip, "", "", "Analis", "")), today=date(2026, 11, 1))

    outcome = brought(listed((town.siti.nip, "", "", "Analis Kesehatan", "unit-4", "", "2026-11-20")))

    assert verdicts(outcome) == [Verdict.MOVED]
    assert codes(outcome) == [Code.LINE_ENDED]
    assert people_store.team_of(town.head.id, TODAY) == []
    assert people_store.team_of(town.head.id, date(2026, 11, 19)) == [town.siti.id]
    columns = (HeldPosition.name, HeldPosition.unit_id, HeldPosition.valid_from, HeldPosition.valid_to)
    held = select(*columns).where(HeldPosition.person_id == town.siti.id).order_by(HeldPosition.valid_from)
    assert [tuple(row) for row in db.session.execute(held)] == [
        ("Analis", town.first, date(2026, 11, 1), date(2026, 11, 19)),
        ("Analis Kesehatan", town.second, date(2026, 11, 20), None),
    ]


def test_a_move_with_a_new_supervisor_opens_that_line_on_the_day(town: City) -> None:
    brought(listed((NIP[0], "Kepala Baru", "", "", "unit-4")))

    brought(listed((town.siti.nip, "", "", "", "unit-4", NIP[0], "2026-11-10")))

    assert people_store.led_by([town.siti.id], date(2026, 11, 9)) == {town.siti.id: [town.head.id]}
    assert people_store.led_by([town.siti.id], date(2026, 11, 10)) == {town.siti.id: [person(NIP[0]).id]}


def test_a_supervisor_who_moves_alone_leaves_his_team_behind(town: City) -> None:
    outcome = brought(listed((town.head.nip, "", "", "", "unit-4")))

    assert codes(outcome) == [Code.TEAM_ENDED]
    assert people_store.team_of(town.head.id, TODAY) == []


def test_a_team_that_moves_as_a_whole_stays_together(town: City) -> None:
    outcome = brought(listed((town.head.nip, "", "", "", "unit-3"), (town.siti.nip, "", "", "", "unit-3")))

    assert [codes(outcome, number) for number in (0, 1)] == [[], []]
    assert people_store.team_of(town.head.id, TODAY) == [town.siti.id]


def test_a_repeated_old_first_day_does_not_rewrite_who_led_whom(town: City) -> None:
    brought(listed((NIP[0], "Andi", "", "", "unit-2", "", "2010-01-01")))

    brought(listed((town.siti.nip, "", "", "", "", NIP[0], "2010-01-01")))

    assert people_store.led_by([town.siti.id], YESTERDAY) == {town.siti.id: [town.head.id]}
    assert people_store.led_by([town.siti.id], TODAY) == {town.siti.id: [person(NIP[0]).id]}


def test_who_leaves_is_signed_out_and_keeps_the_record(town: City) -> None:
    accounts.open_session(town.siti.id)
    accounts.grant_role(town.siti.id, Role.AUTHOR, unit_id=town.first, granted_by="tes")

    outcome = brought(listed((town.siti.nip, "", "", "", "", "", "", "2026-11-20")))

    assert verdicts(outcome) == [Verdict.LEAVING]
    assert db.session.scalar(select(func.count()).select_from(SignInSession)) == 0
    assert account_store.held_roles([town.siti.id]) == {town.siti.id: []}
    assert people_store.team_of(town.head.id, TODAY) == []
    assert person(town.siti.nip).name == "Siti Rahmawati"
    row = db.session.get(Account, town.siti.id)
    assert row is not None and row.disabled_at is not None


def test_who_leaves_later_stays_until_that_day(town: City) -> None:
    body = listed((town.siti.nip, "", "", "", "", "", "", "2026-12-01"))

    brought(body)

    account = db.session.get(Account, town.siti.id)
    assert account is not None and account.disabled_at is None
    assert people_store.team_of(town.head.id, TODAY) == [town.siti.id]
    assert people_store.team_of(town.head.id, date(2026, 12, 1)) == []
    assert verdicts(brought(body)) == [Verdict.SAME]


def test_who_has_left_comes_back_only_when_it_is_said_and_without_old_rights(town: City) -> None:
    accounts.grant_role(town.siti.id, Role.HR_ADMIN, granted_by="tes")
    brought(listed((town.siti.nip, "", "", "", "", "", "", "2026-11-20")))

    silent = brought(listed((town.siti.nip, "Siti", "", "", "unit-2")))
    said = brought(listed((town.siti.nip, "", "", "", "", "", "", "-")))

    assert codes(silent) == [Code.HAS_LEFT]
    assert verdicts(said) == [Verdict.CHANGED]
    account = account_store.find_account(town.siti.id)
    assert account is not None and account.disabled_at is None and not account.has_password
    assert account_store.held_roles([town.siti.id]) == {town.siti.id: []}


def test_no_column_of_a_list_gives_a_right(town: City) -> None:
    headers = ("nip", "nama", "unit", "role", "is_admin", "password_hash", "Peran", "catatan")
    row = (NIP[0], "Andi", "unit-2", "sysadmin", "1", "x", "hr_admin", "y")

    outcome = brought(listed(row, headers=headers))

    assert outcome.plan.headings[0].rights == ("role", "is_admin", "password_hash", "Peran")
    assert outcome.plan.headings[0].ignored == ("catatan",)
    assert account_store.held_roles([person(NIP[0]).id]) == {person(NIP[0]).id: []}
    account = account_store.find_account(person(NIP[0]).id)
    assert account is not None and not account.has_password


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("", "Andi", "", "", "unit-2"), Code.NIP_MISSING),
        (("12345", "Andi", "", "", "unit-2"), Code.NIP_MALFORMED),
        (("1.98501E+17", "Andi", "", "", "unit-2"), Code.NIP_AS_NUMBER),
        ((NIP[0], "", "", "", "unit-2"), Code.NAME_MISSING),
        ((NIP[0], "=cmd|' /C calc'!A0", "", "", "unit-2"), Code.IS_FORMULA),
        ((NIP[0], "x" * 201, "", "", "unit-2"), Code.TOO_LONG),
        ((NIP[0], "An\u200bdi", "", "", "unit-2"), Code.HAS_CONTROL),
        ((NIP[0], "Andi", "honorer", "", "unit-2"), Code.STATUS_UNKNOWN),
        ((NIP[0], "Andi", "", "", ""), Code.UNIT_MISSING),
        ((NIP[0], "Andi", "", "", "Dinas Entah"), Code.UNIT_UNKNOWN),
        ((NIP[0], "Andi", "", "", "unit-2", NIP[5]), Code.SUPERVISOR_UNKNOWN),
        ((NIP[0], "Andi", "", "", "unit-2", NIP[0]), Code.SUPERVISOR_SELF),
        ((NIP[0], "Andi", "", "", "unit-2", "1,98E+17"), Code.NIP_AS_NUMBER),
        ((NIP[0], "Andi", "", "", "unit-2", "", "31/02/2020"), Code.DATE_MALFORMED),
        ((NIP[0], "Andi", "", "", "unit-2", "", "2027-01-01"), Code.DATE_AHEAD),
        ((NIP[0], "Andi", "", "", "unit-2", "", "", "2020-01-01"), Code.NOT_HERE),
    ],
)
def test_an_odd_row_is_refused_with_its_reason(town: City, row: tuple[str, ...], code: Code) -> None:
    outcome = brought(listed(row))

    assert code in codes(outcome)
    assert verdicts(outcome) == [Verdict.REFUSED]


@pytest.mark.parametrize(
    "nip",
    [
        "19850203 201001 1 001",
        "'198502032010011001",
        "1985.0203.2010.01.1.001",
        "19850203\u00a0201001\u00a01\u00a0001",
    ],
)
def test_a_nip_is_read_however_it_is_spaced(town: City, nip: str) -> None:
    brought(listed((nip, "Andi", "", "", "unit-2")))

    assert person("198502032010011001").name == "Andi"


@pytest.mark.parametrize(
    "nip", ["198513452010011001", "198502032010331001", "198502032010011000", "198502032010013001"]
)
def test_an_unusual_nip_is_told_and_taken(town: City, nip: str) -> None:
    outcome = brought(listed((nip, "Andi", "", "", "unit-2")))

    assert codes(outcome) == [Code.NIP_ODD]
    assert outcome.was_written


def test_the_same_nip_twice_is_refused_in_every_row(town: City) -> None:
    outcome = brought(listed((NIP[0], "Andi", "", "", "unit-2"), (NIP[0], "Andi B", "", "", "unit-2")))

    assert verdicts(outcome) == [Verdict.REFUSED, Verdict.REFUSED]
    assert outcome.plan.rows[0].remarks[0].value == "3"


def test_people_do_not_lead_themselves_over_others(town: City) -> None:
    outcome = brought(
        listed(
            (NIP[0], "Andi", "", "", "unit-2", NIP[1]),
            (NIP[1], "Dewi", "", "", "unit-2", NIP[2]),
            (NIP[2], "Eko", "", "", "unit-2", NIP[0]),
            (NIP[3], "Fitri", "", "", "unit-2", NIP[0]),
            (town.head.nip, "", "", "", "", town.siti.nip),
        )
    )

    assert [codes(outcome, number)[0] for number in (0, 1, 2, 4)] == [Code.SUPERVISOR_CYCLE] * 4
    assert codes(outcome, 3) == [Code.SUPERVISOR_UNKNOWN]


def test_two_may_change_places_without_a_circle(town: City) -> None:
    outcome = brought(
        listed((town.head.nip, "", "", "", "", town.siti.nip), (town.siti.nip, "", "", "", "", "-"))
    )

    assert verdicts(outcome) == [Verdict.CHANGED, Verdict.CHANGED]
    assert people_store.team_of(town.siti.id, TODAY) == [town.head.id]


def test_two_units_of_one_name_must_be_told_apart(town: City, make_unit: object) -> None:
    make_unit("Bidang Umum", parent_id=town.second)  # type: ignore[operator]

    by_name = brought(listed((NIP[0], "Andi", "", "", "bidang umum")))
    by_path = brought(listed((NIP[0], "Andi", "", "", "Dinas Sosial / Bidang Umum")))

    assert codes(by_name) == [Code.UNIT_AMBIGUOUS]
    assert person(NIP[0]).unit_id == town.section
    assert by_path.was_written


def test_an_operator_changes_only_people_of_his_units(town: City) -> None:
    reach = town.reach
    elsewhere = people_store.persons_like("Rudi Lain", below=None, on=TODAY, limit=1)[0]

    outside = brought(listed((elsewhere.nip, "Nama Lain", "", "", "")), reach)
    pulled_in = brought(listed((elsewhere.nip, "", "", "", "unit-2")), reach)
    pushed_out = brought(listed((town.siti.nip, "", "", "", "unit-4")), reach)
    placed = brought(listed((NIP[0], "Andi", "", "", "Dinas Kesehatan")), reach)
    own = brought(listed((NIP[0], "Andi", "", "", "unit-3")), reach)

    assert [codes(one) for one in (outside, pulled_in)] == [[Code.NIP_ELSEWHERE]] * 2
    assert [codes(one) for one in (pushed_out, placed)] == [[Code.UNIT_OUTSIDE]] * 2
    assert own.was_written
    assert person(elsewhere.nip).name == "Rudi Lain"
    # What the verdict says names neither the person nor the unit.
    assert outside.plan.rows[0].changes == () and pulled_in.plan.rows[0].changes == ()


def test_nobody_lets_someone_leave_who_weighs_more(town: City) -> None:
    reach = Reach(unit_ids=town.reach.unit_ids, irremovable=frozenset({town.head.id}))

    outcome = brought(listed((town.head.nip, "", "", "", "", "", "", "2026-11-20")), reach)

    assert codes(outcome) == [Code.LEAVE_FORBIDDEN]


def test_units_come_with_the_list_whatever_their_order(town: City) -> None:
    body = listed(
        ("seksi-1", "Seksi Data", "seksi", "bidang-1", "WITA"),
        ("bidang-1", "Bidang Data", "bidang", "unit-2", ""),
        headers=("kode", "nama", "jenis", "induk", "zona"),
    )

    outcome = brought(body)

    assert verdicts(outcome) == [Verdict.NEW, Verdict.NEW]
    section, division = people_store.find_unit("seksi-1"), people_store.find_unit("bidang-1")
    assert section is not None and division is not None
    assert people_store.units_above([section.id]) == {
        section.id: {section.id, division.id, town.first, town.city}
    }
    assert verdicts(brought(body)) == [Verdict.SAME, Verdict.SAME]


def test_a_unit_that_moves_takes_everything_below_it_along(town: City) -> None:
    outcome = brought(listed(("unit-2", "Dinas Sosial", "unit-4"), headers=("kode", "nama", "induk")))

    assert verdicts(outcome) == [Verdict.MOVED]
    assert town.section in people_store.unit_subtree_ids(town.second)


def test_units_do_not_stand_below_themselves(town: City) -> None:
    outcome = brought(
        listed(
            ("unit-2", "Dinas Sosial", "unit-3"),
            ("unit-9", "Baru", "unit-8"),
            ("unit-9", "Baru lagi", "unit-2"),
            ("unit-7", "", "unit-2"),
            headers=("kode", "nama", "induk"),
        )
    )

    found = {(row.number, row.remarks[0].code) for row in outcome.plan.rows}
    assert found == {
        (2, Code.PARENT_CYCLE),
        (3, Code.CODE_TWICE),
        (4, Code.CODE_TWICE),
        (5, Code.NAME_MISSING),
    }


def test_an_operator_adds_units_below_his_own_only(town: City) -> None:
    def tried(*row: str) -> list[Code]:
        return codes(brought(listed(row, headers=("kode", "nama", "induk")), town.reach))

    assert tried("baru", "Seksi Baru", "unit-4") == [Code.UNIT_OUTSIDE]
    assert tried("baru", "Instansi Baru", "") == [Code.PARENT_MISSING]
    assert tried("unit-4", "Nama Lain", "") == [Code.CODE_ELSEWHERE]
    assert tried("unit-2", "Dinas Sosial", "unit-4") == [Code.UNIT_OUTSIDE]
    assert tried("baru", "Seksi Baru", "unit-3") == []


def test_nobody_is_put_into_a_closed_unit(town: City) -> None:
    brought(listed(("unit-4", "Dinas Kesehatan", "2026-11-01"), headers=("kode", "nama", "ditutup")))

    outcome = brought(listed((NIP[0], "Andi", "", "", "unit-4")))

    assert codes(outcome) == [Code.UNIT_CLOSED]


def test_every_remark_has_words_with_a_mend(town: City, app: Flask) -> None:
    with app.test_request_context():
        for code in Code:
            words = remark_words(Remark(code, "nip", "2026-01-01"))
            assert words.endswith("."), code


@pytest.mark.parametrize("count", [3, 30])
def test_the_count_of_queries_does_not_grow_with_the_list(town: City, count: int) -> None:
    rows = [
        (f"19850203201001{1}{number:03d}", f"Orang {number}", "", "Staf", "unit-2", town.head.nip)
        for number in range(1, count + 1)
    ]
    body = listed(*rows)
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        brought(body)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)

    assert len(statements) <= 30
