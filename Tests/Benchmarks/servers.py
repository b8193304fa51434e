"""The servers that are measured: how each is started, asked and ended."""

import glob
import http.client
import json
import os
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
BENCH = os.path.join(ROOT, ".build", "bench")
HUMMINGBIRD = os.path.join(ROOT, ".build", "hummingbird", "release", "Seats")
YARDSTICK = os.path.join(BENCH, "yardstick")
MOTO = os.path.join(BENCH, "bin", "moto_server")
LOOPS = "2"
OURS, CONSTANT, SQLITE = "Seatfiller", "C on evhttp, constant bytes", "C on evhttp, SQLite"

PAGE = "/V1/Users/max@contoso.com/Seats?maxResults=25"
# moto finds the service in the scope of a signature, which it does not check.
IAM = {
    "Authorization": "AWS4-HMAC-SHA256 Credential=none/20260101/us-east-1/iam/aws4_request, "
    "SignedHeaders=host, Signature=none",
    "Content-Type": "application/x-www-form-urlencoded",
}
LIST_USERS = "Action=ListUsers&Version=2010-05-08"


class Question:
    """A request that a server is asked over and over."""

    def __init__(self, path=PAGE, method="GET", headers=None, body=None, scheme="http"):
        self.path, self.method, self.headers, self.body = path, method, headers or {}, body
        self.scheme = scheme

    def ask(self, port, timeout=5):
        """Gives status and content, over a connection of its own."""
        if self.scheme == "https":
            trusting = ssl._create_unverified_context()
            connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=timeout, context=trusting)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        try:
            connection.request(self.method, self.path, self.body, self.headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def script(self):
        """As wrk is told it."""
        lines = [f"wrk.method = {json.dumps(self.method)}"]
        lines += [f"wrk.headers[{json.dumps(k)}] = {json.dumps(v)}" for k, v in self.headers.items()]
        return "\n".join(lines + ([f"wrk.body = {json.dumps(self.body)}"] if self.body else []))


class Server:
    """One that can be started: its name, its command for a port, and what it is asked.

    `promise` says how its answer has to compare with ours: the same `bytes`, the same `seats`, as many `users`, or
    nothing.
    """

    def __init__(self, name, command, question=None, promise=None, is_mock=False, is_jvm=False):
        self.name, self.command, self.question = name, command, question or Question()
        self.promise, self.is_mock, self.is_jvm = promise, is_mock, is_jvm


class Running:
    """A started server, with the milliseconds to its first 200; ends as the context does."""

    def __init__(self, server):
        self.server, self.port = server, free_port()
        began = time.monotonic()
        # In a session of its own, so that Ctrl-C comes here alone, and what it starts ends with it.
        self.process = subprocess.Popen(
            server.command(self.port), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            while not self._answers():
                if self.process.poll() is not None or time.monotonic() - began > 60:
                    raise RuntimeError(f"{server.name} does not answer with a 200")
                time.sleep(0.0003)
        except BaseException:
            self.stop()
            raise
        self.cold = (time.monotonic() - began) * 1000

    def _answers(self):
        try:
            return self.server.question.ask(self.port)[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def ask(self, question=None):
        return (question or self.server.question).ask(self.port)

    def stop(self):
        for signalled in (signal.SIGTERM, signal.SIGKILL):
            try:
                # Its session is its group: whatever a start script has left behind goes too.
                os.killpg(self.process.pid, signalled)
            except ProcessLookupError:
                pass
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def ours(executable, *options, path=PAGE):
    """As it is shipped, but for the event loops, of which the yardsticks have as many."""

    def command(port):
        return [executable, "serve", "--port", str(port), "--loops", LOOPS, *options]

    return Server(OURS, command, Question(path), "bytes")


def constant(body):
    return Server(CONSTANT, lambda port: [YARDSTICK, str(port), LOOPS, "constant", body], promise="bytes")


def sqlite(store, path=PAGE):
    return Server(SQLITE, lambda port: [YARDSTICK, str(port), LOOPS, "sqlite", store], Question(path), "seats")


def hummingbird(store):
    return Server("Hummingbird + GRDB", lambda port: [HUMMINGBIRD, str(port), store], promise="seats")


def nginx(folder, body, certificate=None):
    """One worker that sends a file, which stays open, with nothing logged; over TLS with a certificate and its key."""
    program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    temporary = " ".join(
        f"{kind}_temp_path {folder};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )

    secure, tls = "", ""
    if certificate:
        secure = " ssl"
        chain, key = certificate
        tls = f"ssl_certificate {chain}; ssl_certificate_key {key}; ssl_session_tickets off;\n"
        tls += "ssl_protocols TLSv1.2 TLSv1.3;\n"

    def command(port):
        path = os.path.join(folder, f"nginx-{port}.conf")
        with open(path, "w") as file:
            file.write(
                f"daemon off; worker_processes 1; pid {path}.pid; error_log {folder}/nginx.log;\n"
                f"events {{ worker_connections 1024; }}\n"
                f"http {{ access_log off; keepalive_requests 1000000000; open_file_cache max=100; {temporary}\n"
                f"server {{ listen 127.0.0.1:{port}{secure}; root {folder};\n{tls}"
                f"location / {{ default_type application/json; try_files /{os.path.basename(body)} =404; }} }} }}\n"
            )
        return [program, "-p", folder, "-e", f"{folder}/nginx.log", "-c", path]

    question = Question(scheme="https" if certificate else "http")
    return Server("nginx, static file", command, question, promise="bytes")


def wiremock(folder, body):
    """A stub of the page, without the journal of requests, which would fill the heap."""
    jar = glob.glob(os.path.join(BENCH, "lib/python3*/site-packages/wiremock/server/*.jar"))[0]
    root = os.path.join(folder, "wiremock")
    os.makedirs(os.path.join(root, "mappings"))
    os.makedirs(os.path.join(root, "__files"))
    shutil.copy(body, os.path.join(root, "__files", "body.json"))
    mapping = {
        "request": {"method": "GET", "url": PAGE},
        "response": {
            "status": 200,
            "bodyFileName": "body.json",
            "headers": {"Content-Type": "application/json; charset=utf-8"},
        },
    }
    with open(os.path.join(root, "mappings", "page.json"), "w") as file:
        json.dump(mapping, file)
    return Server(
        "WireMock",
        lambda port: [
            "java", "-jar", jar, "--port", str(port), "--bind-address", "127.0.0.1", "--root-dir", root,
            "--no-request-journal",
        ],
        promise="bytes", is_mock=True, is_jvm=True,
    )  # fmt: skip


def moto():
    """IAM's list of users, the nearest that it has to a page of 25."""
    return Server(
        "moto, IAM ListUsers",
        lambda port: [MOTO, "-H", "127.0.0.1", "-p", str(port)],
        Question("/", "POST", IAM, LIST_USERS),
        promise="users",
        is_mock=True,
    )


def fill_moto(running):
    for number in range(25):
        content = f"Action=CreateUser&Version=2010-05-08&UserName=user{number:02d}"
        status, answer = running.ask(Question("/", "POST", IAM, content))
        if status != 200:
            raise RuntimeError(f"moto: {answer.decode()}")


def peers():
    """The servers that PEERS names, `name=script,…`; a script is given the port, and what it answers is its own."""
    found = []
    for entry in filter(None, os.environ.get("PEERS", "").split(",")):
        name, _, script = entry.partition("=")
        words = shlex.split(script)
        found.append(Server(name.strip(), lambda port, words=words: [*words, str(port)], is_mock=True))
    return found


def missing():
    """The names of what is not installed or not built."""
    wanted = {
        "nginx": shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin"),
        "Hummingbird + GRDB": os.path.exists(HUMMINGBIRD),
        "moto": os.path.exists(MOTO),
        "WireMock": shutil.which("java") and glob.glob(f"{BENCH}/lib/python3*/site-packages/wiremock/server/*.jar"),
    }
    return [name for name, there in wanted.items() if not there]
