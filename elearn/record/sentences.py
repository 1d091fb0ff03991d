"""Words of the record of learning: a year against its target, why something cannot be closed or corrected."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from elearn.ledger.rules import MOST_JP, ClosingFault, CorrectionFault
from elearn.policy.rules import AnnualJp
from elearn.record.simulation import Fault, JobGroup
from elearn.web.formats import number

CLOSING_FAULTS = {
    ClosingFault.NOT_OVER: _("Tahun ini belum berakhir. Hanya tahun yang sudah lewat dapat ditutup."),
    ClosingFault.CLOSED: _("Tahun ini sudah ditutup, dan tidak dibuka lagi."),
    ClosingFault.NO_YEAR: _("Pilih tahunnya."),
}
CORRECTION_FAULTS = {
    CorrectionFault.UNKNOWN: _("Catatan ini tidak dapat dikoreksi."),
    CorrectionFault.NO_REASON: _("Tulis alasannya."),
    CorrectionFault.BELOW_ZERO: _("JP tidak dapat kurang dari nol."),
    CorrectionFault.TOO_MUCH: _("Paling banyak %(most)s JP.", most=MOST_JP),
    CorrectionFault.NOTHING_CHANGES: _("Catatan ini sudah bernilai sekian. Tidak ada yang berubah."),
}
JOB_GROUPS = {
    JobGroup.MANAGERIAL: _("Jabatan manajerial (struktural)"),
    JobGroup.FUNCTIONAL: _("Jabatan fungsional"),
    JobGroup.EXECUTIVE: _("Pelaksana"),
}
SIMULATION_FAULTS = {
    Fault.NO_NUMBER: _("Tulis angka dari 0 sampai 100, misalnya 15 atau 17,5."),
}


def target_words(rule: AnnualJp, jp: Decimal) -> str:
    """A year against what the rules say: "12 dari 20 JP, kurang 8"."""
    if rule.minimum:
        target, lacking = number(rule.minimum.value), rule.lacking(jp)
        if lacking:
            return str(
                gettext(
                    "%(jp)s dari %(target)s JP, kurang %(lacking)s",
                    jp=number(jp),
                    target=target,
                    lacking=number(lacking),
                )
            )
        return str(gettext("%(jp)s JP, target %(target)s JP tercapai", jp=number(jp), target=target))
    if rule.ceiling:
        counted = number(rule.recognised(jp))
        return str(gettext("%(jp)s JP tercatat, %(counted)s JP diakui", jp=number(jp), counted=counted))
    return f"{number(jp)} JP"
