#!/usr/bin/env python3
"""Clients that are right but for one fault, which real clients have had.

Usage: faulty.py FAULT BASE_URL USER
"""

import json
import os
import sys
import time
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

# Nothing is to be left beside the source.
sys.dont_write_bytecode = True
from right import Client, Refused, main


class StopsAtShortPage(Client):
    """Takes a page that is not full for the last one."""

    def next_token(self, page):
        return super().next_token(page) if len(page["seats"]) == 25 else None


class StopsAtEmptyPage(Client):
    """Takes a page without items for the last one."""

    def next_token(self, page):
        return super().next_token(page) if page["seats"] else None


class FollowsNone(Client):
    """Asks whether there is a token, and not whether it is one."""

    def next_token(self, page):
        return str(page["continuationToken"]) if "continuationToken" in page else None


class DoesNotEscape(Client):
    """Puts the token into the URL as it is."""

    def query(self, token):
        return "" if token is None else "?continuationToken=" + token.replace(" ", "%20")


class FollowsForEver(Client):
    """Goes on as long as there is a token."""

    def walk(self):
        token = None
        while True:
            page = self.page(token)
            self.found += [f"{s['productKey']['productId']}/{s['productKey']['skuId']}" for s in page["seats"]]
            token = self.next_token(page)
            if token is None:
                return


class TakesTooManyForTheEnd(Client):
    """Is content with what it has when it is told to slow down."""

    def page(self, token):
        try:
            return json.loads(self.answer(self.query(token)))
        except HTTPError as error:
            if error.code == 429:
                return {"seats": []}
            raise Refused(f"the service answers {error.code}") from error


class DropsBrokenPage(Client):
    """Is content with what it has when a page does not come whole."""

    def page(self, token):
        try:
            return super().page(token)
        except Refused:
            return {"seats": []}

    tries = 1


class BeginsAnewAndKeeps(Client):
    """Begins anew after a failure, with what it had."""

    tries = 1

    def keep(self, seats):
        self.found += [f"{s['productKey']['productId']}/{s['productKey']['skuId']}" for s in seats]

    def walk(self):
        try:
            super().walk()
        except Refused:
            super().walk()


class KeepsRepeated(Client):
    """Keeps an item each time it comes."""

    def keep(self, seats):
        self.found += [f"{s['productKey']['productId']}/{s['productKey']['skuId']}" for s in seats]


class TakesMissingForEmpty(Client):
    """Takes a user who does not exist for one without seats."""

    def page(self, token):
        try:
            return super().page(token)
        except Refused as refusal:
            if "404" in str(refusal):
                return {"seats": []}
            raise


class NeverGivesUp(Client):
    """Tries as often as it takes."""

    def page(self, token):
        while True:
            try:
                return super().page(token)
            except Refused as refusal:
                if "503" not in str(refusal):
                    raise
                time.sleep(0.01)


class FollowsEmptyToken(Client):
    """Follows a token that is empty, which leads to the first page."""

    def next_token(self, page):
        return page.get("continuationToken")


class StrictAboutMembers(Client):
    """Knows all members that a seat can have, and refuses any other."""

    def keep(self, seats):
        for seat in seats:
            if set(seat) - {"assignedTo", "dateAssigned", "state", "productKey"}:
                raise Refused("a seat has a member that it cannot have")
        super().keep(seats)


class SignsIn(Client):
    """Sends an access token, and gets another when it has expired."""

    def __init__(self, base, user):
        super().__init__(base, user)
        self.token = self.new_token()

    def new_token(self):
        form = {
            "grant_type": "client_credentials",
            "client_id": "b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98",
            "client_secret": "not-a-secret",
            "resource": "https://onestore.microsoft.com",
        }
        with urlopen(os.environ["SEATFILLER_TOKEN_URL"], urlencode(form).encode(), timeout=5) as answer:
            return json.loads(answer.read())["access_token"]

    def answer(self, query):
        try:
            return self.authorized(query)
        except HTTPError as error:
            if error.code != 401:
                raise
            self.renew()
            return self.authorized(query)

    def renew(self):
        self.token = self.new_token()

    def authorized(self, query):
        headers = {"Authorization": f"Bearer {self.token}"}
        with urlopen(Request(self.url + query, headers=headers), timeout=self.timeout) as answer:
            return answer.read()


class RenewsOnce(SignsIn):
    """Takes another refusal of its token for the end, once it has got a second one."""

    renewals = 0

    def renew(self):
        self.renewals += 1
        if self.renewals == 1:
            super().renew()

    def page(self, token):
        try:
            return super().page(token)
        except Refused as refusal:
            if "401" not in str(refusal):
                raise
            return {"seats": []}


CLIENTS = {
    "stops-at-short-page": StopsAtShortPage,
    "stops-at-empty-page": StopsAtEmptyPage,
    "follows-none": FollowsNone,
    "does-not-escape": DoesNotEscape,
    "follows-for-ever": FollowsForEver,
    "takes-429-for-the-end": TakesTooManyForTheEnd,
    "drops-broken-page": DropsBrokenPage,
    "begins-anew-and-keeps": BeginsAnewAndKeeps,
    "keeps-repeated": KeepsRepeated,
    "takes-missing-for-empty": TakesMissingForEmpty,
    "never-gives-up": NeverGivesUp,
    "follows-empty-token": FollowsEmptyToken,
    "strict-about-members": StrictAboutMembers,
    "signs-in": SignsIn,
    "renews-once": RenewsOnce,
}

if __name__ == "__main__":
    main(CLIENTS[sys.argv[1]](*sys.argv[2:4]))
