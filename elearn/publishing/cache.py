"""What was rendered once is not rendered again: a file of results, named by everything they depend on.

Losing the file costs time and nothing else, so every trouble with it is passed over.
"""

import contextlib
import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from elearn.markup.jobs import Job, rendered_from_data, rendered_to_data
from elearn.markup.renderer import Renderer
from elearn.markup.values import Rendered
from elearn.publishing.memory import opened_memory

MAX_ROWS = 50_000
_LIBRARIES = ("markdown", "pymdown-extensions", "nh3", "latex2mathml", "pygments")


class CachedRenderer:
    """A renderer that remembers; `path` None remembers nothing beyond the `with` block."""

    def __init__(self, renderer: Renderer, path: Path | None) -> None:
        self._renderer = renderer
        self._libraries = " ".join(f"{name}-{_version(name)}" for name in _LIBRARIES)
        self._fresh: dict[str, Rendered] = {}
        self._memory = opened_memory(path, max_rows=MAX_ROWS) if path else None

    def __enter__(self) -> "CachedRenderer":
        return self

    def __exit__(self, *_: object) -> None:
        if self._memory is not None:
            fresh = self._fresh.items()
            self._memory.keep((key, json.dumps(rendered_to_data(result)).encode()) for key, result in fresh)
            self._memory.close()

    def run(self, job: Job) -> Rendered:
        """The text of the job as safe HTML.

        Raises:
            MarkupRefused: the text would hold up the renderer.
        """
        key = job.key(self._libraries)
        known = self._fresh.get(key) or self._kept(key)
        if known is None:
            known = self._fresh[key] = self._renderer.run(job)
        return known

    def _kept(self, key: str) -> Rendered | None:
        result = self._memory.find(key) if self._memory else None
        with contextlib.suppress(ValueError, KeyError, TypeError):
            return rendered_from_data(json.loads(result)) if result else None
        return None


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "0"
