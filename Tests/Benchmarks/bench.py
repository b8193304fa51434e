#!/usr/bin/env python3
"""Seatfiller beside other servers, in one run on one machine: bench.py EXECUTABLE [--flat | --tls]

Prints tables and whether the goals hold; medians of interleaved rounds, so that a machine that drifts drifts for
all. Needs wrk and what setup.sh makes; a server that is missing is left out, and a line says so. PEERS names
more servers of the page, `name=script,…`; a script is given the port, and counts as a mock server. Every server is
started here, on the loopback, and ended here by its own process id.
"""

import argparse
import contextlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from http.client import HTTPConnection
from urllib.parse import quote

# A cache of these few modules would only lie about in the sources.
sys.dont_write_bytecode = True

import flat
import secure
import servers
from measure import Goals, load, median, resident, table, warm
from servers import CONSTANT, OURS, PAGE, SQLITE, Question, Running

USERS, SEATS, TARGETS, WORLDS, STARTS = 20_000, 50, 4_000, 100, 9
AVEPOINT = (
    "/partner/external/v3/general/customers/6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11/3rd-party-products/type/0/users"
)
SEAT = "/V1/Inventory/CFQ7TTC0K5DR/0002/Seats/"
RANDOM, RANDOM_C = "random pages of 1,000,000 seats, store file", f"the same pages, {SQLITE}"
MIX = "nine reads to one write, demo seed"
OPERATIONS = ("store.assignSeat", "store.reclaimSeat", "store.listSeatsOfUser")


class Bench:
    def __init__(self, options, folder, stack):
        self.options, self.folder, self.stack = options, folder, stack
        self.goals, self.result = Goals(), {}

    def at(self, name):
        return os.path.join(self.folder, name)

    def start(self, server):
        return self.stack.enter_context(Running(server))

    def script(self, name, text):
        with open(self.at(name), "w") as file:
            file.write(text)
        return self.at(name)

    def choice(self, name, reads, writes=()):
        """A script for wrk of random reads; every tenth request or so is the next of the writes."""
        listed = lambda rows: ",\n".join(f"{{{json.dumps(method)}, {json.dumps(path)}}}" for method, path in rows)
        return self.script(
            name,
            f"""math.randomseed(7)
local reads, writes, n = {{{listed(reads)}}}, {{{listed(writes)}}}, 0
-- They are written once, so that the generator of the load costs little.
function init()
    for _, list in ipairs({{reads, writes}}) do
        for i, target in ipairs(list) do list[i] = wrk.format(target[1], target[2]) end
    end
end
function request()
    if #writes == 0 or math.random(10) > 1 then return reads[math.random(#reads)] end
    n = n % #writes + 1
    return writes[n]
end
""",
        )

    # MARK: The hot page

    def hot_servers(self):
        """All that serve the page, ours first and running, and its bytes in a file."""
        executable = self.options.executable
        first = self.start(servers.ours(executable))
        body = self.at("body.json")
        with open(body, "wb") as file:
            file.write(first.ask()[1])
        with Running(servers.ours(executable, "--store", self.at("demo.db"))):
            pass  # It has written the demo seed into the file.
        others = [servers.constant(body), servers.sqlite(self.at("demo.db"))]
        without = servers.missing()
        makers = {
            "nginx": lambda: servers.nginx(self.folder, body),
            "Hummingbird + GRDB": lambda: servers.hummingbird(self.at("demo.db")),
            "WireMock": lambda: servers.wiremock(self.folder, body),
            "moto": servers.moto,
        }
        others += [make() for name, make in makers.items() if name not in without]
        for name in without:
            print(f"{name} is left out: it is not there, see setup.sh")
        return first, others + servers.peers()

    def compare_answers(self, first, others):
        """Ends here if a server does not keep its promise, for then its figures would say nothing."""
        expected = first.ask()[1]
        seats = json.loads(expected)["seats"]
        for running in others:
            name = running.server.name
            if running.server.promise == "users":
                servers.fill_moto(running)
            content = running.ask()[1]
            kept = {
                "bytes": lambda: content == expected,
                "seats": lambda: json.loads(content)["seats"] == seats,
                "users": lambda: content.count(b"<UserName>") == 25,
                None: lambda: True,
            }
            if not kept[running.server.promise]():
                raise RuntimeError(f"{name} does not answer the same {running.server.promise}: {content[:200]}")
            if running.server.promise is None and content != expected:
                print(f"{name} answers {len(content)} bytes, which differ from Seatfiller's {len(expected)}")

    def hot(self):
        first, found = self.hot_servers()
        self.mocks = [server.name for server in found if server.is_mock]
        seeds = self.seeds()
        colds = self.cold_starts([first.server, *found, *seeds])
        running = [first] + [self.start(server) for server in found]
        idle = {each.server.name: resident(each.process.pid) for each in running}
        self.compare_answers(first, running[1:])
        scripts = {
            each.server.name: self.script(f"hot-{index}.lua", each.server.question.script())
            for index, each in enumerate(running)
        }
        for each in running:
            warm(each, scripts[each.server.name])
        turns = {each.server.name: [] for each in running}
        for _ in range(self.options.rounds):
            for each in running:
                name = each.server.name
                turns[name].append(load(each, self.options.seconds, scripts[name]))
        rows = {}
        for each in running:
            name = each.server.name
            rows[name] = {"cold": median(colds[name])["cold"], "idle": idle[name], **median(turns[name])}
            rows[name]["after"] = resident(each.process.pid)
        self.result["hot"] = rows
        print(table(
            ["a hot page of 25 seats", "cold start ms", "MiB idle", "MiB after", "requests/s", "CPU µs", "p50 ms",
             "p99 ms"],
            [[name, f"{r['cold']:.1f}", f"{r['idle']:.1f}", f"{r['after']:.1f}", f"{r['rate']:,.0f}",
              f"{r['cpu']:.1f}", f"{r['p50']:.2f}", f"{r['p99']:.2f}"] for name, r in rows.items()],
        ))  # fmt: skip
        self.result["seeds"] = {seed.name: median(colds[seed.name])["cold"] for seed in seeds}
        print()
        print(table(["the same data, given as", "cold start ms"],
                    [[name, f"{cold:.1f}"] for name, cold in self.result["seeds"].items()]))  # fmt: skip

    def seeds(self):
        """Ours once more, with the demo seed as a person would give it."""
        json_seed = os.path.join(servers.ROOT, "seed", "demo.json")
        store = self.at("seed.db")
        subprocess.run([self.options.executable, "check", json_seed, "--store", store], check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        found = []
        for path in (json_seed, store):
            found.append(servers.ours(self.options.executable, "--seed", path))
            found[-1].name = "--seed " + os.path.basename(path)
        return found

    def cold_starts(self, found):
        turns = {server.name: [] for server in found}
        for turn in range(STARTS):
            for server in found:
                # What takes a second to start is known well enough after three.
                if turn < 3 or turns[server.name][0]["cold"] < 500:
                    with Running(server) as started:
                        turns[server.name].append({"cold": started.cold})
        return turns

    # MARK: The other loads

    def pages(self, running):
        """The paths of all pages of the hot page's user, in their order."""
        paths = [PAGE]
        while token := json.loads(running.ask(Question(paths[-1]))[1]).get("continuationToken"):
            paths.append(f"{PAGE}&continuationToken={token}")
        return paths

    def random_targets(self, store):
        """Paths of random pages in a store, for ours with signed tokens, for the C program with its own."""
        page = lambda user: f"/V1/Users/user{user:06d}@generated.example/Seats?maxResults=25"
        random.seed(7)
        mine, theirs = [], []
        connection = HTTPConnection("127.0.0.1", store.port)
        for _ in range(TARGETS):
            path, depth = page(random.randrange(USERS)), random.randrange(SEATS // 25)
            token = plain = ""
            for _ in range(depth):
                connection.request("GET", path + token)
                answer = json.loads(connection.getresponse().read())
                token = "&continuationToken=" + answer["continuationToken"]
                last = answer["seats"][-1]
                key = last["productKey"]
                plain = f"{last['dateAssigned'].removesuffix('+00:00')}~{key['productId']}~{key['skuId']}"
                plain = "&continuationToken=" + quote(plain, safe="~:")
            mine.append(("GET", path + token))
            theirs.append(("GET", path + plain))
        connection.close()
        return mine, theirs

    def loads(self):
        """Each load by its name: its server and its script."""
        executable, million, page = self.options.executable, self.at("million.db"), flat.FIRST
        store = self.start(servers.ours(executable, "--store", million, path=page))
        c_store = self.start(servers.sqlite(million, page))
        mine, theirs = self.random_targets(store)
        for (_, path), (_, c_path) in zip(mine[:50], theirs):
            seats, c_seats = (
                json.loads(content)["seats"]
                for _, content in (store.ask(Question(path)), c_store.ask(Question(c_path)))
            )
            if seats != c_seats or len(seats) != 25:
                raise RuntimeError(f"{c_path}: the C program answers other seats")
        demo = self.start(servers.ours(executable))
        reads = [("GET", path) for path in self.pages(demo)]
        # In this order, so that a seat is there when it is reclaimed, though 64 requests are on their way.
        users = ("bob", "ann", "carol", "max")
        writes = [(method, f"{SEAT}{user}@contoso.com") for method in ("POST", "DELETE") for user in users]
        worlds = [("GET", f"/__world/w{number}{PAGE}") for number in range(WORLDS)]
        return {
            RANDOM: (store, self.choice("random.lua", mine)),
            RANDOM_C: (c_store, self.choice("random-c.lua", theirs)),
            "user seats of AvePoint, demo seed": (demo, self.choice("avepoint.lua", [("POST", AVEPOINT)])),
            f"a hot page, {WORLDS} worlds at random": (demo, self.choice("worlds.lua", worlds)),
            MIX: (demo, self.choice("mix.lua", reads, writes)),
        }

    def answered(self, running):
        """Counts by operation and status since the start."""
        text = running.ask(Question("/__admin/metrics"))[1].decode()
        pattern = r'seatfiller_requests_total\{operation="([^"]+)",status="(\d+)"\} (\S+)'
        return {(operation, status): float(count) for operation, status, count in re.findall(pattern, text)}

    def mixed(self, running, script):
        """The load that writes, with its writes a second: those that were done, not those refused."""
        before = self.answered(running)
        # A reclaim that overtakes its assignment is a 404 and no mistake, but no write either.
        figures = load(running, self.options.seconds, script, allowed=float("inf"))
        counts = {key: count - before.get(key, 0) for key, count in self.answered(running).items()}
        total = sum(count for (operation, _), count in counts.items() if operation in OPERATIONS)
        late = counts.get(("store.reclaimSeat", "404"), 0)
        wrong = {key: count for key, count in counts.items() if count and key[1] != "200"}
        wrong.pop(("store.reclaimSeat", "404"), None)
        assert not wrong, wrong
        done = sum(counts.get((operation, "200"), 0) for operation in OPERATIONS[:2])
        return {**figures, "writes": figures["rate"] * done / total, "late": late / total}

    def others(self):
        found = self.loads()
        for running, script in found.values():
            load(running, 1, script, allowed=float("inf"))
        turns = {name: [] for name in found}
        for _ in range(self.options.rounds):
            for name, (running, script) in found.items():
                measured = self.mixed if name == MIX else self.steady
                turns[name].append(measured(running, script))
        rows = {name: median(turn) for name, turn in turns.items()}
        self.result["loads"] = rows
        hot = self.result["hot"]
        shown = {"a hot page": hot[OURS], f"a hot page, {SQLITE}": hot[SQLITE], **rows}
        print()
        print(table(
            ["load", "requests/s", "of them writes", "CPU µs", "p50 ms", "p99 ms"],
            [[name, f"{r['rate']:,.0f}", f"{r['writes']:,.0f}" if "writes" in r else "", f"{r['cpu']:.1f}",
              f"{r['p50']:.2f}", f"{r['p99']:.2f}"] for name, r in shown.items()],
        ))  # fmt: skip
        late = f"{rows[MIX]['late']:.2%}"
        print(f"\nOf {MIX}, {late} were reclaims that overtook their assignment: 404s, and no writes.\n")

    def steady(self, running, script):
        return load(running, self.options.seconds, script)

    # MARK: The goals

    def judge(self):
        hot, loads, goals = self.result["hot"], self.result["loads"], self.goals
        us, constant = hot[OURS], hot[CONSTANT]
        goals.at_most("a hot page, CPU per request to constant bytes in C", 1.25, us["cpu"] / constant["cpu"])
        random_ratio = loads[RANDOM]["cpu"] / loads[RANDOM_C]["cpu"]
        goals.at_most("random pages, CPU per request to C with SQLite", 1, random_ratio)
        goals.at_least(f"{MIX}, reads and writes a second", 20_000, loads[MIX]["rate"])
        for name in self.mocks:
            goals.at_least(f"a hot page, rate to that of {name}", 3, us["rate"] / hot[name]["rate"])
            goals.at_most(f"a hot page, p99 to that of {name}", 1 / 3, us["p99"] / hot[name]["p99"])
        goals.at_most("cold start to that of constant bytes in C", 2, us["cold"] / constant["cold"])
        goals.at_most("resident after the run, demo seed", 16, us["after"], " MiB")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("executable", type=os.path.abspath)
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--seconds", type=int, default=3, help="of a turn (3)")
    parser.add_argument("--rounds", type=int, default=3, help="turns of which the median counts (3)")
    parser.add_argument("--flat", action="store_true", help="only what ten million seats cost")
    parser.add_argument("--tls", action="store_true", help="only what TLS costs")
    options = parser.parse_args()
    needed = ["sqlite3"] if options.flat else ["wrk", "ps"] + [servers.YARDSTICK] * (not options.tls)
    for program in needed:
        shutil.which(program) or sys.exit(f"bench: there is no {program}; see setup.sh")
    # So that what was started is ended then, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="seatfiller-bench-") as folder, contextlib.ExitStack() as stack:
        # A worker of nginx that root starts is another user, and has to come to its file.
        os.chmod(folder, 0o755)
        bench = Bench(options, folder, stack)
        if options.flat:
            bench.result["flat"] = flat.measure(options.executable, folder, bench.goals)
        elif options.tls:
            secure.judge(bench.goals, *secure.measure(bench))
        else:
            flat.generate(options.executable, bench.at("million.db"), users=USERS, seats_per_user=SEATS, products=1000)
            bench.hot()
            bench.others()
            over_tls = secure.measure(bench)
            bench.judge()
            secure.judge(bench.goals, *over_tls)
    if options.json:
        with open(options.json, "w") as file:
            json.dump({**bench.result, "goals": bench.goals.all}, file, indent=1, ensure_ascii=False)


main()
