"""A supervisor's quarter of an hour, whole: three are late; he reminds, moves, exempts, takes the list along.

The employees see all of it in their mirror.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from itertools import count

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from elearn import clock
from elearn.accounts import actions as accounts
from elearn.accounts.actions import Actor
from elearn.obligations import actions as obligations
from elearn.obligations.rules import Audience, Terms
from elearn.people import actions as people
from elearn.people import store as people_store
from elearn.web.formats import long_date
from tests.browser.axe import SETTLED, findings
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.live import LiveOffice

COURSE, OTHER = "adminduk-digital", "mengenal-platform"
LATE = ("Agus Salim", "Bunga Citra", "Candra Wirawan")
PUNCTUAL = ("Dian Permata", "Eko Prasetyo")
_serial = count(1)


@dataclass(frozen=True)
class Office:
    """A supervisor with five people, by name, and the cookie of each."""

    tokens: dict[str, str]
    cookie: str


@pytest.fixture
def office(live: LiveOffice) -> Office:
    """Five people of one supervisor; three of them are late with a course."""
    with live.app.app_context(), live.app.test_request_context():
        today = clock.now().date()
        unit = people_store.find_unit("capil")
        assert unit is not None
        run = next(_serial)

        def add(place: int, name: str, supervisor_id: int | None = None) -> int:
            person_id = people.add_person(
                nip=f"19900101201{run:01d}011{place:03d}",
                name=name,
                unit_id=unit.id,
                supervisor_id=supervisor_id,
                valid_from=date(2015, 1, 1),
            )
            accounts.add_account(person_id, password=None)
            return person_id

        boss = add(900, "Hendra Wijaya")
        ids = {name: add(901 + place, name, boss) for place, name in enumerate((*LATE, *PUNCTUAL))}
        for course, names, days in ((COURSE, LATE, -9), (OTHER, PUNCTUAL, 90)):
            then = clock.now() - timedelta(days=40)
            with clock.fixed_at(then):
                obligations.assign(
                    course,
                    Audience(person_ids=frozenset(ids[name] for name in names)),
                    Terms(level="mandatory", starts_on=then.date(), due_on=today + timedelta(days=days)),
                    actor=Actor(name="Bagian Kepegawaian"),
                    now=then,
                )
        tokens = {
            name: _cookie(live, accounts.open_session(person_id, device="tes"))
            for name, person_id in {"Hendra Wijaya": boss, **ids}.items()
        }
        return Office(tokens=tokens, cookie=live.app.config["SESSION_COOKIE_NAME"])


def _cookie(live: LiveOffice, token: str) -> str:
    """The cookie of a browser that holds this session."""
    client = live.app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    found = client.get_cookie(live.app.config["SESSION_COOKIE_NAME"])
    assert found is not None
    return str(found.value)


def assert_fine(page: Page) -> None:
    """Nothing sticks out, and axe finds nothing, in light and dark."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert findings(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(SETTLED)
    assert findings(page, "color-contrast") == []
    page.emulate_media(color_scheme="light")


@pytest.mark.parametrize(
    ("scripts", "device"),
    [(True, DESKTOP), (False, DESKTOP), (True, PHONE), (False, PHONE)],
    ids=["desk", "desk without JavaScript", "phone", "phone without JavaScript"],
)
def test_a_supervisor_finds_who_is_late_and_acts_and_they_see_it(
    scripts: bool,
    device: dict[str, object],
    live: LiveOffice,
    office: Office,
    open_browser: Callable[..., BrowserContext],
) -> None:
    def signed_in(name: str) -> Page:
        context = open_browser(java_script_enabled=scripts, **device)
        context.add_cookies([{"name": office.cookie, "value": office.tokens[name], "url": live.url}])
        return context.new_page()

    def check(page: Page) -> None:
        if scripts:  # axe itself is a script
            assert_fine(page)

    page = signed_in("Hendra Wijaya")
    page.goto("/learning/")
    page.get_by_role("link", name="Tim saya").first.click()
    check(page)
    page.get_by_role("navigation", name="Saring").get_by_role("link", name="Lewat tenggat").click()
    for name in LATE:
        expect(page.get_by_role("link", name=name)).to_be_visible()
    for name in PUNCTUAL:
        expect(page.get_by_role("link", name=name)).to_have_count(0)

    page.get_by_role("button", name="Untuk semua 3 orang").click()
    expect(page.get_by_role("heading", name="Untuk 3 orang")).to_be_visible()
    page.get_by_label("Kata-kata Anda").fill("Mohon diselesaikan pekan ini.")
    page.get_by_role("button", name="Perbarui contoh").click()
    expect(page.locator(".example")).to_contain_text("Mohon diselesaikan pekan ini.")
    check(page)
    page.get_by_role("button", name="Kirim pengingat").click()
    expect(page.get_by_role("status")).to_contain_text("Pengingat untuk 3 orang diantrekan.")

    next_month = clock.now().date() + timedelta(days=30)
    page.get_by_label(f"Pilih {LATE[0]}").check()
    page.get_by_label("Untuk yang ditandai").select_option("shift")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_label("Tenggat baru").fill(next_month.isoformat())
    page.get_by_label("Alasan").fill("Bertugas di luar kota.")
    check(page)
    page.get_by_role("button", name="Geser tenggat").click()
    expect(page.get_by_role("status")).to_contain_text("1 kewajiban berubah")

    page.goto("/team/")
    page.get_by_label(f"Pilih {LATE[1]}").check()
    page.get_by_label("Untuk yang ditandai").select_option("exempt")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_label("Tugas belajar").check()
    page.get_by_role("button", name="Catat pengecualian").click()
    expect(page.get_by_role("status")).to_contain_text("Pengecualian dicatat.")
    check(page)

    page.goto("/team/?show=everyone&sort=name")
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    book = openpyxl.load_workbook(BytesIO(download.value.path().read_bytes()))
    rows = {row[0].value: [str(cell.value) for cell in row[5:]] for row in book["Tim saya"].iter_rows()}
    with live.app.test_request_context():
        new_date = long_date(next_month)
    assert any(new_date in cell for cell in rows[LATE[0]])
    assert any("Dikecualikan" in cell for cell in rows[LATE[1]])
    assert any("Lewat tenggat" in cell for cell in rows[LATE[2]])
    assert set(rows) == {"Nama", "Hendra Wijaya", *LATE, *PUNCTUAL}

    mirror = signed_in(LATE[0])
    mirror.goto("/team/mirror")
    expect(mirror.get_by_role("main")).to_contain_text(f"tenggat {new_date}")
    mirror.get_by_text("Riwayat").first.click()
    expect(mirror.get_by_role("main")).to_contain_text("Bertugas di luar kota.")
    looks = mirror.locator("#siapa-melihat")
    expect(looks).to_contain_text("Hendra Wijaya")
    expect(looks).to_contain_text("unduhan atau cetakan daftar")
    check(mirror)
    other = signed_in(LATE[1])
    other.goto("/team/mirror")
    expect(other.get_by_role("main")).to_contain_text("Dikecualikan")
    expect(other.get_by_role("main")).to_contain_text("Alasan: Tugas belajar")
    beside = signed_in(PUNCTUAL[0])
    beside.goto("/team/mirror")
    expect(beside.locator("#siapa-melihat")).not_to_contain_text("halaman Anda")
