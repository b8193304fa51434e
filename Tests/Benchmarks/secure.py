"""What TLS costs: beside plain HTTP on the same port, and beside nginx with a certificate of the same kind."""

import copy
import os
import resource
import socket
import ssl
import subprocess
import time

import servers
from measure import load, median, resident, table, warm
from servers import OURS, Question, Running, Server

CONNECTIONS, STARTS = 1000, 9
PLAIN, SECURE = f"{OURS}, plain HTTP", f"{OURS}, TLS"
NGINX_PLAIN, NGINX = "nginx, static file, plain HTTP", "nginx, static file, TLS"


def certificate(bench):
    """A P-256 certificate of the authority that ours has, in a file with its chain, and its key in another."""
    authority, names = bench.at("ca"), bench.script("names.cnf", "subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    leaf, key, chain = bench.at("leaf.pem"), bench.at("leaf-key.pem"), bench.at("chain.pem")
    request = subprocess.run(
        ["openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key,
         "-subj", "/CN=localhost"],
        check=True, capture_output=True,
    ).stdout  # fmt: skip
    subprocess.run(
        ["openssl", "x509", "-req", "-CA", f"{authority}/ca.pem", "-CAkey", f"{authority}/ca-key.pem", "-days", "7",
         "-extfile", names, "-out", leaf],
        input=request, check=True, capture_output=True,
    )  # fmt: skip
    with open(chain, "w") as file:
        for part in (leaf, f"{authority}/ca.pem"):
            with open(part) as read:
                file.write(read.read())
    return chain, key


def over_tls(running, name):
    """The same server, asked over TLS."""
    other = copy.copy(running)
    other.server = Server(name, None, Question(running.server.question.path, scheme="https"))
    return other


def shake(port):
    """A connection with a handshake done, and the milliseconds that this took."""
    began = time.monotonic()
    plain = socket.create_connection(("127.0.0.1", port), 10)
    context = ssl._create_unverified_context()
    secure = context.wrap_socket(plain, server_hostname="localhost")
    return secure, (time.monotonic() - began) * 1000


def handshakes(server):
    """The first handshake of a server, for which it makes all that it needs, and the next."""
    turns = []
    for _ in range(STARTS):
        with Running(server) as running:
            first, next_one = shake(running.port), shake(running.port)
            turns.append({"first": first[1], "next": next_one[1]})
            for secure, _ in (first, next_one):
                secure.close()
    return median(turns)


def idle(server):
    """MiB of connections that are kept open and say nothing."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 4096), most))
    with Running(server) as running:
        connections = [shake(running.port)[0]]
        before = resident(running.process.pid)
        connections += [shake(running.port)[0] for _ in range(CONNECTIONS)]
        after = resident(running.process.pid)
        for each in connections:
            each.close()
    return after - before


def measure(bench):
    ours = servers.ours(bench.options.executable, "--ca", bench.at("ca"))
    plain = bench.start(ours)
    body = bench.at("secure-body.json")
    with open(body, "wb") as file:
        file.write(plain.ask()[1])
    found = {PLAIN: plain, SECURE: over_tls(plain, SECURE)}
    if "nginx" not in servers.missing():
        found[NGINX_PLAIN] = bench.start(servers.nginx(bench.folder, body))
        found[NGINX] = bench.start(servers.nginx(bench.folder, body, certificate(bench)))
    if len({each.ask()[1] for each in found.values()}) > 1:
        raise RuntimeError("the servers do not answer the same bytes")
    agreed = {}
    for name in found.keys() & {SECURE, NGINX}:
        with shake(found[name].port)[0] as secure:
            agreed[name] = (secure.version(), secure.cipher()[0])
    if len(set(agreed.values())) > 1:
        raise RuntimeError(f"the servers do not speak the same TLS: {agreed}")
    script = bench.script("secure.lua", plain.server.question.script())
    for each in found.values():
        warm(each, script)
    turns = {name: [] for name in found}
    for _ in range(bench.options.rounds):
        for name, each in found.items():
            turns[name].append(load(each, bench.options.seconds, script))
    rows = {name: median(turn) for name, turn in turns.items()}
    started = servers.ours(bench.options.executable)
    costs = {**handshakes(started), "idle": idle(started)}
    bench.result["tls"] = {"loads": rows, **costs}
    version, cipher = agreed[SECURE]
    print()
    print(table(
        [f"a hot page on kept connections ({version}, {cipher})", "requests/s", "CPU µs", "p50 ms", "p99 ms"],
        [[name, f"{r['rate']:,.0f}", f"{r['cpu']:.1f}", f"{r['p50']:.2f}", f"{r['p99']:.2f}"]
         for name, r in rows.items()],
    ))  # fmt: skip
    print()
    print(table(
        ["TLS", ""],
        [["the first handshake after a start, ms", f"{costs['first']:.1f}"],
         ["the next, ms", f"{costs['next']:.1f}"],
         [f"{CONNECTIONS:,} idle connections, MiB", f"{costs['idle']:.1f}"]],
    ))  # fmt: skip
    print()
    return rows, costs


def judge(goals, rows, costs):
    if NGINX in rows:
        goals.at_most("a hot page over TLS, CPU per request to nginx", 1.25, rows[SECURE]["cpu"] / rows[NGINX]["cpu"])
    goals.at_least("a hot page over TLS, rate to plain HTTP", 0.7, rows[SECURE]["rate"] / rows[PLAIN]["rate"])
    goals.at_most("the first handshake after a start", 15, costs["first"], " ms")
    goals.at_most(f"{CONNECTIONS:,} idle TLS connections", 60, costs["idle"], " MiB")
