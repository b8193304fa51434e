"""How the servers are measured: load by wrk, CPU and memory as Linux counts them."""

import os
import re
import statistics
import subprocess
import time

TICKS = os.sysconf("SC_CLK_TCK")
MILLISECONDS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}


def family(pid):
    """A process and all that descend from it."""
    children = {}
    table = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    for line in table.splitlines():
        child, parent = map(int, line.split())
        children.setdefault(parent, []).append(child)
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def _sum(pid, file, count):
    total = 0
    for member in family(pid):
        try:
            with open(f"/proc/{member}/{file}") as opened:
                total += count(opened.read())
        except OSError:
            # It has ended since the list was made.
            continue
    return total


def cpu_seconds(pid):
    """User and system time of a family of processes."""
    # Behind the name, which may hold spaces: utime and stime are the 14th and 15th field.
    return _sum(pid, "stat", lambda text: sum(map(int, text.rsplit(") ", 1)[1].split()[11:13]))) / TICKS


def resident(pid):
    """MiB in memory of a family of processes; what several share counts several times."""

    def kibibytes(text):
        found = re.search(r"VmRSS:\s+(\d+)", text)
        return int(found[1]) if found else 0

    return _sum(pid, "status", kibibytes) / 1024


def load(running, seconds, script, connections=64, allowed=0):
    """Sends as many requests as are answered, and gives what came of it.

    `allowed` says how many of the answers may be other than 2xx and 3xx.
    """
    question = running.server.question
    url = f"{question.scheme}://127.0.0.1:{running.port}{question.path}"
    used = cpu_seconds(running.process.pid)
    command = ["wrk", "--timeout", "20s", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", script, url]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    used = cpu_seconds(running.process.pid) - used
    settle(running.process.pid)
    requests = int(re.search(r"(\d+) requests in", out)[1])
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    if "Socket errors" in out or (refused and int(refused[1]) > allowed):
        raise RuntimeError(f"{running.server.name}: {out}")

    def latency(percent):
        number, unit = re.search(rf"\s{percent}%\s+([\d.]+)(us|ms|s|m)\s", out).groups()
        return float(number) * MILLISECONDS[unit]

    return {
        "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]),
        "cpu": used / max(requests, 1) * 1e6,
        "p50": latency(50),
        "p99": latency(99),
    }


def settle(pid):
    """Until a server has done what it was asked last, for ten seconds at most: the next is not to bear it."""
    used = cpu_seconds(pid)
    for _ in range(100):
        time.sleep(0.1)
        before, used = used, cpu_seconds(pid)
        if used - before <= 1 / TICKS:
            return


def warm(running, script):
    """Until the code is loaded; a JVM until three seconds differ by a twentieth at most, or for ten seconds."""
    rates = []
    while len(rates) < (10 if running.server.is_jvm else 1):
        rates.append(load(running, 1, script)["rate"])
        latest = rates[-3:]
        if len(latest) == 3 and max(latest) < 1.05 * min(latest):
            break


def median(turns):
    """Of several turns, of each figure by itself."""
    return {name: statistics.median(turn[name] for turn in turns) for name in turns[0]}


def table(head, rows):
    """As Markdown."""
    line = lambda cells: "| " + " | ".join(cells) + " |"
    return "\n".join([line(head), line(["---"] + ["--:"] * (len(head) - 1)), *map(line, rows)])


class Goals:
    """What is promised, and whether it holds."""

    def __init__(self):
        self.all = []

    def at_most(self, what, limit, value, unit=""):
        self._add(what, "<=", limit, value, unit, value <= limit)

    def at_least(self, what, limit, value, unit=""):
        self._add(what, ">=", limit, value, unit, value >= limit)

    def _add(self, what, sign, limit, value, unit, held):
        self.all.append({"goal": what, "sign": sign, "limit": limit, "value": value, "held": held})
        bound = f"{limit:,.2f}".rstrip("0").rstrip(".")
        verdict = "held" if held else "missed"
        print(f"goal: {what} {sign} {bound}{unit}: {value:,.{0 if value >= 1000 else 2}f}{unit}, {verdict}")
