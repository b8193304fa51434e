"""Kills the server in the middle of writing: what was acknowledged is there, and nothing is half done."""

import http.client
import json
import sqlite3
import threading
import time

from harness import SEATS, SKU, Find, Hunt

WRITERS = 6
OPEN = "9HUNTCRASH00"


def run(hunt: Hunt) -> int:
    store = hunt.path("crash.db")
    users = [f"writer{writer}-{number}@contoso.example" for writer in range(WRITERS) for number in range(400)]
    seed = hunt.write("crash.json", json.dumps({"storeForBusiness": [{
        "tenantId": "6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10", "users": [{"userName": user} for user in users],
        "inventory": [{"productKey": {"productId": OPEN, "skuId": SKU}, "seatCapacity": 0, "licenseType": "online",
                       "distributionPolicy": "open", "status": "active"}]}]}))
    # What each user must have, and what may have become of a request that nobody answered.
    held: dict[str, bool] = dict.fromkeys(users, False)
    doubtful: set[str] = set()
    writes = 0
    seeding = ["--seed", seed]
    while True:
        server = hunt.serve("--store", store, *seeding)
        seeding = []
        writes += len(compare(server, held, doubtful))
        if not hunt.goes_on:
            return writes
        acknowledged = write_until_killed(hunt, server, held, doubtful)
        writes += acknowledged
        with sqlite3.connect(store) as file:
            found = file.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise Find(f"the store file is damaged: {found}")


def compare(server, held: dict[str, bool], doubtful: set[str]) -> list[str]:
    listed = server.get("/__admin/export")["storeForBusiness"][0].get("seats", [])
    seats = {seat["assignedTo"] for seat in listed if seat["state"] == "active"}
    lost = [user for user, has in held.items() if has != (user in seats) and user not in doubtful]
    if lost:
        raise Find(f"{len(lost)} acknowledged writes are lost, that of {lost[0]} first")
    resolved = sorted(doubtful)
    for user in resolved:
        held[user] = user in seats
    doubtful.clear()
    return resolved


def write_until_killed(hunt: Hunt, server, held: dict[str, bool], doubtful: set[str]) -> int:
    counts = [0] * WRITERS

    def write(writer: int, random):
        mine = [user for user in held if user.startswith(f"writer{writer}-")]
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        while True:
            user = random.choice(mine)
            doubtful.add(user)
            try:
                connection.request("DELETE" if held[user] else "POST", f"{SEATS.format(OPEN)}/{user}")
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException):
                return
            if answer.status == 200:
                held[user] = not held[user]
                counts[writer] += 1
            doubtful.discard(user)

    threads = [
        threading.Thread(target=write, args=(writer, type(hunt.random)(hunt.random.random())))
        for writer in range(WRITERS)
    ]
    for thread in threads:
        thread.start()
    time.sleep(hunt.random.uniform(0.02, 0.4))
    server.kill()
    for thread in threads:
        thread.join()
    return sum(counts)
