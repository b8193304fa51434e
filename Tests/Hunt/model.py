"""Random calls against a small model of what the two APIs and their worlds promise.

The model predicts status and content of every answer, and is written from the contracts alone.
"""

import json
import os
from dataclasses import dataclass, field
from typing import Any

from harness import Connection, Hunt, expect

NOW, EARLIER = "2024-05-01T12:00:00.0000000+00:00", "2023-02-03T04:05:06.0000000+00:00"
USERS = [f"user{index}@contoso.example" for index in range(60)]
STRANGER, SKU = "stranger@contoso.example", "0010"
CUSTOMER = "6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11"
WORLDS = ["default", "one", "two"]


@dataclass(frozen=True)
class Product:
    id: str
    license: str = "online"
    policy: str = "restricted"
    capacity: int = 0


# Of one there are fewer seats than users, of one as many as it likes, and of two none.
PRODUCTS = [
    Product("9PFEW0000000", capacity=3), Product("9POPEN000000", policy="open"),
    Product("9PMANY000000", capacity=50), Product("9PNONE000000"),
    Product("9POFFLINE000", license="offline", capacity=9),
    *(Product(f"9PMORE{index:06}", policy="open") for index in range(40)),
]  # fmt: skip
TENANTS = [
    {"id": f"tenant{index}", "name": f"Tenant {index}", "type": index % 3,
     "availableUserSeat": index, "assignedUserSeat": index // 2}
    for index in range(17)
]  # fmt: skip
Seats = dict[tuple[str, str], str]
# One user holds a seat of everything to begin with, so that there are walks of several pages.
SEEDED: Seats = {
    (USERS[0], product.id): EARLIER
    for product in PRODUCTS if product.license == "online" and (product.capacity or product.policy == "open")
}  # fmt: skip


@dataclass
class World:
    """The dates of the active seats, now, when the world was made, and in its snapshots."""

    seats: Seats = field(default_factory=SEEDED.copy)
    beginning: Seats = field(default_factory=SEEDED.copy)
    snapshots: dict[str, Seats] = field(default_factory=dict)


def run(hunt: Hunt) -> int:
    seed = hunt.folder / "seed.json"
    seed.write_text(json.dumps(_seed()))
    steps = 0
    with hunt.serving("--seed", str(seed), "--clock", NOW) as server, server.connect() as connection:
        comparison = Comparison(hunt, connection)
        while steps == 0 or hunt.goes_on:
            comparison.step()
            steps += 1
    return steps


class Comparison:
    """A server and its model, which are asked the same."""

    def __init__(self, hunt: Hunt, connection: Connection) -> None:
        self._random, self._connection = hunt.random, connection
        self._worlds = {"default": World()}
        self._trail: list[str] = []
        self._calls = (
            [self._assign] * 8 + [self._reclaim] * 6 + [self._bulk] * 4 + [self._seat] * 4
            + [self._seats_of_user, self._seats_of_product, self._inventory, self._tenants] * 2
            + [self._snapshot, self._restore, self._forget, self._reset, self._make, self._drop]
        )  # fmt: skip

    def step(self) -> None:
        self._name = self._random.choice(WORLDS)
        call = self._random.choice(self._calls)
        is_new = self._name not in self._worlds
        if call not in (self._make, self._drop):
            # A world springs into being when it is first asked for anything.
            self._world = self._worlds.setdefault(self._name, World())
        self._user = self._random.choice(USERS[: self._random.choice([2, 6, len(USERS)])] + [STRANGER])
        self._product = self._random.choice(PRODUCTS[: self._random.choice([3, 6, len(PRODUCTS)])])
        call()
        if call == self._forget and is_new:
            # A call that is refused makes no world.
            del self._worlds[self._name]

    def _ask(self, method: str, path: str, status: int, content: Any, body: Any = None) -> Any:
        """Asks, and compares with what was predicted; content of None is not looked at."""
        if not path.startswith("/__admin/worlds"):
            path = f"/__world/{self._name}{path}"
        self._trail = [*self._trail[-7:], f"{method} {path}" + (f" {json.dumps(body)}" if body else "")]
        answer = self._connection.ask(method, path, body)
        expect(answer.status == status, f"{answer}, where the model has {status}, {self._told}")
        if content is not None:
            self._compare(answer.json, content)
        return answer.json if answer.body else None

    def _compare(self, content: Any, wanted: Any) -> None:
        """Raises a find unless the two are the same, which tells where they begin to differ."""
        found, model = json.dumps(content), json.dumps(wanted)
        at = max(0, len(os.path.commonprefix([found, model])) - 60)
        expect(found == model, f"…{found[at : at + 200]}, where the model has …{model[at : at + 200]}, {self._told}")

    @property
    def _told(self) -> str:
        return f"at the end of: {'; '.join(self._trail)}"

    # What the Store does.

    def _assign(self) -> None:
        failure = self._failure(self._user)
        if failure is None:
            seat = self._take(self._user)
            if seat is None:
                failure = (409, {"reason": "No seats available"})
        if failure:
            self._ask_refused("POST", *failure)
        else:
            self._ask("POST", self._path(self._user), 200, seat)

    def _reclaim(self) -> None:
        if failure := self._failure(self._user) or self._unheld(self._user):
            self._ask_refused("DELETE", *failure)
        else:
            seat = self._print(self._user, state="revoked")
            del self._world.seats[self._user, self._product.id]
            self._ask("DELETE", self._path(self._user), 200, seat)

    def _seat(self) -> None:
        if failure := self._failure(self._user) or self._unheld(self._user):
            self._ask_refused("GET", *failure)
        else:
            self._ask("GET", self._path(self._user), 200, self._print(self._user))

    def _bulk(self) -> None:
        action = self._random.choice(["assign", "reclaim"])
        users = self._random.choices([*USERS, STRANGER], k=self._random.choice([1, 3, 25, 26]))
        body = {"usernames": users, "seatAction": action}
        if len(users) > 25:
            self._ask("POST", self._path(), 400, None, body)
            return
        done, failed = [], []
        for user in users:
            reason, seat = None, None
            if failure := self._failure(user):
                reason = "User not found" if failure[0] == 404 else "Not online"
            elif action == "assign":
                seat = self._take(user)
                reason = None if seat else "No seats available"
            elif self._unheld(user):
                reason = "Seat not found"
            else:
                seat = self._print(user, state="revoked")
                del self._world.seats[user, self._product.id]
            if seat:
                done.append(seat)
            else:
                failed.append({"failureReason": reason, "productKey": self._key(), "userName": user})
        self._ask("POST", self._path(), 200, {"seatDetails": done, "failedSeatOperations": failed}, body)

    def _seats_of_user(self) -> None:
        if self._user == STRANGER:
            self._ask("GET", f"/V1/Users/{STRANGER}/Seats", 404, None)
            return
        held = sorted((date, product) for (user, product), date in self._world.seats.items() if user == self._user)
        self._walk(
            f"/V1/Users/{self._user}/Seats", "seats",
            [_seat_content(self._user, product, date) for date, product in held],
        )  # fmt: skip

    def _seats_of_product(self) -> None:
        if self._product.license == "offline":
            self._ask("GET", self._path(), 409, None)
            return
        users = [user for user in USERS if (user, self._product.id) in self._world.seats]
        self._walk(self._path(), "seats", [self._print(user) for user in users])

    def _inventory(self) -> None:
        entries = [
            {"productKey": {"productId": product.id, "skuId": SKU}, "seatCapacity": product.capacity,
             "availableSeats": max(0, product.capacity - self._taken(product)),
             "lastModified": EARLIER, "licenseType": product.license,
             "distributionPolicy": product.policy, "status": "active"}
            for product in PRODUCTS
        ]  # fmt: skip
        self._walk("/V1/Inventory", "inventoryEntries", entries)

    def _walk(self, path: str, member: str, expected: list[Any]) -> None:
        """Compares page by page; each says how many it wants, or leaves that to the first."""
        size, token, at = 25, None, 0
        while True:
            parameters = []
            if token is None or self._random.random() < 0.5:
                size = self._random.choice([1, 2, 7, 24, 25, 26, 100])
                parameters.append(f"maxResults={size}")
            if token:
                parameters.append(f"continuationToken={token}")
            page = self._ask("GET", f"{path}?{'&'.join(parameters)}", 200, None)
            token = page.pop("continuationToken", None)
            self._compare(page, {member: expected[at : at + size]})
            at += size
            expect((token is not None) == (at < len(expected)), f"a walk that ends elsewhere than at {len(expected)}, {self._told}")
            if token is None:
                return

    # What AvePoint does.

    def _tenants(self) -> None:
        kind, size, index = (self._random.choice(some) for some in ([0, 1, 2, 3], [1, 2, 5, 50, 100], [1, 2, 3, 9]))
        tenants = [
            {"type": kind, "tenantId": tenant["id"], "tenantName": tenant["name"],
             "availableUserSeat": tenant["availableUserSeat"], "assignedUserSeat": tenant["assignedUserSeat"]}
            for tenant in TENANTS if tenant["type"] == kind
        ]  # fmt: skip
        self._ask(
            "POST",
            f"/partner/external/v3/general/customers/{CUSTOMER}/3rd-party-products/type/{kind}"
            f"/tenants/batch?pageIndex={index}&pageSize={size}",
            200,
            {"data": tenants[(index - 1) * size : index * size],
             "metadata": {"pageIndex": index, "pageSize": size, "totalCount": len(tenants)}},
        )  # fmt: skip

    # What the control plane does.

    def _snapshot(self) -> None:
        name = self._random.choice("abc")
        self._world.snapshots[name] = self._world.seats.copy()
        self._ask("PUT", f"/__admin/snapshots/{name}", 201, {"name": name})
        self._ask("GET", "/__admin/snapshots", 200, {"snapshots": sorted(self._world.snapshots)})

    def _restore(self) -> None:
        name = self._random.choice("abc")
        snapshot = self._world.snapshots.get(name)
        if snapshot is not None:
            self._world.seats = snapshot.copy()
        self._ask("POST", f"/__admin/snapshots/{name}/restore", 404 if snapshot is None else 200, None)
        self._inventory()

    def _forget(self) -> None:
        name = self._random.choice("abc")
        is_there = self._world.snapshots.pop(name, None) is not None
        self._ask("DELETE", f"/__admin/snapshots/{name}", 204 if is_there else 404, None)

    def _reset(self) -> None:
        self._world.seats = self._world.beginning.copy()
        self._ask("POST", "/__admin/reset", 200, None)
        self._inventory()

    def _make(self) -> None:
        if self._random.random() < 0.7:
            self._drop()
        source = self._random.choice([None, *WORLDS])
        body = {"from": source} if source else None
        if source and source not in self._worlds:
            status = 404 if self._name != "default" else 409
        elif self._name in self._worlds:
            status = 409
        else:
            status = 201
            seats = self._worlds[source].seats if source else SEEDED
            self._worlds[self._name] = World(seats.copy(), seats.copy())
        self._ask("PUT", f"/__admin/worlds/{self._name}", status, None, body)
        self._world = self._worlds.setdefault(self._name, World())
        self._inventory()

    def _drop(self) -> None:
        if self._name == "default":
            status = 409
        else:
            status = 204 if self._worlds.pop(self._name, None) else 404
        self._ask("DELETE", f"/__admin/worlds/{self._name}", status, None)

    # The rules of the Store.

    def _failure(self, user: str) -> tuple[int, Any] | None:
        """Why nothing can be done with a seat of the user's, if so."""
        if user == STRANGER:
            return 404, {"itemType": "User", "values": [user]}
        return (409, {"reason": "Not online"}) if self._product.license == "offline" else None

    def _unheld(self, user: str) -> tuple[int, Any] | None:
        if (user, self._product.id) in self._world.seats:
            return None
        return 404, {"itemType": "Seat", "values": [f"{self._product.id}/{SKU}/{user}"]}

    def _take(self, user: str) -> Any:
        """Assigns a seat and gives it; one that is held stays as it is. None where none is left."""
        seats, product = self._world.seats, self._product
        if (user, product.id) not in seats:
            if product.policy == "restricted" and self._taken(product) >= product.capacity:
                return None
            seats[user, product.id] = NOW
        return self._print(user)

    def _taken(self, product: Product) -> int:
        return sum(held == product.id for _, held in self._world.seats)

    def _ask_refused(self, method: str, status: int, data: Any) -> None:
        code, message = ("NotFound", "Not found") if status == 404 else ("Conflict", "Conflict")
        content = {"code": code, "data": data, "details": [], "message": message, "source": "MTS"}
        self._ask(method, self._path(self._user), status, content)

    def _print(self, user: str, state: str = "active") -> Any:
        return _seat_content(user, self._product.id, self._world.seats[user, self._product.id], state)

    def _key(self) -> Any:
        return {"productId": self._product.id, "skuId": SKU}

    def _path(self, user: str | None = None) -> str:
        return f"/V1/Inventory/{self._product.id}/{SKU}/Seats" + (f"/{user}" if user else "")


def _seat_content(user: str, product: str, date: str, state: str = "active") -> Any:
    key = {"productId": product, "skuId": SKU}
    return {"assignedTo": user, "dateAssigned": date, "state": state, "productKey": key}


def _seed() -> Any:
    return {
        "storeForBusiness": [{
            "tenantId": "6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10",
            "users": [{"userName": user} for user in USERS],
            "inventory": [
                {"productKey": {"productId": product.id, "skuId": SKU}, "seatCapacity": product.capacity,
                 "licenseType": product.license, "distributionPolicy": product.policy, "lastModified": EARLIER}
                for product in PRODUCTS
            ],
            "seats": [
                {"assignedTo": user, "dateAssigned": date, "productKey": {"productId": product, "skuId": SKU}}
                for (user, product), date in SEEDED.items()
            ],
        }],
        "elements": {"customers": [{"id": CUSTOMER, "tenants": TENANTS}]},
    }  # fmt: skip
