"""The clients under test: one that reads a list whole, and one that is broken on purpose."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import quote, urlencode

# The variables that lead unchanged clients to an emulator are not for these.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def seats(base: str, user: str) -> list[Any]:
    """All seats of a user; it comes back when the service tells it to."""
    found: list[Any] = []
    query: dict[str, Any] = {}
    while True:
        page = _page(base, user, query)
        found += page["seats"]
        if "continuationToken" not in page:
            return found
        query["continuationToken"] = page["continuationToken"]


def seats_of_first_page(base: str, user: str) -> list[Any]:
    """The client that is broken: it never asks for a second page."""
    return list(_page(base, user, {})["seats"])


def status(base: str, path: str) -> int:
    """The status of an answer, 0 for none."""
    try:
        with _OPENER.open(base + path, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    except OSError:
        return 0


def _page(base: str, user: str, query: dict[str, Any]) -> Any:
    url = f"{base}/V1/Users/{quote(user)}/Seats?{urlencode(query)}"
    for _ in range(3):
        try:
            with _OPENER.open(url, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code not in (429, 503):
                raise
            time.sleep(float(error.headers.get("Retry-After", 0)))
    raise AssertionError(f"{url} never answered")
