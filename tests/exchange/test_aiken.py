"""Aiken: right files, and each way to write one wrongly."""

import pytest

from elearn.content.questions.single_choice import SingleChoice
from elearn.exchange.notes import UnreadableFile
from tests.exchange.importer import SAMPLES, brought, codes, question, refused


def test_both_ways_to_write_letters():
    one = question("Di mana?\nA. Buku\nB) Meja\nC. Rak\nANSWER: B\n", "aiken")

    assert isinstance(one, SingleChoice)
    assert [(choice.text, choice.is_right) for choice in one.choices] == [
        ("Buku", False),
        ("Meja", True),
        ("Rak", False),
    ]


def test_signs_stay_signs():
    one = question("Apa <b> dan *x* dan *y*?\nA. 2 < 3\nB. [x] kotak\nANSWER: A", "aiken")

    assert one.title == r"Apa &lt;b> dan \*x\* dan \*y\*?"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Apa?\nA. a\nB. b\n\nLain?\nA. a\nB. b\nANSWER: A", "no-answer-line"),
        ("Apa?\nA. a\nB. b\nANSWER: D", "answer-letter"),
        ("Apa?\nA. a\nB. b\nANSWER:", "answer-letter"),
        ("Apa?\nA. a\nANSWER: A", "too-few-options"),
        ("Apa?\nA. a\nA. b\nANSWER: A", "letter-twice"),
        ("Apa?\nA. a\nB. a\nANSWER: A", "option-twice"),
        ("ANSWER: A", "no-text"),
    ],
)
def test_a_malformed_question_is_refused_with_its_reason(text: str, code: str):
    assert codes(text, "aiken")[0] == [code]


def test_the_line_of_a_refused_question_is_told_and_the_next_one_comes_in():
    text = "Satu?\nA. a\nB. b\n\nDua?\nA. c\nB. d\nANSWER: B"

    assert [item.line for item in refused(text, "aiken")] == [1]
    assert brought(text, "aiken").report.imported == 1


def test_a_text_without_answers_is_no_aiken_file():
    with pytest.raises(UnreadableFile):
        brought("Catatan rapat\nA. pembukaan", "aiken")


def test_the_long_sample():
    report = brought((SAMPLES / "lengkap.aiken").read_bytes(), "aiken").report

    assert (report.imported, report.refused) == (3, 5)
