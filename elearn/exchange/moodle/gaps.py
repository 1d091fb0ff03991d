"""Moodle's questions with gaps in the text: cloze (`{1:SHORTANSWER:=...}`), ddwtos and gapselect (`[[1]]`).

Source of the rules: https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from elearn.content.questions.cloze import Cloze
from elearn.content.questions.cloze_text import Blank
from elearn.exchange.draft import Gaps, Marked, NumberAnswer, Numbers, Options, Words, gap_mark
from elearn.exchange.foreign_numbers import key_of, plain_number, range_of, weight_of
from elearn.exchange.notes import Note, Refused, note

NUMBER_WORDS = ("NUMERICAL", "NM")
TYPED_WORDS = ("SHORTANSWER", "SA", "MW")
EXACT_WORDS = ("SHORTANSWER_C", "SAC", "MWC")
MENU_WORDS = (
    *("MULTICHOICE", "MULTICHOICE_V", "MULTICHOICE_H"),
    *("MULTICHOICE_S", "MULTICHOICE_VS", "MULTICHOICE_HS"),
    *("MC", "MCV", "MCH", "MCS", "MCVS", "MCHS"),
)
SEVERAL_WORDS = (
    *("MULTIRESPONSE", "MULTIRESPONSE_H", "MULTIRESPONSE_S", "MULTIRESPONSE_HS"),
    *("MR", "MRH", "MRS", "MRHS"),
)

OPENING = re.compile(r"\{\s{0,9}(?P<weight>[0-9]{0,4})\s{0,9}:\s{0,9}(?P<word>[A-Za-z_]{2,20})\s{0,9}:")
_HIDDEN_OPENING = re.compile(r"&#123;(?=\s{0,9}[0-9]{0,4}\s{0,9}:)")
_ESCAPED = re.compile(r"\\([}#~\"/{=%\\])")
_SLOT = re.compile(r"\[\[\s{0,3}([0-9]{1,3})\s{0,3}\]\]")
_OUR_SIGNS = re.compile("[\ue002\ue003]")
_SIGNS = re.compile(r"[\\}#~\"/{=%&<>]")
STAR = "\0"
MAX_GAP_CHARACTERS = 10_000

Plain = Callable[[str], str]
"""Gives a piece of the question text as words on one line."""


@dataclass(frozen=True)
class _Source:
    """One gap as it stands in the text."""

    weight: int
    word: str
    pieces: tuple[str, ...]


def cloze_parts(text: str, plain: Plain, notes: list[Note]) -> tuple[str, Gaps]:
    """The text with marks and its gaps (their text still empty).

    Raises:
        Refused: no gap, one that does not end, or one of a kind that ours does not know.
    """
    written, sources = _split(_OUR_SIGNS.sub("\N{REPLACEMENT CHARACTER}", text))
    if not sources:
        raise Refused("no-gaps")
    weights = [source.weight for source in sources]
    if len(set(weights)) > 1:
        notes.append(note("gap-weights"))
    gaps = tuple(_gap(source, number, plain) for number, source in enumerate(sources, start=1))
    return _HIDDEN_OPENING.sub("{", written), Gaps(text="", gaps=gaps)


def cloze_weight(text: str) -> Decimal:
    """What all gaps weigh together, 1 where there is none."""
    return Decimal(sum(int(match["weight"] or 1) or 1 for match in OPENING.finditer(text)) or 1)


def slot_parts(text: str, boxes: list[tuple[str, str]]) -> tuple[str, Gaps]:
    """The text with marks and its gaps: `[[2]]` is filled by the second box, chosen from those of its group.

    Raises:
        Refused: no gap, or one that no box fills.
    """
    numbers: list[int] = []

    def marked(match: re.Match[str]) -> str:
        numbers.append(int(match[1]))
        return gap_mark(len(numbers))

    written = _SLOT.sub(marked, _OUR_SIGNS.sub("\N{REPLACEMENT CHARACTER}", text))
    if not numbers:
        raise Refused("no-gaps")
    return written, Gaps(text="", gaps=tuple(_slot(number, boxes) for number in numbers))


def _slot(number: int, boxes: list[tuple[str, str]]) -> Options:
    if not 0 < number <= len(boxes):
        raise Refused("no-box", number=str(number))
    right, group = boxes[number - 1]
    texts = dict.fromkeys(text for text, own in boxes if own == group)
    return Options(options=tuple(Marked(text=text, fraction=Fraction(text == right)) for text in texts))


def _split(text: str) -> tuple[str, list[_Source]]:
    pieces: list[str] = []
    sources: list[_Source] = []
    at = 0
    while match := OPENING.search(text, at):
        end, answers = _answers(text, match.end())
        if end < 0:
            raise Refused("gap-open", number=str(len(sources) + 1))
        sources.append(_Source(int(match["weight"] or 1) or 1, match["word"].upper(), answers))
        pieces += [text[at : match.start()], gap_mark(len(sources))]
        at = end
    return "".join([*pieces, text[at:]]), sources


def _answers(text: str, start: int) -> tuple[int, tuple[str, ...]]:
    """Where the gap ends and its answers; -1 when it does not end."""
    answers: list[str] = []
    begin = at = start
    while at < min(len(text), start + MAX_GAP_CHARACTERS):
        sign = text[at]
        if sign == "\\":
            at += 1
        elif sign in "~}":
            answers.append(text[begin:at].strip())
            begin = at + 1
        if sign == "}":
            return at + 1, tuple(one for one in answers if one)
        at += 1
    return -1, ()


def _gap(source: _Source, number: int, plain: Plain) -> Words | Options | Numbers:
    word = source.word
    if word in NUMBER_WORDS:
        return Numbers(answers=tuple(_numbers(source, plain)))
    marked = tuple(_marked(piece, plain) for piece in source.pieces)
    if word in TYPED_WORDS or word in EXACT_WORDS:
        return Words(answers=marked, exact=word in EXACT_WORDS)
    if word in MENU_WORDS:
        return Options(options=marked)
    if word in SEVERAL_WORDS:
        raise Refused("gap-boxes", number=str(number))
    raise Refused("gap-type", number=str(number), type=word[:20])


def _pieces(piece: str) -> tuple[Fraction, str, str]:
    """What an answer earns, its text and its feedback; a `#` behind `&` belongs to a character's number."""
    earned = Fraction(1) if piece.startswith("=") else Fraction(0)
    weight, rest = weight_of(piece.removeprefix("="))
    text, _, feedback = _cut(rest)
    return earned if weight is None else weight, text, feedback


def _cut(text: str) -> tuple[str, str, str]:
    match = re.search(r"(?<![\\&])#", text)
    return (text[: match.start()], "#", text[match.end() :]) if match else (text, "", "")


def _marked(piece: str, plain: Plain) -> Marked:
    fraction, text, feedback = _pieces(piece)
    return Marked(text=_read(text, plain), fraction=fraction, feedback=_read(feedback, plain))


def _numbers(source: _Source, plain: Plain) -> list[NumberAnswer]:
    answers = []
    for piece in source.pieces:
        fraction, text, feedback = _pieces(piece)
        value = _read(text, plain)
        if value == "*":
            continue
        low, dots, high = value.partition("..")
        number, _, tolerance = value.partition(":")
        key = range_of(low, high) if dots else key_of(number, tolerance)
        answers.append(NumberAnswer(key=key, fraction=fraction, feedback=_read(feedback, plain)))
    return answers


def _read(text: str, plain: Plain) -> str:
    return plain(_ESCAPED.sub(r"\1", text))


def cloze_text(question: Cloze) -> str:
    """The text of a cloze question with its gaps as Moodle writes them."""
    pieces, at = [], 0
    weight = gap_weight(question)
    text = question.text
    for _, mark, blank in question.marked_blanks:
        start = text.index(mark)
        pieces += [_hidden(text[at:start]), f"{{{weight}:{_written(blank, question.exact)}}}"]
        at = start + len(mark)
    return "".join([*pieces, _hidden(text[at:])])


def gap_weight(question: Cloze) -> int:
    """What every gap weighs: Moodle knows whole numbers only."""
    return max(1, round(question.points / len(question.blanks)))


def _hidden(text: str) -> str:
    return OPENING.sub(lambda match: f"&#123;{match[0][1:]}", text)


def _written(blank: Blank, exact: bool) -> str:
    if blank.number is not None:
        low, high = blank.number.bounds
        target = (low + high) / 2 if blank.number.target is None else blank.number.target
        return f"NUMERICAL:={plain_number(target)}:{plain_number(high - target)}"
    if blank.options:
        signs = ("=" if text in blank.right else "" for text in blank.options)
        answers = (f"{sign}{_quoted(text)}" for sign, text in zip(signs, blank.options, strict=True))
        return "MULTICHOICE:" + "~".join(answers)
    word = "SHORTANSWER_C" if exact else "SHORTANSWER"
    return f"{word}:" + "~".join(f"={_quoted(text.replace('*', STAR))}" for text in blank.right)


def _quoted(text: str) -> str:
    return _SIGNS.sub(lambda match: f"&#{ord(match[0])};", text).replace(STAR, "\\*")
