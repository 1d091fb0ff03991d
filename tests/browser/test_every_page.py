"""Every page on a phone: axe finds nothing (WCAG 2.0 to 2.2, A and AA), nothing sticks out or complains."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.axe import FOLDED, SETTLED, findings
from tests.browser.conftest import PHONE
from tests.browser.live import LiveOffice
from tests.browser.pages import PAGES, PageOfProduct, prepare

PHONE_WIDTH = 360


@pytest.fixture(scope="module")
def places(live: LiveOffice) -> dict[str, str]:
    """What fills the {names} in the paths of pages."""
    return prepare(live)


@pytest.fixture(scope="module")
def signed_in_states() -> dict[str, object]:
    """Cookies of each role, so that a role signs in once."""
    return {}


@pytest.fixture
def open_as(
    as_role: Callable[..., Page],
    open_browser: Callable[..., BrowserContext],
    signed_in_states: dict[str, object],
) -> Iterator[Callable[..., Page]]:
    """open_as(role, **options) -> a page of that role; signing in only the first time."""

    def start(role: str, **options: object) -> Page:
        if role not in signed_in_states:
            page = as_role(role, **options)
            signed_in_states[role] = page.context.storage_state()
            return page
        return open_browser(storage_state=signed_in_states[role], **options).new_page()

    yield start


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.name)
def test_a_page_is_accessible_and_fits(
    spec: PageOfProduct, places: dict[str, str], open_as: Callable[..., Page], noise: list[str]
) -> None:
    page = open_as(spec.role, **PHONE)
    answer = page.goto(spec.path.format(**places))
    assert answer is not None
    assert answer.status == spec.status
    if spec.status >= 400:
        noise.clear()  # the browser itself notes an answer of 404
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH
    page.evaluate(FOLDED)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH
    assert findings(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(SETTLED)
    assert findings(page, "color-contrast") == []
