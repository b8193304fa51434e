#!/usr/bin/env python3
"""Gives licences and takes them, with tokens, in both APIs. Usage: roundtrip.py BASE_URL

The server asks for tokens (--auth enforced) and holds the demo seed, which this changes: what it
prints is that of a new server.
"""

import sys

import requests

TENANT = "6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10"
STORE = "https://onestore.microsoft.com"
CLIENT = {
    "grant_type": "client_credentials",
    "client_id": "b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98",
    "client_secret": "not-a-secret",
}
# Open, and restricted to a hundred seats.
OPEN = "CFQ7TTC0K5DR/0002"
RESTRICTED = "9NBLGGH4R2R6/0016"
USER_MANAGEMENT = 49
ONBOARDING = {
    "firstName": "Tia",
    "lastName": "Tailspin",
    "organizationName": "Tailspin Toys",
    "registrationAccount": "admin@tailspintoys.com",
    "countryCode": "GB",
    "dataCenter": "d95b9c82-a426-400f-8256-70646fdd1b4f",
    "password": "not-a-secret-0",
    "managementMode": True,
}


class Client:
    """A session whose requests carry a token, and whose refusals end the script."""

    def __init__(self, base, token_url, **form):
        self.base = base
        self.session = requests.Session()
        answer = self.session.post(token_url, data={**CLIENT, **form}, timeout=60)
        answer.raise_for_status()
        token = answer.json()
        self.session.headers["Authorization"] = f"{token['token_type']} {token['access_token']}"

    def ask(self, method, path, **options):
        answer = self.session.request(method, self.base + path, timeout=60, **options)
        answer.raise_for_status()
        return answer.json()


def name_of(key):
    return f"{key['productId']}/{key['skuId']}"


class Store:
    """What an organization has bought, and who has it."""

    def __init__(self, base):
        self.client = Client(base, f"{base}/{TENANT}/oauth2/token", resource=STORE)

    def pages_of_inventory(self):
        # The standard size: 25.
        query = {}
        while True:
            page = self.client.ask("GET", "/V1/Inventory", params=query)
            yield page["inventoryEntries"]
            # The last page has no such member.
            if "continuationToken" not in page:
                return
            query["continuationToken"] = page["continuationToken"]

    def inventory(self):
        return [entry for page in self.pages_of_inventory() for entry in page]

    def available(self, product):
        entries = {name_of(entry["productKey"]): entry for entry in self.inventory()}
        return entries[product]["availableSeats"]

    def change(self, method, product, user):
        seat = self.client.ask(method, f"/V1/Inventory/{product}/Seats/{user}")
        return f"{seat['assignedTo']} {name_of(seat['productKey'])} {seat['state']}"

    def change_all(self, action, product, users):
        content = {"usernames": users, "seatAction": action}
        result = self.client.ask("POST", f"/V1/Inventory/{product}/Seats", json=content)
        failed = result["failedSeatOperations"]
        reasons = sorted({failure["failureReason"] for failure in failed})
        return f"{len(result['seatDetails'])} done, {len(failed)} failed: {', '.join(reasons)}"

    def products_of(self, user):
        seats = self.client.ask("GET", f"/V1/Users/{user}/Seats")["seats"]
        return " ".join(name_of(seat["productKey"]) for seat in seats) or "none"


class Partner:
    """A partner's customers, and what they have."""

    PATH = "/partner/external/v3/general/customers"

    def __init__(self, base):
        self.client = Client(base, f"{base}/connect/token")

    def ask(self, method, path, content=None):
        return self.client.ask(method, self.PATH + path, json=content)

    def customers(self):
        return self.ask("POST", "/batch", {})["data"]

    def services(self, customer):
        rows = self.ask("POST", "/services/batch", {"customerIds": [customer]})["data"]
        return ", ".join(product["service"] for row in rows for product in row["products"])

    def seats(self, customer, product):
        overview = self.ask("GET", f"/{customer}/avpt-products/type/{product}/overview")
        return overview["purchasedUserSeat"]

    def add_user_management(self, customer, seats):
        """The status: 1 for done, 4 for too few seats in the pool."""
        item = {
            "resource": "PartnerUserManagement",
            "subscriptionSourceType": 1,
            "isSameAsPool": True,
            "userSeat": seats,
            "paymentType": 0,
        }
        content = {"product": USER_MANAGEMENT, "licenseType": 1, "licenseItems": [item]}
        return self.ask("POST", f"/{customer}/services", content)["status"]


def give_and_take(store):
    pages = list(store.pages_of_inventory())
    print(f"inventory: {sum(map(len, pages))} entries, {len(pages)} pages")

    for user in ("ann@contoso.com", "bob@contoso.com", "carol@contoso.com"):
        print("assign:", store.change("POST", OPEN, user))
    print("carol:", store.products_of("carol@contoso.com"))
    print("reclaim:", store.change("DELETE", OPEN, "carol@contoso.com"))
    print("carol:", store.products_of("carol@contoso.com"))

    # As many as one call takes; two of these users have the product, and most are nobody.
    users = [f"{name}@contoso.com" for name in ("ann", "bob", "carol", "max")]
    users += [f"nobody{number}@contoso.com" for number in range(25 - len(users))]
    print("available:", store.available(RESTRICTED))
    print("assign 25:", store.change_all("assign", RESTRICTED, users))
    print("available:", store.available(RESTRICTED))
    print("reclaim 25:", store.change_all("reclaim", RESTRICTED, users))
    print("available:", store.available(RESTRICTED))


def sell(partner):
    customers = partner.customers()
    print("customers:", ", ".join(customer["organization"] for customer in customers))
    customer = customers[0]["id"]
    for tenant in partner.ask("POST", f"/{customer}/3rd-party-products/type/0/users", {}):
        print(f"{tenant['name']}: {tenant['assignedUserSeat']}/{tenant['availableUserSeat']}")

    print("services:", partner.services(customer))
    print("seats:", partner.seats(customer, USER_MANAGEMENT))
    print("add 20 seats: status", partner.add_user_management(customer, 20))
    # The pool had 50.
    print("add 31 seats: status", partner.add_user_management(customer, 31))
    print("services:", partner.services(customer))
    print("seats:", partner.seats(customer, USER_MANAGEMENT))

    onboarded = partner.ask("POST", "", ONBOARDING)
    print("onboard: status", onboarded["status"])
    customer = {customer["id"]: customer for customer in partner.customers()}[onboarded["id"]]
    print("customer:", customer["organization"], customer["countryOrRegion"])
    print("onboard again: status", partner.ask("POST", "", ONBOARDING)["status"])


def main(base):
    give_and_take(Store(base))
    sell(Partner(base))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: roundtrip.py BASE_URL")
    main(sys.argv[1])
