#!/usr/bin/env python3
"""Meets every fault as requests and urllib3 see it. Usage: faults.py BASE_URL"""

import sys
import time

import requests
import urllib3
from requests.adapters import HTTPAdapter

SEATS = "/V1/Users/ann@contoso.com/Seats"
# A connection of its own for each fault, so that none meets another's leftovers.
ALONE = {"Connection": "close"}


def main(base):
    def fault(do, **others):
        requests.delete(f"{base}/__admin/faults", timeout=60)
        answer = requests.post(f"{base}/__admin/faults", json={"do": do, **others}, timeout=60)
        answer.raise_for_status()

    def meet(name, do, timeout=60, **others):
        fault(do, **others)
        try:
            answer = requests.get(base + SEATS, headers=ALONE, timeout=timeout)
            print(f"{name}: {answer.status_code}, {len(answer.content)} bytes")
        except requests.RequestException as error:
            cause = error.args[0]
            cause = getattr(cause, "reason", None) or cause
            print(f"{name}: {type(error).__name__}, {type(cause).__name__}")

    whole = len(requests.get(base + SEATS, headers=ALONE, timeout=60).content)
    print(f"none: {whole} bytes")
    meet("EMPTY_RESPONSE", {"connection": "EMPTY_RESPONSE"})
    meet("CONNECTION_RESET_BY_PEER", {"connection": "CONNECTION_RESET_BY_PEER"})
    meet("MALFORMED_RESPONSE_CHUNK", {"connection": "MALFORMED_RESPONSE_CHUNK"})
    meet("RANDOM_DATA_THEN_CLOSE", {"connection": "RANDOM_DATA_THEN_CLOSE"})
    meet("truncateBody", {"truncateBody": 100})
    meet("truncateBody, half", {"truncateBody": 0.5})
    meet("delay", {"delay": {"milliseconds": 60000}}, timeout=0.3)
    started = time.monotonic()
    meet("dribble", {"dribble": {"chunks": 5, "milliseconds": 200}})
    print(f"dribble took its time: {time.monotonic() - started >= 0.2}")
    meet("status", {"status": 503})

    # urllib3 honours Retry-After by itself, and comes again when it has passed.
    fault({"status": 429, "retryAfterSeconds": 1}, when={"times": 2})
    session = requests.Session()
    retry = urllib3.Retry(total=3, status_forcelist=[429], respect_retry_after_header=True)
    session.mount("http://", HTTPAdapter(max_retries=retry))
    started = time.monotonic()
    answer = session.get(base + SEATS, timeout=60)
    print(f"retried: {answer.status_code}, waited: {time.monotonic() - started >= 2}")
    asked = requests.post(f"{base}/__admin/requests/count", json={"status": 429}, timeout=60)
    print(f"429 in the journal: {asked.json()['count']}")

    # Who waits is told as soon as it has come, and others are served meanwhile.
    requests.delete(f"{base}/__admin/faults", timeout=60)
    missing = requests.get(
        f"{base}/__admin/requests/await?status=404&timeoutMs=50", timeout=60
    )
    print(f"await, missing: {missing.status_code}, {len(missing.json()['closest'])} closest")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: faults.py BASE_URL")
    main(sys.argv[1])
