"""Words for the codes of this room, in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext

from elearn.errata.rules import Kind, State, TextFault

KINDS = {
    Kind.WRONG: lazy_gettext("Keliru"),
    Kind.OUTDATED: lazy_gettext("Ketinggalan"),
    Kind.UNCLEAR: lazy_gettext("Kurang jelas"),
}
KIND_CHOICES = {
    Kind.WRONG: lazy_gettext("Keliru: isinya salah atau salah ketik"),
    Kind.OUTDATED: lazy_gettext("Ketinggalan: aturan atau keadaannya sudah berubah"),
    Kind.UNCLEAR: lazy_gettext("Kurang jelas: sukar dipahami"),
}
STATES = {
    State.OPEN: lazy_gettext("Menunggu jawaban"),
    State.MENDED: lazy_gettext("Sudah diperbaiki"),
    State.DECLINED: lazy_gettext("Tidak diubah"),
}
MESSAGE_FAULTS = {
    TextFault.TOO_SHORT: lazy_gettext("Tulis paling sedikit 10 huruf: apa yang keliru, dan apa yang benar."),
    TextFault.TOO_LONG: lazy_gettext("Paling banyak 1.000 huruf. Persingkat, lalu kirim lagi."),
    TextFault.CHARACTERS: lazy_gettext("Tulisan memuat tanda yang tidak dapat disimpan. Ketik ulang."),
}
REPLY_FAULTS = MESSAGE_FAULTS | {
    TextFault.TOO_SHORT: lazy_gettext("Tulis alasannya bagi pembaca, paling sedikit 10 huruf."),
}
TOO_MANY = lazy_gettext(
    "Sudah ada 10 laporan Anda dari 24 jam terakhir yang menunggu jawaban. Kirim yang ini besok; "
    "salin dahulu tulisan Anda."
)
