"""Words for the codes of this room, in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext

from elearn.authoring.reviews.rules import Freshness, Refusal, Verdict
from elearn.errata.rules import TextFault

VERDICTS = {
    Verdict.OPEN: lazy_gettext("Menunggu peninjau"),
    Verdict.APPROVED: lazy_gettext("Disetujui"),
    Verdict.CHANGES: lazy_gettext("Perlu perbaikan"),
}
REFUSALS = {
    Refusal.ANSWERED: lazy_gettext("Tidak ada permintaan tinjauan yang menunggu jawaban."),
    Refusal.OWN_REQUEST: lazy_gettext("Anda sendiri yang meminta tinjauan ini. Orang lain yang menjawabnya."),
    Refusal.OWN_CHANGE: lazy_gettext(
        "Anda ikut mengubah versi ini. Orang lain yang menyetujui atau menolaknya."
    ),
    Refusal.OTHER_VERSION: lazy_gettext(
        "Berkas sudah berubah sejak tinjauan diminta, jadi yang Anda setujui bukan lagi versi itu. "
        "Minta penyusun mengirim permintaan baru."
    ),
}
FRESHNESS = {
    Freshness.CHANGED: lazy_gettext("paragraf ini sudah berubah sejak dikomentari"),
    Freshness.GONE: lazy_gettext("bagian ini sudah tidak ada"),
}
FAULTS = {
    TextFault.TOO_SHORT: lazy_gettext("Tulis dahulu apa yang perlu diperbaiki."),
    TextFault.TOO_LONG: lazy_gettext("Paling banyak 1.000 huruf. Persingkat, lalu kirim lagi."),
    TextFault.CHARACTERS: lazy_gettext("Tulisan memuat tanda yang tidak dapat disimpan. Ketik ulang."),
}
PARAGRAPH_GONE = lazy_gettext(
    "Paragraf itu baru saja berubah. Komentar Anda ada di bawah; kirim untuk seluruh bagian, atau salin ke "
    "paragraf yang baru."
)
ERRORS_FIRST = lazy_gettext(
    "Perbaiki dahulu yang salah di berkas kursus ini; sesudah itu tinjauan dapat diminta."
)
OTHER_VERSION = lazy_gettext("Berkas berubah sejak halaman ini dibuka. Lihat lagi, lalu minta tinjauan.")
