// Holds the client and its types against the description of the control plane, and fails when
// either lacks something that the other has.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { serve } from "seatfiller";
import { Declarations } from "./declarations.mjs";

const document = JSON.parse(readFileSync("openapi.json"));
const { schemas, parameters } = document.components;
const kit = dirname(createRequire(import.meta.url).resolve("seatfiller/package.json"));
const types = new Declarations(readFileSync(join(kit, "index.d.ts"), "utf8"));

/** How each operation is called. */
const calls = {
    health: ({ filler }) => filler.health(),
    showServer: ({ filler }) => filler.server(),
    giveAuthority: ({ filler }) => filler.certificate(),
    giveTrustStore: ({ filler }) => filler.trustStore(),
    listRules: ({ filler }) => filler.rules(),
    showCoverage: ({ filler }) => filler.coverage.get(),
    forgetCoverage: ({ filler }) => filler.coverage.clear(),
    showMetrics: ({ filler }) => filler.metrics(),
    shutDown: ({ filler }) => filler.shutDown(),
    describeItself: ({ filler }) => filler.openapi("admin"),
    describe: ({ filler }) => filler.openapi("store"),
    rotateKeys: ({ world }) => world.rotateKeys(),
    listWorlds: ({ filler }) => filler.worlds.list(),
    makeWorld: ({ filler }) => filler.worlds.make("w"),
    dropWorld: ({ filler }) => filler.worlds.drop("w"),
    reset: ({ world }) => world.reset(),
    listSnapshots: ({ world }) => world.snapshots.list(),
    keepSnapshot: ({ world }) => world.snapshots.keep("s"),
    showSnapshot: ({ world }) => world.snapshots.get("s"),
    dropSnapshot: ({ world }) => world.snapshots.drop("s"),
    restoreSnapshot: ({ world }) => world.snapshots.restore("s"),
    replaceData: ({ world }) => world.seed.replace({}),
    addData: ({ world }) => world.seed.add({}),
    listData: ({ world }) => world.data.list("users"),
    putRow: ({ world }) => world.data.put("users", { userName: "u" }, {}),
    patchRow: ({ world }) => world.data.patch("tenants", { customerId: "c", id: "t" }, {}),
    deleteRow: ({ world }) => world.data.delete("users", { userName: "u" }),
    exportData: ({ world }) => world.export(),
    showClock: ({ world }) => world.clock.get(),
    setClock: ({ world }) => world.clock.set({}),
    returnClock: ({ world }) => world.clock.reset(),
    listFaults: ({ world }) => world.faults.list(),
    addFaults: ({ world }) => world.faults.add({}),
    removeFaults: ({ world }) => world.faults.clear(),
    listPagingFaults: ({ world }) => world.faults.catalogue(),
    showFault: ({ world }) => world.faults.get("f"),
    removeFault: ({ world }) => world.faults.remove("f"),
    listRequests: ({ world }) => world.requests.list(),
    clearRequests: ({ world }) => world.requests.clear(),
    showRequest: ({ world }) => world.requests.get(1),
    countRequests: ({ world }) => world.requests.count(),
    findRequests: ({ world }) => world.requests.find(),
    awaitRequests: ({ world }) => world.requests.waitFor(),
    listTraversals: ({ world }) => world.traversals.list(),
    forgetTraversals: ({ world }) => world.traversals.clear(),
    showTraversal: ({ world }) => world.traversals.get(1),
    verifyTraversals: ({ world }) => world.traversals.verify(),
    showQuirks: ({ world }) => world.quirks.list(),
    setQuirks: ({ world }) => world.quirks.set({}),
};

/** Operations that no test calls: names that probes use, pages of a browser, and what agents call. */
const notCalled = [
    "healthz", "readyz", "showConsole", "giveConsoleFile", "guide", "showGuide", "answerAgent",
];

/** The declared type of each schema that has another name. */
const names = {
    World: "WorldState", Natural: "number", InstantOrNone: "string", FaultRequests: "FaultRequest[]",
    Closest: "Miss[]",
};

/** Schemas whose only member a method returns or takes by itself, and those of agents. */
const unwrapped = [
    "AgentMessage", "AgentAnswer",
    "Rules", "KeyIDs", "Worlds", "Snapshots", "Holdings", "Faults", "PagingFaults", "FaultIDs",
    "FaultsToAdd", "Misses", "Count", "Found", "JournalEntries", "Quirks",
];

/** Where the parameters of a query are declared. */
const queries = {
    showCoverage: "CoverageQuery", listData: "DataQuery", listRequests: "RequestsQuery",
    awaitRequests: "AwaitQuery", listTraversals: "TraversalsQuery", showTraversal: "TraversalQuery",
};

/** Where the keys of rows are declared, those of each kind by themselves. */
const keys = {
    putRow: ["SeatKey", "UserKey"], patchRow: ["EntryKey", "TenantKey"],
    deleteRow: ["SeatKey", "UserKey"],
};

const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    ["get", "put", "post", "patch", "delete"].filter((method) => method in item)
        .map((method) => ({ path, method: method.toUpperCase(), ...item[method] })));

test("every operation has a call", () => {
    const described = operations.map(({ operationId }) => operationId);
    assert.deepEqual(Object.keys(calls).concat(notCalled).sort(), described.sort());
});

test("every call is the request that is described", async (t) => {
    let request;
    const stub = createServer((asked, answer) => {
        request = `${asked.method} ${asked.url.replace("/__world/w", "")}`;
        asked.resume().on("end", () => answer.end("{}"));
    }).listen(0, "127.0.0.1");
    // A server that listens would keep the process from ending.
    t.after(() => stub.close());
    await once(stub, "listening");
    const filler = await serve({ url: `http://127.0.0.1:${stub.address().port}` });
    const world = filler.world("w");
    for (const { operationId, method, path } of operations) {
        if (notCalled.includes(operationId)) continue;
        await calls[operationId]({ filler, world });
        const pattern = path.replaceAll(".", "\\.").replace(/{.*?}/g, "[^/]+");
        assert.match(request, new RegExp(`^${method} ${pattern}$`), operationId);
    }
});

test("every schema is declared, with the same members and values", () => {
    for (const [name, schema] of Object.entries(schemas)) {
        if (unwrapped.includes(name)) {
            assert.ok(!types.has(name), `${name} is declared, and not only unwrapped`);
        } else if (name === "Problem") {
            const members = Object.keys(types.members("ControlError"));
            for (const member of ["status", "code", "detail", "hint"]) {
                assert.ok(members.includes(member), member);
            }
        } else {
            checkNamed(name, schema);
        }
    }
});

test("every parameter of a query is declared", () => {
    for (const { operationId, parameters: given = [] } of operations) {
        const described = given.map((each) => parameters[each.$ref?.split("/").pop()] ?? each)
            .filter((each) => each.in === "query");
        if (described.length === 0) continue;
        const names = keys[operationId] ?? [queries[operationId]];
        const declared = Object.assign({}, ...names.map((name) => types.members(name)));
        const wanted = described.map(({ name }) => name).sort();
        assert.deepEqual(Object.keys(declared).sort(), wanted, operationId);
        for (const { name, schema } of described) {
            // What each kind of rows requires of its key, the description cannot say.
            const isOptional = declared[name].isOptional || operationId in keys;
            assert.ok(isOptional, `${operationId}.${name}`);
            if (schema.enum && name !== "brief") {
                check(schema, declared[name].type, `${operationId}.${name}`);
            }
        }
    }
    const [kind] = document.paths["/__admin/data/{kind}"].parameters;
    check(kind.schema, "DataKind", "kind");
});

test("every option of the server is declared", () => {
    const help = `${execFileSync(join(kit, "bin", "seatfiller"), ["help", "serve"])}`;
    const options = [...help.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm)].map(([, name]) => name)
        .filter((name) => !["host", "port", "ready-file", "version", "help"].includes(name))
        .map((name) => name.replace(/-./g, (hyphen) => hyphen[1].toUpperCase()))
        .map((name) => (name === "quirk" ? "quirks" : name));
    const declared = Object.keys(types.members("ServeOptions"));
    assert.deepEqual(declared.sort(), [...options, "executable", "url"].sort());
});

test("every operation of an API and every quirk is declared", async (t) => {
    const filler = await serve();
    t.after(() => filler.stop());
    const { neverCalled } = await filler.coverage.get();
    assert.deepEqual(types.literals("Operation").sort(), neverCalled.map(quoted).sort());
    const quirks = await filler.world().quirks.list();
    const declared = types.members("QuirkSettings");
    assert.deepEqual(Object.keys(declared).sort(), quirks.map(({ name }) => name).sort());
    for (const { name, values } of quirks) {
        assert.deepEqual(types.literals(declared[name].type), values.map(quoted), name);
    }
});

test("what is declared is there, and what is there is declared", async (t) => {
    const filler = await serve();
    t.after(() => filler.stop());
    const world = filler.world();
    const objects = {
        Filler: filler, WorldsOfServer: filler.worlds, World: world, FaultsOfWorld: world.faults,
        Requests: world.requests, TraversalsOfWorld: world.traversals, ClockOfWorld: world.clock,
        QuirksOfWorld: world.quirks, SeedOfWorld: world.seed, SnapshotsOfWorld: world.snapshots,
        DataOfWorld: world.data, CoverageOfContract: world.coverage,
    };
    for (const [name, object] of Object.entries(objects)) {
        const own = Object.keys(object);
        const shared = Object.getOwnPropertyNames(Object.getPrototypeOf(object));
        const there = [...own, ...shared].filter((each) => each !== "constructor");
        assert.deepEqual(Object.keys(types.members(name)).sort(), there.sort(), name);
    }
});

function checkNamed(name, schema) {
    const declared = names[name] ?? name;
    if (schema.type === "object" && schema.properties) {
        checkMembers(schema, types.members(declared), name);
    } else if (types.has(declared)) {
        check(schema, types.type(declared), name);
    } else {
        assert.ok(name in names, `${name} is not declared`);
    }
}

function checkMembers({ properties, required = [] }, declared, place) {
    const described = Object.keys(properties);
    for (const name of described) {
        assert.ok(name in declared, `${place}.${name} is not declared`);
        check(properties[name], declared[name].type, `${place}.${name}`);
        const isOptional = !required.includes(name);
        assert.equal(declared[name].isOptional, isOptional, `whether ${place}.${name} is optional`);
    }
    assert.deepEqual(Object.keys(declared).sort(), described.sort(), place);
}

/** Compares the text of a type with a schema. */
function check(schema, text, place) {
    if (schema.$ref) {
        const name = schema.$ref.split("/").pop();
        const isText = schemas[name].type !== "object" && text === "string";
        assert.ok(text === (names[name] ?? name) || isText, `${place} is ${text}, not ${name}`);
    } else if (schema.enum) {
        assert.deepEqual(types.literals(text).sort(), schema.enum.map(quoted).sort(), place);
    } else if ("const" in schema) {
        assert.equal(text, quoted(schema.const), place);
    } else if (schema.type === "array" && schema.minItems === undefined) {
        assert.match(text, /\[\]$/, place);
        check(schema.items, text.replace(/^readonly /, "").slice(0, -2), place);
    } else if (schema.type === "object" && schema.properties) {
        checkMembers(schema, types.inline(text), place);
    } else if (schema.type === "object" && schema.additionalProperties) {
        const [, value] = /^Record<string, (.*)>$/.exec(text);
        check(schema.additionalProperties, value, `${place}.*`);
    } else if (Array.isArray(schema.type)) {
        assert.equal(text.includes("null"), schema.type.includes("null"), `${place}: ${text}`);
        for (const type of schema.type) {
            const plain = { integer: "number", array: "[]", null: "null" }[type] ?? type;
            assert.ok(text.includes(plain), `${place} is ${text}, not ${schema.type}`);
        }
    } else if (["string", "boolean", "integer", "number"].includes(schema.type)) {
        const plain = schema.type === "integer" ? "number" : schema.type;
        const isNamed = text === "Operation" || text === "API";
        assert.ok(text === plain || isNamed, `${place} is ${text}, not ${schema.type}`);
    }
}

function quoted(value) {
    return typeof value === "string" ? `"${value}"` : `${value}`;
}
