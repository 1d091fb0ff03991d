"""Practice judges a question as soon as its reader asks; nothing else ever does while it is open."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from elearn.content.questions.ordering import Ordering
from elearn.content.quiz import Purpose, ShowExplanation
from tests.quiz.conftest import value_of
from tests.quiz.samples import MONDAY_NOON, SECRETS, make_quiz, multiple, single

WRONG = single().choices[1].id


def check(browser: Any, question: str, answers: dict[str, Any]) -> Any:
    """Press "Periksa jawaban" of a question, with these answers in the form."""
    fields = {"then": f"check:{question}"}
    for code, (sequence, value) in answers.items():
        fields |= {f"{code}.sequence": str(sequence), f"{code}.answer": value}
    return browser.post(browser.path("answers"), fields)


def test_a_checked_question_shows_its_verdict_its_feedback_and_its_explanation(
    shelf: Any, siti_browses: Any
) -> None:
    shelf.put(make_quiz(single(), multiple(), purpose=Purpose.PRACTICE))
    siti_browses.start()
    answered = {"q-single": (1, WRONG), "q-multiple": (1, multiple().choices[0].id)}
    response = check(siti_browses, "q-single", answered)
    assert response.status_code == 303
    assert response.location.endswith("?checked=q-single#q-q-single")
    page = siti_browses.get(response.location).text
    for words in ("Belum tepat", "rahasia-umpan-balik q-single salah satu", "rahasia-pembahasan q-single"):
        assert words in page
    assert "q-multiple" in page
    assert "rahasia-pembahasan q-multiple" not in page, "nobody asked about that one"
    assert value_of(siti_browses, "q-multiple") == [multiple().choices[0].id], "but it is saved as well"


def test_questions_checked_before_stay_judged(shelf: Any, siti_browses: Any) -> None:
    shelf.put(make_quiz(single(), multiple(), purpose=Purpose.PRACTICE))
    siti_browses.start()
    check(siti_browses, "q-single", {"q-single": (1, WRONG)})
    fields = {"checked": "q-single", "then": "check:q-multiple", "q-multiple.sequence": "1"}
    fields["q-multiple.answer"] = multiple().choices[0].id
    response = siti_browses.post(siti_browses.path("answers"), fields)
    assert parse_qs(urlsplit(response.location).query) == {"checked": ["q-single", "q-multiple"]}
    page = siti_browses.get(response.location).text
    assert "rahasia-pembahasan q-single" in page
    assert "rahasia-pembahasan q-multiple" in page


def test_a_blank_is_not_judged(shelf: Any, siti_browses: Any) -> None:
    """Or one could read the key of a question without trying it."""
    shelf.put(make_quiz(single(), purpose=Purpose.PRACTICE))
    siti_browses.start()
    response = check(siti_browses, "q-single", {"q-single": (1, "")})
    page = siti_browses.get(response.location).text
    assert not [word for word in SECRETS if word in page]


@pytest.mark.parametrize(
    "quiz",
    [
        make_quiz(single(), purpose=purpose)
        for purpose in (Purpose.QUIZ, Purpose.PRETEST, Purpose.POSTTEST, Purpose.EXAM)
    ]
    + [make_quiz(single(), purpose=Purpose.PRACTICE, show_explanation=ShowExplanation.NEVER)],
    ids=lambda quiz: f"{quiz.purpose}, {quiz.show_explanation}",
)
def test_where_feedback_waits_asking_for_it_changes_nothing(quiz: Any, shelf: Any, siti_browses: Any) -> None:
    shelf.put(quiz)
    siti_browses.start()
    response = check(siti_browses, "q-single", {"q-single": (1, WRONG)})
    asked = siti_browses.get(f"{siti_browses.path()}?checked=q-single").text
    for page in (siti_browses.get(response.location).text, asked):
        assert not [word for word in SECRETS if word in page]
        assert "Belum tepat" not in page
        assert "check:q-single" not in page


def test_what_is_no_question_of_the_attempt_is_not_carried_on(shelf: Any, siti_browses: Any) -> None:
    shelf.put(make_quiz(single(), purpose=Purpose.PRACTICE))
    siti_browses.start()
    response = check(siti_browses, "https://example.org", {"q-single": (1, WRONG)})
    assert response.location == siti_browses.path()


def test_items_stand_in_the_order_that_was_given_to_them(shelf: Any, siti_browses: Any) -> None:
    items = ("Butir satu", "Butir dua", "Butir tiga", "Butir empat")
    ordering = Ordering(code="q-order", title="Urutkan", items=items)
    shelf.put(make_quiz(ordering))
    siti_browses.start()
    keys = ordering.part_keys()
    given = dict(zip(keys, ("4", "1", "3"), strict=False))
    fields = {"q-order.sequence": "1"} | {f"q-order.answer-{key}": place for key, place in given.items()}
    siti_browses.post(siti_browses.path("answers"), fields)
    page = siti_browses.get(siti_browses.path()).text
    places = [page.index(f"<b>{items[at]}</b>") for at in (1, 2, 0, 3)]
    assert places == sorted(places), "by their numbers, what has none comes last"


def test_a_saved_answer_brings_the_servers_clock_where_time_is_limited(
    shelf: Any, siti_browses: Any, at: Any
) -> None:
    shelf.put(make_quiz(single(), time_limit=timedelta(minutes=10)))
    with at(MONDAY_NOON):
        siti_browses.start()
    with at(MONDAY_NOON + timedelta(minutes=3)):
        clock = siti_browses.save(q_single=(1, WRONG)).json["clock"]
    assert datetime.fromisoformat(clock["now"]) == MONDAY_NOON + timedelta(minutes=3)
    assert datetime.fromisoformat(clock["deadline"]) == MONDAY_NOON + timedelta(minutes=10)
