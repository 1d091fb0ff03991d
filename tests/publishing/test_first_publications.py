"""The very first publications of an installation, several at once: none is lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from elearn.config import Settings
from elearn.publishing import actions
from elearn.publishing.checking import check_content
from elearn.releases import library as library_room
from elearn.releases.library import library
from tests.publishing.test_publish import course_files

pytestmark = pytest.mark.both_databases
CODES = [f"kursus-{letter}" for letter in "abcd"]


@pytest.mark.parametrize("_again", range(8))
def test_no_course_of_the_first_publications_is_lost(
    app: Flask, settings: Settings, write: Callable[[dict[str, str]], None], _again: int
) -> None:
    # Before the first one there is no row of a release in force that the others could wait for.
    write({name: text for code in CODES for name, text in course_files(code).items()})
    check_content(settings)

    def run(code: str) -> None:
        with app.app_context():
            actions.publish(settings, actor=code, only=[code])

    with ThreadPoolExecutor(len(CODES)) as pool:
        list(pool.map(run, CODES))
    library_room.look_again()
    assert sorted(library().courses) == CODES
