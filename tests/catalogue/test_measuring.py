"""The measures that courses are held to: what they find, and what they leave alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from elearn.content.text import lines_of
from tests.catalogue import spelling
from tests.catalogue.drawings import drawing_problems
from tests.catalogue.reading import Kind, Passage, passages_of, sentences_of

needs_dictionary = pytest.mark.skipif(not spelling.has_dictionary(), reason="needs hunspell and hunspell-id")


def passages(text: str) -> list[Passage]:
    return list(passages_of("modul.md", lines_of(text)))


def sentences(text: str) -> list[str]:
    return [one for passage in passages(text) for one in sentences_of(passage)]


def test_a_sentence_ends_where_a_reader_takes_a_breath() -> None:
    text = "Warga datang pukul 08.10. Petugas bertanya, apa yang berubah?\nIa diam.\n\nPP 1 jo. PP 2."
    assert sentences(text) == [
        "Warga datang pukul 08.10.",
        "Petugas bertanya, apa yang berubah?",
        "Ia diam.",
        "PP 1 jo. PP 2.",
    ]


def test_headings_tables_code_and_short_items_are_no_sentences() -> None:
    text = "## Judul\n\n| a | b |\n|---|---|\n| c | d |\n\n```text\nkode\n```\n\n- map\n- Ini kalimat."
    assert sentences(text) == ["Ini kalimat."]


def test_who_speaks_and_where_links_lead_is_not_counted() -> None:
    text = "> **Bu Ayu:** Lihat [pedoman](https://contoh.example/panjang), Pak.\n\n[Cek](cek.md#a)"
    assert sentences(text) == ["Lihat pedoman , Pak."]


def test_a_passage_knows_its_line() -> None:
    found = passages('Satu.\n\n- dua\n- tiga\n\n!!! contoh "Judul kotak"\n    Empat.')
    assert [(one.line, one.kind) for one in found] == [
        (1, Kind.PARAGRAPH),
        (3, Kind.ITEM),
        (4, Kind.ITEM),
        (6, Kind.OTHER),
        (7, Kind.PARAGRAPH),
    ]


@needs_dictionary
def test_right_words_are_known_in_all_their_forms() -> None:
    right = (
        "pemeriksaannya dipindai pindaiannya berulang-ulang memutakhirkan divalidasi sebutkan hubungi dieja"
    )
    assert spelling.unknown_words(right.split()) == set()


@needs_dictionary
@pytest.mark.parametrize(
    "slip", ["kependudkan", "memeriska", "dokumne", "pelayanna", "menhitung", "seblum", "tetpai", "waraga"]
)
def test_slips_of_the_finger_are_found(slip: str) -> None:
    assert spelling.unknown_words([slip]) == {slip}


def test_a_better_word_is_offered_except_in_names_and_italics() -> None:
    pattern, better = spelling.better_words()
    text = passages('Kirim lewat Email, bukan *email*, menurut berkas "Form Upload" dan `email`.')[0].text
    assert [match[0] for match in pattern.finditer(spelling.own_words(text))] == ["Email"]
    assert better["email"] == "surel"


def test_a_drawing_too_wide_too_small_and_without_words_is_told(tmp_path: Path) -> None:
    drawing = tmp_path / "a.svg"
    drawing.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 200"><title>A</title>'
        '<text font-size="11">kecil</text><text style="font-size: 2em">em</text></svg>',
        encoding="utf-8",
    )
    told = " ".join(drawing_problems(drawing))
    for word in ("<desc>", "800", "11", "2em"):
        assert word in told


@pytest.mark.parametrize("name", ["istilah.txt", "kata_baku.txt", "kata_tugas.txt"])
def test_lists_of_words_say_nothing_twice(name: str) -> None:
    lines = (spelling.HERE / name).read_text(encoding="utf-8").splitlines()
    words = [line.partition("=")[0].strip() for line in lines if line.strip() and not line.startswith("#")]
    assert [word for word, times in Counter(words).items() if times > 1] == []
