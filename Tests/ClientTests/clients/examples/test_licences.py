"""Run as `pytest -n 8` against a Seatfiller at SEATFILLER_URL."""

PLANNER = ("9NBLGGH4R2R6", "0016")
OFFICE = ("CFQ7TTC0K5DR", "0002")


def test_sees_the_seat_that_it_assigned(licences):
    seat = licences.assign("carol@contoso.com", *PLANNER)
    assert licences.seats("carol@contoso.com") == [seat]


def test_sees_nothing_that_another_test_assigned(licences):
    # Neither this test nor the one above meets the other's seat, whichever comes first.
    seat = licences.assign("carol@contoso.com", *OFFICE)
    assert licences.seats("carol@contoso.com") == [seat]


def test_comes_back_after_too_many_requests(licences, admin):
    admin("POST", "faults", {
        "match": {"operation": "store.listSeatsOfUser", "page": 2},
        "when": {"times": 1},
        "do": {"status": 429, "retryAfterSeconds": 1},
    })
    assert len(licences.seats("max@contoso.com")) == 260
    # Without this the test would pass as well if the fault had never struck.
    assert admin("POST", "requests/count", {"status": 429}) == {"count": 1}


def test_dates_a_seat_by_the_clock(licences, admin):
    admin("PUT", "clock", {"now": "2018-05-01T12:00:00Z", "frozen": True})
    seat = licences.assign("carol@contoso.com", *PLANNER)
    assert seat["dateAssigned"] == "2018-05-01T12:00:00.0000000+00:00"


def test_asks_for_no_more_pages_than_it_needs(licences, admin):
    licences.seats("max@contoso.com")
    asked = {"operation": "store.listSeatsOfUser", "query": {"maxResults": "100"}}
    assert admin("POST", "requests/count", asked) == {"count": 3}
