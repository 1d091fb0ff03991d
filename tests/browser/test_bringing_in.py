"""An author brings questions in and takes a paper out, on a phone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.axe import FOLDED, findings
from tests.browser.conftest import PHONE
from tests.exchange.importer import SAMPLES

WIDTH = "document.documentElement.scrollWidth"


def test_a_preview_fits_and_the_questions_can_be_taken_along(as_role: Callable[..., Page]) -> None:
    page = as_role("author", **PHONE)
    page.goto("/authoring/import")
    page.get_by_label("Berkas soal").set_input_files(SAMPLES / "celah.xml")
    page.get_by_label("Nama berkas kuis").fill("kuis-bawaan")
    page.get_by_role("button", name="Lihat hasilnya").click()
    page.get_by_role("heading", name="Hasil bawa masuk").wait_for()
    page.evaluate(FOLDED)

    assert page.evaluate(WIDTH) <= 360
    assert findings(page) == []
    assert "10 soal masuk, 9 tidak" in page.content()
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh berkas kuis").click()
    assert download.value.suggested_filename == "kuis-bawaan.md"


def test_a_paper_can_be_taken_out(as_role: Callable[..., Page]) -> None:
    page = as_role("author", **PHONE)
    page.goto("/authoring/adminduk-digital/")
    page.get_by_role("link", name="Bawa keluar dan cetak").first.click()
    with page.expect_download() as download:
        page.locator("a[href$='export/pdf?seed=1']").click()

    assert download.value.suggested_filename.endswith(".pdf")
