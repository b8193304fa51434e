#!/usr/bin/env python3
"""Reads both APIs with Python's standard library. Usage: walk.py BASE_URL"""

import json
import sys
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

CUSTOMER = "6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11"


def ask(expected, url, **options):
    """The JSON that a URL answers, with the status that is expected."""
    try:
        answer = urlopen(Request(url, **options), timeout=60)
    except HTTPError as error:
        # urllib raises what is an answer all the same.
        answer = error
    with answer:
        body = answer.read().decode()
        if answer.status != expected:
            sys.exit(f"walk.py: {answer.status}, not {expected}: {url} answered {body}")
    return json.loads(body)


def seats_url(base, user, **query):
    # quote() writes @ as %40, as most libraries do with a segment of a path.
    return f"{base}/V1/Users/{quote(user, safe='')}/Seats?{urlencode(query)}"


def pages_of_seats(base, user, size):
    query = {"maxResults": size}
    while True:
        page = ask(200, seats_url(base, user, **query))
        yield page["seats"]
        # The last page has no such member.
        token = page.get("continuationToken")
        if token is None:
            return
        if token == query.get("continuationToken"):
            sys.exit("walk.py: the token of a page leads back to it")
        query["continuationToken"] = token


def walk(base, size):
    pages = list(pages_of_seats(base, "max@contoso.com", size))
    keys = [seat["productKey"] for page in pages for seat in page]
    distinct = {(key["productId"], key["skuId"]) for key in keys}
    return f"maxResults={size}: {len(keys)} seats, {len(distinct)} distinct, {len(pages)} pages"


def tenants(base, kind):
    url = (
        f"{base}/partner/external/v3/general/customers/{CUSTOMER}"
        f"/3rd-party-products/type/{kind}/users"
    )
    json_type = {"Content-Type": "application/json"}
    with_object = ask(200, url, method="POST", data=b"{}", headers=json_type)
    # A POST without data is sent with Content-Length: 0.
    without_body = ask(200, url, method="POST")
    if with_object != without_body:
        sys.exit(f"walk.py: type {kind}: {with_object}, but {without_body}")
    return ", ".join(
        f"{tenant['name']} {tenant['assignedUserSeat']}/{tenant['availableUserSeat']}"
        for tenant in with_object
    )


def main(base):
    for size in (100, 25, 7, 1):
        print(walk(base, size))

    for kind in range(4):
        print(f"type {kind}: {tenants(base, kind)}")

    refusal = ask(400, seats_url(base, "max@contoso.com", maxResults=101))
    print(f"maxResults=101: 400 {refusal['data']['parameterName']}")

    missing = ask(404, seats_url(base, "nobody@contoso.com"))["data"]
    print(f"nobody: 404 {missing['itemType']} {missing['values'][0]}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: walk.py BASE_URL")
    main(sys.argv[1])
