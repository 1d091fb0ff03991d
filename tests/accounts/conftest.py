"""Signing in the long way, through the form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from elearn.accounts import password_hash
from tests.conftest import csrf_of

CHEAP_KIB = 64


@pytest.fixture(autouse=True)
def cheap_hashes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hashes that take no time, except for tests that are about hashes (they ask for `real_hashes`)."""
    if "real_hashes" not in request.fixturenames:
        monkeypatch.setattr(password_hash, "MEMORY_KIB", CHEAP_KIB)
    _forget_hasher()
    yield
    monkeypatch.undo()
    _forget_hasher()


@pytest.fixture
def real_hashes() -> None:
    """The hash as it is on a server."""


def _forget_hasher() -> None:
    password_hash._hasher.cache_clear()
    password_hash._hash_of_nothing.cache_clear()


SignInBy = Callable[..., TestResponse]


@pytest.fixture
def by_form() -> SignInBy:
    """by_form(client, nip, password, next=None, **environ) posts the sign-in form."""

    def post(
        client: FlaskClient, nip: str, password: str, *, wanted: str | None = None, **environ: Any
    ) -> TestResponse:
        fields = {"nip": nip, "password": password}
        fields["csrf_token"] = csrf_of(client.get("/accounts/help"))
        if wanted is not None:
            fields["next"] = wanted
        return client.post("/accounts/sign-in", data=fields, **environ)

    return post


@pytest.fixture
def send() -> SignInBy:
    """send(client, path, **fields) posts fields with a good CSRF token."""

    def post(client: FlaskClient, path: str, **fields: Any) -> TestResponse:
        fields["csrf_token"] = csrf_of(client.get("/accounts/help"))
        return client.post(path, data=fields)

    return post
