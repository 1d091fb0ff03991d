"""The certificate on paper, read back: its words, its fonts, its QR code."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from elearn.certificates import drawing, statement
from elearn.certificates.drawing import Look, Sheet
from elearn.certificates.facts import Facts, TranscriptLine
from elearn.config import data_folder
from tests.certificates.test_rules import KEYS, PRIVATE

LOOK = Look(colour="#0a5a74", fonts=data_folder("static") / "fonts")


def printed(facts: Facts) -> bytes:
    text = statement.signed(statement.statement_of(facts), private_key=PRIVATE, key_id="k1")
    url = f"https://belajar.kepulauan-tanimbar.go.id/check/{facts.code}#{text}"
    address = "belajar.kepulauan-tanimbar.go.id/check"
    return drawing.pdf(Sheet(facts=facts, qr_text=url, check_address=address), look=LOOK)


def words(body: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(body)).pages]


def test_the_words_can_be_searched_and_copied(facts):
    front, transcript = words(printed(facts))
    for text in (
        facts.number,
        facts.holder.full_name,
        "NIP 19850717 201001 2 002",
        "Penganggaran dan Akuntansi Dasar",
        "3 Januari 2026 sampai dengan 5 Maret 2026",
        "7,5 Jam Pelajaran",
        "Berlaku sampai dengan 5 Maret 2028",
        "ABCD-EFGH-2345",
        facts.signatory.name,
        "Sertifikat ini diterbitkan oleh sistem",
    ):
        assert text in front, text
    assert "BSrE" not in front  # said only of a file that carries such a signature
    assert "Modul 6: dari pagu ke laporan" in transcript
    assert "Jumlah 7,5" in transcript


def test_fonts_are_embedded_and_the_file_is_light(facts):
    body = printed(facts)
    assert len(body) < 60_000
    fonts = PdfReader(io.BytesIO(body)).pages[0]["/Resources"]["/Font"]
    drawn = [font.get_object() for font in fonts.values()]
    embedded = [font for font in drawn if "/FontDescriptor" in font]
    assert len(embedded) >= 2
    assert all("/FontFile2" in font["/FontDescriptor"] for font in embedded)


def test_the_same_facts_give_the_same_bytes(facts):
    assert printed(facts) == printed(facts)


def test_the_qr_code_of_the_picture_verifies_offline_and_a_changed_letter_fails(facts):
    page = pypdfium2.PdfDocument(printed(facts))[0]
    picture = page.render(scale=150 / 72).to_pil()
    (found,) = zxingcpp.read_barcodes(picture)
    text = statement.found_in(found.text)
    said = statement.verified(text, KEYS)
    assert said is not None
    assert said.number == facts.number
    for place in range(0, len(text), 7):
        changed = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]
        assert statement.verified(changed, KEYS) is None, place


def test_nothing_runs_over_the_edge_of_the_page(facts):
    # The border is the outermost thing drawn: outside of it a picture of the page is white.
    picture = pypdfium2.PdfDocument(printed(facts))[0].render(scale=1).to_pil().convert("L")
    edge = int(8 * drawing.MM)
    width, height = picture.size
    for box in (
        (0, 0, width, edge),
        (0, height - edge, width, height),
        (0, 0, edge, height),
        (width - edge, 0, width, height),
    ):
        assert picture.crop(box).getextrema() == (255, 255)


def test_a_long_transcript_goes_on_over_the_page(facts):
    lines = tuple(TranscriptLine(title=f"Modul {n}", jp=Decimal(1)) for n in range(1, 46))
    pages = words(printed(replace(facts, transcript=lines)))
    assert len(pages) == 4
    assert "Modul 45" in pages[3]
    assert "Jumlah 45" in pages[3]


@pytest.mark.parametrize("name", ["Ńurul Ažžahra", "محمد", "李小龍", "\u200bSiti"])
def test_letters_that_the_font_lacks_print_as_near_ones_never_as_a_fault(facts, name):
    front = words(printed(replace(facts, holder=replace(facts.holder, name=name))))[0]
    assert facts.number in front
