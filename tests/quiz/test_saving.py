"""What happens to a posted answer beside what is stored."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.quiz.receipts.seal import SIGNS, confirms, receipt
from elearn.quiz.saving import NewAnswer, Outcome, outcome

SECRET = b"a secret of this installation"


@dataclass(frozen=True)
class Stored:
    sequence: int
    value: str | None
    is_flagged: bool = False


def new(sequence, value, *, is_flagged=False):
    return NewAnswer(question="q", sequence=sequence, value=value, is_flagged=is_flagged)


@pytest.mark.parametrize(
    ("stored", "posted", "expected"),
    [
        (None, new(1, "A"), Outcome.STORE),
        (None, new(1, None), Outcome.NOTHING),
        (None, new(1, None, is_flagged=True), Outcome.STORE),
        (Stored(1, "A"), new(2, "B"), Outcome.STORE),
        (Stored(1, "A"), new(2, None), Outcome.STORE),
        (Stored(1, "A"), new(1, "A"), Outcome.SAME),
        (Stored(5, "A"), new(2, "A"), Outcome.SAME),
        (Stored(1, "A"), new(1, "B"), Outcome.STALE),
        (Stored(5, "A"), new(4, "B"), Outcome.STALE),
        (Stored(1, "A"), new(2, "A", is_flagged=True), Outcome.STORE),
    ],
)
def test_only_a_higher_number_replaces_and_the_same_answer_is_already_stored(stored, posted, expected):
    assert outcome(stored, posted) is expected


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from("ABC")), max_size=12), st.randoms())
def test_resending_posts_in_any_order_ends_with_the_highest_number(posts, shuffler):
    """A page gives each number to one answer; retries and late arrivals change nothing."""
    by_number = dict(posts)
    arrivals = [*by_number.items(), *by_number.items()]
    shuffler.shuffle(arrivals)
    stored = None
    for sequence, value in arrivals:
        if outcome(stored, new(sequence, value)) is Outcome.STORE:
            stored = Stored(sequence, value)
    if by_number:
        assert stored is not None
        assert stored.value == by_number[max(by_number)]


def test_a_receipt_is_short_and_holds_no_sign_that_is_read_wrongly():
    receipts = {receipt(SECRET, 7, "spbe-01", n, "o1") for n in range(2000)}
    assert len(receipts) == 2000
    assert all(len(one) == 7 and one[4] == "-" for one in receipts)
    assert set("".join(receipts)) == {*SIGNS, "-"}
    assert not set("0O1I") & set(SIGNS)


def test_a_receipt_is_confirmed_for_its_answer_and_for_no_other():
    given_out = receipt(SECRET, 7, "spbe-01", 3, ["a", "b"])

    assert confirms(SECRET, given_out, 7, "spbe-01", 3, ["a", "b"])
    assert confirms(SECRET, f" {given_out.lower()} ", 7, "spbe-01", 3, ["a", "b"])
    assert not confirms(SECRET, given_out, 7, "spbe-01", 4, ["a", "b"])
    assert not confirms(SECRET, given_out, 8, "spbe-01", 3, ["a", "b"])
    assert not confirms(b"another installation", given_out, 7, "spbe-01", 3, ["a", "b"])
    assert not confirms(SECRET, "é\ud800", 7, "spbe-01", 3, ["a", "b"])
