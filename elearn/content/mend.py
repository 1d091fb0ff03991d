"""The sure mends behind `elearn check --fix`: codes written down, keys and boxes in their canonical form."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from elearn.content import course_files, module_files, quiz_files
from elearn.content.codes import code_from_path, code_from_text
from elearn.content.front_matter import Keys, canonical_key
from elearn.content.headings import heading_of
from elearn.content.links import QUIZZES
from elearn.content.questions.items import box_lines
from elearn.content.questions.meta import NO_META, QUESTION_KEYS, read_meta
from elearn.content.questions.reader import read_title
from elearn.content.text import Line, SourceText, lines_of
from elearn.problems import Mend, Problem

MAX_ROUNDS = 5
"""One mend can uncover another: a heading that gets its space then needs its code."""

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?P<keys>.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_KEY_LINE = re.compile(r"(?P<key>[^\W\d_][\w\- ]*?)(?P<rest>\s*:(?:\s.*)?)")


def mended(data: bytes, path: str) -> bytes:
    """The bytes of a file with every sure mend made; what is not UTF-8 text comes back as it is.

    Mending twice changes nothing more. Line ends stay as they were; a byte order mark is dropped.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data
    line_end = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return mended_text(plain, path).replace("\n", line_end).encode()


def mended_text(text: str, path: str) -> str:
    """`mended` for text with plain line ends. The path tells what kind of file it is."""
    for _ in range(MAX_ROUNDS):
        before, text = text, _mended_once(text, path)
        if text == before:
            break
    return text


def _mended_once(text: str, path: str) -> str:
    is_quiz, is_course = path.startswith(f"{QUIZZES}/"), path.endswith(f"/{course_files.COURSE_FILE}")
    keys = quiz_files.KEYS if is_quiz else course_files.KEYS if is_course else module_files.KEYS
    text = canonical_keys(text, keys)
    text = with_mends(text, (one.mend for one in _problems(text, path, is_quiz, is_course) if one.mend))
    if is_quiz:
        text = with_question_codes(canonical_boxes(text))
    default = code_from_text(PurePosixPath(path).parent.name) if is_course else code_from_path(path)
    return with_code(text, default)


def _problems(text: str, path: str, is_quiz: bool, is_course: bool) -> tuple[Problem, ...]:
    data = text.encode()
    if is_quiz:
        return quiz_files.read_quiz(data, path)[1]
    if is_course:
        return course_files.read_course(data, path)[1]
    return module_files.read_module(data, path)[1]


def with_mends(text: str, mends: Iterable[Mend]) -> str:
    """The text with all mends made; of two that overlap only the first is."""
    lines = text.split("\n")
    last: dict[int, int] = {}
    chosen: list[Mend] = []
    for mend in sorted(mends, key=lambda one: (one.line, one.start, one.end)):
        if mend.line <= len(lines) and mend.start >= last.get(mend.line, 0):
            chosen.append(mend)
            last[mend.line] = max(mend.end, mend.start + 1)
    for mend in reversed(chosen):
        line = lines[mend.line - 1]
        lines[mend.line - 1] = line[: mend.start - 1] + mend.text + line[mend.end - 1 :]
    return "\n".join(lines)


def canonical_keys(text: str, keys: Keys) -> str:
    """The text with the keys of its front matter in their Indonesian form."""
    matter = _FRONT_MATTER.match(text)
    if matter is None:
        return text
    lines = [_canonical_line(line, keys) for line in matter["keys"].split("\n")]
    return text[: matter.start("keys")] + "\n".join(lines) + text[matter.end("keys") :]


def _canonical_line(line: str, keys: Keys) -> str:
    match = _KEY_LINE.fullmatch(line)
    canonical = canonical_key(match["key"], keys) if match else None
    return f"{canonical}{match['rest'].lstrip()}" if match and canonical else line


def with_code(text: str, code: str) -> str:
    """The text with `kode:` in its front matter; unchanged when it is there or there is no front matter."""
    matter = _FRONT_MATTER.match(text)
    if matter is None or re.search(r"^(?:kode|code)\s*:", matter["keys"], re.MULTILINE | re.IGNORECASE):
        return text
    title = re.search(r"^judul\s*:.*\n", matter["keys"], re.MULTILINE)
    at = matter.start("keys") + (title.end() if title else 0)
    return f"{text[:at]}kode: {code}\n{text[at:]}"


def canonical_boxes(text: str) -> str:
    """The text with its boxes written `- [x]` and `- [ ]`."""
    lines = text.split("\n")
    source = lines_of(text)
    for number, match in box_lines(source).items():
        box = match["box"]
        inside = box[1:-1].strip().lower()
        if box.startswith("[") and inside in ("", "x"):
            marker = match["lead"].strip() or "-"
            lead = match["lead"][: len(match["lead"]) - len(match["lead"].lstrip())]
            marker = "-" if marker in "•–—" else marker
            lines[number - 1] = f"{lead}{marker} [{inside or ' '}] {match['text'].strip()}".rstrip()
    return "\n".join(lines)


def with_question_codes(text: str) -> str:
    """The text with a `Kode` for every question that has none."""
    source = SourceText("", lines_of(text))
    taken = Counter(code for _, _, code in _questions(source) if code)
    lines = text.split("\n")
    for heading, first, code in reversed(list(_questions(source))):
        if code:
            continue
        new = _free(code_from_text(read_title(source, heading)[0].text), taken)
        _write_code(lines, heading, first, new)
    return "\n".join(lines)


def _questions(source: SourceText) -> Iterator[tuple[Line, Line | None, str]]:
    """Each question's heading, its first line and its code, empty when it has none."""
    for at, line in enumerate(source.lines):
        heading = heading_of(line)
        if heading is None or heading.level != 2:
            continue
        below = (source.lines[index] for index in range(at + 1, len(source.lines)))
        first = next((one for one in below if not one.is_blank), None)
        if first is not None and heading_of(first):
            first = None
        meta = read_meta(source, first, QUESTION_KEYS) if first and first.is_text else NO_META
        yield line, first if meta.is_meta else None, meta.values["kode"].text if "kode" in meta.values else ""


def _free(code: str, taken: Counter[str]) -> str:
    """The code, or with the next free number behind it; it is taken from now on."""
    while True:
        taken[code] += 1
        new = code if taken[code] == 1 else f"{code}-{taken[code]}"
        if new == code or new not in taken:
            taken[new] = max(taken[new], 1)
            return new


def _write_code(lines: list[str], heading: Line, meta: Line | None, code: str) -> None:
    if meta is not None:
        lines[meta.number - 1] = f"Kode: {code} | {meta.text.strip()}"
        return
    below = lines[heading.number] if heading.number < len(lines) else ""
    lines[heading.number : heading.number] = [f"Kode: {code}", ""] if below.strip() else [f"Kode: {code}"]
