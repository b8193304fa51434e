"""What a type checker sees of the installed package; it is checked and never run."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Dict, List, Optional, Union

import seatfiller
from seatfiller import Request, Row, Server, Traversal, World


def uses(world: World, server: Server) -> None:
    fault: str = world.faults.add(
        status=429,
        retry_after=timedelta(seconds=1),
        operation="store.listSeatsOfUser",
        page=2,
        times=1,
        delay={"milliseconds": 5},
        before=[{"method": "GET", "path": "/V1/Inventory"}],
    )
    fired: int = world.faults.get(fault).fired
    count: int = world.requests.count(status=429, query={"maxResults": "1"}, customer_id="a")
    found: List[Request] = world.requests.find(path="/V1/*", text="seats")
    awaited: List[Request] = world.requests.wait_for(2, timeout=1, operation="store.getInventory")
    status: Optional[int] = found[0].status
    judged: int = world.traversals.verify(allow=["restarted"], user="ann@contoso.com")
    walks: List[Traversal] = world.traversals.list(verdict="incomplete")
    row: Row = world.data.assign_seat("ann@contoso.com", "9NBLGGH4R2R6", "0016", tenant_id="a")
    value: Union[str, int, None] = world.data.change_tenant("a", "b", available_user_seat=7)["id"]
    now: datetime = world.clock.freeze(datetime(2018, 5, 1, tzinfo=timezone.utc)).now
    world.quirks.set({"store.maxResults": "clamp"})
    world.seed.replace(Path("seed.json"))
    environment: Dict[str, str] = world.environment()
    with seatfiller.serve(seed={}, auth="enforced") as other, other.world() as there:
        there.copy()
    print(fired, count, awaited, status, judged, walks, row, value, now, environment)
    print(server.worlds())


def mistakes(world: World) -> None:
    """Each line has a mistake; where a checker finds none, the comment is one."""
    world.faults.add(sttus=429)  # type: ignore[call-arg]
    world.faults.add(paging="page-shrt")  # type: ignore[arg-type]
    world.faults.add(throttle={"limit": 1})  # type: ignore[arg-type]
    world.requests.count(customerId="a")  # type: ignore[call-arg]
    world.requests.wait_for(query={})  # type: ignore[call-arg]
    world.data.set_capacity("9NBLGGH4R2R6", "0016", "2")  # type: ignore[arg-type]
    world.data.assign_seat("ann@contoso.com", "9NBLGGH4R2R6")  # type: ignore[call-arg]
    world.traversals.verify(allow=["restartd"])  # type: ignore[list-item]
    world.traversals.list(operation="store.getSeat")  # type: ignore[arg-type]
    world.clock.advance("1")  # type: ignore[arg-type]
    seatfiller.serve(auth="closed")  # type: ignore[arg-type]
