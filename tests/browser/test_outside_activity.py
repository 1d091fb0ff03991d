"""A seminar outside, whole: asked for, allowed, proved with a PDF, verified, and then in Rekam belajar."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import count

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from elearn import clock
from elearn.accounts import actions as accounts
from elearn.accounts.roles import Role
from elearn.people import actions as people
from elearn.people import store as people_store
from elearn.web.settings import current_settings
from tests.browser.axe import SETTLED, findings
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.live import LiveOffice

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\nxref\n0 1\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
LEARNER, BOSS, OPERATOR = "Yuni Astuti", "Hendra Wijaya", "Oki Setiana"
_serial = count(1)


@dataclass(frozen=True)
class Office:
    """A learner, who leads him and who verifies, each with the cookie of a browser; the present day."""

    tokens: dict[str, str]
    cookie: str
    today: date


@pytest.fixture
def office(live: LiveOffice) -> Office:
    """The three of them in one unit."""
    with live.app.app_context(), live.app.test_request_context():
        unit = people_store.find_unit("capil")
        assert unit is not None
        run = next(_serial)

        def add(place: int, name: str, supervisor_id: int | None = None) -> int:
            person_id = people.add_person(
                nip=f"19900101201{run:01d}012{place:03d}",
                name=name,
                unit_id=unit.id,
                supervisor_id=supervisor_id,
                valid_from=date(2015, 1, 1),
            )
            accounts.add_account(person_id, password=None)
            return person_id

        boss, operator = add(1, BOSS), add(2, OPERATOR)
        accounts.grant_role(operator, Role.UNIT_OPERATOR, unit_id=unit.id, granted_by="tes")
        ids = {LEARNER: add(3, LEARNER, boss), BOSS: boss, OPERATOR: operator}
        sessions = {name: accounts.open_session(one, device="tes") for name, one in ids.items()}
        return Office(
            tokens={name: _cookie(live, token) for name, token in sessions.items()},
            cookie=live.app.config["SESSION_COOKIE_NAME"],
            today=clock.now().astimezone(current_settings().time_zone).date(),
        )


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
    [(True, PHONE), (False, DESKTOP)],
    ids=["phone", "desk without JavaScript"],
)
def test_a_learner_asks_and_attends_and_sees_the_jp(
    scripts: bool,
    device: dict[str, object],
    live: LiveOffice,
    office: Office,
    open_browser: Callable[..., BrowserContext],
    noise: list[str],
) -> None:
    def signed_in(name: str) -> Page:
        context = open_browser(java_script_enabled=scripts, **device)
        context.add_cookies([{"name": office.cookie, "value": office.tokens[name], "url": live.url}])
        return context.new_page()

    def check(page: Page) -> None:
        if scripts:  # axe itself is a script
            assert_fine(page)

    learner = signed_in(LEARNER)
    learner.goto("/record/")
    learner.get_by_role("link", name="Kegiatan di luar").first.click()
    learner.get_by_role("link", name="Minta izin ikut").click()
    learner.get_by_label("Nama kegiatan").fill("Seminar Loket Ramah")
    learner.get_by_label("Bentuk kegiatan").select_option(label="Seminar (4 JP sehari)")
    learner.get_by_label("Penyelenggara").first.fill("Ombudsman")
    learner.get_by_label("Tanggal mulai").fill(office.today.isoformat())
    learner.get_by_label("Tanggal selesai").fill(office.today.isoformat())
    learner.get_by_role("button", name="Kirim permintaan").click()
    expect(learner.get_by_text("Tulis gunanya").first).to_be_visible()  # and nothing typed is lost
    learner.get_by_label("Gunanya bagi tugas Anda").fill("Antrean pagi hari panjang.")
    check(learner)
    learner.get_by_role("button", name="Kirim permintaan").click()
    expect(learner.get_by_role("main")).to_contain_text("Menunggu atasan")

    boss = signed_in(BOSS)
    boss.goto("/messages/")
    boss.get_by_role("button", name="Buka: Yuni Astuti meminta izin mengikuti kegiatan").click()
    expect(boss.get_by_role("main")).to_contain_text("Antrean pagi hari panjang.")
    boss.get_by_role("button", name=re.compile("^Izinkan.*Seminar Loket Ramah")).click()
    expect(boss.get_by_role("status")).to_contain_text("Keputusan disimpan")
    check(boss)

    learner.reload()
    learner.get_by_role("link", name="Kirim bukti").click()
    learner.get_by_label("Nomor sertifikat").fill("7/ORI/2026")
    picture = {"name": "sertifikat.pdf", "mimeType": "application/pdf", "buffer": b"MZ no certificate"}
    learner.get_by_label("Bukti dukung").set_input_files(picture)
    learner.get_by_role("button", name="Kirim bukti").click()
    expect(learner.get_by_text("bukan PDF, JPG, atau PNG").first).to_be_visible()
    check(learner)
    learner.get_by_label("Bukti dukung").set_input_files({**picture, "buffer": PDF})
    learner.get_by_role("button", name="Kirim bukti").click()
    expect(learner.get_by_role("main")).to_contain_text("Menunggu verifikasi")
    check(learner)

    operator = signed_in(OPERATOR)
    operator.goto("/activities/desk")
    operator.get_by_role("link", name="Seminar Loket Ramah").first.click()  # what waits stands on top
    with operator.expect_download() as download:
        operator.get_by_role("link", name="sertifikat.pdf").click()
    assert download.value.path().read_bytes() == PDF
    check(operator)
    operator.get_by_label("Verifikasi dan catat JP").check()
    expect(operator.get_by_label("JP yang dicatat")).to_have_value("4")
    operator.get_by_role("button", name="Simpan keputusan").click()
    expect(operator.get_by_role("status")).to_contain_text("Terverifikasi: 4 JP tercatat.")

    learner.goto("/record/")
    expect(learner.get_by_role("main")).to_contain_text("4 dari 20 JP, kurang 16")
    learner.get_by_role("link", name="Seminar Loket Ramah").click()
    expect(learner.get_by_role("main")).to_contain_text("oleh Oki Setiana")
    assert len(noise) == 2
    assert all("422" in line for line in noise), noise  # the browser notes both forms that were refused
    noise.clear()
