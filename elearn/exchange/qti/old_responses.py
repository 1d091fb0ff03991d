"""The response types of QTI 1.2 as keys of drafts."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from elearn.content.questions.number_key import NumberKey
from elearn.content.questions.parted import MAX_PARTS
from elearn.content.questions.true_false import is_true_false
from elearn.exchange.draft import Marked, NumberAnswer, Numbers, Opinion, Options, Order, Words, Writing
from elearn.exchange.foreign_numbers import number_of
from elearn.exchange.notes import Refused, note
from elearn.exchange.qti.conditions import wanted
from elearn.exchange.qti.judging import Responses, fraction_of, sorted_feedback
from elearn.exchange.qti.old_parts import old_gaps, old_pairs
from elearn.exchange.qti.old_subject import RESPONSES, OldSubject, question_text
from elearn.exchange.qti.subject import Reading
from elearn.exchange.qti.texts import NOBODY_SAYS
from elearn.exchange.qti.tree import Node

__all__ = ["RESPONSES", "OldSubject", "old_reading"]


def old_reading(subject: OldSubject) -> Reading:
    """Text and key of the question.

    Raises:
        Refused: no response, one that ours cannot say, or several that do not belong together.
    """
    responses = subject.responses
    if not responses:
        raise Refused("information")
    if len(responses) > MAX_PARTS:
        raise Refused("many-parts", limit=str(MAX_PARTS))
    if any(one.tag == "response_xy" for one in responses) or _has_drawing(subject):
        raise Refused("qti-kind", kind=responses[0].tag.removeprefix("response_"))
    if responses[0].tag == "response_grp" or (len(responses) > 1 and _is_matching(subject)):
        return old_pairs(subject)
    if len(responses) > 1 or subject.kind in (
        "fill_in_multiple_blanks_question",
        "multiple_dropdowns_question",
    ):
        return old_gaps(subject, typed_key)
    if responses[0].tag == "response_lid":
        return _of_choices(responses[0], subject)
    return _of_text(responses[0], subject)


def _has_drawing(subject: OldSubject) -> bool:
    return any(True for _ in subject.presentation.within("render_hotspot", "render_slider"))


def _is_matching(subject: OldSubject) -> bool:
    is_named = "match" in subject.kind.lower() or "categorization" in subject.kind
    in_text = ("multiple_dropdowns_question", "fill_in_multiple_blanks_question")
    return is_named or (
        subject.kind not in in_text and all(one.tag == "response_lid" for one in subject.responses)
    )


def _of_choices(response: Node, subject: OldSubject) -> Reading:
    labels = list(response.within("response_label"))
    idents = [one.get("ident") for one in labels]
    texts = [subject.bodies.material(one) for one in labels]
    ident, cardinality = response.get("ident"), response.get("rcardinality").lower()
    text = question_text(subject, {})
    if cardinality == "ordered" or subject.kind == "ordering_question":
        return _order(subject, text, ident, dict(zip(idents, texts, strict=True)))
    own = {str(at): {ident: (one,)} for at, one in enumerate(idents)}
    if not any(one.all("setvar") for one in subject.conditions.all()):
        subject.bodies.notes.append(note("qti-survey"))
        opinions = tuple(Marked(text=one, fraction=Fraction(0)) for one in texts)
        return Reading(text=text, key=Opinion(options=opinions), points=Fraction(1), own=own)
    renderer = response.child("render_choice")
    is_shuffled = renderer is None or renderer.get("shuffle").lower() != "no"
    read = _several if cardinality == "multiple" else _single
    return read(subject, text, texts, idents, own, is_shuffled or is_true_false(texts))


def _single(
    subject: OldSubject,
    text: str,
    texts: list[str],
    idents: list[str],
    own: Mapping[str, Responses],
    shuffle: bool,
) -> Reading:
    scores = [subject.judge(one).score for one in own.values()]
    best = max(scores, default=Fraction(0))
    marked = tuple(
        Marked(text=one, fraction=fraction_of(score, best)) for one, score in zip(texts, scores, strict=True)
    )
    right = [at for at, score in enumerate(scores) if best > 0 and score == best]
    wrong = tuple(own[str(at)] for at in range(len(idents)) if at not in right)
    whole = own[str(right[0])] if right else {}
    return Reading(
        text=text,
        key=Options(options=marked),
        points=best,
        right=whole,
        wrong=wrong,
        own=own,
        shuffle=shuffle,
    )


def _several(
    subject: OldSubject,
    text: str,
    texts: list[str],
    idents: list[str],
    own: Mapping[str, Responses],
    shuffle: bool,
) -> Reading:
    ident = next(iter(next(iter(own.values()), {"": ()})))
    right, full = _best_set(subject, ident, idents, own)
    wrong = [one for one in idents if one not in right]
    is_partial = len(right) > 1 and any(subject.judge({ident: (one,)}).score > 0 for one in right)
    costs = {one for one in wrong if subject.judge({ident: (*right, one)}).score < full}
    share = Fraction(1, len(right) or 1)
    marked = tuple(
        Marked(text=one, fraction=share if key in right else -share if key in costs else Fraction(0))
        for one, key in zip(texts, idents, strict=True)
    )
    return Reading(
        text=text,
        key=Options(options=marked, several=True),
        points=full,
        right={ident: right},
        wrong=({ident: tuple(wrong)},),
        own=own,
        shuffle=shuffle,
        partial_credit=is_partial,
    )


def _best_set(
    subject: OldSubject, ident: str, idents: list[str], own: Mapping[str, Responses]
) -> tuple[tuple[str, ...], Fraction]:
    """The options to click: the set that some condition asks for, or all that earn something alone."""
    asked = [wanted(test, ident) for one in subject.conditions.all() if (test := one.child("conditionvar"))]
    asked.append([key for key, one in zip(idents, own.values(), strict=True) if subject.judge(one).score > 0])
    sets = dict.fromkeys(tuple(key for key in idents if key in one) for one in map(frozenset, asked))
    scored = [(subject.judge({ident: one}).score, len(one), one) for one in sets if one]
    best = max(scored, key=lambda one: (one[0], -one[1]), default=(Fraction(0), 0, ()))
    return (best[2], best[0]) if best[0] > 0 else ((), Fraction(0))


def _order(subject: OldSubject, text: str, ident: str, texts: Mapping[str, str]) -> Reading:
    for one in subject.conditions.all():
        test = one.child("conditionvar")
        keys = tuple(wanted(test, ident)) if test is not None and one.all("setvar") else ()
        if sorted(keys) == sorted(texts):
            right = {ident: keys}
            points = subject.judge(right).score
            items = tuple(texts[key] for key in keys)
            return Reading(text=text, key=Order(items=items), points=points, right=right, wrong=({},))
    raise Refused("qti-order")


def _of_text(response: Node, subject: OldSubject) -> Reading:
    ident = response.get("ident")
    text = question_text(subject, {})
    is_essay = "essay" in subject.kind.lower() or "short response" in subject.kind.lower()
    has_key = any(wanted(one) for one in subject.conditions.all()) or _has_bounds(subject, ident)
    if is_essay or not has_key:
        if not is_essay:
            subject.bodies.notes.append(note("qti-essay"))
        return Reading(text=text, key=Writing())
    key, own = typed_key(response, subject)
    whole: Responses = {ident: (next((one for one, part in own.items() if part >= 1), ""),)}
    known = {str(at): {ident: (one,)} for at, one in enumerate(own)}
    wrong = ({ident: (NOBODY_SAYS if isinstance(key, Words) else "98765432109876",)},)
    sorts = sorted_feedback(subject.said, subject.judge, whole, wrong, known)
    points = subject.judge(whole).score
    if isinstance(key, Words):
        answers = tuple(
            Marked(text=one.text, fraction=one.fraction, feedback=sorts.own.get(str(at), ""))
            for at, one in enumerate(key.answers)
        )
        key = Words(answers=answers, exact=key.exact)
    else:
        key = Numbers(
            answers=tuple(
                NumberAnswer(key=one.key, fraction=one.fraction, feedback=sorts.own.get(str(at), ""))
                for at, one in enumerate(key.answers)
            )
        )
    return Reading(text=text, key=key, points=points, right=whole, wrong=wrong, own=known)


def _has_bounds(subject: OldSubject, ident: str) -> bool:
    bounds = ("vargte", "vargt", "varlte", "varlt")
    parts = (part for one in subject.conditions.all() for part in one.within(*bounds))
    return any(one.get("respident") == ident for one in parts)


def typed_key(response: Node, subject: OldSubject) -> tuple[Words | Numbers, dict[str, Fraction]]:
    """The known answers to a text or number, and what each earns.

    Raises:
        Refused: a number that is none.
    """
    ident = response.get("ident")
    renderer = response.child("render_fib")
    fibtype = renderer.get("fibtype").lower() if renderer else ""
    is_number = response.tag == "response_num" or fibtype in ("integer", "decimal", "scientific")
    tests = [
        test for one in subject.conditions.all() if one.all("setvar") and (test := one.child("conditionvar"))
    ]
    if is_number or "numer" in subject.kind.lower() or _has_bounds(subject, ident):
        keys = [key for test in tests for key in _number_keys(test, ident)]
        own = {f"{key.bounds[0] if key.target is None else key.target:f}": Fraction(1) for key in keys}
        earning = {text: subject.judge({ident: (text,)}).score for text in own}
        best = max(earning.values(), default=Fraction(0))
        answers = tuple(
            NumberAnswer(key=key, fraction=fraction_of(earning[text], best))
            for key in dict.fromkeys(keys)
            if (text := f"{key.bounds[0] if key.target is None else key.target:f}")
        )
        return Numbers(answers=answers), own
    known = list(dict.fromkeys(text for test in tests for text in wanted(test, ident) if text))
    scores = {one: subject.judge({ident: (one,)}).score for one in known[:200]}
    best = max(scores.values(), default=Fraction(0))
    own = {one: fraction_of(score, best) for one, score in scores.items()}
    exact = any(one.get("case").lower() == "yes" for test in tests for one in test.within("varequal"))
    return Words(
        answers=tuple(Marked(text=one.replace("*", "\\*"), fraction=part) for one, part in own.items()),
        exact=exact,
    ), own


def _number_keys(test: Node, ident: str) -> list[NumberKey]:
    """The numbers of one condition: bounds first, for systems round the key itself."""
    targets = [number_of(text) for text in wanted(test, ident)]
    groups = [test, *test.within("and", "or")]
    bounds = [pair for group in groups if (pair := _bounds(group, ident))]
    if not bounds:
        return [NumberKey(target=one) for one in targets]
    if len(bounds) == 1 and len(targets) == 1 and sum(bounds[0]) == 2 * targets[0]:
        return [NumberKey(target=targets[0], tolerance=bounds[0][1] - targets[0])]
    return [
        NumberKey(target=low) if low == high else NumberKey(low=min(low, high), high=max(low, high))
        for low, high in bounds
    ]


def _bounds(group: Node, ident: str) -> tuple[Decimal, Decimal] | None:
    lows = [one for one in group.children if one.tag in ("vargte", "vargt") and one.get("respident") == ident]
    highs = [
        one for one in group.children if one.tag in ("varlte", "varlt") and one.get("respident") == ident
    ]
    return (number_of(lows[0].text), number_of(highs[0].text)) if lows and highs else None
