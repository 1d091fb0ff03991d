"""Routes whose address builder is compiled when the first address is built, not at the start.

Werkzeug writes, parses and compiles two small functions a route; for two hundred routes that is most of the
time the application takes to come up, and most of them are never asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class LateRule(Rule):
    """A route as Werkzeug's, which compiles its builders late."""

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        compile_now = super()._compile_builder
        place = "_build_unknown" if append_unknown else "_build"

        def first_time(rule: LateRule, /, **values: Any) -> tuple[str, str]:
            builder = compile_now(append_unknown).__get__(rule, None)
            setattr(rule, place, builder)
            address: tuple[str, str] = builder(**values)
            return address

        return first_time


def init_app(app: Flask) -> None:
    """Let every route of the application be such a route; call it before the first is added."""
    app.url_rule_class = LateRule
