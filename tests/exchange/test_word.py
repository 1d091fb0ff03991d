"""Word documents: what a trainer wrote comes in as modules that pass the check, and what is lost is told."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn.commands import cli
from elearn.content.module_files import read_module
from elearn.exchange.notes import UnreadableFile
from elearn.exchange.word.module_document import module_code, module_document
from elearn.exchange.word.reader import WordReading, read_word
from elearn.releases.pictures import picture_kind
from tests.exchange.word_files import paragraph, picture, table, word_file

LESSON = (
    paragraph("Mengelola Arsip", "Judul1"),
    paragraph("Paragraf pembuka."),
    paragraph("Mengapa arsip penting", "Judul2"),
    paragraph("Arsip adalah bukti."),
    paragraph("pertama", item=True),
    paragraph("kedua", item=True),
    paragraph("Contoh", "Judul3"),
    paragraph("Surat masuk", bold=True),
    paragraph("Jenis arsip", "Judul2"),
    table(("Jenis", "Masa"), ("Dinamis", "5 tahun")),
    picture("Lemari arsip"),
)


def read(*body: str) -> WordReading:
    return read_word(word_file(*body), "materi.docx", picture_kind)


def codes(reading: WordReading) -> list[str]:
    return [one.code for one in reading.notes]


def test_headings_become_a_module_and_its_sections():
    (module,) = read(*LESSON).modules
    assert module.title == "Mengelola Arsip"
    assert [one.title for one in module.sections] == ["Pengantar", "Mengapa arsip penting", "Jenis arsip"]
    assert (
        module.sections[1].text
        == "Arsip adalah bukti.\n\n- pertama\n- kedua\n\n### Contoh\n\n**Surat masuk**"
    )


def test_tables_and_pictures_come_along_with_their_description():
    reading = read(*LESSON)
    text = reading.modules[0].sections[2].text
    assert "| Jenis | Masa |\n|---|---|\n| Dinamis | 5 tahun |" in text
    assert "![Lemari arsip](gambar/materi-1.png)" in text
    assert list(reading.pictures) == ["gambar/materi-1.png"]
    assert codes(reading) == []


def test_a_picture_without_description_is_told():
    assert codes(read(paragraph("Satu", "Judul1"), picture())) == ["word-alt"]


def test_unknown_styles_formulas_and_shapes_are_told():
    formula = "<w:p><m:oMathPara><m:oMath/></m:oMathPara></w:p>"
    reading = read(paragraph("Satu", "Judul1"), paragraph("Awas", "Kotak"), formula)
    assert set(codes(reading)) == {"word-style", "word-formula"}
    assert "Awas" in reading.modules[0].sections[0].text


def test_without_second_headings_the_first_ones_are_the_sections():
    (module,) = read(
        paragraph("Satu", "Judul1"), paragraph("a"), paragraph("Dua", "Judul1"), paragraph("b")
    ).modules
    assert module.title == "materi"
    assert [(one.title, one.text) for one in module.sections] == [("Satu", "a"), ("Dua", "b")]


def test_each_first_heading_with_sections_is_a_module_of_its_own():
    modules = read(
        paragraph("Modul A", "Judul1"),
        paragraph("A1", "Judul2"),
        paragraph("Modul B", "Judul1"),
        paragraph("B1", "Judul2"),
    ).modules
    assert [(one.title, len(one.sections)) for one in modules] == [("Modul A", 1), ("Modul B", 1)]


def test_a_document_without_headings_is_one_section():
    (module,) = read(paragraph("Hanya teks.")).modules
    assert [(one.title, one.text) for one in module.sections] == [("Pengantar", "Hanya teks.")]


def test_what_markdown_would_read_as_a_sign_stays_text():
    (module,) = read(paragraph("Satu", "Judul1"), paragraph("# bukan judul, 2 * 3 * 4, [x], <b>")).modules
    read_back, problems = read_module(module_document(module, "satu").encode(), "01-satu.md")
    assert read_back is not None, problems
    assert [one.title for one in read_back.sections] == ["Satu"]


def test_the_module_file_has_no_error():
    reading = read(*LESSON)
    for module in reading.modules:
        text = module_document(module, module_code(module))
        read_back, problems = read_module(text.encode(), "01-dasar.md")
        assert read_back is not None, problems
        assert not [one for one in problems if one.is_error]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-word"),
        (b"\xd0\xcf\x11\xe0 an old .doc", "not-word"),
        (word_file(extra={"word/document.xml": b"<not closed"}), "word-broken"),
        (word_file(extra={"word/document.xml": b'<!DOCTYPE a [<!ENTITY x "y">]><a/>'}), "word-doctype"),
        (
            word_file(extra={"word/styles.xml": b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'}),
            "word-doctype",
        ),
        (word_file(), "word-empty"),
    ],
)
def test_what_is_no_word_document_is_refused_with_a_reason(data, code):
    with pytest.raises(UnreadableFile) as refused:
        read_word(data, "materi.docx", picture_kind)
    assert refused.value.note.code == code


def test_a_part_that_would_fill_the_memory_is_refused_before_it_is_unpacked():
    bomb = word_file(extra={"word/document.xml": b" " * (40 * 1024 * 1024)})
    assert len(bomb) < 1024 * 1024
    with pytest.raises(UnreadableFile):
        read_word(bomb, "materi.docx", picture_kind)


def test_damaged_documents_end_in_a_sentence_and_never_in_a_traceback():
    whole = word_file(*LESSON)
    chance = random.Random(5)
    refused = 0
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.randrange(1, 30)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            read_word(bytes(damaged), "materi.docx", picture_kind)
        except UnreadableFile:
            refused += 1
    assert refused


@pytest.fixture
def course(tmp_path, monkeypatch) -> Path:
    """A course folder of an author."""
    monkeypatch.setenv("ELEARN_MODULES_DIR", str(tmp_path / "modules"))
    monkeypatch.setenv("ELEARN_QUIZZES_DIR", str(tmp_path / "quizzes"))
    monkeypatch.setenv("ELEARN_INSTANCE", str(tmp_path / "instance"))
    assert run("new", "course", "kearsipan").exit_code == 0
    (tmp_path / "materi.docx").write_bytes(word_file(*LESSON))
    return tmp_path / "modules" / "kearsipan"


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def test_the_command_writes_a_draft_behind_the_other_modules(course):
    done = run("import", str(course.parent.parent / "materi.docx"), "--into", str(course))
    assert done.exit_code == 0, done.output
    assert (course / "02-mengelola-arsip.md").is_file()
    assert (course / "gambar" / "materi-1.png").is_file()
    checked = run("check")
    assert checked.exit_code == 0, checked.output


def test_a_second_import_overwrites_nothing(course):
    document = str(course.parent.parent / "materi.docx")
    run("import", document, "--into", str(course))
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    again = run("import", document, "--into", str(course))
    assert again.exit_code != 0
    assert "sudah ada" in str(again.exception)
    assert {path: path.read_bytes() for path in course.rglob("*") if path.is_file()} == before


def test_a_folder_that_is_not_there_is_refused(course):
    refused = run("import", str(course.parent.parent / "materi.docx"), "--into", str(course.parent / "lain"))
    assert "bukan folder kursus" in str(refused.exception)


def test_the_report_for_tools(course):
    done = run("import", str(course.parent.parent / "materi.docx"), "--into", str(course), "--json")
    data = json.loads(done.output)
    assert data["pictures"] == 1
    assert data["modules"][0]["sections"] == 3
