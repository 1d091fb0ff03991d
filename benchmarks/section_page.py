"""The section page beside the limit view: `python -m benchmarks.section_page` (at most 1.5)."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.installation import Installation
from benchmarks.limit_app import make_limit_app
from benchmarks.measuring import Side, call, compare, cookies_of, environ_of

GOAL = 1.5


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = Installation(folder / "instance")
        address, body = ours.longest_section()
        cookie = ours.signed_in_cookie()
        limit_app = make_limit_app(folder / "limit.sqlite", body)
        limit_cookie = cookies_of(call(limit_app, environ_of("/sign-in"))[1])
        limit = Side(
            name="limit", app=limit_app, request=lambda: environ_of("/lesson/one", cookie=limit_cookie)
        )
        mine = Side(name="elearn", app=ours.app, request=lambda: environ_of(address, cookie=cookie))
        for side in (limit, mine):
            status, _, page = call(side.app, side.request())
            print(f"{side.name}: {status}, {len(page) / 1024:.1f} KB uncompressed")
        compare(limit, mine, what="section page", goal=GOAL)


if __name__ == "__main__":
    main()
