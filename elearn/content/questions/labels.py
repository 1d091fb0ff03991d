"""Labelled quotes of a question: `> **Pembahasan:** ...`, hints, and words for right, wrong and partly
right.
"""

import re
from dataclasses import dataclass

from elearn.content.findings import found
from elearn.content.near import nearest
from elearn.content.text import Line, LineKind, SourceText, Value
from elearn.problems import Mend, Problem

LABELS = ("Petunjuk", "Pembahasan", "Jika benar", "Jika salah", "Jika sebagian", "Contoh jawaban")
REPEATABLE = ("Petunjuk",)

_KNOWN = {label.lower(): label for label in LABELS}
_QUOTE = re.compile(r"\s*>\s?(?P<text>.*)")
_WORDS = r"\s*(?:\*\*|__)?\s*(?P<label>[^\W\d_][\w ]{2,24}?)\s*"
_LABEL = re.compile(_WORDS + r"(?::\s*(?:\*\*|__)|(?:\*\*|__)\s*:|:)\s*(?P<rest>.*)")
_BOLD_LABEL = re.compile(
    r"\s*(?:\*\*|__)\s*(?P<label>[^\W\d_][\w ]{2,24}?)\s*(?::\s*(?:\*\*|__)|(?:\*\*|__)\s*:)"
)


@dataclass(frozen=True)
class Labelled:
    """The labelled quotes of a question, and its other lines (a taken line is left as a blank one)."""

    quotes: dict[str, tuple[Value, ...]]
    rest: tuple[Line, ...]
    problems: tuple[Problem, ...]


def quoted(line: Line) -> str | None:
    """What stands behind the `>` of a quote line, or None."""
    match = _QUOTE.fullmatch(line.text) if line.is_text else None
    return match["text"] if match else None


def label_of(text: str) -> tuple[str, str] | None:
    """The known label that a text begins with and what follows it, or None."""
    match = _LABEL.fullmatch(text)
    label = _KNOWN.get(" ".join(match["label"].lower().split())) if match else None
    return (label, match["rest"]) if match and label else None


def split_labelled(source: SourceText, lines: tuple[Line, ...]) -> Labelled:
    """Take the labelled quotes out of the lines of a question."""
    found_quotes: list[tuple[str, Line, list[str]]] = []
    rest: list[Line] = []
    problems: list[Problem] = []
    is_open = False
    for line in lines:
        text = quoted(line)
        label = label_of(text) if text is not None else None
        if label is not None:
            found_quotes.append((label[0], line, [label[1]]))
            is_open = True
        elif text is not None and is_open:
            found_quotes[-1][2].append(text)
        else:
            is_open = False
            problems += _unknown_label(source, line, text)
            rest.append(line)
            continue
        rest.append(Line(line.number, "", LineKind.TEXT))
    quotes, repeated = _gathered(source, found_quotes)
    return Labelled(quotes, tuple(rest), (*problems, *repeated))


def _gathered(
    source: SourceText, found_quotes: list[tuple[str, Line, list[str]]]
) -> tuple[dict[str, tuple[Value, ...]], list[Problem]]:
    quotes: dict[str, tuple[Value, ...]] = {}
    problems: list[Problem] = []
    for label, line, texts in found_quotes:
        text = "\n".join(texts).strip()
        if not text:
            problems.append(found("K-132", source.place(line), excerpt=line.text, label=label))
        elif label in quotes and label not in REPEATABLE:
            problems.append(found("K-114", source.place(line), excerpt=line.text, label=label))
        else:
            quotes[label] = (*quotes.get(label, ()), Value(text, source.place(line)))
    return quotes, problems


def _unknown_label(source: SourceText, line: Line, text: str | None) -> list[Problem]:
    match = (_BOLD_LABEL.match(text) or _LABEL.fullmatch(text)) if text is not None else None
    if match is None:
        return []
    word = match["label"].strip()
    meant = nearest(word, LABELS)
    is_bold = _BOLD_LABEL.match(text or "") is not None
    if meant is None and not is_bold:
        return []
    place = source.place(line, line.text.index(word) + 1)
    hint = meant or " / ".join(LABELS)
    mend = _renamed(line, word, meant) if meant else None
    return [found("K-113", place, excerpt=line.text, width=len(word), label=word, meant=hint, mend=mend)]


def _renamed(line: Line, word: str, meant: str) -> Mend:
    start = line.text.index(word) + 1
    return Mend(line=line.number, start=start, end=start + len(word), text=meant)
