"""Headers, compression, assets and error pages: what every answer of the server has in common."""

from __future__ import annotations

import gzip
import re

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from elearn.web import compression
from elearn.web.assets import CSS_BUNDLE, asset_url

GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def broken(app: Flask) -> FlaskClient:
    """The application with pages that fail."""

    def fail() -> str:
        raise RuntimeError("rahasia di /srv/rahasia")

    def database_away() -> str:
        raise OperationalError("select", {}, Exception("database is locked"))

    def forbidden() -> str:
        abort(403)

    from elearn.accounts import route_table

    for endpoint, view in {"fail": fail, "away": database_away, "forbidden": forbidden}.items():
        app.add_url_rule(f"/{endpoint}", endpoint, view)
        route_table.ROUTES[endpoint] = route_table.PUBLIC
    yield app.test_client()
    for endpoint in ("fail", "away", "forbidden"):
        del route_table.ROUTES[endpoint]


@pytest.mark.parametrize("path", ["/privacy", "/", "/no-such-page", "/fail", "/away", "/forbidden"])
def test_every_answer_carries_the_security_headers(broken: FlaskClient, path: str) -> None:
    headers = broken.get(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_hsts_is_sent_only_over_https(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/privacy").headers
    assert "Strict-Transport-Security" in client.get("/privacy", base_url="https://localhost").headers


@pytest.mark.parametrize(
    ("path", "status"), [("/fail", 500), ("/away", 503), ("/forbidden", 403), ("/tidak-ada", 404)]
)
def test_an_error_page_says_what_to_do_and_shows_no_inner_thing(
    broken: FlaskClient, path: str, status: int
) -> None:
    answer = broken.get(path)
    assert answer.status_code == status
    assert "<h1" in answer.text
    assert "rahasia" not in answer.text
    assert "Traceback" not in answer.text
    assert "sqlite" not in answer.text.lower()


def test_a_failure_is_logged_with_the_code_the_reader_sees(
    broken: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    shown = re.findall(r"\b[A-Z2-9]{6}\b", broken.get("/fail").text)
    logged = caplog.records[-1].getMessage().split()[0]
    assert logged in shown


def test_a_script_gets_the_error_as_json(broken: FlaskClient) -> None:
    answer = broken.get("/away", headers={"Accept": "application/json"})
    assert answer.get_json()["status"] == 503
    assert answer.headers["Retry-After"]


def test_a_page_is_compressed_only_for_browsers_that_say_so(client: FlaskClient) -> None:
    plain, packed = client.get("/privacy"), client.get("/privacy", headers=GZIP)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Pemberitahuan Privasi" in gzip.decompress(packed.data).decode()


def test_the_length_of_a_page_varies_against_guessing_by_size(client: FlaskClient) -> None:
    lengths = {len(client.get("/privacy", headers=GZIP).data) for _ in range(12)}
    assert len(lengths) > 1


def test_compression_made_once_is_the_same_everywhere() -> None:
    assert compression.compressed(b"isi" * 500) == compression.compressed(b"isi" * 500)


def test_an_asset_is_kept_for_a_year_under_its_versioned_address(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        url = asset_url(CSS_BUNDLE)
    answer = client.get(url, headers=GZIP)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Set-Cookie" not in answer.headers


def test_an_address_of_another_version_still_works_for_a_short_time(app: Flask, client: FlaskClient) -> None:
    answer = client.get(f"/static/0123456789ab/{CSS_BUNDLE}")
    assert answer.status_code == 200
    assert "immutable" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["../setup.cfg", "css/tokens.css", "nothing.js", "..%2Fsetup.cfg"])
def test_only_known_files_are_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/x/{name}").status_code == 404


def test_a_page_is_never_kept_by_the_browser(client: FlaskClient) -> None:
    assert client.get("/privacy").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/quiz/attempts/99999999999999999999",
        "/quiz/attempts/-1",
        "/quiz/attempts/0",
        "/quiz/attempts/1.0",
        "/quiz/attempts/1e3",
        "/quiz/attempts/%00",
        "/quiz/attempts/١",
        "/quiz/attempts/" + "9" * 10_000,
    ],
)
def test_an_impossible_id_is_simply_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code in {303, 404}
