"""A server with few descriptors: more is refused, nothing hangs, and it is as before afterwards."""

import http.client
import os
import resource
import time

from harness import PATIENCE, Connection, Find, Hunt, Server, expect

LIMIT, LOOPS = 64, os.cpu_count() or 1
SEATS = "/V1/Users/bob@contoso.com/Seats"


def run(hunt: Hunt) -> int:
    steps = 0
    while steps == 0 or hunt.goes_on:
        options = hunt.random.choice([(), ("--store", str(hunt.folder / f"world{steps}.db"))])
        with hunt.serving(*options, limits={resource.RLIMIT_NOFILE: LIMIT}) as server:
            crowd = Crowd(hunt, server)
            # The first crowd makes it open most of what it has once and for all; a loop that has
            # not read a store file yet opens the file and its log later.
            steps += crowd.gather()
            _expect_normal(server, LIMIT)
            before = server.descriptors + 2 * LOOPS
            for _ in range(3):
                steps += crowd.gather()
                _expect_normal(server, before)
    return steps


class Crowd:
    """More connections than there are descriptors, and what they ask for."""

    def __init__(self, hunt: Hunt, server: Server) -> None:
        self._hunt, self._random, self._server = hunt, hunt.random, server
        self._worlds = 0

    def gather(self) -> int:
        """Opens many connections, asks on all of them, and closes them; gives how many asked."""
        connections = [self._server.connect() for _ in range(self._random.choice([40, 90, 200]))]
        try:
            served = [connection for connection in connections if self._is_served(connection)]
            expect(served != [], f"of {len(connections)} connections none is served")
            for connection in served[:20]:
                self._work(connection)
            return len(connections)
        finally:
            for connection in connections:
                connection.close()

    def _is_served(self, connection: Connection) -> bool:
        """Whether it is answered with what it asks for; a refusal is a 503 or a closed connection."""
        try:
            answer = connection.ask("GET", SEATS)
        except TimeoutError:
            raise Find(f"a connection hangs, one of more than {LIMIT}; {self._server.state}") from None
        except (OSError, http.client.HTTPException):
            return False
        expect(answer.status in (200, 503), f"one connection of many is told {answer}")
        return answer.status == 200

    def _work(self, connection: Connection) -> None:
        """Makes worlds and snapshots, which need no descriptor."""
        self._worlds += 1
        world = f"world{self._worlds}"
        for method, path in (
            ("PUT", f"/__admin/worlds/{world}"),
            ("PUT", f"/__world/{world}/__admin/snapshots/a"),
            ("POST", f"/__world/{world}/V1/Inventory/CFQ7TTC0K5DR/0002/Seats/bob@contoso.com"),
            ("GET", f"/__world/{world}{SEATS}"),
            ("POST", f"/__world/{world}/__admin/snapshots/a/restore"),
            ("GET", f"/__world/{world}/__admin/export"),
            ("POST", "/V1/Inventory/CFQ7TTC0K5DR/0002/Seats/carol@contoso.com"),
        ):
            try:
                answer = connection.ask(method, path)
            except (OSError, http.client.HTTPException) as error:
                raise Find(f"a connection that was served loses {method} {path}: {error!r}") from error
            expect(answer.status in (200, 201), f"with few descriptors {method} {path} is {answer}")
        if self._random.random() < 0.5:
            answer = connection.ask("DELETE", f"/__admin/worlds/{world}")
            expect(answer.status == 204, f"dropping a world is {answer}")


def _expect_normal(server: Server, before: int) -> None:
    """Raises a find unless new connections are served soon, and the descriptors are back."""
    patience = time.monotonic() + PATIENCE
    while True:
        try:
            answer = server.ask("GET", SEATS)
            if answer.status == 200 and server.descriptors <= before:
                return
            problem = f"{answer} and {server.descriptors} descriptors, {before} before"
        except Find as find:
            problem = str(find)
        if time.monotonic() > patience:
            raise Find(f"after many connections: {problem}; {server.state}")
        time.sleep(0.02)
