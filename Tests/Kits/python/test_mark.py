"""What the mark of a test says about its world."""

from __future__ import annotations

from pathlib import Path

import pytest
from licences import seats, status
from seatfiller import World

TENANT = "6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10"
SEATS_OF_BOB = "/V1/Users/bob@contoso.com/Seats"
PRODUCT = {"productId": "9NBLGGH4R2R6", "skuId": "0016"}
SEED = {
    "implicit": True,
    "storeForBusiness": [
        {"tenantId": TENANT, "seats": [{"assignedTo": "eve@contoso.com", "productKey": PRODUCT}]}
    ],
}

# The nearest mark wins, keyword by keyword.
pytestmark = pytest.mark.seatfiller(quirks={"store.maxResults": "clamp"})


@pytest.mark.seatfiller(seed=SEED)
def test_a_seed_is_a_dict(seatfiller: World) -> None:
    assert len(seats(seatfiller.url, "eve@contoso.com")) == 1
    assert seatfiller.quirks.get("store.maxResults") == "clamp"


@pytest.mark.seatfiller(seed="seeds/eve.json")
def test_a_seed_is_a_path_beside_the_test(seatfiller: World) -> None:
    assert len(seats(seatfiller.url, "eve@contoso.com")) == 1


@pytest.mark.seatfiller(seed=Path("seeds"))
def test_a_seed_is_a_folder(seatfiller: World) -> None:
    assert [row["userName"] for row in seatfiller.data.users()] == [
        "eve@contoso.com",
        "fay@contoso.com",
    ]


@pytest.mark.seatfiller(seed=["seeds/eve.json", "UPDATE store_seats SET state = 'revoked'"])
def test_seeds_add_up(seatfiller: World) -> None:
    assert [row["state"] for row in seatfiller.data.seats()] == ["revoked"]
    seatfiller.reset()
    assert len(list(seatfiller.data.seats())) == 1


@pytest.mark.seatfiller(auth="enforced")
def test_authentication_can_be_enforced(seatfiller: World) -> None:
    assert status(seatfiller.url, SEATS_OF_BOB) == 401


@pytest.mark.seatfiller(auth="open", quirks={"store.maxResults": "reject"}, verify=True)
def test_the_nearest_mark_wins(seatfiller: World) -> None:
    assert len(seats(seatfiller.url, "bob@contoso.com")) == 1
    assert seatfiller.quirks.get("store.maxResults") == "reject"


@pytest.mark.seatfiller(verify={"least": 0})
class TestOfAClass:
    def test_needs_no_world(self) -> None:
        pass

    def test_asks_for_nothing(self, seatfiller: World) -> None:
        assert seatfiller.requests.list() == []
