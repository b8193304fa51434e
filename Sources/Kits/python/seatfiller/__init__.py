"""Starts Seatfiller, an emulator of licence APIs, and calls its control plane.

    with seatfiller.serve() as server, server.world() as world:
        world.faults.add(status=429, retry_after=1, operation="store.listSeatsOfUser", times=1)
        my_client(world.url).sign_in_and_list()
        assert world.requests.count(status=429) == 1

With pytest, the fixture `seatfiller` is a world of the test's own.
"""

from __future__ import annotations

from .clock import Clock, ClockState
from .coverage import Coverage, CoverageReport, OperationCoverage
from .data import Data, Row, RowPage
from .errors import AwaitError, ControlError, StartError, TraversalError
from .faults import Delay, Dribble, Fault, FaultRequest, Faults, LogNormal, PagingFault, Throttle
from .journal import Answer, Criteria, Journal, Miss, Request, Requests
from .quirks import Quirk, Quirks, QuirkSettings
from .rules import Rule, Rules
from .seed import Seed, SeedSource
from .server import Health, Server, ServerState, serve
from .snapshots import Snapshots
from .traversals import Finding, Traversal, TraversalPage, Traversals
from .world import World, WorldState

__all__ = [
    "Answer",
    "AwaitError",
    "Clock",
    "ClockState",
    "ControlError",
    "Coverage",
    "CoverageReport",
    "Criteria",
    "Data",
    "Delay",
    "Dribble",
    "Fault",
    "FaultRequest",
    "Faults",
    "Finding",
    "Health",
    "Journal",
    "LogNormal",
    "Miss",
    "OperationCoverage",
    "PagingFault",
    "Quirk",
    "QuirkSettings",
    "Quirks",
    "Request",
    "Requests",
    "Row",
    "RowPage",
    "Rule",
    "Rules",
    "Seed",
    "SeedSource",
    "Server",
    "ServerState",
    "Snapshots",
    "StartError",
    "Throttle",
    "Traversal",
    "TraversalError",
    "TraversalPage",
    "Traversals",
    "World",
    "WorldState",
    "serve",
]
