"""A random client, and a model of what it must be answered."""

import copy

from harness import PRODUCTS, SEATS, USERS, Find, Hunt, shop, walk

import json


class Shop:
    """What one world must hold: who has a seat of which product, and since when."""

    def __init__(self):
        self.seats: dict[tuple[str, str], str] = {}
        self.snapshots: dict[str, dict[tuple[str, str], str]] = {}

    def taken(self, product: str) -> int:
        return sum(of == product for of, _ in self.seats)

    def assign(self, product: str, user: str) -> str | None:
        """Why it must be refused, if it must."""
        capacity = PRODUCTS[product]
        if (product, user) not in self.seats and capacity and self.taken(product) >= capacity:
            return "No seats available"
        self.seats.setdefault((product, user), "")
        return None

    def reclaim(self, product: str, user: str) -> str | None:
        return None if self.seats.pop((product, user), None) is not None else "Seat not found"


class Client:
    """Asks in one world, and holds each answer against the model."""

    def __init__(self, hunt: Hunt, server, world: str):
        self.random, self.server, self.world = hunt.random, server, {"X-Seatfiller-World": world}
        self.shop = Shop()

    def expect(self, is_right: bool, what: str):
        if not is_right:
            raise Find(f"world {self.world['X-Seatfiller-World']}: {what}")

    def ask(self, method: str, target: str, content=None) -> tuple[int, str]:
        return self.server.ask(method, target, content, self.world)

    def one(self):
        product, user = self.random.choice(list(PRODUCTS)), self.random.choice(USERS)
        target = f"{SEATS.format(product)}/{user}"
        method = self.random.choice(["POST", "POST", "DELETE", "GET"])
        held = (product, user) in self.shop.seats
        if method == "GET":
            reason = None if held else "Not found"
        else:
            reason = (self.shop.assign if method == "POST" else self.shop.reclaim)(product, user)
        status, content = self.ask(method, target)
        wanted = {None: 200, "No seats available": 409}.get(reason, 404)
        self.expect(status == wanted, f"{method} {target} is a {status}, not a {wanted}: {content[:200]}")
        if status == 200:
            seat = json.loads(content)
            self.keep(product, user, seat)
            state = "revoked" if method == "DELETE" else "active"
            self.expect(seat["state"] == state, f"{method} {target} gives {content[:200]}")

    def keep(self, product: str, user: str, seat: dict):
        """The seat is the one that was asked for, and has been assigned once."""
        self.expect(
            seat["assignedTo"] == user and seat["productKey"]["productId"] == product, f"another seat: {seat}")
        if (product, user) in self.shop.seats:
            since = self.shop.seats[product, user] or seat["dateAssigned"]
            self.expect(since == seat["dateAssigned"], f"assigned at {since}: {seat}")
            self.shop.seats[product, user] = since

    def bulk(self):
        product = self.random.choice(list(PRODUCTS))
        names = self.random.sample(USERS, self.random.randint(1, len(USERS)))
        action = self.random.choice(["Assign", "Reclaim"])
        do = self.shop.assign if action == "Assign" else self.shop.reclaim
        wanted = {name: do(product, name) for name in names}
        status, content = self.ask(
            "POST", SEATS.format(product), {"usernames": names, "seatAction": action})
        self.expect(status == 200, f"bulk {action} is a {status}: {content[:200]}")
        answer = json.loads(content)
        for seat in answer["seatDetails"]:
            self.keep(product, seat["assignedTo"], seat)
        given = {seat["assignedTo"]: None for seat in answer["seatDetails"]}
        given |= {each["userName"]: each["failureReason"] for each in answer["failedSeatOperations"]}
        self.expect(given == wanted, f"bulk {action} of {product} gives {given}, not {wanted}")

    def lists(self):
        user, product = self.random.choice(USERS), self.random.choice(list(PRODUCTS))
        for target, held in [
            (f"/V1/Users/{user}/Seats", {key for key in self.shop.seats if key[1] == user}),
            (SEATS.format(product), {key for key in self.shop.seats if key[0] == product}),
        ]:
            seats = walk(self.server, target, self.random.randint(1, 4), self.world)
            listed = [(seat["productKey"]["productId"], seat["assignedTo"]) for seat in seats]
            self.expect(len(set(listed)) == len(listed), f"{target} lists a seat twice: {listed}")
            self.expect(set(listed) == held, f"{target} lists {sorted(listed)}, not {sorted(held)}")
            for key, seat in zip(listed, seats):
                self.keep(*key, seat)

    def inventory(self):
        status, content = self.ask("GET", "/V1/Inventory")
        self.expect(status == 200, f"the inventory is a {status}")
        left = {each["productKey"]["productId"]: each["availableSeats"]
                for each in json.loads(content)["inventoryEntries"]}
        wanted = {product: max(0, (capacity or 0) - self.shop.taken(product))
                  for product, capacity in PRODUCTS.items()}
        self.expect(left == wanted, f"seats left are {left}, not {wanted}")

    def snapshot(self):
        name = self.random.choice("abc")
        if self.random.random() < 0.5:
            status, content = self.ask("PUT", f"/__admin/snapshots/{name}")
            self.expect(status == 201, f"keeping a snapshot is a {status}: {content[:200]}")
            self.shop.snapshots[name] = copy.copy(self.shop.seats)
        else:
            wanted = 200 if name in self.shop.snapshots else 404
            status, content = self.ask("POST", f"/__admin/snapshots/{name}/restore")
            self.expect(status == wanted, f"restoring is a {status}: {content[:200]}")
            if status == 200:
                self.shop.seats = copy.copy(self.shop.snapshots[name])

    def reset(self):
        status, content = self.ask("POST", "/__admin/reset")
        self.expect(status == 200, f"reset is a {status}: {content[:200]}")
        self.shop.seats = {}

    def anything(self):
        steps = [self.one, self.bulk, self.lists, self.inventory, self.snapshot, self.reset]
        self.random.choices(steps, [60, 15, 15, 5, 4, 1])[0]()


def run(hunt: Hunt) -> int:
    seed = hunt.write("shop.json", json.dumps(shop()))
    servers = [hunt.serve("--seed", seed), hunt.serve("--seed", seed, "--store", hunt.path("model.db"))]
    clients = [Client(hunt, server, world) for server in servers for world in ["default", "a", "b"]]
    steps = 0
    while hunt.goes_on:
        hunt.random.choice(clients).anything()
        steps += 1
    for server in servers:
        server.check()
    return steps
