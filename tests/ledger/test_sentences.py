"""What a learner reads of JP that were just entered."""

from __future__ import annotations

from decimal import Decimal

import pytest
from flask import Flask

from elearn.ledger.rules import NOTHING, Counted, Period
from elearn.ledger.sentences import counted_words

DAY, MONTH = frozenset({Period.DAY}), frozenset({Period.MONTH})
ONE, THREE = Decimal(1), Decimal(3)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (NOTHING, ""),
        (Counted(jp=THREE), "3 JP tercatat hari ini."),
        (
            Counted(jp=THREE, over=ONE, above=ONE, periods=DAY),
            "3 JP dihitung hari ini; 1 JP di atas batas harian tidak dihitung.",
        ),
        (
            Counted(jp=Decimal(0), over=ONE, above=ONE, periods=DAY | MONTH),
            "0 JP dihitung hari ini; 1 JP di atas batas harian dan bulanan tidak dihitung.",
        ),
        (
            Counted(jp=THREE, above=ONE, periods=MONTH),
            "3 JP tercatat hari ini, 1 JP di antaranya di atas batas bulanan.",
        ),
    ],
)
def test_what_counts_and_what_is_above_a_cap_is_said(app: Flask, found: Counted, words: str) -> None:
    with app.test_request_context("/", headers={"Accept-Language": "id"}):
        assert counted_words(found) == words


def test_several_things_finished_at_once_are_told_as_one():
    both = Counted(jp=ONE) + Counted(jp=THREE, over=ONE, above=ONE, periods=DAY)
    assert both == Counted(jp=Decimal(4), over=ONE, above=ONE, periods=DAY)
