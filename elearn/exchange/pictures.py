"""Pictures inside a foreign file: checked by their content, named for their content, kept beside the quiz."""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from elearn.content.codes import code_from_text
from elearn.exchange.notes import Note, note

MAX_PICTURE_BYTES = 2 * 1024 * 1024
MAX_PICTURES = 500
FOLDER = "gambar"

KindOf = Callable[[bytes], str | None]
"""Gives the file ending (`png`) of the picture that some bytes are, None when a page may not show them."""

_DATA_URI = re.compile(r"data:image/[a-z+.-]+;base64,", re.IGNORECASE)
_PLUGIN_FILE = "@@PLUGINFILE@@/"


@dataclass
class PictureBox:
    """The pictures that came in: `kept` maps the path beside the quiz (`gambar/...`) to its bytes."""

    kind_of: KindOf
    kept: dict[str, bytes] = field(default_factory=dict)

    def take(self, source: str, files: Mapping[str, str], notes: list[Note]) -> str | None:
        """The path of the picture that `source` names, None (and a note why) when it cannot come in.

        `files` maps names inside the question to their base64 text.
        """
        shown = source[:60]
        encoded = self._encoded(source, files)
        if encoded is None:
            notes.append(note("picture-elsewhere", picture=shown))
            return None
        name, text = encoded
        data = _decoded(text)
        if data is None or len(data) > MAX_PICTURE_BYTES or len(self.kept) >= MAX_PICTURES:
            notes.append(note("picture-broken" if data is None else "picture-too-large", picture=name[:60]))
            return None
        ending = self.kind_of(data)
        if ending is None:
            notes.append(note("picture-kind", picture=name[:60]))
            return None
        path = f"{FOLDER}/{_named(name, data)}.{ending}"
        self.kept[path] = data
        return path

    @staticmethod
    def _encoded(source: str, files: Mapping[str, str]) -> tuple[str, str] | None:
        if match := _DATA_URI.match(source):
            return "gambar", source[match.end() :]
        name = unquote(source.removeprefix(_PLUGIN_FILE)).partition("?")[0]
        return (name, files[name]) if source.startswith(_PLUGIN_FILE) and name in files else None


def _decoded(text: str) -> bytes | None:
    if len(text) > 2 * MAX_PICTURE_BYTES:
        return b"x" * (MAX_PICTURE_BYTES + 1)
    try:
        return base64.b64decode("".join(text.split()), validate=True) or None
    except (binascii.Error, ValueError):
        return None


def _named(name: str, data: bytes) -> str:
    """A name from the old one and the content: the same picture has the same name on every import."""
    mark = hashlib.blake2b(data, digest_size=4).hexdigest()
    stem = code_from_text(name.rpartition(".")[0] or name)
    return stem if stem.endswith(f"-{mark}") else f"{stem}-{mark}"
