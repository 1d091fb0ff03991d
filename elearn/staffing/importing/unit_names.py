"""Finding the unit that a list of staff means: by code, by name, or by the path of names down to it. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from elearn.staffing.importing.present import KnownUnit

_BETWEEN = re.compile(r"\s*(?:>|/|\u203a|\u00bb)\s*")


class UnitNames:
    """Units by what people call them."""

    def __init__(self, units: Mapping[str, KnownUnit]) -> None:
        self._units = units
        self._codes = {code.casefold(): code for code in units}
        self._names: dict[str, list[str]] = defaultdict(list)
        for unit in units.values():
            self._names[_plain(unit.name)].append(unit.code)
        self._known: dict[str, list[str]] = {}

    def found(self, text: str) -> list[str]:
        """The codes of the units that may be meant: one, none, or several of the same name."""
        if text not in self._known:
            self._known[text] = self._found(text)
        return self._known[text]

    def _found(self, text: str) -> list[str]:
        if text in self._units:
            return [text]
        code = self._codes.get(text.casefold())
        if code is not None:
            return [code]
        whole = self._names.get(_plain(text))
        if whole:
            return list(whole)
        *above, own = (_plain(part) for part in _BETWEEN.split(text))
        return [code for code in self._names.get(own, ()) if above and self._is_below(code, above)]

    def _is_below(self, code: str, names: list[str]) -> bool:
        """Whether the units above this one carry these names, in this order (others may stand between)."""
        wanted = list(reversed(names))
        for unit in self._above(code):
            if wanted and _plain(unit.name) == wanted[0]:
                wanted.pop(0)
        return not wanted

    def _above(self, code: str) -> Iterable[KnownUnit]:
        seen = {code}
        at = self._units[code].parent
        while at is not None and at in self._units and at not in seen:
            seen.add(at)
            yield self._units[at]
            at = self._units[at].parent


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
