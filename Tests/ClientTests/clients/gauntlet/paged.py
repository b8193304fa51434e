#!/usr/bin/env python3
"""Lists a user's seats by the pager of Azure's SDK. Usage: paged.py BASE_URL USER"""

import json
import sys

import requests
from azure.core.paging import ItemPaged


def main(base, user):
    def next_page(token):
        query = {"continuationToken": token} if token else {}
        answer = requests.get(f"{base}/V1/Users/{user}/Seats", params=query, timeout=5)
        answer.raise_for_status()
        return answer.json()

    def items(page):
        return page.get("continuationToken"), page["seats"]

    for seat in ItemPaged(next_page, items):
        print(json.dumps(seat))


if __name__ == "__main__":
    main(*sys.argv[1:3])
