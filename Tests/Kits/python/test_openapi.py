"""The typed client has every member of the control plane's OpenAPI document."""

from __future__ import annotations

import dataclasses
import inspect
import json
import typing
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, List, Set

import pytest
import seatfiller
from seatfiller import clock, coverage, data, faults, journal, quirks, rules, traversals
from seatfiller.wire import camel

DOCUMENT = json.loads((Path(__file__).parents[3] / "Sources/ControlAPI/openapi.json").read_text())
SCHEMAS: Dict[str, Any] = DOCUMENT["components"]["schemas"]

# What each operation is in the client.
OPERATIONS: Dict[str, Callable[..., Any]] = {
    "health": seatfiller.Server.health,
    "showServer": seatfiller.Server.state,
    "giveAuthority": seatfiller.Server.authority,
    "giveTrustStore": seatfiller.Server.trust_store,
    "listRules": seatfiller.Rules.list,
    "showCoverage": seatfiller.Coverage.report,
    "forgetCoverage": seatfiller.Coverage.forget,
    "showMetrics": seatfiller.Server.metrics,
    "shutDown": seatfiller.Server.shut_down,
    "describe": seatfiller.Server.openapi,
    "rotateKeys": seatfiller.World.rotate_keys,
    "listWorlds": seatfiller.Server.worlds,
    "makeWorld": seatfiller.World.make,
    "dropWorld": seatfiller.World.drop,
    "reset": seatfiller.World.reset,
    "listSnapshots": seatfiller.Snapshots.list,
    "keepSnapshot": seatfiller.Snapshots.keep,
    "showSnapshot": seatfiller.Snapshots.exists,
    "dropSnapshot": seatfiller.Snapshots.drop,
    "restoreSnapshot": seatfiller.Snapshots.restore,
    "replaceData": seatfiller.Seed.replace,
    "addData": seatfiller.Seed.add,
    "listData": seatfiller.Data.page,
    "exportData": seatfiller.World.export,
    "showClock": seatfiller.Clock.state,
    "setClock": seatfiller.Clock.change,
    "returnClock": seatfiller.Clock.restore,
    "listFaults": seatfiller.Faults.list,
    "addFaults": seatfiller.Faults.add,
    "removeFaults": seatfiller.Faults.clear,
    "listPagingFaults": seatfiller.Faults.catalogue,
    "showFault": seatfiller.Faults.get,
    "removeFault": seatfiller.Faults.remove,
    "listRequests": seatfiller.Requests.page,
    "clearRequests": seatfiller.Requests.clear,
    "showRequest": seatfiller.Requests.get,
    "countRequests": seatfiller.Requests.count,
    "findRequests": seatfiller.Requests.find,
    "awaitRequests": seatfiller.Requests.wait_for,
    "listTraversals": seatfiller.Traversals.page,
    "forgetTraversals": seatfiller.Traversals.forget,
    "showTraversal": seatfiller.Traversals.get,
    "verifyTraversals": seatfiller.Traversals.verify,
    "showQuirks": seatfiller.Quirks.list,
    "setQuirks": seatfiller.Quirks.set,
}

# Those that have a method for each kind of rows.
ROW_OPERATIONS: Dict[str, List[Callable[..., Any]]] = {
    "putRow": [seatfiller.Data.assign_seat, seatfiller.Data.add_user],
    "patchRow": [seatfiller.Data.set_capacity, seatfiller.Data.change_tenant],
    "deleteRow": [seatfiller.Data.reclaim_seat, seatfiller.Data.remove_user],
}

# For browsers, probes and coding agents, and what `describe` says as well.
FOR_OTHERS = {
    "healthz",
    "readyz",
    "showConsole",
    "giveConsoleFile",
    "describeItself",
    "guide",
    "showGuide",
    "answerAgent",
}

# Keywords by another name than the member's.
RENAMED = {
    "retryAfterSeconds": "retry_after",
    "retryAfterDate": "retry_after",
    "timeoutMs": "timeout",
    "from": "of",
    "document": "api",
}


def operations() -> Dict[str, Any]:
    found = {}
    for methods in DOCUMENT["paths"].values():
        for method, operation in methods.items():
            if method != "parameters":
                common = methods.get("parameters", [])
                found[operation["operationId"]] = {
                    **operation,
                    "parameters": [*common, *operation.get("parameters", [])],
                }
    return found


def resolved(schema: Dict[str, Any]) -> Dict[str, Any]:
    while "$ref" in schema:
        kind, name = schema["$ref"].split("/")[-2:]
        schema = DOCUMENT["components"][kind][name]
    return schema


def keywords(function: Callable[..., Any]) -> Set[str]:
    """The keywords of a function, with those of a TypedDict that `**` unpacks."""
    found: Set[str] = set()
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind is inspect.Parameter.VAR_KEYWORD:
            shape = parameter.annotation.partition("[")[2].rstrip("]")
            found |= set(getattr(inspect.getmodule(function), shape).__annotations__)
        elif name != "self":
            found.add(name)
    return found


def snake(name: str) -> str:
    return RENAMED.get(name, "".join(f"_{it.lower()}" if it.isupper() else it for it in name))


def members(*schemas: str) -> Set[str]:
    return {name for schema in schemas for name in SCHEMAS[schema]["properties"]}


def fields(shape: type) -> Set[str]:
    return {camel(field.name) for field in dataclasses.fields(shape)}


def test_each_operation_is_in_the_client() -> None:
    assert set(OPERATIONS) | set(ROW_OPERATIONS) | FOR_OTHERS == set(operations())


@pytest.mark.parametrize("operation", OPERATIONS)
def test_each_parameter_is_a_keyword(operation: str) -> None:
    names = {snake(resolved(it)["name"]) for it in operations()[operation]["parameters"]}
    # The name of a world is in its object.
    names -= {"name"} if operation in ("makeWorld", "dropWorld") else set()
    assert names <= keywords(OPERATIONS[operation])


@pytest.mark.parametrize(
    ("operation", "given"),
    [
        ("addFaults", members("FaultMatch", "FaultCondition", "FaultEffects")),
        ("setClock", members("ClockChange")),
        ("countRequests", members("JournalQuery")),
        ("findRequests", members("JournalQuery")),
        ("verifyTraversals", members("Verification")),
        ("makeWorld", members("WorldToMake")),
    ],
)
def test_each_member_of_a_call_is_a_keyword_and_there_are_no_others(
    operation: str, given: Iterable[str]
) -> None:
    assert keywords(OPERATIONS[operation]) == {snake(name) for name in given}


@pytest.mark.parametrize(
    ("operation", "given"),
    [
        # `remove_user` says that a user is deleted.
        ("putRow", members("UserChange") - {"isDeleted"}),
        ("patchRow", members("RowNumbers")),
        ("deleteRow", set()),
    ],
)
def test_each_part_of_a_change_of_a_row_is_a_keyword_and_there_are_no_others(
    operation: str, given: Set[str]
) -> None:
    # The kind is in the name of the method.
    key = {it["name"] for it in operations()[operation]["parameters"]} - {"kind"}
    declared: Set[str] = set().union(*map(keywords, ROW_OPERATIONS[operation]))
    assert declared == {snake(name) for name in key | given}


def test_a_row_holds_each_type_of_value() -> None:
    _, value = typing.get_args(data.Row)
    names = {str: "string", int: "integer", bool: "boolean", type(None): "null"}
    declared = {names[type] for type in typing.get_args(value)}
    assert declared == set(SCHEMAS["Row"]["additionalProperties"]["type"])


@pytest.mark.parametrize("function", [seatfiller.Requests.list, seatfiller.Requests.closest])
def test_whatever_searches_the_journal_has_its_criteria(function: Callable[..., Any]) -> None:
    assert keywords(function) == {snake(name) for name in members("JournalQuery")}


@pytest.mark.parametrize(
    ("shape", "schema"),
    [
        (faults.Fault, SCHEMAS["FaultState"]),
        (faults.PagingFault, SCHEMAS["PagingFault"]),
        (
            faults.PagingFaultParameter,
            SCHEMAS["PagingFault"]["properties"]["parameters"]["items"],
        ),
        (clock.ClockState, SCHEMAS["Clock"]),
        (coverage.CoverageReport, SCHEMAS["Coverage"]),
        (coverage.OperationCoverage, SCHEMAS["OperationCoverage"]),
        (data.RowPage, SCHEMAS["Rows"]),
        (journal.Request, SCHEMAS["JournalEntry"]),
        (journal.Answer, SCHEMAS["KeptAnswer"]),
        (journal.Journal, SCHEMAS["Journal"]),
        (journal.Miss, SCHEMAS["Miss"]),
        (journal.Difference, SCHEMAS["Miss"]["properties"]["differences"]["items"]),
        (quirks.Quirk, SCHEMAS["Quirk"]),
        (rules.Rule, SCHEMAS["Rule"]),
        (seatfiller.Health, SCHEMAS["Health"]),
        (seatfiller.ServerState, SCHEMAS["Server"]),
        (seatfiller.WorldState, SCHEMAS["World"]),
        (traversals.Traversal, SCHEMAS["Traversal"]),
        (traversals.TraversalPage, SCHEMAS["Traversals"]),
        (traversals.Finding, SCHEMAS["Traversal"]["properties"]["findings"]["items"]),
        (traversals.Step, SCHEMAS["Traversal"]["properties"]["requests"]["items"]),
    ],
    ids=lambda it: it.__name__ if isinstance(it, type) else "",
)
def test_each_member_of_an_answer_is_an_attribute(shape: type, schema: Dict[str, Any]) -> None:
    assert fields(shape) == set(schema["properties"])
    optional = {
        camel(field.name)
        for field in dataclasses.fields(shape)
        if field.default is not dataclasses.MISSING
        or field.default_factory is not dataclasses.MISSING
    }
    # Entries of the journal may be brief.
    required = SCHEMAS["BriefEntry"]["required"] if shape is journal.Request else schema["required"]
    assert fields(shape) - optional == set(required)


def test_members_within_a_fault_are_declared() -> None:
    effects = SCHEMAS["FaultEffects"]["properties"]
    delay = SCHEMAS["FaultDelay"]["properties"]
    for shape, schema in [
        (faults.Delay, SCHEMAS["FaultDelay"]),
        (faults.LogNormal, delay["lognormal"]),
        (faults.Dribble, effects["dribble"]),
        (faults.Throttle, effects["throttle"]),
        (faults.FaultRequest, SCHEMAS["FaultRequests"]["items"]),
    ]:
        assert {camel(name) for name in typing.get_type_hints(shape)} == set(schema["properties"])


@pytest.mark.parametrize(
    ("declared", "schema"),
    [
        (faults.API, SCHEMAS["FaultMatch"]["properties"]["api"]),
        (faults.ConnectionFault, SCHEMAS["FaultEffects"]["properties"]["connection"]),
        (faults.PagingFaultName, SCHEMAS["PagingFaultName"]),
        (rules.Label, SCHEMAS["Rule"]["properties"]["label"]),
        (traversals.Verdict, SCHEMAS["Verdict"]),
        (traversals.FindingCode, SCHEMAS["FindingCode"]),
        (traversals.ListOperation, SCHEMAS["ListOperation"]),
        (data.Kind, DOCUMENT["paths"]["/__admin/data/{kind}"]["parameters"][0]["schema"]),
    ],
)
def test_each_value_of_an_enumeration_is_declared(declared: Any, schema: Dict[str, Any]) -> None:
    assert list(typing.get_args(declared)) == schema["enum"]


def test_each_quirk_is_declared_with_its_values(seatfiller: seatfiller.World) -> None:
    hints = typing.get_type_hints(quirks.QuirkSettings)
    declared = {name: list(typing.get_args(hint)) for name, hint in hints.items()}
    assert declared == {quirk.name: quirk.values for quirk in seatfiller.quirks.list()}
    documented = SCHEMAS["QuirkSettings"]["properties"]
    assert declared == {name: quirk["enum"] for name, quirk in documented.items()}


def test_the_server_describes_itself_as_the_sources_do(seatfiller: seatfiller.World) -> None:
    assert seatfiller.server.openapi("admin")["paths"].keys() == DOCUMENT["paths"].keys()
