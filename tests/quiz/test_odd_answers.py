"""Answers that break programs (Q17), numbers that break readers (Q18): kept as typed or refused in words."""

from __future__ import annotations

import html
from decimal import Decimal

import pytest
from sqlalchemy import select

from elearn.database import db
from elearn.quiz import store
from elearn.quiz.tables import Answer, Attempt
from tests.quiz.conftest import count
from tests.quiz.samples import make_quiz, number, short_text

# Each kind of text that has broken a program somewhere: empty words of languages, markup of every layer,
# controls, directions, widths, joined and combined signs, plane 1, non-characters, private use, formulas.
ODD_TEXTS = (
    "undefined",
    "null",
    "None",
    "NaN",
    "true",
    "0",
    "-0",
    "1E400",
    "0x10",
    "()",
    "[]",
    "{}",
    "\\",
    "\\0",
    "\\u0000",
    "<script>alert(1)</script>",
    "</textarea><img src=x>",
    "&lt;b&gt;",
    "&amp;amp;",
    "\"'`",
    "{{ 7*7 }}",
    "{% raw %}",
    "${7*7}",
    "%s%n%d",
    "%00",
    "../../etc/passwd",
    "C:\\con\\aux",
    "'; DROP TABLE answer; --",
    "1' OR '1'='1",
    "\\'",
    "=1+1",
    "+62812",
    "-5",
    "@sum(a1)",
    "a,b;c\td",
    "a\u00a0b",
    "\u200btersembunyi\u200d",
    "\ufeffawal",
    "\u00ad",
    "\u202eterbalik\u202c",
    "\u2066kiri\u2069",
    "ｂｅｒａｋｈｌａｋ",
    "ﬁnal",
    "ß",
    "İstanbul",
    "ǅ",
    "Å",
    "A\u030a",
    "é",
    "e\u0301",
    "Z\u0351\u036b\u0343\u032a\u033a\u0318a\u0340l\u0348g\u0331o\u0329",
    "ำ",
    "เรียน",
    "ꦲꦏ꧀ꦱꦫ",
    "عربي ١٢٣",
    "עברית",
    "汉字",
    "한글",
    "👩‍👩‍👧",
    "🇮🇩",
    "👍🏽",
    "\U0001d54f",
    "\U000e0041",
    "\ue000",
    "\ufdd0",
    "\U0001fffe",
    "\x7f",
    "\x1b[31m",
    "\x08",
    "\x01",
    "a\u0085b",
    "a\u2028b",
    "a\tb",
    "   ujung   ",
)


def asked():
    return make_quiz(*(short_text(f"t-{n:03d}") for n in range(len(ODD_TEXTS))))


@pytest.mark.both_databases
def test_every_odd_text_is_stored_and_shown_as_typed_or_refused_with_a_sentence(shelf, siti_browses):
    shelf.put(asked())
    siti_browses.start()
    typed = {f"t-{n:03d}": text for n, text in enumerate(ODD_TEXTS)}
    heard = siti_browses.save(**{code.replace("-", "_"): (1, text) for code, text in typed.items()})

    refused = {one["question"]: one["text"] for one in heard.json["refused"]}
    stored = {code: one.value for code, one in store.answers_of(siti_browses.attempt_id).items()}
    assert stored.keys() | refused.keys() == typed.keys()
    assert not stored.keys() & refused.keys()
    assert all(text.endswith(".") for text in refused.values())
    assert {code: typed[code] for code in stored} == stored
    assert len(stored) > 0.9 * len(typed)

    page = html.unescape(siti_browses.get(siti_browses.path()).text)
    review = html.unescape(siti_browses.get(siti_browses.path("review")).text)
    printed = html.unescape(siti_browses.get(siti_browses.path("receipts")).text)
    for code, text in stored.items():
        assert f'value="{text}"' in page, code
        assert f"<b>{text}</b>" in review, code
        assert text in printed, code
    assert "<script>alert(1)" not in siti_browses.get(siti_browses.path("review")).text
    siti_browses.submit()
    assert siti_browses.get(siti_browses.path("result")).status_code == 200


@pytest.mark.both_databases
@pytest.mark.parametrize("text", ["a\0b", "\0", "a\N{REPLACEMENT CHARACTER}b", "x" * 1_000_001])
def test_what_a_database_could_not_keep_is_refused_the_same_on_both(shelf, siti_browses, text):
    shelf.put(make_quiz(short_text()))
    siti_browses.start()
    heard = siti_browses.save(q_text=(1, text))
    assert heard.status_code == 422
    assert heard.json["refused"][0]["text"].endswith(".")
    assert count(Answer) == 0


# What a learner may write for 1.5, and what he may not: docs/menulis.md says the same to authors.
NUMBERS = {
    "64": True,
    "64,0": True,
    "64.0": True,
    " 64,5 ": True,
    "63.5": True,
    "+64": True,
    "64 persen": True,
    "64%": None,
    "6,4e1": None,
    "1e1": None,
    "NaN": None,
    "nan": None,
    "Infinity": None,
    "-inf": None,
    "٦٤": None,
    "６４": None,
    "½": None,
    "64..0": None,
    "enam puluh": None,
    "-0": False,
    "-64": False,
    "0": False,
    "64,51": False,
    "1.500": False,
}


@pytest.mark.both_databases
@pytest.mark.parametrize("typed", NUMBERS)
def test_a_number_is_right_wrong_or_refused_and_never_an_accident(shelf, siti_browses, typed):
    """The key is 64 ± 0,5 persen. None: refused with a sentence, nothing stored."""
    shelf.put(make_quiz(number()))
    siti_browses.start()
    heard = siti_browses.save(q_number=(1, typed))
    if heard.status_code != 200:
        assert NUMBERS[typed] is None, heard.json
        assert heard.json["refused"][0]["text"].endswith(".")
        assert count(Answer) == 0
        return
    siti_browses.submit()
    attempt = db.session.scalars(select(Attempt)).one()
    assert attempt.passed is NUMBERS[typed]
    assert attempt.score_percent == Decimal(100 if NUMBERS[typed] else 0)
