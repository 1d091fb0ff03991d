"""Pictures: public, for ever the same, and nothing else comes out of the store."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from elearn.releases.library import body, library
from tests.publishing.samples import SVG, course_files

PublishFiles = Callable[[dict[str, str]], Any]


def picture_url(publish_files: PublishFiles) -> str:
    """The address of the one picture of the sample course."""
    publish_files(course_files())
    section = library().courses["loket-ramah"].modules[0].sections[0]
    found = re.search(r"/media/[0-9a-f]{64}\.svg", body(section.body_sha256))
    assert found
    return found[0]


def test_a_picture_is_kept_for_ever_and_may_do_nothing(
    client: FlaskClient, publish_files: PublishFiles
) -> None:
    response = client.get(picture_url(publish_files))
    assert response.status_code == 200
    assert response.text == SVG
    assert response.headers["Content-Type"].startswith("image/svg+xml")
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in response.headers


def test_who_has_it_is_not_sent_it_again(client: FlaskClient, publish_files: PublishFiles) -> None:
    url = picture_url(publish_files)
    tag = client.get(url).headers["ETag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304


def test_nothing_but_pictures_comes_out(client: FlaskClient, publish_files: PublishFiles) -> None:
    url = picture_url(publish_files)
    course = library().courses["loket-ramah"]
    quiz = course.quizzes["kuis-loket"].object_sha256
    page = course.modules[0].sections[0].body_sha256
    for address in (
        f"/media/{quiz}.svg",
        f"/media/{quiz}.png",
        f"/media/{quiz}.json",
        f"/media/{page}.svg",
        f"/media/{library().manifest_sha256}.svg",
        url.replace(".svg", ".png"),
        f"/media/{'0' * 64}.svg",
        "/media/../../etc/passwd",
        f"/media/{'%2e' * 21}x.svg",
    ):
        assert client.get(address).status_code == 404, address
