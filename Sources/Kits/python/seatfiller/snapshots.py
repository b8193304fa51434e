"""The snapshots of a world's data."""

from __future__ import annotations

from typing import List

from .connection import Connection


class Snapshots:
    """Keeps the data of a world under names, to return to it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> List[str]:
        return [str(name) for name in self._connection.get("snapshots")["snapshots"]]

    def keep(self, name: str) -> None:
        """Keeps the present data."""
        self._connection.call("PUT", f"snapshots/{name}")

    def exists(self, name: str) -> bool:
        answer = self._connection.call("GET", f"snapshots/{name}", allowed=[404])
        return answer.status == 200

    def restore(self, name: str) -> None:
        """Returns to the data of a snapshot."""
        self._connection.call("POST", f"snapshots/{name}/restore")

    def drop(self, name: str) -> None:
        self._connection.delete(f"snapshots/{name}")
