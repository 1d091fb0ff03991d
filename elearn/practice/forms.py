"""The shapes of a report and of its confirmation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import DateField, MultipleFileField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput

from elearn.practice.actions import Draft, NewFile, ReportRefused
from elearn.practice.rules import MOST_FILES, ReportFault
from elearn.practice.sentences import REPORT_FAULTS

LONGEST_TEXT, LONGEST_FACTS = 4_000, 1_000


def _tidy(text: object) -> object:
    return text.replace("\0", " ").replace("\r\n", "\n").strip() if isinstance(text, str) else text


def _text(label: Any, missing: Any, most: int, **more: Any) -> TextAreaField:
    words = [
        DataRequired(message=missing),
        Length(max=most, message=_("Paling banyak %(max)s huruf.", max=most)),
    ]
    return TextAreaField(label, filters=[_tidy], validators=words, **more)


class DayField(DateField):
    """A date; what is none is refused in our own words."""

    def __init__(self, label: Any, **values: Any) -> None:
        super().__init__(label, validators=[InputRequired(message=_("Isi tanggal yang benar."))], **values)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Isi tanggal yang benar.")) from error


class ReportForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """What a learner reports. `mentors` are whom he may ask, by id; none where his leader confirms."""

    done_on = DayField(_("Tanggal dikerjakan"))
    text = _text(
        _("Apa yang Anda kerjakan dan hasilnya"),
        _("Tulis apa yang Anda kerjakan dan hasilnya."),
        LONGEST_TEXT,
        description=_(
            "Tulis fakta: apa yang dikerjakan, di mana, dan angka yang Anda ukur sebelum dan sesudahnya."
        ),
    )
    mentor = SelectField(_("Mentor yang mengonfirmasi"), validate_choice=False)
    kept = SelectMultipleField(
        _("Berkas dari laporan sebelumnya"),
        description=_("Yang ditandai ikut dikirim lagi."),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    files = MultipleFileField(
        _("Berkas bukti (boleh kosong)"),
        description=_(
            "PDF, JPG, atau PNG; paling banyak %(count)s berkas, masing-masing 5 MB.", count=MOST_FILES
        ),
    )

    def __init__(self, mentors: Mapping[int, str] | None, kept: Mapping[int, str], **values: Any) -> None:
        super().__init__(**values)
        self.kept.choices = [SelectChoice(str(number), name) for number, name in kept.items()]
        if mentors is None:
            del self.mentor
        else:
            self.mentor.choices = [SelectChoice(str(number), name) for number, name in mentors.items()]
        if not kept:
            del self.kept

    def draft(self) -> Draft:
        """What the form says. Only after it was validated."""
        chosen = self.mentor.data if "mentor" in self else ""
        assert self.done_on.data is not None
        return Draft(
            done_on=self.done_on.data,
            text=self.text.data or "",
            files=tuple(_new_files(self.files.data or ())),
            kept=_numbers(self.kept.data or ()) if "kept" in self else (),
            mentor_id=next(iter(_numbers([chosen or ""])), None),
        )

    def mark(self, refused: ReportRefused) -> None:
        """Put what is wrong beside its field, or above the form."""
        name = {
            ReportFault.FUTURE: "done_on",
            ReportFault.TOO_MANY_FILES: "files",
            ReportFault.NO_MENTOR: "mentor",
        }.get(refused.fault)
        if name is not None and name in self:
            self[name].errors = [str(REPORT_FAULTS[refused.fault])]
        else:
            self.form_errors.append(str(REPORT_FAULTS[refused.fault]))

    def ask_for_files_again(self) -> None:
        """A browser sends files once: say so where they were sent in vain."""
        if any(True for _one in _new_files(self.files.data or ())) and not self.files.errors:
            self.files.errors = [gettext("Pilih lagi berkasnya; yang tadi belum tersimpan.")]


class ConfirmForm(FlaskForm):  # type: ignore[misc]
    """What the confirmer saw."""

    seen_on = DayField(_("Tanggal Anda melihat hasilnya"))
    facts = _text(
        _("Yang Anda lihat"),
        _("Tulis apa yang Anda lihat."),
        LONGEST_FACTS,
        description=_("Fakta, bukan nilai: apa yang ada, di mana, apa yang berubah. Dibaca oleh pegawainya."),
    )


class MendForm(FlaskForm):  # type: ignore[misc]
    """What is missing."""

    missing = _text(
        _("Yang masih kurang"),
        _("Tulis apa yang masih kurang."),
        LONGEST_FACTS,
        description=_("Cukup satu dua kalimat, supaya pegawainya tahu apa yang perlu dilengkapi."),
    )


def _new_files(sent: Iterable[FileStorage | str]) -> Iterable[NewFile]:
    for one in sent:
        if isinstance(one, FileStorage) and one.filename:
            yield NewFile(name=one.filename, body=_body(one))


def _body(sent: FileStorage) -> bytes:
    sent.stream.seek(0)  # looked at before, where the form stands there again
    return bytes(sent.read())


def _numbers(values: Iterable[str]) -> tuple[int, ...]:
    return tuple(int(one) for one in values if one.isascii() and one.isdigit() and len(one) < 18)
