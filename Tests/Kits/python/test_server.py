"""Servers without pytest's plug-in: scripts and unittest."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import List

import pytest
import seatfiller
from licences import status
from seatfiller import ControlError, StartError

INVENTORY = "/V1/Inventory"


def is_running(server: seatfiller.Server) -> bool:
    try:
        return server.health().status == "ready"
    except ConnectionError:
        return False


def test_a_server_runs_until_the_end_of_the_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(KeyboardInterrupt), seatfiller.serve() as server:
        assert status(server.url, INVENTORY) == 200
        raise KeyboardInterrupt
    assert not is_running(server)
    assert list(tmp_path.iterdir()) == []
    server.close()


def test_a_server_says_what_it_was_started_with(tmp_path: Path) -> None:
    (tmp_path / "seed.sql").write_text("DELETE FROM store_seats")
    with seatfiller.serve(
        [{"storeForBusiness": []}, tmp_path / "seed.sql", "-- SQL\nDELETE FROM store_users"],
        auth="enforced",
        quirks={"store.maxResults": "clamp"},
        clock="2018-05-01T12:00:00Z",
        admin_token="a token",
        arguments=["--journal=0"],
    ) as server:
        seeds = [Path(seed).name for seed in server.state().seeds]
        assert seeds == ["seed-0.json", "seed.sql", "seed-2.sql"]
        with server.world() as world:
            assert world.clock.state().frozen
            assert world.quirks.get("store.maxResults") == "clamp"
            assert status(world.url, INVENTORY) == 401
            assert world.requests.list() == []
        with pytest.raises(ControlError, match="^401 admin-token: "):
            seatfiller.Server(server.url, "another").worlds()


def test_a_world_has_the_name_that_it_was_given() -> None:
    with seatfiller.serve() as server:
        world = server.world("test-17")
        assert world.url == f"{server.url}/__world/test-17"
        # It springs into being when it is first asked, and a drop does not mind.
        world.drop()
        assert world.make().requests.list() == []
        with pytest.raises(ControlError, match="^409 "):
            world.make()
        assert {server.world().name for _ in range(3)} < {it.name for it in server.worlds()}


@pytest.mark.parametrize(
    ("keywords", "says"),
    [
        ({"seed": "nowhere.json"}, "there is no seed at nowhere.json"),
        ({"seed": {"elments": {}}}, 'unknown member "elments" in a seed; did you mean "elements"?'),
        ({"arguments": ["--quork"]}, "Unknown option '--quork'"),
    ],
)
def test_a_start_that_fails_raises_what_the_server_said(keywords: dict, says: str) -> None:
    with pytest.raises(StartError) as error:
        seatfiller.serve(**keywords)
    assert says in str(error.value)
    assert str(error.value).startswith("seatfiller did not start (exit code ")


def test_a_port_that_is_taken_raises() -> None:
    with seatfiller.serve() as server, pytest.raises(StartError, match="exit code 3"):
        seatfiller.serve(port=int(server.url.rpartition(":")[2]))


def test_a_start_that_takes_too_long_raises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\necho 'one moment' >&2\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("SEATFILLER_EXECUTABLE", str(slow))
    with pytest.raises(StartError, match="was not ready in time.\none moment"):
        seatfiller.serve(timeout=0.5)


def test_an_executable_that_is_missing_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEATFILLER_EXECUTABLE", "/nowhere/seatfiller")
    with pytest.raises(StartError, match="/nowhere/seatfiller, which cannot be executed"):
        seatfiller.serve()


def test_variables_do_not_change_what_a_test_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEATFILLER_AUTH", "enforced")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with seatfiller.serve() as server:
        assert status(server.url, INVENTORY) == 200
        assert server.log() == ""


def test_a_server_that_is_forgotten_stops() -> None:
    server = seatfiller.serve()
    again = seatfiller.Server(server.url)
    del server
    gc.collect()
    assert not is_running(again)


def test_servers_start_in_threads() -> None:
    servers: List[seatfiller.Server] = []
    threads = [
        threading.Thread(target=lambda: servers.append(seatfiller.serve())) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({server.url for server in servers}) == 4
    for server in servers:
        server.close()


def test_a_server_that_others_started_can_be_shut_down() -> None:
    with seatfiller.serve() as server:
        seatfiller.Server(server.url).shut_down()


@pytest.mark.parametrize("end", [None, signal.SIGTERM, signal.SIGKILL])
def test_no_server_outlives_its_process(end: signal.Signals) -> None:
    program = "import seatfiller; s = seatfiller.serve(); print(s.url, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as run:
        assert run.stdin is not None and run.stdout is not None
        server = seatfiller.Server(run.stdout.readline().decode().strip())
        assert is_running(server)
        run.stdin.write(b"\n") if end is None else os.kill(run.pid, end)
        run.stdin.close()
        deadline = time.monotonic() + 10
        while is_running(server):
            assert time.monotonic() < deadline
            time.sleep(0.02)
