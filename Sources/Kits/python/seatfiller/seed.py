"""The seed of a world: the data that it starts with."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any, List, Mapping, NamedTuple, Optional, Union

from .connection import Connection

#: A seed as a dict, as a path of a file or a folder, or as text in JSON or SQL. Text is JSON if it
#: begins with { or comments before it, and a path if it ends in .json, .sql or .db or has no white
#: space, which no SQL lacks.
SeedSource = Union[Mapping[str, Any], "os.PathLike[str]", str]


_JSON = re.compile(r"(\s|//[^\n]*\n|/\*.*?\*/)*\{", re.DOTALL)


class Script(NamedTuple):
    """The content of a seed and its media type."""

    content: bytes
    media_type: str

    @property
    def ending(self) -> str:
        return ".sql" if self.media_type == "application/sql" else ".json"


class Seed:
    """Loads seeds into a world. A seed with a mistake changes nothing, and the error names the
    line and column of each."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, seed: SeedSource) -> str:
        """Replaces the data, to which resets then return.

        - Returns: what the world holds, such as `4 users, 264 seats, 2 customers, 5 tenants`.
        """
        first, *rest = scripts(seed)
        holds = self._load("PUT", first)
        for script in rest:
            holds = self._load("POST", script)
        return holds

    def add(self, seed: SeedSource) -> str:
        """Adds to the data, and says what the world holds then."""
        holds = ""
        for script in scripts(seed):
            holds = self._load("POST", script)
        return holds

    def _load(self, method: str, script: Script) -> str:
        answer = self._connection.call(method, "seed", script.content, media_type=script.media_type)
        return str(answer.json()["holds"])


def path_of(seed: SeedSource) -> Optional[Path]:
    """The path that a seed is, or None for one that holds its data itself."""
    if isinstance(seed, os.PathLike):
        return Path(seed)
    if isinstance(seed, str):
        is_word = not re.search(r"\s", seed)
        is_named = seed.endswith((".json", ".sql", ".db")) and "\n" not in seed
        if (is_word or is_named) and not _JSON.match(seed):
            return Path(seed)
    return None


def scripts(seed: SeedSource) -> List[Script]:
    """What a seed says: a folder has a script for each file, in the order of names."""
    path = path_of(seed)
    if path is None:
        return [script_of(seed)]
    if path.is_dir():
        files = [file for file in sorted(path.iterdir()) if file.suffix in (".json", ".sql")]
        found = [file for file in files if not file.name.startswith(".")]
        if not found:
            raise FileNotFoundError(f"The folder {path} has no seed: no .json and no .sql file.")
        return [script for file in found for script in scripts(file)]
    if not path.exists():
        raise FileNotFoundError(f"There is no seed at {path}.")
    if path.suffix == ".db":
        raise ValueError(f"{path} is a store: only a server can start with it, not a world.")
    if path.suffix == ".sql":
        return [Script(path.read_bytes(), "application/sql")]
    return [Script(path.read_bytes(), "application/json")]


def script_of(seed: SeedSource) -> Script:
    """The script of a seed that is no path."""
    if isinstance(seed, Mapping):
        return Script(json.dumps(seed).encode(), "application/json")
    if isinstance(seed, str):
        is_json = _JSON.match(seed) is not None
        return Script(seed.encode(), "application/json" if is_json else "application/sql")
    raise TypeError(f"a seed is a dict, a path or text, not {type(seed).__name__}")
