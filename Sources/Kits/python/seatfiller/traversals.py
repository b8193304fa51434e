"""The traversals of a world: which lists its clients have read, and what they have left."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Iterator, List, Literal, Optional, Sequence, TypedDict, Union

from .connection import Connection
from .errors import ControlError, TraversalError
from .wire import criteria as criteria_of
from .wire import read

if TYPE_CHECKING:
    from typing_extensions import Unpack

#: Whether a client has read a list whole.
Verdict = Literal["complete", "incomplete", "running", "unjudged"]

#: What is remarkable about a traversal.
FindingCode = Literal[
    "abandoned",
    "restarted",
    "repeated-page",
    "parallel",
    "foreign-token",
    "hand-built-page",
    "size-changed",
    "asked-on",
    "retried-early",
    "never-retried",
    "retried-refusal",
    "looped",
    "token-per-page",
]

#: The operations that list.
ListOperation = Literal[
    "store.getInventory",
    "store.listSeats",
    "store.listSeatsOfUser",
    "elements.retrieveTenantSeats",
    "elements.retrieveServices",
    "elements.retrieveCustomers",
    "elements.retrieveProtectedUsers",
    "elements.retrieveBackupOverview",
    "elements.retrieveJobs",
    "elements.retrieveScanProfiles",
]


class TraversalCriteria(TypedDict, total=False):
    """What traversals must have, all of it."""

    operation: ListOperation
    user: str
    customer_id: str
    type: Union[int, str]
    verdict: Verdict


class Conditions(TraversalCriteria, total=False):
    """What must hold for traversals with these criteria: all are complete, unless `complete` is
    False; there are at least `least`, by default one; and they have no finding that `allow` does
    not name. With `limit` only so many of the newest count."""

    complete: bool
    least: int
    allow: Sequence[FindingCode]
    limit: int


@dataclass(frozen=True)
class Finding:
    """What a client did at a page."""

    code: FindingCode
    page: Optional[int]
    detail: str


@dataclass(frozen=True)
class Step:
    """A request of a traversal. `items` is None if the page did not come in full, and `more` says
    whether it led to another."""

    id: int
    at: datetime
    page: Optional[int]
    status: Optional[int]
    items: Optional[int]
    more: bool


@dataclass(frozen=True)
class Traversal:
    """One walk of one client along one list. `id` is that of its first request. `missed` counts
    items that were in the list all the time and on no page. `next` is the `before` of the call for
    earlier requests, where only some were asked for."""

    id: int
    operation: ListOperation
    credential: Optional[str]
    verdict: Verdict
    pages: int
    served: int
    distinct: Optional[int]
    missed: Optional[int]
    repeated: Optional[int]
    end: Literal["reached", "abandoned", "restarted", "refused", "running"]
    findings: List[Finding]
    user: Optional[str] = None
    customer_id: Optional[str] = None
    type: Optional[str] = None
    reason: Optional[str] = None
    requests: List[Step] = field(default_factory=list)
    next: Optional[str] = None

    def __str__(self) -> str:
        whose = [part for part in (self.customer_id, self.type, self.user) if part]
        verdict = f"{self.verdict} ({self.reason})" if self.reason else self.verdict
        counts = [_several(self.pages, "page"), _several(self.served, "item")]
        counts += [f"{self.missed} missed"] if self.missed else []
        counts += [f"{self.repeated} repeated"] if self.repeated else []
        lines = [f"{' '.join([self.operation, *whose])}: {verdict}; {', '.join(counts)}"]
        return "\n".join(lines + [f"  {it.code}: {it.detail}" for it in self.findings])


def _several(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


@dataclass(frozen=True)
class TraversalPage:
    """Traversals, newest first; `next` is the `before` of the next page."""

    traversals: List[Traversal]
    next: Optional[str]


class Traversals:
    """Lists and verifies what clients have read; iterating yields all, newest first."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __iter__(self) -> Iterator[Traversal]:
        return self._all({})

    def list(self, **criteria: Unpack[TraversalCriteria]) -> List[Traversal]:
        return [*self._all(criteria)]

    def page(
        self,
        *,
        before: Union[int, str, None] = None,
        limit: Optional[int] = None,
        **criteria: Unpack[TraversalCriteria],
    ) -> TraversalPage:
        """One page, of 100 traversals unless `limit` says otherwise."""
        query = criteria_of(criteria, TraversalCriteria)
        answer = self._connection.get("traversals", before=before, limit=limit, **query)
        return read(TraversalPage, answer)

    def get(
        self, id: int, *, before: Union[int, str, None] = None, limit: Optional[int] = None
    ) -> Traversal:
        """A traversal with its requests: all, or with `limit` the latest before `before`."""
        answer = self._connection.get(f"traversals/{id}", before=before, limit=limit)
        return read(Traversal, answer)

    def verify(self, **conditions: Unpack[Conditions]) -> int:
        """Checks that clients have read their lists whole, and returns how many traversals have a
        verdict.

        - Raises: TraversalError with every reason why the conditions do not hold.
        """
        content = criteria_of(conditions, Conditions)
        try:
            return int(self._connection.post("traversals/verify", content)["judged"])
        except ControlError as error:
            if error.code == "verification-failed":
                raise TraversalError(error.status, error.members) from None
            raise

    def junit(self, **conditions: Unpack[Conditions]) -> str:
        """The same as JUnit's XML, a case for each traversal; it raises nothing for a failure."""
        content = criteria_of(conditions, Conditions)
        accept, allowed = "application/xml", [409]
        return self._connection.call(
            "POST", "traversals/verify", content, accept=accept, allowed=allowed
        ).text()

    def forget(self) -> None:
        """Forgets all traversals."""
        self._connection.delete("traversals")

    def _all(self, criteria: TraversalCriteria) -> Iterator[Traversal]:
        before: Optional[str] = None
        while True:
            page = self.page(before=before, limit=1000, **criteria)
            yield from page.traversals
            if page.next is None:
                return
            before = page.next
