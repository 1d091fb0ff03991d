"""The shape of what people type about certificates."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange, ValidationError

EARLIEST_YEAR, LATEST_YEAR = 2000, 2100
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


def known_choice(_form: FlaskForm, field: SelectField) -> None:
    """Refuse what is not on the list, in our own words."""
    choices: list[SelectChoice] = list(field.choices or ())
    if field.data not in {choice.value for choice in choices}:
        raise ValidationError(_("Pilih dari daftar."))


class BatchForm(FlaskForm):  # type: ignore[misc]
    """Certificates of many people: the choices of unit and course are set by the view."""

    unit = SelectField(
        _("Unit, dengan semua unit di bawahnya"), validate_choice=False, validators=[known_choice]
    )
    year = IntegerField(
        _("Tahun selesai"),
        validators=[
            InputRequired(message=_("Tulis tahunnya.")),
            NumberRange(EARLIEST_YEAR, LATEST_YEAR, message=_("Tulis tahun dengan empat angka.")),
        ],
    )
    course = SelectField(_("Kursus"), validate_choice=False, validators=[known_choice])
    kind = RadioField(
        _("Yang dibuat"),
        choices=[
            SelectChoice("zip", _("ZIP berisi satu PDF untuk setiap sertifikat, dengan daftarnya")),
            SelectChoice("print", _("Satu PDF untuk dicetak, urut menurut unit dan nama")),
            SelectChoice("issue", _("Terbitkan sertifikat yang belum ada untuk kursus yang sudah selesai")),
        ],
        default="zip",
        validators=[InputRequired(message=_("Pilih salah satu."))],
    )
