"""Authors at their browsers, and the files they write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from elearn.accounts.roles import Role
from elearn.config import Settings

Files = dict[str, str]


@pytest.fixture
def author(client: FlaskClient, make_person: Callable[..., Any], sign_in: Callable[..., Any]) -> FlaskClient:
    """The browser of a signed-in author."""
    browser: FlaskClient = sign_in(client, make_person(name="Wahyuni", roles=(Role.AUTHOR,)))
    return browser


@pytest.fixture
def browse(
    app: Flask, make_person: Callable[..., Any], sign_in: Callable[..., Any]
) -> Callable[..., FlaskClient]:
    """browse(name, **person): the browser of another signed-in person."""

    def signed_in(name: str, **person: Any) -> FlaskClient:
        browser: FlaskClient = sign_in(app.test_client(), make_person(name=name, **person))
        return browser

    return signed_in


@pytest.fixture
def write(settings: Settings) -> Callable[[Files], None]:
    """write({"modules/x/course.md": text}): an author saves these files."""

    def save(files: Files) -> None:
        for name, text in files.items():
            path = settings.instance.parent / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    return save
