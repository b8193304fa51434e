#!/usr/bin/env python3
"""Prints what a user's seats are for, a product on each line. Usage: right.py BASE_URL USER"""

import http.client
import json
import sys
import time
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen


class Refused(Exception):
    """The service has answered, and does not want the request."""


class Client:
    """Reads every seat once, or says that it could not."""

    tries = 4
    timeout = 5

    def __init__(self, base, user):
        self.url = f"{base}/V1/Users/{quote(user, safe='')}/Seats"
        self.found = []
        self.seen = set()

    def walk(self):
        token, tokens = None, set()
        while True:
            page = self.page(token)
            self.keep(page["seats"])
            token = self.next_token(page)
            if token is None:
                return
            if token in tokens:
                raise Refused("a token leads back to where it was")
            tokens.add(token)

    def keep(self, seats):
        """A seat that comes again, because the list has moved meanwhile, is the same seat."""
        keys = [f"{seat['productKey']['productId']}/{seat['productKey']['skuId']}" for seat in seats]
        new = [key for key in keys if key not in self.seen]
        if keys and not new:
            raise Refused("the list begins anew")
        self.seen.update(new)
        self.found += new

    def next_token(self, page):
        """Only a token says whether there is more: a page may be short, or empty."""
        return page.get("continuationToken") or None

    def page(self, token):
        """A page, which is asked for again when it did not come whole."""
        for left in reversed(range(self.tries)):
            try:
                return json.loads(self.answer(self.query(token)))
            except HTTPError as error:
                if error.code not in (401, 429, 503) or not left:
                    raise Refused(f"the service answers {error.code}") from error
                time.sleep(float(error.headers.get("Retry-After", 0)))
            except (OSError, http.client.HTTPException, ValueError) as error:
                if not left:
                    raise Refused(f"the page does not come: {error}") from error

    def query(self, token):
        return "" if token is None else "?" + urlencode({"continuationToken": token})

    def answer(self, query):
        with urlopen(Request(self.url + query), timeout=self.timeout) as answer:
            return answer.read()


def main(client):
    try:
        client.walk()
    except Refused as refusal:
        sys.exit(f"{sys.argv[0]}: {refusal}")
    print("\n".join(client.found))


if __name__ == "__main__":
    main(Client(*sys.argv[1:3]))
