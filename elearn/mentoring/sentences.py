"""Words of the mentoring room: kinds, states, and what is wrong."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from elearn.mentoring.rules import PairFault, PairKind, PairState, SessionFault, SessionJp, SessionState
from elearn.web.formats import jp as in_jp

KINDS: dict[PairKind, LazyString] = {
    PairKind.MENTORING: _("Mentoring"),
    PairKind.COACHING: _("Coaching"),
}
PAIR_STATES: dict[PairState, tuple[LazyString, str]] = {
    PairState.ASKED: (_("Menunggu persetujuan"), "clock"),
    PairState.RUNNING: (_("Berjalan"), "half"),
    PairState.DECLINED: (_("Tidak disetujui"), "minus"),
    PairState.ENDED: (_("Berakhir"), "check"),
}
"""Each state with its icon."""
SESSION_STATES: dict[SessionState, tuple[LazyString, str]] = {
    SessionState.WAITING: (_("Menunggu konfirmasi"), "clock"),
    SessionState.CONFIRMED: (_("Dikonfirmasi"), "check-circle"),
    SessionState.DISPUTED: (_("Tidak dibenarkan"), "alert"),
    SessionState.WITHDRAWN: (_("Ditarik kembali"), "minus"),
}
PAIR_FAULTS: dict[PairFault, LazyString] = {
    PairFault.SAME_PERSON: _("Mentor dan yang dibimbing harus dua orang yang berbeda."),
    PairFault.NOT_YOURS: _(
        "Pasangan diusulkan oleh salah satu dari keduanya, atau oleh atasan yang dibimbing."
    ),
    PairFault.ENDS_BEFORE: _("Hari terakhir tidak boleh sebelum hari pertama."),
    PairFault.OVER: _("Hari terakhirnya sudah lewat."),
    PairFault.EXISTS: _("Pasangan seperti ini sudah ada: sedang berjalan atau menunggu persetujuan."),
}
SESSION_FAULTS: dict[SessionFault, LazyString] = {
    SessionFault.NOT_RUNNING: _("Pasangan ini tidak sedang berjalan."),
    SessionFault.FUTURE: _("Tanggal ini belum tiba. Catat sesudah sesinya berlangsung."),
    SessionFault.OUTSIDE: _("Tanggal ini di luar masa pasangan Anda."),
    SessionFault.LONG_AGO: _("Sesi ini lebih dari 60 hari yang lalu, jadi tidak dapat dicatat lagi."),
    SessionFault.MINUTES: _("Isi lamanya antara 1 dan 480 menit."),
}


def jp_words(brought: SessionJp) -> str:
    """What a confirmed session brought the one who is guided, and why not more."""
    values = {"jp": in_jp(brought.jp), "limit": brought.limit}
    return str(_jp_sentence(brought)) % values


def _jp_sentence(brought: SessionJp) -> LazyString:
    if brought.over:
        return _("Sesi dikonfirmasi. Bulan itu sudah %(limit)s sesi dihitung, jadi sesi ini tanpa JP.")
    if brought.is_above:
        return _("Sesi dikonfirmasi: %(jp)s tercatat, di atas batas %(limit)s sesi sebulan.")
    return _("Sesi dikonfirmasi: %(jp)s tercatat.")
