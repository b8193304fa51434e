#!/usr/bin/env python3
"""What it costs to judge a walk along a million seats. Usage: EXECUTABLE

Prints a table, and fails where the walk is not judged complete or costs more than the goals say: 64 MiB
of private memory for the walk, and 2 s for its verification. The yardstick beside the time is a page of
the same list, read in the same run.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from worlds import Server

LIST = "/V1/Users/user000000@generated.example/Seats?maxResults=100"
SEATS = 1_000_000
MOST_MEBIBYTES = 64
MOST_MILLISECONDS = 2000


def walk(server):
    """Reads the list to its end. Returns how many pages it had."""
    pages, target = 0, LIST
    while target:
        status, body = server.call("GET", target)
        assert status == 200, body
        pages += 1
        token = json.loads(body).get("continuationToken")
        target = token and f"{LIST}&continuationToken={token}"
    return pages


def measure(executable, seed, *options):
    """How many KiB more a walk takes, with its verification where it is noted, and what that said."""
    with Server(executable, "--seed", seed, *options) as server:
        page = statistics.median(server.timed("GET", LIST) for _ in range(300))
        server.call("DELETE", "/__admin/requests")
        server.call("DELETE", "/__admin/traversals")
        before = server.resident()
        pages = walk(server)
        if options:
            return server.resident() - before
        time = server.timed("POST", "/__admin/traversals/verify")
        more = server.resident() - before
        _, found = server.call("GET", "/__admin/traversals?limit=1")
        judged = json.loads(found)["traversals"][0]
        assert judged["verdict"] == "complete" and judged["served"] == SEATS, judged
        return more, time, pages, page


def main(executable):
    with tempfile.TemporaryDirectory() as folder:
        seed = str(Path(folder) / "seed.db")
        plan = ["--users", "1", "--products", SEATS, "--seats-of-first-user", SEATS, "--customers", "0"]
        subprocess.run(
            [executable, "generate", *map(str, plan), "--store", seed], check=True, capture_output=True
        )
        more, time, pages, page = measure(executable, seed)
        # What is remembered of the answers has nothing to do with it.
        other = measure(executable, seed, "--journal", "0")
    judged = (more - other) / 1024
    print(f"| a walk of {pages:,} pages along {SEATS:,} seats | measured | goal |")
    print("|---|---|---|")
    print(f"| private memory more, with its verification, than with the journal off, MiB | {judged:.1f} | 64 |")
    print(f"| its verification, ms | {time:.0f} | 2000 |")
    print(f"| in pages of the list ({page:.3f} ms) | {time / page:.0f} | |")
    if judged > MOST_MEBIBYTES or time > MOST_MILLISECONDS:
        sys.exit("a goal is missed")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: walk.py EXECUTABLE")
    main(sys.argv[1])
