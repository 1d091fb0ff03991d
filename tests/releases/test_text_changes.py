"""Two texts beside each other: nothing is lost, nothing is made up, and what is the same is not told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from elearn.releases.text_changes import (
    ParagraphChange,
    ParagraphKind,
    PieceKind,
    compared_words,
    paragraph_changes,
    word_changes,
)

WORDS = st.sampled_from(["warga", "datang", "ke", "loket", "membawa", "berkas", "nomor", "antrean"])
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), max_size=6)


def said(change: ParagraphChange, *, but: PieceKind) -> str:
    return " ".join(piece.text for piece in change.pieces if piece.kind is not but)


def test_one_changed_word_shows_the_old_and_the_new_one_in_its_sentence() -> None:
    (change,) = paragraph_changes(
        ["Sama.", "Bawa fotokopi KTP ke loket."], ["Sama.", "Bawa salinan KTP ke loket."]
    )
    assert change.kind is ParagraphKind.CHANGED
    assert [(one.kind.value, one.text) for one in change.pieces] == [
        ("same", "Bawa"),
        ("removed", "fotokopi"),
        ("added", "salinan"),
        ("same", "KTP ke loket."),
    ]


def test_a_paragraph_that_came_and_one_that_went_are_told_whole() -> None:
    changes = paragraph_changes(
        ["Satu dua tiga.", "Lama sekali."], ["Satu dua tiga.", "Datang pagi.", "Antre."]
    )
    assert [(one.kind.value, said(one, but=PieceKind.SAME)) for one in changes] == [
        ("new", "Datang pagi."),
        ("new", "Antre."),
        ("gone", "Lama sekali."),
    ]


@given(old=TEXTS, new=TEXTS)
def test_whoever_reads_the_changes_can_tell_both_texts(old: list[str], new: list[str]) -> None:
    changes = paragraph_changes(old, new)
    before = [said(one, but=PieceKind.ADDED) for one in changes if one.kind is not ParagraphKind.NEW]
    after = [said(one, but=PieceKind.REMOVED) for one in changes if one.kind is not ParagraphKind.GONE]
    # What is not told is the same in both, in its order.
    assert rest_of(old, before) == rest_of(new, after)
    assert paragraph_changes(new, new) == ()


def rest_of(texts: list[str], told: list[str]) -> list[str]:
    rest = list(texts)
    for one in told:
        rest.remove(one)
    return sorted(rest)


@given(old=TEXTS, new=TEXTS)
def test_the_words_that_differ_make_the_one_text_of_the_other(old: list[str], new: list[str]) -> None:
    changes = word_changes(old, new)
    grown = sum(len(one.added) - len(one.removed) for one in changes)
    assert grown == len(" ".join(new).split()) - len(" ".join(old).split())
    assert word_changes(new, new) == ()


def test_a_title_is_compared_word_by_word() -> None:
    assert [one.text for one in compared_words("Di loket", "Di meja")] == ["Di", "loket", "meja"]


def test_paragraphs_of_one_word_said_over_and_over_are_not_compared() -> None:
    """A matcher would take minutes for them, while a reader waits for the page."""
    old, new = "satu " * 900, "satu dua " * 450
    changes = paragraph_changes([old] * 20, [new] * 20)
    assert {one.kind.value for one in changes} == {"new", "gone"}
    assert len(word_changes([old], [new])) == 1


def test_six_thousand_equal_rows_are_compared_at_once() -> None:
    changes = paragraph_changes(["0 0"] * 6_000, ["0 0"] * 5_990 + ["1 1"] * 10)
    assert len([one for one in changes if one.kind is ParagraphKind.NEW]) == 10
