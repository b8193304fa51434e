"""Clients that go at any stage of a request: afterwards everybody is served, and no descriptor is lost."""

import socket
import struct
import time

from harness import PATIENCE, Find, Hunt, Server, expect

MOST = 24
PAGE = b"GET /V1/Users/max@contoso.com/Seats?maxResults=100 HTTP/1.1\r\nHost: localhost\r\n"
BULK = b"POST /V1/Inventory/9NBLGGH4R2R6/0016/Seats HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\n"
AWAIT = b"GET /__admin/requests/await?operation=store.getSeat&count=9&timeoutMs=5000 HTTP/1.1\r\nHost: localhost\r\n\r\n"
# A minute's work for who waits for it.
WORK = b"WITH n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n) INSERT INTO store_organizations (name) SELECT n FROM n"
SEED = b"POST /__world/work/__admin/seed HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sql\r\n"
STAGES = {
    "before a word": b"",
    "in a head": PAGE,
    "in a content": BULK + b'{"usernames":[',
    "in a chunk": PAGE.replace(b"GET", b"POST") + b"Transfer-Encoding: chunked\r\n\r\n40\r\nabc",
    "in a delay": PAGE + b"X-Seatfiller-Fault: delay=5000\r\n\r\n",
    "in a dribble": PAGE + b"X-Seatfiller-Fault: dribble=2,5000\r\n\r\n",
    "in a wait": AWAIT,
    "in a long answer": b"GET /__world/long/__admin/export HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "in many answers": (PAGE + b"\r\n") * 60,
    "in its own seed": SEED + b"Content-Length: " + str(len(WORK)).encode() + b"\r\n\r\n" + WORK,
    "after an answer": PAGE + b"\r\n",
}


def run(hunt: Hunt) -> int:
    steps = 0
    with hunt.serving("--max-connections", str(MOST)) as server:
        _make_long(server)
        _expect_everybody_served(server, "the start")
        before = server.descriptors
        while steps == 0 or hunt.goes_on:
            stages = hunt.random.choices(list(STAGES), k=hunt.random.choice([1, 5, MOST, MOST + 8]))
            _abandon(hunt, server, stages)
            told = f"clients that went {', '.join(sorted(set(stages)))}"
            _expect_everybody_served(server, told)
            _expect_descriptors(server, before, told)
            steps += len(stages)
    return steps


def _abandon(hunt: Hunt, server: Server, stages: list[str]) -> None:
    """Opens a connection for each stage, and closes all of them."""
    sockets = []
    for stage in stages:
        client = server.socket(2)
        try:
            client.sendall(STAGES[stage])
            if stage in ("in a long answer", "after an answer") or hunt.random.random() < 0.1:
                client.settimeout(0.5)
                client.recv(200)
        except OSError:
            # One connection too many, or nothing to read.
            pass
        sockets.append(client)
    time.sleep(hunt.random.choice([0, 0.01, 0.1]))
    hunt.random.shuffle(sockets)
    for client in sockets:
        if hunt.random.random() < 0.5:
            # It goes with a reset, as a process that was killed with much unread does.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()


def _expect_everybody_served(server: Server, told: str) -> None:
    """Raises a find unless as many as may be connected are, and all of them are answered."""
    patience = time.monotonic() + PATIENCE
    while True:
        connections = [server.connect() for _ in range(MOST)]
        try:
            answers = [connection.ask("GET", "/V1/Users/bob@contoso.com/Seats") for connection in connections]
            refused = [answer for answer in answers if answer.status != 200]
            if not refused:
                return
            problem = f"{len(refused)} of {MOST} are told {refused[0]}"
        except OSError as error:
            problem = repr(error)
        finally:
            for connection in connections:
                connection.close()
        expect(server.process.poll() is None, f"after {told} {server.state}")
        expect(time.monotonic() < patience, f"after {told} {problem}")
        time.sleep(0.02)


def _expect_descriptors(server: Server, before: int, told: str) -> None:
    patience = time.monotonic() + PATIENCE
    while (now := server.descriptors) > before:
        if time.monotonic() > patience:
            raise Find(f"after {told} the server holds {now} descriptors, where it held {before}")
        time.sleep(0.01)


def _make_long(server: Server) -> None:
    """A world whose export no buffer of a connection holds."""
    seed = (
        "WITH n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 50000) "
        "INSERT INTO store_users (organization_id, user_name) SELECT 1, 'user' || n || '@contoso.com' FROM n"
    )
    answer = server.ask("POST", "/__world/long/__admin/seed", seed, Content_Type="application/sql")
    expect(answer.status == 200, f"a seed of many users: {answer}")
