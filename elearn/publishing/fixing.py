"""`elearn check --fix`: the sure mends, written so that a file is at every instant either old or new."""

import contextlib
import tempfile
from collections.abc import Mapping
from pathlib import Path

from elearn.content.mend import mended


def fix_files(files: Mapping[str, Path]) -> list[Path]:
    """Mend files in place and give those that changed. Keys are paths as in the content folders.

    Raises:
        OSError: a file cannot be read or written.
    """
    return [path for inside, path in files.items() if _is_changed(inside, path)]


def _is_changed(inside: str, path: Path) -> bool:
    before = path.read_bytes()
    after = mended(before, inside)
    if after == before:
        return False
    _replace(path.resolve(), before, after)
    return True


def _replace(path: Path, before: bytes, after: bytes) -> None:
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=".mend-", delete=False) as file:
        temporary = Path(file.name)
    try:
        temporary.write_bytes(after)
        temporary.chmod(path.stat().st_mode & 0o7777)
        # The author may have saved in an editor meanwhile: his words win, the mend waits for the next run.
        if path.read_bytes() == before:
            temporary.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
