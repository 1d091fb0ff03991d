"""Tim saya as a supervisor reads it: rows, filters, numbers, a day that is past, and what it costs."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from elearn.database import db
from elearn.people.tables import Delegation, Person, ReportingLine
from elearn.team.tables import DevelopmentTalk
from elearn.visibility.tables import Look
from tests.conftest import TestPerson
from tests.team.conftest import ARCHIVE, ETHICS, NOW, TITLES, TODAY, House, finish, oblige, post, selects

Browse = Callable[[TestPerson], FlaskClient]
THIRTY_KIB = 30 * 1024


def rows(html: str) -> list[str]:
    """The rows of people in the list, as text without tags."""
    body = html.split("team-table", 1)[1].split("<tbody", 1)[1].split("</tbody>", 1)[0]
    return [
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip()
        for row in re.findall(r"<tr.*?</tr>", body, re.S)
    ]


def names(html: str) -> list[str]:
    return [
        row for row in ("Siti", "Budi", "Wati", "Tono", "Rina") if any(row in line for line in rows(html))
    ]


def test_the_list_begins_with_who_needs_something_and_with_ones_own_row(
    late_house: House, browse: Browse
) -> None:
    page = browse(late_house.hendra).get("/team/").text
    assert rows(page)[0].startswith("Anda")
    # Siti is late, Wati has not begun, Budi has done everything.
    assert [line.split()[0] for line in rows(page)[1:]] == ["Siti", "Wati"]
    assert "Lewat tenggat" in rows(page)[1] and "tenggat 5 Juni 2026" in rows(page)[1]
    assert "Belum mulai" in rows(page)[2]


def test_filters_search_and_order_narrow_the_list_and_nothing_else(late_house: House, browse: Browse) -> None:
    browser = browse(late_house.hendra)
    assert names(browser.get("/team/?show=everyone").text) == ["Siti", "Budi", "Wati"]
    assert names(browser.get("/team/?show=overdue").text) == ["Siti"]
    found = post(browser, "/team/find", words="santoso BUDI")
    assert found.location == f"/team/?show=everyone&who={late_house.budi.id}"
    assert names(browser.get(found.location).text) == ["Budi"]
    assert (
        "Tidak ada nama yang cocok." in browser.get(post(browser, "/team/find", words="Tono").location).text
    )
    by_name = rows(browser.get("/team/?show=everyone&sort=name").text)[1:]
    assert [line.split()[0] for line in by_name] == ["Budi", "Siti", "Wati"]


def test_the_three_numbers_count_mandatory_courses_of_the_people_and_not_ones_own(
    late_house: House, browse: Browse
) -> None:
    oblige([late_house.wati], ETHICS, TODAY - timedelta(days=1), level="recommended")
    page = browse(late_house.hendra).get("/team/").text
    numbers = re.sub(
        r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split('class="team-numbers"')[1].split("</ul>")[0])
    )
    assert "1 dari 2 wajib selesai tepat waktu" in numbers
    assert "1 lewat tenggat, pada 1 orang" in numbers
    assert "0 dari 2 orang mencapai target" in numbers and "1 PPPK berbatas atas, tanpa target" in numbers


def test_a_day_that_is_past_shows_what_held_then(late_house: House, browse: Browse) -> None:
    browser = browse(late_house.hendra)
    # On 20 May nobody was late: the date was 5 June; Budi finished on 26 May.
    then = browser.get("/team/?show=everyone&on=2026-05-20").text
    assert "Lewat tenggat" not in "".join(rows(then))
    assert "Selesai" not in "".join(rows(then))
    assert "Keadaan per 20 Mei 2026" in then
    between = rows(browser.get("/team/?show=everyone&on=2026-05-27").text)
    assert any("Budi" in line and "Selesai" in line for line in between)
    # Before anything was asked for there is nothing to show; nothing can be done about the past.
    before = browser.get("/team/?show=everyone&on=2026-01-05").text
    assert TITLES[ETHICS] not in before
    assert 'name="p"' not in then


def test_a_day_to_come_is_refused_in_words(late_house: House, browse: Browse) -> None:
    page = browse(late_house.hendra).get("/team/?on=2027-01-01").text
    assert "belum lewat atau tidak dikenal" in page and "Keadaan per 15 Juni 2026" in page


def test_each_look_is_written_with_its_scope_and_its_day(late_house: House, browse: Browse) -> None:
    browser = browse(late_house.hendra)
    for path in ("/team/", "/team/?show=everyone", "/team/export/csv", f"/team/{late_house.siti.id}"):
        assert browser.get(path).status_code == 200
    found = [
        (one.viewer_id, one.page, one.scope, one.subject_id)
        for one in db.session.query(Look).order_by(Look.id)
    ]
    hendra = late_house.hendra.id
    assert found == [
        (hendra, "team", "direct", None),
        (hendra, "export", "direct", None),
        (hendra, "person", "person", late_house.siti.id),
    ]


def test_who_leads_nobody_has_no_such_page_and_no_such_place_in_the_menu(
    late_house: House, browse: Browse
) -> None:
    learner, leader = browse(late_house.siti), browse(late_house.hendra)
    assert learner.get("/team/").status_code == 403
    assert 'href="/team/"' not in learner.get("/learning/").text
    assert 'href="/team/"' in leader.get("/learning/").text


def add_people(leader_id: int, unit_id: int, amount: int) -> list[int]:
    people = [
        Person(name=f"Pegawai {place:03d}", employment_status="pns", unit_id=unit_id)
        for place in range(amount)
    ]
    db.session.add_all(people)
    db.session.flush()
    db.session.add_all(
        ReportingLine(person_id=one.id, supervisor_id=leader_id, valid_from=date(2020, 1, 1))
        for one in people
    )
    db.session.commit()
    return [one.id for one in people]


@pytest.mark.parametrize(
    "path", ["/team/?show=everyone", "/team/?show=everyone&on=2026-06-01", "/team/export/xlsx"]
)
def test_three_hundred_people_cost_as_many_queries_as_three(
    late_house: House, browse: Browse, path: str
) -> None:
    browser = browse(late_house.hendra)
    browser.get(path)
    with selects() as few:
        assert browser.get(path).status_code == 200
    ids = add_people(late_house.hendra.id, late_house.unit_a, 300)
    oblige([TestPerson(one, "", "", 0, "") for one in ids], ETHICS, TODAY + timedelta(days=40))
    with selects() as many:
        assert browser.get(path).status_code == 200
    assert len(many) == len(few)
    assert len(many) <= 20


def test_a_large_team_comes_in_pages_of_fifty_that_weigh_little(late_house: House, browse: Browse) -> None:
    ids = add_people(late_house.hendra.id, late_house.unit_a, 120)
    oblige([TestPerson(one, "", "", 0, "") for one in ids], ARCHIVE, TODAY - timedelta(days=2))
    browser = browse(late_house.hendra)
    first, last = browser.get("/team/"), browser.get("/team/?page=99")
    assert len(rows(first.text)) == 51
    assert "Halaman 1 dari 3" in first.text and "Halaman 3 dari 3" in last.text
    assert len(gzip.compress(first.data)) < THIRTY_KIB


def test_a_deputy_sees_the_team_during_the_delegation_and_not_after(
    late_house: House, browse: Browse, make_person: Callable[..., Any]
) -> None:
    deputy = make_person("Dewi Pengganti", unit_id=late_house.unit_b)
    db.session.add(
        Delegation(
            supervisor_id=late_house.hendra.id,
            deputy_id=deputy.id,
            valid_from=TODAY - timedelta(days=3),
            valid_to=TODAY,
            made_at=NOW,
        )
    )
    db.session.commit()
    browser = browse(deputy)
    page = browser.get("/team/?show=everyone").text
    assert names(page) == ["Siti", "Budi", "Wati"] and "pelimpahan yang sedang berlaku" in page
    assert browser.get(f"/team/{late_house.siti.id}").status_code == 200
    db.session.query(Delegation).update({"valid_to": TODAY - timedelta(days=1)})
    db.session.commit()
    assert browser.get("/team/").status_code == 403
    assert browser.get(f"/team/{late_house.siti.id}").status_code == 404


def test_who_moves_to_another_supervisor_is_gone_from_the_list_with_the_next_page(
    late_house: House, browse: Browse
) -> None:
    hendra, rina = browse(late_house.hendra), browse(late_house.rina)
    line = db.session.query(ReportingLine).filter_by(person_id=late_house.siti.id).one()
    line.valid_to = TODAY - timedelta(days=1)
    db.session.add(
        ReportingLine(person_id=late_house.siti.id, supervisor_id=late_house.rina.id, valid_from=TODAY)
    )
    db.session.commit()
    assert names(hendra.get("/team/?show=everyone").text) == ["Budi", "Wati"]
    assert hendra.get(f"/team/{late_house.siti.id}").status_code == 404
    assert names(rina.get("/team/?show=everyone").text) == ["Siti", "Tono"]


def test_who_left_is_in_no_list_but_his_own_mirror_stays(late_house: House, browse: Browse) -> None:
    siti = browse(late_house.siti)
    db.session.query(Person).filter_by(id=late_house.siti.id).update({"left_on": TODAY})
    db.session.commit()
    hendra = browse(late_house.hendra)
    assert names(hendra.get("/team/?show=everyone").text) == ["Budi", "Wati"]
    assert hendra.get(f"/team/{late_house.siti.id}").status_code == 404
    assert siti.get("/team/mirror").status_code in {200, 303}


def test_a_late_completion_turns_the_cell_and_leaves_the_others(late_house: House, browse: Browse) -> None:
    finish(late_house.siti, ETHICS, TODAY - timedelta(days=1))
    line = next(
        row for row in rows(browse(late_house.hendra).get("/team/?show=everyone").text) if "Siti" in row
    )
    assert "Selesai 14 Juni 2026" in line and "Belum mulai" in line


def test_a_talk_is_between_two_people(
    late_house: House, browse: Browse, make_person: Callable[..., Any]
) -> None:
    hendra, siti = browse(late_house.hendra), browse(late_house.siti)
    done = post(
        hendra,
        "/team/act",
        deed="talk",
        people=str(late_house.siti.id),
        held_on=TODAY.isoformat(),
        text="Ingin mendalami arsip.",
        next_step="Ikut pelatihan arsip.",
    )
    assert done.status_code == 303
    talk = db.session.query(DevelopmentTalk).one()
    assert "Ingin mendalami arsip." in siti.get("/team/mirror").text
    answered = post(siti, f"/team/mirror/talks/{talk.id}", reply="Setuju, mulai Juli.")
    assert answered.status_code == 303
    assert "Setuju, mulai Juli." in hendra.get(f"/team/{late_house.siti.id}").text
    # Neither a colleague nor the next supervisor reads it.
    assert post(browse(late_house.budi), f"/team/mirror/talks/{talk.id}", reply="x").status_code == 404
    line = db.session.query(ReportingLine).filter_by(person_id=late_house.siti.id).one()
    line.supervisor_id = late_house.rina.id
    db.session.commit()
    assert "mendalami" not in browse(late_house.rina).get(f"/team/{late_house.siti.id}").text


def test_an_empty_answer_to_a_talk_comes_back_with_what_is_wrong(late_house: House, browse: Browse) -> None:
    fields = {"held_on": TODAY.isoformat(), "text": "Satu.", "next_step": ""}
    post(browse(late_house.hendra), "/team/act", deed="talk", people=str(late_house.siti.id), **fields)
    talk = db.session.query(DevelopmentTalk).one()
    refused = post(browse(late_house.siti), f"/team/mirror/talks/{talk.id}", reply="   ")
    assert refused.status_code == 422 and "Tulis tanggapan Anda." in refused.text
