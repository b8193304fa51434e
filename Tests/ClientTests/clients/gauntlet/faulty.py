#!/usr/bin/env python3
"""Clients that are right but for one fault, which real clients have had.

Usage: faulty.py FAULT BASE_URL USER
"""

import json
import sys
import time
from urllib.error import HTTPError

# Nothing is to be left beside the source.
sys.dont_write_bytecode = True
from right import Client, Refused, main


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


CLIENTS = {
    "takes-429-for-the-end": TakesTooManyForTheEnd,
    "drops-broken-page": DropsBrokenPage,
    "begins-anew-and-keeps": BeginsAnewAndKeeps,
    "takes-missing-for-empty": TakesMissingForEmpty,
    "never-gives-up": NeverGivesUp,
}

if __name__ == "__main__":
    main(CLIENTS[sys.argv[1]](*sys.argv[2:4]))
