"""A world: a whole copy of the emulator's state, which costs almost nothing."""

from __future__ import annotations

import secrets
import shlex
import subprocess
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Dict, List, Optional

from .clock import Clock
from .coverage import Coverage
from .data import Data
from .executable import executable
from .faults import Faults
from .journal import Requests
from .process import environment
from .quirks import Quirks
from .rules import Rules
from .seed import Seed
from .snapshots import Snapshots
from .traversals import Traversals

if TYPE_CHECKING:
    from .server import Server


@dataclass(frozen=True)
class WorldState:
    """A world in the server's list; `created` is in real time."""

    name: str
    created: datetime
    requests: int
    private_bytes: int


class World:
    """Data, clock, faults, quirks, signing keys and journal that nobody else has.

    `url` is the base URL for clients. As a context manager it drops itself at the end.
    """

    def __init__(self, server: Server, name: Optional[str] = None) -> None:
        self.server = server
        self.name = name or f"world-{secrets.token_hex(8)}"
        connection = server.connection.below(f"/__world/{self.name}")
        self.url = connection.url
        self._connection = connection
        self.faults = Faults(connection)
        self.requests = Requests(connection)
        self.traversals = Traversals(connection)
        self.clock = Clock(connection)
        self.quirks = Quirks(connection)
        self.seed = Seed(connection)
        self.snapshots = Snapshots(connection)
        self.data = Data(connection)
        self.coverage = Coverage(connection)
        self.rules = Rules(connection)

    def __repr__(self) -> str:
        return f"<World {self.url}>"

    def __enter__(self) -> World:
        return self

    def __exit__(self, *error: object) -> None:
        self.drop()

    def make(self, *, of: Optional[World] = None) -> World:
        """Makes the world, which must not exist, from the seeded state or of another world."""
        self.server.connection.put(f"worlds/{self.name}", {"from": of.name} if of else {})
        return self

    def copy(self, name: Optional[str] = None) -> World:
        """A new world with the present state of this world, to which its resets then return."""
        return World(self.server, name).make(of=self)

    def export(self) -> Dict[str, Any]:
        """The data as a seed that gives the same answers."""
        seed: Dict[str, Any] = self._connection.get("export")
        return seed

    def reset(self) -> None:
        """Returns to the seeded state: data, clock, faults, quirks, signing keys, journal."""
        self._connection.call("POST", "reset")

    def drop(self) -> None:
        """Drops the world, if it is there."""
        self.server.connection.delete(f"worlds/{self.name}", allowed=[404])

    def rotate_keys(self) -> List[str]:
        """Makes a new key that signs tokens, and returns the ids of all that stay valid."""
        return [str(key) for key in self._connection.call("POST", "keys/rotate").json()["keys"]]

    def environment(self) -> Dict[str, str]:
        """Variables that lead clients here that have the services' hosts written into them: add
        them to `os.environ` for such a process.

        The files that they name are there until the server is stopped, or closed.
        """
        command = [executable(), "env", self.server.url, "--world", self.name, "--shell", "dotenv"]
        run = subprocess.run(
            command,
            env=environment(self.server.folder()),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if run.returncode != 0:
            raise RuntimeError(f"{' '.join(command)} failed: {run.stderr.strip()}")
        words = shlex.split(run.stdout, comments=True)
        return dict(word.split("=", 1) for word in words)
