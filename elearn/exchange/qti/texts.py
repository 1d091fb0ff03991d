"""Interactions inside a text: words and numbers to type, and menus; alone in an item or as gaps of a text."""

import re
from decimal import Decimal
from fractions import Fraction

from elearn.content.questions.number_key import NumberKey
from elearn.content.questions.parted import MAX_PARTS
from elearn.exchange.draft import Gaps, Marked, NumberAnswer, Numbers, Options, Words, gap_mark
from elearn.exchange.foreign_numbers import UNIT_SHAPE, number_of
from elearn.exchange.notes import Refused, note
from elearn.exchange.plain_text import one_line
from elearn.exchange.qti.declarations import NUMERIC, Declaration
from elearn.exchange.qti.expressions import tolerances
from elearn.exchange.qti.judging import Responses, fraction_of, sorted_feedback
from elearn.exchange.qti.subject import Reading, Subject
from elearn.exchange.qti.tree import Node

NOBODY_SAYS = "\N{REPLACEMENT CHARACTER}elearn"
_UNIT = re.compile(r"\s*(?:<span>)?\s*(?P<unit>[^\n<]{1,31})\s*")
_MOST_ANSWERS = 200


def lone_entry(interaction: Node, subject: Subject, text: str) -> Reading:
    """The question of the only words or number to type; in the middle of a sentence it becomes a gap."""
    declared = subject.declaration(interaction)
    before, _, after = text.partition(gap_mark(1))
    key, own = _typed(declared, subject)
    right = next((one for one, part in own.items() if part >= 1), None)
    paragraph = before.rpartition("\n\n")[2] or (before if "\n\n" not in before else "")
    unit = _UNIT.fullmatch(after) if isinstance(key, Numbers) and not after.startswith("\n") else None
    is_apart = not paragraph.strip() and not after.partition("\n\n")[0].strip()
    known = {str(at): {declared.ident: (one,)} for at, one in enumerate(own)}
    whole: Responses = {declared.ident: (right,)} if right is not None else {}
    wrong = ({declared.ident: (_far(key),)},)
    points = subject.judge(whole).score or Fraction(1)
    sorts = sorted_feedback(subject.said, subject.judge, whole, wrong, known)
    is_plain = not sorts.own and all(part in (0, 1) for part in own.values())
    if not is_apart and not (unit and not paragraph.strip()):
        if is_plain:
            return Reading(text="", key=Gaps(text=text, gaps=(key,)), points=points, right=whole, wrong=wrong)
        text, unit = f"{before}\\_\\_\\_\\_{after}", None
    else:
        text = before.rstrip() + ("" if unit else f"\n\n{after.strip()}")
    if isinstance(key, Words):
        said = tuple(
            Marked(text=one.text, fraction=one.fraction, feedback=sorts.own.get(str(at), ""))
            for at, one in enumerate(key.answers)
        )
        kept = Words(answers=said, exact=key.exact)
        return Reading(text=text.strip("\n"), key=kept, points=points, right=whole, wrong=wrong, own=known)
    answers = tuple(_with_unit(one, unit, sorts.own.get(str(at), "")) for at, one in enumerate(key.answers))
    return Reading(
        text=text.strip("\n"),
        key=Numbers(answers=answers),
        points=points,
        right=whole,
        wrong=wrong,
        own=known,
    )


def _with_unit(answer: NumberAnswer, match: re.Match[str] | None, feedback: str) -> NumberAnswer:
    unit = one_line(match["unit"]) if match else ""
    key = answer.key
    if unit and UNIT_SHAPE.fullmatch(unit):
        key = NumberKey(
            target=key.target,
            tolerance=key.tolerance,
            is_relative=key.is_relative,
            low=key.low,
            high=key.high,
            unit=unit,
        )
    return NumberAnswer(key=key, fraction=answer.fraction, feedback=feedback)


def gap_reading(interactions: list[Node], subject: Subject, text: str) -> Reading:
    """The cloze question of several places to type or choose in."""
    if len(interactions) > MAX_PARTS:
        raise Refused("many-parts", limit=str(MAX_PARTS))
    gaps: list[Words | Options | Numbers] = []
    right: dict[str, tuple[str, ...]] = {}
    for one in interactions:
        declared = subject.declaration(one)
        if declared.ident in right:
            raise Refused("qti-several", count=str(len(interactions)))
        gap, answer = (
            _menu(one, declared, subject) if one.tag.startswith("inline") else _entry(declared, subject)
        )
        gaps.append(gap)
        right[declared.ident] = (answer,)
    marks = re.findall(f"{gap_mark(0)[0]}\\d+{gap_mark(0)[-1]}", text)
    if marks != [gap_mark(at) for at in range(1, len(gaps) + 1)]:
        raise Refused("no-gaps")
    scores = [subject.judge({ident: answer}).score for ident, answer in right.items()]
    full = subject.judge(right).score
    if len(scores) > 1 and any(scores) and max(scores) - min(scores) > abs(full) / 100:
        subject.bodies.notes.append(note("qti-weights"))
    return Reading(
        text="",
        key=Gaps(text=text, gaps=tuple(gaps)),
        points=full,
        right=right,
        wrong=({},),
        partial_credit=None if any(scores) else False,
    )


def _menu(interaction: Node, declared: Declaration, subject: Subject) -> tuple[Options, str]:
    words = {one.get("identifier"): subject.bodies.plain(one) for one in interaction.within("inlineChoice")}
    mapped = [entry.key for entry in declared.entries if entry.value > 0]
    best = max((entry.value for entry in declared.entries), default=Fraction(0))
    right = set(declared.correct) or {
        entry.key for entry in declared.entries if entry.value == best and mapped
    }
    options = tuple(Marked(text=word, fraction=Fraction(ident in right)) for ident, word in words.items())
    return Options(options=options), next(iter(sorted(right)), "")


def _entry(declared: Declaration, subject: Subject) -> tuple[Words | Numbers, str]:
    key, own = _typed(declared, subject)
    return key, next((one for one, part in own.items() if part >= 1), "")


def _typed(declared: Declaration, subject: Subject) -> tuple[Words | Numbers, dict[str, Fraction]]:
    """The known answers and what each earns; `*` in a text is a star."""
    if declared.base_type in NUMERIC:
        keys = _number_keys(declared, subject.item)
        own = {_sample(key): Fraction(1) for key in keys}
        return Numbers(answers=tuple(NumberAnswer(key=key, fraction=Fraction(1)) for key in keys)), own
    known, exact = _known_texts(declared, subject.item)
    if len(known) > _MOST_ANSWERS:
        raise Refused("many-parts", limit=str(_MOST_ANSWERS))
    scores = {one: subject.judge({declared.ident: (one,)}).score for one in known}
    best = max(scores.values(), default=Fraction(0))
    if best <= 0:
        earning = {entry.key for entry in declared.entries if entry.value > 0} or set(declared.correct)
        scores = {one: Fraction(one in earning) for one in known}
        best = Fraction(1)
    own = {one: fraction_of(score, best) for one, score in scores.items()}
    answers = tuple(Marked(text=one.replace("*", "\\*"), fraction=part) for one, part in own.items())
    return Words(answers=answers, exact=exact), own


def _known_texts(declared: Declaration, item: Node) -> tuple[list[str], bool]:
    """Every text that mapping, key and rules compare with, and whether upper and lower case count there."""
    texts = [*(entry.key for entry in declared.entries), *declared.correct]
    exact = any(entry.exact for entry in declared.entries)
    rules = item.child("responseProcessing")
    for rule in rules.within("stringMatch", "match", "equal") if rules else ():
        values = [one.text.strip() for one in rule.all("baseValue")]
        if any(one.get("identifier") == declared.ident for one in rule.all("variable")) and values:
            texts += values
            exact = exact or (rule.get("caseSensitive").lower() == "true" and not declared.entries)
    return list(dict.fromkeys(text for text in texts if text.strip())), exact


def _number_keys(declared: Declaration, item: Node) -> list[NumberKey]:
    """The numbers that count as right: of the rules where they compare, else of mapping and key."""
    rules = item.child("responseProcessing")
    keys: list[NumberKey] = []
    if rules is not None:
        equals = [one for one in rules.within("equal") if _names(one, declared.ident)]
        keys = [key for one in equals if (key := _equal_key(one, declared))]
        keys = keys or _range_keys(rules, declared.ident)
    if not keys:
        best = max((entry.value for entry in declared.entries), default=Fraction(0))
        mapped = [entry.key for entry in declared.entries if entry.value == best > 0]
        keys = [NumberKey(target=number_of(one)) for one in dict.fromkeys(declared.correct or mapped)]
    return list(dict.fromkeys(keys))


def _names(rule: Node, ident: str) -> bool:
    return any(one.get("identifier") == ident for one in rule.all("variable"))


def _equal_key(rule: Node, declared: Declaration) -> NumberKey | None:
    base = rule.child("baseValue")
    written = base.text.strip() if base else next(iter(declared.correct), "")
    allowed = tolerances(rule)
    if not written or allowed is None:
        return None
    target = number_of(written)
    below, above = (_decimal(one) for one in allowed)
    is_relative = rule.get("toleranceMode") == "relative"
    if rule.get("toleranceMode") in ("", "exact") or (not below and not above):
        return NumberKey(target=target)
    if below == above:
        return NumberKey(target=target, tolerance=below, is_relative=is_relative)
    if is_relative:
        below, above = abs(target) * below / 100, abs(target) * above / 100
    return NumberKey(low=number_of(f"{target - below:f}"), high=number_of(f"{target + above:f}"))


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def _range_keys(rules: Node, ident: str) -> list[NumberKey]:
    """Ranges: `gte` and `lte` side by side."""
    keys = []
    for group in rules.within("and", "responseIf", "responseElseIf"):
        lows = [one for one in group.children if one.tag in ("gte", "gt") and _names(one, ident)]
        highs = [one for one in group.children if one.tag in ("lte", "lt") and _names(one, ident)]
        if len(lows) == len(highs) == 1:
            low, high = (one[0].child("baseValue") for one in (lows, highs))
            if low is not None and high is not None:
                keys.append(NumberKey(low=number_of(low.text), high=number_of(high.text)))
    if any(key.low is not None and key.high is not None and key.low > key.high for key in keys):
        raise Refused("no-right-answer")
    return keys


def _sample(key: NumberKey) -> str:
    """A number that the key accepts, as QTI writes it."""
    return f"{key.bounds[0] if key.target is None else key.target:f}"


def _far(key: Words | Numbers) -> str:
    """An answer that nobody expects."""
    if isinstance(key, Words):
        return NOBODY_SAYS
    bounds = [bound for answer in key.answers for bound in answer.key.bounds]
    return f"{max(bounds, default=Decimal(0)) + 1_000_003:f}"
