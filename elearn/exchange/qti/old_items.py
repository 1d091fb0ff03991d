"""Items of QTI 1.2 as drafts."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from elearn.exchange.draft import Draft, Key, Opinion, Options
from elearn.exchange.notes import Item, Refused, Verdict, note
from elearn.exchange.plain_text import one_line
from elearn.exchange.qti.bodies import Bodies
from elearn.exchange.qti.conditions import Conditions
from elearn.exchange.qti.declarations import number
from elearn.exchange.qti.judging import Judged, Responses, Said, UnreadableRules, sorted_feedback
from elearn.exchange.qti.old_responses import RESPONSES, OldSubject, old_reading
from elearn.exchange.qti.subject import Reading
from elearn.exchange.qti.tree import Node

_POINT_FIELDS = ("points_possible", "qmd_absolutescore_max", "qmd_weighting", "cc_weighting")
_TYPE_FIELDS = ("question_type", "bbmd_questiontype", "qmd_itemtype", "cc_profile")
_PERCENT = 100
_FRACTION_OF_A_POINT = Decimal("0.0001")
_REFUSED_TYPES = ("calculated_question", "file_upload_question", "hot_spot_question", "formula_question")


def read_old_item(item: Node, bodies: Bodies, category: str = "") -> Draft | Item:
    """The question that an item makes, or why it cannot come in."""
    fields = _fields(item)
    kind = next((fields[name] for name in _TYPE_FIELDS if fields.get(name)), "")
    try:
        return _draft(item, kind, fields, bodies, category)
    except Refused as refused:
        return Item(
            line=item.line,
            id=item.get("ident")[:120],
            title=one_line(item.get("title"))[:80],
            kind=kind[:40] or "item",
            verdict=Verdict.REFUSED,
            notes=(refused.note,),
        )


def _draft(item: Node, kind: str, fields: Mapping[str, str], bodies: Bodies, category: str) -> Draft:
    presentation = item.child("presentation")
    if presentation is None:
        raise Refused("information")
    if kind in _REFUSED_TYPES:
        raise Refused("qti-kind", kind=kind.removesuffix("_question"))
    subject = _subject(item, presentation, kind, bodies)
    reading = old_reading(subject)
    sorts = sorted_feedback(subject.said, subject.judge, reading.right, reading.wrong, reading.own)
    solutions, hints = _aside(item, bodies)
    if sorts.lost:
        bodies.notes.append(note("qti-feedback", count=str(sorts.lost)))
    return Draft(
        line=item.line,
        name=_name(item),
        text=reading.text,
        key=_with_feedback(reading.key, sorts.own),
        fingerprint=item.fingerprint(),
        source_id=item.get("ident")[:200],
        category=category,
        points=_points(fields, subject, reading),
        shuffle=reading.shuffle,
        partial_credit=reading.partial_credit,
        hints=hints,
        explanation="\n\n".join(part for part in (sorts.explanation, *solutions) if part),
        when_right=sorts.when_right,
        when_wrong=sorts.when_wrong,
        when_partial=sorts.when_partial,
        notes=tuple(bodies.notes),
    )


def _name(item: Node) -> str:
    """The title; Canvas calls every question "Question" and means nothing by it."""
    title = one_line(item.get("title"))
    return "" if title.lower() in ("question", "soal") else title


def _fields(item: Node) -> dict[str, str]:
    """The metadata, in both forms that systems use."""
    found: dict[str, str] = {}
    for one in item.within("qtimetadatafield"):
        label, entry = one.child("fieldlabel"), one.child("fieldentry")
        if label is not None and entry is not None:
            found.setdefault(label.text.strip().lower(), entry.text.strip())
    for metadata in item.all("itemmetadata"):
        for one in metadata.children:
            if not one.children:
                found.setdefault(one.tag.lower(), one.text.strip())
    return found


def _subject(item: Node, presentation: Node, kind: str, bodies: Bodies) -> OldSubject:
    feedback = [
        one for one in item.all("itemfeedback") if one.child("solution") is None and one.child("hint") is None
    ]
    responses = list(presentation.within(*RESPONSES))
    several = frozenset(
        one.get("ident")
        for one in responses
        if one.tag in ("response_lid", "response_grp")
        and one.get("rcardinality").lower() in ("multiple", "ordered")
    )
    conditions = Conditions(item, [one.get("ident") for one in feedback], several)

    def judge(given: Responses) -> Judged:
        try:
            return conditions.judge(given)
        except UnreadableRules:
            raise Refused("qti-rules") from None

    said = [Said(one.get("ident"), bodies.material(one)) for one in feedback]
    return OldSubject(
        item=item,
        presentation=presentation,
        responses=responses,
        kind=kind,
        bodies=bodies,
        conditions=conditions,
        judge=judge,
        said=said,
    )


def _aside(item: Node, bodies: Bodies) -> tuple[list[str], tuple[str, ...]]:
    solutions = [bodies.material(one) for one in item.within("solution")]
    hints = [bodies.material(one) for one in item.within("hint")]
    return solutions, tuple(hint for hint in hints if hint)


def _with_feedback(key: Key, own: Mapping[str, str]) -> Key:
    if not isinstance(key, Options | Opinion):
        return key
    options = tuple(replace(one, feedback=own.get(str(at), "")) for at, one in enumerate(key.options))
    return replace(key, options=options)


def _points(fields: Mapping[str, str], subject: OldSubject, reading: Reading) -> Decimal:
    """As the metadata says; else the best score, where that is not a percentage."""
    said = next((score for name in _POINT_FIELDS if (score := number(fields.get(name, "")))), None)
    best = reading.points if reading.points not in (0, _PERCENT) else Fraction(1)
    if not reading.points and (declared := subject.conditions.declared_most()) and declared != _PERCENT:
        best = declared
    score = best if said is None else said
    return (Decimal(score.numerator) / Decimal(score.denominator)).quantize(
        _FRACTION_OF_A_POINT
    ).normalize() + 0
