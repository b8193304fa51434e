#!/usr/bin/env python3
"""Prints the tenants of a customer that has Microsoft 365, by numbered pages, as JSON.

Usage: customers.py WAY BASE_URL CUSTOMER, where WAY is right or a fault
"""

import json
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

SIZE = 10


def page(base, customer, index):
    url = (
        f"{base}/partner/external/v3/general/customers/{customer}/3rd-party-products/type/0"
        f"/tenants/batch?pageIndex={index}&pageSize={SIZE}"
    )
    headers = {"Content-Type": "application/json"}
    with urlopen(Request(url, data=b"{}", headers=headers, method="POST"), timeout=5) as answer:
        return json.loads(answer.read())


def right(base, customer):
    """Goes on behind a page without items once, where the service says that there is more."""
    found, index, empty = {}, 1, 0
    while True:
        content = page(base, customer, index)
        items = {item["tenantId"]: item for item in content["data"]}
        if index > 1 and items and items.keys() <= found.keys():
            # Behind the end the last page comes once more.
            return list(found.values())
        found.update(items)
        total = (content.get("metadata") or {}).get("totalCount")
        empty = 0 if items else empty + 1
        if empty == 2 or empty and total is not None and len(found) >= total:
            return list(found.values())
        index += 1


def trusts_total(base, customer):
    """Stops when it has as many as the service says there are."""
    found, index = [], 1
    while True:
        content = page(base, customer, index)
        found += content["data"]
        if len(found) >= content["metadata"]["totalCount"]:
            return found
        index += 1


def counts_from_zero(base, customer):
    """Takes the first page for number 0, as many services have it."""
    found, index = [], 0
    while True:
        content = page(base, customer, index)
        found += content["data"]
        if not content["data"]:
            return found
        index += 1


def asks_until_empty(base, customer):
    """Goes on until a page is empty, whatever else is said."""
    found, index = [], 1
    while True:
        data = page(base, customer, index)["data"]
        found += data
        if not data:
            return found
        index += 1


WAYS = {
    "right": right,
    "trusts-total": trusts_total,
    "counts-from-zero": counts_from_zero,
    "asks-until-empty": asks_until_empty,
}

if __name__ == "__main__":
    try:
        print(json.dumps(WAYS[sys.argv[1]](*sys.argv[2:4])))
    except HTTPError as error:
        sys.exit(f"customers.py: the service answers {error.code}")
