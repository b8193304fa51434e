"""Kills a server that writers keep busy, and looks whether its store file holds what it acknowledged."""

import http.client
import json
import random
import threading
import time
from pathlib import Path

from harness import Find, Hunt, Server, expect, expect_whole

WRITERS, USERS, PRODUCTS = 4, 6, 8
Seats = dict[tuple[str, str], bool]


def run(hunt: Hunt) -> int:
    seed = hunt.folder / "seed.json"
    seed.write_text(json.dumps(_seed()))
    store = hunt.folder / "world.db"
    options = ("--default-seed", str(seed), "--store", str(store))
    writers = [Writer(number, hunt.random.random()) for number in range(WRITERS)]
    kills = 0
    # Once where the file is being made: the next start finds all of the seed or makes it anew.
    server = hunt.start(*options)
    time.sleep(hunt.random.uniform(0, 0.1))
    server.kill()
    while kills == 0 or hunt.goes_on:
        server = hunt.start(*options).wait_until_ready()
        threads = [threading.Thread(target=writer.write, args=[server]) for writer in writers]
        for thread in threads:
            thread.start()
        time.sleep(hunt.random.uniform(0.005, 0.4))
        server.kill()
        for thread in threads:
            thread.join()
        kills += 1
        # Half of the time the file is opened by the next server with whatever the dead one has left.
        if hunt.random.random() < 0.5:
            expect_whole(store)
        with hunt.serving(*options) as heir:
            for writer in writers:
                writer.compare(heir)
        expect_whole(store)
    return kills


class Writer:
    """Assigns and reclaims seats of users whom nobody else touches, and knows what was acknowledged."""

    def __init__(self, number: int, dice: float) -> None:
        self._random = random.Random(dice)
        self._users = [_user(number, index) for index in range(USERS)]
        self._acknowledged: Seats = {}
        # What was asked last and not answered: done as a whole or not at all.
        self._pending: Seats = {}
        self._find: Find | None = None

    def write(self, server: Server) -> None:
        """Writes until the server is gone."""
        with server.connect() as connection:
            while self._find is None:
                product, is_assigned = _product(self._random.randrange(PRODUCTS)), self._random.random() < 0.6
                users = self._random.sample(self._users, self._random.choice([1, 1, 3, USERS]))
                path = f"/V1/Inventory/{product}/0010/Seats"
                self._pending = {(user, product): is_assigned for user in users}
                try:
                    if len(users) == 1:
                        method = "POST" if is_assigned else "DELETE"
                        answer = connection.ask(method, f"{path}/{users[0]}")
                    else:
                        action = "assign" if is_assigned else "reclaim"
                        answer = connection.ask("POST", path, {"usernames": users, "seatAction": action})
                except (OSError, http.client.HTTPException):
                    return
                # A seat that nobody holds cannot be reclaimed, which is as good as done.
                if answer.status not in (200, 404):
                    self._find = Find(f"a writer was told {answer}")
                self._acknowledged |= self._pending
                self._pending = {}

    def compare(self, server: Server) -> None:
        """Compares what is there with what was acknowledged, which is from now on what is there."""
        if self._find:
            raise self._find
        found = {(user, product) for user in self._users for product in _products(server, user)}
        undecided = {seat for seat, held in self._pending.items() if held != self._acknowledged.get(seat, False)}
        for user in self._users:
            for product in map(_product, range(PRODUCTS)):
                seat = (user, product)
                if seat not in undecided:
                    acknowledged = self._acknowledged.get(seat, False)
                    expect(
                        (seat in found) == acknowledged,
                        f"the seat {seat} was {'assigned' if acknowledged else 'reclaimed'} before the kill, "
                        "and is not after it",
                    )  # fmt: skip
        done = {seat for seat in undecided if (seat in found) == self._pending[seat]}
        expect(done in (set(), undecided), f"of one call {done} was kept, and {undecided - done} was not")
        self._acknowledged, self._pending = {seat: True for seat in found}, {}


def _products(server: Server, user: str) -> list[str]:
    answer = server.ask("GET", f"/V1/Users/{user}/Seats?maxResults=100")
    expect(answer.status == 200, f"the seats of {user} after a kill: {answer}")
    return [seat["productKey"]["productId"] for seat in answer.json["seats"]]


def _seed() -> dict[str, object]:
    users = [_user(writer, index) for writer in range(WRITERS) for index in range(USERS)]
    inventory = [
        {"productKey": {"productId": _product(index), "skuId": "0010"}, "distributionPolicy": "open"}
        for index in range(PRODUCTS)
    ]
    organization = {
        "tenantId": "6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10",
        "users": [{"userName": user} for user in users],
        "inventory": inventory,
    }
    return {"storeForBusiness": [organization]}


def _user(writer: int, index: int) -> str:
    return f"user{index}@writer{writer}.example"


def _product(index: int) -> str:
    return f"9PRODUCT{index:04}"
