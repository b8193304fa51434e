"""Clients that go in the middle of everything: they take nobody's place, and leave nothing behind."""

import socket
import struct

from harness import Find, Hunt, until

PLACES = 40
STAGES = {
    "before a byte": b"",
    "in a head": b"GET /V1/Inventory HTTP/1.1\r\nHost: loc",
    "in content": b"POST /__admin/seed HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\n\r\n" + b"x" * 50000,
    "in chunks": b"POST /__admin/seed HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
    "in a delay": b"GET /V1/Inventory HTTP/1.1\r\nHost: localhost\r\nX-Seatfiller-Fault: delay=60000\r\n\r\n",
    "in an await":
        b"GET /__admin/requests/await?path=/nothing&timeoutMs=60000 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "in a long answer": b"GET /__admin/export HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20,
}


def leave(client: socket.socket, with_reset: bool):
    if with_reset:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


def run(hunt: Hunt) -> int:
    server = hunt.serve("--max-connections", str(PLACES))
    # Threads for long work and their descriptors come with the first that asks for it.
    server.get("/__admin/export")
    server.ask("GET", "/__admin/requests/await?path=/nothing&timeoutMs=1")
    before = server.descriptors
    steps = 0
    while hunt.goes_on or not steps:
        clients = []
        for _ in range(PLACES):
            clients.append((hunt.random.choice(list(STAGES)), server.connect()))
            clients[-1][1].sendall(STAGES[clients[-1][0]])
        hunt.random.shuffle(clients)
        for _, client in clients:
            leave(client, hunt.random.random() < 0.5)
        steps += len(clients)
        stages = sorted({stage for stage, _ in clients})

        def is_served() -> bool:
            try:
                return server.ask("GET", "/V1/Inventory")[0] == 200
            except OSError:
                return False

        until(is_served, f"somebody else is served while clients have gone: {stages}")
        until(lambda: server.descriptors <= before, f"{before} descriptors are open again: {stages}")
    server.check()
    return steps
