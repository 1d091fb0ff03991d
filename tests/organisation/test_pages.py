"""The page of an organisation: right sums, every number opened down to its rows, nothing of other units."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from elearn.accounts import actions as accounts
from elearn.accounts.roles import Role
from elearn.database import db
from elearn.people.tables import Person
from tests.organisation.conftest import Agencies, counted, number

Watcher = Callable[..., FlaskClient]
CELLS = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
BELOW = "unit_id IN (SELECT unit_id FROM unit_closure WHERE ancestor_id = {unit})"
OBLIGATIONS = "SELECT count(*) FROM obligation o JOIN person p ON p.id = o.person_id WHERE p."
OF_2026 = (
    " AND (o.due_on BETWEEN '2026-01-01' AND '2026-12-31' OR (o.state = 'open' AND o.due_on < '2026-01-01'))"
)


def page_of(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.text


def opened(page: str) -> list[tuple[int, str]]:
    """Every number that opens rows, with its address."""
    found = re.findall(r'<a class="opens" href="([^"]+)"[^>]*>([\d.]+)</a>', page)
    return [(int(said.replace(".", "")), html.unescape(address)) for address, said in found]


def the_numbers(page: str) -> list[str]:
    box = page.partition('<ul class="org-numbers">')[2].partition("</ul>")[0]
    return re.findall(r"\d[\d.,%]*", re.sub(r"<a [^>]*>|<[^>]+>", " ", box))


def rows_said(page: str) -> int:
    found = re.search(r"([\d.]+) baris, sama", page)
    assert found
    return int(found[1].replace(".", ""))


@pytest.mark.both_databases
def test_the_page_says_what_the_obligations_say(watcher: Watcher, agencies: Agencies) -> None:
    page = page_of(watcher(Role.HR_ADMIN, agencies.first), "/organisation/")
    mine = OBLIGATIONS + BELOW.format(unit=agencies.first) + OF_2026
    asked = number(mine + " AND o.state <> 'exempt'")
    done = number(mine + " AND o.state = 'completed'")
    overdue = number(mine + " AND o.state = 'open' AND o.due_on < '2026-11-20'")
    still_open = number(mine + " AND o.state = 'open'")
    people = number("SELECT count(*) FROM person WHERE " + BELOW.format(unit=agencies.first))
    said = [text.replace(".", "") for text in the_numbers(page)]
    assert said[1:5] == [str(done), str(asked), str(overdue), str(still_open)]
    assert said[-1] == str(people)
    assert 0 < overdue < done
    # The other agency is real and nowhere on the page.
    assert number(OBLIGATIONS + BELOW.format(unit=agencies.second)) > 0


@pytest.mark.parametrize("query", ["", "?level=mandatory", "?year=2025", "?course=pelindungan-data"])
def test_every_number_opens_as_many_rows_as_it_says(watcher: Watcher, agencies: Agencies, query: str) -> None:
    client = watcher(Role.HR_ADMIN, agencies.first)
    numbers = opened(page_of(client, f"/organisation/{query}"))
    assert len(numbers) > 30
    for said, address in numbers:
        assert rows_said(page_of(client, address)) == said, address
    # Not the count alone: the rows themselves, page after page.
    said, address = min(numbers)
    body = page_of(client, address).partition("<tbody>")[2].partition("</tbody>")[0]
    assert body.count("<tr>") == min(said, 50)


def test_the_rows_of_a_long_list_come_once_each(watcher: Watcher, agencies: Agencies) -> None:
    client = watcher(Role.HR_ADMIN, agencies.first)
    answer = client.get(
        "/organisation/rows/export/csv", query_string={"unit": agencies.first, "what": "people"}
    )
    everyone = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))[1:]
    seen: list[str] = []
    for number_of_page in range(1, 6):
        page = page_of(client, f"/organisation/rows?unit={agencies.first}&what=people&page={number_of_page}")
        seen += re.findall(r'<tr><th scope="row">([^<]+)</th>', page)
    assert len(seen) == len(everyone) > 150
    assert sorted(map(html.unescape, seen)) == sorted(row[0] for row in everyone)


def test_who_looks_after_one_unit_opens_no_other(watcher: Watcher, agencies: Agencies) -> None:
    client = watcher(Role.UNIT_OPERATOR, agencies.office)
    assert client.get(f"/organisation/?unit={agencies.office}").status_code == 200
    for other in (agencies.first, agencies.second, 999_999):
        for path in ("", "export/xlsx", "export/csv", "rows", "rows/export/xlsx", "rows/export/csv"):
            assert client.get(f"/organisation/{path}?unit={other}").status_code == 404, (path, other)
    # Without a unit one's own comes out, and the way up ends there.
    page = page_of(client, "/organisation/")
    assert not re.search(rf"unit={agencies.first}\b", page)
    people = number("SELECT count(*) FROM person WHERE " + BELOW.format(unit=agencies.office))
    assert the_numbers(page)[-1] == str(people)


def test_two_units_are_shown_side_by_side_and_one_inside_the_other_once(
    watcher: Watcher, agencies: Agencies
) -> None:
    client = watcher(Role.UNIT_HEAD, agencies.office)
    watching = number("SELECT max(id) FROM person")
    for unit_id in (agencies.first, agencies.second):
        accounts.grant_role(watching, Role.UNIT_HEAD, unit_id=unit_id, granted_by="tests")
    page = page_of(client, "/organisation/")
    invented = number("SELECT count(*) FROM person WHERE id IN (SELECT person_id FROM held_position)")
    assert the_numbers(page)[-1] == str(invented)
    opens = re.findall(r'href="/organisation/\?([^"]*)"', html.unescape(page))
    shown = {int(unit) for link in opens for unit in re.findall(r"unit=(\d+)", link)}
    assert shown == {agencies.first, agencies.second}


def test_who_keeps_the_machine_running_sees_sums_and_no_names(watcher: Watcher, agencies: Agencies) -> None:
    client = watcher(Role.SYSADMIN, None)
    whole = page_of(client, "/organisation/")
    page = page_of(client, f"/organisation/?unit={agencies.first}")
    assert opened(whole) == opened(page) == []
    assert "Anda melihat jumlah tanpa nama" in page
    for path in ("rows", "rows/export/xlsx", "rows/export/csv"):
        assert client.get(f"/organisation/{path}?unit={agencies.first}").status_code == 404
    assert client.get("/organisation/rows").status_code == 404


def test_a_unit_of_four_shows_nothing_to_who_may_not_know_names(
    watcher: Watcher, agencies: Agencies, make_unit: Callable[..., int]
) -> None:
    small = make_unit("Pos Kecil", parent_id=agencies.first)
    some = db.session.query(Person).filter_by(unit_id=agencies.office).limit(4).all()
    for person in some:
        person.unit_id = small
    db.session.commit()
    client = watcher(Role.SYSADMIN, None)
    page = page_of(client, f"/organisation/?unit={small}")
    assert "kurang dari 5 orang" in page
    # Nor does the unit that was put together with it: the difference would be the four.
    sizes = {unit: people_of(unit) for unit in children_of(agencies.first) if unit != small}
    beside = min(sizes, key=lambda unit: sizes[unit])
    own = number(f"SELECT count(*) FROM person WHERE unit_id = {agencies.first}")
    hidden = [
        unit for unit in sizes if "kurang dari 5 orang" in page_of(client, f"/organisation/?unit={unit}")
    ]
    assert hidden == ([beside] if sizes[beside] <= own else [])
    assert "org-numbers" not in page and "<table" not in page
    above = page_of(client, f"/organisation/?unit={agencies.first}")
    assert "Pos Kecil" not in above
    assert "Kelompok kecil, digabung" in above
    sheet = client.get(f"/organisation/export/csv?unit={small}").data.decode("utf-8-sig")
    assert not re.search(r"^Per unit;(?!$)", sheet.partition("Per unit;")[0], re.MULTILINE)
    # Who may know names sees the unit as it is.
    assert "Pos Kecil" in page_of(watcher(Role.HR_ADMIN, agencies.first), "/organisation/")


def children_of(unit: int) -> list[int]:
    query = text(f"SELECT id FROM unit WHERE parent_id = {unit}")
    return list(db.session.execute(query).scalars())


def people_of(unit: int) -> int:
    return number("SELECT count(*) FROM person WHERE " + BELOW.format(unit=unit))


def tables_of(answer: TestResponse) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_the_files_say_what_the_screen_says(watcher: Watcher, agencies: Agencies) -> None:
    client = watcher(Role.HR_ADMIN, agencies.first)
    page = page_of(client, f"/organisation/?unit={agencies.first}")
    sheets = tables_of(client.get(f"/organisation/export/xlsx?unit={agencies.first}"))
    for heading in ("unit", "jabatan", "status"):
        table = page.partition(f'<h2 id="{heading}">')[2].partition("</table>")[0]
        on_screen = [
            [
                re.sub(r"<[^>]+>", "", cell)
                for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
            ]
            for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", table, re.DOTALL)
        ]
        sheet = sheets[{"unit": "Per unit", "jabatan": "Per jenis jabatan", "status": "Per status"}[heading]]
        in_file = [
            [str(row[0]), said_percent(row[7]), said(row[6]), said(row[1]), said(row[10]), said(row[9])]
            for row in sheet[1:]
        ]
        assert [[html.unescape(cell).strip() for cell in row] for row in on_screen] == in_file
    text = client.get(f"/organisation/export/csv?unit={agencies.first}").data.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    from_csv = [line[1:] for line in lines if line[0] == "Per unit"]
    assert [[row[0], row[1]] for row in from_csv] == [
        [str(row[0]), str(row[1])] for row in sheets["Per unit"][1:]
    ]


def said(value: object) -> str:
    if value is None:
        return "–"
    text = f"{float(str(value)):,.1f}".removesuffix(".0")
    return text.replace(",", "_").replace(".", ",").replace("_", ".")


def said_percent(value: object) -> str:
    return "–" if value is None else f"{said(value)}%"


def test_numbers_of_people_are_text_in_files_and_nothing_is_a_formula(
    watcher: Watcher, agencies: Agencies
) -> None:
    person = db.session.query(Person).filter_by(unit_id=agencies.office).first()
    assert person is not None
    person.name = '=HYPERLINK("http://x","y")'
    db.session.commit()
    client = watcher(Role.HR_ADMIN, agencies.first)
    address = f"/organisation/rows/export/{{}}?unit={agencies.office}&what=people"
    rows = next(iter(tables_of(client.get(address.format("xlsx"))).values()))
    assert all(re.fullmatch(r"\d{18}", str(row[1])) and isinstance(row[1], str) for row in rows[1:])
    book = openpyxl.load_workbook(io.BytesIO(client.get(address.format("xlsx")).data))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert "'=HYPERLINK" in client.get(address.format("csv")).data.decode("utf-8-sig")


def test_a_look_at_names_is_noted_before_they_are_shown(watcher: Watcher, agencies: Agencies) -> None:
    client = watcher(Role.HR_ADMIN, agencies.first)
    before = number("SELECT count(*) FROM look")
    client.get(f"/organisation/?unit={agencies.office}")
    assert number("SELECT count(*) FROM look") == before, "sums name nobody"
    client.get(f"/organisation/rows?unit={agencies.office}&what=overdue")
    client.get(f"/organisation/rows?unit={agencies.office}&what=overdue")
    client.get(f"/organisation/rows/export/xlsx?unit={agencies.office}&what=overdue")
    found = f"SELECT count(*) FROM look WHERE scope = 'unit' AND unit_id = {agencies.office} AND page = "
    assert number(found + "'dashboard'") == number(found + "'export'") == 1


def test_who_left_is_no_longer_counted_among_the_people(watcher: Watcher, agencies: Agencies) -> None:
    client = watcher(Role.HR_ADMIN, agencies.first)
    before = int(the_numbers(page_of(client, "/organisation/"))[-1])
    person = db.session.query(Person).filter_by(unit_id=agencies.office).order_by(Person.id.desc()).first()
    assert person is not None
    person.left_on = date(2026, 11, 1)
    db.session.commit()
    page = page_of(client, "/organisation/")
    assert int(the_numbers(page)[-1]) == before - 1
    for said_number, address in opened(page):
        if "what=people" in address or "what=jp" in address:
            assert rows_said(page_of(client, address)) == said_number


@pytest.mark.parametrize("path", ["", "export/xlsx", "export/csv", "rows", "rows/export/csv"])
def test_a_learner_or_an_author_has_no_such_page(watcher: Watcher, agencies: Agencies, path: str) -> None:
    assert watcher(Role.AUTHOR, agencies.first).get(f"/organisation/{path}").status_code == 403


def test_another_kind_of_file_does_not_exist(watcher: Watcher, agencies: Agencies) -> None:
    client = watcher(Role.HR_ADMIN, agencies.first)
    assert client.get("/organisation/export/exe").status_code == 404
    assert client.get(f"/organisation/rows/export/pdf?unit={agencies.first}").status_code == 404


def test_the_page_asks_the_same_few_questions_of_a_unit_and_of_everything(
    watcher: Watcher, agencies: Agencies
) -> None:
    client = watcher(Role.HR_ADMIN, agencies.first)
    client.get("/organisation/")
    counts = []
    for address in (f"/organisation/?unit={agencies.office}", f"/organisation/?unit={agencies.first}"):
        with counted() as sent:
            assert client.get(address).status_code == 200
        counts.append(len([one for one in sent if asks(one)]))
    assert counts[0] == counts[1] <= 14
    with counted() as sent:
        client.get(f"/organisation/rows?unit={agencies.first}&what=all")
    assert len([one for one in sent if asks(one)]) <= 12


def asks(statement: str) -> bool:
    """A question of the page; whether there is a new release is asked by the clock."""
    return statement.lstrip().startswith("SELECT") and "release_pointer" not in statement
