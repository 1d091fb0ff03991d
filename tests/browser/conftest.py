"""Real pages in a real browser: any console message, page error or refused resource fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from elearn.config import Settings
from tests.browser import chromium, sitting
from tests.browser.live import LiveOffice, Newcomer, serving
from tests.browser.sitting import Sitting

PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
TIMEOUT_MS = 10_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs Chromium and shares one server: one process of several runs it all."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the installed Chromium; without one these tests are skipped."""
    if chromium.executable() is None:
        pytest.skip("Chromium is not installed")
    return {**browser_type_launch_args, **chromium.launch_arguments()}


@pytest.fixture(scope="session")
def live(prepared_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveOffice]:
    """The running product with the repository's courses and the demo office."""
    with serving(prepared_office, tmp_path_factory.mktemp("live") / "instance") as office:
        yield office


@pytest.fixture
def newcomer(live: LiveOffice) -> Newcomer:
    """Somebody who begins today."""
    return live.newcomer()


@pytest.fixture
def noise() -> Iterator[list[str]]:
    """What browsers complained about; must be empty at the end."""
    heard: list[str] = []
    yield heard
    assert heard == [], "\n".join(heard)


@pytest.fixture
def open_browser(
    browser: Browser, live: LiveOffice, noise: list[str]
) -> Iterator[Callable[..., BrowserContext]]:
    """open_browser(**options) -> a browser context of its own, listened to."""
    contexts: list[BrowserContext] = []

    def start(**options: Any) -> BrowserContext:
        context = browser.new_context(base_url=live.url, locale="id-ID", **{**DESKTOP, **options})
        context.set_default_timeout(TIMEOUT_MS)
        context.on("console", lambda message: noise.append(_told(message)))
        context.on("weberror", lambda error: noise.append(f"error: {error.error}"))
        context.on("requestfailed", lambda request: _note_failure(noise, request))
        contexts.append(context)
        return context

    yield start
    for context in contexts:
        context.close()


def _note_failure(noise: list[str], request: Request) -> None:
    # A page that is left while it still loads something has not failed.
    if request.failure != "net::ERR_ABORTED":
        noise.append(f"failed: {request.url} {request.failure}")


def _told(message: ConsoleMessage) -> str:
    return f"console {message.type}: {message.text} ({message.location.get('url', '')})"


@pytest.fixture
def as_role(open_browser: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """as_role("author", **options) -> a page on which a person of the demo office is signed in."""

    def start(role: str, **options: Any) -> Page:
        page = open_browser(**options).new_page()
        if role != "stranger":
            page.goto("/accounts/sign-in")
            page.locator(f"button[name=role][value={role}]").click()
            page.wait_for_url("**/learning/**")
        return page

    return start


@pytest.fixture
def own_quiz(
    app: Flask,
    settings: Settings,
    browser: Browser,
    publish_files: Callable[[dict[str, str]], Any],
    make_person: Callable[..., Any],
    sign_in: Callable[..., Any],
) -> Iterator[Callable[..., Sitting]]:
    """own_quiz(text, files={...}, **options) -> a learner in the open attempt at the quiz of this text.

    `options` are those of a browser context; `frozen_at` stops the browser's clock there.
    """
    with ExitStack() as stack:

        def start(
            text: str,
            *,
            files: dict[str, str] | None = None,
            frozen_at: datetime | None = None,
            **options: Any,
        ) -> Sitting:
            course = {
                "modules/kursus/course.md": sitting.COURSE,
                "modules/kursus/01-modul.md": sitting.MODULE,
                "quizzes/kursus/kuis.md": text,
            }
            publish_files({**course, **(files or {})})
            person = make_person(password=sitting.PASSWORD)
            client = sign_in(app.test_client(), person)
            address = stack.enter_context(sitting.served(settings))
            context = browser.new_context(base_url=address, locale="id-ID", **{**DESKTOP, **options})
            stack.callback(context.close)
            context.set_default_timeout(TIMEOUT_MS)
            name = app.config["SESSION_COOKIE_NAME"]
            context.add_cookies([{"name": name, "value": client.get_cookie(name).value, "url": address}])
            page = context.new_page()
            if frozen_at:
                page.clock.install(time=frozen_at)
            sitting.begin(page)
            return Sitting(app=app, page=page, context=context, nip=person.nip)

        yield start
