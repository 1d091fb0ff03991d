"""Words of Tim saya, in files and in messages; pages word the rest themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import LazyString, gettext, lazy_gettext

from elearn.messages.sentences import reason_words, state_word
from elearn.messages.store import MailState
from elearn.obligations.rules import DueState
from elearn.obligations.sentences import REASONS
from elearn.team.asked import Asked
from elearn.team.forms import Deed
from elearn.team.roster import Cell
from elearn.team.rules import Show
from elearn.web.formats import long_date

STATES: dict[DueState, LazyString] = {
    DueState.EXEMPT: lazy_gettext("Dikecualikan"),
    DueState.COMPLETED: lazy_gettext("Selesai"),
    DueState.OVERDUE: lazy_gettext("Lewat tenggat"),
    DueState.DUE_SOON: lazy_gettext("Hampir habis"),
    DueState.EXPIRED: lazy_gettext("Habis berlaku"),
    DueState.IN_PROGRESS: lazy_gettext("Berjalan"),
    DueState.NOT_STARTED: lazy_gettext("Belum mulai"),
}
SHOWS: dict[Show, LazyString] = {
    Show.ACTION: lazy_gettext("Perlu tindakan"),
    Show.OVERDUE: lazy_gettext("Lewat tenggat"),
    Show.EVERYONE: lazy_gettext("Semua"),
}
FILES: dict[str, str | LazyString] = {
    "xlsx": "XLSX",
    "csv": "CSV",
    "print": lazy_gettext("halaman cetak"),
}
LOOKED_AT: dict[str, LazyString] = {
    "team": lazy_gettext("daftar Tim saya"),
    "person": lazy_gettext("halaman Anda"),
    "unit": lazy_gettext("daftar pegawai unit"),
    "export": lazy_gettext("unduhan atau cetakan daftar"),
    "dashboard": lazy_gettext("laporan unit"),
    "activity": lazy_gettext("bukti kegiatan di luar"),
    "record": lazy_gettext("rekam belajar"),
}


def cell_words(cell: Cell | None) -> str:
    """A cell of the list as a file has it: "Lewat tenggat, 5 Maret 2026"; empty where nothing is asked."""
    if cell is None:
        return ""
    words = str(STATES[cell.state])
    if cell.day is not None:
        words = f"{words}, {long_date(cell.day)}"
    return words if cell.is_mandatory else gettext("%(state)s (dianjurkan)", state=words)


def looked_at(page: str) -> str:
    """What a look was at; of a page we do not know any more, its plain name."""
    return str(LOOKED_AT.get(page, page))


@dataclass(frozen=True, kw_only=True, slots=True)
class DeedWords:
    """A deed in words: in the choice, as a title, what it does, and the button that does it."""

    choice: LazyString
    title: LazyString
    does: LazyString
    button: LazyString


DEEDS: dict[Deed, DeedWords] = {
    Deed.REMIND: DeedWords(
        choice=lazy_gettext("Ingatkan"),
        title=lazy_gettext("Ingatkan"),
        does=lazy_gettext(
            "Pesan ini tampil di situs sekarang dan dikirim lewat surat pada jam kerja. Satu orang menerima "
            "paling banyak satu pengingat Anda sehari."
        ),
        button=lazy_gettext("Kirim pengingat"),
    ),
    Deed.PRAISE: DeedWords(
        choice=lazy_gettext("Beri penghargaan"),
        title=lazy_gettext("Beri penghargaan"),
        does=lazy_gettext("Pesan ini tampil di situs sekarang dan ikut surat berikutnya."),
        button=lazy_gettext("Kirim penghargaan"),
    ),
    Deed.SHIFT: DeedWords(
        choice=lazy_gettext("Geser tenggat"),
        title=lazy_gettext("Geser tenggat"),
        does=lazy_gettext(
            "Tenggat kursus yang dipilih berubah untuk orang di bawah ini yang belum selesai. Mereka diberi "
            "tahu beserta alasan Anda. Dapat dibatalkan dalam sehari."
        ),
        button=lazy_gettext("Geser tenggat"),
    ),
    Deed.EXEMPT: DeedWords(
        choice=lazy_gettext("Kecualikan"),
        title=lazy_gettext("Kecualikan dari kewajiban"),
        does=lazy_gettext(
            "Kursus yang dipilih tidak lagi diminta dari orang di bawah ini, sampai pengecualian diakhiri. "
            "Mereka diberi tahu. Dapat dibatalkan dalam sehari."
        ),
        button=lazy_gettext("Catat pengecualian"),
    ),
    Deed.ASSIGN: DeedWords(
        choice=lazy_gettext("Beri kursus"),
        title=lazy_gettext("Beri kursus"),
        does=lazy_gettext(
            "Orang di bawah ini mendapat kewajiban atau anjuran baru dan diberi tahu. Siapa yang sudah "
            "selesai tetap selesai. Dapat dibatalkan dalam sehari."
        ),
        button=lazy_gettext("Beri kursus"),
    ),
    Deed.TALK: DeedWords(
        choice=lazy_gettext("Catat bincang pengembangan"),
        title=lazy_gettext("Catat bincang pengembangan"),
        does=lazy_gettext(
            "Catatan ini dibaca oleh Anda dan orangnya saja. Ia diberi tahu dan dapat menanggapinya."
        ),
        button=lazy_gettext("Simpan catatan"),
    ),
}
BULKS: dict[str, LazyString] = {
    "assign": lazy_gettext("Beri kursus"),
    "shift": lazy_gettext("Geser tenggat"),
    "exempt": lazy_gettext("Kecualikan"),
}
CHANGES: dict[str, LazyString] = {
    "assigned": lazy_gettext("Diberikan"),
    "shifted": lazy_gettext("Tenggat digeser"),
    "exempted": lazy_gettext("Dikecualikan"),
    "exemption-ended": lazy_gettext("Pengecualian diakhiri"),
    "withdrawn": lazy_gettext("Ditarik kembali"),
    "completed": lazy_gettext("Selesai"),
    "undone": lazy_gettext("Tindakan dibatalkan"),
}
_USUAL: dict[Deed, LazyString] = {
    Deed.REMIND: lazy_gettext(
        "Mohon lanjutkan kursus yang menjadi kewajiban Anda. Bila ada kendala, sampaikan kepada saya."
    ),
}


def usual_text(deed: Deed) -> str:
    """Words to begin with; empty where only one's own will do."""
    return str(_USUAL.get(deed, ""))


def undone(amount: int, left: int) -> str:
    """What came of taking back."""
    words = gettext("Dibatalkan: %(amount)s kewajiban kembali seperti semula.", amount=amount)
    kept = gettext("%(left)s sudah berubah lagi sejak itu dan tetap.", left=left)
    return f"{words} {kept}" if left else str(words)


def reason_word(code: str) -> str:
    """Why somebody is exempt, as a category; of a code we do not know any more, nothing."""
    return str(REASONS.get(code, ""))


def mail_word(mail: MailState) -> str:
    """What became of a message by mail, with the reason where there is one."""
    words = state_word(mail.state)
    return f"{words}: {reason_words(mail.reason)}" if mail.reason else words


def list_words(
    url: Callable[..., str], file_url: Callable[..., str], asked: Asked, counts: Mapping[Show, int]
) -> dict[str, object]:
    """What a page prints beside its list: chips, words of states and deeds, addresses of pages."""
    return {
        "show_links": [
            (url(**asked.arguments(show=show)), str(words), asked.show is show, counts[show])
            for show, words in SHOWS.items()
        ],
        "files": [(file_url(kind=kind, **asked.arguments()), str(word)) for kind, word in FILES.items()],
        "page_url": lambda number: url(**asked.turned(page=number)),
        "state_words": STATES,
        "bulk_words": BULKS,
        "deed_words": {one.value: words.choice for one, words in DEEDS.items()},
    }
