"""Files of authors in the folders of the test installation."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from elearn.config import Settings
from elearn.markup.renderer import Renderer
from elearn.publishing.actions import PublishReport, publish

Files = dict[str, str]


@pytest.fixture
def write(settings: Settings) -> Callable[[Files], None]:
    """write({"modules/x/course.md": text}): the author saves these files."""

    def save(files: Files) -> None:
        for name, text in files.items():
            path = settings.instance.parent / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())

    return save


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    """One rendering process for all tests: starting one takes longer than most of them."""
    with Renderer() as running:
        yield running


@pytest.fixture
def publish_now(app: Flask, settings: Settings, renderer: Renderer) -> Callable[..., PublishReport]:
    """publish_now(**options): what `elearn publish` does."""

    def run(**options: Any) -> PublishReport:
        return publish(settings, actor="penyusun", renderer=renderer, **options)

    return run
