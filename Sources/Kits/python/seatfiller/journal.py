"""The journal of a world: what was requested, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import (
    TYPE_CHECKING,
    Dict,
    Iterator,
    List,
    Mapping,
    Optional,
    Sequence,
    TypedDict,
    Union,
)

from .connection import Connection
from .errors import AwaitError
from .wire import criteria as criteria_of
from .wire import read

if TYPE_CHECKING:
    from typing_extensions import Unpack

#: Parameters or headers; one that is repeated has a list.
Repeated = Dict[str, Union[str, List[str]]]

#: Parameters or headers to look for; each element of a list must be there.
Texts = Mapping[str, Union[str, float, bool, Sequence[str]]]


class AwaitCriteria(TypedDict, total=False):
    """What requests must have, all of it; case is ignored, and `*` in a path matches anything.
    `text` is a part of anything in the exchange, the answer included."""

    operation: str
    method: str
    path: str
    user: str
    customer_id: str
    type: Union[int, str]
    status: Union[int, str]
    body: str
    text: Union[int, str]
    traversal: Union[int, str]


class Criteria(AwaitCriteria, total=False):
    """The same with parameters and headers."""

    query: Texts
    headers: Texts


@dataclass(frozen=True)
class Answer:
    """The beginning of an answer, as far as the journal keeps it."""

    headers: Repeated
    body: str
    truncated: bool


@dataclass(frozen=True)
class Request:
    """A request and its answer. A status of None means that a fault ended the connection."""

    id: int
    at: datetime
    world: str
    method: str
    path: str
    status: Optional[int]
    operation: Optional[str]
    rule: Optional[str]
    fault: Optional[str]
    traversal: Optional[int]
    duration_microseconds: int
    query: Repeated = field(default_factory=dict)
    headers: Repeated = field(default_factory=dict)
    body: str = ""
    truncated: bool = False
    answer: Optional[Answer] = None

    def __str__(self) -> str:
        parts = [self.method, self.path + self._shown_query(), str(self.status or "no answer")]
        return " ".join(parts + [part for part in (self.operation, self.fault) if part])

    def _shown_query(self) -> str:
        """The query in short: tokens of paging are long, and say nothing to people."""
        values = {
            name: [value] if isinstance(value, str) else value for name, value in self.query.items()
        }
        shown = [
            f"{name}={value if len(value) <= 20 else value[:12] + '…'}"
            for name, several in values.items()
            for value in several
        ]
        return f"?{'&'.join(shown)}" if shown else ""


@dataclass(frozen=True)
class Journal:
    """A part of a journal. `next` is the `since` of the next; `dropped` counts entries that were
    too old to keep."""

    requests: List[Request]
    next: str
    dropped: int


@dataclass(frozen=True)
class Difference:
    """Where a request differs from the criteria."""

    field: str
    expected: str
    found: Union[str, List[str], None]


@dataclass(frozen=True)
class Miss:
    """A request that nearly matches."""

    request: Request
    differences: List[Difference]

    def __str__(self) -> str:
        differences = (f"{it.field} is {it.found}, not {it.expected}" for it in self.differences)
        return f"{self.request}: {'; '.join(differences)}"


class Requests:
    """Counts, finds and awaits the requests of clients; iterating yields all of them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __iter__(self) -> Iterator[Request]:
        since = "0"
        while True:
            page = self.page(since=since)
            if not page.requests:
                return
            yield from page.requests
            since = page.next

    def list(self, **criteria: Unpack[Criteria]) -> List[Request]:
        """All requests that the journal keeps, or the latest 10,000 that match."""
        return self.find(**criteria) if criteria else [*self]

    def page(
        self,
        *,
        since: Union[int, str, None] = None,
        before: Optional[int] = None,
        brief: Optional[bool] = None,
        wait: Optional[int] = None,
        limit: Optional[int] = None,
        **criteria: Unpack[AwaitCriteria],
    ) -> Journal:
        """The entries after `since`, a journal's `next`, or the latest before an id. `wait` is how
        many seconds to wait for an entry; `brief` leaves out headers, contents and answers."""
        query = criteria_of(criteria, AwaitCriteria)
        query.update(since=since, before=before, wait=wait, limit=limit)
        query["brief"] = None if brief is None else str(brief).lower()
        return read(Journal, self._connection.get("requests", **query))

    def count(self, **criteria: Unpack[Criteria]) -> int:
        query = criteria_of(criteria, Criteria)
        return int(self._connection.post("requests/count", query)["count"])

    def find(self, **criteria: Unpack[Criteria]) -> List[Request]:
        """The latest 10,000 requests that match, oldest first."""
        found = self._connection.post("requests/find", criteria_of(criteria, Criteria))
        return [read(Request, entry) for entry in found["requests"]]

    def closest(self, **criteria: Unpack[Criteria]) -> List[Miss]:
        """Up to three requests that nearly match, if no request does."""
        found = self._connection.post("requests/find", criteria_of(criteria, Criteria))
        return [read(Miss, miss) for miss in found.get("closest", [])]

    def wait_for(
        self,
        count: int = 1,
        timeout: Union[float, timedelta] = 10,
        **criteria: Unpack[AwaitCriteria],
    ) -> List[Request]:
        """Waits until so many requests have matched, those of the past included.

        - Raises: AwaitError after the timeout in seconds, with the nearest misses.
        """
        seconds = timeout.total_seconds() if isinstance(timeout, timedelta) else timeout
        query = criteria_of(criteria, AwaitCriteria)
        query.update(count=count, timeoutMs=round(seconds * 1000))
        answer = self._connection.call(
            "GET", "requests/await", query=query, allowed=[408], patience=seconds + 30
        )
        members = answer.json()
        if answer.status == 408:
            closest = [read(Miss, miss) for miss in members.get("closest", [])]
            detail = f"{members['count']} of {count} requests matched within {seconds:g} s."
            hint = "\n".join(f"Nearly: {miss}" for miss in closest)
            raise AwaitError(408, {"detail": detail, "hint": hint, **members})
        return [read(Request, entry) for entry in members["requests"]]

    def get(self, id: int) -> Request:
        """One request with its whole answer, as far as the journal keeps it."""
        return read(Request, self._connection.get(f"requests/{id}"))

    def clear(self) -> None:
        """Empties the journal."""
        self._connection.delete("requests")
