"""A small office with a course of its own on a server of its own: people signed in by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from playwright.sync_api import BrowserContext, Page

from elearn.accounts import actions as accounts
from tests.browser.axe import SETTLED, findings


@dataclass(frozen=True, kw_only=True)
class SmallOffice:
    """The product at `url`, and how its people sit down at a browser."""

    app: Flask
    url: str
    open_browser: Callable[..., BrowserContext]

    def page_of(self, person: Any, **options: Any) -> Page:
        """A page on which this person is signed in."""
        name = self.app.config["SESSION_COOKIE_NAME"]
        client = self.app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = accounts.open_session(person.id, device="tes")
            session["_fresh"] = True
        found = client.get_cookie(name)
        assert found is not None
        context = self.open_browser(**options)
        context.add_cookies([{"name": name, "value": str(found.value), "url": self.url}])
        return context.new_page()


def assert_fine(page: Page) -> None:
    """Nothing sticks out, and axe finds nothing, in light and dark."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert findings(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(SETTLED)
    assert findings(page, "color-contrast") == []
    page.emulate_media(color_scheme="light")
