"""Words of obligations that pages and messages share."""

from __future__ import annotations

from flask_babel import LazyString, gettext, lazy_gettext

from elearn.obligations.asking import ShiftFault, ShiftRefused
from elearn.obligations.rules import MANDATORY, RECOMMENDED, ExemptReason
from elearn.web.formats import long_date

LEVELS: dict[str, LazyString] = {
    MANDATORY: lazy_gettext("Wajib"),
    RECOMMENDED: lazy_gettext("Dianjurkan"),
}
REASONS: dict[str, LazyString] = {
    ExemptReason.LEAVE: lazy_gettext("Cuti"),
    ExemptReason.STUDY: lazy_gettext("Tugas belajar"),
    ExemptReason.DUTY: lazy_gettext("Tugas luar"),
    ExemptReason.MOVED: lazy_gettext("Pindah"),
    ExemptReason.NO_DEVICE: lazy_gettext("Tanpa perangkat atau jaringan"),
    ExemptReason.OTHER: lazy_gettext("Lainnya"),
}
FAULTS: dict[ShiftFault, LazyString] = {
    ShiftFault.PAST: lazy_gettext("Tenggat baru sudah lewat. Pilih hari ini atau hari sesudahnya."),
    ShiftFault.NOT_OPEN: lazy_gettext("Kewajiban ini tidak sedang berjalan."),
    ShiftFault.NOT_LATER: lazy_gettext("Pilih tanggal sesudah hari ini dan sesudah tenggat yang sekarang."),
    ShiftFault.USED_UP: lazy_gettext("Kesempatan menggeser sendiri sudah habis. Mintalah perpanjangan."),
    ShiftFault.WAITS: lazy_gettext("Permintaan Anda sebelumnya belum dijawab."),
}


def fault_words(refused: ShiftRefused) -> str:
    """Why a date could not become what was asked for."""
    if refused.fault is ShiftFault.TOO_FAR:
        return str(
            gettext(
                "Anda boleh menggeser paling jauh sampai %(date)s. Untuk lebih lama, mintalah perpanjangan.",
                date=long_date(refused.latest),
            )
        )
    return str(FAULTS[refused.fault])
