"""A quiz of every kind of question, taken with the keyboard alone; what was answered is stored and judged."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from elearn.content.questions.kinds import KINDS
from tests.browser.axe import FOLDED, SETTLED, findings
from tests.browser.conftest import PHONE
from tests.browser.every_kind import PICTURES, QUESTIONS, answer_with_keys, tab_to
from tests.browser.sitting import Sitting, begin, front_matter

QUIZ = front_matter() + QUESTIONS


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_quiz_of_every_kind_is_taken_with_the_keyboard_alone(
    scripts: bool, own_quiz: Callable[..., Sitting]
) -> None:
    sitting = own_quiz(QUIZ, files=PICTURES, java_script_enabled=scripts, **PHONE)
    page, questions = sitting.page, sitting.questions
    assert {one.KIND for one in questions} == set(KINDS)

    for number, question in enumerate(questions, start=1):
        answer_with_keys(page, question, question.right_answer(), scripts=scripts)
        if scripts:
            expect(sitting.line(question.code)).to_contain_text("tanda terima")
            if number < len(questions):
                tab_to(page, "[data-go='1']")
                page.keyboard.press("Enter")
    tab_to(page, "button[value=review]")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Periksa sebelum mengirim")
    assert sitting.stored() == {one.code: one.right_answer() for one in questions}

    tab_to(page, "#finish button.primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/result")
    expect(page.locator("h1")).to_have_text("Menunggu penilaian")  # of the essay; the rest has its marks
    keyed = {one.code for one in questions if one.IS_MARKED and not one.NEEDS_GRADER}
    assert {code for code, fraction in sitting.fractions().items() if fraction == 1} == keyed


def test_every_page_of_such_a_quiz_is_accessible_and_fits_a_phone_in_light_and_dark(
    own_quiz: Callable[..., Sitting],
) -> None:
    sitting = own_quiz(QUIZ, files=PICTURES, **PHONE)
    page = sitting.page
    assert_fine(page)
    page.goto("/quiz/kursus/kuis")
    assert_fine(page)
    begin(page)
    page.locator("[name='tunggal.answer']").first.check()
    expect(sitting.line("tunggal")).to_contain_text("tanda terima")
    attempt = page.url
    page.goto(f"{attempt}/review")
    assert_fine(page)
    page.locator("#finish button.primary").click()
    page.wait_for_url("**/result")
    assert_fine(page)


def test_pictures_and_formulas_stay_inside_the_question_on_a_phone(
    own_quiz: Callable[..., Sitting],
) -> None:
    page = own_quiz(QUIZ, files=PICTURES, java_script_enabled=False, **PHONE).page
    pictures = page.locator("#q-tunggal img")
    expect(pictures).to_have_count(len(PICTURES))
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        frame, box = page.locator("#q-tunggal").bounding_box(), picture.bounding_box()
        assert box and frame
        assert box["width"] > 40
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
    wide = page.locator("#q-angka math[display=block]")
    expect(wide).to_be_visible()
    box, frame = wide.bounding_box(), page.locator("#q-angka").bounding_box()
    assert box and frame
    assert box["x"] + box["width"] <= frame["x"] + frame["width"]


def assert_fine(page: Page) -> None:
    """Nothing sticks out, axe finds nothing; folded parts and dark colours are looked at too."""
    page.evaluate(FOLDED)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert findings(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(SETTLED)
    assert findings(page, "color-contrast") == []
    page.emulate_media(color_scheme="light")
    page.wait_for_function(SETTLED)
