"""Words of the practice room: states, who confirms, and what is wrong."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from elearn.practice.rules import Confirming, ReportFault, ReportState, SeenFault

STATES: dict[ReportState, tuple[LazyString, str]] = {
    ReportState.WAITING: (_("Menunggu konfirmasi"), "clock"),
    ReportState.CONFIRMED: (_("Dikonfirmasi"), "check-circle"),
    ReportState.TO_MEND: (_("Perlu perbaikan"), "alert"),
    ReportState.WITHDRAWN: (_("Ditarik kembali"), "minus"),
}
"""Each state with its icon."""
CONFIRMERS: dict[Confirming, LazyString] = {
    Confirming.SUPERVISOR: _("Dikonfirmasi atasan langsung Anda."),
    Confirming.MENTOR: _("Dikonfirmasi mentor atau coach Anda."),
    Confirming.NONE: _("Tidak perlu dikonfirmasi: tercatat begitu Anda melaporkannya."),
}
REPORT_FAULTS: dict[ReportFault, LazyString] = {
    ReportFault.WAITS: _("Laporan Anda yang sebelumnya masih menunggu konfirmasi."),
    ReportFault.DONE: _("Tugas ini sudah dikonfirmasi."),
    ReportFault.FUTURE: _("Tanggal ini belum tiba. Laporkan sesudah tugasnya dikerjakan."),
    ReportFault.TOO_MANY_FILES: _(
        "Paling banyak 5 berkas. Hapus tanda pada sebagian, atau pilih lebih sedikit."
    ),
    ReportFault.NO_MENTOR: _("Pilih salah satu mentor Anda yang sedang berjalan."),
}
SEEN_FAULTS: dict[SeenFault, LazyString] = {
    SeenFault.FUTURE: _("Tanggal ini belum tiba."),
    SeenFault.BEFORE_DONE: _("Tanggal ini sebelum tugasnya dikerjakan."),
}
