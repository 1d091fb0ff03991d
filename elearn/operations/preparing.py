"""Bringing an installation to the point where it can serve, step by step, each safe to repeat."""

from __future__ import annotations

from elearn.config import Settings
from elearn.operations import instance, schema
from elearn.operations.instance import InstanceError, InstanceState


def check(settings: Settings) -> InstanceState:
    """Refuse at once, before anything heavy is loaded, what cannot work.

    Raises InstanceError.
    """
    return instance.inspect(settings)


def is_ready(settings: Settings) -> bool:
    """Whether marker and tables are there; needs the application context.

    Raises InstanceError when the database beside a marker has no tables, or those of a newer program.
    """
    has_marker = instance.marker(settings).is_file()
    if schema.is_current():
        return has_marker
    if has_marker and schema.current_revision() is None:
        raise InstanceError(
            f"Basis data {schema.database_name()} kosong, padahal folder ini sudah pernah dipakai.",
            hint="Kembalikan dari cadangan; untuk mulai dari awal, pakai folder lain.",
        )
    return False


def prepare_tables(settings: Settings) -> None:
    """Make or upgrade the tables, if they are not current. Raises InstanceError like `is_ready`."""
    if not is_ready(settings) and not schema.is_current():
        schema.upgrade()
