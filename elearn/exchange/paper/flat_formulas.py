"""MathML on one line, with raised and lowered signs, for paper that knows no formulas."""

from collections.abc import Callable


def _wrapped(part: str) -> str:
    return part if len(part) == 1 or part.isalnum() else f"({part})"


def _scripts(parts: list[str], tags: tuple[str, ...]) -> str:
    more = "".join(f"<{tag}>{part}</{tag}>" for tag, part in zip(tags, parts[1:], strict=False))
    return (parts[0] if parts else "") + more


FLAT: dict[str, Callable[[list[str]], str]] = {
    "mfrac": lambda parts: "/".join(_wrapped(part) for part in parts),
    "msqrt": lambda parts: f"√{_wrapped(''.join(parts))}",
    "mroot": lambda parts: f"<super>{parts[-1]}</super>√{_wrapped(''.join(parts[:-1]))}" if parts else "",
    "msup": lambda parts: _scripts(parts, ("super",)),
    "msub": lambda parts: _scripts(parts, ("sub",)),
    "mover": lambda parts: _scripts(parts, ("super",)),
    "munder": lambda parts: _scripts(parts, ("sub",)),
    "msubsup": lambda parts: _scripts(parts, ("sub", "super")),
    "munderover": lambda parts: _scripts(parts, ("sub", "super")),
}
"""How each element of MathML is written, given what stands in it (markup of reportlab)."""
