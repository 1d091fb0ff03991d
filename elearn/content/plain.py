"""Frozen dataclasses to JSON values and back, by their type hints: written once, right for every kind to
come.
"""

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")


def to_plain(value: Any) -> Any:
    """`value` as JSON can say it: dataclasses as objects, exact numbers and dates as text, bytes left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: _part(getattr(value, one.name)) for one in dataclasses.fields(value)}
    return _part(value)


def _part(value: Any) -> Any:
    if hasattr(value, "to_data"):
        return value.to_data()
    if dataclasses.is_dataclass(value):
        return to_plain(value)
    if isinstance(value, tuple | list):
        return [_part(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    if isinstance(value, Decimal | Fraction | date):
        return str(value)
    if isinstance(value, bytes):
        return ""
    return value


def from_plain(
    kind: type[Kind], data: Any, readers: Mapping[type, Callable[[Any], Any]] | None = None
) -> Kind:
    """The value of type `kind` that `to_plain` wrote. `readers` read types that need more than their hints.

    Raises:
        KeyError, TypeError, ValueError: the data is not of this type.
    """
    made: Kind = _read(kind, data, readers or {})
    return made


def _read(kind: Any, data: Any, readers: Mapping[type, Callable[[Any], Any]]) -> Any:
    origin = get_origin(kind)
    if origin is tuple:
        return _read_tuple(get_args(kind), data, readers)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        return _read(next(one for one in get_args(kind) if one is not types.NoneType), data, readers)
    if origin is Literal:
        return data
    if kind in readers:
        return readers[kind](data)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        given = {name: _read(hints[name], data[name], readers) for name in hints if name in data}
        return kind(**given)
    return _read_value(kind, data)


def _read_tuple(
    parts: tuple[Any, ...], data: Any, readers: Mapping[type, Callable[[Any], Any]]
) -> tuple[Any, ...]:
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(_read(parts[0], item, readers) for item in data)
    return tuple(_read(part, item, readers) for part, item in zip(parts, data, strict=True))


def _read_value(kind: Any, data: Any) -> Any:
    if kind is timedelta:
        return timedelta(seconds=data)
    if kind is date:
        return date.fromisoformat(data)
    if kind is bytes:
        return data.encode()
    if kind is Decimal or kind is Fraction or issubclass(kind, Enum):
        return kind(data)
    return data


@cache
def _hints(kind: type) -> dict[str, Any]:
    named = get_type_hints(kind)
    return {one.name: named[one.name] for one in dataclasses.fields(kind)}
