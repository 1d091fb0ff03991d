"""Addresses are remembered, and still those of the present request."""

from __future__ import annotations

import pytest
from flask import Flask, render_template_string

from elearn.web import addresses
from elearn.web.addresses import address


@pytest.fixture
def small() -> Flask:
    """An application with one plain page and one of a course."""
    app = Flask("small")
    app.add_url_rule("/katalog", "catalog", lambda: "")
    app.add_url_rule("/kursus/<course>/", "course", lambda course: course)
    addresses.init_app(app)
    return app


def test_two_courses_have_two_addresses_however_often_they_are_asked_for(small: Flask) -> None:
    with small.test_request_context("/"):
        asked = [address("course", course=code) for code in ("satu", "dua", "satu", "dua")]
    assert asked == ["/kursus/satu/", "/kursus/dua/", "/kursus/satu/", "/kursus/dua/"]


def test_the_same_page_below_another_root_has_another_address(small: Flask) -> None:
    for root in ("", "/elearn", ""):
        with small.test_request_context("/", environ_overrides={"SCRIPT_NAME": root}):
            assert address("catalog") == f"{root}/katalog"
            assert render_template_string("{{ url_for('catalog') }}") == f"{root}/katalog"


def test_a_template_may_add_to_an_address_without_changing_it_for_the_next_page(small: Flask) -> None:
    page = "{{ url_for('catalog', q='a b') }} {{ url_for('catalog') }} {{ url_for('catalog', _anchor='x') }}"
    with small.test_request_context("/"):
        assert render_template_string(page) == "/katalog?q=a+b /katalog /katalog#x"


def test_outside_of_a_request_an_address_names_the_server(small: Flask) -> None:
    small.config["SERVER_NAME"] = "belajar.example.go.id"
    with small.app_context():
        assert address("catalog") == "http://belajar.example.go.id/katalog"
