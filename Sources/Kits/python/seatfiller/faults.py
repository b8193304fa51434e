"""The faults of a world: answers that a test orders in advance."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Dict, List, Literal, Mapping, Optional, Sequence, Tuple, TypedDict, Union

from .connection import Connection
from .wire import JSON, members, read, written

#: The emulated APIs.
API = Literal["store", "catalog", "elements", "entra", "avepoint"]

#: The ways in which a connection fails.
ConnectionFault = Literal[
    "EMPTY_RESPONSE",
    "CONNECTION_RESET_BY_PEER",
    "MALFORMED_RESPONSE_CHUNK",
    "RANDOM_DATA_THEN_CLOSE",
]

#: The faults of paging. `Faults.catalogue` says what each does, and to which operations.
PagingFaultName = Literal[
    "token-expired",
    "token-one-shot",
    "token-repeats",
    "token-restarts",
    "token-at-end",
    "token-null",
    "token-empty",
    "token-needs-escaping",
    "token-long",
    "page-empty",
    "page-short",
    "page-long",
    "page-overlaps",
    "page-skips",
    "page-shuffled",
    "members-unknown",
    "members-null",
    "total-zero",
    "total-high",
    "total-low",
    "total-missing",
    "metadata-missing",
    "past-end-repeats",
]


class LogNormal(TypedDict):
    """A distribution of milliseconds."""

    median: float
    sigma: float


class Delay(TypedDict, total=False):
    """One of: a number of milliseconds, between two bounds, or around a median."""

    milliseconds: float
    uniform: Tuple[float, float]
    lognormal: LogNormal


class Dribble(TypedDict):
    """Sends a body in so many pieces over so many milliseconds."""

    chunks: int
    milliseconds: float


class Throttle(TypedDict):
    """Answers 429 once so many requests have come within a window."""

    limit: int
    window_seconds: int


class _FaultRequestTarget(TypedDict):
    method: str
    path: str


class FaultRequest(_FaultRequestTarget, total=False):
    """A request that a fault performs. A body of text is sent as it is, others as JSON."""

    headers: Mapping[str, str]
    body: JSON


@dataclass(frozen=True)
class Fault:
    """A fault as the server keeps it, how many requests it has matched, and how often it acted."""

    id: str
    do: Dict[str, Any]
    matched: int
    fired: int
    match: Dict[str, Any] = field(default_factory=dict)
    when: Dict[str, Any] = field(default_factory=dict)
    last_error: Optional[str] = None


@dataclass(frozen=True)
class PagingFaultParameter:
    """A number that a fault of paging takes; its default may depend on the page."""

    name: str
    default: Optional[int]
    least: int
    most: int


@dataclass(frozen=True)
class PagingFault:
    """A fault of paging: which pages can have it, and which operations."""

    name: PagingFaultName
    lists: Literal["token", "numbered", "all"]
    pages: Literal["any", "not-first", "not-last", "last", "past-end"]
    parameters: List[PagingFaultParameter]
    says: str
    operations: List[str]


class Faults:
    """Adds, lists and removes the faults of a world."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        *,
        api: Optional[API] = None,
        operation: Optional[str] = None,
        method: Optional[str] = None,
        path: Optional[str] = None,
        user: Optional[str] = None,
        customer_id: Optional[str] = None,
        type: Optional[int] = None,
        page: Optional[int] = None,
        call: Optional[int] = None,
        times: Optional[int] = None,
        probability: Optional[float] = None,
        seed: Optional[int] = None,
        status: Optional[int] = None,
        body: JSON = None,
        headers: Optional[Mapping[str, str]] = None,
        retry_after: Union[int, timedelta, datetime, None] = None,
        delay: Union[Delay, timedelta, None] = None,
        connection: Optional[ConnectionFault] = None,
        truncate_body: Union[int, float, None] = None,
        dribble: Optional[Dribble] = None,
        throttle: Optional[Throttle] = None,
        paging: Optional[PagingFaultName] = None,
        count: Optional[int] = None,
        kilobytes: Optional[int] = None,
        before: Optional[Sequence[FaultRequest]] = None,
        after: Optional[Sequence[FaultRequest]] = None,
    ) -> str:
        """Adds a fault and returns its id.

        `api` to `page` say which requests it is for, by default all; `call` to `seed` say when it
        fires, by default always; the others say what it does. `retry_after` is a number of
        seconds, or a date. An integer of `truncate_body` is a number of bytes, and a float is a
        fraction of the content.
        """
        match = members(
            {
                "api": api,
                "operation": operation,
                "method": method,
                "path": path,
                "user": user,
                "customer_id": customer_id,
                "type": type,
                "page": page,
            }
        )
        when = members({"call": call, "times": times, "probability": probability, "seed": seed})
        effects = members(
            {
                "status": status,
                "body": body,
                "headers": headers,
                "delay": delay,
                "connection": connection,
                "truncate_body": truncate_body,
                "dribble": dribble,
                "throttle": throttle and members(throttle),
                "paging": paging,
                "count": count,
                "kilobytes": kilobytes,
                "before": before,
                "after": after,
            }
        )
        if isinstance(delay, timedelta):
            effects["delay"] = {"milliseconds": delay.total_seconds() * 1000}
        if isinstance(retry_after, datetime):
            effects["retryAfterDate"] = written(retry_after)
        elif isinstance(retry_after, timedelta):
            effects["retryAfterSeconds"] = round(retry_after.total_seconds())
        elif retry_after is not None:
            effects["retryAfterSeconds"] = retry_after
        return self.add_json({"match": match, "when": when, "do": effects})[0]

    def add_json(
        self, faults: Union[Mapping[str, Any], Sequence[Mapping[str, Any]], str]
    ) -> List[str]:
        """Adds a fault or a list of faults in the form of the control plane, all or none, and
        returns their ids."""
        content = faults if isinstance(faults, str) else json.dumps(faults)
        answer = self._connection.post("faults", content.encode())
        return [*answer["ids"]] if "ids" in answer else [str(answer["id"])]

    def get(self, id: str) -> Fault:
        return read(Fault, self._connection.get(f"faults/{id}"))

    def list(self) -> List[Fault]:
        return [read(Fault, fault) for fault in self._connection.get("faults")["faults"]]

    def remove(self, id: str) -> None:
        self._connection.delete(f"faults/{id}")

    def clear(self) -> None:
        """Removes all faults."""
        self._connection.delete("faults")

    def catalogue(self) -> List[PagingFault]:
        """The faults of paging, and the operations that can have each."""
        answer = self._connection.get("faults/catalogue")
        return [read(PagingFault, fault) for fault in answer["faults"]]
