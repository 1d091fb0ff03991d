"""Samples with bytes changed, cut, doubled or mixed: no traceback, an answer soon, every question told."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn.content.quiz_files import read_quiz
from elearn.exchange.importing import READERS, form_of
from elearn.exchange.notes import UnreadableFile
from elearn.exchange.sentences import reason_of, worded
from tests.exchange.importer import INTO, SAMPLES, brought

FORMS = ("gift", "aiken", "moodle-xml")
FILES = {path.name: path.read_bytes() for path in sorted(SAMPLES.iterdir()) if path.is_file()}
PIECES = [
    b"{",
    b"}",
    b"=",
    b"~",
    b"#",
    b"\\",
    b"%",
    b"->",
    b"\n\n",
    b"::",
    b"//",
    b"$CATEGORY:",
    b"<",
    b"]]>",
]
PIECES += [b"&#0;", b"\xff", b"\0", b"{1:SA:=", b"[[1]]", b"####", b"</text>", b"\xe2\x80\xae", b"[markdown]"]
SECONDS = 10


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A sample after some accidents."""
    data = draw(st.sampled_from(list(FILES.values())))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(0, 60)))
        piece = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=4), st.just(data[at:end] * 2)))
        data = data[:at] + piece + data[end:]
    return data


def came_through(data: bytes, form: str) -> None:
    """Import the bytes; whatever they are, this ends soon and says something about each question."""
    started = time.process_time()
    try:
        imported = brought(data, form)
    except UnreadableFile as unreadable:
        assert worded(unreadable.note)
    else:
        report = imported.report
        assert report.imported + report.refused == len(report.items)
        assert all(reason_of(item) for item in report.items if item.notes)
        if imported.document is not None:
            quiz, problems = read_quiz(imported.document.encode(), INTO)
            assert quiz is not None, problems
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("form", FORMS)
@given(data=damaged())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_file_never_ends_in_a_traceback(form: str, data: bytes):
    came_through(data, form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", FILES)
def test_every_sample_through_every_reader(name: str, form: str):
    came_through(FILES[name], form)


@given(data=st.binary(max_size=400))
@settings(deadline=None, max_examples=60)
def test_the_format_of_anything_is_guessed(data: bytes):
    assert form_of("x", data) in READERS


LONG = {
    "one line without a blank": (b"A? {=" + b"x ~" * 60_000 + b"}", "gift"),
    "only braces": (b"{" * 50_000 + b"}" * 50_000, "gift"),
    "only equals signs": (b"Apa {" + b"=" * 70_000 + b"}", "gift"),
    "only backslashes": (b"Apa " + b"\\" * 70_000 + b"{T}", "gift"),
    "open braces and blank lines": (b"a {\n\n" * 2_900, "gift"),
    "names that never end": (b"::a" * 30_000, "gift"),
    "comments only": (b"// x\n" * 100_000, "gift"),
    "options without an end": (b"Apa?\n" + b"A. x\n" * 100_000 + b"ANSWER: A", "aiken"),
    "gaps that never end": (
        b"<quiz><question type='cloze'><questiontext><text>"
        + b"{1:SA:=a" * 2_400
        + b"</text></questiontext></question></quiz>",
        "moodle-xml",
    ),
    "a hundred and one gaps": (
        b"<quiz><question type='cloze'><questiontext><text>"
        + b"{1:SA:=a} x " * 101
        + b"</text></questiontext></question></quiz>",
        "moodle-xml",
    ),
    "a text of a megabyte": (
        b"<quiz><question type='essay'><questiontext><text>"
        + b"x" * 1_000_000
        + b"</text></questiontext></question></quiz>",
        "moodle-xml",
    ),
}


@pytest.mark.parametrize("name", LONG)
def test_odd_and_large_files_end_soon(name: str):
    came_through(*LONG[name])


def test_a_thousand_questions_are_all_told():
    text = "\n\n".join(f"Soal ke-{number}? {{=a ~b}}" for number in range(1_000))
    report = brought(text).report

    assert report.imported + report.refused == 1_000


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1"])
@pytest.mark.parametrize("form", FORMS)
def test_another_encoding_is_named_and_nothing_comes_in(encoding: str, form: str):
    text = {"gift": "é? {=a ~b}", "aiken": "é?\nA. a\nB. b\nANSWER: A", "moodle-xml": "<quiz>é</quiz>"}[form]

    with pytest.raises(UnreadableFile) as caught:
        brought(text.encode(encoding), form)
    assert "UTF-8" in worded(caught.value.note)
