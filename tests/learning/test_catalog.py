"""Katalog: search, filters with counts, cards."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.course import Mode
from elearn.learning.catalog import FACETS, Filters, choices, entries
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import SectionRead
from elearn.releases.published import PublishedCourse
from tests.learning.conftest import MONDAY
from tests.sample_courses import make_course, make_module, make_section, shelve

LONG = make_module("m", make_section("a", minutes=15), *(make_section(f"s{n}", minutes=15) for n in range(7)))
COURSES = [
    make_course(make_module("m", "a"), code="satu", category="Orientasi"),
    make_course(LONG, code="dua", category="Pelayanan Publik", mode=Mode.BLENDED),
    make_course(make_module("m", "a", "b", "c", "d"), code="tiga", category="Pelayanan Publik"),
]


def counts(filters: Filters, facet: str) -> dict[str, int]:
    return {one.value: one.count for one in choices(entries(COURSES, {}), filters, facet)}


def test_a_filter_counts_what_a_click_would_show() -> None:
    assert counts(Filters(), "category") == {"Orientasi": 1, "Pelayanan Publik": 2}
    assert counts(Filters(mode="blended"), "category") == {"Orientasi": 0, "Pelayanan Publik": 1}
    assert counts(Filters(), "minutes") == {"15": 1, "60": 2, "180": 3}


def test_a_filter_with_one_value_is_not_offered_unless_it_is_chosen() -> None:
    assert choices(entries(COURSES, {}), Filters(), "state") == []
    chosen = choices(entries(COURSES, {}), Filters(state="completed"), "state")
    assert [(one.value, one.count, one.is_chosen) for one in chosen] == [
        ("not_started", 3, False),
        ("completed", 0, True),
    ]


@given(
    st.builds(
        Filters,
        category=st.sampled_from(["", "Orientasi", "Pelayanan Publik", "lain"]),
        mode=st.sampled_from(["", *(one.value for one in Mode)]),
        minutes=st.sampled_from(["", "15", "60", "180"]),
    ),
    st.sampled_from(FACETS),
)
def test_every_count_is_the_number_of_courses_after_that_click(filters: Filters, facet: str) -> None:
    shown = entries(COURSES, {})
    for one in choices(shown, filters, facet):
        if not one.is_chosen:
            after = filters.toggled(facet, one.value)
            assert one.count == sum(after.matches(entry) for entry in shown)


def test_clicking_a_chosen_filter_takes_it_off() -> None:
    assert Filters(category="Orientasi").toggled("category", "Orientasi") == Filters()


def test_the_catalog_shows_cards_and_filters(app: Flask, reader: FlaskClient) -> None:
    shelve(app, *COURSES)
    page = reader.get("/learning/catalog").text

    assert page.count("<article") == 3
    assert "1 jam" in page and "Campuran" in page

    page = reader.get("/learning/catalog?category=Orientasi").text
    assert page.count("<article") == 1


def test_filters_that_exclude_each_other_end_in_a_way_out(app: Flask, reader: FlaskClient) -> None:
    shelve(app, *COURSES)
    page = reader.get("/learning/catalog?category=Orientasi&mode=blended").text

    assert "Tidak ada kursus dengan saringan ini" in page
    assert page.count("<article") == 0


def test_a_card_shows_my_own_state(app: Flask, reader: FlaskClient, siti: Any, charlie: Any) -> None:
    shelve(app, *COURSES)
    record(siti.id, SectionRead(course="satu", module="m", section="a"), MONDAY)
    record(charlie.id, SectionRead(course="tiga", module="m", section="a"), MONDAY)

    page = reader.get("/learning/catalog?state=completed").text
    assert page.count("<article") == 1
    assert "/learning/satu/" in page
    assert reader.get("/learning/catalog?state=in_progress").text.count("<article") == 0


def test_an_archived_course_is_shown_only_to_who_is_in_it(app: Flask, reader: FlaskClient, siti: Any) -> None:
    shelve(app, make_course(make_module("m", "a", "b"), code="lama", state="archived"))
    assert "/learning/lama/" not in reader.get("/learning/catalog").text

    record(siti.id, SectionRead(course="lama", module="m", section="a"), MONDAY)
    assert "/learning/lama/" in reader.get("/learning/catalog").text


def test_whatever_is_typed_into_the_search_comes_back_as_a_page(
    course: PublishedCourse, reader: FlaskClient
) -> None:
    hostile = ('"', "a OR", "NEAR(", "*", "\0", "x" * 5000, "<script>alert(1)</script>", "'; drop --", "   ")
    for query in hostile:
        page = reader.get("/learning/catalog", query_string={"q": query})

        assert page.status_code == 200, query
        assert "<script>alert" not in page.text


def test_a_filter_value_nobody_has_is_harmless(course: PublishedCourse, reader: FlaskClient) -> None:
    for facet in FACETS:
        page = reader.get("/learning/catalog", query_string={facet: "<b>³ lain"})

        assert page.status_code == 200
        assert "<b>³" not in page.text
