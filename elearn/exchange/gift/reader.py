"""GIFT in: as lenient as Moodle's reader, and louder where that one is silent.

Source of the rules: https://docs.moodle.org/en/GIFT_format
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from elearn.exchange.decoding import MAX_QUESTIONS, MAX_TEXT_CHARACTERS, decoded
from elearn.exchange.draft import (
    Draft,
    Gaps,
    Key,
    Marked,
    NumberAnswer,
    Numbers,
    Options,
    Pairs,
    Reading,
    Statement,
    Words,
    Writing,
    gap_mark,
)
from elearn.exchange.foreign_numbers import key_of, range_of, weight_of
from elearn.exchange.gift.blocks import GiftBlock, blocks_of, shown, shown_lines
from elearn.exchange.html_text import plain_from_html
from elearn.exchange.notes import Item, Refused, UnreadableFile, Verdict, note
from elearn.exchange.pictures import PictureBox
from elearn.exchange.texts import FORMATS, Texts

_FORM = re.compile(r"\[(?P<form>[a-z_]{1,20})\]")
_GAP = "_____"
_ENDS = ".?!,;:)"
_MISSING_WORD = re.compile(r"(?:=(?!\s*%)[^#~=]+)+")
"""Answers without weight and feedback: behind each other they fill a gap."""

_WORD_ARROW = re.compile("[→⟶➔➜⇒]")
_TILDE_EQUALS = re.compile(r"~\s*=")
_TRUE, _FALSE = ("T", "TRUE"), ("F", "FALSE")


def read_gift(data: bytes, box: PictureBox) -> list[Reading]:
    """The questions of a GIFT file, each as a draft or refused with its line.

    Raises:
        UnreadableFile: the bytes are no text, or hold too many questions.
    """
    blocks = blocks_of(decoded(data))
    if len(blocks) > MAX_QUESTIONS:
        raise UnreadableFile("too-many", limit=str(MAX_QUESTIONS))
    if not blocks:
        raise UnreadableFile("no-questions")
    return [_reading(block, Texts(box)) for block in blocks]


@dataclass(frozen=True)
class _Parts:
    """A block taken apart: `answer` None for a text without braces."""

    name: str
    before: str
    answer: str | None
    after: str  # with the white space in front of it
    general: str
    form: str


def _reading(block: GiftBlock, texts: Texts) -> Reading:
    kind, name = "unknown", shown(block.text)[:80]
    try:
        if len(block.text) > 4 * MAX_TEXT_CHARACTERS:
            raise Refused("text-too-long", limit=str(4 * MAX_TEXT_CHARACTERS))
        parts = _parts(block.text)
        name = parts.name or plain_from_html(shown(parts.before))[:80]
        kind = _kind(parts)
        return _draft(block, parts, kind, texts)
    except Refused as refused:
        return Item(
            line=block.line,
            id=block.source_id,
            title=name,
            kind=kind,
            verdict=Verdict.REFUSED,
            notes=(refused.note,),
        )


def _parts(text: str) -> _Parts:
    name = ""
    if text.startswith("::") and (end := text.find("::", 2)) > 0:
        name, text = shown(text[2:end]), text[end + 2 :].strip()
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        before, answer, after = text, None, ""
    elif start < 0 or end < start:
        raise Refused("braces")
    else:
        before, answer, after = text[:start], text[start + 1 : end].strip(), text[end + 1 :].rstrip()
    if "{" in after or "}" in after:
        raise Refused("two-answers")
    match = _FORM.match(before.strip())
    form = FORMATS.get(match["form"], "") if match else ""
    before = before.lstrip()[match.end() :] if match and form else before
    head, mark, general = (answer or "").rpartition("####")
    return _Parts(
        name=name,
        before=before,
        answer=None if answer is None else head.strip() if mark else answer,
        after=after,
        general=general if mark else "",
        form=form or "moodle",
    )


def _kind(parts: _Parts) -> str:
    answer = parts.answer
    if answer is None:
        return "description"
    if not answer:
        return "essay"
    if answer[0] == "#":
        return "number"
    if "~" in answer:
        return "single-choice" if "=" in answer else "multiple-choice"
    if "=" in answer and _has_word_arrows(answer):
        return "matching"
    if "=" in answer and any("->" in piece.partition("#")[0] for piece in answer.split("=")):
        return "matching"
    word = answer.partition("#")[0].strip().upper()
    if parts.after.strip() and not _ends_sentence(parts) and _MISSING_WORD.fullmatch(answer):
        return "cloze"
    return "true-false" if word in (*_TRUE, *_FALSE) else "short-text"


def _draft(block: GiftBlock, parts: _Parts, kind: str, texts: Texts) -> Draft:
    if kind == "description":
        raise Refused(kind)
    reader = _Answers(texts, parts.form)
    key = reader.key(kind, parts.answer or "")
    text = reader.text(_with_gap(parts, gap_mark(1) if kind == "cloze" else _GAP))
    if isinstance(key, Words) and kind == "cloze":
        key, text = Gaps(text=text, gaps=(key,)), ""
    return Draft(
        line=block.line,
        name=parts.name,
        text=text,
        key=key,
        fingerprint=block.text,
        source_id=block.source_id,
        category=block.category,
        tags=block.tags,
        explanation=reader.text(parts.general),
        when_wrong=reader.when_wrong,
        notes=tuple(texts.notes),
    )


def _with_gap(parts: _Parts, gap: str) -> str:
    """The text with a gap where the answer stood, but for a full stop behind a whole sentence."""
    after = parts.after.strip()
    if not after or _ends_sentence(parts):
        return parts.before.rstrip()
    if gap != _GAP:
        return f"{parts.before}{gap}{parts.after}"
    return f"{parts.before.rstrip()} {gap}{'' if after[0] in _ENDS else ' '}{after}"


def _ends_sentence(parts: _Parts) -> bool:
    return parts.before.rstrip()[-1:] in _ENDS and parts.after.strip() in _ENDS


def _has_word_arrows(answer: str) -> bool:
    """Whether every answer, two or more, has the arrow that Word makes of `->`."""
    pieces = _pieces(answer, "=")
    return len(pieces) > 1 and all(_WORD_ARROW.search(piece.partition("#")[0]) for piece in pieces)


@dataclass
class _Answers:
    """Reads what stands between the braces."""

    texts: Texts
    form: str
    when_wrong: str = ""

    def text(self, piece: str) -> str:
        """A piece in Markdown; it may name a format of its own."""
        form = self.form
        match = _FORM.match(piece.strip())
        if match and match["form"] in FORMATS:
            form, piece = FORMATS[match["form"]], piece.strip()[match.end() :]
        written = shown_lines(piece) if form == "markdown" else shown(piece)
        return self.texts.markdown(written, form)

    def plain(self, piece: str) -> str:
        """A piece as plain words."""
        match = _FORM.match(piece.strip())
        if match and match["form"] in FORMATS:
            piece = piece.strip()[match.end() :]
        form = "html" if self.form in ("html", "moodle") else "plain"
        return self.texts.plain(shown(piece), form)

    def key(self, kind: str, answer: str) -> Key:
        """What is right."""
        if kind == "number":
            return self._numbers(answer[1:])
        if kind == "true-false":
            return self._statement(answer)
        if kind == "essay":
            return Writing()
        if kind in ("short-text", "cloze"):
            return self._words(answer)
        if kind == "matching":
            return self._pairs(answer)
        return self._options(answer)

    def _options(self, answer: str) -> Options:
        pieces = _pieces(_TILDE_EQUALS.sub("=", answer).replace("=", "~="), "~")
        if len(pieces) < 2:
            raise Refused("too-few-options")
        return Options(options=tuple(self._option(piece) for piece in pieces), several="=" not in answer)

    def _option(self, piece: str) -> Marked:
        given = Fraction(1) if piece.startswith("=") else Fraction(0)
        weight, rest = weight_of(piece.removeprefix("=").strip())
        text, _, feedback = rest.partition("#")
        return Marked(
            text=self.text(text), fraction=given if weight is None else weight, feedback=self.text(feedback)
        )

    def _statement(self, answer: str) -> Statement:
        word, _, comments = answer.partition("#")
        wrong, _, right = comments.partition("#")
        is_true = word.strip().upper() in _TRUE
        when_wrong, when_right = self.text(wrong), self.text(right)
        return Statement(
            is_true=is_true,
            when_true=when_right if is_true else when_wrong,
            when_false=when_wrong if is_true else when_right,
        )

    def _words(self, answer: str) -> Words:
        answers = []
        for piece in _pieces(answer, "="):
            weight, rest = weight_of(piece)
            text, _, feedback = rest.partition("#")
            fraction = Fraction(1) if weight is None else weight
            answers.append(Marked(text=self.plain(text), fraction=fraction, feedback=self.text(feedback)))
        if not answer.startswith("=") and len(answers) == 1:
            self.texts.notes.append(note("bare-answer"))
        return Words(answers=tuple(answers))

    def _pairs(self, answer: str) -> Pairs:
        pairs = []
        if "->" not in answer:
            self.texts.notes.append(note("word-arrow"))
        for piece in _pieces(answer, "="):
            if "->" not in piece:
                piece = _WORD_ARROW.sub("->", piece, count=1)
            left, arrow, right = piece.partition("->")
            if not arrow:
                raise Refused("pair", pair=shown(piece)[:60])
            pairs.append((self.text(left), self.text(right)))
        return Pairs(pairs=tuple(pairs))

    def _numbers(self, answer: str) -> Numbers:
        right, tilde, wrong = answer.partition("~")
        if tilde:
            self.when_wrong = self.text(wrong.partition("#")[2])
        answers = [self._number(piece) for piece in _pieces(right, "=")]
        if not answers:
            raise Refused("no-number")
        return Numbers(answers=tuple(one for one in answers if one is not None))

    def _number(self, piece: str) -> NumberAnswer | None:
        weight, rest = weight_of(piece)
        value, _, feedback = rest.partition("#")
        fraction = Fraction(1) if weight is None else weight
        value = shown(value)
        if value == "*":
            self.when_wrong = self.when_wrong or self.text(feedback)
            return None
        low, dots, high = value.partition("..")
        if dots:
            key = range_of(low, high)
        else:
            target, _, tolerance = value.partition(":")
            key = key_of(target, tolerance)
        return NumberAnswer(key=key, fraction=fraction, feedback=self.text(feedback))


def _pieces(answer: str, mark: str) -> list[str]:
    """The answers between the marks; what stands before the first mark counts when there is something."""
    pieces = [piece.strip() for piece in answer.split(mark)]
    return pieces if pieces[0] else pieces[1:]
