"""Seeds in JSON and in SQL with a hostile value in any place.

Each is taken, or refused with a message. Of what was taken every read is answered as JSON, and the export is
a seed of which the export is the same.
"""

import copy
import json
import shutil
import sqlite3
from typing import Any
from urllib.parse import quote

from harness import DEMO, Hunt, Server, expect

STRINGS = [
    "", " ", "\0", "a\0b", "\ud800", "\udfff\ud800", "\ufeff", "\u202e", "🦊" * 50, "a" * 5000, "\r\nX-Evil: yes\r\n",
    "'; DROP TABLE store_users; --", "%00", "%s%n", "../../etc/passwd", "{}", "[]", "null", "NaN", "\\u0000", '"', "~one",
    "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "2017-02-30T00:00:00Z", "10000-01-01T00:00:00Z",
    "2017-01-01T00:00:00+99:99", "-1", "00000000-0000-0000-0000-000000000000", "a@b", "@", "A@CONTOSO.COM", "ſ@K.com",
]  # fmt: skip
NUMBERS = [0, -1, 1, 0.5, -0.0, 2**31 - 1, 2**31, -(2**31) - 1, 2**53, 2**63 - 1, 2**63, -(2**63), 2**64, 1e308, 5e-324]
OTHERS = [None, True, False, [], {}, [[]], [None], {"": None}, [1, "a"], {"a": {"b": []}}, float("inf"), float("nan")]
DEEP: Any = json.loads("[" * 400 + "]" * 400)
LITERALS = [
    "NULL", "0", "-1", "1", "0.5", "9e999", "-9e999", "9223372036854775807", "-9223372036854775808", "x''", "x'00ff'",
    "CAST(x'ff' AS TEXT)", "CAST(x'eda080' AS TEXT)", "char(0)", "'a' || char(0) || 'b'", "zeroblob(9)", "''", "'x'",
    "' '", "'{}'", "'[]'", "'{\"a\":'", "'null'", "'[[[[]]]]'", "'NaN'", "'9999-12-31T23:59:59.9999999+00:00'",
    "'2017-02-30'", "hex(zeroblob(4000))", "'a' || char(13,10) || 'b'", "char(0x202e)", "'active'", "'online'", "4294967296",
    "'{\"productType\":1}'", "'[\"all\"]'", "'\"all\"'", "'{\"a\":' || '1e400' || '}'",
]  # fmt: skip


def run(hunt: Hunt) -> int:
    store = hunt.folder / "demo.db"
    made = hunt.check(str(DEMO), "--store", str(store))
    expect(made.returncode == 0, f"the demo seed is no seed: {made.stderr!r}")
    columns = _columns(str(store))
    steps = 0
    with hunt.serving() as server:
        demo = _short(server.ask("GET", "/__admin/export").json)
        places = list(_places(demo))
        while steps == 0 or hunt.goes_on:
            steps += 1
            if hunt.random.random() < 0.5:
                seed, is_sql = json.dumps(_spoilt(hunt, demo, places)), False
            else:
                seed, is_sql = _statement(hunt, columns), True
            told = f"the seed {seed[:50000]}" if is_sql else f"a seed with {_difference(demo, seed)}"
            # A world each, so that no seed finds what one before it has left.
            world = f"/__world/seed{steps}"
            method, kind = ("POST", "application/sql") if is_sql else ("PUT", "application/json")
            answer = server.ask(method, f"{world}/__admin/seed", seed, Content_Type=kind)
            expect(answer.status in (200, 400, 422), f"{told} is answered with {answer}")
            if answer.status == 200:
                _read(server, world, told, json.loads(seed) if not is_sql else demo)
            else:
                expect(bool(answer.json.get("detail")), f"{told} is refused without a reason: {answer}")
            server.ask("DELETE", f"/__admin/worlds/seed{steps}")
            if steps % 10 == 0:
                _check(hunt, told, ["-"], seed.encode(), answer.status)
                _spoil_file(hunt, str(store), columns)
    return steps


def _read(server: Server, world: str, told: str, seed: Any) -> None:
    """Reads everything there is of a seed that was taken."""
    exported = server.ask("GET", f"{world}/__admin/export")
    expect(exported.status == 200, f"{told} was taken, and its export is {exported}")
    exported.json
    for method, path in _reads(seed) | _reads(exported.json):
        answer = server.ask(method, world + path)
        expect(answer.status < 500, f"{told} was taken, and {method} {path} is {answer}")
        if answer.body:
            answer.json
    again = server.ask("PUT", f"{world}/__admin/seed", exported.body)
    expect(again.status == 200, f"{told} was taken, and its export is no seed: {again}")
    second = server.ask("GET", f"{world}/__admin/export")
    expect(second.body == exported.body, f"{told} was taken, and the export of its export is another")


def _reads(seed: Any) -> set[tuple[str, str]]:
    """What reads the things of a seed, the first few of each kind."""
    general = "/partner/external/v3/general/customers"
    reads = {("GET", "/V1/Inventory"), ("POST", f"{general}/batch"), ("POST", f"{general}/services/batch")}
    for organization in _list(seed, "storeForBusiness"):
        for user in _list(organization, "users")[:4]:
            reads.add(("GET", f"/V1/Users/{_segment(user, 'userName')}/Seats"))
        for entry in _list(organization, "inventory")[:4]:
            key = entry.get("productKey") if isinstance(entry, dict) else None
            product = f"{_segment(key, 'productId')}/{_segment(key, 'skuId')}"
            for rest in ("", "/LocalizedDetails/en-us", "/Packages"):
                reads.add(("GET", f"/V1/Products/{product}{rest}"))
            reads.add(("GET", f"/V1/Inventory/{product}/Seats"))
            reads.add(("GET", f"/V1/public/catalog/Retail/Products/{_segment(key, 'productId')}/applockerdata"))
    elements = seed.get("elements") if isinstance(seed, dict) else None
    for customer in _list(elements, "customers")[:3]:
        base = f"{general}/{_segment(customer, 'id')}"
        reads |= {("GET", base), ("GET", f"{base}/services"), ("GET", f"{base}/cloud-backup-m365/overview")}
        reads |= {("POST", f"{base}/avpt-products/jobs/batch"), ("POST", f"{base}/scan-profiles/batch")}
        reads |= {("POST", f"{base}/3rd-party-products/type/{kind}/users") for kind in range(4)}
        reads |= {("GET", f"{base}/3rd-party-products/type/0/overview"), ("GET", f"{base}/avpt-products/type/0/overview")}
    return reads


def _list(value: Any, name: str) -> list[Any]:
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def _segment(value: Any, name: str) -> str:
    text = value.get(name) if isinstance(value, dict) else None
    return quote(text.encode("utf-8", "replace"), safe="")[:2000] if isinstance(text, str) and text else "none"


def _places(value: Any, path: tuple[Any, ...] = ()) -> Any:
    """The paths of all members and elements."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from _places(inner, (*path, key))


def _spoilt(hunt: Hunt, demo: Any, places: list[tuple[Any, ...]]) -> Any:
    """The demo seed with one or a few of its values changed."""
    seed = copy.deepcopy(demo)
    for _ in range(hunt.random.choice([1, 1, 1, 3])):
        *path, last = hunt.random.choice(places[1:])
        inner = seed
        try:
            for key in path:
                inner = inner[key]
            match hunt.random.randrange(8):
                case 0:
                    del inner[last]
                case 1 if isinstance(inner, list):
                    inner.append(copy.deepcopy(inner[last]))
                case 1:
                    inner[hunt.random.choice(STRINGS)] = inner.pop(last)
                case 2:
                    inner[last] = hunt.random.choice([copy.deepcopy(demo), DEEP])
                case 3 | 4:
                    inner[last] = hunt.random.choice(NUMBERS)
                case 5:
                    inner[last] = hunt.random.choice(OTHERS)
                case _:
                    inner[last] = hunt.random.choice(STRINGS)
        except (KeyError, IndexError, TypeError):
            # An earlier change has taken the place away.
            continue
    return seed


def _difference(demo: Any, seed: str) -> str:
    """The text around the place where the seed begins to differ."""
    before = json.dumps(demo)
    at = next((i for i, (a, b) in enumerate(zip(before, seed)) if a != b), 0)
    return f"…{seed[max(0, at - 80) : at + 200]}…"


def _short(demo: Any) -> Any:
    """The demo seed without most seats, so that it loads in no time."""
    for organization in demo["storeForBusiness"]:
        organization["seats"] = organization["seats"][:8]
    return demo


def _columns(store: str) -> list[tuple[str, str]]:
    connection = sqlite3.connect(store)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = [
        (table, row[1]) for table in tables if not table.startswith("sqlite_")
        for row in connection.execute(f"PRAGMA table_info({table})")
    ]  # fmt: skip
    connection.close()
    return found


def _statement(hunt: Hunt, columns: list[tuple[str, str]]) -> str:
    """A change of any column of any table."""
    table, column = hunt.random.choice(columns)
    value = hunt.random.choice(LITERALS)
    if hunt.random.random() < 0.3:
        of_table = [name for other, name in columns if other == table]
        values = [value if name == column else hunt.random.choice(["NULL", "1", "'x'", name]) for name in of_table]
        return f"INSERT INTO {table} ({', '.join(of_table)}) SELECT {', '.join(values)} FROM {table} LIMIT 1"
    where = f" WHERE {column} IS (SELECT {column} FROM {table} LIMIT 1 OFFSET {hunt.random.randrange(5)})"
    return f"UPDATE {table} SET {column} = {value}" + hunt.random.choice(["", where])


def _check(hunt: Hunt, told: str, arguments: list[str], content: bytes, status: int | None) -> None:
    """Gives the seed to `check`, which has to find the same."""
    checked = hunt.check(*arguments, content=content)
    codes = (0, 2) if status is None else (0,) if status == 200 else (2,)
    # By itself what adds to the demo seed may well be another thing.
    if told.startswith("the seed"):
        codes = (0, 2)
    expect(checked.returncode in codes, f"{told} makes check end with {checked.returncode}: {checked.stderr[-300:]!r}")
    expect(checked.returncode == 0 or checked.stderr != b"", f"check refuses {told} without a reason")


def _spoil_file(hunt: Hunt, store: str, columns: list[tuple[str, str]]) -> None:
    """Gives a store file to `check` in which anything may stand, which no constraint has seen."""
    spoilt = str(hunt.folder / "spoilt.db")
    shutil.copy(store, spoilt)
    connection = sqlite3.connect(spoilt)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    statement = _statement(hunt, columns)
    try:
        connection.execute(statement)
        connection.commit()
    except sqlite3.Error:
        connection.rollback()
    finally:
        connection.close()
    _check(hunt, f"a store file after {statement}", [spoilt], b"", None)
