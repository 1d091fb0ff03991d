"""Why a file is not taken as evidence, in words that say what to do instead."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from elearn.evidence.rules import Refusal

REFUSALS: dict[Refusal, LazyString] = {
    Refusal.EMPTY: _("Berkas ini kosong. Pilih lagi berkasnya."),
    Refusal.TOO_LARGE: _("Berkas lebih besar dari 5 MB. Kirim PDF atau foto yang lebih kecil."),
    Refusal.KIND: _("Berkas ini bukan PDF, JPG, atau PNG. Foto atau pindai bukti itu, lalu kirim hasilnya."),
    Refusal.BROKEN_PDF: _("PDF ini tidak utuh. Simpan atau unduh lagi PDF itu, lalu kirim ulang."),
    Refusal.BROKEN_PICTURE: _("Gambar ini tidak utuh. Foto atau simpan lagi, lalu kirim ulang."),
    Refusal.TOO_MANY_PIXELS: _("Gambar ini melebihi 64 juta titik. Perkecil gambar itu, lalu kirim ulang."),
    Refusal.ENOUGH_TODAY: _("Berkas Anda dalam 24 jam terakhir sudah 50 MB. Kirim berkas ini besok."),
}
