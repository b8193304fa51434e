"""The plug-in of pytest: the fixture `seatfiller` is a world of the test's own."""

from __future__ import annotations

import os
import re
import secrets
from typing import Any, Generator, Iterator, List, Mapping, Optional, Tuple

import pytest

from .errors import ControlError, StartError, TraversalError
from .journal import Request
from .mark import Mark
from .session import Controller, Session
from .world import World

_SESSION = pytest.StashKey[Session]()
_CONTROLLER = pytest.StashKey[Controller]()
_MARK = pytest.StashKey[Mark]()
_WORLD = pytest.StashKey[World]()

#: How many of the latest requests a report shows.
_REPORTED = 50


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("seatfiller").addoption(
        "--seatfiller-url",
        metavar="URL",
        help="Use the server there instead of starting one. The default is SEATFILLER_URL.",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "seatfiller(seed, auth, quirks, verify): what the world of the fixture `seatfiller` starts"
        " with, and whether its clients must have read their lists whole.",
    )
    url = config.getoption("--seatfiller-url") or os.environ.get("SEATFILLER_URL")
    workerinput = getattr(config, "workerinput", {})
    try:
        session = Session(url, workerinput.get("seatfiller"))
    except ValueError as error:
        raise pytest.UsageError(f"--seatfiller-url: {error}") from None
    config.stash[_SESSION] = session


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tells a worker of pytest-xdist where the workers share their server."""
    stash = node.config.stash
    if _CONTROLLER not in stash:
        stash[_CONTROLLER] = Controller()
    node.workerinput["seatfiller"] = stash[_CONTROLLER].folder


def pytest_unconfigure(config: pytest.Config) -> None:
    if _SESSION in config.stash:
        config.stash[_SESSION].close()
    if _CONTROLLER in config.stash:
        config.stash[_CONTROLLER].close()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    try:
        item.stash[_MARK] = mark = Mark.of(item)
        # The mark of a class or a module is for those of its tests that have a world.
        is_own = any(it.name == "seatfiller" for it in item.own_markers)
        has_world = "seatfiller" in getattr(item, "fixturenames", ())
        if is_own and mark.verify is not None and not has_world:
            raise ValueError("verify needs the fixture `seatfiller`, which the test does not use")
    except (ValueError, OSError) as error:
        pytest.fail(f"@pytest.mark.seatfiller: {error}", pytrace=False)


@pytest.fixture
def seatfiller(request: pytest.FixtureRequest) -> Iterator[World]:
    """A world of the test's own, on a server that the whole session shares."""
    item = request.node
    mark: Mark = item.stash[_MARK]
    # A readable name for people, and a random end because others may run this test meanwhile.
    test = re.sub(r"[^A-Za-z0-9._-]+", "-", item.name)[:47]
    name = f"{test}-{secrets.token_hex(8)}"
    try:
        server = request.config.stash[_SESSION].server(mark.auth)
        world = server.world(name).make()
        for number, seed in enumerate(mark.seeds):
            (world.seed.add if number else world.seed.replace)(seed)
        if mark.quirks:
            world.quirks.set(mark.quirks)
    except (ControlError, StartError, ConnectionError, ValueError) as error:
        pytest.fail(f"The fixture `seatfiller` of {item.nodeid}: {error}", pytrace=False)
    item.stash[_WORLD] = world
    yield world
    del item.stash[_WORLD]
    world.drop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    result = yield
    mark, world = item.stash.get(_MARK, None), item.stash.get(_WORLD, None)
    if world is not None and mark is not None and mark.verify is not None:
        # As a part of the test: it fails, which an error in its teardown would not be.
        missed = _missed(world, mark.verify)
        if missed is not None:
            pytest.fail(missed, pytrace=False)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    world = item.stash.get(_WORLD, None)
    if report.failed and world is not None:
        report.sections += _sections(world)
    return report


def _missed(world: World, conditions: Mapping[str, Any]) -> Optional[str]:
    """Why its clients have not read their lists whole, if they have not."""
    try:
        world.traversals.verify(**conditions)
    except TraversalError as error:
        return str(error)
    return None


def _sections(world: World) -> List[Tuple[str, str]]:
    title = f"Seatfiller's world {world.name}"
    try:
        journal = world.requests.page(before=2**63 - 1, limit=_REPORTED)
        traversals = [str(traversal) for traversal in world.traversals.page().traversals]
    except (ControlError, OSError) as error:
        return [(title, "\n".join(filter(None, [str(error), world.server.log()])))]
    requests = [_line(request) for request in journal.requests]
    sections = [(f"{title}: journal", "\n".join(requests) or "no requests")]
    if traversals:
        sections.append((f"{title}: traversals", "\n".join(traversals)))
    return sections


def _line(request: Request) -> str:
    return f"{request.id:>4} {request}"
