"""What a test can ask of its world."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from licences import seats, seats_of_first_page, status
from seatfiller import AwaitError, ControlError, TraversalError, World

MAX = "max@contoso.com"
LIST = "store.listSeatsOfUser"
SEATS_OF_BOB = "/V1/Users/bob@contoso.com/Seats"
EMPTY = {"storeForBusiness": [{"tenantId": "6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10"}]}


def test_comes_back_after_too_many_requests(seatfiller: World) -> None:
    seatfiller.faults.add(status=429, retry_after=1, operation=LIST, page=2, times=1)
    assert len(seats(seatfiller.url, MAX)) == 260
    assert seatfiller.requests.count(status=429) == 1


def test_a_world_is_the_tests_own(seatfiller: World) -> None:
    assert list(seatfiller.requests) == []
    with seatfiller.copy() as other:
        assert status(other.url, SEATS_OF_BOB) == 200
        assert (other.requests.count(), seatfiller.requests.count()) == (1, 0)
        assert other.name in [world.name for world in seatfiller.server.worlds()]
    assert other.name not in [world.name for world in seatfiller.server.worlds()]


@pytest.mark.parametrize(
    ("keywords", "kept"),
    [
        (
            {"status": 503, "body": {"a": [1]}, "headers": {"X-A": "b"}, "api": "store"},
            {"status": 503, "body": {"a": [1]}, "headers": {"X-A": "b"}},
        ),
        (
            {"status": 429, "retry_after": timedelta(minutes=1)},
            {"status": 429, "retryAfterSeconds": 60},
        ),
        (
            {"status": 429, "retry_after": datetime(2018, 5, 1, tzinfo=timezone.utc)},
            {"status": 429, "retryAfterDate": "2018-05-01T00:00:00Z"},
        ),
        ({"delay": timedelta(milliseconds=1.5)}, {"delay": {"milliseconds": 1.5}}),
        ({"delay": {"uniform": (1, 2)}}, {"delay": {"uniform": [1, 2]}}),
        (
            {"delay": {"lognormal": {"median": 1, "sigma": 0.5}}},
            {"delay": {"lognormal": {"median": 1, "sigma": 0.5}}},
        ),
        ({"connection": "EMPTY_RESPONSE"}, {"connection": "EMPTY_RESPONSE"}),
        ({"truncate_body": 10}, {"truncateBody": 10}),
        ({"truncate_body": 0.5}, {"truncateBody": 0.5}),
        (
            {"dribble": {"chunks": 2, "milliseconds": 5}},
            {"dribble": {"chunks": 2, "milliseconds": 5}},
        ),
        (
            {"throttle": {"limit": 1, "window_seconds": 9}},
            {"throttle": {"limit": 1, "windowSeconds": 9}},
        ),
        ({"paging": "page-short", "count": 3}, {"paging": "page-short", "count": 3}),
        ({"paging": "token-long", "kilobytes": 3}, {"paging": "token-long", "kilobytes": 3}),
        (
            {"before": [{"method": "GET", "path": "/V1/Inventory", "headers": {"A": "b"}}]},
            {"before": [{"method": "GET", "path": "/V1/Inventory", "headers": {"A": "b"}}]},
        ),
    ],
)
def test_a_fault_has_the_form_of_the_server(seatfiller: World, keywords: dict, kept: dict) -> None:
    fault = seatfiller.faults.get(
        seatfiller.faults.add(operation=LIST, page=2, times=1, **keywords)
    )
    assert fault.do == kept
    assert fault.match == {
        "operation": LIST,
        "page": 2,
        **({"api": "store"} if "api" in keywords else {}),
    }
    assert (fault.when, fault.matched, fault.fired) == ({"times": 1}, 0, 0)


def test_a_fault_can_be_given_as_json(seatfiller: World) -> None:
    faults = seatfiller.faults
    first, second = faults.add_json([{"do": {"status": 503}}, {"do": {"status": 500}}])
    assert faults.add_json('{ "do": { "status": 404 }, /* with comments */ }') == ["fault-3"]
    faults.remove(second)
    assert [fault.id for fault in faults.list()] == [first, "fault-3"]
    faults.clear()
    assert faults.list() == []


def test_a_mistake_in_a_fault_says_where_and_what_to_do(seatfiller: World) -> None:
    with pytest.raises(ControlError) as refused:
        seatfiller.faults.add_json({"do": {"sattus": 503}})
    assert str(refused.value) == (
        '400 bad-fault: fault:1:9: unknown member "sattus" in do; did you mean "status"?\n'
        "Each line gives the place. Nothing has changed."
    )
    error = refused.value
    assert (error.status, error.code) == (400, "bad-fault")
    assert error.hint == "Each line gives the place. Nothing has changed."


def test_the_catalogue_says_what_a_fault_of_paging_does(seatfiller: World) -> None:
    named = {fault.name: fault for fault in seatfiller.faults.catalogue()}
    assert LIST in named["token-long"].operations
    assert named["token-long"].parameters[0].default == 8


def test_requests_are_found_and_counted(seatfiller: World) -> None:
    seats(seatfiller.url, MAX)
    status(seatfiller.url, "/V1/nowhere?a=1&a=2")
    requests = seatfiller.requests
    assert requests.count(operation=LIST, user=MAX) == 11
    assert [str(request) for request in requests.find(query={"a": ["1", "2"]})] == [
        "GET /V1/nowhere?a=1&a=2 404"
    ]
    # A part of an answer, whatever the case, and of a query.
    assert requests.count(text="SEATDETAILS") == 0
    assert requests.count(text="ASSIGNEDTO") == len(requests.page(text="ASSIGNEDTO").requests) == 11
    assert [request.id for request in requests.wait_for(text="a=2")] == [12]
    assert len(list(requests)) == len(requests.list()) == 12
    assert requests.closest(path="/elsewhere", status=404) != []
    first = requests.page(limit=1)
    assert (first.dropped, [request.id for request in first.requests]) == (0, [1])
    rest = requests.page(since=first.next, brief=True)
    assert [request.id for request in rest.requests] == list(range(2, 13))
    assert requests.get(1).answer is not None
    assert requests.get(1).answer.headers["Content-Type"] == "application/json; charset=utf-8"
    requests.clear()
    assert requests.list() == []


def test_a_request_can_be_awaited(seatfiller: World) -> None:
    thread = threading.Timer(0.05, status, (seatfiller.url, SEATS_OF_BOB))
    thread.start()
    try:
        assert [request.status for request in seatfiller.requests.wait_for(operation=LIST)] == [200]
    finally:
        thread.join()
    with pytest.raises(AwaitError) as late:
        seatfiller.requests.wait_for(2, timeout=0.01, operation=LIST, status=500)
    assert str(late.value) == (
        "408: 0 of 2 requests matched within 0.01 s.\n"
        "Nearly: GET /V1/Users/bob@contoso.com/Seats 200 store.listSeatsOfUser: status is 200, not 500"
    )
    assert isinstance(late.value, TimeoutError)


def test_a_misspelt_criterion_is_a_type_error(seatfiller: World) -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'sttus'; there are operation"):
        seatfiller.requests.count(sttus=200)  # type: ignore[call-arg]


def test_a_list_that_was_not_read_whole_is_a_traversal_error(seatfiller: World) -> None:
    seats_of_first_page(seatfiller.url, MAX)
    with pytest.raises(TraversalError) as error:
        seatfiller.traversals.verify(operation=LIST)
    assert str(error.value) == (
        "Clients have not read their lists whole:\n"
        "Traversal 1 of store.listSeatsOfUser (max@contoso.com): abandoned: Page 1 had a"
        " continuationToken; it was never asked for. 235 items were not read."
    )
    assert (error.value.code, error.value.judged) == ("verification-failed", 1)
    assert isinstance(error.value, AssertionError)
    [traversal] = seatfiller.traversals
    # A verification does not end what its client may go on with.
    assert (traversal.verdict, traversal.missed, traversal.end) == ("running", 235, "running")
    assert [step.items for step in seatfiller.traversals.get(traversal.id).requests] == [25]
    assert "abandoned" in seatfiller.traversals.junit()
    assert seatfiller.traversals.verify(complete=False, allow=["abandoned"]) == 1
    seatfiller.traversals.forget()
    assert seatfiller.traversals.list() == []


def test_a_list_that_was_read_whole_passes(seatfiller: World) -> None:
    seats(seatfiller.url, MAX)
    assert seatfiller.traversals.verify() == 1
    assert seatfiller.traversals.list(verdict="incomplete") == []


def test_a_long_traversal_comes_in_pages(seatfiller: World) -> None:
    seats(seatfiller.url, MAX)
    [traversal] = seatfiller.traversals
    whole = seatfiller.traversals.get(traversal.id).requests
    last = seatfiller.traversals.get(traversal.id, limit=4)
    assert (last.requests, last.next) == (whole[-4:], str(whole[-4].id))
    rest = seatfiller.traversals.get(traversal.id, before=last.next, limit=100)
    assert (rest.requests, rest.next) == (whole[:-4], None)


def test_the_clock_stands_still_and_goes_on(seatfiller: World) -> None:
    clock, first = seatfiller.clock, datetime(2018, 5, 1, 12, tzinfo=timezone.utc)
    assert clock.freeze("2018-05-01T12:00:00Z").frozen
    assert clock.now() == first
    assert clock.advance(1.5).now == first + timedelta(seconds=1.5)
    assert clock.advance(timedelta(hours=-1)).now == first - timedelta(seconds=3598.5)
    assert clock.set(first.astimezone(timezone(timedelta(hours=2)))).now == first
    assert (clock.run(scale=60).frozen, clock.state().scale) == (False, 60)
    assert clock.restore().scale == 1
    with pytest.raises(ValueError, match="has no time zone"):
        clock.freeze(datetime(2018, 5, 1))


def test_quirks_switch_what_is_open(seatfiller: World) -> None:
    path = f"{SEATS_OF_BOB}?maxResults=101"
    assert status(seatfiller.url, path) == 400
    seatfiller.quirks.set({"store.maxResults": "clamp"})
    assert seatfiller.quirks.get("store.maxResults") == "clamp"
    assert status(seatfiller.url, path) == 200


def test_a_seed_is_a_dict_a_path_or_text(seatfiller: World, tmp_path: Path) -> None:
    nothing = "0 users, 0 seats, 0 customers, 0 tenants"
    (tmp_path / "a seed.sql").write_text("DELETE FROM store_seats")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "1.json").write_text("// a comment\n{}")
    assert seatfiller.seed.replace(EMPTY) == nothing
    assert seatfiller.seed.replace(tmp_path / "a seed.sql") == nothing
    assert seatfiller.seed.replace(str(tmp_path / "more")) == nothing
    assert seatfiller.seed.replace("/* JSON */ { }") == nothing
    assert (
        seatfiller.seed.add("INSERT INTO store_organizations (id, tenant_id) VALUES (1, 'a')")
        == nothing
    )
    assert [row["tenantId"] for row in seatfiller.data.organizations()] == ["a"]
    assert seatfiller.export()["storeForBusiness"][0]["tenantId"] == "a"
    with pytest.raises(FileNotFoundError, match="There is no seed at nowhere.json"):
        seatfiller.seed.add("nowhere.json")


def test_a_mistake_in_a_seed_says_where(seatfiller: World) -> None:
    with pytest.raises(ControlError, match='seed:1:2: unknown member "elments" in a seed; did you'):
        seatfiller.seed.replace({"elments": {}})


def test_snapshots_bring_data_back(seatfiller: World) -> None:
    snapshots = seatfiller.snapshots
    snapshots.keep("before")
    seatfiller.seed.replace(EMPTY)
    snapshots.restore("before")
    assert len(list(seatfiller.data.seats())) == 264
    assert (snapshots.list(), snapshots.exists("before")) == (["before"], True)
    snapshots.drop("before")
    assert not snapshots.exists("before")


def test_data_has_rows_of_each_kind(seatfiller: World) -> None:
    data = seatfiller.data
    kinds = [data.organizations, data.users, data.seats, data.inventory]
    kinds += [data.customers, data.tenants, data.services]
    assert all(isinstance(next(rows()), dict) for rows in kinds)
    assert [row["userName"] for row in data.users(search="BO")] == ["bob@contoso.com"]
    page = data.page("seats", limit=2)
    assert len(page.rows) == 2
    assert data.page("seats", after=page.next, limit=2).rows != page.rows


def test_rows_change_by_the_rules_of_the_apis(seatfiller: World) -> None:
    data, zoe, planner = seatfiller.data, "zoe@contoso.com", ("9NBLGGH4R2R6", "0016")
    object_id = "5c1d9a70-3e5f-4d0b-8a52-1f2e3d4c5b6a"
    assert data.add_user(zoe, object_id=object_id, tenant_id="contoso.com")["objectId"] == object_id
    assert data.assign_seat(zoe, *planner)["state"] == "active"
    assert len(seats(seatfiller.url, zoe)) == 1
    assert data.reclaim_seat(zoe, *planner)["state"] == "revoked"
    assert data.remove_user(zoe)["isDeleted"] is True
    with pytest.raises(ControlError, match="^404 no-such-row: There is no user 'zoe@contoso.com'"):
        data.assign_seat(zoe, *planner)
    # Who comes back is the same.
    assert data.add_user(zoe) == {**next(data.users(zoe)), "objectId": object_id}
    assert data.set_capacity(*planner, 2)["availableSeats"] == 0
    with pytest.raises(ControlError, match="^409 row-conflict: "):
        data.assign_seat(zoe, *planner)
    tenant = next(data.tenants())
    key = str(tenant["customerId"]), str(tenant["id"])
    changed = data.change_tenant(*key, type=0, available_user_seat=7)
    assert changed == {**tenant, "availableUserSeat": 7} == next(data.tenants())
    assert data.change_tenant(*key, assigned_user_seat=5) == {**changed, "assignedUserSeat": 5}
    assert [request.operation for request in seatfiller.requests] == [LIST]


def test_coverage_says_which_rules_have_been_met(seatfiller: World) -> None:
    status(seatfiller.url, SEATS_OF_BOB)
    report = seatfiller.coverage.report(api="store")
    assert [each.operation for each in report.by_operation] == [LIST]
    assert "store.getInventory" in report.never_called
    assert seatfiller.coverage.markdown().startswith("## Coverage of the contract")
    assert seatfiller.coverage.cobertura(label="documented").startswith("<?xml")
    seatfiller.coverage.forget()
    assert seatfiller.coverage.report().met == 0
    assert {rule.label for rule in seatfiller.rules.list()} == {
        "documented",
        "observed",
        "inferred",
        "chosen",
    }


def test_a_reset_returns_to_the_seed(seatfiller: World) -> None:
    seatfiller.seed.replace(EMPTY)
    seatfiller.faults.add(status=503)
    seatfiller.reset()
    assert seatfiller.faults.list() == []
    assert len(seatfiller.rotate_keys()) == 2


def test_an_unchanged_client_finds_its_way(seatfiller: World) -> None:
    program = (
        "import json, urllib.request\n"
        f"url = 'https://bspmts.mp.microsoft.com{SEATS_OF_BOB}'\n"
        "print(len(json.load(urllib.request.urlopen(url))['seats']))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **seatfiller.environment()},
        capture_output=True,
        text=True,
    )
    assert (run.stdout, run.stderr) == ("1\n", "")
    assert seatfiller.requests.count(operation=LIST) == 1


def test_the_server_tells_of_itself(seatfiller: World) -> None:
    server = seatfiller.server
    assert server.health().status == "ready"
    assert server.state().version == server.health().version
    assert "seatfiller_held_bytes" in server.metrics()
    assert server.authority().startswith("-----BEGIN CERTIFICATE-----")
    assert server.trust_store()[:1] == b"\x30"
    assert server.openapi("store")["openapi"].startswith("3.")


def test_threads_share_a_world(seatfiller: World) -> None:
    threads = [
        threading.Thread(target=status, args=(seatfiller.url, SEATS_OF_BOB)) for _ in range(8)
    ]
    threads += [
        threading.Thread(target=seatfiller.faults.add, kwargs={"status": 503, "call": 99})
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (seatfiller.requests.count(), len(seatfiller.faults.list())) == (8, 8)
