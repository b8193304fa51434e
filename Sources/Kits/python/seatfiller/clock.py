"""The clock of a world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Dict, Optional, Union

from .connection import Connection
from .wire import Instant, members, read, written


@dataclass(frozen=True)
class ClockState:
    """What a clock shows; `scale` is how many of its seconds pass in a real second."""

    now: datetime
    frozen: bool
    scale: float


class Clock:
    """Drives dates, the life of tokens, throttle windows and the journal of a world."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def state(self) -> ClockState:
        return read(ClockState, self._connection.get("clock"))

    def now(self) -> datetime:
        return self.state().now

    def change(
        self,
        *,
        now: Optional[Instant] = None,
        frozen: Optional[bool] = None,
        advance_seconds: Optional[float] = None,
        scale: Optional[float] = None,
    ) -> ClockState:
        """Applies what is given in this order, all or nothing."""
        change: Dict[str, Any] = members(
            {"frozen": frozen, "advance_seconds": advance_seconds, "scale": scale}
        )
        if now is not None:
            change["now"] = written(now)
        return read(ClockState, self._connection.put("clock", change))

    def freeze(self, at: Optional[Instant] = None) -> ClockState:
        """Stops the clock, at an instant or where it is."""
        return self.change(now=at, frozen=True)

    def set(self, now: Instant) -> ClockState:
        """Sets the clock; it goes on if it went before."""
        return self.change(now=now)

    def advance(self, by: Union[float, timedelta]) -> ClockState:
        """Moves the clock by seconds or a timedelta, also backwards."""
        seconds = by.total_seconds() if isinstance(by, timedelta) else by
        return self.change(advance_seconds=seconds)

    def run(self, scale: float = 1) -> ClockState:
        """Lets a frozen clock go on, at so many seconds in a real second."""
        return self.change(frozen=False, scale=scale)

    def restore(self) -> ClockState:
        """Returns to real time."""
        return read(ClockState, self._connection.call("DELETE", "clock").json())
