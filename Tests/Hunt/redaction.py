"""Secrets in all spellings: none stands in the journal, in its searches, or in the log."""

import json
import urllib.parse

from harness import Find, Hunt

NAMES = [
    "client_secret", "clientSecret", "Client-Secret", "password", "access_token", "refresh_token", "client_assertion",
    "assertion", "api_key", "apikey", "code", "code_verifier", "device_code", "authorization", "x-api-key", "jwt",
]
FIELDS = [
    "Authorization", "Proxy-Authorization", "Cookie", "X-Api-Key", "X-Auth-Token", "Ocp-Apim-Subscription-Key",
    "X-Client-Secret",
]
SCHEMES = ["", "Bearer ", "bearer ", "Basic ", "Token ", "Digest username=", "x", "Bearer", "Bearer  ", "DPoP "]


def spelled(random, text: str) -> str:
    """A name with some of its letters escaped or in the other case."""
    return "".join(
        f"%{ord(letter):02X}" if random.random() < 0.2 else letter.swapcase() if random.random() < 0.2 else letter
        for letter in text)


def request(random, secret: str):
    """A request that carries the secret: method, target, content, fields."""
    name = random.choice(NAMES)
    escaped = urllib.parse.quote(secret, safe="")
    form = "&".join(random.sample(["grant_type=x", f"{spelled(random, name)}={escaped}", "a=b", "scope"], 4))
    typed = {"Content-Type": random.choice(
        ["application/x-www-form-urlencoded", "Application/X-WWW-Form-Urlencoded; charset=utf-8", "text/plain"])}
    document = random.choice([
        {name: secret}, {"a": {name: [secret]}}, [{name: {"b": secret}}], {"Fields": {name.upper(): secret}}])
    kind = random.randrange(5)
    if kind == 0:
        return "GET", "/V1/Inventory", None, {random.choice(FIELDS): random.choice(SCHEMES) + secret}
    if kind == 1:
        return "GET", f"/V1/Inventory?{form}", None, {}
    if kind == 2:
        return "POST", random.choice(["/connect/token", "/common/oauth2/token", "/V1/Inventory"]), form, typed
    if kind == 3:
        content = json.dumps(document, indent=random.choice([None, 2]))
        return "POST", "/V1/Inventory", content, {"Content-Type": "application/json"}
    return "GET", f"/V1/Users/{spelled(random, name)}={escaped}/Seats", None, {}


def run(hunt: Hunt) -> int:
    server = hunt.serve("--log-level", "debug")
    steps = 0
    while hunt.goes_on:
        secrets = []
        for _ in range(20):
            secrets.append(f"marker{hunt.random.getrandbits(64):x}")
            method, target, content, fields = request(hunt.random, secrets[-1])
            sent = f"{method} {target} {fields} {content}"
            server.ask(method, target, content, fields)
            shown = [
                server.ask("GET", "/__admin/requests")[1],
                server.ask("POST", "/__admin/requests/find", {"path": "/nothing"})[1],
                server.ask("POST", "/__admin/requests/count", {"headers": {"authorization": "x"}, "body": "y"})[1],
                server.ask("GET", "/__admin/requests/await?path=/nothing&timeoutMs=0")[1],
            ]
            if any(secrets[-1] in text for text in shown):
                raise Find(f"the journal shows the secret of {sent}")
            steps += 1
        logged = server.logged()
        if "/V1/Inventory" not in logged:
            raise Find("the log has no request at all")
        for secret in secrets:
            if secret in logged:
                raise Find(f"the log shows {secret} of: {[line for line in logged.splitlines() if secret in line][0]}")
        server.ask("DELETE", "/__admin/requests")
    return steps
