"""A running Seatfiller."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Literal, Mapping, Optional, Sequence, Union

from .connection import Connection
from .process import Process, options
from .quirks import QuirkSettings
from .seed import SeedSource, path_of, script_of
from .wire import Instant, read, written
from .world import World, WorldState

#: Whether the APIs accept any token or none, or require one.
Auth = Literal["open", "enforced"]


@dataclass(frozen=True)
class ServerState:
    """What a server was started with; `store` is the path of its store file."""

    version: str
    uptime_seconds: int
    addresses: List[str]
    seeds: List[str]
    store: Optional[str]


@dataclass(frozen=True)
class Health:
    """What a server that is ready says."""

    status: str
    version: str
    uptime_seconds: int


class Server:
    """A server at a URL, whoever started it. `serve` starts one and returns it."""

    def __init__(self, url: str, admin_token: Optional[str] = None) -> None:
        # SEATFILLER_URL of `seatfiller env` leads to a world.
        self.connection = Connection(url.partition("/__world/")[0], admin_token)
        self._folder: Optional[str] = None
        self._lock = threading.Lock()
        self._log: Optional[Path] = None
        self._ending: Optional[weakref.finalize[Any, Server]] = None

    def __repr__(self) -> str:
        return f"<Server {self.url}>"

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @property
    def url(self) -> str:
        return self.connection.url

    def world(self, name: Optional[str] = None) -> World:
        """The world of this name, which its first request makes; or a new world with a name of
        its own."""
        return World(self, name) if name else World(self).make()

    def worlds(self) -> List[WorldState]:
        return [read(WorldState, world) for world in self.connection.get("worlds")["worlds"]]

    def state(self) -> ServerState:
        return read(ServerState, self.connection.get("server"))

    def health(self) -> Health:
        return read(Health, self.connection.get("health"))

    def metrics(self) -> str:
        """Metrics in Prometheus' text format."""
        return self.connection.call("GET", "metrics", accept="*/*").text()

    def authority(self) -> str:
        """The certificate that makes clients trust the server, in PEM."""
        return self.connection.call("GET", "ca.pem", accept="*/*").text()

    def trust_store(self) -> bytes:
        """The same in PKCS #12, as Java reads it with the password `changeit`."""
        return self.connection.call("GET", "ca.p12", accept="*/*").content

    def openapi(self, api: Literal["store", "elements", "admin"]) -> Dict[str, Any]:
        """The OpenAPI document of an API, or of the control plane."""
        document: Dict[str, Any] = self.connection.get(f"openapi/{api}.json")
        return document

    def shut_down(self) -> None:
        """Stops a server that others have started, without waiting."""
        self.connection.call("POST", "shutdown")

    def log(self) -> str:
        """What the server has said, if it was started from here."""
        return self._log.read_text(errors="replace") if self._log else ""

    def folder(self) -> str:
        """A temporary folder that `close` removes."""
        with self._lock:
            if self._folder is None:
                self._folder = tempfile.mkdtemp(prefix="seatfiller-")
                self._ending = weakref.finalize(self, shutil.rmtree, self._folder, True)
            return self._folder

    def close(self) -> None:
        """Stops the server if `serve` started it, and removes its temporary files."""
        if self._ending is not None:
            self._ending()


def serve(
    seed: Union[SeedSource, Sequence[SeedSource], None] = None,
    *,
    port: int = 0,
    host: Optional[str] = None,
    auth: Auth = "open",
    quirks: Union[QuirkSettings, Mapping[str, str], None] = None,
    admin_token: Optional[str] = None,
    clock: Optional[Instant] = None,
    arguments: Sequence[str] = (),
    timeout: float = 60,
) -> Server:
    """Starts a server and returns it when it is ready. It stops at the end of a `with`, at
    `close()`, and whenever this process ends.

    - Parameters:
      - seed: A dict, a path or text, or several of them; by default the demo seed.
      - port: By default a free one.
      - clock: An instant at which the clock stands still.
      - arguments: Further options of `seatfiller serve`, such as `--journal-answers=0`.
      - timeout: How many seconds to wait until it is ready.
    - Raises: StartError with what the server said.
    """
    folder = tempfile.mkdtemp(prefix="seatfiller-")
    try:
        process = Process(
            [
                *options(
                    _paths(seed, folder),
                    port=port,
                    host=host,
                    auth=auth,
                    quirks=quirks,
                    admin_token=admin_token,
                    clock=None if clock is None else written(clock),
                ),
                *arguments,
            ],
            folder,
            timeout=timeout,
        )
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    server = Server(process.url, admin_token)
    server._log, server._folder = process.log, folder
    server._ending = weakref.finalize(server, _end, process, folder)
    return server


def _end(process: Process, folder: str) -> None:
    process.stop()
    shutil.rmtree(folder, ignore_errors=True)


def _paths(seed: Union[SeedSource, Sequence[SeedSource], None], folder: str) -> List[str]:
    """The paths of seeds; those that hold their data themselves are written into the folder."""
    if seed is None:
        return []
    several = [seed] if isinstance(seed, (str, os.PathLike, Mapping)) else seed
    paths: List[str] = []
    for each in several:
        path = path_of(each)
        if path is None:
            script = script_of(each)
            path = Path(folder, f"seed-{len(paths)}{script.ending}")
            path.write_bytes(script.content)
        paths.append(str(path))
    return paths
