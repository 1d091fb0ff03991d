"""The marking rules of QTI 2.1 that our questions need, as XML."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from elearn.content.questions.contract import Question, option_id
from elearn.content.questions.number_key import NumberKey
from elearn.content.questions.short_text import ShortText
from elearn.exchange.foreign_numbers import plain_number
from elearn.exchange.qti.flow import attribute
from elearn.exchange.qti.judging import OWN

_MILLIONTH = Decimal("0.000001")


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What a kind puts into its item; `own` is feedback by identifier."""

    declarations: list[str]
    body: list[str]
    rules: list[str]
    own: dict[str, str] = field(default_factory=dict)


def own_id(at: int) -> str:
    """The identifier of the feedback on a known answer."""
    return f"{OWN}{at}"


def left_id(text: str) -> str:
    """The identifier of a left side; both sides may say the same."""
    return f"l{option_id(text)}"


def right_id(text: str) -> str:
    """The identifier of a right side."""
    return f"r{option_id(text)}"


def shares(points: Decimal, count: int) -> list[Decimal]:
    """The points in `count` equal parts that add up to them; the last takes the remainder."""
    part = (points / count).quantize(_MILLIONTH, ROUND_DOWN)
    return [*[part] * (count - 1), points - part * (count - 1)]


def mapping(
    rows: Iterable[tuple[str, Fraction | Decimal, bool | None]], lower: str = "", upper: Decimal | None = None
) -> str:
    """What each answer earns; the third value says whether upper and lower case count."""
    bounds = f' lowerBound="{lower}"' if lower else ""
    bounds += f' upperBound="{plain_number(upper)}"' if upper is not None else ""
    entries = []
    for key, value, exact in rows:
        case = "" if exact is None else f' caseSensitive="{"true" if exact else "false"}"'
        entries.append(f'<mapEntry mapKey="{attribute(key)}" mappedValue="{_plain(value)}"{case}/>')
    return f'<mapping{bounds} defaultValue="0">{"".join(entries)}</mapping>'


def _plain(value: Fraction | Decimal) -> str:
    if isinstance(value, Fraction):
        value = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.00000001"))
    return plain_number(value)


def set_value(outcome: str, expression: str) -> str:
    """Set an outcome."""
    return f'<setOutcomeValue identifier="{outcome}">{expression}</setOutcomeValue>'


def base_value(base_type: str, text: str) -> str:
    """A constant."""
    return f'<baseValue baseType="{base_type}">{attribute(text)}</baseValue>'


def when(condition: str, *then: str) -> str:
    """A rule with one branch."""
    return f"<responseCondition><responseIf>{condition}{''.join(then)}</responseIf></responseCondition>"


def score_by_match(points: Decimal) -> str:
    """All points for the correct response, else none."""
    test = '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'
    return when(test, set_value("SCORE", base_value("float", plain_number(points))))


def number_test(response: str, key: NumberKey) -> str:
    """Whether a number is right."""
    given = f'<variable identifier="{response}"/>'
    if key.target is None:
        low, high = (base_value("float", plain_number(bound)) for bound in key.bounds)
        return f"<and><gte>{given}{low}</gte><lte>{given}{high}</lte></and>"
    mode, tolerance = "exact", ""
    if key.tolerance:
        mode = "relative" if key.is_relative else "absolute"
        tolerance = f' tolerance="{plain_number(key.tolerance)} {plain_number(key.tolerance)}"'
    target = base_value("float", plain_number(key.target))
    return f'<equal toleranceMode="{mode}"{tolerance}>{given}{target}</equal>'


def score_by_number(response: str, key: NumberKey, points: str) -> str:
    """All points for a right number."""
    return when(number_test(response, key), set_value("SCORE", base_value("float", points)))


def text_rules(question: ShortText, own: dict[str, str]) -> list[str]:
    """The feedback on each known answer that has some."""
    case = "true" if question.exact else "false"
    rules = []
    for at, one in enumerate(question.answers):
        if own_id(at) in own:
            tests = "".join(
                f'<stringMatch caseSensitive="{case}"><variable identifier="RESPONSE"/>'
                f"{base_value('string', text)}</stringMatch>"
                for text in one.alternatives
            )
            rules.append(
                when(f"<or>{tests}</or>", set_value("FEEDBACK", base_value("identifier", own_id(at))))
            )
    return rules


def closing_rules(question: Question) -> Sequence[str]:
    """Which closing words fit the score."""
    most = base_value("float", plain_number(question.points - _MILLIONTH))
    score = '<variable identifier="SCORE"/>'
    said = {
        name: set_value("CLOSING", base_value("identifier", name))
        for name in ("correct", "partial", "incorrect")
    }
    return [
        "<responseCondition>",
        f"<responseIf><gte>{score}{most}</gte>{said['correct']}</responseIf>",
        f"<responseElseIf><gt>{score}{base_value('float', '0')}</gt>{said['partial']}</responseElseIf>",
        f"<responseElse>{said['incorrect']}</responseElse>",
        "</responseCondition>",
    ]
