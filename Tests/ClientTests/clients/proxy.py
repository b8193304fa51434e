"""Asks a Seatfiller as a proxy, as the variables of the environment have it.

Usage: proxy.py HOST:PORT [requests]
"""

import json
import os
import sys
import urllib.error
import urllib.request

SEATS = "http://bspmts.mp.microsoft.com/V1/Users/bob@contoso.com/Seats"


def by_urllib(url, data=None):
    # Not the opener of urlopen, which reads the variables once.
    opener = urllib.request.build_opener()
    try:
        with opener.open(url, data, timeout=60) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()
    except OSError as error:
        return type(error).__name__, {}, str(error)


def by_requests(url, data=None):
    import requests

    try:
        method = "GET" if data is None else "POST"
        answer = requests.request(method, url, data=data, timeout=60)
    except requests.exceptions.ProxyError as error:
        return type(error).__name__, {}, str(error)
    return answer.status_code, answer.headers, answer.text


def main(proxy, ask):
    for name in ("no_proxy", "NO_PROXY"):
        os.environ.pop(name, None)

    def through(user=""):
        for name in ("http_proxy", "https_proxy"):
            os.environ[name] = f"http://{user}{proxy}"

    def directly(path, content):
        os.environ["no_proxy"] = "127.0.0.1"
        try:
            return ask(f"http://{proxy}{path}", json.dumps(content).encode())
        finally:
            del os.environ["no_proxy"]

    through()
    status, _, body = ask(SEATS)
    print(f"seats: {status} {json.loads(body)['seats'][0]['productKey']['productId']}")
    host = "http://identity.avepointonlineservices.com"
    _, _, body = ask(f"{host}/.well-known/openid-configuration")
    print(f"discovery: {json.loads(body)['token_endpoint']}")
    status, headers, body = ask("http://telemetry.example:8080/track", b"{}")
    print(f"another host: {status} {headers['X-Seatfiller-Refused']} {json.loads(body)['code']}")
    status, _, text = ask("https://telemetry.example/track")
    print(f"CONNECT: {status}, 403: {'403' in text}")

    directly("/__world/py-1/__admin/faults", {"do": {"status": 503}})
    # With a password: urllib sends no user without one.
    for user in ("py-1:x@", "py-2:x@"):
        through(user)
        print(f"world {user[:4]}: {ask(SEATS)[0]}")
    ask("http://telemetry.example/")
    for world in ("default", "py-2"):
        found = directly(
            f"/__world/{world}/__admin/requests/count", {"operation": "proxy.refused"})
        print(f"refused in {world}: {found[2]}")


if __name__ == "__main__":
    main(sys.argv[1], by_requests if sys.argv[2:] == ["requests"] else by_urllib)
