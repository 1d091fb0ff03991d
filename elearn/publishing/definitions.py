"""Abbreviations, footnotes and link addresses hold for a whole file, although its sections become pages."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_ABBREVIATION = re.compile(r" {0,3}\*\[(?P<name>[^\]]+)\]:")
_FOOTNOTE = re.compile(r" {0,3}\[\^(?P<name>[^\]]+)\]:")
_ADDRESS = re.compile(r" {0,3}\[(?P<name>[^\]^*][^\]]*)\]:\s*\S")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class _Definition:
    name: str
    pattern: re.Pattern[str]
    lines: tuple[str, ...]


def with_shared_definitions(sources: Sequence[str]) -> list[str]:
    """The sections of a file, each with the definitions it uses, wherever in the file they stand.

    Lines keep their numbers: definitions are moved to the end of a section and leave empty lines behind.
    """
    bodies: list[str] = []
    definitions: dict[tuple[str, str], _Definition] = {}
    for source in sources:
        body, found = _split(source)
        bodies.append(body)
        for one in found:
            definitions.setdefault((one.pattern.pattern, one.name), one)
    return [_with_used(body, definitions.values()) for body in bodies]


def _split(source: str) -> tuple[str, list[_Definition]]:
    """The text without its definitions, and those."""
    kept: list[str] = []
    found: list[_Definition] = []
    lines = source.split("\n")
    fence, at = "", 0
    while at < len(lines):
        line = lines[at]
        fence = _fence_after(line, fence)
        pattern = None if fence else _pattern_of(line)
        if pattern is None:
            kept.append(line)
            at += 1
            continue
        end = _end_of(lines, at) if pattern is _FOOTNOTE else at + 1
        match = pattern.match(line)
        assert match is not None
        found.append(_Definition(match["name"], pattern, tuple(lines[at:end])))
        kept += [""] * (end - at)
        at = end
    return "\n".join(kept), found


def _fence_after(line: str, fence: str) -> str:
    match = _FENCE.match(line)
    if fence:
        return "" if match and line.strip() == match[1] and match[1].startswith(fence) else fence
    return match[1] if match else ""


def _pattern_of(line: str) -> re.Pattern[str] | None:
    return next((one for one in (_ABBREVIATION, _FOOTNOTE, _ADDRESS) if one.match(line)), None)


def _end_of(lines: Sequence[str], start: int) -> int:
    """Where a footnote ends: at the first line that is neither indented nor blank before an indented one."""
    end = start + 1
    for at in range(start + 1, len(lines)):
        if lines[at].startswith(("    ", "\t")):
            end = at + 1
        elif lines[at].strip():
            break
    return end


def _with_used(body: str, definitions: Iterable[_Definition]) -> str:
    used: list[_Definition] = []
    text = body
    waiting = list(definitions)
    # A footnote may use an abbreviation or another note: look again with what was added.
    while found := [one for one in waiting if _is_used(one, text)]:
        used += found
        waiting = [one for one in waiting if one not in found]
        text = "\n".join((text, *(line for one in found for line in one.lines)))
    tail = "\n".join("\n".join(one.lines) for one in used)
    return f"{body.rstrip()}\n\n{tail}" if used else body


def _is_used(definition: _Definition, text: str) -> bool:
    if definition.pattern is _ABBREVIATION:
        return definition.name in text
    if definition.pattern is _FOOTNOTE:
        return f"[^{definition.name}]" in text
    return f"[{definition.name.lower()}]" in text.lower()
