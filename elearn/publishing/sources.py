"""Which texts of a module or quiz are rendered, each with its place and what it needs of the whole file."""

import hashlib
from collections.abc import Iterator, Mapping

from elearn.content.course import Module
from elearn.content.quiz import Quiz
from elearn.publishing.definitions import with_shared_definitions
from elearn.publishing.texts import Text
from elearn.releases.published import check_marker


def section_texts_of(module: Module) -> tuple[Text, ...]:
    """The sections of a module as texts to render, each with what it needs of the whole file."""
    sources = with_shared_definitions([section.source for section in module.sections])
    return tuple(
        Text(
            source=source,
            path=module.path,
            line_offset=section.line_offset,
            inserts={one.line: check_marker(one.quiz, one.question) for one in section.checks},
            level_shift=1,  # the section's title is the one h1 of its page
        )
        for section, source in zip(module.sections, sources, strict=True)
    )


def quiz_texts_of(quiz: Quiz, banks: Mapping[str, Quiz]) -> Iterator[Text]:
    """Every text of a quiz that a page may show; the questions of a bank stand in the bank's file."""
    files = {bank.path: bank.source.decode("utf-8", "replace") for bank in banks.values()}
    files[quiz.path] = quiz.source.decode("utf-8", "replace")
    for source, path in _sources_of(quiz):
        yield Text(
            source=source,
            path=path,
            line_offset=_line_of(source, files.get(path, "")) - 1,
            is_line="\n" not in source.strip(),
            id_prefix=f"soal-{hashlib.sha256(source.encode()).hexdigest()[:8]}-",
        )


def _sources_of(quiz: Quiz) -> Iterator[tuple[str, str]]:
    if quiz.introduction:
        yield quiz.introduction, quiz.path
    for section in quiz.sections:
        for text in (section.title, section.introduction):
            if text:
                yield text, section.place.path or quiz.path
        for question in section.questions:
            for text in (*question.texts(), *question.grader_texts()):
                yield text, question.place.path or quiz.path


def _line_of(text: str, file: str) -> int:
    """The line of a file where a text begins, as far as it can be found; 1 otherwise."""
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    at = file.find(first)
    return file.count("\n", 0, at) + 1 if first and at >= 0 else 1
