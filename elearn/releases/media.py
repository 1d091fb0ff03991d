"""Files that a page may show, play or offer: known by their first bytes, never by their name alone."""

from dataclasses import dataclass

from elearn.releases.pictures import CONTENT_TYPES, kind_of

_RECORDINGS: tuple[tuple[str, str, tuple[bytes, ...], int], ...] = (
    # extension, content type, what the bytes begin with, from which byte on
    ("mp3", "audio/mpeg", (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"), 0),
    ("ogg", "audio/ogg", (b"OggS",), 0),
    ("m4a", "audio/mp4", (b"ftyp",), 4),
    ("mp4", "video/mp4", (b"ftyp",), 4),
    ("webm", "video/webm", (b"\x1a\x45\xdf\xa3",), 0),
    ("vtt", "text/vtt; charset=utf-8", (b"WEBVTT", b"\xef\xbb\xbfWEBVTT"), 0),
    ("pdf", "application/pdf", (b"%PDF-",), 0),
)
DOWNLOADS = frozenset({"pdf"})
"""Extensions that a browser saves: opened in our name, a document could do more than be read."""


@dataclass(frozen=True, slots=True)
class MediaFile:
    """How a file is served."""

    extension: str
    content_type: str

    @property
    def is_download(self) -> bool:
        """Whether a browser is told to save it."""
        return self.extension in DOWNLOADS


def media_file(data: bytes, extension: str) -> MediaFile | None:
    """How bytes are served under an extension; None when they are not what the extension says."""
    picture = kind_of(data)
    if picture is not None:
        return MediaFile(extension, CONTENT_TYPES[picture]) if picture.value == extension else None
    for known, content_type, beginnings, start in _RECORDINGS:
        if known == extension and data[start:].startswith(beginnings):
            return MediaFile(extension, content_type)
    return None
