"""What came in, written beside what is there."""

import os
from pathlib import Path

from elearn.exchange.importing import Imported


def save_imported(into: Path, imported: Imported) -> None:
    """Pictures first, then the quiz in one step: a quiz never names a picture that is not there.

    Nothing is written when nothing new came in.

    Raises:
        OSError: the folder cannot be written.
    """
    if imported.document is None:
        return
    into.parent.mkdir(exist_ok=True)
    for path, data in imported.pictures.items():
        (into.parent / path).parent.mkdir(exist_ok=True)
        _replace(into.parent / path, data)
    _replace(into, imported.document.encode())


def _replace(path: Path, data: bytes) -> None:
    draft = path.with_name(f".{path.name}.baru")
    draft.write_bytes(data)
    os.replace(draft, path)  # noqa: PTH105 - the one step that is atomic everywhere
