"""Saving an answer beside the limit's upsert: `python -m benchmarks.answer_save` (at most 1.25).

Ours carries CSRF, a sequence number, a receipt and the checks of state and deadline; both commit with FULL.
"""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.installation import Installation
from benchmarks.limit_app import make_limit_app
from benchmarks.measuring import Side, call, compare, cookies_of, environ_of

GOAL = 1.25


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        limit_app = make_limit_app(folder / "limit.sqlite", "")
        limit_cookie = cookies_of(call(limit_app, environ_of("/sign-in"))[1])
        numbers = count(1)

        def limit_request() -> dict[str, Any]:
            return environ_of("/answer/one", cookie=limit_cookie, form={"value": f"answer {next(numbers)}"})

        limit = Side(name="limit", app=limit_app, request=limit_request)
        compare(limit, _ours(folder / "instance"), what="answer save", goal=GOAL)


def _ours(folder: Path) -> Side:
    installation = Installation(folder)
    attempt_id = installation.open_attempt()
    cookie = installation.signed_in_cookie()
    page = call(installation.app, environ_of(f"/quiz/attempts/{attempt_id}", cookie=cookie))[2].decode()
    token = _first(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    question, options = _choice_question(page)
    sequences = count(1)

    def request() -> dict[str, Any]:
        number = next(sequences)
        form = {
            "csrf_token": token,
            f"{question}.sequence": str(number),
            # Always another answer than before: an equal one would not be written.
            f"{question}.answer": options[number % len(options)],
        }
        address = f"/quiz/attempts/{attempt_id}/answers"
        return environ_of(address, cookie=cookie, form=form, accept="application/json")

    return Side(name="elearn", app=installation.app, request=request)


def _choice_question(page: str) -> tuple[str, list[str]]:
    """A question with one right option, and its options: which kinds an attempt draws is chance."""
    options: dict[str, list[str]] = defaultdict(list)
    for question, option in re.findall(r'type="radio" name="([a-z0-9-]+)\.answer" value="([^"]+)"', page):
        options[question].append(option)
    assert options, "no question of this attempt has options to choose from"
    return next(iter(options.items()))


def _first(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    assert found, pattern
    return found[1]


if __name__ == "__main__":
    main()
