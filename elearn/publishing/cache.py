"""What was rendered once is not rendered again: a file of results, named by everything they depend on.

Losing the file costs time and nothing else, so every trouble with it is passed over.
"""

import contextlib
import json
from pathlib import Path

from elearn.markup.jobs import Job, rendered_from_data, rendered_to_data
from elearn.markup.renderer import Renderer
from elearn.markup.values import Rendered
from elearn.publishing.memory import opened_memory
from elearn.publishing.program import libraries

MAX_ROWS = 50_000


class CachedRenderer:
    """A renderer that remembers; `path` None remembers nothing beyond the `with` block."""

    def __init__(self, renderer: Renderer, path: Path | None) -> None:
        self._renderer = renderer
        self._libraries = libraries()
        self._fresh: dict[str, Rendered] = {}
        self._memory = opened_memory(path, max_rows=MAX_ROWS) if path else None

    def __enter__(self) -> "CachedRenderer":
        return self

    def __exit__(self, *_: object) -> None:
        if self._memory is not None:
            self.keep()
            self._memory.close()

    def keep(self) -> None:
        """Write down what was rendered since the last time: who is broken off has not worked for nothing."""
        if self._memory is not None and self._fresh:
            fresh = self._fresh.items()
            self._memory.keep((key, json.dumps(rendered_to_data(result)).encode()) for key, result in fresh)
            self._fresh = {}

    def warm_up(self) -> None:
        """Say that something will be rendered soon."""
        self._renderer.warm_up()

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
