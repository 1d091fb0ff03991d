"""What a page costs a person with a weak connection, in bytes as they travel (gzip)."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from elearn.releases.library import library

ONE_KB = 1024
SECTION_AGAIN_BYTES = 8 * ONE_KB
SECTION_FIRST_BYTES = 30 * ONE_KB
CSS_BYTES = 10 * ONE_KB
SCRIPT_BYTES = 8 * ONE_KB
QUIZ_SCRIPT_BYTES = 14 * ONE_KB
LONGEST_SECTION_MINUTES = 15  # a longer one may weigh more, in proportion
SLACK_BYTES = 100  # the random padding of a compressed page

GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def reader(office: Flask) -> FlaskClient:
    """A browser in which the demo's learner is signed in."""
    client = office.test_client()
    page = client.get("/accounts/sign-in").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    assert client.post("/accounts/demo", data={"csrf_token": token[1], "role": "learner"}).status_code == 303
    return client


def weight(answer: TestResponse) -> int:
    assert answer.status_code == 200
    return len(answer.data) + sum(len(name) + len(value) + 4 for name, value in answer.headers)


def linked_assets(html: str) -> set[str]:
    """Style sheets, scripts and pictures that the page itself asks for; fonts come with the style sheet."""
    links = re.findall(r'(?:href|src)="(/(?:static|media)/[^"#]+)', html)
    return {link for link in links if not link.endswith(".woff2")}


def text_of(answer: TestResponse) -> str:
    return gzip.decompress(answer.data).decode()


def test_every_section_is_light(office: Flask, reader: FlaskClient) -> None:
    heavy = []
    for course in library().courses.values():
        for module in course.modules:
            for section in module.sections:
                address = f"/learning/{course.code}/{module.code}/{section.code}"
                answer = reader.get(address, headers=GZIP)
                again = weight(answer)
                share = max(1, section.minutes / LONGEST_SECTION_MINUTES)
                pictures = re.findall(r'src="(/media/[^"]+)"', text_of(answer))
                assets = linked_assets(text_of(answer)) - set(pictures)
                first = again + sum(weight(reader.get(link, headers=GZIP)) for link in assets)
                if again > SECTION_AGAIN_BYTES * share + SLACK_BYTES:
                    heavy.append(f"{address}: {again} bytes again")
                if first > SECTION_FIRST_BYTES * share + SLACK_BYTES:
                    heavy.append(f"{address}: {first} bytes on the first visit")
    assert heavy == []


def test_all_style_together_is_light(office: Flask, reader: FlaskClient) -> None:
    page = text_of(reader.get("/learning/", headers=GZIP))
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    assert len(sheets) == 1
    assert len(reader.get(sheets[0], headers=GZIP).data) < CSS_BYTES


def test_all_scripts_together_are_light(office: Flask) -> None:
    folder = Path(__file__).resolve().parent.parent / "static" / "js"
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in folder.rglob("*.js")}
    assert sum(sizes.values()) < QUIZ_SCRIPT_BYTES, sizes
    assert sum(size for name, size in sizes.items() if not name.startswith("quiz")) < SCRIPT_BYTES, sizes


def test_nothing_is_loaded_from_another_host(office: Flask, reader: FlaskClient) -> None:
    for address in ("/accounts/sign-in", "/learning/", "/learning/catalog", "/profile/"):
        page = reader.get(address, follow_redirects=True).text
        assert (
            re.findall(r'(?:src|href)="(?:https?:)?//[^"]+"[^>]*rel="stylesheet"|src="(?:https?:)?//', page)
            == []
        )
