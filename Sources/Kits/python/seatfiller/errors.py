"""What calls of the control plane and starts of the server raise."""

from __future__ import annotations

from typing import Any, List, Mapping


class ControlError(Exception):
    """The control plane's refusal of a call.

    `code` is for programs, `detail` says what is wrong, and `hint` what to do. `members` has the
    whole answer.
    """

    def __init__(self, status: int, members: Mapping[str, Any]) -> None:
        super().__init__(status, members)
        self.status = status
        self.members = dict(members)
        self.code = str(members.get("code", ""))
        self.detail = str(members.get("detail", ""))
        self.hint = str(members.get("hint", ""))

    def __str__(self) -> str:
        label = f"{self.status} {self.code}".strip()
        return "\n".join(filter(None, [f"{label}: {self.detail}", self.hint]))


class TraversalError(ControlError, AssertionError):
    """Clients have not read their lists whole; `reasons` says what is missing, a line each."""

    @property
    def reasons(self) -> List[str]:
        return [str(reason) for reason in self.members.get("reasons", [self.detail])]

    @property
    def judged(self) -> int:
        """How many traversals have a verdict."""
        return int(self.members.get("judged", 0))

    def __str__(self) -> str:
        return "\n".join(["Clients have not read their lists whole:", *self.reasons])


class AwaitError(ControlError, TimeoutError):
    """The requests that a test waited for did not come in time."""


class StartError(RuntimeError):
    """The server did not start; the text has what it said."""
