"""Hypothesis strategies: questions of every kind, with texts that try to look like something else."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from elearn.content.questions.choices import Choice, same_option
from elearn.content.questions.cloze import Cloze
from elearn.content.questions.cloze_text import Blank, mark_of_blank
from elearn.content.questions.contract import Difficulty, Question, QuestionStatus, Reference
from elearn.content.questions.essay import MAX_WORDS, Criterion, Essay, Level
from elearn.content.questions.matching import Matching, Pair
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.number import Number
from elearn.content.questions.number_key import NumberKey
from elearn.content.questions.ordering import Ordering
from elearn.content.questions.short_text import KnownAnswer, ShortText, comparable
from elearn.content.questions.single_choice import SingleChoice
from elearn.content.questions.survey import Survey
from elearn.content.questions.true_false import TrueFalse, is_true_false

TRICKY = (
    "SPBE data e-KTP 12:30 0123 1.10 ya no = ~ # { } :: https://a.go.id/b?c=d&e **tebal** `kode` [x] a|b "
    "% @ (a) é 漢字 مرحبا “kutip” – naskah _dinas_ $x^2$ \\(y\\) &amp; <b> ![g](x.png) [[95]] -> Kode: benar"
)
WORDS = st.sampled_from(TRICKY.split())
LINE = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
SAFE_LINE = LINE.map(lambda line: f"Teks {line}")
"""A line that no reading can take for structure."""
PARAGRAPHS = st.lists(SAFE_LINE, min_size=1, max_size=3).map("\n\n".join)
FEEDBACK = st.one_of(st.just(""), SAFE_LINE, PARAGRAPHS)
OPTION = st.one_of(SAFE_LINE, LINE.map(lambda line: f"{line} akhir"), st.just("Semua jawaban di atas benar"))
CODE = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?", fullmatch=True)
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=3).map(
    lambda number: abs(number) if number == 0 else number
)
SIZES = st.decimals(min_value=0, max_value=10**6, allow_nan=False, places=2)
PERCENTS = st.integers(min_value=1, max_value=99).map(lambda percent: Fraction(percent, 100))

COMMON = st.fixed_dictionaries(
    {
        "code": CODE,
        "title": SAFE_LINE,
        "stem": st.one_of(st.just(""), PARAGRAPHS),
        "points": st.sampled_from([Decimal(1), Decimal("2.5"), Decimal(10)]),
        "tags": st.lists(st.sampled_from(["istilah", "dasar", "loket"]), unique=True, max_size=2).map(tuple),
        "difficulty": st.one_of(st.none(), st.sampled_from(Difficulty)),
        "shuffle": st.booleans(),
        "partial_credit": st.sampled_from([None, True, False]),
        "reference": st.one_of(
            st.none(), st.builds(Reference, course=st.one_of(st.none(), CODE), module=CODE, section=CODE)
        ),
        "status": st.sampled_from(QuestionStatus),
        "hints": st.lists(SAFE_LINE, max_size=2).map(tuple),
        "explanation": FEEDBACK,
        "when_right": FEEDBACK,
        "when_wrong": FEEDBACK,
        "when_partial": FEEDBACK,
    }
)


def _leaks(text: str) -> bool:
    return "[benar]" in text or "(benar)" in text


TEXTS = st.lists(
    OPTION.filter(lambda text: not _leaks(text)), min_size=2, max_size=6, unique_by=same_option
).filter(lambda texts: not is_true_false(texts))


@st.composite
def single_choices(draw: st.DrawFn) -> Question:
    """One right option, others perhaps partly right."""
    texts = draw(TEXTS)
    right = draw(st.integers(0, len(texts) - 1))
    earned = [
        Fraction(1) if at == right else draw(st.one_of(st.just(Fraction(0)), PERCENTS))
        for at in range(len(texts))
    ]
    choices = tuple(
        Choice(text=text, credit=credit, feedback=draw(FEEDBACK))
        for text, credit in zip(texts, earned, strict=True)
    )
    return SingleChoice(**draw(COMMON), choices=choices)


@st.composite
def multiple_choices(draw: st.DrawFn) -> Question:
    """At least one right option."""
    texts = draw(TEXTS)
    right = draw(st.sets(st.integers(0, len(texts) - 1), min_size=1))
    choices = tuple(
        Choice(text=text, credit=Fraction(at in right), feedback=draw(FEEDBACK))
        for at, text in enumerate(texts)
    )
    return MultipleChoice(**draw(COMMON), choices=choices)


@st.composite
def true_falses(draw: st.DrawFn) -> Question:
    """Benar and Salah in any order."""
    words = draw(st.sampled_from([("Benar", "Salah"), ("Salah", "Benar"), ("Ya", "Tidak")]))
    right = draw(st.integers(0, 1))
    choices = tuple(
        Choice(text=word, credit=Fraction(at == right), feedback=draw(FEEDBACK))
        for at, word in enumerate(words)
    )
    return TrueFalse(**draw(COMMON), choices=choices)


@st.composite
def short_texts(draw: st.DrawFn) -> Question:
    """Answers with alternatives, the first with full marks."""
    exact = draw(st.booleans())
    texts = draw(
        st.lists(LINE, min_size=1, max_size=5, unique_by=lambda text: comparable(text, exact)).filter(
            lambda texts: all(comparable(text, exact) and not _leaks(text) for text in texts)
        )
    )
    cut = draw(st.integers(1, len(texts)))
    answers = [KnownAnswer(alternatives=tuple(texts[:cut]), feedback=draw(FEEDBACK))]
    answers += [
        KnownAnswer(
            alternatives=(text,),
            credit=draw(st.one_of(st.just(Fraction(0)), PERCENTS)),
            feedback=draw(FEEDBACK),
        )
        for text in texts[cut:]
    ]
    return ShortText(**draw(COMMON), answers=tuple(answers), exact=exact)


@st.composite
def numbers(draw: st.DrawFn) -> Question:
    """A target with tolerance, or a range."""
    unit = draw(st.sampled_from(["", "persen", "%", "hari kerja", "°C", "km"]))
    if draw(st.booleans()):
        low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
        return Number(**draw(COMMON), key=NumberKey(low=low, high=high, unit=unit))
    relative = draw(st.booleans()) and unit != "%"
    tolerance = draw(SIZES)
    key = NumberKey(
        target=draw(NUMBERS), tolerance=tolerance, is_relative=relative and tolerance > 0, unit=unit
    )
    return Number(**draw(COMMON), key=key)


def numberings() -> st.SearchStrategy[NumberKey]:
    """A key of its own, as a blank may have."""
    return st.builds(
        NumberKey, target=NUMBERS, tolerance=SIZES, unit=st.sampled_from(["", "%", "hari kerja"])
    )


SIDE = st.one_of(
    SAFE_LINE,
    LINE.map(lambda line: f"{line} akhir").filter(lambda line: not line.startswith("[x]")),
    st.lists(SAFE_LINE, min_size=2, max_size=2).map("\n".join),
)
"""An item of a list; one that begins with a box would be a box."""


@st.composite
def matchings(draw: st.DrawFn) -> Question:
    """Pairs, perhaps with a right side shared, and distractors."""
    lefts = draw(st.lists(SIDE, min_size=2, max_size=5, unique_by=same_option))
    rights = draw(
        st.lists(SIDE.filter(lambda text: "\n" not in text), min_size=2, max_size=7, unique_by=same_option)
    )
    chosen = [rights[0], *(draw(st.sampled_from(rights)) for _ in lefts[1:])]
    left_over = tuple(text for text in rights if text not in chosen)
    distractors = left_over if len(set(chosen)) < 2 else draw(st.sampled_from([(), left_over]))
    pairs = tuple(Pair(left=left, right=right) for left, right in zip(lefts, chosen, strict=True))
    return Matching(**draw(COMMON), pairs=pairs, distractors=distractors)


@st.composite
def orderings(draw: st.DrawFn) -> Question:
    """Two items or more."""
    return Ordering(
        **draw(COMMON), items=tuple(draw(st.lists(SIDE, min_size=2, max_size=12, unique_by=same_option)))
    )


@st.composite
def blanks(draw: st.DrawFn, exact: bool) -> Blank:
    """To type, to choose, or a number."""
    what = draw(st.sampled_from(["typed", "menu", "number"]))
    if what == "number":
        return Blank(number=draw(numberings()))
    if what == "menu":
        texts = draw(st.lists(SAFE_LINE, min_size=2, max_size=4, unique_by=same_option))
        return Blank(options=tuple(texts), right=(draw(st.sampled_from(texts)),))
    typed = st.lists(LINE, min_size=1, max_size=3, unique_by=lambda text: comparable(text, exact)).filter(
        lambda texts: all(comparable(text, exact) for text in texts)
    )
    return Blank(right=tuple(draw(typed)))


NOT_BLANKS = "SPBE 12:30 **tebal** `kode` `[[x]]` \\[\\[x\\]\\] a|b é 漢字 – & -> [x] (a) 50% ! ~ #"
PLAIN = st.lists(st.sampled_from(NOT_BLANKS.split()), min_size=1, max_size=4).map(" ".join)


@st.composite
def clozes(draw: st.DrawFn) -> Question:
    """A text of one or two paragraphs with blanks in it."""
    exact = draw(st.booleans())
    gaps = tuple(draw(st.lists(blanks(exact), min_size=1, max_size=4)))
    pieces = [f"Teks {draw(PLAIN)} {mark_of_blank(number)}" for number in range(1, len(gaps) + 1)]
    text = draw(st.sampled_from([" ", "\n", "\n\n"])).join(pieces) + draw(
        st.sampled_from(["", ".", " akhir"])
    )
    return Cloze(**draw(COMMON), text=text, blanks=gaps, exact=exact)


POINTS = st.sampled_from([Decimal(1), Decimal("2.5"), Decimal(4), Decimal("0.25"), Decimal(10)])


@st.composite
def criteria(draw: st.DrawFn) -> Criterion:
    """What is looked for, perhaps with levels, the highest of them worth all the points."""
    points = draw(POINTS)
    below = draw(st.lists(st.sampled_from([Decimal(0), points / 4, points / 2]), unique=True, max_size=3))
    worth = draw(st.permutations([points, *below])) if draw(st.booleans()) else ()
    levels = tuple(Level(points=one, text=draw(SIDE)) for one in worth)
    return Criterion(text=draw(SIDE), points=points, levels=levels)


@st.composite
def essays(draw: st.DrawFn) -> Question:
    """With and without word range, rubric and sample answer."""
    rubric = tuple(draw(st.lists(criteria(), max_size=4)))
    common = draw(COMMON)
    if rubric:
        common["points"] = sum((one.points for one in rubric), Decimal(0))
    low, high = sorted((draw(st.integers(1, MAX_WORDS)), draw(st.integers(1, MAX_WORDS))))
    return Essay(
        **common,
        min_words=draw(st.sampled_from([None, low])),
        max_words=draw(st.sampled_from([None, high])),
        rubric=rubric,
        sample_answer=draw(FEEDBACK),
    )


@st.composite
def surveys(draw: st.DrawFn) -> Question:
    """Options without a key and without points."""
    choices = tuple(Choice(text=text, feedback=draw(FEEDBACK)) for text in draw(TEXTS))
    return Survey(**{**draw(COMMON), "points": Decimal(0)}, choices=choices)


QUESTIONS = st.one_of(
    single_choices(),
    multiple_choices(),
    true_falses(),
    short_texts(),
    numbers(),
    matchings(),
    orderings(),
    clozes(),
    essays(),
    surveys(),
)
