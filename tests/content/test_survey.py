"""Survei: no key, no points; and the slips that must never be silent."""

from decimal import Decimal

import pytest

from elearn.content.questions.contract import UnreadableAnswer, Verdict
from elearn.content.questions.survey import Survey
from elearn.content.sentences import worded
from tests.content.writing import asked, question, quiz_and_problems, rules

META = "Kode: puas | Jenis: survei"
SCALE = "- [ ] Puas\n  > Terima kasih.\n- [ ] Cukup\n- [ ] Kurang"


def read(answer: str = SCALE, meta: str = META) -> Survey:
    """The survey question of an answer part."""
    made = question(answer, meta=meta)
    assert isinstance(made, Survey)
    return made


def test_empty_boxes_are_a_survey_when_the_author_says_so():
    assert [choice.text for choice in read().choices] == ["Puas", "Cukup", "Kurang"]
    assert "K-101" in rules(asked(SCALE))


def test_yes_and_no_may_be_a_survey_too():
    assert isinstance(question("- [ ] Ya\n- [ ] Tidak", meta=META), Survey)


@pytest.mark.parametrize(
    ("answer", "meta", "rule"),
    [
        ("- [x] Puas\n- [ ] Kurang", META, "K-190"),
        ("- [50%] Puas\n- [ ] Kurang", META, "K-190"),
        (SCALE, META + " | Poin: 2", "K-191"),
        ("- [ ] Puas", META, "K-118"),
        ("- [ ] Puas\n- [ ] Puas.", META, "K-109"),
        ("Isian: apa saja", META, "K-122"),
    ],
)
def test_a_slip_is_an_error_with_words_in_both_languages(answer: str, meta: str, rule: str):
    quiz, problems = quiz_and_problems(asked(answer, meta=meta))

    assert quiz is None
    assert rule in [one.rule for one in problems]
    for problem in problems:
        for language in ("id", "en"):
            message, hint = worded(problem, language)
            assert message
            assert "{" not in message + hint


def test_an_answer_counts_as_answered_and_earns_nothing():
    made = read()
    mark = made.mark(made.choices[0].id)

    assert mark.verdict is Verdict.ANSWERED
    assert mark.fraction == 0
    assert mark.feedback == ((made.choices[0].id, "Terima kasih."),)
    assert made.mark(None).verdict is Verdict.BLANK


def test_a_survey_has_no_points_in_its_quiz():
    quiz, problems = quiz_and_problems(
        asked(SCALE, meta=META) + "\n" + asked("- [x] Satu\n- [ ] Dua", meta="Kode: b | Rujukan: a#b")
    )

    assert quiz is not None
    assert not problems
    assert quiz.questions[0].points == Decimal(0)
    assert quiz.total_points == 1


def test_a_quiz_may_hold_nothing_but_surveys():
    assert rules(asked(SCALE, meta=META)) == []


def test_a_survey_needs_no_explanation_and_no_reference():
    assert rules(f"## Bagaimana?\n{META}\n\n{SCALE}\n") == []


def test_surveys_may_share_a_scale():
    body = "\n".join(asked(SCALE, meta=f"Kode: s{n} | Jenis: survei") for n in range(4))
    assert rules(body) == []


def test_a_scale_keeps_its_order():
    made = read()
    assert made.option_order(3, shuffle=True) == tuple(choice.id for choice in made.choices)


def test_an_option_that_is_not_there_is_refused():
    with pytest.raises(UnreadableAnswer, match="unknown-option"):
        read().parse_answer({"answer": ["x"]})
