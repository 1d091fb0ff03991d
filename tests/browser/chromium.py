"""The Chromium that is installed on this machine."""

from __future__ import annotations

import os
import shutil
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str | None:
    """The path of Chromium: from CHROMIUM, or found in PATH; None when there is none."""
    return os.environ.get("CHROMIUM") or next(
        (found for name in NAMES if (found := shutil.which(name))), None
    )


def launch_arguments() -> dict[str, Any]:
    """What Playwright needs to start it; as root Chromium refuses to run in its sandbox."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return {"executable_path": executable(), "args": ["--no-sandbox"] if is_root else []}
