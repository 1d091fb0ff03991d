"""The bytes of a foreign file as text, or the reason why they are not text."""

from elearn.exchange.notes import UnreadableFile

MAX_BYTES = 4 * 1024 * 1024
MAX_XML_BYTES = 32 * 1024 * 1024
MAX_QUESTIONS = 3_000
MAX_TEXT_CHARACTERS = 20_000
"""Of one question text, option or feedback: longer ones hold up everything that reads them."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decoded(data: bytes, limit: int = MAX_BYTES) -> str:
    """The text of a file with `\\n` line ends, without byte order mark.

    Raises:
        UnreadableFile: too large, empty, UTF-16, not UTF-8, or binary.
    """
    if len(data) > limit:
        raise UnreadableFile("too-large", size=str(len(data) // 1024), limit=str(limit // 1024))
    if data.startswith(_UTF16):
        raise UnreadableFile("utf-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("not-utf-8", line=str(data[: error.start].count(b"\n") + 1)) from None
    if "\0" in text:
        raise UnreadableFile("utf-16" if text.count("\0") > len(text) // 4 else "binary")
    if not text.strip():
        raise UnreadableFile("empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")
