"""Keys and feedback never leave the server early (Q08, Q09)."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from elearn.content.quiz import ShowExplanation
from tests.quiz.samples import SECRETS, make_quiz, multiple, single


def assert_nothing_of_the_key(text):
    assert not [word for word in SECRETS if word in text]
    assert "Seharusnya dipilih" not in text
    assert "Jawaban yang benar" not in text


def choose(browser, right):
    """Answer every question rightly or wrongly, by form."""
    fields = {}
    for one in make_quiz().questions:
        wrong = {"q-text": "salah", "q-number": "1", "q-multiple": [multiple().choices[3].id]}
        value = (
            one.right_answer()
            if right
            else wrong.get(
                one.code, getattr(one, "choices", (None,) * 2)[1].id if one.code not in wrong else ""
            )
        )
        fields |= {f"{one.code}.sequence": "1", f"{one.code}.answer": value}
    return browser.post(browser.path("answers"), fields)


@pytest.mark.parametrize("right", [True, False])
def test_no_page_of_an_open_attempt_tells_the_key(shelf, siti_browses, right):
    shelf.put(make_quiz(max_attempts=2))
    intro = siti_browses.get("/quiz/kursus-satu/kuis-satu").text
    siti_browses.start()
    pages = [intro, siti_browses.get(siti_browses.path()).text]
    saved = choose(siti_browses, right)
    by_script = siti_browses.save(q_text=(2, "BerAKHLAK" if right else "salah"))
    pages += [saved.text, by_script.text, str(by_script.headers)]
    pages += [siti_browses.get(siti_browses.path()).text, siti_browses.get(siti_browses.path("review")).text]
    for page in pages:
        assert_nothing_of_the_key(page)


def normalised(page):
    """A page without what differs between any two: tokens, receipts, times, chosen values."""
    page = re.sub(r'name="csrf_token" value="[^"]*"', "", page)
    page = re.sub(r"Tersimpan [0-9.]+, tanda terima [A-Z0-9-]+", "", page)
    page = re.sub(r'value="[^"]*"| checked', "", page)
    return re.sub(r"data-now=\S+", "", page)


def test_the_page_after_a_right_answer_differs_in_nothing_from_that_after_a_wrong_one(shelf, browse, siti):
    """No class, attribute, length or comment may tell them apart."""
    shelf.put(make_quiz(single(), shuffle_options=False))
    browser = browse(siti)
    browser.start()
    browser.save(q_single=(1, single().choices[0].id))
    right = normalised(browser.get(browser.path()).text)
    browser.save(q_single=(2, single().choices[1].id))
    wrong = normalised(browser.get(browser.path()).text)
    assert re.sub(r'data-sequence="\d"', "", right) == re.sub(r'data-sequence="\d"', "", wrong)


def test_the_order_of_options_on_the_page_does_not_follow_the_key(shelf, siti_browses):
    """Over 200 attempts each place holds the right option about equally often."""
    shelf.put(make_quiz(single()))
    right = single().right_answer()
    places = Counter()
    for _ in range(60):
        siti_browses.start()
        page = siti_browses.get(siti_browses.path()).text
        places[re.findall(r'name="q-single\.answer" value="(o[0-9a-f]+)"', page).index(right)] += 1
        siti_browses.submit()
    # 15 expected each, standard deviation 3.4; the 200 seeds of the pure test are in test_drawing.py
    assert all(2 <= places[place] <= 30 for place in range(4)), places


def test_option_ids_do_not_sort_by_key():
    ids = [single(f"q{n}").right_answer() for n in range(200)]
    ranks = Counter(sorted(c.id for c in single(f"q{n}").choices).index(ids[n]) for n in range(200))
    assert all(25 <= ranks[rank] <= 75 for rank in range(4)), ranks


def test_a_failed_attempt_with_tries_left_shows_right_and_wrong_and_what_to_reread(shelf, siti_browses):
    shelf.put(make_quiz(max_attempts=2))
    siti_browses.start()
    choose(siti_browses, right=False)
    siti_browses.submit()
    result = siti_browses.get(siti_browses.path("result")).text

    assert_nothing_of_the_key(result)
    assert "Belum lulus" in result
    assert "Belum tepat" in result
    assert "/learning/kursus-satu/modul-satu/bagian-satu" in result
    assert "Judul bagian-satu" in result


def test_the_last_try_opens_key_feedback_and_explanation(shelf, siti_browses):
    shelf.put(make_quiz(max_attempts=1))
    siti_browses.start()
    choose(siti_browses, right=False)
    siti_browses.submit()
    result = siti_browses.get(siti_browses.path("result")).text
    for word in SECRETS:
        assert word in result
    assert "Seharusnya dipilih" in result
    assert "Jawaban yang benar: BerAKHLAK" in result


def test_a_pass_opens_the_key_unless_the_author_never_shows_it(shelf, siti_browses):
    shelf.put(make_quiz(max_attempts=3, show_explanation=ShowExplanation.NEVER))
    siti_browses.start()
    choose(siti_browses, right=True)
    siti_browses.submit()
    assert_nothing_of_the_key(siti_browses.get(siti_browses.path("result")).text)

    shelf.put(make_quiz(max_attempts=3))
    siti_browses.start()
    choose(siti_browses, right=True)
    siti_browses.submit()
    assert "rahasia-pembahasan" in siti_browses.get(siti_browses.path("result")).text


@pytest.mark.parametrize("tries", [1, 3, None])
def test_an_empty_submission_reveals_nothing(shelf, siti_browses, tries):
    """Q09: neither the key nor which questions are wrong."""
    shelf.put(make_quiz(max_attempts=tries))
    siti_browses.start()
    siti_browses.submit()
    result = siti_browses.get(siti_browses.path("result")).text
    assert_nothing_of_the_key(result)
    assert "Belum tepat" not in result
    assert "Baca kembali" not in result


def test_an_old_result_hides_the_key_while_a_new_attempt_runs(shelf, siti_browses):
    shelf.put(make_quiz(max_attempts=3))
    siti_browses.start()
    choose(siti_browses, right=True)
    siti_browses.submit()
    old = siti_browses.path("result")
    assert "rahasia-pembahasan" in siti_browses.get(old).text
    siti_browses.start()
    assert_nothing_of_the_key(siti_browses.get(old).text)
