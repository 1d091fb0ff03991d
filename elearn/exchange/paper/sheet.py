"""A quiz on paper: what stands on the exam and on its key, as values that the HTML and the PDF print."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from html import escape
from string import ascii_uppercase

from elearn.content.numbers import written
from elearn.content.questions.choices import Choice, ChoiceQuestion
from elearn.content.questions.cloze import Cloze
from elearn.content.questions.cloze_text import Blank
from elearn.content.questions.contract import Question, dealt
from elearn.content.questions.essay import Essay
from elearn.content.questions.matching import Matching
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.number import Number
from elearn.content.questions.ordering import Ordering
from elearn.content.questions.rubric import Criterion
from elearn.content.questions.short_text import ShortText
from elearn.content.questions.survey import Survey
from elearn.content.quiz import Quiz, QuizSection

HtmlOf = Callable[[str], str]
"""Gives the safe HTML of a Markdown text of the quiz."""

ESSAY_LINES = 12
WORDS_PER_LINE = 10
MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class Prose:
    """A piece of HTML."""

    html: str


@dataclass(frozen=True, slots=True)
class Boxes:
    """Options to tick: letter and HTML."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Rows with a short line in front, for a letter or a number to write."""

    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bank:
    """A word bank: letter and HTML."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Empty lines to write on; `unit` stands behind a short single one."""

    count: int
    unit: str = ""


Block = Prose | Boxes | Places | Bank | Lines


@dataclass(frozen=True, kw_only=True)
class PaperQuestion:
    """One question: what is asked, what is to fill in, and what the key says."""

    number: int
    question: Question
    heading: str
    section: str
    asked: tuple[Block, ...]
    key: tuple[Prose, ...]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """The exam and its key; `form` is empty where questions and options stand as in the file."""

    title: str
    form: str
    minutes: int | None
    points: Decimal
    introduction: str
    questions: tuple[PaperQuestion, ...]
    not_drawn: tuple[Question, ...]


def paper_of(quiz: Quiz, html_of: HtmlOf, seed: int | None = None) -> Paper:
    """The paper. With a seed questions are drawn and options shuffled by it, as the quiz says; without, every
    active question stands in the order of the file.
    """
    asked = _asked(quiz, seed)
    shuffle = seed is not None and quiz.shuffle_options
    questions = tuple(
        _question(number, section, quiz.settled(one), html_of, seed or 0, shuffle)
        for number, (section, one) in enumerate(asked, start=1)
    )
    chosen = {question.code for _, question in asked}
    return Paper(
        title=quiz.title,
        form=form_name(seed),
        minutes=int(quiz.time_limit.total_seconds() // 60) if quiz.time_limit else None,
        points=sum((one.points for _, one in asked), Decimal(0)),
        introduction=html_of(quiz.introduction) if quiz.introduction else "",
        questions=questions,
        not_drawn=tuple(one for one in quiz.active_questions if one.code not in chosen),
    )


def form_name(seed: int | None) -> str:
    """How a form is called: A for seed 1 to Z for 26, else its number; empty without a seed."""
    if seed is None:
        return ""
    return ascii_uppercase[seed - 1] if 1 <= seed <= len(ascii_uppercase) else str(seed)


def _asked(quiz: Quiz, seed: int | None) -> list[tuple[QuizSection, Question]]:
    rows = [(section, one) for section in quiz.sections for one in _of_section(quiz, section, seed)]
    if seed is None:
        return rows
    if quiz.draw is not None and not any(section.draw for section in quiz.sections):
        kept = _dealt([one for _, one in rows], seed, quiz.code)[: quiz.draw]
        rows = [(section, one) for section, one in rows if one.code in kept]
    return rows


def _of_section(quiz: Quiz, section: QuizSection, seed: int | None) -> list[Question]:
    questions = list(section.active_questions)
    if seed is None:
        return questions
    order = _dealt(questions, seed, f"{quiz.code}:{section.title}")
    kept = order[: section.draw] if section.draw is not None else order
    if quiz.shuffle_questions and section.shuffle:
        by_code = {one.code: one for one in questions}
        return [by_code[code] for code in kept]
    return [one for one in questions if one.code in kept]


def _dealt(questions: list[Question], seed: int, salt: str) -> list[str]:
    return dealt((one.code for one in questions), seed, salt)


def _question(
    number: int, section: QuizSection, question: Question, html_of: HtmlOf, seed: int, shuffle: bool
) -> PaperQuestion:
    writer = _Writer(question, html_of, seed, shuffle)
    asked: list[Block] = [Prose(html_of(question.stem))] if question.stem else []
    key = [*writer.key()]
    if question.explanation:
        key.append(Prose(html_of(question.explanation)))
    return PaperQuestion(
        number=number,
        question=question,
        heading=html_of(question.title),
        section=section.title,
        asked=(*asked, *writer.asked()),
        key=tuple(key),
    )


@dataclass(frozen=True)
class _Writer:
    """One question's part to fill in, and its key."""

    question: Question
    html_of: HtmlOf
    seed: int
    shuffle: bool

    def asked(self) -> Iterator[Block]:
        """The blocks below the stem."""
        question = self.question
        match question:
            case MultipleChoice():
                yield Prose("<p><em>Pilih semua yang benar.</em></p>")
                yield Boxes(self._letters())
            case ChoiceQuestion():
                yield Boxes(self._letters())
            case Number():
                yield Lines(1, question.key.unit or " ")
            case Matching():
                yield Places(tuple(self.html_of(pair.left) for pair in question.pairs))
                yield Bank(self._letters())
            case Ordering():
                yield Prose("<p><em>Tulis nomor urutnya.</em></p>")
                yield Places(tuple(html for _, html in self._letters()))
            case Cloze():
                yield from self._gaps(question)
            case Essay():
                yield from self._essay(question)
            case _:
                yield Lines(1)

    def key(self) -> Iterator[Prose]:
        """What is right."""
        question = self.question
        match question:
            case Survey():
                yield _line("Tanpa kunci: survei.")
            case ChoiceQuestion():
                yield _line("; ".join(self._choice(choice) for choice in question.choices if choice.credit))
            case ShortText():
                yield _line("; ".join(_answers(question)))
            case Number():
                yield _line(escape(question.key.written()))
            case Matching():
                letters = {text: letter for letter, text in self._letter_texts()}
                pairs = enumerate(question.pairs, start=1)
                yield _line(", ".join(f"{number}–{letters[pair.right]}" for number, pair in pairs))
            case Ordering():
                places = {text: place for place, text in enumerate(question.items, start=1)}
                yield _line(", ".join(str(places[text]) for _, text in self._letter_texts()))
            case Cloze():
                gaps = ((key, _right(blank)) for key, _, blank in question.marked_blanks)
                yield _line("; ".join(f"({key}) {escape(right)}" for key, right in gaps))
            case Essay():
                yield from self._guide(question)

    def _letter_texts(self) -> list[tuple[str, str]]:
        order = self.question.option_order(self.seed, self.shuffle)
        return [(_letter(at), self.question.option_text(one)) for at, one in enumerate(order)]

    def _letters(self) -> tuple[tuple[str, str], ...]:
        return tuple((letter, self.html_of(text)) for letter, text in self._letter_texts())

    def _choice(self, choice: Choice) -> str:
        letter = next(letter for letter, text in self._letter_texts() if text == choice.text)
        part = "" if choice.credit == 1 else _percent(choice.credit)
        return f"<b>{letter}</b>{part}"

    def _gaps(self, question: Cloze) -> Iterator[Block]:
        html = self.html_of(question.text)
        menus = []
        for key, mark, blank in question.marked_blanks:
            unit = f" {escape(blank.number.unit)}" if blank.number and blank.number.unit else ""
            html = html.replace(mark, f"<b>({key})</b> ____________{unit}")
            if blank.options:
                texts = " &nbsp; ".join(f"[&nbsp;&nbsp;] {escape(text)}" for _, text in blank.choices)
                menus.append(f"<p><b>({key})</b> {texts}</p>")
        yield Prose(html)
        if menus:
            yield Prose("".join(menus))

    def _essay(self, question: Essay) -> Iterator[Block]:
        least, most = question.min_words, question.max_words
        if least and most:
            yield Prose(f"<p><em>Tulis {least} sampai {most} kata.</em></p>")
        elif least or most:
            bound = f"paling sedikit {least}" if least else f"paling banyak {most}"
            yield Prose(f"<p><em>Tulis {bound} kata.</em></p>")
        if question.rubric:
            rows = "".join(f"<li>{self._criterion(one)}</li>" for one in question.rubric)
            yield Prose(f"<p><em>Yang dinilai:</em></p><ul>{rows}</ul>")
        wanted = -(-(most or least or 0) // WORDS_PER_LINE) or ESSAY_LINES
        yield Lines(min(MOST_LINES, max(ESSAY_LINES // 2, wanted)))

    def _criterion(self, criterion: Criterion) -> str:
        return f"{self.html_of(criterion.text)} ({points_words(criterion.points)})"

    def _guide(self, question: Essay) -> Iterator[Prose]:
        yield _line("Dinilai oleh penilai.")
        for criterion in question.rubric:
            levels = "".join(
                f"<li>{written(level.points)}: {self.html_of(level.text)}</li>" for level in criterion.levels
            )
            yield Prose(f"<p>{self._criterion(criterion)}</p>" + (f"<ul>{levels}</ul>" if levels else ""))
        if question.sample_answer:
            yield Prose(f"<p><b>Contoh jawaban:</b></p>{self.html_of(question.sample_answer)}")


def points_words(points: Decimal) -> str:
    """`2 poin`, with a decimal comma."""
    return f"{written(points)} poin"


def _letter(at: int) -> str:
    letters = len(ascii_uppercase)
    return ascii_uppercase[at] if at < letters else f"{ascii_uppercase[at // letters - 1]}{at % letters + 1}"


def _line(html: str) -> Prose:
    return Prose(f"<p>{html}</p>")


def _right(blank: Blank) -> str:
    return blank.number.written() if blank.number is not None else " | ".join(blank.right)


def _answers(question: ShortText) -> Iterator[str]:
    for answer in question.answers:
        if answer.credit:
            part = "" if answer.credit == 1 else _percent(answer.credit)
            yield escape(" | ".join(answer.alternatives)) + part


def _percent(credit: Fraction) -> str:
    return f" ({written(Decimal(round(float(credit * 100), 2)))}%)"
