"""The addresses for bringing questions in and taking quizzes out."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from elearn.authoring.blueprint import bp

_VIEWS = "elearn.authoring.transfer.views"


def _later(name: str) -> Callable[..., Any]:
    """A view whose module is imported when it is first called, as commands are: the readers and writers of
    all formats would cost every start of the server 0.1 s.
    """

    def view(**values: str) -> Any:
        return getattr(import_module(_VIEWS), name)(**values)

    return view


for _rule, _name, _method in (
    ("/import", "bring_in", "GET"),
    ("/import", "preview_import", "POST"),
    ("/import/file", "download_import", "POST"),
    ("/import/saved", "save_import", "POST"),
    ("/<code:course>/<code:quiz>/export", "take_out", "GET"),
    ("/<code:course>/<code:quiz>/export/<form>", "export_file", "GET"),
):
    bp.add_url_rule(_rule, _name, _later(_name), methods=[_method])
