"""What axe says about a page: WCAG 2.0 to 2.2, A and AA, and its best practices."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Colours fade from light to dark: half-way they have any contrast.
SETTLED = "() => document.getAnimations().every((one) => one.playState === 'finished')"
FOLDED = "document.querySelectorAll('main details').forEach((part) => { part.open = true })"
"""Folded parts are looked at too."""


def findings(page: Page, rule: str = "") -> list[str]:
    """What axe found, one line each, with the first places; by all rules, or by one of them."""
    only: object = {"type": "rule", "values": [rule]} if rule else RULES
    violations = Axe().run(page, options={"runOnly": only}).response["violations"]
    return [
        f"{one['id']}: {one['help']} ({', '.join(str(node['target']) for node in one['nodes'][:3])})"
        for one in violations
    ]
