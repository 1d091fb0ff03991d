"""An item of QTI while it is read, and what reading it gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from elearn.exchange.draft import Key
from elearn.exchange.qti.bodies import Bodies
from elearn.exchange.qti.declarations import Declaration
from elearn.exchange.qti.judging import Judge, Responses, Said
from elearn.exchange.qti.tree import Node


@dataclass(frozen=True, kw_only=True)
class Subject:
    """An item while it is read."""

    item: Node
    bodies: Bodies
    declarations: Mapping[str, Declaration]
    judge: Judge
    said: list[Said]

    def declaration(self, interaction: Node) -> Declaration:
        """The response of an interaction; an empty one when the item declares none."""
        ident = interaction.get("responseIdentifier")
        return self.declarations.get(ident) or Declaration(
            ident=ident, cardinality="single", base_type="identifier"
        )


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Text and key of a question, and answers to try: a right one, wrong ones, and one for each option or
    known answer by its number.
    """

    text: str
    key: Key
    points: Fraction = Fraction(0)
    right: Responses = field(default_factory=dict)
    wrong: tuple[Responses, ...] = ()
    own: Mapping[str, Responses] = field(default_factory=dict)
    shuffle: bool = True
    partial_credit: bool | None = None
