"""The choice interaction of QTI 2.x and 3.0 as a key."""

from collections.abc import Mapping
from fractions import Fraction

from elearn.content.questions.true_false import is_true_false
from elearn.exchange.draft import Marked, Opinion, Options
from elearn.exchange.notes import note
from elearn.exchange.qti.bodies import Bodies
from elearn.exchange.qti.declarations import Declaration
from elearn.exchange.qti.judging import Responses, fraction_of
from elearn.exchange.qti.subject import Reading, Subject
from elearn.exchange.qti.tree import Node


def choice(interaction: Node, subject: Subject, text: str) -> Reading:
    """Single or multiple choice, or a survey where nothing is right."""
    nodes = list(interaction.within("simpleChoice"))
    declared = subject.declaration(interaction)
    options = [_option(one, subject.bodies) for one in nodes]
    idents = [one.get("identifier") for one in nodes]
    own = {str(at): {declared.ident: (ident,)} for at, ident in enumerate(idents)}
    several = declared.cardinality == "multiple" and interaction.get("maxChoices") != "1"
    if not declared.correct and not declared.entries and _has_no_rules(subject.item):
        if subject.item.child("responseProcessing") or _is_scored(subject.item):
            subject.bodies.notes.append(note("qti-survey"))
        return Reading(text=text, key=Opinion(options=tuple(options)), points=Fraction(1), own=own)
    shuffle = interaction.get("shuffle").lower() in ("true", "1") or is_true_false(
        one.text for one in options
    )
    read = _several if several else _single
    return read(text, options, idents, declared, subject, own, shuffle)


def _option(node: Node, bodies: Bodies) -> Marked:
    feedback = [bodies.markdown(one) for one in node.within("feedbackInline", "feedbackBlock")]
    text = bodies.markdown(node, lambda one: "" if one.tag.startswith("feedback") else None)
    return Marked(text=text, fraction=Fraction(0), feedback="\n\n".join(one for one in feedback if one))


def _has_no_rules(item: Node) -> bool:
    rules = item.child("responseProcessing")
    return rules is None or not any(
        one.get("identifier") == "SCORE" for one in rules.within("setOutcomeValue")
    )


def _is_scored(item: Node) -> bool:
    return any(one.get("identifier") == "SCORE" for one in item.all("outcomeDeclaration"))


def _single(
    text: str,
    options: list[Marked],
    idents: list[str],
    declared: Declaration,
    subject: Subject,
    own: Mapping[str, Responses],
    shuffle: bool,
) -> Reading:
    scores = [subject.judge(one).score for one in own.values()]
    best = max(scores, default=Fraction(0))
    if best <= 0 and declared.correct:
        scores = [Fraction(ident in declared.correct) for ident in idents]
        best = max(scores, default=Fraction(0))
    marked = [
        Marked(text=one.text, fraction=fraction_of(score, best), feedback=one.feedback)
        for one, score in zip(options, scores, strict=True)
    ]
    right = [at for at, score in enumerate(scores) if best > 0 and score == best]
    return Reading(
        text=text,
        key=Options(options=tuple(marked)),
        points=best,
        right=own[str(right[0])] if right else {},
        wrong=tuple(own[str(at)] for at in range(len(options)) if at not in right),
        own=own,
        shuffle=shuffle,
    )


def _several(
    text: str,
    options: list[Marked],
    idents: list[str],
    declared: Declaration,
    subject: Subject,
    own: Mapping[str, Responses],
    shuffle: bool,
) -> Reading:
    right = _right_idents(idents, declared, subject, own)
    whole = {declared.ident: tuple(right)}
    full = subject.judge(whole).score
    wrong = [ident for ident in idents if ident not in right]
    is_partial = len(right) < 2 and bool(declared.entries)
    if len(right) > 1:
        is_partial = any(subject.judge({declared.ident: (one,)}).score > 0 for one in right)
    costs = {one for one in wrong if subject.judge({declared.ident: (*right, one)}).score < full}
    share = Fraction(1, len(right) or 1)
    marked = [
        Marked(
            text=one.text,
            fraction=share if ident in right else -share if ident in costs else Fraction(0),
            feedback=one.feedback,
        )
        for one, ident in zip(options, idents, strict=True)
    ]
    return Reading(
        text=text,
        key=Options(options=tuple(marked), several=True),
        points=full,
        right=whole,
        wrong=({declared.ident: tuple(wrong)},) if wrong else ({},),
        own=own,
        shuffle=shuffle,
        partial_credit=is_partial,
    )


def _right_idents(
    idents: list[str], declared: Declaration, subject: Subject, own: Mapping[str, Responses]
) -> list[str]:
    """The options to click: as declared, as mapped, or as tried one by one."""
    mapped = {entry.key for entry in declared.entries if entry.value > 0}
    known = mapped or set(declared.correct)
    if not known:
        known = {
            ident for ident, one in zip(idents, own.values(), strict=True) if subject.judge(one).score > 0
        }
    if declared.correct and subject.judge({declared.ident: declared.correct}).score > 0:
        known = set(declared.correct)
    return [ident for ident in idents if ident in known]
