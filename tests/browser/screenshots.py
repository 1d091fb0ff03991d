"""`make screenshots`: every page, phone and desktop, light and dark, into screenshots/ (git ignores it).

With docs/beranda.png as its last picture: the one the README shows.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser import chromium
from tests.browser.live import LiveOffice, serving
from tests.browser.pages import PAGES, prepare
from tests.office import prepare_office

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "screenshots"
SIZES = {
    "phone": {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "is_mobile": True},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
}
SCHEMES = ("light", "dark")


def main() -> None:
    """Take all pictures, or those whose page name is given on the command line."""
    wanted = set(sys.argv[1:])
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        prepare_office(folder / "prepared")
        browser = playwright.chromium.launch(**chromium.launch_arguments())
        with serving(folder / "prepared", folder / "live") as live:
            places = prepare(live)
            for size in SIZES:
                for scheme in SCHEMES:
                    take(browser, live, places, size, scheme, wanted)
        browser.close()


def take(
    browser: Browser, live: LiveOffice, places: dict[str, str], size: str, scheme: str, wanted: set[str]
) -> None:
    """All pages in one size and colour scheme, each role in a browser of its own."""
    contexts: dict[str, BrowserContext] = {}
    for spec in PAGES:
        if wanted and spec.name not in wanted:
            continue
        if spec.role not in contexts:
            contexts[spec.role] = sign_in(browser, live, spec.role, size, scheme)
        page = contexts[spec.role].new_page()
        page.goto(spec.path.format(**places))
        page.screenshot(path=TARGET / f"{spec.name}-{size}-{scheme}.png", full_page=True)
        if (spec.name, size, scheme) == ("home", "desktop", "light"):
            page.screenshot(path=ROOT / "docs" / "beranda.png")
        page.close()
    for context in contexts.values():
        context.close()


def sign_in(browser: Browser, live: LiveOffice, role: str, size: str, scheme: str) -> BrowserContext:
    """A browser in which a person of that role is signed in."""
    context = browser.new_context(
        base_url=live.url, locale="id-ID", color_scheme=scheme, reduced_motion="reduce", **SIZES[size]
    )
    if role != "stranger":
        page = context.new_page()
        page.goto("/accounts/sign-in")
        page.locator(f"button[name=role][value={role}]").click()
        page.wait_for_url("**/learning/**")
        page.close()
    return context


if __name__ == "__main__":
    main()
