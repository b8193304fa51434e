"""Gives each test a world of its own, so that all of them can share a server and run at once."""

import os
import re
import uuid

import pytest
import requests
from licence_client import LicenceClient

SERVER = os.environ.get("SEATFILLER_URL", "http://127.0.0.1:7328")


@pytest.fixture
def new_world(request):
    """Makes base URLs of worlds, each of which springs into being when it is first asked."""
    # A readable name for people, and a random end because others may run this test meanwhile.
    test = re.sub(r"[^A-Za-z0-9._-]", "-", request.node.nodeid)[-55:]
    names = []

    def make():
        names.append(f"{test}-{uuid.uuid4().hex[:8]}")
        return f"{SERVER}/__world/{names[-1]}"

    yield make
    for name in names:
        dropped = requests.delete(f"{SERVER}/__admin/worlds/{name}", timeout=60)
        # A test that failed before it asked for anything has made no world.
        assert dropped.status_code in (204, 404), dropped.text


@pytest.fixture
def world(new_world):
    return new_world()


@pytest.fixture
def licences(world):
    return LicenceClient(world)


@pytest.fixture
def admin(world):
    """Calls the control plane of the test's world."""

    def call(method, path, body):
        answer = requests.request(method, f"{world}/__admin/{path}", json=body, timeout=60)
        # The body says what is wrong with a call, which raise_for_status() would not show.
        assert answer.ok, answer.text
        return answer.json()

    return call
