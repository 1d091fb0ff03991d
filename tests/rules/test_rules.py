"""Every rule of the checker: an example breaks it, and the page for authors tells of it in the same words."""

from __future__ import annotations

import pytest

from elearn.authoring.rule_book import CHAPTERS, EXAMPLES_FILE
from elearn.markup.renderer import Renderer
from tests.rules.examples import EXAMPLES, IN_WORDS
from tests.rules.page import PAGE, RULES, Shown, examples_file, page, problems_of, shown_examples
from tests.rules.trees import Example


@pytest.fixture(scope="module")
def shown() -> dict[str, Shown]:
    return shown_examples()


def test_every_rule_has_an_example_or_words() -> None:
    assert EXAMPLES.keys() | IN_WORDS.keys() == RULES.keys()
    assert not EXAMPLES.keys() & IN_WORDS.keys()


def test_every_example_breaks_its_rule(shown: dict[str, Shown]) -> None:
    silent = {rule: [one.rule for one in case.problems] for rule, case in shown.items() if not case.of(rule)}
    assert silent == {}


def test_the_course_that_the_examples_spoil_is_sound() -> None:
    with Renderer() as renderer:
        assert problems_of(Example(shown="", files={}), renderer) == ()


def test_an_error_is_one_error_and_not_a_heap(shown: dict[str, Shown]) -> None:
    """An author who makes one slip shall not be told of five."""
    heaps = {
        rule: sorted({one.rule for one in case.problems})
        for rule, case in shown.items()
        if len({one.rule for one in case.problems if one.is_error}) > 3
    }
    assert heaps == {}


def test_the_page_for_authors_is_made_of_the_rules_in_force(shown: dict[str, Shown]) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(shown), "write it anew: python -m tests.rules.page"


def test_the_pages_of_the_product_show_the_same_examples(shown: dict[str, Shown]) -> None:
    assert {rule for rules in CHAPTERS.values() for rule in rules} == set(RULES)
    assert EXAMPLES_FILE.read_text(encoding="utf-8") == examples_file(shown), "write it anew: make rules"
