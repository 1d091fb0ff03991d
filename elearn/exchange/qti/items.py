"""Items of QTI 2.x and 3.0 as drafts."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from elearn.content.codes import is_code
from elearn.exchange.draft import Draft, Key, Opinion, Options, gap_mark
from elearn.exchange.notes import Item, Refused, Verdict, note
from elearn.exchange.plain_text import one_line
from elearn.exchange.qti.bodies import Bodies, inner_html
from elearn.exchange.qti.declarations import declarations_of, number
from elearn.exchange.qti.interactions import READERS
from elearn.exchange.qti.judging import Feedback, Judged, Responses, Said, UnreadableRules, sorted_feedback
from elearn.exchange.qti.processing import Processing
from elearn.exchange.qti.subject import Reading, Subject
from elearn.exchange.qti.texts import gap_reading, lone_entry
from elearn.exchange.qti.tree import Node

KINDS = {
    "choiceInteraction": "single-choice",
    "inlineChoiceInteraction": "cloze",
    "textEntryInteraction": "short-text",
    "orderInteraction": "ordering",
    "matchInteraction": "matching",
    "gapMatchInteraction": "cloze",
    "extendedTextInteraction": "essay",
}
"""Interactions that ours have a word for; others keep QTI's name."""

_TEMPLATES = ("templateDeclaration", "templateProcessing", "printedVariable")
_IN_TEXT = ("textEntryInteraction", "inlineChoiceInteraction")
_ASIDE = ("rubricBlock", "feedbackBlock", "feedbackInline", "stylesheet", "endAttemptInteraction", "prompt")
_GRADERS = ("scorer", "author", "proctor", "tutor", "testConstructor")
_POINT = Decimal("0.0001")


def read_item(item: Node, bodies: Bodies, category: str = "") -> Draft | Item:
    """The question that an item makes, or why it cannot come in."""
    interactions = _interactions(item)
    try:
        return _draft(item, interactions, bodies, category)
    except Refused as refused:
        kind = KINDS.get(interactions[0].tag, interactions[0].tag[:40]) if interactions else "description"
        return Item(
            line=item.line,
            id=item.get("identifier")[:120],
            title=one_line(item.get("title"))[:80],
            kind="cloze" if len(interactions) > 1 else kind,
            verdict=Verdict.REFUSED,
            notes=(refused.note,),
        )


def _interactions(item: Node) -> list[Node]:
    body = item.child("itemBody")
    found = body.within(*_interaction_names(body)) if body else iter(())
    return [one for one in found if one.tag != "endAttemptInteraction"]


def _interaction_names(body: Node) -> set[str]:
    names: set[str] = set()
    stack = [body]
    while stack:
        node = stack.pop()
        stack += node.children
        if node.tag.endswith("Interaction") and len(node.tag) > len("Interaction"):
            names.add(node.tag)
    return names


def _draft(item: Node, interactions: list[Node], bodies: Bodies, category: str) -> Draft:
    body = item.child("itemBody")
    if body is None or not interactions:
        raise Refused("information")
    if item.get("adaptive").lower() == "true" or any(True for _ in item.within(*_TEMPLATES)):
        raise Refused("qti-template")
    subject = _subject(item, bodies)
    reading = _reading(interactions, subject, body)
    sorts = _feedback(subject, reading)
    if sorts.lost:
        bodies.notes.append(note("qti-feedback", count=str(sorts.lost)))
    identifier = item.get("identifier")
    return Draft(
        line=item.line,
        name=one_line(item.get("title")),
        text=reading.text,
        key=_with_feedback(reading.key, sorts),
        fingerprint=item.fingerprint(),
        source_id=identifier[1:] if identifier[:1] == "_" and is_code(identifier[1:]) else identifier[:200],
        category=category,
        points=_points(item, reading),
        shuffle=reading.shuffle,
        partial_credit=reading.partial_credit,
        explanation=sorts.explanation,
        when_right=sorts.when_right,
        when_wrong=sorts.when_wrong,
        when_partial=sorts.when_partial,
        notes=tuple(bodies.notes),
    )


def _subject(item: Node, bodies: Bodies) -> Subject:
    body = item.child("itemBody")
    blocks = list(body.within("feedbackBlock", "feedbackInline")) if body else []
    choices = {id(one) for choice in item.within("simpleChoice") for one in choice.within("feedbackInline")}
    nodes = [*item.all("modalFeedback"), *(one for one in blocks if id(one) not in choices)]
    declarations = declarations_of(item)
    processing = Processing(item, declarations, nodes)
    broken = False

    def judge(responses: Responses) -> Judged:
        nonlocal broken
        if not broken:
            try:
                return processing.judge(responses)
            except UnreadableRules:
                broken = True
                bodies.notes.append(note("qti-rules-lost"))
        try:
            return processing.declared(responses)
        except UnreadableRules:
            return Judged(Fraction(0))

    said = [Said(one.get("identifier"), bodies.markdown(_content(one))) for one in nodes]
    return Subject(item=item, bodies=bodies, declarations=declarations, judge=judge, said=said)


def _content(feedback: Node) -> Node:
    """The text of a feedback; 3.0 and some 2.x exports put it into an element of its own."""
    inner = feedback.child("contentBody")
    return inner if inner is not None and len(feedback.children) == 1 else feedback


def _reading(interactions: list[Node], subject: Subject, body: Node) -> Reading:
    """Text and key of the question."""
    names = {one.tag for one in interactions}
    if names <= set(_IN_TEXT):
        places = {id(one): at for at, one in enumerate(interactions, start=1)}

        def gap(node: Node) -> str | None:
            if id(node) in places:
                return gap_mark(places[id(node)])
            return _stand_in(node)

        text = subject.bodies.markdown(body, gap)
        if len(interactions) == 1 and names == {"textEntryInteraction"}:
            return lone_entry(interactions[0], subject, text)
        return gap_reading(interactions, subject, text)
    if len(interactions) > 1:
        raise Refused("qti-several", count=str(len(interactions)))
    reader = READERS.get(interactions[0].tag)
    if reader is None:
        raise Refused("qti-kind", kind=interactions[0].tag.removesuffix("Interaction")[:40])
    return reader(interactions[0], subject, subject.bodies.markdown(body, _stand_in))


def _stand_in(node: Node) -> str | None:
    """What is no text of the question leaves it; a prompt stays in the place of its interaction."""
    if node.tag.endswith("Interaction"):
        prompt = node.child("prompt")
        return f"<div>{inner_html(prompt)}</div>" if prompt else ""
    if node.tag == "gap":
        return gap_mark(int(node.get("n"))) if node.get("n").isdigit() else ""
    if node.tag == "rubricBlock" and not set(node.get("view").split()) & set(_GRADERS):
        return None
    return "" if node.tag in _ASIDE else None


def _feedback(subject: Subject, reading: Reading) -> Feedback:
    return sorted_feedback(subject.said, subject.judge, reading.right, reading.wrong, reading.own)


def _with_feedback(key: Key, sorts: Feedback) -> Key:
    """The key with what is said of each option; options know their identifiers by their order."""
    if not isinstance(key, Options | Opinion) or not sorts.own:
        return key
    options = tuple(
        replace(
            one, feedback="\n\n".join(part for part in (one.feedback, sorts.own.get(str(at), "")) if part)
        )
        for at, one in enumerate(key.options)
    )
    return replace(key, options=options)


def _points(item: Node, reading: Reading) -> Decimal:
    score = reading.points or _declared_points(item)
    return (Decimal(score.numerator) / Decimal(score.denominator)).quantize(_POINT).normalize() + 0


def _declared_points(item: Node) -> Fraction:
    for outcome in item.all("outcomeDeclaration"):
        default = outcome.child("defaultValue")
        if outcome.get("identifier") == "MAXSCORE" and default and (score := number(default.text)):
            return score
        if outcome.get("identifier") == "SCORE" and (score := number(outcome.get("normalMaximum"))):
            return score
    return Fraction(1)
