"""Whether ten million seats cost no more than few: to make, to open, and to page through."""

import os
import socket
import statistics
import subprocess
import time
from http.client import HTTPConnection
from json import loads

import servers
from measure import resident, table

DEPTH, TURNS, REQUESTS = 10_000, 20, 1000
FIRST = "/V1/Users/user000000@generated.example/Seats?maxResults=25"


def generate(executable, store, **sizes):
    """Makes a store file, and gives the seconds that took."""
    options = [word for name, size in sizes.items() for word in ("--" + name.replace("_", "-"), str(size))]
    began = time.monotonic()
    subprocess.run([executable, "generate", *options, "--store", store], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def sqlite3(store, *commands):
    done = subprocess.run(
        ["sqlite3", "-bail", store], input="\n".join(commands), capture_output=True, text=True, check=True
    )
    if done.stderr:
        raise RuntimeError(done.stderr)
    return done.stdout


def import_seconds(store, folder):
    """What the shell of SQLite takes to read the same rows into the same table and index."""
    rows, copy = os.path.join(folder, "seats.csv"), os.path.join(folder, "copy.db")
    schema = sqlite3(store, "SELECT sql || ';' FROM sqlite_schema WHERE tbl_name = 'store_seats' AND sql <> '';")
    sqlite3(store, ".mode csv", f".output {rows}", "SELECT * FROM store_seats;")
    began = time.monotonic()
    sqlite3(copy, schema, ".mode csv", f".import {rows} store_seats")
    elapsed = time.monotonic() - began
    count = int(sqlite3(copy, "SELECT count(*) FROM store_seats;"))
    os.remove(rows)
    os.remove(copy)
    return elapsed, count


def open_store(command):
    """Milliseconds to the line that says ready, and the MiB that are resident then."""
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            line = process.stdout.readline()
            elapsed = (time.monotonic() - began) * 1000
            if b" ready on " not in line:
                raise RuntimeError(f"not ready: {line}")
            return elapsed, resident(process.pid)
        finally:
            process.terminate()


def deep_path(port):
    """The path of page 10,000, by a walk along the tokens of those before it."""
    connection = HTTPConnection("127.0.0.1", port)
    path = FIRST
    for _ in range(DEPTH - 1):
        connection.request("GET", path)
        path = f"{FIRST}&continuationToken={loads(connection.getresponse().read())['continuationToken']}"
    connection.close()
    return path


def latencies(connection, path, count):
    """Milliseconds of as many requests, one after another over a bare socket, which blurs them least."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    found, length = [], None
    for _ in range(count):
        began = time.perf_counter()
        connection.sendall(request)
        answer = connection.recv(65536)
        while length is None or len(answer) < length:
            head, separator, _ = answer.partition(b"\r\n\r\n")
            if length is None and separator:
                fields = dict(line.split(b": ", 1) for line in head.lower().split(b"\r\n")[1:])
                # All answers to a path are equally long.
                length = len(head) + 4 + int(fields[b"content-length"])
            else:
                more = connection.recv(65536)
                if not more:
                    raise RuntimeError(f"closed after {answer[:200]}")
                answer += more
        found.append((time.perf_counter() - began) * 1000)
        if not answer.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(answer.decode())
    return found


def pages(server):
    """Percentiles of the latency of page 1 and of page 10,000, in turns, of which the median counts."""
    with servers.Running(server) as running, socket.create_connection(("127.0.0.1", running.port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        paths = {1: FIRST, DEPTH: deep_path(running.port)}
        found = {number: [] for number in paths}
        for path in paths.values():
            latencies(connection, path, REQUESTS)
        for turn in range(TURNS):
            # What comes first in one turn comes last in the next.
            for number, path in sorted(paths.items(), reverse=turn % 2):
                times = latencies(connection, path, REQUESTS)
                found[number].append(statistics.quantiles(times, n=100, method="inclusive"))
    return {number: [statistics.median(turn) for turn in zip(*turns)] for number, turns in found.items()}


def measure(executable, folder, goals):
    store = os.path.join(folder, "flat.db")
    made = generate(
        executable, store, users=200_000, seats_per_user=45, seats_of_first_user=1_000_000, products=1_000_000
    )
    size = os.path.getsize(store) / 1e9
    imported, rows = import_seconds(store, folder)
    server = servers.ours(executable, "--store", store, path=FIRST)
    # Otherwise the first to open it waits until the gigabytes that were just made are on the disk.
    os.sync()
    opened = [open_store(server.command(servers.free_port())) for _ in range(5)]
    ready, memory = (statistics.median(figures) for figures in zip(*opened))
    quantiles = pages(server)
    first = opened[0][0]
    result = {
        "rows": rows, "gigabytes": size, "generate": made, "import": imported, "ready": ready,
        "first_ready": first, "resident": memory,
    }  # fmt: skip
    print(table(["a store file of ten million seats", ""], [
        ["seats, size of the file", f"{rows:,}, {size:.2f} GB"],
        ["made by generate", f"{made:.1f} s, {rows / made:,.0f} rows/s"],
        ["the same seats by sqlite3 .import", f"{imported:.1f} s, {rows / imported:,.0f} rows/s"],
        ["opened, to the ready line", f"{ready:.1f} ms (first {first:.1f} ms), {memory:.1f} MiB"],
        *([f"page {number:,}, p50 and p99", f"{q[49]:.3f} ms, {q[98]:.3f} ms"] for number, q in quantiles.items()),
    ]))  # fmt: skip
    print()
    goals.at_most("ten million seats are made in", 60, made, " s")
    goals.at_least("rows a second to those of sqlite3 .import", 0.7, imported / made)
    goals.at_most("opened in", 50, ready, " ms")
    goals.at_most("resident when opened", 32, memory, " MiB")
    for percent in (50, 99):
        first, deep = (q[percent - 1] for q in quantiles.values())
        result[f"p{percent}"] = {"first": first, "deep": deep}
        goals.at_most(f"p{percent} of page {DEPTH:,} and of page 1 differ by", 10, abs(deep / first - 1) * 100, " %")
    return result
