"""Every course of the repository, read as a learner reads it: nothing leads nowhere, nothing is left unsaid.

A failure names the file, the line and what to mend.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from elearn.content.minutes import quiz_minutes
from elearn.content.questions.choices import ChoiceQuestion
from elearn.content.questions.contract import Question
from elearn.content.questions.kinds import KINDS
from elearn.content.questions.short_text import ShortText
from elearn.problems import line_form
from tests.catalogue import reading, spelling
from tests.catalogue.drawings import drawing_problems, words_in
from tests.catalogue.reading import COURSES, ROOT, course_of, figures_of, questions_of, reading_of, texts_of

MINUTES_IN_A_JP = 45
MINUTES_TOLERANCE = 0.25
LONGEST_MEAN_SENTENCE = 20
SHORTEST_ALT_WORDS = 3
SHARED_STEMS = 2
KEYS_AT_ONE_PLACE = 0.6
# What the whole catalogue promises.
MODULES, QUESTIONS, FIGURES = 30, 250, 35

every_course = pytest.mark.parametrize("course", COURSES)


def none_of(faults: list[str]) -> None:
    """Fail with all faults at once, one a line."""
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def drawings_of(course: str) -> list[Path]:
    """The drawings of a course, by name."""
    return sorted(path for root in ("modules", "quizzes") for path in (ROOT / root / course).rglob("*.svg"))


def at(question: Question) -> str:
    """Where a question stands."""
    return f"{question.place.path}:{question.place.line}: soal {question.code}"


@every_course
def test_links_anchors_pictures_and_references_of_a_course_lead_somewhere(course: str) -> None:
    none_of([line_form(problem) for problem in reading_of(course).problems])


@every_course
def test_every_question_leads_to_a_section_that_a_learner_can_open(course: str) -> None:
    read = course_of(course)
    sections = {(module.code, one.code) for module in read.published_modules for one in module.sections}

    def leads_there(question: Question) -> bool:
        to = question.reference
        is_elsewhere = to is not None and to.course not in (None, read.code)
        return is_elsewhere or (to is not None and (to.module, to.section) in sections)

    mend = 'tulis "Rujukan: modul#bagian" dengan bagian yang ada di kursus ini'
    none_of([f"{at(one)}: {mend}" for one in questions_of(course) if not leads_there(one)])


@every_course
def test_every_figure_is_there_and_says_what_it_shows(course: str) -> None:
    mend = f"tulis di dalam [...] apa yang terlihat, paling sedikit {SHORTEST_ALT_WORDS} kata"
    faults = [f"{path}: gambarnya tidak ada" for path, _ in figures_of(course) if not (ROOT / path).is_file()]
    faults += [
        f"{path} (ditampilkan pada baris {link.line.number}): {mend}"
        for path, link in figures_of(course)
        if reading.length_of(link.text) < SHORTEST_ALT_WORDS
    ]
    none_of(faults)


@every_course
def test_every_drawing_can_be_read_on_a_small_telephone(course: str) -> None:
    none_of(
        [
            f"{drawing.relative_to(ROOT)}: {problem}"
            for drawing in drawings_of(course)
            for problem in drawing_problems(drawing)
        ]
    )


@every_course
def test_every_drawing_is_shown_somewhere(course: str) -> None:
    shown = {path for path, _ in figures_of(course)}
    drawn = {str(path.relative_to(ROOT)) for path in (ROOT / "modules" / course / "gambar").glob("*.*")}
    none_of([f"{path}: tidak ditampilkan di modul mana pun" for path in sorted(drawn - shown)])


@every_course
def test_a_jp_takes_about_as_long_as_a_jp_should(course: str) -> None:
    faults = []
    for module in course_of(course).modules:
        quiz = reading_of(course).quizzes.get(module.quiz or "")
        quiz_takes = quiz_minutes(quiz.question_count, quiz.time_limit) if quiz else 0
        should, takes = float(module.jp or 0) * MINUTES_IN_A_JP, module.minutes + quiz_takes
        if should and abs(takes - should) > MINUTES_TOLERANCE * should:
            mend = "ringkas" if takes > should else "lengkapi"
            faults.append(
                f"{module.path}: {module.jp} JP = {should:.0f} menit, tetapi bacaan {module.minutes}"
                f" + kuis {quiz_takes} = {takes} menit: {mend} sampai selisihnya paling banyak 25%"
            )
    none_of(faults)


@every_course
def test_sentences_are_short(course: str) -> None:
    """Below twenty words on average in every file; `reading` says how sentences are counted."""
    faults = []
    for path, passages in texts_of(course):
        sentences = [(one, passage.place) for passage in passages for one in reading.sentences_of(passage)]
        lengths = sorted(((reading.length_of(one), place, one) for one, place in sentences), reverse=True)
        mean = sum(length for length, _, _ in lengths) / max(1, len(lengths))
        if mean >= LONGEST_MEAN_SENTENCE:
            faults.append(f"{path}: rata-rata {mean:.1f} kata sekalimat; belah kalimat terpanjang:")
            faults += [f"  {place}: {length} kata: {one}" for length, place, one in lengths[:5]]
    none_of(faults)


@every_course
def test_words_are_indonesian_where_there_is_a_usual_one(course: str) -> None:
    pattern, better = spelling.better_words()
    none_of(
        [
            f'{passage.place}: "{match[0]}": tulis "{better[match[0].casefold()]}"'
            for _, passages in texts_of(course)
            for passage in passages
            for match in pattern.finditer(spelling.own_words(passage.text))
        ]
    )


@every_course
@pytest.mark.skipif(not spelling.has_dictionary(), reason="needs hunspell and hunspell-id")
def test_words_are_spelled_as_in_the_dictionary(course: str) -> None:
    """Words in small letters; names, abbreviations and words in italics are not for a dictionary."""
    places: dict[str, str] = {}
    said = [(one.text, one.place) for _, passages in texts_of(course) for one in passages]
    said += [(words_in(path), str(path.relative_to(ROOT))) for path in drawings_of(course)]
    for text, place in said:
        for word in spelling.plain_words(text):
            places.setdefault(word, place)
    mend = "betulkan ejaannya, atau tambahkan akarnya ke tests/catalogue/istilah.txt"
    none_of([f"{places[word]}: {word}: {mend}" for word in sorted(spelling.unknown_words(places))])


@every_course
def test_every_option_of_every_question_answers_back(course: str) -> None:
    faults = []
    for question in questions_of(course):
        options = []
        if isinstance(question, ChoiceQuestion):
            options = [(one.text, one.feedback) for one in question.choices]
        elif isinstance(question, ShortText):
            foreseen = [one for one in question.answers if one.credit < 1]
            options = [(one.alternatives[0], one.feedback) for one in foreseen]
        mend = 'tulis umpan balik ("> ...") di bawahnya'
        faults += [f'{at(question)}: pilihan "{text}": {mend}' for text, told in options if not told]
    none_of(faults)


@every_course
def test_every_question_is_explained(course: str) -> None:
    mend = 'tulis "> **Pembahasan:** ..." (untuk uraian: "Contoh jawaban")'
    none_of(
        [
            f"{at(one)}: {mend}"
            for one in questions_of(course)
            if not one.explanation and not any(one.grader_texts())
        ]
    )


@every_course
def test_every_objective_is_asked_about(course: str) -> None:
    """It is when one question about its module has two of its words (by their stems), or all it has."""
    read = course_of(course)
    wanted = [(read.path, one, questions_of(course)) for one in read.objectives]
    wanted += [
        (module.path, one, reading.asked_about(module, course))
        for module in read.modules
        for one in module.objectives
    ]
    said = {one.code: spelling.stems_of(reading.all_said_by(one, read)) for one in questions_of(course)}
    none_of(
        [
            f'{path}: tujuan "({objective.domain}) {objective.text}": tanyakan; belum ada soal ber-Rujukan ke'
            f" sini dengan dua di antara kata {', '.join(sorted(stems))}"
            for path, objective, questions in wanted
            if (stems := spelling.stems_of(objective.text))
            and not any(len(stems & said[one.code]) >= min(SHARED_STEMS, len(stems)) for one in questions)
        ]
    )


@every_course
def test_what_is_asked_before_is_not_asked_word_by_word_after(course: str) -> None:
    """An instruction ("Urutkan langkah berikut") may open both, with other answers below it."""
    none_of(
        [
            f"{at(one)}: tulis kasus lain; {other.code} di {before.path} sama"
            for before, after in reading.before_and_after(course)
            for one in after.questions
            for other in before.questions
            if reading.is_same_question(one, other)
        ]
    )


@every_course
def test_keys_stand_now_here_now_there(course: str) -> None:
    faults = []
    for quiz in reading_of(course).quizzes.values():
        single = [one for one in quiz.active_questions if one.KIND == "single-choice"]
        keys = [
            next(number for number, choice in enumerate(one.choices, start=1) if choice.is_right)
            for one in single
            if isinstance(one, ChoiceQuestion)
        ]
        for place, times in Counter(keys).items():
            if len(keys) >= 5 and times > KEYS_AT_ONE_PLACE * len(keys):
                faults.append(
                    f"{quiz.path}: pindahkan beberapa kunci; {times} dari {len(keys)} ada di tempat {place}"
                )
    none_of(faults)


@every_course
def test_every_course_says_where_its_facts_come_from(course: str) -> None:
    """Its page in docs/sumber names every module, and no section that is not there; the index links it."""
    page = ROOT / "docs" / "sumber" / f"{course}.md"
    if not page.is_file():
        pytest.fail(f"docs/sumber/{course}.md: tulis dasar setiap pernyataan kursus ini", pytrace=False)
    text, read = page.read_text(encoding="utf-8"), course_of(course)
    sections = {one.code for module in read.modules for one in module.sections}
    rows = [line for line in text.splitlines() if line.startswith("|")]
    faults = [
        f"docs/sumber/{course}.md: bagian `{code}` tidak ada di kursus ini"
        for row in rows
        for code in re.findall(r"`([a-z0-9-]+)`", row.rstrip("| ").rpartition("|")[2])
        if code not in sections
    ]
    faults += [
        f"docs/sumber/{course}.md: Modul {number} belum punya tabel"
        for number in range(1, len(read.modules) + 1)
        if not re.search(rf"(?m)^#+ Modul {number}\b", text)
    ]
    if f"(sumber/{course}.md)" not in (ROOT / "docs" / "sumber.md").read_text(encoding="utf-8"):
        faults.append(f"docs/sumber.md: tautkan sumber/{course}.md")
    none_of(faults)


def test_the_catalogue_holds_what_it_promises() -> None:
    modules = [module for one in COURSES for module in course_of(one).published_modules]
    quizzes = [quiz for one in COURSES for quiz in reading_of(one).quizzes.values()]
    questions = [question for quiz in quizzes for question in quiz.active_questions]
    figures = {path for one in COURSES for path, _ in figures_of(one)}
    assert len(modules) >= MODULES, f"{len(modules)} modul"
    assert len(questions) >= QUESTIONS, f"{len(questions)} soal"
    assert len(figures) >= FIGURES, f"{len(figures)} gambar"
    assert {one.KIND for one in questions} == set(KINDS)
