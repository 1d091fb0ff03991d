"""Formulas in TeX become MathML on the server: they are read aloud and need no script."""

import re
from collections.abc import Callable
from html import unescape

_FORMULA = re.compile(r'<(div|span) class="arithmatex">(.*?)</\1>', re.DOTALL)
_UNKNOWN_COMMAND = re.compile(r">\\[a-zA-Z]+<")
MAX_CHARACTERS = 2_000


def with_mathml(html: str, report: Callable[[str], None]) -> str:
    """The HTML with its formulas as MathML; one that cannot be read stays as typed and is reported."""

    def one(match: re.Match[str]) -> str:
        source = unescape(match[2]).strip()[2:-2].strip()
        mathml = _mathml(source, is_block=match[1] == "div")
        if mathml is None:
            report(source)
            return f"<code>{match[2]}</code>"
        return mathml

    return _FORMULA.sub(one, html)


def _mathml(source: str, *, is_block: bool) -> str | None:
    # Imported here: only publishing converts formulas.
    from latex2mathml.converter import convert

    if not source or len(source) > MAX_CHARACTERS:
        return None
    try:
        mathml: str = convert(source, display="block" if is_block else "inline")
    except Exception:  # the converter raises whatever its parser stumbles over; none of it is ours to know
        return None
    return None if _UNKNOWN_COMMAND.search(mathml) else mathml
