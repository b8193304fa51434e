"""A client with the services' own URLs in it. It knows nothing of the emulator."""

import json
from urllib.parse import urlencode
from urllib.request import Request, urlopen

TENANT = "6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10"
APPLICATION = "b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98"


def ask(url, form=None, token=None):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    content = urlencode(form).encode() if form else None
    with urlopen(Request(url, content, headers), timeout=60) as answer:
        return json.load(answer)


token = ask(
    f"https://login.microsoftonline.com/{TENANT}/oauth2/token",
    {
        "grant_type": "client_credentials",
        "client_id": APPLICATION,
        "client_secret": "not-a-secret",
        "resource": "https://onestore.microsoft.com",
    },
)["access_token"]
page = ask("https://bspmts.mp.microsoft.com/V1/Users/bob@contoso.com/Seats", token=token)
print([seat["productKey"]["productId"] for seat in page["seats"]])
