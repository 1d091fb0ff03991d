"""The words of verdicts and remarks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from elearn.people.positions import KIND_WORDS, STATUS_WORDS
from elearn.staffing.importing.columns import Field, Headings
from elearn.staffing.importing.plan import Change, Verdict
from elearn.staffing.importing.remarks import Code, Remark


def verdict_word(verdict: Verdict) -> str:
    """One word for what becomes of a row."""
    words = {
        Verdict.NEW: _("Baru"),
        Verdict.CHANGED: _("Berubah"),
        Verdict.MOVED: _("Pindah"),
        Verdict.LEAVING: _("Keluar instansi"),
        Verdict.SAME: _("Sama"),
        Verdict.REFUSED: _("Ditolak"),
    }
    return str(words[verdict])


def no_list_words() -> str:
    """When a file holds neither list."""
    return str(
        _(
            "Berkas ini tidak memuat kolom nip (daftar pegawai) atau kolom kode dan nama (daftar unit). "
            "Pakai templat yang disediakan."
        )
    )


def column_twice_words(header: str) -> str:
    """When two columns say the same."""
    return str(_("Kolom %(header)s ada dua kali atau lebih. Sisakan satu.", header=header))


def heading_words(headings: Sequence[Headings]) -> list[str]:
    """What is to be said of columns that are not read."""
    said = []
    for one in headings:
        if one.rights:
            words = _(
                "Kolom %(columns)s tidak dibaca: hak dan kata sandi tidak pernah diberikan lewat berkas.",
                columns=", ".join(one.rights),
            )
            said.append(str(words))
        if one.ignored:
            said.append(
                str(
                    _(
                        "Kolom yang tidak dikenal dan tidak dibaca: %(columns)s.",
                        columns=", ".join(one.ignored),
                    )
                )
            )
    return said


def change_words(change: Change) -> str:
    """One change of a row, from and to."""
    before, after = _shown(change.field, change.before), _shown(change.field, change.after)
    if not change.before:
        return f"{change.field}: {after}"
    changed = _("%(before)s menjadi %(after)s", before=before, after=after)
    return f"{change.field}: {changed}"


def _shown(field: str, value: str) -> str:
    if not value:
        return str(_("kosong"))
    if field == Field.STATUS:
        return STATUS_WORDS.get(value, value)
    if field == Field.KIND:
        return next((word for kind, word in KIND_WORDS.items() if kind.value == value), value)
    if field in (Field.LEFT, Field.CLOSED):
        return str(format_date(date.fromisoformat(value), "d MMMM y"))
    return value


_REMARKS: dict[Code, Callable[[Remark], str]] = {
    Code.NIP_MISSING: lambda r: _("NIP belum diisi."),
    Code.NIP_AS_NUMBER: lambda r: _(
        "Kolom %(place)s tersimpan sebagai angka, sehingga digit terakhirnya rusak. "
        "Format selnya sebagai teks, lalu ketik ulang 18 angkanya.",
        place=r.place,
    ),
    Code.NIP_MALFORMED: lambda r: _("Kolom %(place)s harus 18 angka; spasi dan titik boleh.", place=r.place),
    Code.NIP_TWICE: lambda r: _("NIP ini juga ada di baris %(rows)s. Sisakan satu baris.", rows=r.value),
    Code.NIP_ENDED: lambda r: _("NIP ini sudah diganti dengan yang baru. Pakai NIP yang sekarang."),
    Code.NIP_ELSEWHERE: lambda r: _(
        "NIP ini tercatat di unit lain yang tidak Anda kelola. Minta admin kepegawaian memindahkannya."
    ),
    Code.IS_FORMULA: lambda r: _(
        "Kolom %(place)s berisi rumus. Salin, lalu tempel sebagai nilai.", place=r.place
    ),
    Code.SURPLUS: lambda r: _(
        "Baris ini lebih panjang daripada judul kolom. Beri tanda kutip pada isi yang memuat pemisah."
    ),
    Code.TOO_LONG: lambda r: _("Kolom %(place)s paling banyak %(max)s huruf.", place=r.place, max=r.value),
    Code.HAS_CONTROL: lambda r: _(
        "Kolom %(place)s memuat tanda yang tidak terlihat. Ketik ulang isinya.", place=r.place
    ),
    Code.NAME_MISSING: lambda r: _("Nama belum diisi."),
    Code.STATUS_UNKNOWN: lambda r: _(
        "Status %(value)s tidak dikenal. Pakai CPNS, PNS, PPPK, atau PPPK Paruh Waktu.", value=r.value
    ),
    Code.KIND_UNKNOWN: lambda r: _(
        "Jenis jabatan %(value)s tidak dikenal. Pakai JPT Utama, JPT Madya, JPT Pratama, Administrator, "
        "Pengawas, Fungsional, atau Pelaksana.",
        value=r.value,
    ),
    Code.EMAIL_MALFORMED: lambda r: _("Alamat e-mail %(value)s tidak lengkap.", value=r.value),
    Code.DATE_MALFORMED: lambda r: _(
        "Tanggal %(value)s di kolom %(place)s tidak terbaca. Tulis seperti 05/03/2026.",
        value=r.value,
        place=r.place,
    ),
    Code.DATE_AHEAD: lambda r: _("TMT ini belum tiba. Impor baris ini pada tanggal itu."),
    Code.REASON_UNKNOWN: lambda r: _(
        "Alasan %(value)s tidak dikenal. Pakai pindah, pensiun, berhenti, atau meninggal.", value=r.value
    ),
    Code.UNIT_MISSING: lambda r: _("Unit belum diisi."),
    Code.UNIT_UNKNOWN: lambda r: _(
        "Unit %(value)s tidak ada. Pakai kode unit, atau tambahkan unit itu lebih dahulu.", value=r.value
    ),
    Code.UNIT_AMBIGUOUS: lambda r: _(
        "Ada beberapa unit dengan nama ini. Pakai salah satu kode: %(codes)s.", codes=r.value
    ),
    Code.UNIT_CLOSED: lambda r: _("Unit %(value)s sudah ditutup. Pilih unit penggantinya.", value=r.value),
    Code.UNIT_OUTSIDE: lambda r: _("Unit ini di luar unit yang Anda kelola. Minta admin kepegawaian."),
    Code.SUPERVISOR_UNKNOWN: lambda r: _(
        "NIP atasan tidak ditemukan, atau barisnya ditolak. Tambahkan atasan itu lebih dahulu."
    ),
    Code.SUPERVISOR_SELF: lambda r: _("Atasan tidak mungkin diri sendiri."),
    Code.SUPERVISOR_LEFT: lambda r: _("Atasan ini sudah keluar. Isi NIP penggantinya."),
    Code.SUPERVISOR_CYCLE: lambda r: _(
        "Garis atasan berputar: orang ini menjadi atasan dari atasannya. Periksa kolom atasan_nip."
    ),
    Code.HAS_LEFT: lambda r: _(
        "Orang ini sudah keluar sejak %(day)s. Bila ia kembali, isi kolom keluar dengan tanda -.",
        day=_shown(Field.LEFT, r.value),
    ),
    Code.NOT_HERE: lambda r: _("Orang ini belum tercatat, jadi tidak dapat dikeluarkan. Hapus barisnya."),
    Code.LEAVE_FORBIDDEN: lambda r: _(
        "Orang ini memegang peran yang tidak dapat Anda akhiri. Minta admin sistem."
    ),
    Code.CODE_MISSING: lambda r: _("Kode unit belum diisi."),
    Code.CODE_MALFORMED: lambda r: _(
        "Kode %(value)s memuat tanda yang tidak boleh. Pakai huruf, angka, titik, dan tanda hubung.",
        value=r.value,
    ),
    Code.CODE_TWICE: lambda r: _("Kode unit ini ada di beberapa baris. Sisakan satu."),
    Code.CODE_ELSEWHERE: lambda r: _("Unit ini di luar unit yang Anda kelola. Minta admin kepegawaian."),
    Code.PARENT_MISSING: lambda r: _("Unit induk belum diisi."),
    Code.PARENT_UNKNOWN: lambda r: _(
        "Tidak ada unit induk dengan kode %(value)s, atau barisnya ditolak.", value=r.value
    ),
    Code.PARENT_CYCLE: lambda r: _("Unit induk berada di bawah unit ini sendiri."),
    Code.ZONE_UNKNOWN: lambda r: _("Zona %(value)s tidak dikenal. Pakai WIB, WITA, atau WIT.", value=r.value),
    Code.NIP_ODD: lambda r: _("Susunan NIP ini tidak biasa. Periksa sekali lagi."),
    Code.PHONE_AS_NUMBER: lambda r: _(
        "Nomor telepon tersimpan sebagai angka; angka 0 di depan mungkin hilang."
    ),
    Code.RANK_UNUSUAL: lambda r: _(
        "Golongan %(value)s tidak biasa. Contoh: III/b untuk PNS, IX untuk PPPK.", value=r.value
    ),
    Code.LINE_ENDED: lambda r: _(
        "Garis ke atasan lama berakhir. Isi kolom atasan_nip bila sudah ada yang baru."
    ),
    Code.TEAM_ENDED: lambda r: _(
        "%(count)s anggota timnya tidak lagi punya atasan. Isi kolom atasan_nip mereka.", count=r.value
    ),
}


def remark_words(remark: Remark) -> str:
    """What is to be said of a row, with what to do."""
    return _REMARKS[remark.code](remark)
