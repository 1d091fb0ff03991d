"""A text of another system in one of its four formats, as Markdown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from elearn.exchange.decoding import MAX_TEXT_CHARACTERS
from elearn.exchange.html_text import markdown_from_html, plain_from_html
from elearn.exchange.notes import Note, Refused
from elearn.exchange.pictures import PictureBox
from elearn.exchange.plain_text import escaped, one_line, opened, without_controls

FORMATS = {
    "html": "html",
    "moodle": "moodle",
    "moodle_auto_format": "moodle",
    "plain": "plain",
    "plain_text": "plain",
    "markdown": "markdown",
}
"""The names of the formats in GIFT and in Moodle XML."""

_IMAGE = re.compile(r"!\[(?P<alt>[^\]\n]{0,500})\]\((?P<target>[^()\s]{1,1500000})(?: \"[^\"\n]{0,300}\")?\)")
_DATA = re.compile(r"data:image/[^\"'\s()]{0,3000000}")


@dataclass
class Texts:
    """Turns the texts of one question into Markdown and gathers what is lost."""

    box: PictureBox
    files: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def markdown(self, text: str, form: str, files: Mapping[str, str] | None = None) -> str:
        """The text in Markdown; `files` are the pictures (base64 by name) that came with it.

        Raises:
            Refused: longer than any text may be.
        """
        self.files |= files or {}
        if len(_DATA.sub("", text)) > MAX_TEXT_CHARACTERS:
            raise Refused("text-too-long", limit=str(MAX_TEXT_CHARACTERS))
        text = without_controls(text)
        if form == "markdown":
            return _IMAGE.sub(self._image, text).strip("\n").rstrip()
        if form == "plain":
            return "\n\n".join(opened(escaped(one_line(line))) for line in text.split("\n") if line.strip())
        if form == "moodle":
            text = text.strip().replace("\n", "<br>")
        written, notes = markdown_from_html(text, self._picture)
        self.notes += notes
        return written

    def plain(self, text: str, form: str = "html") -> str:
        """The text as words on one line, for answers that are typed."""
        if len(text) > MAX_TEXT_CHARACTERS:
            raise Refused("text-too-long", limit=str(MAX_TEXT_CHARACTERS))
        text = without_controls(text)
        return plain_from_html(text) if form == "html" else one_line(text)

    def _picture(self, source: str) -> str | None:
        return self.box.take(source, self.files, self.notes)

    def _image(self, match: re.Match[str]) -> str:
        path = self._picture(match["target"])
        return f"![{match['alt']}]({path})" if path else match["alt"]
