"""A server to hunt in, and clients that are as right or as wrong as they like."""

import http.client
import json
import os
import random
import resource
import shutil
import signal
import socket
import subprocess
import tempfile
import time


class Find(Exception):
    """What is wrong with the emulator."""


class Hunt:
    """What a campaign is given: where to hunt, how long, and its random numbers."""

    def __init__(self, executable: str, seconds: float, seed: int):
        self.executable = os.path.abspath(executable)
        self.random = random.Random(seed)
        self.end = time.monotonic() + seconds
        self.folder = tempfile.mkdtemp(prefix="seatfiller-hunt-")
        self.servers: list[Server] = []

    @property
    def goes_on(self) -> bool:
        return time.monotonic() < self.end

    def path(self, name: str) -> str:
        return os.path.join(self.folder, name)

    def write(self, name: str, text: str) -> str:
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    def serve(self, *arguments: str, **limits) -> "Server":
        self.servers.append(Server(self, arguments, **limits))
        return self.servers[-1]

    def close(self):
        for server in self.servers:
            server.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class Server:
    """An emulator of its own, on a free port."""

    def __init__(self, hunt: Hunt, arguments, descriptors: int = 0, file_bytes: int = 0):
        def limit():
            if descriptors:
                resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))
            if file_bytes:
                resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))

        ready = hunt.path(f"ready-{len(hunt.servers)}")
        self.log = hunt.path(f"log-{len(hunt.servers)}")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [hunt.executable, "serve", "--port", "0", "--ready-file", ready, *arguments],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL if file_bytes else log, preexec_fn=limit)
        while not os.path.exists(ready):
            if self.process.poll() is not None:
                raise Find(f"the server ended with {self.process.returncode} while it started: {self.logged()}")
            time.sleep(0.002)
        with open(ready, encoding="utf-8") as file:
            self.port = int(file.read().rsplit(":", 1)[1].strip("/ \n"))

    def logged(self) -> str:
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return log.read()

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def check(self):
        """It lives and answers."""
        if self.process.poll() is not None:
            raise Find(f"the server ended with {self.process.returncode}: {self.logged()[-500:]}")
        status, _ = self.ask("GET", "/healthz")
        if status != 200:
            raise Find(f"/healthz is a {status}")

    def ask(self, method: str, target: str, content=None, fields=None) -> tuple[int, str]:
        """The status and the content of an answer; text is sent as it is, all else as JSON."""
        fields = dict(fields or {})
        if content is not None and not isinstance(content, (str, bytes)):
            content = json.dumps(content)
            fields.setdefault("Content-Type", "application/json")
        if isinstance(content, str):
            content = content.encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, target, content, fields)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        finally:
            connection.close()

    def get(self, target: str):
        """The content of a 200."""
        status, content = self.ask("GET", target)
        if status != 200:
            raise Find(f"GET {target} is a {status}: {content[:200]}")
        return json.loads(content)

    def connect(self, timeout: float = 30) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout)

    @property
    def descriptors(self) -> int:
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


def until(condition, what: str, seconds: float = 30):
    """Waits for what has to come."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise Find(f"after {seconds} s still not: {what}")
        time.sleep(0.01)


def read_all(connection: socket.socket) -> bytes:
    """All until the server closes, or is silent for as long as the connection waits."""
    chunks = []
    try:
        while chunk := connection.recv(65536):
            chunks.append(chunk)
    except (TimeoutError, ConnectionResetError):
        pass
    return b"".join(chunks)


USERS = [f"user{n}@contoso.example" for n in range(8)]
PRODUCTS = {f"9HUNT{n:07d}": capacity for n, capacity in enumerate([1, 3, 5, None])}
SKU = "0016"
SEATS = "/V1/Inventory/{}/" + SKU + "/Seats"


def shop() -> dict:
    """A small seed: products by their capacity, of which None is one without a bound."""
    return {
        "storeForBusiness": [{
            "tenantId": "6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10",
            "users": [{"userName": name} for name in USERS],
            "inventory": [{
                "productKey": {"productId": product, "skuId": SKU}, "licenseType": "online", "status": "active",
                "seatCapacity": capacity or 0, "distributionPolicy": "restricted" if capacity else "open",
            } for product, capacity in PRODUCTS.items()],
        }],
    }


def walk(server: Server, list_: str, size: int, world: dict | None = None) -> list[dict]:
    """All seats of a list, page by page."""
    seats, token = [], None
    while True:
        query = f"?maxResults={size}" + (f"&continuationToken={token}" if token else "")
        status, content = server.ask("GET", list_ + query, fields=world)
        if status != 200:
            raise Find(f"GET {list_}{query} is a {status}: {content[:200]}")
        page = json.loads(content)
        if len(page["seats"]) > size or (len(page["seats"]) < size and "continuationToken" in page):
            raise Find(f"a page of {len(page['seats'])} where {size} were asked for: {content[:200]}")
        seats += page["seats"]
        token = page.get("continuationToken")
        if not token:
            return seats
