"""Which installation a command works on and who acts there, and opening one without loading any page."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from elearn.config import Settings, settings_from
from elearn.operations import instance as instance_folder
from elearn.operations import preparing
from elearn.operations.bare_app import create_bare_app

Command = TypeVar("Command", bound=Callable[..., Any])


def instance_option(command: Command) -> Command:
    """The option `--instance DIR` of a command; its value goes to `opened(instance=...)`."""
    option = click.option(
        "--instance",
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False),
        help="Folder data (basis data, terbitan, rahasia).",
    )
    return option(command)


def settings_of(instance: Path | None = None, **overrides: Any) -> Settings:
    """The settings of this process: the environment, bettered by the command line.

    Raises SettingsError.
    """
    return settings_from(os.environ, instance=instance and instance.absolute(), **overrides)


def operator_name() -> str:
    """Who acts at the command line: the user of the operating system, as the audit log names him."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "operator"


@contextmanager
def opened_without_pages(instance: Path | None = None) -> Iterator[Settings]:
    """As `opened`, for commands whose rooms lie below the pages. Raises SettingsError or InstanceError."""
    settings = settings_of(instance)
    preparing.check(settings)
    with create_bare_app(settings).app_context():
        preparing.prepare_tables(settings)
        instance_folder.mark(settings)
        yield settings
