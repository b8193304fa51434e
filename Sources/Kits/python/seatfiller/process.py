"""The process of a server, which ends with the process that started it."""

from __future__ import annotations

import os
import selectors
import subprocess
import time
from pathlib import Path
from typing import Dict, List, Mapping, Optional, Sequence

from .errors import StartError
from .executable import executable

# `serve` does not notice the end of its parent, and a signal at the parent's death is Linux's and
# tied to a thread. `exec` ends with its command, and this command ends with its standard input,
# whatever ends the process at the other end, kill -9 included. It is started when the server is
# ready, so its line is what a start waits for.
_COMMAND = ["sh", "-c", 'printf "%s\\n" "$SEATFILLER_URL" && exec cat']

#: Answers in flight have 5 seconds when a server stops.
STOP_SECONDS = 10.0


class Process:
    """A server that has started and is ready at `url`. Its log is a file in its folder."""

    def __init__(
        self,
        options: Sequence[str],
        folder: str,
        *,
        timeout: float,
        input: int = subprocess.PIPE,
        inherited: Sequence[int] = (),
    ) -> None:
        """
        - Parameters:
          - input: What the server lives as long as; by default a pipe of this process.
          - inherited: Descriptors that the server keeps open.
        - Raises: StartError with what the server said.
        """
        command = [executable(), "exec", "--quiet", *options, "--", *_COMMAND]
        self.log = Path(folder, "log")
        with self.log.open("wb") as log:
            self._popen = subprocess.Popen(
                command,
                stdin=input,
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment(folder),
                pass_fds=inherited,
                # Ctrl-C is for the tests, which stop the server when they have come to their end.
                start_new_session=True,
            )
        try:
            self.url = self._ready(time.monotonic() + timeout)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stops the server, and waits until it has ended."""
        if self._popen.stdin is not None:
            self._popen.stdin.close()
        self._popen.terminate()
        try:
            self._popen.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()
        if self._popen.stdout is not None:
            self._popen.stdout.close()

    def leave(self) -> None:
        """Leaves the server to those who hold the other end of its input."""
        if self._popen.stdout is not None:
            self._popen.stdout.close()
        # Or Popen warns that the process is still running, as it shall.
        self._popen.returncode = 0

    def _ready(self, deadline: float) -> str:
        """The line of the command, which is the server's URL."""
        assert self._popen.stdout is not None
        line = b""
        with selectors.DefaultSelector() as selector:
            selector.register(self._popen.stdout, selectors.EVENT_READ)
            while not line.endswith(b"\n"):
                if not selector.select(max(0, deadline - time.monotonic())):
                    raise StartError(f"seatfiller was not ready in time.{self._said()}")
                read = os.read(self._popen.stdout.fileno(), 4096)
                if not read:
                    code = self._popen.wait()
                    raise StartError(f"seatfiller did not start (exit code {code}).{self._said()}")
                line += read
        return line.decode().strip()

    def _said(self) -> str:
        said = self.log.read_text(errors="replace").strip()
        return f"\n{said}" if said else ""


def environment(folder: str) -> Dict[str, str]:
    """The variables of this process without those of the emulator: what a test says is all that
    counts. Temporary files go where they are removed even if the server is killed."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("SEATFILLER_")}
    return {**own, "TMPDIR": folder}


def options(
    seeds: Sequence[str] = (),
    *,
    port: int = 0,
    host: Optional[str] = None,
    auth: str = "open",
    quirks: Optional[Mapping[str, object]] = None,
    admin_token: Optional[str] = None,
    clock: Optional[str] = None,
) -> List[str]:
    """The options of the command line that say the same."""
    words = [f"--port={port}", f"--auth={auth}", "--log-level=warning"]
    words += [f"--seed={seed}" for seed in seeds]
    words += [f"--quirk={name}={value}" for name, value in (quirks or {}).items()]
    given = {"host": host, "admin-token": admin_token, "clock": clock}
    return words + [f"--{name}={value}" for name, value in given.items() if value is not None]
