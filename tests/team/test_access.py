"""Whoever asks, however he asks: nothing of another team or unit in pages, files, paper and totals."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient

from elearn.accounts.roles import Role
from elearn.database import db
from elearn.people.tables import Person, ReportingLine
from elearn.team.tables import DevelopmentTalk
from elearn.visibility.tables import Look
from tests.conftest import TestPerson
from tests.team.conftest import SAFETY, TITLES, TODAY, House, oblige, post

Browse = Callable[[TestPerson], FlaskClient]
LISTS = ("/team/", "/team/export/xlsx", "/team/export/csv", "/team/export/print")
ODD = (
    "unit={b}",
    "unit=",
    "unit={a}&unit={b}",
    "unit[]={b}",
    "unit={a}%00",
    "unit_id={b}",
    "scope=all",
    "scope=unit&unit={b}",
    "supervisor={rina}",
    "person_id={tono}",
    "p={tono}",
    "who={tono}",
    "who={siti},{tono}",
    "who=%25",
    "who='",
    "q=Bidang%20B",
    "show=everyone&page=2",
    "show=%00",
    "on=2026-06-01&unit={b}",
    "sort=name&show=everyone&supervisor_id={rina}",
)


def words_of(answer: Any) -> str:
    """Everything a file or a page says, decoded."""
    if "spreadsheetml" in answer.content_type:
        book = openpyxl.load_workbook(io.BytesIO(answer.data), data_only=False)
        return "\n".join(
            str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell
        )
    return str(answer.text)


@pytest.mark.parametrize("path", LISTS)
def test_a_supervisor_of_unit_a_sees_nothing_of_unit_b_whatever_the_address_says(
    late_house: House, browse: Browse, path: str
) -> None:
    browser = browse(late_house.hendra)
    plain = words_of(browser.get(f"{path}?show=everyone"))
    assert "Siti Rahmawati" in plain
    ids = {
        "a": late_house.unit_a,
        "b": late_house.unit_b,
        "rina": late_house.rina.id,
        "tono": late_house.tono.id,
        "siti": late_house.siti.id,
    }
    for odd in ODD:
        answer = browser.get(f"{path}?{odd.format(**ids)}")
        assert answer.status_code == 200, odd
        said = words_of(answer)
        for secret in ("Tono", "Rina", TITLES[SAFETY], late_house.tono.nip):
            assert secret not in said, f"{secret} in {path}?{odd}"


@pytest.mark.parametrize("path", LISTS)
def test_totals_of_a_team_do_not_move_when_another_team_does(
    late_house: House, browse: Browse, path: str
) -> None:
    browser = browse(late_house.hendra)
    before = words_of(browser.get(f"{path}?show=everyone"))
    oblige([late_house.tono, late_house.rina], "arsip", TODAY)
    assert (
        words_of(browser.get(f"{path}?show=everyone")).split("csrf_token")[0] == before.split("csrf_token")[0]
    )


@pytest.mark.parametrize("who", ["siti", "rina", "tono"])
def test_the_page_of_a_person_is_not_there_for_who_does_not_lead_him(
    late_house: House, browse: Browse, who: str
) -> None:
    browser = browse(getattr(late_house, who))
    path = f"/team/{late_house.budi.id}"
    assert browser.get(path).status_code == 404
    assert browser.get("/team/999999").status_code == 404
    # Of somebody else's person one learns as little as of nobody, and no look is written.
    assert browser.get(path).data == browser.get("/team/999999").data
    assert db.session.query(Look).count() == 0


@pytest.mark.parametrize("deed", ["remind", "praise", "shift", "exempt", "assign", "talk"])
def test_nobody_acts_for_people_of_another_team_not_even_among_his_own(
    late_house: House, browse: Browse, deed: str
) -> None:
    browser = browse(late_house.hendra)
    both = f"{late_house.siti.id},{late_house.tono.id}"
    fields = {
        "text": "x",
        "courses": SAFETY,
        "to": "2026-08-01",
        "reason": "x",
        "reason_kind": "duty",
        "course": SAFETY,
        "level": "mandatory",
        "due_on": "2026-08-01",
        "held_on": "2026-06-01",
    }
    assert browser.get(f"/team/act?deed={deed}&p={late_house.tono.id}").status_code == 404
    assert (
        browser.get(f"/team/act?deed={deed}&p={late_house.siti.id}&p={late_house.tono.id}").status_code == 404
    )
    assert post(browser, "/team/act", deed=deed, people=both, **fields).status_code == 404
    # Nor for oneself.
    assert (
        post(browser, "/team/act", deed=deed, people=str(late_house.hendra.id), **fields).status_code == 404
    )
    assert db.session.query(DevelopmentTalk).count() == 0


def test_odd_ids_and_deeds_are_not_found_and_break_nothing(late_house: House, browse: Browse) -> None:
    browser = browse(late_house.hendra)
    siti = late_house.siti.id
    assert browser.get(f"/team/act?deed=promote&p={siti}").status_code == 404
    for people in ("x", "-1", "１２", "9" * 40, "0"):
        assert post(browser, "/team/act", deed="remind", people=people, text="x").status_code == 404, people
    assert browser.get("/team/act?deed=remind").status_code == 303
    assert browser.get("/team/act?deed=remind&p=abc").status_code == 303


def test_a_unit_shows_names_to_a_grant_for_it_and_to_nobody_else(
    late_house: House, browse: Browse, make_person: Callable[..., Any]
) -> None:
    head = make_person("Kepala Bidang", unit_id=late_house.unit_a, roles=(Role.UNIT_HEAD,))
    author = make_person("Penyusun", unit_id=late_house.unit_a, roles=(Role.AUTHOR,))
    outsider = make_person("Kepala Lain", unit_id=late_house.unit_b, roles=(Role.UNIT_HEAD,))
    a, b = f"/team/unit/{late_house.unit_a}", f"/team/unit/{late_house.unit_b}"
    page = browse(head).get(f"{a}?show=everyone")
    assert "Siti Rahmawati" in page.text and "Tono" not in page.text
    assert browse(head).get(b).status_code == 404
    assert browse(head).get(f"/team/{late_house.siti.id}").status_code == 200
    assert browse(head).get(f"/team/{late_house.tono.id}").status_code == 404
    # Of the unit one sees what it shows to all of it: no names of colleagues, no files.
    assert "Siti" not in browse(author).get(a).text
    assert browse(author).get(f"/team/{late_house.siti.id}").status_code == 404
    for kind in ("xlsx", "csv", "print"):
        assert browse(author).get(f"{a}/export/{kind}").status_code == 404
        assert browse(outsider).get(f"{a}/export/{kind}").status_code == 404
        assert "Siti Rahmawati" in words_of(browse(head).get(f"{a}/export/{kind}?show=everyone"))
    assert browse(outsider).get(a).status_code == 404


def test_a_head_who_leads_nobody_himself_acts_from_the_unit_and_comes_back_to_it(
    late_house: House, browse: Browse, make_person: Callable[..., Any]
) -> None:
    head = browse(make_person("Kepala Bidang", unit_id=late_house.unit_a, roles=(Role.UNIT_HEAD,)))
    people = f"{late_house.siti.id},{late_house.budi.id}"
    assert head.get(f"/team/act?deed=praise&p={late_house.siti.id}").status_code == 200
    done = post(head, "/team/act", deed="praise", people=people, text="Terima kasih.", step="do")
    assert done.status_code == 303 and done.location == f"/team/unit/{late_house.unit_a}"
    assert head.get(done.location).status_code == 200
    assert head.get("/team/act?deed=praise").location == "/learning/"


def test_an_operator_of_a_unit_sees_names_but_has_nothing_to_press(
    late_house: House, browse: Browse, make_person: Callable[..., Any]
) -> None:
    operator = browse(make_person("Operator", unit_id=late_house.unit_a, roles=(Role.UNIT_OPERATOR,)))
    page = operator.get(f"/team/unit/{late_house.unit_a}?show=everyone").text
    assert "Siti Rahmawati" in page and 'name="deed"' not in page and 'name="p"' not in page
    assert operator.get(f"/team/act?deed=remind&p={late_house.siti.id}").status_code == 404


def lead(above: TestPerson, below: TestPerson) -> None:
    db.session.add(ReportingLine(person_id=below.id, supervisor_id=above.id, valid_from=TODAY))
    db.session.commit()


def add_staff(leader: TestPerson, unit_id: int, amount: int) -> None:
    people = [
        Person(name=f"Staf {place}", employment_status="pns", unit_id=unit_id) for place in range(amount)
    ]
    db.session.add_all(people)
    db.session.flush()
    db.session.add_all(
        ReportingLine(person_id=one.id, supervisor_id=leader.id, valid_from=TODAY) for one in people
    )
    db.session.commit()


def test_the_supervisor_of_supervisors_sees_figures_and_no_name_below_the_first_level(
    late_house: House, browse: Browse, make_person: Callable[..., Any]
) -> None:
    chief = make_person("Kepala Dinas")
    lead(chief, late_house.hendra)
    lead(chief, late_house.rina)
    add_staff(late_house.hendra, late_house.unit_a, 4)
    browser = browse(chief)
    page = browser.get("/team/levels").text
    # Seven of unit A; the one of unit B alone would be Tono: the two go together.
    assert "Siti" not in page and "Tono" not in page
    assert "Unit kecil lain (2)" in page and f"/team/unit/{late_house.unit_b}" not in page
    assert browser.get(f"/team/{late_house.siti.id}").status_code == 404
    add_staff(late_house.rina, late_house.unit_b, 5)
    page = browser.get("/team/levels").text
    assert f"/team/unit/{late_house.unit_a}" in page and f"/team/unit/{late_house.unit_b}" in page
    unit = browser.get(f"/team/unit/{late_house.unit_b}")
    assert unit.status_code == 200 and "Tono" not in unit.text and "Staf 1" not in unit.text
    assert browser.get(f"/team/unit/{late_house.unit_b}/export/csv").status_code == 404


def test_figures_of_fewer_than_five_are_not_there_at_all(
    late_house: House, browse: Browse, make_person: Callable[..., Any]
) -> None:
    chief = make_person("Kepala Dinas")
    lead(chief, late_house.hendra)
    page = browse(chief).get("/team/levels").text
    assert "Terlalu sedikit orang" in page and "team-table" not in page


def test_lines_that_run_in_a_circle_do_not_hang(late_house: House, browse: Browse) -> None:
    lead(late_house.siti, late_house.hendra)
    assert browse(late_house.hendra).get("/team/levels").status_code == 200
