"""Files that come in twice, beside other questions, damaged, or with more than a quiz can hold."""

from collections import defaultdict
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.content.questions.choices import ChoiceQuestion
from elearn.content.quiz_files import read_quiz
from elearn.exchange.importing import READERS, form_of
from elearn.exchange.notes import UnreadableFile, Verdict
from elearn.exchange.plain_text import without_controls
from elearn.exchange.sentences import SENTENCES, worded
from tests.exchange.importer import INTO, SAMPLES, brought, reasons

TWO = "Surat masuk dicatat di mana? {=Buku agenda ~Buku tamu}\n\nArsip statis disimpan. {T}"
SAMPLE_FORMS = [("lengkap.gift", "gift"), ("lengkap.aiken", "aiken"), ("lengkap.xml", "moodle-xml")]

PIECES = (
    "::|{|}|=|~|#|####|->|%50%|%|\\|\\n|//|$CATEGORY: a|[html]|[markdown]|T|{T}|{}|{#|..|:|*|ANSWER: A|A. |"
    "B) |<quiz>|</quiz>|<question type='multichoice'>|</question>|<text>|</text>|<answer fraction='100'>|"
    "</answer>|<questiontext>|</questiontext>|<p>|<b|<img src='x'>|<ul><li>|<table><tr><td>|&amp;|&#0;|]]>|"
    "<!--|- [x] |## |Isian: x|> **Pembahasan:** y|```|---|\n|\n\n|a|Soal?|kata biasa|\u2028|\ufdd0|\x00|é|"
    "1. |[ ]|Kode: a|</li></ul>|</table>|<pre>|</pre>|<br>|<code>|<blockquote>|    |$$|![a](b)|[[x]]|    - |"
    "~~~|===|Jika benar: z|-> |\ufeff"
)
MESSES = st.lists(st.one_of(st.sampled_from(PIECES.split("|")), st.text(max_size=6)), max_size=50).map(
    "".join
)


@pytest.mark.parametrize(("name", "form"), SAMPLE_FORMS)
def test_everything_in_a_file_is_either_in_or_refused_with_a_reason(name: str, form: str):
    data = (SAMPLES / name).read_bytes()
    imported = brought(data, form)

    assert imported.document is not None
    quiz, problems = read_quiz(imported.document.encode(), INTO)
    assert quiz is not None, problems
    assert len(quiz.questions) == imported.report.imported
    for item in imported.report.items:
        assert item.line > 0
        assert item.verdict is Verdict.IMPORTED or item.notes


@pytest.mark.parametrize(("name", "form"), SAMPLE_FORMS)
def test_the_same_file_twice_adds_nothing(name: str, form: str):
    data = (SAMPLES / name).read_bytes()
    first = brought(data, form)
    assert first.document is not None

    again = brought(data, form, existing=first.document.encode())

    assert again.document is None
    assert again.pictures == {}
    assert again.report.imported == first.report.imported


def test_what_an_author_changed_in_the_quiz_stays_when_the_file_comes_again():
    first = brought(TWO).document or ""
    changed = first.replace("Buku tamu", "Buku induk")

    again = brought(TWO + "\n\nSoal baru? {F}", existing=changed.encode())

    assert again.document is not None
    assert again.document.startswith(changed.rstrip("\n"))
    assert again.document.count("Surat masuk dicatat") == 1
    assert "## Soal baru?" in again.document


def test_a_quiz_with_mistakes_is_not_touched():
    with pytest.raises(UnreadableFile) as raised:
        brought(TWO, existing=b"---\njudul: Kuis\n---\n\n## Soal tanpa kunci?\n\n- [ ] a\n- [ ] b\n")

    assert "baris" in worded(raised.value.note)


def test_questions_for_a_quiz_with_sections_get_a_section_of_their_own():
    own = b"---\njudul: Kuis\n---\n\n# Dasar (ambil 1)\n\n## Satu?\nKode: satu\n\n- [x] a\n- [ ] b\n"
    document = brought(TWO, existing=own).document or ""

    quiz, _ = read_quiz(document.encode(), INTO)
    assert quiz is not None
    assert [section.title for section in quiz.sections] == ["Dasar", "Dari soal"]


def test_the_very_same_question_twice_in_one_file_comes_in_once():
    report = brought("Apa? {T}\n\nApa? {T}\n\n::Apa?::Apa? {F}").report

    assert [item.verdict for item in report.items] == ["imported", "refused", "imported"]
    assert "baris 1" in worded(report.items[1].notes[0])


def test_one_id_for_two_questions_gives_two_codes():
    report = brought("// [id:a]\nSatu? {T}\n\n// [id:a]\nDua? {F}").report

    assert report.items[0].id == "a"
    assert report.items[1].id.startswith("a-")


def test_the_quiz_is_a_draft_with_the_code_of_its_file():
    quiz, _ = read_quiz((brought(TWO).document or "").encode(), INTO)

    assert quiz is not None
    assert (quiz.code, quiz.status, quiz.title) == ("kuis-arsip", "draft", "Kuis arsip")


def test_questions_that_moodle_hides_come_in_withdrawn():
    question = "<questiontext><text>Apa?</text></questiontext><hidden>1</hidden>"
    question += "<answer fraction='100'><text>a</text></answer>"
    imported = brought(f"<quiz><question type='shortanswer'>{question}</question></quiz>", "moodle-xml")

    quiz, problems = read_quiz((imported.document or "").encode(), INTO)
    assert quiz is not None, problems
    assert quiz.active_questions == ()


def test_an_option_that_gives_the_key_away_is_refused_in_the_words_of_the_check():
    assert "K-104" in reasons("Apa? {=Ini (benar) ~Itu}")[0]


def test_what_does_not_fit_into_one_quiz_file_is_refused_question_by_question():
    text = "\n\n".join(f"Soal {number}? {{={'a' * 600} {number} ~b {number}}}" for number in range(2_000))
    report = brought(text).report

    assert report.imported + report.refused == 2_000
    assert report.imported > 1_000
    assert report.items[-1].notes[0].code == "quiz-full"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("Apa “ini”? {T}".encode("utf-16"), "utf-16"),
        ("Apa “ini”? {T}".encode("utf-16-le"), "utf-16"),
        ("Apa “ini”? {T}".encode("cp1252"), "not-utf-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not-utf-8"),
        (b"Apa\0 {T}", "binary"),
        (b" \n ", "empty"),
        (b"// hanya komentar", "no-questions"),
        (b"a" * 5_000_000, "too-large"),
    ],
)
@pytest.mark.parametrize("form", sorted(READERS))
def test_a_file_that_is_no_text_is_refused_with_one_sentence(data: bytes, code: str, form: str):
    with pytest.raises(UnreadableFile) as raised:
        brought(data, form)

    assert worded(raised.value.note)
    if form == "gift":
        assert raised.value.note.code == code


@pytest.mark.parametrize(("name", "form"), [*SAMPLE_FORMS, ("bom-crlf.gift", "gift"), ("soal.txt", "gift")])
def test_the_format_is_recognised(name: str, form: str):
    path = SAMPLES / name

    assert form_of(name, path.read_bytes() if path.exists() else b"Apa? {T}") == form


@pytest.mark.parametrize("form", sorted(READERS))
@given(text=MESSES)
@settings(deadline=None, max_examples=150)
def test_no_text_ever_throws_and_what_comes_in_reads_back(form: str, text: str):
    try:
        imported = brought(text.encode("utf-8", "surrogatepass"), form)
    except UnreadableFile as unreadable:
        assert worded(unreadable.note)
        return
    report = imported.report
    assert report.imported + report.refused == len(report.items) > 0
    assert (imported.document is not None) == (report.imported > 0)
    for item in report.items:
        assert all(worded(note) for note in item.notes)
    if imported.document is not None:
        quiz, problems = read_quiz(imported.document.encode(), INTO)
        assert quiz is not None, problems
        assert len(quiz.questions) == report.imported


FORMS = st.sampled_from(["html", "markdown", "plain_text", "moodle_auto_format"])


@given(form=FORMS, text=MESSES, first=MESSES, second=MESSES, said=MESSES)
@settings(deadline=None, max_examples=150)
def test_any_text_in_any_place_of_moodle_xml_is_kept_in_its_place(
    form: str, text: str, first: str, second: str, said: str
):
    question = f"<questiontext format='{form}'>{xml(text)}</questiontext><generalfeedback>{xml(said)}"
    question += (
        f"</generalfeedback><answer fraction='100'>{xml(first)}<feedback>{xml(said)}</feedback></answer>"
    )
    question += f"<answer fraction='0'>{xml(second)}</answer>"
    imported = brought(f"<quiz><question type='multichoice'>{question}</question></quiz>", "moodle-xml")

    (item,) = imported.report.items
    if item.verdict is Verdict.REFUSED:
        assert item.notes
        return
    quiz, _ = read_quiz((imported.document or "").encode(), INTO)
    assert quiz is not None
    (one,) = quiz.questions
    assert isinstance(one, ChoiceQuestion)
    assert len(one.choices) == 2


def xml(text: str) -> str:
    """A text element; what XML cannot carry is left out."""
    return f"<text>{escape(without_controls(text))}</text>"


BLOCKS = ["Apa? {T}", "Esai {}", "Teks", "Rusak {", "A? {=a ~b}", "N {#x}"]
WELL_FORMED = st.lists(st.sampled_from(BLOCKS), max_size=30)


@given(blocks=WELL_FORMED.filter(bool))
@settings(deadline=None, max_examples=60)
def test_as_many_are_told_as_the_file_holds(blocks: list[str]):
    report = brought("\n\n".join(f"{number} {block}" for number, block in enumerate(blocks))).report

    assert report.imported + report.refused == len(blocks)
    assert [item.line for item in report.items] == [2 * at + 1 for at in range(len(blocks))]


def test_every_sentence_can_be_said():
    for sentence in SENTENCES.values():
        assert sentence.format_map(defaultdict(lambda: "x"))
        assert "!" not in sentence
