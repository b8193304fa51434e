"""What every campaign stands on: a server of its own, clients that ask it, and time that runs out."""

import http.client
import json
import os
import random
import resource
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "seed" / "demo.json"
# Longer than anything takes, in a debug build and on a machine that does ten other things.
PATIENCE = 180


class Find(Exception):
    """Something that the emulator must not do."""


def expect(claim: bool, otherwise: str) -> None:
    """Raises a find unless the claim holds."""
    if not claim:
        raise Find(otherwise)


def expect_whole(store: Path) -> None:
    """Raises a find unless SQLite calls the file whole."""
    connection = sqlite3.connect(store)
    try:
        said = connection.execute("PRAGMA integrity_check").fetchall()
        expect(said == [("ok",)], f"the store file is damaged: {said}")
    finally:
        connection.close()


@dataclass
class Answer:
    """An answer as it came."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        try:
            return json.loads(self.body)
        except ValueError:
            raise Find(f"a {self.status} whose content is no JSON: {self.body[:200]!r}") from None

    def __str__(self) -> str:
        return f"{self.status} {self.body[:300].decode(errors='replace')}"


class Connection:
    """A connection that is kept, for requests as `http.client` makes them."""

    def __init__(self, port: int, timeout: float = PATIENCE) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Sends text and bytes as they are, and anything else as JSON."""
        if body is not None and not isinstance(body, (str, bytes)):
            body = json.dumps(body)
        if isinstance(body, str):
            body = body.encode("utf-8", "surrogatepass")
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        if self._connection.sock is None and self._connection.auto_open:
            self._connection.connect()
            # A connection that the server has closed is not opened anew behind one's back.
            self._connection.auto_open = 0
        self._connection.request(method, path, body, fields)
        response = self._connection.getresponse()
        named = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, named, response.read())

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Server:
    """A running emulator; `log` is the file of all that it says."""

    def __init__(
        self, executable: str, folder: Path, options: tuple[str, ...],
        limits: dict[int, int] | None = None,
    ) -> None:  # fmt: skip
        self._ready = folder / "ready"
        self._ready.unlink(missing_ok=True)
        self.log = folder / "log"
        command = [executable, "serve", "--port", "0", "--ready-file", str(self._ready), *options]

        def limit() -> None:
            for kind, bound in (limits or {}).items():
                resource.setrlimit(kind, (bound, bound))

        with open(self.log, "ab") as log:
            # In a session of its own, so that Ctrl-C comes to the hunt alone.
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=limit,
            )  # fmt: skip
        self.port = 0

    def wait_until_ready(self) -> "Server":
        """Waits for the file that says where the server listens."""
        patience = time.monotonic() + PATIENCE
        while not self._ready.exists():
            expect(self.process.poll() is None, f"a server did not start: {self.last_words}")
            expect(time.monotonic() < patience, "a server was not ready in time")
            time.sleep(0.002)
        self.port = int(self._ready.read_text().strip().rsplit(":", 1)[1])
        return self

    def connect(self, timeout: float = PATIENCE) -> Connection:
        return Connection(self.port, timeout)

    def socket(self, timeout: float = PATIENCE) -> socket.socket:
        """A connection for bytes that are no request of `http.client`'s."""
        return socket.create_connection(("127.0.0.1", self.port), timeout)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Asks over a connection of its own."""
        with self.connect() as connection:
            try:
                return connection.ask(method, path, body, **headers)
            except (OSError, http.client.HTTPException) as error:
                raise Find(f"{method} {path}: {error!r}; {self.state}") from error

    def expect_alive(self, after: str) -> None:
        """Raises a find unless the health check answers."""
        expect(self.process.poll() is None, f"after {after}: {self.state}")
        answer = self.ask("GET", "/healthz")
        expect(answer.status == 200, f"after {after} the health check answers {answer}")

    @property
    def descriptors(self) -> int:
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    @property
    def last_words(self) -> str:
        return self.log.read_text(errors="replace")[-400:].strip()

    @property
    def state(self) -> str:
        code = self.process.poll()
        return "the server runs" if code is None else f"the server ended with {code}: {self.last_words}"

    def kill(self) -> None:
        """Ends it as a power cut would."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ends it as an operator would; a server that cannot be ended so, or that failed, is a find."""
        expect(self.process.poll() is None, self.state)
        self.process.terminate()
        try:
            code = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise Find("a server did not stop on SIGTERM") from None
        expect(code == 0, f"a server that was told to stop {self.state}")


class Hunt:
    """What a campaign is given: dice, time, a folder, and servers that end with it."""

    def __init__(self, executable: str, name: str, seed: int, seconds: float) -> None:
        self.executable = executable
        self.random = random.Random(f"{seed} {name}")
        self._end = time.monotonic() + seconds
        self._temporary = tempfile.TemporaryDirectory(prefix="seatfiller-hunt-")
        self.folder = Path(self._temporary.name)
        self._servers: list[Server] = []

    @property
    def goes_on(self) -> bool:
        return time.monotonic() < self._end

    @contextmanager
    def serving(self, *options: str, limits: dict[int, int] | None = None) -> Iterator[Server]:
        """A server that is stopped in peace where nothing was found, and killed where something was."""
        server = self.start(*options, limits=limits).wait_until_ready()
        try:
            yield server
            server.stop()
        finally:
            server.kill()

    def start(self, *options: str, limits: dict[int, int] | None = None) -> Server:
        """A server that may not be ready yet."""
        server = Server(self.executable, self.folder, options, limits)
        self._servers.append(server)
        return server

    def check(self, *arguments: str, content: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Runs `seatfiller check`."""
        command = [self.executable, "check", *arguments]
        return subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE)

    def __enter__(self) -> "Hunt":
        return self

    def __exit__(self, *_: object) -> None:
        for server in self._servers:
            server.kill()
        self._temporary.cleanup()
