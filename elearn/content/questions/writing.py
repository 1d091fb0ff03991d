"""A question written back in our format."""

from collections.abc import Mapping

from elearn.content.numbers import written
from elearn.content.questions.contract import Question, QuestionStatus, Reference
from elearn.content.questions.shared_fields import DIFFICULTIES, STATUSES, Chosen


def write_question(question: Question) -> str:
    """A question in our format; reading it again gives an equal question."""
    closing = " ##" if question.title.endswith("#") else ""  # else the last # would count as the closing one
    parts = [f"## {question.title}{closing}\n{_meta_line(question)}"]
    parts += [question.stem] if question.stem else []
    parts.append(question.write_answer())
    labelled = [("Petunjuk", hint) for hint in question.hints]
    labelled += [("Pembahasan", question.explanation), ("Jika benar", question.when_right)]
    labelled += [("Jika salah", question.when_wrong), ("Jika sebagian", question.when_partial)]
    parts += [_quote(label, text) for label, text in labelled if text]
    return "\n\n".join(parts) + "\n"


def _meta_line(question: Question) -> str:
    values: dict[str, str] = {"Kode": question.code}
    if question.IS_MARKED and question.points != 1:
        values["Poin"] = written(question.points)
    if question.difficulty:
        values["Tingkat"] = _word(DIFFICULTIES, question.difficulty)
    if question.tags:
        values["Tag"] = ", ".join(question.tags)
    values |= question.meta()
    if not question.shuffle:
        values["Acak"] = "tidak"
    if question.partial_credit is not None:
        values["Nilai-sebagian"] = "ya" if question.partial_credit else "tidak"
    if question.reference:
        values["Rujukan"] = written_reference(question.reference)
    if question.status is not QuestionStatus.ACTIVE:
        values["Status"] = _word(STATUSES, question.status)
    return " | ".join(f"{key}: {value}" for key, value in values.items())


def written_reference(reference: Reference) -> str:
    """`module#section`, with the course in front when it is another one."""
    course = f"{reference.course}/" if reference.course else ""
    return f"{course}{reference.module}#{reference.section}"


def _word(words: Mapping[str, Chosen], code: Chosen) -> str:
    return next(word for word, one in words.items() if one == code)


def _quote(label: str, text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in f"**{label}:** {text}".split("\n"))
