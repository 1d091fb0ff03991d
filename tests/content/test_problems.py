"""Problems in words: one line for editors, a frame for people, one table per language."""

import re
from pathlib import Path
from string import Formatter

from elearn.content.findings import found
from elearn.content.sentences import en
from elearn.content.sentences import id as indonesian
from elearn.problems import Mend, Place, framed, line_form

PLACE = Place("quizzes/modul-02.md", 31, 15)
LEAK = found(
    "K-104",
    PLACE,
    excerpt="- [ ] Standar (benar)",
    width=7,
    leak="(benar)",
    mend=Mend(line=31, start=14, end=22, text=""),
)


def test_the_line_form_is_one_line_and_an_indented_hint():
    assert line_form(LEAK) == (
        'quizzes/modul-02.md:31:15: error K-104 teks pilihan membocorkan kunci jawaban: "(benar)"\n'
        '  hint: hapus "(benar)" lalu tandai pilihan yang benar dengan [x].'
    )


def test_english_is_the_second_language():
    assert "gives the key away" in line_form(LEAK, "en")


def test_the_frame_points_at_the_spot():
    lines = framed([LEAK]).split("\n")

    assert lines[0] == "quizzes/modul-02.md"
    assert lines[1].startswith("  baris 31  SALAH  teks pilihan membocorkan")
    assert lines[2][5:] == "- [ ] Standar (benar)"
    assert lines[2][lines[3].index("^") : lines[3].rindex("^") + 1] == "(benar)"
    assert lines[4].endswith("[Perbaiki otomatis]   aturan K-104")


def test_the_frame_groups_by_file_in_order():
    other = found("K-402", Place("a.md"))

    assert [line for line in framed([LEAK, other]).split("\n") if not line.startswith(" ")] == [
        "a.md",
        "quizzes/modul-02.md",
    ]


def test_a_value_is_never_taken_for_a_placeholder():
    assert "{leak}" in found("K-104", PLACE, leak="{leak}").message()


def test_words_around_an_empty_value_are_left_out():
    assert found("K-502", PLACE, quiz="a", path="b", meant="").hint().endswith("ubah kuncinya.")
    assert found("K-502", PLACE, quiz="a", path="b", meant="c").hint().endswith('Maksud Anda "c"?')


def test_both_languages_word_every_rule_with_the_same_values():
    assert set(en.RULES) == set(indonesian.RULES)
    for rule, row in indonesian.RULES.items():
        assert _names(row.sentence.message, row.sentence.hint) == _names(
            en.RULES[rule].message, en.RULES[rule].hint
        )


def _names(*templates: str) -> set[str]:
    return {name for text in templates for _, name, _, _ in Formatter().parse(text) if name}


def test_every_rule_is_used_and_every_used_rule_is_worded():
    room = Path(__file__).resolve().parents[2] / "elearn" / "content"
    code = "".join(path.read_text() for path in room.rglob("*.py") if "sentences" not in path.parts)

    named = set(re.findall(r'"(K-\d{3})"', code))
    assert named == set(indonesian.RULES)


def test_no_sentence_shouts():
    for row in indonesian.RULES.values():
        without_code = row.sentence.hint.replace("![...]", "").replace("<!--", "")
        assert "!" not in row.sentence.message.replace("<!--", "") + without_code
