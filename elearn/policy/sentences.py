"""What each value of the policy is called and means, in words for learners; and the values themselves."""

from __future__ import annotations

from flask_babel import LazyString, format_decimal, gettext
from flask_babel import lazy_gettext as _

from elearn.policy.items import BY_NAME, Item, Kind
from elearn.policy.values import Policy

TITLES: dict[str, LazyString] = {
    "jp_target_pns": _("Target JP setahun untuk PNS dan CPNS"),
    "jp_ceiling_pppk": _("JP yang diakui setahun untuk PPPK, paling banyak"),
    "jp_minutes": _("Lama satu JP"),
    "jp_daily_cap": _("JP e-learning yang diakui dalam satu hari, paling banyak"),
    "jp_daily_cap_mode": _("Bila batas JP sehari terlampaui"),
    "jp_monthly_cap": _("JP e-learning yang diakui dalam satu bulan, paling banyak"),
    "jp_monthly_cap_mode": _("Bila batas JP sebulan terlampaui"),
    "self_study_daily_cap": _("JP belajar mandiri yang diakui dalam satu hari, paling banyak"),
    "community_daily_cap": _("JP komunitas belajar yang diakui dalam satu hari, paling banyak"),
    "mentoring_jp": _("JP untuk satu sesi mentoring atau coaching"),
    "mentoring_jp_mentor": _("JP untuk mentor atau coach dari satu sesi yang sama"),
    "mentoring_monthly_cap": _("Sesi mentoring yang diakui dalam satu bulan, paling banyak"),
    "mentoring_monthly_cap_mode": _("Bila batas sesi sebulan terlampaui"),
    "own_shifts_limit": _("Berapa kali Anda boleh menggeser sendiri tenggat sebuah kursus"),
    "own_shift_days": _("Paling lama satu kali geser"),
    "due_soon_days": _("Tenggat disebut hampir habis bila tinggal"),
    "relearn_workdays": _("Waktu untuk belajar ulang setelah materi berubah"),
    "weekend": _("Hari libur mingguan"),
    "smallest_group": _("Angka gabungan hanya ditampilkan untuk kelompok paling sedikit"),
    "show_scores": _("Atasan melihat nilai"),
    "show_attempts": _("Atasan melihat banyaknya percobaan"),
    "show_help_needed": _("Atasan diberi tahu bila Anda perlu bantuan"),
    "heads_first": _("Kemajuan belajar kepala unit tampil di halaman unitnya"),
    "reminder_days": _("Pengingat dikirim pada hari"),
    "office_hours": _("Surat pengingat dikirim pada jam"),
    "certificate_number": _("Pola nomor sertifikat"),
    "certificate_class": _("Kode klasifikasi arsip sertifikat"),
    "signatory_position": _("Jabatan penanda tangan sertifikat"),
    "signatory_name": _("Nama penanda tangan sertifikat"),
    "signatory_nip": _("NIP penanda tangan sertifikat"),
    "signatory_place": _("Tempat penerbitan sertifikat"),
    "correction_hours": _("Permintaan perbaikan data diputuskan dalam"),
    "keep_looks_months": _("Catatan siapa melihat rekam Anda disimpan selama (0: tidak dihapus)"),
    "keep_messages_months": _("Pesan di situs disimpan selama (0: tidak dihapus)"),
    "keep_mails_months": _("Catatan surat keluar disimpan selama (0: tidak dihapus)"),
}
GROUPS: tuple[tuple[LazyString, tuple[str, ...]], ...] = (
    (
        _("Jam pelajaran (JP)"),
        (
            "jp_target_pns",
            "jp_ceiling_pppk",
            "jp_minutes",
            "jp_daily_cap",
            "jp_daily_cap_mode",
            "self_study_daily_cap",
            "community_daily_cap",
            "jp_monthly_cap",
            "jp_monthly_cap_mode",
            "mentoring_jp",
            "mentoring_jp_mentor",
            "mentoring_monthly_cap",
            "mentoring_monthly_cap_mode",
        ),
    ),
    (
        _("Penugasan dan tenggat"),
        ("own_shifts_limit", "own_shift_days", "due_soon_days", "relearn_workdays", "weekend"),
    ),
    (
        _("Yang terlihat oleh atasan"),
        ("show_scores", "show_attempts", "show_help_needed", "heads_first", "smallest_group"),
    ),
    (_("Pengingat"), ("reminder_days", "office_hours")),
    (
        _("Sertifikat"),
        (
            "certificate_number",
            "certificate_class",
            "signatory_position",
            "signatory_name",
            "signatory_nip",
            "signatory_place",
        ),
    ),
    (
        _("Data pribadi"),
        ("correction_hours", "keep_looks_months", "keep_messages_months", "keep_mails_months"),
    ),
)
"""Every value, in the order of the page."""

CAP_WORDS = {
    "enforce": _("kelebihannya tidak dihitung"),
    "warn": _("tetap dihitung, dengan catatan"),
    "off": _("tidak ada akibatnya"),
}
SWITCH_WORDS = {"on": _("ya"), "off": _("tidak")}
WEEKDAY_WORDS = {
    "mon": _("Senin"),
    "tue": _("Selasa"),
    "wed": _("Rabu"),
    "thu": _("Kamis"),
    "fri": _("Jumat"),
    "sat": _("Sabtu"),
    "sun": _("Minggu"),
}
UNIT_WORDS = {
    "JP": _("JP"),
    "menit": _("menit"),
    "sesi": _("sesi"),
    "kali": _("kali"),
    "hari": _("hari"),
    "hari kerja": _("hari kerja"),
    "orang": _("orang"),
    "jam": _("jam"),
    "bulan": _("bulan"),
}


def title(name: str) -> str:
    """What a value is called."""
    return str(TITLES[name])


def in_words(name: str, policy: Policy) -> str:
    """The value a policy holds, as a person reads it: "20 JP", "Sabtu, Minggu"."""
    return words_of(BY_NAME[name], policy.text(name))


def words_of(item: Item, value: str) -> str:
    """A kept value, as a person reads it."""
    match item.kind:
        case Kind.NUMBER:
            number = str(format_decimal(value))
            return f"{number} {UNIT_WORDS[item.unit]}" if item.unit else number
        case Kind.SWITCH:
            return str(SWITCH_WORDS[value])
        case Kind.CAP:
            return str(CAP_WORDS[value])
        case Kind.WEEKDAYS:
            return ", ".join(str(WEEKDAY_WORDS[day]) for day in value.split(",") if day) or gettext(
                "tidak ada"
            )
        case Kind.DAYS:
            return ", ".join(_day(int(day)) for day in value.split(","))
        case Kind.TEXT | Kind.NUMBERING:
            return value or str(_("belum diisi"))
        case Kind.HOURS:
            return value.replace(":", ".").replace("-", "\N{EN DASH}")


def _day(days: int) -> str:
    if days == 0:
        return str(gettext("hari tenggat"))
    if days > 0:
        return str(gettext("%(days)s hari sebelum tenggat", days=days))
    return str(gettext("%(days)s hari sesudah tenggat", days=-days))
