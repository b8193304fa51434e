#!/usr/bin/env python3
"""What worlds cost: making and resetting one, its memory, and the journal. Usage: EXECUTABLE

Prints a table. Needs wrk for the journal's share.
"""

import http.client
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEATS = "/V1/Users/max@contoso.com/Seats"


class Server:
    def __init__(self, executable, *options):
        self.process = subprocess.Popen(
            [executable, "--port", "0", *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        line = self.process.stdout.readline().decode()
        self.port = int(re.search(r"127\.0\.0\.1:(\d+)", line)[1])
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port)

    def call(self, method, target):
        self.connection.request(method, target)
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def timed(self, method, target):
        start = time.perf_counter()
        status, _ = self.call(method, target)
        assert status in (200, 201), (method, target, status)
        return (time.perf_counter() - start) * 1000

    def resident(self):
        text = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        return sum(int(n) for n in re.findall(r"Private_\w+:\s+(\d+) kB", text))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()
        self.process.terminate()
        self.process.wait()


def seats(count):
    """A seed of so many seats, a thousand a user, as SQL that makes them itself."""
    return f"""
        INSERT INTO store_organizations (id, tenant_id) VALUES (1, 't');
        WITH n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {count // 1000})
        INSERT INTO store_users (id, organization_id, user_name)
        SELECT n, 1, iif(n = 1, 'max', 'user' || n) || '@contoso.com' FROM n;
        WITH n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1000)
        INSERT INTO store_inventory (organization_id, product_id, sku_id)
        SELECT 1, 'P' || n, '1' FROM n;
        INSERT INTO store_seats (user_id, product_id, sku_id, date_assigned)
        SELECT u.id, p.product_id, p.sku_id, '2018-01-01T00:00:00.0000000+00:00'
        FROM store_users u, store_inventory p;
        """


def measure(server):
    """Medians in milliseconds, and kibibytes."""
    make = [server.timed("PUT", f"/__admin/worlds/made-{n}") for n in range(300)]
    before = server.resident()
    for n in range(300):
        server.call("PUT", f"/__admin/worlds/untouched-{n}")
    untouched = (server.resident() - before) / 300
    first, reset = [], []
    for n in range(300):
        first.append(server.timed("GET", f"/__world/made-{n}{SEATS}"))
        reset.append(server.timed("POST", f"/__world/made-{n}/__admin/reset"))
    health = [server.timed("GET", "/healthz") for _ in range(300)]
    return [statistics.median(values) for values in (make, reset, first, health)] + [untouched]


def requests_a_second(server):
    command = ["wrk", "-t1", "-c64", "-d4", f"http://127.0.0.1:{server.port}{SEATS}"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])


def main(executable):
    print("| a world, medians over one connection | demo seed | 1,000,000 seats |")
    print("|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        seed = Path(folder) / "seed.sql"
        seed.write_text(seats(1_000_000))
        columns = []
        for options in ([], ["--seed", str(seed)]):
            with Server(executable, *options) as server:
                columns.append(measure(server))
    names = ["made, ms", "reset after a read, ms", "its first page, ms", "(GET /healthz, ms)"]
    for name, demo, large in zip(names, *columns):
        print(f"| {name} | {demo:.3f} | {large:.3f} |")
    print(f"| private memory of an untouched one, KiB | {columns[0][4]:.1f} | {columns[1][4]:.1f} |")

    shares = []
    with Server(executable) as on, Server(executable, "--journal", "0") as off:
        for server in (on, off):
            requests_a_second(server)
        for _ in range(5):
            shares.append(requests_a_second(on) / requests_a_second(off))
    print()
    print(f"requests a second with the journal on, of those with it off, median of 5 turns: "
          f"{statistics.median(shares):.2f} ({json.dumps([round(s, 2) for s in shares])})")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: worlds.py EXECUTABLE")
    main(sys.argv[1])
