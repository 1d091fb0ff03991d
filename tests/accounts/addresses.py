"""Some address of every route, naming things that do not exist."""

from __future__ import annotations

import re

from werkzeug.routing import Rule
from werkzeug.routing.converters import AnyConverter, BaseConverter

from elearn.web.converters import RowIdConverter


def path_of(rule: Rule) -> str:
    """An address that the rule matches."""
    built = rule.build({name: _value(converter) for name, converter in rule._converters.items()})
    assert built is not None
    return built[1]


def _value(converter: BaseConverter) -> str | int:
    if isinstance(converter, RowIdConverter):
        return 999_999_999
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    lengths = re.search(r"\{(\d+)", converter.regex)
    # Codes and names; a hash where the rule wants its exact length.
    return "abc" if lengths is None or int(lengths[1]) <= 3 else "0" * int(lengths[1])


def changes(rule: Rule) -> bool:
    """Whether a rule takes requests that change things."""
    return bool((rule.methods or set()) - {"GET", "HEAD", "OPTIONS"})
