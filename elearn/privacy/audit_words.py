"""What the deeds of the audit log are called on its page; a code without words is shown as it is."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from elearn.audit.rules import Flaw

DEEDS: dict[str, LazyString] = {
    "absence.noted": _("ketidakhadiran dicatat"),
    "absence.removed": _("ketidakhadiran dihapus"),
    "account.added": _("akun dibuat"),
    "account.closed": _("akun ditutup karena keluar"),
    "account.disabled": _("akun dinonaktifkan"),
    "account.enabled": _("akun diaktifkan lagi"),
    "certificate.batch": _("sertifikat massal diminta"),
    "certificate.issued": _("sertifikat terbit"),
    "certificate.printed": _("cetakan sertifikat selesai"),
    "certificate.reissued": _("sertifikat diterbitkan ulang"),
    "certificate.revoked": _("sertifikat dicabut"),
    "certificate.signed": _("berkas bertanda tangan disimpan"),
    "code.issued": _("kode sekali pakai dibuat"),
    "busy-window.added": _("masa sibuk ditambahkan"),
    "busy-window.removed": _("masa sibuk dihapus"),
    "content.file": _("berkas kursus diubah"),
    "content.publish": _("kursus diterbitkan"),
    "content.rollback": _("isi lama diberlakukan lagi"),
    "data.corrected": _("koreksi data diputuskan"),
    "data.pruned": _("data lama dihapus menurut masa simpan"),
    "extra-time.ended": _("waktu tambahan diakhiri"),
    "extra-time.granted": _("waktu tambahan diberikan"),
    "head-note.ended": _("Catatan Pimpinan diakhiri"),
    "head-note.posted": _("Catatan Pimpinan ditulis"),
    "help-request.closed": _("permintaan bantuan selesai"),
    "jp.corrected": _("JP dikoreksi"),
    "key.changed": _("kunci penanda tangan diganti"),
    "key.corrected": _("kunci jawaban dikoreksi"),
    "mentoring.confirmed": _("sesi mentoring dikonfirmasi"),
    "mark.given": _("nilai diberikan"),
    "number.changed": _("NIP diganti"),
    "obligation.assigned": _("kursus ditugaskan"),
    "obligation.daily": _("kewajiban harian diperbarui"),
    "obligation.exempted": _("kewajiban dibebaskan"),
    "obligation.shifted": _("tenggat digeser"),
    "obligation.withdrawn": _("penugasan ditarik"),
    "password.changed": _("kata sandi diganti"),
    "person.merged": _("dua catatan orang digabung"),
    "policy.set": _("kebijakan diubah"),
    "position.added": _("jabatan ditambahkan"),
    "position.ended": _("jabatan diakhiri"),
    "record.taken-in": _("rekam dari instansi lain diterima"),
    "reminders.told": _("pengingat harian dikirim"),
    "role.granted": _("peran diberikan"),
    "role.revoked": _("peran dicabut"),
    "score.regraded": _("nilai berubah karena koreksi kunci"),
    "sessions.ended": _("perangkat dikeluarkan"),
    "siasn.exported": _("data SIASN diekspor"),
    "sign-in.refused-beyond-limit": _("terlalu banyak percobaan masuk"),
    "staff.imported": _("daftar pegawai dibawa masuk"),
    "year.closed": _("tahun JP ditutup"),
    "team.delegated": _("wakil ditunjuk"),
    "team.handed-over": _("tim diserahterimakan"),
}
FLAWS: dict[Flaw, LazyString] = {
    Flaw.SEAL_MISSING: _("Segel ini hilang."),
    Flaw.ENTRIES_MISSING: _("Ada catatan yang hilang dari segel ini."),
    Flaw.ENTRIES_ADDED: _("Ada catatan yang disisipkan ke segel ini."),
    Flaw.CHANGED: _("Isi catatan, urutannya, atau segelnya diubah."),
    Flaw.WITHOUT_SEAL: _("Segel ini tidak pernah ada, tetapi disebut oleh catatan."),
    Flaw.NOT_AS_KNOWN: _("Segel ini tidak sama dengan yang pernah dicatat."),
}


def deed_words(action: str) -> str:
    """A deed in words."""
    return str(DEEDS.get(action, action))
