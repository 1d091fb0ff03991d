"""Text of other systems as Markdown that says the same: characters that Markdown would read are escaped."""

import re

from elearn.content.questions.labels import label_of

_FORMULA = re.compile(r"(\$\$.{1,2000}?\$\$|\\\(.{1,1000}?\\\)|\\\[.{1,1000}?\\\])", re.DOTALL)
_BACKSLASH = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!>~$|=^ ]|$)")
_TAG_START = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]{1,31};)")
_LINK = re.compile(r"\[(?=\[|\^|[^\[\]\n]{0,300}\][(\[:])|!(?=\[)")
_RUNS = (
    re.compile(r"\*+(?=\S)|(?<=\S)\*+"),
    re.compile(r"(?<![^\W_])_+|_+(?![^\W_])"),
    re.compile("`+"),
    re.compile(r"\^+"),
    re.compile("~+"),
    re.compile("={2,}"),
)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DOLLAR = re.compile(r"\$")

_STARTS = re.compile(
    r"(?P<lead>\s*)(?P<mark>#{1,6}(?=\s|$)|#{1,6}(?=[^#\s])|>|[-*+](?=\s)|[-=*_]{3,}\s*$|\[)"
)
_OPENING = re.compile(r"[0-9]{1,3}(?=[.)]\s)|(?=#|[-+*]\s|>|[-=*_]{3,}\s*$|!!!|\?\?\?|===\s)")
_NO_BACKSLASH = "=?"
"""Signs that Markdown does not take a backslash before, so that they are written as entities."""

_NUMBERED = re.compile(r"(?P<lead>\s*)(?P<number>[0-9]{1,3}|[A-Za-z])(?P<mark>[.)])(?=\s)")
_KEYWORD = re.compile(
    r"(?P<word>\s*(?:\*\*)?(?:isian|angka|pasangkan|urutkan|lengkapi|uraian)\s*):", re.IGNORECASE
)
_NUMBER_BEFORE = re.compile(r"\A\s*[0-9]{1,3}(?:\.|\\?\)|\\\.)\s+(?=[^\W\d_])")
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})")


def escaped(text: str) -> str:
    """Plain text as Markdown; formulas between `$$`, `\\(` or `\\[` are kept as they are."""
    if "$" not in text and "\\" not in text:
        return _escaped_prose(text)
    parts = _FORMULA.split(text)
    return "".join(part if at % 2 else _escaped_prose(part) for at, part in enumerate(parts))


def _escaped_prose(text: str) -> str:
    text = _BACKSLASH.sub(r"\\\\", text) if "\\" in text else text
    text = _TAG_START.sub("&lt;", _ENTITY.sub("&amp;", text))
    text = _LINK.sub(lambda match: "\\" + match[0], text) if "[" in text else text
    for run in _RUNS:
        if len(run.findall(text)) > 1:
            text = run.sub(lambda match: "".join("\\" + mark for mark in match[0]), text)
    if text.count("$") > 1:
        text = _DOLLAR.sub(r"\\$", text)
    return text


def opened(text: str) -> str:
    """Escaped text as the beginning of a paragraph: no heading, list, quote or ruler."""
    match = _OPENING.match(text)
    if match is None:
        return text
    at = match.end()
    return text[:at] + _literal(text[at]) + text[at + 1 :]


def _literal(sign: str) -> str:
    return f"&#{ord(sign)};" if sign in _NO_BACKSLASH else "\\" + sign


def guarded(text: str) -> str:
    """Markdown in which no line looks like a heading, box, quote, list, ruler, key word or label of ours.

    Used only for texts that would otherwise be misread: lists and quotes become plain lines.
    """
    return "\n".join(_guarded_line(line) for line in text.split("\n"))


def guarded_title(text: str) -> str:
    """A title whose number or `#` at the beginning stays."""
    return _guarded_line(text.strip()).rstrip("#").rstrip() or text


def _guarded_line(line: str) -> str:
    line = line.replace("<!--", "&lt;!--").lstrip() if line.lstrip().startswith("<!--") else line
    if _FENCE.match(line):
        bare = line.lstrip()
        return f"&#{ord(bare[0])};{bare[1:]}"
    if label_of(line.lstrip("> ")):
        line = line.replace(":", "&#58;", 1)
    line = _KEYWORD.sub(r"\g<word>&#58;", line, count=1)
    line = _NUMBERED.sub(r"\g<lead>\g<number>\\\g<mark>", line, count=1)
    if match := _STARTS.match(line):
        at = match.start("mark")
        line = line[:at] + _literal(line[at]) + line[at + 1 :]
    return line.lstrip() if line[:4].isspace() else line


def split_title(text: str, name: str) -> tuple[str, str]:
    """The title (first paragraph) and the stem (the rest) of a question text.

    A text that begins with a list, table, picture or code keeps all of it; its title is then `name`.
    """
    first, _, rest = text.strip("\n").partition("\n\n")
    first = first if "\n" in first.strip() else _NUMBER_BEFORE.sub("", first)
    lines = [line.strip() for line in first.split("\n")]
    if first.strip() and not any(_is_structure(line) for line in lines):
        return " ".join(lines), rest.strip("\n").rstrip()
    return " ".join(escaped(name).split()), text.strip("\n").rstrip()


def _is_structure(line: str) -> bool:
    return bool(
        re.match(r"(?:[-*+>|]|[0-9]{1,3}[.)])\s|[>|]|`{3}|~{3}|<!--|#{1,6}\s", line)
        or re.fullmatch(r"!\[[^\]]*\]\([^)]*\)|[-=*_ ]{3,}", line)
    )


def one_line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def without_controls(text: str) -> str:
    """The text without control characters (but tab and line ends) and lone surrogates."""
    return _CONTROLS.sub("", text)
