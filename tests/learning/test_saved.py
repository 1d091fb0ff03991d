"""Bookmarks and private notes: kept, found again, seen by nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from elearn.learning import actions, rules
from elearn.learning.rules import NoteFault
from elearn.progress.standing import SectionKey
from elearn.releases.published import PublishedCourse
from tests.learning.conftest import MONDAY, dump

URL = "/learning/adminduk/hukum/dasar"
KEY = SectionKey("hukum", "dasar")


@pytest.fixture(autouse=True)
def bystander(course: PublishedCourse, charlie: Any) -> None:
    """Charlie wrote something at the same section."""
    actions.write_note(charlie.id, "adminduk", KEY, "rahasia charlie", MONDAY)
    actions.set_bookmark(charlie.id, "adminduk", SectionKey("layanan", "antre"), is_on=True, now=MONDAY)


def post(reader: FlaskClient, token: str, what: str, **fields: str) -> Any:
    return reader.post(f"{URL}/{what}", data={"csrf_token": token} | fields)


@pytest.mark.both_databases
def test_a_note_is_kept_beside_its_section_and_in_the_list(reader: FlaskClient, token: str) -> None:
    answer = post(reader, token, "note", text="Tanyakan ke Bu Sri\r\n<b>besok</b>")

    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("#milik-saya")
    for url in (URL, "/learning/saved"):
        page = reader.get(url).text
        assert "Tanyakan ke Bu Sri\n&lt;b&gt;besok&lt;/b&gt;" in page
        assert "rahasia charlie" not in page


def test_an_empty_note_removes_the_old_one(reader: FlaskClient, token: str) -> None:
    before = dump()
    post(reader, token, "note", text="sementara")
    post(reader, token, "note", text="  \r\n ")

    assert dump() == before


def test_a_note_that_is_too_long_is_refused_and_kept_on_the_page(reader: FlaskClient, token: str) -> None:
    before = dump()
    answer = post(reader, token, "note", text="a" * 4001)

    assert answer.status_code == 422
    assert "4.000 karakter" in answer.text
    assert "a" * 4001 in answer.text
    assert dump() == before


def test_a_note_with_a_nul_is_refused_with_a_sentence(reader: FlaskClient, token: str) -> None:
    before = dump()
    answer = post(reader, token, "note", text="awal\0akhir")

    assert answer.status_code == 422
    assert "karakter yang tidak dapat disimpan" in answer.text
    assert "awal" in answer.text and "akhir" in answer.text
    assert dump() == before


@pytest.mark.both_databases
def test_a_bookmark_is_put_once_and_taken_away(reader: FlaskClient, token: str) -> None:
    before = dump()
    for _ in range(2):
        assert post(reader, token, "bookmark", on="1").status_code == 303
    assert reader.get("/learning/saved").text.count(f"{URL}#milik-saya") == 1
    assert "/learning/adminduk/layanan/antre" not in reader.get("/learning/saved").text
    assert "Hapus penanda" in reader.get(URL).text

    post(reader, token, "bookmark", on="0")
    after = dump()
    assert after["bookmark"] == before["bookmark"]


def test_a_note_at_a_section_that_is_gone_keeps_its_words(reader: FlaskClient, siti: Any) -> None:
    actions.write_note(siti.id, "adminduk", SectionKey("hukum", "dihapus"), "tetap ada", MONDAY)

    page = reader.get("/learning/saved").text
    assert "tetap ada" in page
    assert "tidak terbit lagi" in page


@given(st.text(max_size=300))
def test_a_note_that_is_accepted_holds_no_control_characters(text: str) -> None:
    tidy = rules.tidy_note(text)

    if rules.note_fault(tidy) is None:
        assert not [one for one in tidy if one < " " and one not in "\n\t"]
    else:
        assert rules.note_fault(tidy) is NoteFault.CHARACTERS


def test_a_cover_is_the_same_for_ever_and_differs_between_courses() -> None:
    assert rules.cover_seed("adminduk") == rules.cover_seed("adminduk")
    assert rules.cover_seed("adminduk") != rules.cover_seed("keuangan")
    assert all(0 <= one <= 255 for one in rules.cover_seed("adminduk"))
