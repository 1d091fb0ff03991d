"""What a person is told of JP that were just entered: how many count, and how many are above a cap."""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext

from elearn.ledger.rules import Counted, Period
from elearn.web.formats import jp

DAY, MONTH = frozenset({Period.DAY}), frozenset({Period.MONTH})
CAPS = {
    DAY: lazy_gettext("batas harian"),
    MONTH: lazy_gettext("batas bulanan"),
    DAY | MONTH: lazy_gettext("batas harian dan bulanan"),
}


def counted_words(found: Counted) -> str:
    """ "3 JP dihitung hari ini; 1 JP di atas batas harian tidak dihitung."; empty when nothing was earned."""
    if found.over:
        return str(
            gettext(
                "%(jp)s dihitung hari ini; %(over)s di atas %(cap)s tidak dihitung.",
                jp=jp(found.jp),
                over=jp(found.over),
                cap=CAPS[found.periods],
            )
        )
    if found.above:
        return str(
            gettext(
                "%(jp)s tercatat hari ini, %(above)s di antaranya di atas %(cap)s.",
                jp=jp(found.jp),
                above=jp(found.above),
                cap=CAPS[found.periods],
            )
        )
    return str(gettext("%(jp)s tercatat hari ini.", jp=jp(found.jp))) if found.jp else ""
