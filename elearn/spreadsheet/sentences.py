"""Why a file cannot be read, in words of the page."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _

from elearn.spreadsheet.table import ONE_MIB, Fault, FaultKind

_SENTENCES: dict[FaultKind, Callable[[Fault], str]] = {
    FaultKind.EMPTY: lambda fault: _("Berkas ini tidak berisi satu baris pun."),
    FaultKind.TOO_BIG: lambda fault: _(
        "Berkas ini lebih besar dari %(limit)s MB. Bagi menjadi beberapa berkas.",
        limit=fault.limit // ONE_MIB,
    ),
    FaultKind.TOO_MANY_ROWS: lambda fault: _(
        "Berkas ini berisi lebih dari %(limit)s baris. Bagi menjadi beberapa berkas.", limit=fault.limit
    ),
    FaultKind.TOO_MANY_COLUMNS: lambda fault: _(
        "Berkas ini berisi lebih dari %(limit)s kolom. Pakai templat yang disediakan.", limit=fault.limit
    ),
    FaultKind.NOT_TEXT: lambda fault: _(
        "Huruf di berkas ini tidak terbaca. Simpan lagi sebagai CSV UTF-8 atau XLSX."
    ),
    FaultKind.HAS_NUL: lambda fault: _(
        "Baris %(row)s memuat tanda yang bukan tulisan. Simpan lagi sebagai CSV UTF-8 atau XLSX.",
        row=fault.row,
    ),
    FaultKind.BROKEN_QUOTES: lambda fault: _(
        "Tanda kutip mulai baris %(row)s tidak berpasangan. Perbaiki, atau simpan lagi sebagai XLSX.",
        row=fault.row,
    ),
    FaultKind.OLD_EXCEL: lambda fault: _(
        "Berkas ini Excel lama (.xls) atau berkata sandi. Simpan lagi sebagai XLSX tanpa kata sandi."
    ),
    FaultKind.OTHER_FORMAT: lambda fault: _("Berkas ini bukan CSV atau XLSX. Simpan lagi sebagai XLSX."),
    FaultKind.DAMAGED: lambda fault: _("Berkas ini rusak. Buka di Excel, lalu simpan lagi sebagai XLSX."),
}


def fault_words(fault: Fault) -> str:
    """One or two sentences: what is wrong with the file and what to do."""
    return _SENTENCES[fault.kind](fault)
