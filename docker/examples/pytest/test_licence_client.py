"""Run as `pytest -n 4` against a Seatfiller at SEATFILLER_URL that holds seed.json."""

import pytest
import requests
from licence_client import LicenceClient

PLANNER = ("9NBLGGH4R2R6", "0016")
CUSTOMER = "6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11"


def test_reads_every_page(licences, admin):
    seats = licences.seats("ann@contoso.com", page_size=2)
    assert [seat["productKey"]["skuId"] for seat in seats] == ["0016", "0010", "0002"]
    # The seats alone would not tell two pages from one.
    assert admin("POST", "requests/count", {"operation": "store.listSeatsOfUser"}) == {"count": 2}


def test_says_which_parameter_was_refused(licences):
    with pytest.raises(requests.HTTPError) as refused:
        licences.seats("ann@contoso.com", page_size=101)
    assert refused.value.response.status_code == 400
    assert refused.value.response.json()["data"]["parameterName"] == "maxResults"


def test_comes_back_when_the_service_was_away(licences, admin):
    admin("POST", "faults", {
        "match": {"operation": "store.listSeatsOfUser", "page": 2},
        "when": {"times": 1},
        "do": {"status": 503},
    })
    assert len(licences.seats("ann@contoso.com", page_size=2)) == 3
    # Without this the test would pass as well if the fault had never struck.
    assert admin("POST", "requests/count", {"status": 503}) == {"count": 1}


def test_gives_the_last_seat_away_in_each_world(new_world):
    here, there = LicenceClient(new_world()), LicenceClient(new_world())
    seat = here.assign("bob@contoso.com", *PLANNER)
    with pytest.raises(requests.HTTPError) as refused:
        here.assign("carol@contoso.com", *PLANNER)
    assert refused.value.response.status_code == 409
    assert there.seats("bob@contoso.com") == []
    there.assign("carol@contoso.com", *PLANNER)
    assert here.seats("bob@contoso.com") == [seat]


def test_reads_the_tenants_of_a_customer(licences):
    assert licences.tenants(CUSTOMER, 3) == [{
        "id": "7d1c5c1e-9a4b-4f38-8a57-4f0f6f0b6c3e",
        "name": "contoso-pipeline",
        "availableUserSeat": 20,
        "assignedUserSeat": 7,
    }]
