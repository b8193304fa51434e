"""A store file that may not grow: what is refused has changed nothing, and what was acknowledged stays.

A limit for the size of files stands for a full disk.
"""

import json
import resource
from pathlib import Path

from harness import Answer, Hunt, Server, expect, expect_whole

PRODUCT, SKU = "9PRODUCT0000", "0010"
USERS = [f"user{index}@contoso.example" for index in range(40)]
PRODUCTS = [f"9PRODUCT{index:04}" for index in range(40)]


def run(hunt: Hunt) -> int:
    seed = hunt.folder / "seed.json"
    seed.write_text(json.dumps(_seed()))
    rounds = 0
    while rounds == 0 or hunt.goes_on:
        store = hunt.folder / f"world{rounds}.db"
        options = ("--default-seed", str(seed), "--store", str(store))
        # Made with room, so that the limit strikes at a write and not at the start.
        with hunt.serving(*options):
            pass
        limit = store.stat().st_size + hunt.random.randrange(60_000, 900_000)
        oracle = Oracle(hunt)
        with hunt.serving(*options, limits={resource.RLIMIT_FSIZE: limit}) as server:
            oracle.write_until_full(server)
            oracle.compare(server, "while its disk is full")
        expect_whole(store)
        with hunt.serving(*options) as server:
            oracle.compare(server, "after its disk was full")
            answer = server.ask("POST", f"/V1/Inventory/{PRODUCT}/{SKU}/Seats/{USERS[0]}")
            expect(answer.status == 200, f"with room again a write is {answer}")
        expect_whole(store)
        rounds += 1
    return rounds


class Oracle:
    """Which seats there have to be."""

    def __init__(self, hunt: Hunt) -> None:
        self._hunt, self._random = hunt, hunt.random
        self._held: set[tuple[str, str]] = set()
        self._added = 0

    def write_until_full(self, server: Server) -> None:
        """Writes until so many writes are refused; whoever reads keeps the log from being written back."""
        refused, writes = 0, 0
        with server.connect() as connection:
            while refused < 5 and writes < 200:
                writes += 1
                product = self._random.choice(PRODUCTS)
                path = f"/V1/Inventory/{product}/{SKU}/Seats"
                match self._random.randrange(4):
                    case 0:
                        # Many rows at once, all of them or none.
                        answer = connection.ask(
                            "POST", "/__admin/seed", self._rows(), Content_Type="application/sql"
                        )  # fmt: skip
                        if answer.status == 200:
                            self._added += 2000
                        expect(answer.status in (200, 507), f"a seed on a full disk is {answer}")
                        refused += self._is_refused(answer)
                    case _:
                        users = self._random.sample(USERS, 20)
                        action = self._random.choice(["assign", "assign", "reclaim"])
                        answer = connection.ask("POST", path, {"usernames": users, "seatAction": action})
                        expect(answer.status in (200, 507), f"a bulk call on a full disk is {answer}")
                        if answer.status == 200:
                            seats = {(user, product) for user in users}
                            self._held = self._held | seats if action == "assign" else self._held - seats
                        refused += self._is_refused(answer)
        expect(refused > 0, "a file grew beyond the limit, or nothing was written")

    def compare(self, server: Server, when: str) -> None:
        for user in USERS:
            answer = server.ask("GET", f"/V1/Users/{user}/Seats?maxResults=100")
            expect(answer.status == 200, f"{when} the seats of {user} are {answer}")
            found = {seat["productKey"]["productId"] for seat in answer.json["seats"]}
            held = {product for holder, product in self._held if holder == user}
            expect(found == held, f"{when} {user} lacks {held - found} and has {found - held} besides")
        export = server.ask("GET", "/__admin/export")
        count = len(export.json["storeForBusiness"][0]["users"]) - len(USERS)
        expect(count == self._added, f"{when} there are {count} users of {self._added} that were added")

    def _rows(self) -> str:
        return (
            "WITH n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 2000) INSERT INTO store_users "
            f"(organization_id, user_name) SELECT 1, 'more' || (n + {self._added}) || '@contoso.example' FROM n"
        )

    def _is_refused(self, answer: Answer) -> bool:
        return answer.status != 200


def _seed() -> object:
    organization = {
        "tenantId": "6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10",
        "users": [{"userName": user} for user in USERS],
        "inventory": [
            {"productKey": {"productId": product, "skuId": SKU}, "distributionPolicy": "open"} for product in PRODUCTS
        ],
    }
    return {"storeForBusiness": [organization]}
