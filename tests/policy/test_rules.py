"""What the rules on yearly JP mean for a person."""

from __future__ import annotations

from decimal import Decimal

import pytest

from elearn.policy.rules import annual_jp_target
from elearn.policy.values import DEFAULTS, Policy


@pytest.mark.parametrize("status", ["pns", "cpns"])
def test_a_pns_with_12_jp_lacks_8_of_20(status: str) -> None:
    target = annual_jp_target(status, 2026, DEFAULTS)

    assert target.minimum is not None
    assert target.minimum.value == 20
    assert target.lacking(Decimal(12)) == 8
    assert target.ceiling is None


@pytest.mark.parametrize("status", ["pppk", "pppk-part-time"])
def test_a_pppk_has_a_ceiling_of_24_and_no_target(status: str) -> None:
    target = annual_jp_target(status, 2026, DEFAULTS)

    assert target.minimum is None
    assert target.lacking(Decimal(3)) == 0
    assert target.recognised(Decimal("26.5")) == 24


def test_more_than_the_minimum_lacks_nothing_and_all_of_it_counts() -> None:
    target = annual_jp_target("pns", 2026, DEFAULTS)

    assert target.lacking(Decimal("20.5")) == 0
    assert target.recognised(Decimal(31)) == 31


def test_every_number_names_its_legal_basis_and_year() -> None:
    minimum, ceiling = (
        annual_jp_target("pns", 2026, DEFAULTS).minimum,
        annual_jp_target("pppk", 2026, DEFAULTS).ceiling,
    )

    assert minimum is not None and "PP 17/2020" in minimum.legal_basis
    assert ceiling is not None and "PP 49/2018" in ceiling.legal_basis


def test_a_year_before_the_rule_has_no_number() -> None:
    assert annual_jp_target("pns", 2016, DEFAULTS).minimum is None
    assert annual_jp_target("pppk", 2019, DEFAULTS).ceiling is None


def test_what_the_agency_sets_counts_with_its_own_basis() -> None:
    own = Policy(values={"jp_target_pns": "24"}, bases={"jp_target_pns": "Perwali 3/2026"})

    target = annual_jp_target("pns", 2026, own)

    assert target.minimum is not None
    assert target.minimum.value == 24
    assert target.minimum.legal_basis == "Perwali 3/2026"
