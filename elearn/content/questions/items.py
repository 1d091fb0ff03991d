"""Lists of boxes: `- [x] text`, with lines that continue it and the feedback quoted below."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from textwrap import dedent

from elearn.content.findings import found
from elearn.content.numbers import UnreadableNumber, author_number
from elearn.content.questions.labels import LABELS, label_of, quoted
from elearn.content.text import Line
from elearn.problems import Mend, Place, Problem

MARKER = r"(?:[-*+•–—]|[0-9]{1,3}[.)]|[a-zA-Z][.)])"
_BOX = r"(?P<box>\[[^\[\]\n]{0,8}\](?![(\[:])|\([ xXvVoO*✓✔√]?\)(?=\s))"
_MARKED_BOX = re.compile(rf"(?P<lead>\s*{MARKER}\s*){_BOX}(?P<text>.*)")
_BARE_BOX = re.compile(rf"(?P<lead>\s*){_BOX}(?P<text>.*)")
_LIST_ITEM = re.compile(rf"\s*{MARKER}\s+\S")
_WRONG_SHAPES = re.compile(
    r"\[\s*(?:[^\s\w]{1,2}|\w|benar|salah|ok|[0-9]{1,3}|-?[0-9.,]+\s*%|[0-9]+\s*/\s*[0-9]+)\s*\]",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\[\s*(?P<number>[0-9]+(?:,[0-9]+)?)\s*%\s*\]")


@dataclass(frozen=True, kw_only=True)
class Item:
    """One box of an answer list; `credit` is 1 for `[x]`, 0 for `[ ]`, a part for `[NN%]`."""

    text: str
    credit: Fraction
    feedback: str
    place: Place
    excerpt: str

    @property
    def is_right(self) -> bool:
        """Whether it earns the whole credit."""
        return self.credit == 1

    @property
    def is_partial(self) -> bool:
        """Whether it earns a part."""
        return 0 < self.credit < 1


def marked_box(line: Line) -> re.Match[str] | None:
    """The match of a list item that carries a box, rightly shaped or not."""
    match = _MARKED_BOX.fullmatch(line.text) if line.is_text else None
    return match if match and _is_box(match["box"]) else None


def bare_box(line: Line) -> re.Match[str] | None:
    """The match of a box without list marker; it counts only in a run, see `box_lines`."""
    match = _BARE_BOX.fullmatch(line.text) if line.is_text else None
    return match if match and _is_box(match["box"]) else None


def _is_box(box: str) -> bool:
    return credit_of(box) is not None or box.startswith("(") or _WRONG_SHAPES.fullmatch(box) is not None


def credit_of(box: str) -> Fraction | None:
    """What a rightly shaped box earns; None for any other shape."""
    inside = box[1:-1].strip()
    if box.startswith("["):
        if inside in ("x", "X"):
            return Fraction(1)
        if not inside:
            return Fraction(0)
        if (match := _PERCENT.fullmatch(box)) and (percent := _percent(match["number"])) is not None:
            return percent
    return None


def _percent(text: str) -> Fraction | None:
    try:
        number = Fraction(author_number(text))
    except UnreadableNumber:
        return None
    return number / 100 if number <= 100 else None


def box_lines(lines: Iterable[Line]) -> dict[int, re.Match[str]]:
    """The lines that are boxes, by line number: list items, and bare boxes in runs of two or more after a
    blank line.
    """
    boxes: dict[int, re.Match[str]] = {}
    run: list[tuple[int, re.Match[str]]] = []
    after_blank = True
    for line in [*lines, Line(0, "")]:
        marked, bare = marked_box(line), bare_box(line)
        if marked:
            boxes[line.number] = marked
        if bare and not marked and (after_blank or run):
            run.append((line.number, bare))
        elif line.is_blank:
            boxes.update(run if len(run) > 1 else [])
            run = []
        after_blank = line.is_blank
    return boxes


@dataclass
class _Draft:
    """An item while its lines are read."""

    line: Line
    match: re.Match[str]
    texts: list[str] = field(default_factory=list)
    feedback: list[str] = field(default_factory=list)


def read_items(path: str, lines: Iterable[Line]) -> tuple[tuple[Item, ...], tuple[Problem, ...]]:
    """The boxes of an answer with their feedback, and everything between them that has no place there."""
    all_lines = tuple(lines)
    boxes = box_lines(all_lines)
    drafts: list[_Draft] = []
    problems: list[Problem] = []
    after_blank = True
    for line in all_lines:
        if line.number in boxes:
            drafts.append(_Draft(line, boxes[line.number], [boxes[line.number]["text"].strip()]))
        elif line.is_blank:
            _add_blank(drafts)
        elif not (drafts and _belongs(line, drafts[-1], after_blank)):
            problems.append(stray(path, line))
        after_blank = line.is_blank
    items = [_item(path, draft) for draft in drafts]
    problems += [problem for draft in drafts for problem in _shape_problems(path, draft)]
    return tuple(items), tuple(problems)


def _add_blank(drafts: list[_Draft]) -> None:
    if drafts and not drafts[-1].feedback:
        drafts[-1].texts.append("")


def _belongs(line: Line, draft: _Draft, after_blank: bool) -> bool:
    """Put a line to the item above it, if it is indented or directly below; tell whether it was put."""
    is_indented = line.text[:1] == "\t" or line.text[:2] == "  "
    if after_blank and not is_indented:
        return False
    text = quoted(line)
    if text is not None:
        draft.feedback.append(text)
        return True
    if line.is_text and (label_of(line.text) or (not is_indented and _LIST_ITEM.match(line.text))):
        return False
    if draft.feedback and not after_blank:
        draft.feedback.append(
            line.text.strip()
        )  # a quote goes on without ">" until a blank line, as on GitHub
    else:
        draft.texts.append(line.text)
    return True


def _item(path: str, draft: _Draft) -> Item:
    first, *more = draft.texts
    below = dedent("\n".join(more)).rstrip()
    return Item(
        text=f"{first}\n{below}".strip() if below.strip() else first,
        credit=credit_of(draft.match["box"]) or Fraction(0),
        feedback="\n".join(draft.feedback).strip(),
        place=Place(path, draft.line.number, draft.match.start("text") + 1 + _lead(draft.match["text"])),
        excerpt=draft.line.text,
    )


def _lead(text: str) -> int:
    return len(text) - len(text.lstrip())


def _shape_problems(path: str, draft: _Draft) -> Iterator[Problem]:
    box, line = draft.match["box"], draft.line
    if credit_of(box) is not None:
        return
    start = draft.match.start("box") + 1
    inside = box[1:-1].strip()
    meant = "[ ]" if not inside else "[x]" if inside in "xXvV✓✔√*" else ""
    mend = Mend(line=line.number, start=start, end=start + len(box), text=meant) if meant else None
    rule = "K-120" if "%" in box or inside.isdigit() else "K-112"
    place = Place(path, line.number, start)
    yield found(rule, place, excerpt=line.text, width=len(box), mend=mend, box=box, meant=meant or "[x]")


def stray(path: str, line: Line) -> Problem:
    """The problem of a line that has no place in an answer: named as closely as its shape allows."""
    place = Place(path, line.number, _lead(line.text) + 1)
    label = label_of(line.text) if line.is_text else None
    if label:
        mend = Mend(line=line.number, start=1, end=1, text="> ")
        return found("K-110", place, excerpt=line.text, width=len(label[0]), label=label[0], mend=mend)
    if quoted(line) is not None:
        return found("K-108", place, excerpt=line.text, width=1, labels=" / ".join(LABELS))
    if line.is_text and _LIST_ITEM.match(line.text):
        return found("K-107", place, excerpt=line.text)
    return found("K-111", place, excerpt=line.text)


def settled_problems(problems: Iterable[Problem], question: str) -> tuple[Problem, ...]:
    """The problems with the title of their question among the values."""
    return tuple(replace(one, values={"question": question, **one.values}) for one in problems)


def write_items(items: Iterable[tuple[str, Fraction, str]]) -> str:
    """Boxes as our format writes them, from (text, credit, feedback)."""
    return "\n".join(_written(*item) for item in items)


def _written(text: str, credit: Fraction, feedback: str) -> str:
    first, *more = text.split("\n")
    lines = [f"- {box_of(credit)} {first}".rstrip(), *(f"  {line}" if line else "" for line in more)]
    lines += [f"  > {line}".rstrip() for line in feedback.split("\n")] if feedback else []
    return "\n".join(lines)


def box_of(credit: Fraction) -> str:
    """The box of a credit: `[x]`, `[ ]` or `[50%]`; parts are written with at most four decimals."""
    if credit in (0, 1):
        return "[x]" if credit else "[ ]"
    percent = f"{float(credit * 100):.4f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"[{percent}%]"
