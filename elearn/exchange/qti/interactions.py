"""The interactions of QTI 2.x and 3.0 that stand alone in an item, as keys of drafts."""

import re
from collections.abc import Callable
from fractions import Fraction

from elearn.content.questions.rubric import Criterion, read_rubric
from elearn.content.text import Line
from elearn.exchange.draft import Gaps, Marked, Options, Order, Pairs, Writing, gap_mark
from elearn.exchange.notes import Refused, note
from elearn.exchange.qti.choices import choice
from elearn.exchange.qti.declarations import Declaration
from elearn.exchange.qti.subject import Reading, Subject
from elearn.exchange.qti.tree import Node

_WORDS_CLASS = re.compile(r"\belearn-words-(\d{0,5})-(\d{0,5})(?!\S)")
_QUOTE = re.compile(r"^(?:> ?)+", re.MULTILINE)
_GRADERS = ("scorer", "author", "tutor")
RUBRIC_CLASS = "elearn-rubrik"


def _order(interaction: Node, subject: Subject, text: str) -> Reading:
    declared = subject.declaration(interaction)
    texts = {
        one.get("identifier"): subject.bodies.markdown(one) for one in interaction.within("simpleChoice")
    }
    if not declared.correct:
        raise Refused("no-right")
    if sorted(declared.correct) != sorted(texts):
        raise Refused("qti-order")
    right = {declared.ident: declared.correct}
    return Reading(
        text=text,
        key=Order(items=tuple(texts[one] for one in declared.correct)),
        points=subject.judge(right).score,
        right=right,
        wrong=({declared.ident: declared.correct[::-1]},),
    )


def _match(interaction: Node, subject: Subject, text: str) -> Reading:
    declared = subject.declaration(interaction)
    sets = interaction.all("simpleMatchSet")
    if len(sets) != 2:
        raise Refused("qti-kind", kind="match")
    first, second = (
        {one.get("identifier"): subject.bodies.markdown(one) for one in side.within("simpleAssociableChoice")}
        for side in sets
    )
    known = declared.correct or tuple(entry.key for entry in declared.entries if entry.value > 0)
    chosen = [tuple(one.split()) for one in known]
    pairs = [one if one[0] in first else one[::-1] for one in chosen if len(one) == 2]
    if not pairs:
        raise Refused("no-right")
    if len({left for left, _ in pairs}) < len(pairs):
        first, second, pairs = second, first, [(right, left) for left, right in pairs]
    if len({left for left, _ in pairs}) < len(pairs) or any(
        a not in first or b not in second for a, b in pairs
    ):
        raise Refused("qti-match")
    by_left = dict(pairs)
    if missing := next((ident for ident in first if ident not in by_left), ""):
        raise Refused("pair", pair=first[missing][:60])
    sides = [(side, second[by_left[ident]]) for ident, side in first.items()]
    used = set(by_left.values())
    sides += [("", side) for ident, side in second.items() if ident not in used]
    right = {declared.ident: known}
    return Reading(
        text=text,
        key=Pairs(pairs=tuple(sides)),
        points=subject.judge(right).score,
        right=right,
        wrong=({declared.ident: tuple(f"{a} {b}" for a in first for b in second if by_left[a] != b)[:50]},),
        shuffle=interaction.get("shuffle").lower() in ("true", "1"),
        partial_credit=_part_credit(declared, known, subject),
    )


def _part_credit(declared: Declaration, pairs: tuple[str, ...], subject: Subject) -> bool | None:
    """None (ours pays parts) where one pair alone earns something; unequal weights are told."""
    scores = [subject.judge({declared.ident: (one,)}).score for one in pairs]
    if any(scores) and max(scores) - min(scores) > max(scores) / 100:
        subject.bodies.notes.append(note("qti-weights"))
    return None if any(score > 0 for score in scores) else False


def _gap_match(interaction: Node, subject: Subject, text: str) -> Reading:
    declared = subject.declaration(interaction)
    if any(True for _ in interaction.within("gapImg")):
        raise Refused("qti-kind", kind="gapImg")
    words = {one.get("identifier"): subject.bodies.plain(one) for one in interaction.all("gapText")}
    gaps = [one.get("identifier") for one in interaction.within("gap")]
    known = declared.correct or tuple(entry.key for entry in declared.entries if entry.value > 0)
    right = {one.split()[-1]: one.split()[0] for one in known if len(one.split()) == 2}
    if len(right) < len(known) or set(right) != set(gaps) or not set(right.values()) <= set(words):
        raise Refused("qti-match")
    places = {ident: gap_mark(at) for at, ident in enumerate(gaps, start=1)}
    held = subject.bodies.markdown(
        interaction,
        lambda one: (
            places[one.get("identifier")]
            if one.tag == "gap"
            else ""
            if one.tag in ("gapText", "prompt")
            else None
        ),
    )
    held = _QUOTE.sub("", held)
    options = [
        Options(
            options=tuple(
                Marked(text=word, fraction=Fraction(ident == right[gap])) for ident, word in words.items()
            )
        )
        for gap in gaps
    ]
    whole = {declared.ident: known}
    return Reading(
        text="",
        key=Gaps(text="\n\n".join(part for part in (text, held) if part.strip()), gaps=tuple(options)),
        points=subject.judge(whole).score,
        right=whole,
        wrong=({},),
        partial_credit=_part_credit(declared, known, subject),
    )


def _essay(interaction: Node, subject: Subject, text: str) -> Reading:
    declared = subject.declaration(interaction)
    least, most = None, None
    if match := _WORDS_CLASS.search(interaction.get("class")):
        least, most = (int(one) if one else None for one in match.groups())
    rubric: tuple[Criterion, ...] = ()
    samples = ["\n\n".join(declared.correct)] if declared.correct else []
    for block in subject.item.within("rubricBlock"):
        if set(block.get("view").split()) & set(_GRADERS):
            written = subject.bodies.markdown(block)
            own = _criteria(written) if RUBRIC_CLASS in block.get("class") else ()
            rubric = rubric or own
            samples += [] if own else [written]
    key = Writing(
        min_words=least,
        max_words=most,
        rubric=rubric,
        sample_answer="\n\n".join(one for one in samples if one),
    )
    return Reading(text=text, key=key)


def _criteria(written: str) -> tuple[Criterion, ...]:
    """A rubric as our format writes it; nothing when it is another text."""
    lines = [Line(at, text) for at, text in enumerate(f"Rubrik:\n\n{written}".split("\n"), start=1)]
    reading = read_rubric("", lines)
    return () if reading.problems else reading.criteria


READERS: dict[str, Callable[[Node, Subject, str], Reading]] = {
    "choiceInteraction": choice,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "gapMatchInteraction": _gap_match,
    "extendedTextInteraction": _essay,
}
