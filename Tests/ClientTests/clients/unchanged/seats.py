#!/usr/bin/env python3
"""Reads a user's seats from the service's own host. Usage: seats.py urllib|requests|httpx|aiohttp"""

import asyncio
import json
import sys
from urllib.request import urlopen

URL = "https://bspmts.mp.microsoft.com/V1/Users/bob@contoso.com/Seats"


def with_urllib():
    with urlopen(URL, timeout=60) as answer:
        return json.load(answer)


def with_requests():
    import requests

    return requests.get(URL, timeout=60).json()


def with_httpx():
    import httpx

    return httpx.get(URL, timeout=60).json()


def with_aiohttp():
    import aiohttp

    async def ask():
        async with aiohttp.ClientSession(trust_env=True) as session, session.get(URL) as answer:
            return await answer.json()

    return asyncio.run(ask())


if __name__ == "__main__":
    library = sys.argv[1]
    page = globals()[f"with_{library}"]()
    print(f"{library}: {[seat['productKey']['productId'] for seat in page['seats']]}")
