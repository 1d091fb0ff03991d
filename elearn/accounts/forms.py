"""The shape of what people type about their accounts."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import HiddenField, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import AnyOf, DataRequired, Length

# WTForms has no Indonesian words: every validator says its own.
_NEEDED = DataRequired(message=_("Isian ini belum diisi."))


def _at_most(length: int) -> Length:
    return Length(max=length, message=_("Paling banyak %(max)s huruf.", max=length))


def _trimmed(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


class SignInForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """NIP and password or one-time code."""

    nip = StringField(_("NIP"), validators=[DataRequired(message=_("Isi NIP Anda."))])
    password = PasswordField(
        _("Kata sandi"), validators=[DataRequired(message=_("Isi kata sandi atau kode sekali pakai."))]
    )
    next = HiddenField()


class PasswordForm(FlaskForm):  # type: ignore[misc]
    """A new password, twice, and the present one."""

    current = PasswordField(
        _("Kata sandi sekarang"), validators=[DataRequired(message=_("Isi kata sandi sekarang."))]
    )
    new = PasswordField(_("Kata sandi baru"), validators=[DataRequired(message=_("Isi kata sandi baru."))])
    repeated = PasswordField(
        _("Ulangi kata sandi baru"), validators=[DataRequired(message=_("Isi sekali lagi kata sandi baru."))]
    )


class NewPasswordForm(PasswordForm):
    """The same after a one-time code, when there is no present password."""

    current = None  # type: ignore[assignment]  # how WTForms takes a field away


class HelpForm(FlaskForm):  # type: ignore[misc]
    """A request of somebody who cannot sign in."""

    kind = RadioField(
        _("Apa yang terlupa?"),
        choices=[SelectChoice("forgot-password", _("Kata sandi")), SelectChoice("forgot-number", _("NIP"))],
        default="forgot-password",
        validate_choice=False,
        validators=[AnyOf(("forgot-password", "forgot-number"), message=_("Pilih salah satu."))],
    )
    name = StringField(_("Nama lengkap"), filters=[_trimmed], validators=[_NEEDED, _at_most(200)])
    unit_name = StringField(_("Unit kerja"), filters=[_trimmed], validators=[_NEEDED, _at_most(200)])
    contact = StringField(_("Cara menghubungi Anda"), filters=[_trimmed], validators=[_NEEDED, _at_most(200)])


class DisplayForm(FlaskForm):  # type: ignore[misc]
    """Language and text size."""

    language = RadioField(
        _("Bahasa"),
        choices=[
            SelectChoice("id", Markup('<span lang="id">Bahasa Indonesia</span>')),
            SelectChoice("en", Markup('<span lang="en">English</span>')),
        ],
        validate_choice=False,
        validators=[AnyOf(("id", "en"), message=_("Pilih salah satu."))],
    )
    text_size = RadioField(
        _("Ukuran huruf"),
        choices=[
            SelectChoice("normal", _("Biasa")),
            SelectChoice("large", _("Besar")),
            SelectChoice("largest", _("Paling besar")),
        ],
        validate_choice=False,
        validators=[AnyOf(("normal", "large", "largest"), message=_("Pilih salah satu."))],
    )
