"""Requests with bytes changed, and requests whose length is told in two ways, before a good one.

Whatever comes in, what goes out is one well-formed answer behind another, and the server lives.
"""

import re
from collections.abc import Iterator

from harness import PATIENCE, Answer, Find, Hunt, Server, expect

SEAT = b"/V1/Inventory/9NBLGGH4R2R6/0016/Seats"
SEEDS = [
    b"GET /V1/Users/max@contoso.com/Seats?maxResults=3 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /__admin/export HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n",
    b"DELETE " + SEAT + b"/carol%40contoso.com HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
    b"POST " + SEAT + b" HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 56\r\n\r\n"
    b'{"usernames":["ann@contoso.com"], "seatAction":"assign"}',
    b"POST " + SEAT + b" HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    b'1d;x=y\r\n{"usernames":["carol@contoso.\r\n1e\r\ncom"],"seatAction":"reclaim" }\r\n0\r\nT: t\r\n\r\n',
    b"POST /connect/token HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 29\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\ngrant_type=client_credentials",
    b"OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n",
]  # fmt: skip
PIECES = [
    b"\r\n", b"\n", b"\r", b"\0", b" ", b"\t", b":", b"%", b"%00", b"\xff", b"\r\n\r\n", b"HTTP/1.1", b"?", b"#",
    b"Content-Length: 3\r\n", b"Transfer-Encoding: chunked\r\n", b"Connection: close\r\n", b"0\r\n\r\n",
    b"Host: b\r\n", b"ffffffffffffffff\r\n", b"99999999999999999999",
]  # fmt: skip
# What a proxy in front could read in another way is refused, and nothing behind it is a request.
AMBIGUOUS = [
    b"Content-Length: 3\r\nContent-Length: 4\r\n", b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
    b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", b"Content-Length: 3, 4\r\n", b"Content-Length: +3\r\n",
    b"Content-Length: 0x3\r\n", b"Content-Length: -3\r\n", b"Content-Length : 3\r\n", b"Content-Length: 3 3\r\n",
    b"Transfer-Encoding: gzip\r\n", b"Transfer-Encoding: chunked, chunked\r\n", b"Transfer-Encoding: chunked, gzip\r\n",
    b"Content-Length: 18446744073709551619\r\n", b"Content-Length:\r\n", b"Transfer-Encoding: \x0bchunked\r\n",
]  # fmt: skip
STATUS_LINE = re.compile(rb"HTTP/1\.[01] ([1-5]\d\d) [ -~]*")
FIELD = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+): ?([ -~\t]*)")


def run(hunt: Hunt) -> int:
    steps = 0
    options = ("--header-timeout", "5", "--body-timeout", "5", "--idle-timeout", "5")
    with hunt.serving(*options) as server:
        while steps == 0 or hunt.goes_on:
            steps += 1
            probe = f"probe{steps}@example.com"
            last = f"GET /V1/Users/{probe}/Seats HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode()
            sent, kind = _sent(hunt, steps)
            try:
                answers = list(_answers(_exchange(server, sent + last)))
                probed = [answer for answer in answers if answer.status == 404 and probe.encode() in answer.body]
                if kind == "ambiguous":
                    expect(not probed, "what follows an ambiguous length was taken for a request")
                    expect(
                        len(answers) == 1 and answers[0].status in (400, 411, 413, 501),
                        f"an ambiguous length was answered with {[str(answer) for answer in answers]}",
                    )  # fmt: skip
                if kind == "long":
                    expect([answer.status for answer in answers] == [431], "a long head is no 431")
                if kind == "good":
                    expect(probed == answers[-1:], f"good requests, then {answers[-1:]}")
                if steps % 50 == 0:
                    server.expect_alive("mutated requests")
            except Find as find:
                raise Find(f"{find}; sent: {(sent + last)[:2000]!r}; {server.state}") from None
    return steps


def _sent(hunt: Hunt, step: int) -> tuple[bytes, str]:
    """What is sent before the probe, and what kind of thing it is."""
    dice = hunt.random
    seeds = b"".join(dice.choices(SEEDS, k=dice.choice([1, 1, 2, 3])))
    if step % 10 == 1:
        return seeds, "good"
    if step % 10 == 2:
        head = b"POST " + SEAT + b" HTTP/1.1\r\nHost: a\r\n" + dice.choice(AMBIGUOUS)
        return head + b"\r\n" + dice.choice([b"0\r\n\r\n", b"abc", b"3\r\nabc\r\n0\r\n\r\n"]), "ambiguous"
    if step % 100 == 3:
        return b"GET / HTTP/1.1\r\nHost: a\r\nA: " + b"b" * dice.randrange(70_000, 300_000) + b"\r\n\r\n", "long"
    changed = bytearray(seeds)
    for _ in range(dice.choice([1, 1, 2, 5, 20])):
        at = dice.randrange(len(changed) + 1)
        end = min(len(changed), at + dice.choice([1, 2, 8, 40]))
        match dice.randrange(6):
            case 0 if at < len(changed):
                changed[at] ^= 1 << dice.randrange(8)
            case 1:
                del changed[at:end]
            case 2:
                changed[at:at] = changed[at:end] * dice.choice([1, 2, 50])
            case 3:
                changed[at:at] = dice.choice(PIECES)
            case 4:
                other = dice.choice(SEEDS)
                changed[at:end] = other[dice.randrange(len(other)) :]
            case 5:
                changed = changed.replace(b"\r\n", dice.choice([b"\n", b"\r", b"\r\r\n"]), dice.choice([-1, 1, 2]))
    return bytes(changed), "mutated"


def _exchange(server: Server, sent: bytes) -> bytes:
    """Sends all there is and gives all that comes back, up to the end of the connection."""
    received, is_half_closed = b"", False
    with server.socket(0.2) as socket:
        try:
            socket.sendall(sent)
        except (ConnectionError, TimeoutError):
            # It was answered before it had been read.
            pass
        while True:
            try:
                piece = socket.recv(65536)
            except TimeoutError:
                # The server waits for more, of which there is none.
                expect(not is_half_closed, "a connection that hangs")
                is_half_closed = True
                socket.settimeout(PATIENCE)
                socket.shutdown(1)
                continue
            except ConnectionResetError:
                return received
            if not piece:
                return received
            received += piece


def _answers(text: bytes) -> Iterator[Answer]:
    """Takes apart a sequence of answers, every byte of it."""
    while text:
        head, end, rest = text.partition(b"\r\n\r\n")
        expect(end != b"", f"the head of an answer has no end: {text[:200]!r}")
        first, *lines = head.split(b"\r\n")
        status_line = STATUS_LINE.fullmatch(first)
        expect(status_line is not None, f"a status line {first[:200]!r}")
        status, headers = int(status_line[1]), {}
        for line in lines:
            field = FIELD.fullmatch(line)
            expect(field is not None, f"a field {line[:200]!r}")
            name = field[1].decode().lower()
            expect(name not in headers or name == "set-cookie", f"the field {name} stands twice")
            headers[name] = field[2].decode()
        if status < 200 or status in (204, 304):
            body, text = b"", rest
        elif headers.get("transfer-encoding") == "chunked":
            body, text = _chunks(rest)
        elif "content-length" in headers:
            length = int(headers["content-length"])
            expect(len(rest) >= length, f"an answer of {length} bytes ends after {len(rest)}: {rest[-200:]!r}")
            body, text = rest[:length], rest[length:]
        else:
            body, text = rest, b""
        if status >= 200:
            expect(status < 500 or status == 501 or status == 505, f"a {status}: {body[:300]!r}")
            yield Answer(status, headers, body)


def _chunks(text: bytes) -> tuple[bytes, bytes]:
    """The content of chunks, and what follows them."""
    body = b""
    while True:
        size, end, text = text.partition(b"\r\n")
        expect(end != b"" and re.fullmatch(rb"[0-9a-fA-F]+", size) is not None, f"a chunk of size {size[:50]!r}")
        length = int(size, 16)
        body += text[:length]
        expect(text[length : length + 2] == b"\r\n", f"a chunk that ends with {text[length : length + 2]!r}")
        text = text[length + 2 :]
        if length == 0:
            return body, text
