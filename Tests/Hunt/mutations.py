"""Requests with a few bytes changed, sent as they are: each answer is whole, and the server goes on."""

import re

from harness import Find, Hunt, read_all

REQUESTS = [
    b"GET /V1/Users/ann@contoso.com/Seats?maxResults=2 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"POST /V1/Inventory/9NBLGGH4R2R6/0016/Seats HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b'Content-Length: 56\r\n\r\n{"usernames":["bob@contoso.com"],"seatAction":"Reclaim"}',
    b"POST /partner/external/v3/general/customers/batch HTTP/1.1\r\nHost: localhost\r\n"
    b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\n{}\r\n0\r\nX: y\r\n\r\n",
    b"POST /connect/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 48\r\n\r\ngrant_type=client_credentials&client_id=a&scope=b",
    b"PUT /__admin/clock HTTP/1.1\r\nHost: localhost\r\nContent-Length: 11\r\n\r\n{\"scale\":2}",
    b"DELETE /__admin/faults HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}",
]
SPLICES = [
    b"\r\n", b"\n", b"\r", b"\0", b" ", b"\t", b":", b"Content-Length: 5\r\n", b"Content-Length: -1\r\n",
    b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: gzip, chunked\r\n", b"Host: a\r\n", b"0\r\n\r\n",
    b"ffffffffffffffff\r\n", b"Connection: close\r\n", b"HTTP/1.0", b"HTTP/9.9", b"%00", b"%zz", b"\xff\xfe",
    b"x" * 3000, b"X: " + b"y" * 70000 + b"\r\n", b"continuationToken=AAAA&", b"[" * 600,
]
# It comes last on its connection, so that it is answered last or not at all.
PROBE = b"GET /__admin/openapi/nothing-%d HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


def mutate(random, request: bytes) -> bytes:
    for _ in range(random.randint(1, 4)):
        start = random.randrange(len(request) + 1)
        end = min(len(request), start + random.randint(0, 12))
        middle = random.choice([
            b"", request[start:end] * 2, random.choice(SPLICES), bytes([random.randrange(256)]),
            bytes(byte ^ 1 << random.randrange(8) for byte in request[start:end]),
        ])
        request = request[:start] + middle + request[random.choice([start, end]):]
    return request


def answers(received: bytes, methods: list[bytes]) -> list[tuple[int, bytes]]:
    """The answers that bytes are made of, taken apart strictly."""
    found: list[tuple[int, bytes]] = []
    while received:
        head, _, rest = received.partition(b"\r\n\r\n")
        line = re.match(rb"HTTP/1\.[01] (\d{3}) [^\r\n]*\r\n", head + b"\r\n")
        if not line:
            raise Find(f"no status line in {received[:120]!r}")
        status, fields = int(line[1]), head[line.end():].lower()
        for field in filter(None, fields.split(b"\r\n")):
            if not re.fullmatch(rb"[!-9;-~]+: [^\0\r\n]*", field):
                raise Find(f"no field: {field[:120]!r}")
        length = re.findall(rb"^content-length: (\d+)\r?$", fields, re.M)
        if status == 100:
            received = rest
            continue
        if len(length) > 1 or not length and b"chunked" not in fields and status not in (204, 304):
            raise Find(f"{len(length)} lengths in {head!r}")
        size = int(length[0]) if length else 0
        # An answer to a HEAD has a length and nothing behind it.
        if b"HEAD" in methods and size and rest[:5] in (b"", b"HTTP/"):
            size = 0
        if b"chunked" in fields:
            size = rest.index(b"0\r\n\r\n") + 5
        if len(rest) < size:
            raise Find(f"{len(rest)} of {size} bytes behind {head!r}")
        found.append((status, rest[:size]))
        received = rest[size:]
    return found


def run(hunt: Hunt) -> int:
    server = hunt.serve("--header-timeout", "1", "--body-timeout", "1", "--idle-timeout", "1")
    for request in REQUESTS:
        if not answers(exchange(server, request, PROBE % 0), [])[0][0] < 300:
            raise Find(f"refused as it is: {request!r}")
    steps = 0
    while hunt.goes_on:
        request = mutate(hunt.random, hunt.random.choice(REQUESTS))
        received = exchange(server, request, PROBE % steps)
        try:
            found = answers(received, re.findall(rb"HEAD", request))
        except Find as find:
            raise Find(f"{find}, in answer to {request!r}") from find
        if not found:
            raise Find(f"no answer at all to {request!r}")
        if any(status in (500, 501) for status, _ in found):
            raise Find(f"{found} in answer to {request!r}")
        for status, content in found[:-1]:
            if b"nothing-%d" % steps in content and status == 404:
                raise Find(f"an answer stands behind that of the last request: {request!r}")
        if steps % 50 == 0:
            server.check()
        steps += 1
    server.check()
    return steps


def exchange(server, request: bytes, probe: bytes) -> bytes:
    # A request that waits for more is ended by the server's own patience.
    connection = server.connect(5)
    try:
        connection.sendall(request + probe)
    except OSError:
        pass
    try:
        return read_all(connection)
    finally:
        connection.close()
