"""Sentences of the accounts room that depend on a value."""

from __future__ import annotations

from flask_babel import gettext

from elearn.accounts.password_rules import MAX_LENGTH, PasswordFault


def password_words(fault: PasswordFault, min_length: int) -> str:
    """Why a password is not taken, and what to do."""
    words = {
        PasswordFault.TOO_SHORT: gettext(
            "Kata sandi ini terlalu pendek. Pakai paling sedikit %(min)s huruf.", min=min_length
        ),
        PasswordFault.TOO_LONG: gettext(
            "Kata sandi ini terlalu panjang. Pakai paling banyak %(max)s huruf.", max=MAX_LENGTH
        ),
        PasswordFault.HAS_NUL: gettext("Kata sandi ini memuat tanda yang tidak dapat diketik lagi."),
        PasswordFault.TOO_COMMON: gettext(
            "Kata sandi ini mudah ditebak karena banyak dipakai. Pakai beberapa kata yang tidak berkaitan."
        ),
        PasswordFault.ABOUT_YOU: gettext(
            "Kata sandi ini mudah ditebak dari nama, NIP, tanggal lahir, atau instansi. Tambahkan kata lain."
        ),
        PasswordFault.SAME_AS_BEFORE: gettext("Kata sandi ini sama dengan yang sekarang. Pakai yang lain."),
        PasswordFault.CURRENT_WRONG: gettext("Kata sandi sekarang tidak cocok."),
        PasswordFault.WAIT: gettext("Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi."),
    }
    return str(words[fault])
