"""A practice task, whole: reported with a PDF, confirmed with facts; the course is done and certified."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, expect

from elearn import clock
from elearn.config import Settings
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import SectionRead
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.sitting import served
from tests.browser.small_office import SmallOffice, assert_fine

COURSE = """---
kode: loket-ramah
judul: Loket Ramah
status: terbit
kelulusan: semua-modul, tugas-praktik
---

## Mengapa ini penting

Karena warga menunggu.
"""
MODULE = """---
kode: mengukur
judul: Mengukur waktu tunggu
jp: 1
status: terbit
---

## Cara mengukur {#cara}

Catat jam datang dan jam dilayani.

## Tugas praktik {#tugas}

Ukur waktu tunggu sepuluh warga di loket Anda, ubah satu hal, lalu ukur lagi.

Bukti: catatan waktu sebelum dan sesudah
Konfirmasi: atasan
"""
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"


@pytest.fixture
def office(
    app: Flask,
    settings: Settings,
    publish_files: Callable[[dict[str, str]], Any],
    open_browser: Callable[..., BrowserContext],
) -> Iterator[SmallOffice]:
    """The office with its one course."""
    report = publish_files({"modules/loket/course.md": COURSE, "modules/loket/01-mengukur.md": MODULE})
    assert report is not None
    with served(settings) as url:
        yield SmallOffice(app=app, url=url, open_browser=open_browser)


@pytest.mark.parametrize(
    ("scripts", "device"),
    [(True, DESKTOP), (False, PHONE)],
    ids=["desk", "phone without JavaScript"],
)
def test_a_learner_reports_a_supervisor_confirms_and_the_certificate_is_there(
    scripts: bool, device: dict[str, Any], office: SmallOffice, make_person: Callable[..., Any]
) -> None:
    boss = make_person("Hendra Wijaya")
    siti = make_person("Siti Rahmawati", supervisor_id=boss.id)
    for section in ("cara", "tugas"):
        record(siti.id, SectionRead(course="loket-ramah", module="mengukur", section=section), clock.now())
    today = clock.now().date().isoformat()
    options = {"java_script_enabled": scripts, **device}

    page = office.page_of(siti, **options)
    page.goto(f"{office.url}/learning/loket-ramah/")
    page.get_by_role("link", name="Laporkan hasil tugas praktik").click()
    page.get_by_role("link", name="Buka bagiannya di modul").click()
    if scripts:
        assert_fine(page)
    page.get_by_role("link", name="Laporkan hasil tugas").click()
    expect(page.get_by_role("heading", name="Tugas praktik", level=1)).to_be_visible()
    if scripts:
        assert_fine(page)
    page.get_by_label("Tanggal dikerjakan").fill(today)
    page.get_by_label("Apa yang Anda kerjakan dan hasilnya").fill("Dari 45 menit menjadi 20 menit.")
    page.get_by_label("Berkas bukti").set_input_files(
        {"name": "waktu.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_role("status")).to_contain_text("menunggu konfirmasi")
    expect(page.get_by_role("link", name="waktu.pdf")).to_be_visible()
    if scripts:
        assert_fine(page)

    desk = office.page_of(boss, **options)
    desk.goto(f"{office.url}/team/")
    desk.get_by_role("link", name="1 hasil tugas praktik menunggu konfirmasi Anda").click()
    if scripts:
        assert_fine(desk)
    desk.get_by_role("link", name="Siti Rahmawati").click()
    expect(desk.get_by_role("main")).to_contain_text("Dari 45 menit menjadi 20 menit.")
    with desk.expect_download() as download:
        desk.get_by_role("link", name="waktu.pdf").click()
    assert download.value.path().read_bytes() == PDF
    if scripts:
        assert_fine(desk)
    desk.get_by_label("Tanggal Anda melihat hasilnya").fill(today)
    desk.get_by_label("Yang Anda lihat").fill("Papan antrean terpasang di loket 2.")
    desk.get_by_role("button", name="Konfirmasi hasilnya").click()
    expect(desk.get_by_role("status")).to_contain_text("Hasil tugas dikonfirmasi")
    expect(desk.get_by_role("main")).to_contain_text("Tidak ada yang menunggu")

    page.goto(f"{office.url}/practice/loket-ramah/mengukur")
    expect(page.get_by_role("main")).to_contain_text("Papan antrean terpasang di loket 2.")
    page.goto(f"{office.url}/learning/loket-ramah/")
    expect(page.get_by_role("main")).to_contain_text("Anda menyelesaikan kursus ini")
    page.goto(f"{office.url}/certificates/")
    expect(page.get_by_role("main")).to_contain_text("Loket Ramah")
    page.goto(f"{office.url}/record/")
    expect(page.get_by_role("main")).to_contain_text("1 tugas praktik")
