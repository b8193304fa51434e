"""A store file that may not grow: writes are refused, and what was acknowledged stays."""

import json

from harness import PRODUCTS, SEATS, Find, Hunt, shop

OPEN = [product for product, capacity in PRODUCTS.items() if not capacity][0]


def run(hunt: Hunt) -> int:
    steps = 0
    while hunt.goes_on or not steps:
        size = hunt.random.randrange(1 << 20, 4 << 20)
        store = hunt.path(f"disk-{steps}.db")
        server = hunt.serve(
            "--store", store, "--seed", hunt.write("shop.json", json.dumps(shop())), file_bytes=size)
        held = fill(hunt, server)
        server.check()
        compare(server, held)
        server.kill()
        # With room again, it goes on from there.
        server = hunt.serve("--store", store)
        compare(server, held)
        add(server, "last@contoso.example", held)
        compare(server, held)
        server.kill()
        steps += len(held)
    return steps


def add(server, user: str, held: set[str]) -> int:
    """A user with a seat; the status of what failed first."""
    seed = f"INSERT INTO store_users (organization_id, user_name) VALUES (1, '{user}')"
    status, said = server.ask("POST", "/__admin/seed", seed, {"Content-Type": "application/sql"})
    if status == 200:
        status, said = server.ask("POST", f"{SEATS.format(OPEN)}/{user}")
    if status == 200:
        held.add(user)
    elif status not in (503, 507):
        raise Find(f"a full disk is a {status}: {said[:300]}")
    return status


def fill(hunt: Hunt, server) -> set[str]:
    held: set[str] = set()
    batch = 0
    while True:
        # Many users at once fill it; one by one shows what the last bytes do.
        names = [f"filler{batch}-{n}@{'x' * 60}.example" for n in range(hunt.random.randint(100, 3000))]
        rows = ", ".join(f"(1, '{name}')" for name in names)
        status, said = server.ask(
            "POST", "/__admin/seed", f"INSERT INTO store_users (organization_id, user_name) VALUES {rows}",
            {"Content-Type": "application/sql"})
        if status not in (200, 503, 507):
            raise Find(f"a full disk is a {status}: {said[:300]}")
        if status != 200:
            break
        batch += 1
        if batch > 1000:
            raise Find("a file that may not grow grows")
    for number in range(20):
        add(server, f"one{number}@contoso.example", held)
    return held


def compare(server, held: set[str]):
    listed = server.get("/__admin/export")["storeForBusiness"][0].get("seats", [])
    seats = {seat["assignedTo"] for seat in listed if seat["state"] == "active"}
    if seats != held:
        raise Find(f"{len(held - seats)} acknowledged seats are lost, {len(seats - held)} refused ones are there")
