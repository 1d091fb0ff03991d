"""Every course of the repository, read as a learner reads it: nothing leads nowhere, nothing is left unsaid.

A failure names the file, the line and what to mend.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from elearn.content.minutes import quiz_minutes
from elearn.content.questions.choices import ChoiceQuestion
from elearn.content.questions.contract import Question
from elearn.content.questions.kinds import KINDS
from elearn.content.questions.short_text import ShortText
from elearn.problems import line_form
from tests.catalogue import reading

MINUTES_IN_A_JP = 45
MINUTES_TOLERANCE = 0.25
LONGEST_MEAN_SENTENCE = 20
WIDEST_DRAWING = 400
SMALLEST_LETTERS = 14
SHORTEST_ALT_WORDS = 3
SHARED_STEMS = 2
# What the whole catalogue promises.
MODULES, QUESTIONS, FIGURES = 30, 250, 35

every_course = pytest.mark.parametrize("course", reading.COURSES)


def none_of(faults: list[str]) -> None:
    """Fail with all faults at once, one a line."""
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


@every_course
def test_links_anchors_pictures_and_references_of_a_course_lead_somewhere(course: str) -> None:
    none_of([line_form(problem) for problem in reading.reading_of(course).problems])


@every_course
def test_every_question_leads_to_a_section_that_a_learner_can_open(course: str) -> None:
    modules = reading.course_of(course).published_modules
    sections = {(module.code, section.code) for module in modules for section in module.sections}
    none_of(
        [
            f'{one.place.path}:{one.place.line}: soal {one.code}: tulis "Rujukan: modul#bagian" yang ada di kursus ini'
            for one in reading.questions_of(course)
            if one.reference is None
            or one.reference.course in (None, reading.course_of(course).code)
            and (one.reference.module, one.reference.section) not in sections
        ]
    )


@every_course
def test_every_figure_is_there_and_says_what_it_shows(course: str) -> None:
    for path, link in reading.figures_of(course):
        where = f"{path} (baris {link.line.number} berkas yang menampilkannya)"
        assert (reading.ROOT / path).is_file(), f"{where}: gambarnya tidak ada"
        assert reading.length_of(link.text) >= SHORTEST_ALT_WORDS, (
            f"{where}: tulislah di dalam [...] apa yang terlihat, paling sedikit {SHORTEST_ALT_WORDS} kata"
        )


@every_course
def test_every_drawing_can_be_read_on_a_small_telephone(course: str) -> None:
    drawings = sorted((reading.ROOT / "modules" / course).rglob("*.svg"))
    drawings += sorted((reading.ROOT / "quizzes" / course).rglob("*.svg"))
    none_of(
        [
            f"{drawing.relative_to(reading.ROOT)}: {problem}"
            for drawing in drawings
            for problem in reading.drawing_problems(drawing, widest=WIDEST_DRAWING, smallest=SMALLEST_LETTERS)
        ]
    )


@every_course
def test_every_drawing_of_a_course_is_shown_somewhere(course: str) -> None:
    shown = {path for path, _ in reading.figures_of(course)}
    folder = reading.ROOT / "modules" / course / "gambar"
    drawn = {str(path.relative_to(reading.ROOT)) for path in folder.glob("*.*")}
    none_of([f"{path}: tidak ditampilkan di modul mana pun" for path in sorted(drawn - shown)])


@every_course
def test_a_jp_takes_about_as_long_as_a_jp_should(course: str) -> None:
    quizzes = reading.reading_of(course).quizzes
    faults = []
    for module in reading.course_of(course).modules:
        if not module.jp:
            continue
        quiz = quizzes.get(module.quiz or "")
        quiz_takes = quiz_minutes(quiz.question_count, quiz.time_limit) if quiz else 0
        should = float(module.jp) * MINUTES_IN_A_JP
        takes = module.minutes + quiz_takes
        if abs(takes - should) > MINUTES_TOLERANCE * should:
            faults.append(
                f"{module.path}: {module.jp} JP = {should:.0f} menit, tetapi bacaan {module.minutes} + kuis {quiz_takes}"
                f" = {takes} menit; {'ringkas' if takes > should else 'lengkapi'} sampai selisihnya paling banyak 25%"
            )
    none_of(faults)


@every_course
def test_sentences_are_short(course: str) -> None:
    faults = []
    for path, passages in reading.texts_of(course):
        sentences = [(reading.length_of(one), p.place, one) for p in passages for one in reading.sentences_of(p)]
        mean = sum(length for length, _, _ in sentences) / max(1, len(sentences))
        if mean >= LONGEST_MEAN_SENTENCE:
            longest = sorted(sentences, reverse=True)[:5]
            faults.append(f"{path}: rata-rata {mean:.1f} kata sekalimat; belah kalimat terpanjang:")
            faults += [f"  {place}: {length} kata: {one}" for length, place, one in longest]
    none_of(faults)


@every_course
def test_words_are_indonesian_where_indonesian_has_a_usual_one(course: str) -> None:
    pattern, better = reading.better_words()
    none_of(
        [
            f'{passage.place}: "{match[0]}": tulis "{better[match[0].casefold()]}"'
            for _, passages in reading.texts_of(course)
            for passage in passages
            for match in pattern.finditer(reading.own_words(passage.text))
        ]
    )


@every_course
def test_words_are_spelled_as_the_dictionary_spells_them(course: str) -> None:
    """Words in small letters; names, abbreviations and words in italics are no business of a dictionary."""
    places: dict[str, str] = {}
    for _, passages in reading.texts_of(course):
        for passage in passages:
            for word in reading.plain_words(passage.text):
                places.setdefault(word, passage.place)
    none_of(
        [
            f"{places[word]}: {word}: betulkan ejaannya, atau tambahkan akarnya ke tests/catalogue/istilah.txt"
            for word in sorted(reading.unknown_words(places))
        ]
    )


@every_course
def test_every_option_of_every_question_answers_back(course: str) -> None:
    faults = []
    for question in reading.questions_of(course):
        options = []
        if isinstance(question, ChoiceQuestion):
            options = [(one.text, one.feedback) for one in question.choices]
        elif isinstance(question, ShortText) and len(question.answers) > 1:
            options = [(one.alternatives[0], one.feedback) for one in question.answers]
        place = f"{question.place.path}:{question.place.line}"
        faults += [
            f'{place}: soal {question.code}: pilihan "{text}" tanpa umpan balik ("> ..." di bawahnya)'
            for text, feedback in options
            if not feedback
        ]
    none_of(faults)


@every_course
def test_every_question_is_explained(course: str) -> None:
    def explains(question: Question) -> bool:
        return bool(question.explanation or any(question.grader_texts()))

    none_of(
        [
            f'{one.place.path}:{one.place.line}: soal {one.code}: tambahkan "> **Pembahasan:** ..." (uraian: "Contoh jawaban")'
            for one in reading.questions_of(course)
            if not explains(one)
        ]
    )


@every_course
def test_every_objective_is_asked_about(course: str) -> None:
    """An objective counts as asked about when one question has two of its words (by their stems), or all."""
    read = reading.course_of(course)
    quizzes = dict(reading.reading_of(course).quizzes)
    titles = {(module.code, section.code): section.title for module in read.modules for section in module.sections}
    wanted = [(read.path, one, reading.questions_of(course)) for one in read.objectives]
    wanted += [(m.path, one, reading.parts_of(m, quizzes)) for m in read.modules for one in m.objectives]
    asked = {id(one): reading.words_of_question(one, titles) for _, _, questions in wanted for one in questions}
    none_of(
        [
            f'{path}: tujuan "({objective.domain}) {objective.text}" belum ditanyakan: tidak ada soal ber-Rujukan ke sini'
            f" yang memuat dua dari kata-kata {', '.join(sorted(stems))}"
            for path, objective, questions in wanted
            if (stems := reading.stems_of(objective.text))
            and not any(
                len(stems & asked[id(one)]) >= min(SHARED_STEMS, len(stems)) for one in questions
            )
        ]
    )


@every_course
def test_what_is_asked_before_is_not_asked_again_word_by_word_after(course: str) -> None:
    read = reading.course_of(course)
    faults = []
    for before, after in reading.forms_before_and_after(read, dict(reading.reading_of(course).quizzes)):
        known = {" ".join(one.title.casefold().split()): one.code for one in before.questions}
        faults += [
            f"{one.place.path}:{one.place.line}: soal {one.code} berbunyi sama dengan {known[same]} di {before.path}"
            for one in after.questions
            if (same := " ".join(one.title.casefold().split())) in known
        ]
    none_of(faults)


@every_course
def test_right_options_stand_now_here_now_there(course: str) -> None:
    """No place of the key in a quiz can be guessed: of the single choices at most 60 % have it at one place."""
    faults = []
    for quiz in reading.reading_of(course).quizzes.values():
        single = [one for one in quiz.active_questions if one.KIND == "single-choice"]
        at = Counter(
            next(n for n, choice in enumerate(one.choices, start=1) if choice.is_right)
            for one in single
            if isinstance(one, ChoiceQuestion)
        )
        if len(single) >= 5 and (place := at.most_common(1)[0])[1] > 0.6 * len(single):
            faults.append(f"{quiz.path}: kunci {place[1]} dari {len(single)} soal pilihan tunggal di tempat {place[0]}")
    none_of(faults)


def test_the_catalogue_has_what_a_year_of_learning_asks_for() -> None:
    modules = [module for one in reading.COURSES for module in reading.course_of(one).published_modules]
    quizzes = [quiz for one in reading.COURSES for quiz in reading.reading_of(one).quizzes.values()]
    questions = [question for quiz in quizzes for question in quiz.active_questions]
    figures = {path for one in reading.COURSES for path, _ in reading.figures_of(one)}
    assert len(modules) >= MODULES, f"{len(modules)} modul"
    assert len(questions) >= QUESTIONS, f"{len(questions)} soal"
    assert {one.KIND for one in questions} == {kind.KIND for kind in KINDS}
    assert len(figures) >= FIGURES, f"{len(figures)} gambar"


def test_lists_of_words_are_in_order_and_say_nothing_twice() -> None:
    for name in ("istilah.txt", "kata_baku.txt"):
        lines = (Path(reading.HERE) / name).read_text(encoding="utf-8").splitlines()
        words = [line.partition("=")[0].strip() for line in lines if line.strip() and not line.startswith("#")]
        doubled = [word for word, times in Counter(words).items() if times > 1]
        assert not doubled, f"{name}: {doubled}"
