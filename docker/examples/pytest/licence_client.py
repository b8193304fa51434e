"""The client under test: a small part of what an application asks of the two services."""

from urllib.parse import quote

import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry


class LicenceClient:
    def __init__(self, base):
        self.base = base
        self.session = requests.Session()
        # urllib3 never repeats a POST, which might have been carried out. What is still refused at
        # the end comes back as an answer, so that it is told like any other.
        retry = Retry(
            total=3, backoff_factor=0.1, status_forcelist=[503], raise_on_status=False
        )
        self.session.mount(base, HTTPAdapter(max_retries=retry))

    def seats(self, user, page_size=100):
        """All seats of a user, however many pages they fill."""
        seats, query = [], {"maxResults": page_size}
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

    def tenants(self, customer, kind):
        """The tenants of a customer at AvePoint, 0 of Microsoft 365 to 3 of Dynamics 365."""
        general = "/partner/external/v3/general"
        return self._ask(
            "POST", f"{general}/customers/{customer}/3rd-party-products/type/{kind}/users"
        )

    def _ask(self, method, path, **options):
        answer = self.session.request(method, self.base + path, timeout=60, **options)
        answer.raise_for_status()
        return answer.json()
