"""The shapes on the network: JSON's camelCase to dataclasses and back."""

from __future__ import annotations

import dataclasses
import re
import typing
from datetime import datetime, timezone
from typing import Any, Dict, Mapping, Type, TypeVar, Union

T = TypeVar("T")

#: A value of JSON. Recursive types are beyond what Python 3.9 can say.
JSON = Any

#: An instant in ISO 8601, or a datetime with a time zone.
Instant = Union[str, datetime]


def camel(name: str) -> str:
    """The member that Python calls `name`: `customerId` for `customer_id`."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def members(given: Mapping[str, Any]) -> Dict[str, Any]:
    """What was given, without what is None, under the names on the network."""
    return {camel(name): value for name, value in given.items() if value is not None}


def criteria(given: Mapping[str, Any], shape: type) -> Dict[str, Any]:
    """The same for keywords that a TypedDict declares; others are a TypeError, as in a call."""
    for name in given:
        if name not in shape.__annotations__:
            known = ", ".join(shape.__annotations__)
            raise TypeError(f"unexpected keyword argument {name!r}; there are {known}")
    return members(given)


def read(shape: Type[T], value: JSON) -> T:
    """Makes a dataclass of a JSON object. Members that it does not know are left out, because a
    running server may be newer than this client."""
    return typing.cast(T, _read(shape, value))


def _read(shape: Any, value: JSON) -> Any:
    if dataclasses.is_dataclass(shape):
        hints = typing.get_type_hints(shape)
        given = {
            field.name: _read(hints[field.name], value[camel(field.name)])
            for field in dataclasses.fields(shape)
            if camel(field.name) in value
        }
        return typing.cast(Any, shape)(**given)
    if value is None:
        return None
    if shape is datetime:
        return instant(value)
    origin, arguments = typing.get_origin(shape), typing.get_args(shape)
    if origin is list:
        return [_read(arguments[0], element) for element in value]
    if origin is Union and type(None) in arguments and len(arguments) == 2:
        return _read(arguments[0], value)
    return value


def instant(text: str) -> datetime:
    """The instant of an ISO 8601 text; digits beyond microseconds are dropped."""
    match = re.fullmatch(r"(.{19})(?:\.(\d+))?(Z|[+-]\d\d:\d\d)", text)
    if match is None:
        raise ValueError(f"not an instant: {text!r}")
    seconds, fraction, zone = match.groups()
    # datetime.fromisoformat takes Z and other fractions from Python 3.11 on.
    zone = "+00:00" if zone == "Z" else zone
    return datetime.fromisoformat(f"{seconds}.{(fraction or '0')[:6]:0<6}{zone}")


def written(moment: Instant) -> str:
    """The ISO 8601 text of an instant."""
    if isinstance(moment, str):
        return moment
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone; give it one, such as timezone.utc")
    return moment.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
