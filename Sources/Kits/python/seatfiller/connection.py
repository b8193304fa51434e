"""Calls to the control plane of a server, or of one of its worlds."""

from __future__ import annotations

import http.client
import json
from typing import Any, Collection, Dict, Mapping, NamedTuple, Optional, Type
from urllib.parse import quote, urlencode, urlsplit

from .errors import ControlError
from .wire import JSON

#: A seed in SQL may take a minute, after which the server gives up by itself.
PATIENCE = 90.0


class Reply(NamedTuple):
    """The status of a call and its content."""

    status: int
    content: bytes

    def json(self) -> JSON:
        return json.loads(self.content)

    def text(self) -> str:
        return self.content.decode()


class Connection:
    """Opens a connection for each call, so threads may share it.

    It never asks a proxy: the variables that lead clients to the emulator are for clients.
    """

    def __init__(self, url: str, admin_token: Optional[str] = None) -> None:
        self.url = url.rstrip("/")
        self.admin_token = admin_token
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{url!r} is not the URL of a server, such as http://127.0.0.1:7328")
        self._host, self._port, self._path = parts.hostname, parts.port, parts.path
        self._kind: Type[http.client.HTTPConnection] = (
            http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        )

    def below(self, path: str) -> Connection:
        """The same server at a longer path."""
        return Connection(self.url + path, self.admin_token)

    def get(self, path: str, **query: Any) -> JSON:
        return self.call("GET", path, query=query).json()

    def put(self, path: str, content: JSON) -> JSON:
        return self.call("PUT", path, content).json()

    def post(self, path: str, content: JSON) -> JSON:
        return self.call("POST", path, content).json()

    def delete(self, path: str, allowed: Collection[int] = ()) -> None:
        self.call("DELETE", path, allowed=allowed)

    def call(
        self,
        method: str,
        path: str,
        content: JSON = None,
        *,
        query: Optional[Mapping[str, Any]] = None,
        media_type: str = "application/json",
        accept: str = "application/json",
        allowed: Collection[int] = (),
        patience: float = PATIENCE,
    ) -> Reply:
        """Calls a path of the control plane, such as `faults`. Bytes are sent as they are,
        anything else as JSON.

        - Raises: ControlError for a refusal, unless its status is among those allowed.
        """
        headers: Dict[str, str] = {"Accept": accept}
        body: Optional[bytes] = None
        if content is not None:
            body = content if isinstance(content, bytes) else json.dumps(content).encode()
            headers["Content-Type"] = media_type
        if self.admin_token:
            headers["Authorization"] = f"Bearer {self.admin_token}"
        given = {name: value for name, value in (query or {}).items() if value is not None}
        target = f"{self._path}/__admin/{quote(path)}" + (f"?{urlencode(given)}" if given else "")
        connection = self._kind(self._host, self._port, timeout=patience)
        try:
            connection.request(method, target, body, headers)
            answer = connection.getresponse()
            reply = Reply(answer.status, answer.read())
        except (OSError, http.client.HTTPException) as error:
            reason = str(error) or type(error).__name__
            raise ConnectionError(f"No Seatfiller answers at {self.url}: {reason}") from error
        finally:
            connection.close()
        if reply.status >= 400 and reply.status not in allowed:
            raise ControlError(reply.status, _problem(reply))
        return reply


def _problem(reply: Reply) -> Mapping[str, Any]:
    try:
        problem = reply.json()
    except ValueError:
        problem = None
    # What is not proper HTTP is refused in plain text.
    text = reply.content.decode(errors="replace").strip()
    return problem if isinstance(problem, dict) else {"detail": text}
