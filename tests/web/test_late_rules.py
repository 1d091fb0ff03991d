"""Routes compile their address builder when the first address is built: nobody may notice."""

from __future__ import annotations

import pytest
from flask import Flask, url_for
from werkzeug.routing import BuildError, Map, Rule

from elearn.web.late_rules import LateRule

ROUTES = (
    ("/", "home", {}),
    ("/courses/<course>/<int:page>", "course", {"course": "dasar & lanjut", "page": 3}),
    ("/courses/<course>/<int:page>", "course", {"course": "dasar", "page": 3, "year": 2026, "q": "a b"}),
)


@pytest.mark.parametrize(("path", "endpoint", "values"), ROUTES)
def test_addresses_are_those_of_an_ordinary_route_the_first_and_the_second_time(path, endpoint, values):
    ordinary = Map([Rule(path, endpoint=endpoint)]).bind("kota.example")
    late = Map([LateRule(path, endpoint=endpoint)]).bind("kota.example")
    expected = ordinary.build(endpoint, values)
    assert [late.build(endpoint, values), late.build(endpoint, values)] == [expected, expected]


def test_a_value_that_does_not_fit_is_refused_at_once(app: Flask) -> None:
    assert all(isinstance(rule, LateRule) for rule in app.url_map.iter_rules())
    with app.test_request_context(), pytest.raises(BuildError):
        url_for("learning.course", wrong="x")
