"""Starts the emulator with Testcontainers. Run as `pytest` where a container engine is."""

import os
import uuid
from pathlib import Path

import pytest
import requests
from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import HttpWaitStrategy

IMAGE = os.environ.get("SEATFILLER_IMAGE", "seatfiller")
PORT = 7328
SEED = Path(__file__).resolve().parent.parent / "pytest" / "seed.json"


def seatfiller():
    """The emulator with the seed, still to be started."""
    return (
        DockerContainer(IMAGE)
        .with_exposed_ports(PORT)
        # The engine mounts a file of the machine that it runs on. To an engine elsewhere
        # with_copy_into_container(SEED, "/seed/seed.json") sends the file.
        .with_volume_mapping(SEED, "/seed/seed.json", "ro")
        .waiting_for(HttpWaitStrategy(PORT, "/healthz").with_startup_timeout(30))
    )


@pytest.fixture(scope="session")
def server():
    """The emulator's URL, of one container for all tests."""
    with seatfiller() as container:
        yield f"http://{container.get_container_host_ip()}:{container.get_exposed_port(PORT)}"


@pytest.fixture
def world(server):
    """A base URL that no other test has, so that none meets what another has changed."""
    return f"{server}/__world/{uuid.uuid4()}"


def seats(world, user, **query):
    return requests.get(f"{world}/V1/Users/{user}/Seats", params=query, timeout=60)


def test_reads_two_pages(world):
    first = seats(world, "ann@contoso.com", maxResults=2).json()
    rest = seats(world, "ann@contoso.com", continuationToken=first["continuationToken"]).json()
    assert [len(page["seats"]) for page in (first, rest)] == [2, 1]
    assert "continuationToken" not in rest


def test_is_refused_once(world):
    fault = {"when": {"times": 1}, "do": {"status": 503}}
    requests.post(f"{world}/__admin/faults", json=fault, timeout=60).raise_for_status()
    answers = [seats(world, "ann@contoso.com").status_code for _ in range(2)]
    assert answers == [503, 200]
