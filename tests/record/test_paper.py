"""The record on paper: everything of the page, embedded fonts, page numbers, whatever the names are."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from pypdf import PdfReader
from sqlalchemy import text

from elearn.accounts.actions import Actor
from elearn.clock import now
from elearn.database import db
from elearn.ledger import actions as ledger
from elearn.ledger import store
from tests.record.conftest import City, give

LONG = "Raden Ayu Kusumawardhani Prawirodirdjo Sastroamidjojo Wirjosandjojo Mangkunegoro Suryaningrat"


def read(browser: Any, year: int = 2026) -> tuple[list[str], PdfReader]:
    answer = browser.get(f"/record/pdf?year={year}")
    assert answer.mimetype == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.data))
    return [" ".join(page.extract_text().split()) for page in reader.pages], reader


def test_the_record_on_paper_says_what_the_page_says(city: City, browse: Any) -> None:
    entry_id = store.entries_of(city.siti.id, 2026)[0].id
    assert entry_id
    ledger.correct(entry_id, 2, "salah modul", actor=Actor(name="Dewi", person_id=city.dewi.id), now=now())
    (said,), reader = read(browse(city.siti))
    for words in (
        "Rekam belajar 2026",
        "6 dari 20 JP, kurang 14",
        "Siti Rahmawati",
        "Bidang Arsip",
        "Seminar 1 4",
        "Koreksi: salah modul",
        "Dicatat oleh Dewi Lestari",
        "tidak pernah dijumlahkan",
        "Diterapkan tugas praktik 0",
        "Halaman 1 dari 1",
        "Keadaan pada 5 Maret 2026",
    ):
        assert words in said, words
    assert city.siti.nip in said.replace(" ", "")
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].get_object().values()]
    names = {str(font["/BaseFont"]) for font in fonts}
    assert any("Jakarta" in name for name in names)
    sheet = reader.pages[0].mediabox
    assert (round(sheet.width), round(sheet.height)) == (595, 842)  # A4, in points
    assert reader.metadata and reader.metadata.title == "Rekam belajar 2026"


def test_a_long_year_goes_on_over_pages_and_loses_no_line(city: City, browse: Any) -> None:
    for number in range(70):
        give(city.siti, "0.5", date(2026, 1, 1 + number % 28), key=f"a/m{number}/1")
    pages, _reader = read(browse(city.siti))
    assert len(pages) > 1
    assert f"Halaman {len(pages)} dari {len(pages)}" in pages[-1]
    assert sum(page.count("=Dasar kearsipan") for page in pages) == 72


def test_any_name_and_any_sign_can_be_printed(city: City, browse: Any) -> None:
    db.session.execute(
        text("UPDATE person SET name = :name, position = :position WHERE id = :id"),
        {
            "name": f"{LONG} <b>&",
            "position": "Analis \u2192 \u4e2d \U0001f600 " + "x" * 150,
            "id": city.siti.id,
        },
    )
    db.session.commit()
    (said, *_), _reader = read(browse(city.siti))
    assert "Suryaningrat <b>&" in said


def test_a_year_without_anything_says_so(city: City, browse: Any) -> None:
    (said,), _reader = read(browse(city.budi), 2024)
    assert "Belum ada JP di tahun ini" in said
    assert "0 dari 20 JP, kurang 20" in said
