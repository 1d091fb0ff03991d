"""The words of the organisation's page that the screen and its files share."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date
from flask_babel import get_locale, gettext, lazy_gettext

from elearn.organisation.asked import UNKNOWN_KIND
from elearn.organisation.dashboard_page import OWN
from elearn.organisation.rules import Group, What

WHAT = {
    What.PEOPLE: lazy_gettext("Pegawai"),
    What.JP: lazy_gettext("JP pegawai"),
    What.ALL: lazy_gettext("Kewajiban"),
    What.IN_TIME: lazy_gettext("Selesai tepat waktu"),
    What.LATE: lazy_gettext("Selesai terlambat"),
    What.EXEMPT: lazy_gettext("Dikecualikan"),
    What.OPEN: lazy_gettext("Belum selesai"),
    What.OVERDUE: lazy_gettext("Lewat tenggat"),
}
LEVELS = {"mandatory": lazy_gettext("Wajib"), "recommended": lazy_gettext("Anjuran")}


def group_name(group: Group) -> str:
    """The name of a unit, kind or status as a row says it."""
    if group.name:
        return group.name
    if group.key == OWN:
        return str(gettext("Langsung di unit ini"))
    if group.key == UNKNOWN_KIND:
        return str(gettext("Jenis jabatan belum diisi"))
    return str(gettext("Kelompok kecil, digabung"))


def month_name(month: int, year: int, *, short: bool = False) -> str:
    """ "Mar" or "Maret 2026"."""
    return format_date(date(year, month, 1), "LLL" if short else "LLLL y", locale=get_locale())
