"""A foreign file in, a quiz file and a loss report out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import NamedTuple

from elearn.content.questions.contract import Question
from elearn.content.quiz_files import read_quiz
from elearn.exchange.aiken.reader import read_aiken
from elearn.exchange.draft import Draft, Reading
from elearn.exchange.gift.reader import read_gift
from elearn.exchange.moodle.reader import read_moodle
from elearn.exchange.notes import Item, LossReport, Note, Refused, UnreadableFile, Verdict, note
from elearn.exchange.package import is_package
from elearn.exchange.pictures import KindOf, PictureBox
from elearn.exchange.plain_text import one_line
from elearn.exchange.qti.reader import is_qti, read_qti
from elearn.exchange.quiz_document import Checked, checked, fits, longer_document, new_document
from elearn.exchange.settling import Settled, settled, with_mark

READERS: dict[str, Callable[[bytes, PictureBox], list[Reading]]] = {
    "gift": read_gift,
    "aiken": read_aiken,
    "moodle-xml": read_moodle,
    "qti": read_qti,
}


@dataclass(frozen=True, kw_only=True)
class Imported:
    """The quiz file (None when nothing came in or it already holds everything), the pictures beside it by
    path, and the report.
    """

    document: str | None
    pictures: dict[str, bytes]
    report: LossReport


class _Entry(NamedTuple):
    """A question of the source on its way: its item, and the checked question when it is new."""

    item: Item
    new: Checked | None = None


def import_questions(
    data: bytes, form: str, *, into: str, source: str, kind_of: KindOf, existing: bytes | None = None
) -> Imported:
    """Read `data` as `form` (a key of `READERS`) for the quiz file at path `into`.

    `existing` is what that file holds: its questions stay as they are, new ones are put behind them.

    Raises:
        UnreadableFile: `data` cannot be read as that format, or `existing` is no quiz without errors.
    """
    present = _present(existing, into)
    box = PictureBox(kind_of)
    entries = _entries(READERS[form](data, box), present, existing or b"")
    new = [entry.new for entry in entries if entry.new is not None]
    document = _document(new, existing, into, source) if new else None
    used = {path: data for path, data in box.kept.items() if document and f"({path})" in document}
    return Imported(
        document=document, pictures=used, report=LossReport(tuple(entry.item for entry in entries))
    )


def form_of(name: str, data: bytes) -> str:
    """The format that a file most likely has, by its content, then by its name."""
    if is_package(data):
        return "qti"
    start = data[:200_000].decode("utf-8-sig", "replace")
    if start.lstrip().startswith("<") and is_qti(start):
        return "qti"
    if start.lstrip().startswith("<") or name.lower().endswith(".xml"):
        return "moodle-xml"
    lines = [line.strip() for line in start.splitlines()]
    if any(line.startswith("ANSWER:") for line in lines) and "{" not in start:
        return "aiken"
    return "gift"


def _present(existing: bytes | None, into: str) -> dict[str, Question]:
    if existing is None:
        return {}
    quiz, problems = read_quiz(existing, into)
    if quiz is None:
        error = next(problem for problem in problems if problem.is_error)
        raise UnreadableFile("existing", line=str(error.place.line), problem=error.message())
    return {question.code: question for question in quiz.questions}


def _entries(readings: Sequence[Reading], present: dict[str, Question], existing: bytes) -> list[_Entry]:
    """What becomes of each question, in the order of the source."""
    done: dict[int, _Entry] = {}
    waiting: dict[int, Settled] = {}
    taken: dict[str, Settled] = {}
    for at, reading in enumerate(readings):
        if isinstance(reading, Item):
            done[at] = _Entry(reading)
            continue
        try:
            one = _named_apart(settled(reading), taken)
        except Refused as refused:
            done[at] = _Entry(_item(reading, "", "", Verdict.REFUSED, (refused.note,)))
            continue
        if one.question.code in present:
            done[at] = _Entry(_settled_item(one, Verdict.IMPORTED, (note("already-there"),)))
        else:
            waiting[at] = one
    done |= zip(waiting, _written(list(waiting.values()), existing), strict=True)
    return [done[at] for at in sorted(done)]


def _written(questions: Sequence[Settled], existing: bytes) -> Iterator[_Entry]:
    """The new questions as long as the quiz file has room for them."""
    size, lines = len(existing), existing.count(b"\n")
    for one in checked(questions):
        size += len(one.text.encode()) + 64
        lines += one.text.count("\n") + 4
        refusal = one.refusal if one.refusal or fits(size, lines) else note("quiz-full")
        if refusal is None:
            yield _Entry(_settled_item(one.settled, Verdict.IMPORTED, one.settled.notes), one)
        else:
            yield _Entry(_settled_item(one.settled, Verdict.REFUSED, (refusal,)))


def _named_apart(one: Settled, taken: dict[str, Settled]) -> Settled:
    """The question under a code that no other of this file has.

    Raises:
        Refused: the very same question stood there before.
    """
    for code in (one.question.code, with_mark(one.question.code, one.draft)):
        first = taken.get(code)
        if first is None:
            named = replace(one, question=replace(one.question, code=code))
            taken[code] = named
            return named
        if first.draft.fingerprint == one.draft.fingerprint:
            break
    raise Refused("twice", line=str(first.draft.line if first else 0))


def _settled_item(one: Settled, verdict: Verdict, notes: tuple[Note, ...]) -> Item:
    return _item(one.draft, one.question.code, one.question.KIND, verdict, notes)


def _item(draft: Draft, code: str, kind: str, verdict: Verdict, notes: tuple[Note, ...]) -> Item:
    return Item(
        line=draft.line,
        id=code or draft.source_id,
        title=one_line(draft.name or draft.text)[:80],
        kind=kind or _KEY_KINDS[type(draft.key).__name__],
        verdict=verdict,
        notes=notes,
    )


_KEY_KINDS = {
    "Options": "single-choice",
    "Statement": "true-false",
    "Words": "short-text",
    "Numbers": "number",
    "Pairs": "matching",
    "Order": "ordering",
    "Gaps": "cloze",
    "Writing": "essay",
    "Opinion": "survey",
}


def _document(new: Sequence[Checked], existing: bytes | None, into: str, source: str) -> str:
    """The file; categories are left out when they would not read back."""
    if existing is not None:
        own = existing.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        candidates = [longer_document(own, new, f"Dari {PurePosixPath(source).stem}")]
        candidates.append(longer_document(own, new, "Soal tambahan"))
    else:
        plain = [replace(one, settled=replace(one.settled, draft=_uncategorised(one))) for one in new]
        candidates = [new_document(into, new), new_document(into, plain)]
    for document in candidates:
        quiz, problems = read_quiz(document.encode(), into)
        wanted = {one.settled.question.code for one in new}
        if quiz is not None and wanted <= {question.code for question in quiz.questions}:
            return document
    error = next((problem for problem in problems if problem.is_error), None)
    raise UnreadableFile("whole", problem=error.message() if error else "")


def _uncategorised(one: Checked) -> Draft:
    return replace(one.settled.draft, category="")
