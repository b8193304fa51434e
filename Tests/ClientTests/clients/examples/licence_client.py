"""The client under test: a small part of what an application asks of the Store for Business."""

from urllib.parse import quote

import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry


class LicenceClient:
    def __init__(self, base):
        self.base = base
        self.session = requests.Session()
        # By default urllib3 repeats what was refused with a Retry-After once that has passed, but
        # never a POST, which might have been carried out.
        self.session.mount(base, HTTPAdapter(max_retries=Retry(total=3)))

    def seats(self, user):
        """All seats of a user, however many pages they fill."""
        seats, query = [], {"maxResults": 100}
        while True:
            page = self._ask("GET", f"/V1/Users/{quote(user, safe='')}/Seats", params=query)
            seats += page["seats"]
            # The last page has no such member.
            if "continuationToken" not in page:
                return seats
            query["continuationToken"] = page["continuationToken"]

    def assign(self, user, product_id, sku_id):
        path = f"/V1/Inventory/{product_id}/{sku_id}/Seats/{quote(user, safe='')}"
        return self._ask("POST", path)

    def _ask(self, method, path, **options):
        answer = self.session.request(method, self.base + path, timeout=60, **options)
        answer.raise_for_status()
        return answer.json()
