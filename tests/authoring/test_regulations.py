"""One page of all legal bases: what is due comes first."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from flask.testing import FlaskClient

from elearn import clock
from tests.publishing.samples import course_files

Write = Callable[[dict[str, str]], None]
TODAY = clock.now().date()


def course(code: str, *lines: str) -> dict[str, str]:
    path = f"modules/{code}/course.md"
    files = course_files(code)
    files[path] = re.sub(r"(?m)^(dasar-hukum|ditinjau): .*\n", "", files[path])
    return files | {path: files[path].replace("status: terbit", "\n".join(("status: terbit", *lines)))}


def test_every_basis_once_with_its_courses_and_due_ones_first(author: FlaskClient, write: Write) -> None:
    fresh, old = TODAY - timedelta(days=30), TODAY - timedelta(days=500)
    write(
        course("baru", "dasar-hukum: UU 1 Tahun 2020, UU 9 Tahun 2009", f"ditinjau: {fresh}")
        | course("lama", "dasar-hukum: uu  9 tahun 2009", f"ditinjau: {old}")
        | course("habis", "dasar-hukum: UU 5 Tahun 2015", f"ditinjau: {fresh}", f"berlaku-sampai: {old}")
        | course("tanpa", f"ditinjau: {fresh}")
    )
    page = author.get("/authoring/regulations").text
    assert page.count(">UU 9 Tahun 2009<") + page.count(">uu 9 tahun 2009<") == 1
    assert page.index("9 Tahun 2009") < page.index("UU 1 Tahun 2020")
    assert page.index("UU 5 Tahun 2015") < page.index("UU 1 Tahun 2020")
    assert "2 dasar hukum perlu ditinjau" in page
    assert "Sudah berakhir" in page
    assert "Tinjauan lama" in page
    assert page.index("Kursus tanpa dasar hukum") < page.index("/authoring/tanpa/")
    assert 'href="/authoring/regulations"' in author.get("/authoring/").text


def test_an_empty_page_says_how_to_begin(author: FlaskClient, write: Write) -> None:
    assert "Tulis dasar-hukum:" in author.get("/authoring/regulations").text
