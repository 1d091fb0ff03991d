"""The shape of what people type about certificates."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import AnyOf, DataRequired, Length

DEEDS = ("reissue", "revoke")


class DeedForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """Reissue or revoke, with the reason."""

    deed = RadioField(
        _("Tindakan"),
        choices=[
            SelectChoice("reissue", _("Terbitkan ulang dengan data pegawai hari ini")),
            SelectChoice("revoke", _("Cabut")),
        ],
        validate_choice=False,
        validators=[AnyOf(DEEDS, message=_("Pilih salah satu."))],
    )
    reason = StringField(
        _("Alasan"),
        description=_("Tampil di catatan audit; alasan pencabutan tampil juga di halaman pemeriksaan."),
        validators=[
            DataRequired(message=_("Tulis alasannya.")),
            Length(max=300, message=_("Paling banyak 300 huruf.")),
        ],
    )


class SignedFileForm(FlaskForm):  # type: ignore[misc]
    """The PDF as signed outside."""

    file = FileField(
        _("PDF bertanda tangan elektronik"),
        description=_("Hasil penandatanganan BSrE, paling besar 2 MB."),
        validators=[FileRequired(message=_("Pilih berkasnya."))],
    )
