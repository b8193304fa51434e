"""A server that may open few files: it refuses clearly, hangs nobody, and recovers."""

import http.client

from harness import Find, Hunt, until

DESCRIPTORS = 64


def run(hunt: Hunt) -> int:
    servers = [
        hunt.serve(descriptors=DESCRIPTORS),
        hunt.serve("--store", hunt.path("few.db"), descriptors=DESCRIPTORS),
    ]
    steps = 0
    while hunt.goes_on or not steps:
        server = hunt.random.choice(servers)
        server.check()
        crowd, answered = [], 0
        for number in range(hunt.random.randint(10, 150)):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
            crowd.append(connection)
            method, target = hunt.random.choice([
                ("GET", "/V1/Inventory"), ("PUT", f"/__admin/worlds/w{number}"), ("GET", "/__admin/export"),
                ("PUT", f"/__world/w{number}/__admin/snapshots/s"), ("POST", f"/__world/v{number}/__admin/reset"),
            ])
            try:
                connection.request(method, target)
                answer = connection.getresponse()
                content = answer.read()
            except TimeoutError as error:
                raise Find(f"{method} {target} hangs as connection {number}") from error
            except (OSError, http.client.HTTPException):
                # Closed without a word: there is no descriptor to answer on.
                continue
            answered += 1
            if answer.status not in (200, 201, 404, 503):
                raise Find(f"{method} {target} is a {answer.status}: {content[:300]!r}")
            if answer.status == 503 and not answer.headers.get("Retry-After"):
                raise Find(f"{method} {target} is a 503 that does not say when to come back: {content[:300]!r}")
            if server.descriptors > DESCRIPTORS:
                raise Find("more descriptors than there are")
        if not answered:
            raise Find("nobody is answered")
        steps += len(crowd)
        for connection in crowd:
            connection.close()
        until(lambda: is_served(server), "somebody is served after the crowd has gone")
        for world in server.get("/__admin/worlds")["worlds"]:
            if world["name"] != "default":
                server.ask("DELETE", f"/__admin/worlds/{world['name']}")
    return steps


def is_served(server) -> bool:
    try:
        return server.ask("PUT", "/__admin/worlds/after")[0] == 201
    except (OSError, http.client.HTTPException):
        return False
