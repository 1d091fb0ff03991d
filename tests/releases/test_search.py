"""Search finds words, their beginnings and their stems, and nothing that is typed makes it fail."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.releases import search
from elearn.releases.search import Page

PAGES = (
    Page(
        course="loket", module="sapa", section="salam", title="Menyapa", text="Standar pelayanan publik <b>."
    ),
    Page(
        course="loket", module="sapa", section="nik", title="Nomor NIK", text="Kependudukan dicatat sekali."
    ),
    Page(course="arsip", module="", section="", title="Arsip rapi", text="Menyimpan surat."),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of three pages."""
    path = tmp_path_factory.mktemp("cari") / "index.sqlite"
    search.write_index(path, PAGES)
    return path


def found(index: Path, words: str) -> list[str]:
    """The titles of what is found."""
    return [hit.title for hit in search.find(index, words, 10)]


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("pelayanan", ["Menyapa"]),
        ("melayani", ["Menyapa"]),
        ("layanan publik", ["Menyapa"]),
        ("KEPENDUDUKAN", ["Nomor NIK"]),
        ("kependu", ["Nomor NIK"]),
        ("nik", ["Nomor NIK"]),
        ("surat", ["Arsip rapi"]),
        ("pelayanan surat", []),
        ("", []),
        ("   ", []),
    ],
)
def test_words_beginnings_and_stems_are_found(index: Path, words: str, titles: list[str]) -> None:
    assert found(index, words) == titles


def test_a_hit_in_the_title_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    pages = [
        Page(course="a", module="m", section=str(n), title=title, text=text)
        for n, (title, text) in enumerate([("Lain", "arsip " * 5), ("Arsip", "lain")])
    ]
    search.write_index(path, pages)
    assert found(path, "arsip") == ["Arsip", "Lain"]


def test_the_words_are_marked_and_the_rest_is_escaped(index: Path) -> None:
    snippet = search.find(index, "pelayanan", 1)[0].snippet
    assert snippet == "Standar <mark>pelayanan</mark> publik &lt;b&gt;."


@pytest.mark.parametrize(
    "typed", ['"belum AND (', "NEAR(a b)", "*", "a OR", "title:x", "-", "'", "a\x00b", "^a", "{a}"]
)
def test_search_syntax_is_only_words(index: Path, typed: str) -> None:
    assert isinstance(search.find(index, typed, 5), tuple)


@given(st.text(max_size=80))
def test_nothing_typed_makes_it_fail(index: Path, typed: str) -> None:
    assert len(search.find(index, typed, 3)) <= 3


def test_a_missing_or_damaged_index_finds_nothing(tmp_path: Path) -> None:
    assert search.find(tmp_path / "tidak-ada", "a", 5) == ()
    (tmp_path / "rusak").write_bytes(b"bukan basis data" * 100)
    assert search.find(tmp_path / "rusak", "surat", 5) == ()


def test_changed_courses_are_replaced_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    search.write_index(path, PAGES)
    search.replace_courses(
        path, ["arsip"], [Page(course="arsip", module="", section="", title="Baru", text="berkas")]
    )
    assert found(path, "surat") == []
    assert found(path, "berkas") == ["Baru"]
    assert found(path, "nik") == ["Nomor NIK"]
