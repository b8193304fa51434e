"""Seeds with values that nobody expects, in every member and in every column."""

import json
import sqlite3
import subprocess

from harness import Find, Hunt

VALUES = [
    None, True, "", "x", "a@b", "\0", "\ud800", "\u202e", "x" * 70000, 0, -1, 1 << 63, -(1 << 63), 1e308, 0.5, [], {},
    [[]], {"x": 1}, "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+01:00", "%00", "'; DROP TABLE store_users; --",
]
LITERALS = [
    "NULL", "''", "'x'", "x'00ff'", "char(55296)", "char(0)", "0", "-1", "9223372036854775807",
    "-9223372036854775808", "9e999", "0.5", "printf('%.*c', 70000, 'x')", "'{\"product\":{}}'", "'[]'", "'N/A'",
    "'2018-02-30T00:00:00.0000000+00:00'", "random()", "zeroblob(70000)", "CURRENT_TIMESTAMP",
]
READS = [
    "/V1/Users/ann@contoso.com/Seats", "/V1/Inventory", "/V1/Inventory/9NBLGGH4R2R6/0016/Seats",
    "/V1/Products/9NBLGGH4R2R6/0016", "/__admin/export", "/__admin/worlds", "/__admin/faults",
]


def places(value, place=()):
    """Where the values of a seed lie."""
    if place:
        yield place
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, (*place, key))


def replaced(value, place, new):
    if not place:
        return new
    copy = value.copy()
    copy[place[0]] = replaced(value[place[0]], place[1:], new)
    return copy


def run(hunt: Hunt) -> int:
    server = hunt.serve()
    demo = server.get("/__admin/export")
    members = list(places(demo))
    made = subprocess.run(
        [hunt.executable, "check", hunt.write("demo.json", json.dumps(demo)), "--store", hunt.path("demo.db")],
        capture_output=True, text=True)
    if made.returncode:
        raise Find(f"an export is no seed: {made.stderr}")
    with sqlite3.connect(hunt.path("demo.db")) as store:
        columns = store.execute(
            "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'").fetchall()
    steps = 0
    while hunt.goes_on:
        if hunt.random.random() < 0.5:
            seed = json.dumps(replaced(demo, hunt.random.choice(members), hunt.random.choice(VALUES)))
            judge(server, hunt, "PUT", seed, "application/json", "json")
        else:
            table, column = hunt.random.choice(columns)
            where = hunt.random.choice(["", f" WHERE rowid = 1", " WHERE 1 = random() % 2"])
            seed = hunt.random.choice([
                f"UPDATE {table} SET {column} = {{}}{where}", f"UPDATE OR REPLACE {table} SET {column} = {{}}",
                f"INSERT INTO {table} ({column}) VALUES ({{}})", f"DELETE FROM {table} WHERE {column} IS NOT {{}}",
            ]).format(hunt.random.choice(LITERALS))
            judge(server, hunt, "POST", seed, "application/sql", "sql")
        steps += 1
    server.check()
    return steps


def judge(server, hunt: Hunt, method: str, seed: str, media_type: str, ending: str):
    status, said = server.ask(method, "/__admin/seed", seed, {"Content-Type": media_type})
    if status not in (200, 400, 422) or not said.startswith("{"):
        raise Find(f"{status} {said[:300]} in answer to {seed[:300]}")
    if hunt.random.random() < 0.1:
        # The command line judges JSON alike; SQL is judged there by itself, without the demo's rows.
        check = subprocess.run(
            [hunt.executable, "check", hunt.write(f"seed.{ending}", seed)], capture_output=True, text=True)
        if check.returncode not in (0, 2) or ending == "json" and (check.returncode == 0) != (status == 200):
            raise Find(f"check exits {check.returncode} {check.stderr[:300]}, the server says {status}: {seed[:300]}")
    for target in READS if status == 200 else []:
        status, content = server.ask("GET", target)
        if status >= 500:
            raise Find(f"GET {target} is a {status} {content[:300]} after {seed[:300]}")
        json.loads(content)
    server.ask("POST", "/__admin/reset")
