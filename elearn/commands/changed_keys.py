"""Changed keys at the command line: the option `--key`, and what `elearn publish` tells about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from elearn.errors import ElearnError
from elearn.publishing.keys import KeyChange
from elearn.regrading.changes import ChangeKind, QuestionChange
from elearn.regrading.impact import QuestionImpact
from elearn.regrading.rules import KeyRule

RULES = {
    "lama-atau-baru": KeyRule.EITHER,
    "baru": KeyRule.NEW,
    "penuh": KeyRule.FULL,
    "tetap": KeyRule.NONE,
}
_WORDS = {rule: word for word, rule in RULES.items()}
_KINDS = {
    ChangeKind.KEY: "kunci berubah",
    ChangeKind.OPTIONS: "pilihan ditulis ulang",
    ChangeKind.WITHDRAWN: "ditarik",
    ChangeKind.REMOVED: "dihapus",
}


class KeyOptionUnreadable(ElearnError):
    """A value of `--key` that is not KURSUS/KUIS/SOAL=ATURAN."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f'--key "{text}" tidak dapat dibaca.',
            hint=f"Tulis KURSUS/KUIS/SOAL=ATURAN dengan ATURAN salah satu dari {', '.join(RULES)}.",
        )


def key_rules(texts: Iterable[str]) -> dict[str, KeyRule]:
    """The rules of `--key` by `kursus/kuis/soal`; of two for one question the last counts.

    Raises:
        KeyOptionUnreadable: no such form or no such rule.
    """
    rules: dict[str, KeyRule] = {}
    for text in texts:
        name, _, word = text.partition("=")
        if word.strip() not in RULES or name.count("/") != 2:
            raise KeyOptionUnreadable(text)
        rules[name.strip()] = RULES[word.strip()]
    return rules


def data_of(change: KeyChange) -> dict[str, object]:
    """The change as JSON says it."""
    impact = change.impact
    kinds = {one.code: one.kind.value for one in impact.changes.questions}
    counts = {one.code: one for one in impact.questions}
    return {
        "quiz": change.name,
        "attempts": impact.attempts,
        "raised": impact.raised,
        "lowered": impact.lowered,
        "now_pass": impact.now_pass,
        "keep_pass": impact.keep_pass,
        "unreadable": impact.unreadable,
        "needs_note": impact.is_felt,
        "points_changed": list(impact.changes.new_points),
        "pass_mark_changed": impact.changes.is_new_pass_mark,
        "questions": [
            _question_data(code, kinds.get(code), counts.get(code))
            for code in dict.fromkeys((*kinds, *counts))
        ],
    }


def _question_data(code: str, kind: str | None, counts: QuestionImpact | None) -> dict[str, object]:
    data: dict[str, object] = {"kode": code, "change": kind}
    data["rule"] = counts.rule.value if counts else KeyRule.NONE.value
    if counts:
        data |= {"asked": counts.asked, "raised": counts.raised, "lowered": counts.lowered}
        data["incomparable"] = counts.incomparable
    return data


def lines_of(change: KeyChange) -> Iterator[str]:
    """The change for a person to read: the quiz, each question, and what stays as it is."""
    impact = change.impact
    yield (
        f"{change.name}: {impact.attempts} percobaan memuat soal yang dinilai ulang; "
        f"{impact.raised} nilai naik, {impact.lowered} turun. "
        f"{impact.now_pass} orang menjadi lulus; {impact.keep_pass} orang di bawah batas, tetap lulus."
    )
    counts = {one.code: one for one in impact.questions}
    changed = {one.code: one for one in impact.changes.questions}
    for code in dict.fromkeys((*changed, *counts)):
        yield f"  {_question_line(code, changed.get(code), counts.get(code))}"
    if impact.changes.new_points:
        yield f"  poin berubah ({', '.join(impact.changes.new_points)}): hanya untuk percobaan baru."
    if impact.changes.is_new_pass_mark:
        yield "  batas lulus berubah: hanya untuk percobaan baru."
    if impact.unreadable:
        yield f"  {impact.unreadable} percobaan tetap seperti semula: isi kuisnya tidak dapat dibaca lagi."


def _question_line(code: str, change: QuestionChange | None, counts: QuestionImpact | None) -> str:
    kind = f" ({_KINDS[change.kind]})" if change else ""
    if counts is None:
        return f"{code}{kind}: {_WORDS[KeyRule.NONE]}; nilai lama tidak berubah."
    line = f"{code}{kind}: {_WORDS[counts.rule]}; {counts.asked} jawaban, {counts.raised} naik"
    line += f", {counts.lowered} turun"
    lost = f", {counts.incomparable} tidak dapat dibandingkan" if counts.incomparable else ""
    return f"{line}{lost}."
