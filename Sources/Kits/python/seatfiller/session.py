"""The servers of a test session, each of which is started when a test first needs it."""

from __future__ import annotations

import fcntl
import os
import select
import shutil
import tempfile
import threading
import urllib.error
import urllib.request
from pathlib import Path
from typing import Dict, Optional

from .process import STOP_SECONDS, Process, options
from .server import Auth, Server, serve


class Session:
    """The servers of one process of the session: at a URL, of its own, or shared by workers."""

    def __init__(self, url: Optional[str] = None, shared: Optional[str] = None) -> None:
        """
        - Parameters:
          - url: Where a server runs.
          - shared: The folder of a controller. It is elsewhere if the worker is on another
            machine, which then has servers of its own.
        """
        token = os.environ.get("SEATFILLER_ADMIN_TOKEN")
        self._running = Server(url, token) if url else None
        self._shared = Path(shared) if shared and os.path.isdir(shared) else None
        self._servers: Dict[Optional[Auth], Server] = {}
        self._lock = threading.Lock()

    def server(self, auth: Optional[Auth] = None) -> Server:
        """The server that answers with this authentication; a server that runs may have any.

        - Raises: ValueError if it runs with another.
        """
        with self._lock:
            if auth not in self._servers:
                self._servers[auth] = self._found(auth)
            return self._servers[auth]

    def close(self) -> None:
        """Stops the servers of this process, and removes all temporary files."""
        for server in {*self._servers.values(), *([self._running] if self._running else [])}:
            server.close()
        self._servers.clear()

    def _found(self, auth: Optional[Auth]) -> Server:
        if self._running is not None:
            if auth is not None:
                _check(self._running, auth)
            return self._running
        if auth is None:
            auth = "open"
            if auth in self._servers:
                return self._servers[auth]
        return _shared_server(self._shared, auth) if self._shared else serve(auth=auth)


class Controller:
    """What a session's controller holds for its workers. A worker starts their server, but the
    server lives until the controller ends, even by kill -9: its input is a named pipe that nobody
    else holds open for writing."""

    def __init__(self) -> None:
        # Not pytest's own temporary folder, which is kept: a program that reads the files there
        # would wait for ever at a named pipe.
        self.folder = tempfile.mkdtemp(prefix="seatfiller-")
        self._life = self._pipe("life", os.O_RDWR)
        self._end = self._pipe("end", os.O_RDONLY | os.O_NONBLOCK)

    def close(self) -> None:
        """Stops the servers, and waits until they have ended."""
        os.close(self._life)
        if any(Path(self.folder).glob("*/url")):
            # Each server holds the other end, which closes with the last of them.
            select.select([self._end], [], [], STOP_SECONDS)
        os.close(self._end)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _pipe(self, name: str, flags: int) -> int:
        path = os.path.join(self.folder, name)
        os.mkfifo(path)
        return os.open(path, flags)


def _shared_server(shared: Path, auth: Auth) -> Server:
    """The server that all workers use. The first of them starts it while the others wait."""
    with Path(shared, "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = Path(shared, auth)
        url = folder / "url"
        if not url.exists():
            folder.mkdir(exist_ok=True)
            url.write_text(_start(shared, folder, auth))
    server = Server(url.read_text())
    server._log = folder / "log"
    return server


def _start(shared: Path, folder: Path, auth: Auth) -> str:
    # Opening must not wait for a controller that has ended, but reading must wait.
    life = os.open(shared / "life", os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(life, True)
    end = os.open(shared / "end", os.O_WRONLY)
    try:
        process = Process(options(auth=auth), str(folder), timeout=60, input=life, inherited=[end])
    finally:
        os.close(life)
        os.close(end)
    process.leave()
    return process.url


def _check(server: Server, auth: Auth) -> None:
    """Checks that a server which others have started has this authentication, which only its
    answers tell."""
    # Proxies in the environment are for the clients under test.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with server.world() as world:
        try:
            opener.open(f"{world.url}/V1/Inventory", timeout=60).close()
            runs: Auth = "open"
        except urllib.error.HTTPError as error:
            error.close()
            runs = "enforced" if error.code == 401 else "open"
    if runs != auth:
        raise ValueError(f'the server at {server.url} runs with --auth {runs}, not "{auth}"')
