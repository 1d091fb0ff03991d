"""Hints help where nothing hangs on them, and are nowhere in the page of a test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from elearn.content.quiz import Purpose
from tests.quiz.samples import make_quiz, single

HINTS = ("petunjuk-pertama", "petunjuk-kedua")


def pages(browser: Any) -> str:
    """Every page of an open attempt, and what a script hears."""
    browser.start()
    saved = browser.save(q_single=(1, single().choices[1].id))
    review = browser.get(browser.path("review")).text
    return str(browser.get(browser.path()).text + review + saved.text)


@pytest.mark.parametrize("purpose", [Purpose.PRACTICE, Purpose.QUIZ])
def test_practice_and_quiz_show_the_hints_in_the_authors_order(
    purpose: Purpose, shelf: Any, siti_browses: Any
) -> None:
    shelf.put(make_quiz(single(hints=HINTS), purpose=purpose))
    page = pages(siti_browses)
    first, second = (page.index(hint) for hint in HINTS)
    assert page.index("Petunjuk 1 dari 2") < first < page.index("Petunjuk 2 dari 2") < second
    assert "</details>" not in page[first:second], "the second opens only inside the first"


@pytest.mark.parametrize("purpose", [Purpose.PRETEST, Purpose.POSTTEST, Purpose.EXAM])
def test_tests_and_exams_hold_no_word_of_a_hint(purpose: Purpose, shelf: Any, siti_browses: Any) -> None:
    shelf.put(make_quiz(single(hints=HINTS), purpose=purpose))
    page = pages(siti_browses)
    assert not [hint for hint in HINTS if hint in page]
    assert "Petunjuk" not in page


def test_a_single_hint_is_not_counted(shelf: Any, siti_browses: Any) -> None:
    shelf.put(make_quiz(single(hints=HINTS[:1])))
    page = pages(siti_browses)
    assert "<summary>Petunjuk</summary>" in page


def test_a_result_has_explanations_and_needs_no_hints(
    shelf: Any, browse: Callable[..., Any], siti: Any
) -> None:
    shelf.put(make_quiz(single(hints=HINTS), purpose=Purpose.PRACTICE))
    browser = browse(siti)
    pages(browser)
    browser.submit()
    result = browser.get(browser.path("result")).text
    assert "rahasia-pembahasan" in result
    assert HINTS[0] not in result
