"""The mark of a test: `@pytest.mark.seatfiller(seed=…, auth=…, quirks=…, verify=…)`."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterable, List, Mapping, Optional

import pytest

from .seed import SeedSource, path_of, scripts
from .server import Auth
from .traversals import Conditions

_KEYWORDS = ["seed", "auth", "quirks", "verify"]
_CONDITIONS = [*Conditions.__annotations__]


@dataclass(frozen=True)
class Mark:
    """What the marks of a test, its class and its module say together; the nearest wins."""

    seeds: List[SeedSource]
    auth: Optional[Auth]
    quirks: Dict[str, str]
    #: Keyword arguments of `Traversals.verify`, or None for no verification.
    verify: Optional[Dict[str, Any]]

    @classmethod
    def of(cls, item: pytest.Item) -> Mark:
        """
        - Raises: ValueError for a mistake.
        """
        given: Dict[str, Any] = {}
        for mark in item.iter_markers("seatfiller"):
            if mark.args:
                raise ValueError(f"give {mark.args[0]!r} a keyword: {', '.join(_KEYWORDS)}")
            given = {**mark.kwargs, **given}
        _check(given, _KEYWORDS, "keyword")
        return cls(
            _seeds(given.get("seed"), item),
            _auth(given.get("auth")),
            _quirks(given.get("quirks")),
            _verify(given.get("verify")),
        )


def _check(given: Iterable[Any], known: List[str], kind: str) -> None:
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(str(name), known, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
            raise ValueError(f"unknown {kind} {name!r}; {hint}")


def _seeds(value: Any, item: pytest.Item) -> List[SeedSource]:
    if value is None:
        return []
    several = value if isinstance(value, (list, tuple)) else [value]
    folders = [item.path.parent, item.config.rootpath]
    return [_seed(each, folders) for each in several]


def _seed(value: Any, folders: List[Path]) -> SeedSource:
    if not isinstance(value, (str, os.PathLike, Mapping)):
        raise ValueError(f"seed is a dict, a path or text, not {value!r}")
    path = path_of(value)
    if path is None:
        return value
    for folder in folders:
        if (folder / path).exists():
            scripts(folder / path)
            return folder / path
    places = " or in ".join(dict.fromkeys(map(str, folders)))
    raise ValueError(f"there is no seed {path} in {places}")


def _auth(value: Any) -> Optional[Auth]:
    if value not in (None, "open", "enforced"):
        raise ValueError(f'auth is "open" or "enforced", not {value!r}')
    return value  # type: ignore[no-any-return]


def _quirks(value: Any) -> Dict[str, str]:
    if not isinstance(value, (Mapping, type(None))):
        raise ValueError(f'quirks is a dict such as {{"store.maxResults": "clamp"}}, not {value!r}')
    return dict(value or {})


def _verify(value: Any) -> Optional[Dict[str, Any]]:
    if value is None or isinstance(value, bool):
        return {} if value else None
    if not isinstance(value, Mapping):
        raise ValueError(f"verify is True, False or a dict of conditions, not {value!r}")
    _check(value, _CONDITIONS, "condition of verify")
    return dict(value)
