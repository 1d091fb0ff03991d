"""The simulation of the IP ASN: labelled as one, with weights to try, and nothing of it is kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.record.simulation import WEIGHTS, Fault, JobGroup, Part, Standing, simulate, weights_of
from tests.record.conftest import City, counted_queries, give, words

NOTHING_DONE = Standing(has_training=False, jp=Decimal(0), minimum=Decimal(20), has_seminar=False)
ALL_DONE = Standing(has_training=True, jp=Decimal(20), minimum=Decimal(20), has_seminar=True)


@pytest.mark.parametrize("group", JobGroup)
def test_each_group_of_positions_reaches_40_points_and_no_more(group: JobGroup) -> None:
    assert simulate(ALL_DONE, WEIGHTS[group]).points == 40 == simulate(ALL_DONE, WEIGHTS[group]).most
    assert simulate(NOTHING_DONE, WEIGHTS[group]).points == 0


def test_a_part_counts_whole_or_not_at_all() -> None:
    nearly = Standing(has_training=False, jp=Decimal("19.75"), minimum=Decimal(20), has_seminar=True)
    assert simulate(nearly, WEIGHTS[JobGroup.EXECUTIVE]).points == Decimal("17.5")


@given(st.dictionaries(st.sampled_from([one.value for one in Part]), st.text(max_size=8)))
def test_whatever_is_typed_weights_stay_between_0_and_100(typed: dict[str, str]) -> None:
    weights, faults = weights_of(JobGroup.MANAGERIAL, typed)
    assert all(0 <= weight <= 100 for weight in weights.values())
    assert set(weights) == set(Part) >= set(faults)


@pytest.mark.parametrize("text", ["-1", "101", "abc", "1e9", "NaN", "Infinity", "1.2.3"])
def test_what_is_no_weight_is_a_fault_and_the_usual_one_stays(text: str) -> None:
    weights, faults = weights_of(JobGroup.MANAGERIAL, {"jp": text, "seminar": " 12,5 "})
    assert faults == {Part.JP: Fault.NO_NUMBER}
    assert (weights[Part.JP], weights[Part.SEMINAR]) == (15, Decimal("12.5"))


def test_the_page_says_that_it_is_a_simulation_and_writes_nothing(city: City, browse: Any) -> None:
    give(city.siti, "14", key="a/x/1")
    siti = browse(city.siti)
    siti.get("/record/simulation")
    with counted_queries() as statements:
        page = words(siti.get("/record/simulation?group=executive&jp=30&seminar=10").text)
    assert "Simulasi, bukan nilai resmi." in page
    assert "40 dari 40 poin" in page
    assert "20,75 JP tahun 2026: terpenuhi 30 dari 30" in page
    assert all(one.lstrip().upper().startswith(("SELECT", "WITH", "PRAGMA")) for one in statements)


def test_a_wrong_weight_is_shown_as_typed_with_a_sentence(city: City, browse: Any) -> None:
    page = browse(city.siti).get("/record/simulation", query_string={"jp": '"><b>x'}).text
    assert "Tulis angka dari 0 sampai 100" in page
    assert 'value="&#34;&gt;&lt;b&gt;x"' in page
