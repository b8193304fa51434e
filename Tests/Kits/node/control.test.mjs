import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { ControlError, serve } from "seatfiller";
import { BrokenClient, LicenceClient } from "./licence-client.mjs";

const filler = await serve();
after(() => filler.stop());
const planner = { productId: "9NBLGGH4R2R6", skuId: "0016" };

/** A check of an error that the server has told. */
function problem(status, code, detail = /./) {
    return (error) => {
        assert.ok(error instanceof ControlError, error);
        assert.deepEqual([error.status, error.code], [status, code]);
        assert.match(error.detail, detail);
        assert.ok(error.message.startsWith(`${error.code}: ${error.detail}\n`));
        assert.ok(error.message.includes(error.hint));
        return true;
    };
}

describe("the control plane of a world", { concurrency: 4 }, () => {
    it("takes a fault flat, in its parts, as JSON and as a list", async (t) => {
        const { faults } = filler.world(t);
        const flat = {
            status: 503, retryAfterSeconds: 2, operation: "store.listSeatsOfUser", page: 2, times: 1,
        };
        const parts = {
            match: { operation: "store.listSeatsOfUser", page: 2 },
            when: { times: 1 },
            do: { status: 503, retryAfterSeconds: 2 },
        };
        assert.equal(await faults.add(flat), "fault-1");
        assert.equal(await faults.add(JSON.stringify(parts)), "fault-2");
        const several = [flat, parts, { delay: { milliseconds: 1 } }];
        assert.deepEqual(await faults.add(several), ["fault-3", "fault-4", "fault-5"]);
        const list = await faults.list();
        for (const fault of list.slice(0, 4)) {
            assert.deepEqual(fault, { id: fault.id, ...parts, matched: 0, fired: 0 });
        }
        assert.deepEqual(await faults.get("fault-1"), list[0]);
        await faults.remove("fault-1");
        await assert.rejects(faults.get("fault-1"), problem(404, "no-such-fault"));
        await faults.clear();
        assert.deepEqual(await faults.list(), []);
        assert.ok((await faults.catalogue()).some(({ name }) => name === "page-short"));
    });

    it("says what is wrong with a fault", async (t) => {
        const { faults } = filler.world(t);
        const unknown = /^TypeError: a fault has no "stauts", but api, operation, method, /;
        await assert.rejects(faults.add({ stauts: 503 }), unknown);
        const meant = problem(400, "bad-fault", /did you mean "status"/);
        await assert.rejects(faults.add({ do: { stauts: 503 } }), meant);
        await assert.rejects(faults.add({ status: 42 }), problem(400, "bad-fault", /status/));
        await assert.rejects(faults.add("{"), problem(400, "bad-fault"));
    });

    it("counts, finds and lists requests", async (t) => {
        const { url, requests } = filler.world(t);
        await new LicenceClient(url).seats("max@contoso.com");
        assert.equal(await requests.count(), 3);
        assert.equal(await requests.count({ query: { maxResults: "100" } }), 3);
        const [first, ...others] = await requests.find({ user: "max@contoso.com" });
        assert.equal(others.length, 2);
        assert.deepEqual(await requests.get(first.id), first);
        const journal = await requests.list({ limit: 2 });
        assert.deepEqual([journal.requests.length, journal.dropped], [2, 0]);
        assert.equal((await requests.list({ since: journal.next })).requests.length, 1);
        const { requests: [brief] } = await requests.list({ brief: true, limit: 1 });
        assert.ok(!("headers" in brief));
        // A part of an answer, whatever the case, and of a query.
        assert.equal(await requests.count({ text: "ASSIGNEDTO" }), 3);
        assert.equal((await requests.list({ text: "ASSIGNEDTO" })).requests.length, 3);
        assert.equal((await requests.find({ text: "continuationtoken=" })).length, 2);
        assert.deepEqual(await requests.closest({ user: "max@contoso.com" }), []);
        const [miss] = await requests.closest({ user: "max@contoso.com", status: 503 });
        assert.deepEqual(miss.differences, [{ field: "status", expected: "503", found: "200" }]);
        await requests.clear();
        assert.equal(await requests.count(), 0);
        await assert.rejects(requests.get(99), problem(404, "no-such-request"));
        await assert.rejects(requests.find({ opration: "x" }), problem(400, "bad-content", /opration/));
    });

    it("waits for requests, and says what came instead", async (t) => {
        const { url, requests } = filler.world(t);
        const licences = new LicenceClient(url);
        const [found] = await Promise.all([
            requests.waitFor({ user: "max@contoso.com", count: 3, timeoutMs: 30000 }),
            licences.seats("max@contoso.com"),
        ]);
        assert.equal(found.length, 3);
        const late = requests.waitFor({ user: "ann@contoso.com", timeoutMs: 20 });
        await assert.rejects(late, (error) => {
            assert.equal(error.misses[0].request.operation, "store.listSeatsOfUser");
            const [first, second] = error.detail.split("\n");
            assert.equal(first, "0 of 1 requests came within 20 ms");
            assert.match(second, /^GET .*Seats: user is max@contoso.com, not ann@contoso.com$/);
            return problem(408, "requests-missing")(error);
        });
    });

    it("judges traversals", async (t) => {
        const { url, faults, traversals } = filler.world(t);
        await new LicenceClient(url).seats("max@contoso.com");
        assert.deepEqual(await traversals.verify(), { passed: true, judged: 1 });
        // Tokens of two walks are equal, so over pooled connections the server may take the second
        // walk for a part of the first.
        await traversals.clear();
        await faults.add({ status: 429, retryAfterSeconds: 1, page: 2 });
        await new BrokenClient(url).seats("max@contoso.com");
        await assert.rejects(traversals.verify({ operation: "store.listSeatsOfUser" }), (error) => {
            assert.equal(error.reasons.length, 1);
            return problem(409, "verification-failed", /never-retried/)(error);
        });
        await traversals.verify({ allow: ["never-retried"], complete: false });
        assert.match(await traversals.junit(), /<testsuite.*failures="1"/);
        const { traversals: [latest] } = await traversals.list({ user: "max@contoso.com", limit: 1 });
        const whole = await traversals.get(latest.id);
        assert.deepEqual(whole.requests.map(({ status }) => status), [200, 429]);
        const { requests: [last], next } = await traversals.get(latest.id, { limit: 1 });
        assert.deepEqual([last.status, next], [429, String(last.id)]);
        const { requests: [first], next: none } = await traversals.get(latest.id, { before: next, limit: 1 });
        assert.deepEqual([first.status, none], [200, null]);
        await traversals.clear();
        assert.deepEqual(await traversals.list(), { traversals: [], next: null });
    });

    it("moves the clock", async (t) => {
        const { clock } = filler.world(t);
        assert.equal((await clock.freeze("2018-05-01T12:00:00Z")).frozen, true);
        assert.match((await clock.advance(3600)).now, /^2018-05-01T13:00:00/);
        assert.equal((await clock.set({ frozen: false, scale: 60 })).scale, 60);
        assert.equal((await clock.reset()).scale, 1);
        assert.equal((await clock.freeze()).frozen, true);
        await assert.rejects(clock.freeze("noon"), problem(400, "bad-content"));
    });

    it("keeps seeds, snapshots and quirks", async (t) => {
        const world = filler.world(t);
        const folder = await mkdtemp(join(tmpdir(), "seatfiller-test-"));
        t.after(() => rm(folder, { recursive: true }));
        const [json, sql] = [join(folder, "seed.json"), join(folder, "seed.sql")];
        await writeFile(json, `{ // Comments are allowed.
            "storeForBusiness": [{ "tenantId": "t", "users": [{ "userName": "zoe@contoso.com" }] }] }`);
        await writeFile(sql, "UPDATE store_users SET user_name = 'eve@contoso.com'");
        async function users() {
            const { rows } = await world.data.list("users", { limit: 5 });
            return rows.map(({ userName }) => userName);
        }
        assert.match(await world.seed.replace(json), /^1 user/);
        assert.deepEqual(await users(), ["zoe@contoso.com"]);
        await world.snapshots.keep("zoe");
        await world.seed.add(pathToFileURL(sql));
        assert.deepEqual(await users(), ["eve@contoso.com"]);
        await world.seed.add({ sql: "UPDATE store_users SET user_name = 'ida@contoso.com'" });
        assert.deepEqual(await users(), ["ida@contoso.com"]);
        const { storeForBusiness: [organization] } = await world.export();
        assert.equal(organization.users[0].userName, "ida@contoso.com");
        assert.deepEqual(await world.snapshots.restore("zoe"), { name: "zoe" });
        assert.deepEqual(await users(), ["zoe@contoso.com"]);
        assert.deepEqual(await world.snapshots.list(), ["zoe"]);
        assert.deepEqual(await world.snapshots.get("zoe"), { name: "zoe" });
        await world.snapshots.drop("zoe");
        await assert.rejects(world.snapshots.get("zoe"), problem(404, "no-such-snapshot"));
        await assert.rejects(world.seed.add({ elments: {} }), problem(422, "bad-seed", /elments/));
        await assert.rejects(world.seed.add("nowhere.json"), { code: "ENOENT" });
        const quirks = await world.quirks.set({ "store.maxResults": "clamp" });
        assert.deepEqual(quirks, await world.quirks.list());
        assert.equal(quirks.find(({ name }) => name === "store.maxResults").value, "clamp");
        assert.match((await world.reset()).resetIn, /µs$/);
        assert.notDeepEqual(await world.quirks.list(), quirks);
        assert.equal((await world.rotateKeys()).length, 2);
    });

    it("changes rows by the rules of the APIs", async (t) => {
        const { url, data, requests } = filler.world(t);
        const zoe = { userName: "zoe@contoso.com" };
        const seat = { assignedTo: zoe.userName, ...planner };
        const objectId = "5c1d9a70-3e5f-4d0b-8a52-1f2e3d4c5b6a";
        const added = await data.put("users", { ...zoe, tenantId: "contoso.com" }, { objectId });
        assert.deepEqual([added.objectId, added.isDeleted], [objectId, false]);
        assert.equal((await data.put("seats", seat)).state, "active");
        assert.equal((await new LicenceClient(url).seats(zoe.userName)).length, 1);
        assert.equal((await data.delete("seats", seat)).state, "revoked");
        assert.deepEqual(await data.delete("users", zoe), { ...added, isDeleted: true });
        await assert.rejects(data.put("seats", seat), problem(404, "no-such-row", /zoe@/));
        // Who comes back is the same.
        assert.deepEqual(await data.put("users", zoe), added);
        const entry = await data.patch("inventory", planner, { seatCapacity: 2 });
        assert.deepEqual([entry.seatCapacity, entry.availableSeats], [2, 0]);
        await assert.rejects(data.put("seats", seat), problem(409, "row-conflict"));
        const { rows: [tenant] } = await data.list("tenants", { limit: 1 });
        const { customerId, id, type } = tenant;
        const numbers = { availableUserSeat: 7, assignedUserSeat: 5 };
        const changed = await data.patch("tenants", { customerId, id, type }, numbers);
        assert.deepEqual(changed, { ...tenant, ...numbers });
        await assert.rejects(data.delete("services", {}), problem(405, "method-not-allowed"));
        // Only what clients ask for is in the journal.
        assert.equal(await requests.count(), 1);
    });

    it("tells which rules have been met", async (t) => {
        const world = filler.world(t);
        await new LicenceClient(world.url).assign("carol@contoso.com", planner);
        const { byOperation: [called], neverCalled } = await world.coverage.get({ api: "store" });
        assert.deepEqual([called.operation, called.answers], ["store.assignSeat", 1]);
        assert.ok(neverCalled.includes("store.getSeat"));
        assert.match(await world.coverage.markdown(), /^## Coverage/);
        assert.match(await world.coverage.cobertura({ label: "documented" }), /^<\?xml.*<coverage/s);
        assert.equal((await world.rules()).filter(({ answers }) => answers > 0).length, 1);
        await world.coverage.clear();
        assert.equal((await world.coverage.get()).met, 0);
    });

    it("leads a client that cannot be told a URL", async (t) => {
        const world = filler.world(t);
        const variables = await world.environment();
        assert.equal(variables.SEATFILLER_URL, world.url);
        assert.ok(existsSync(variables.SEATFILLER_CA));
        assert.match(variables.JAVA_TOOL_OPTIONS, /^-Dhttps\.proxyHost=127\.0\.0\.1 .*changeit$/);
        const script = `
            fetch("https://bspmts.mp.microsoft.com/V1/Users/bob@contoso.com/Seats")
                .then((answer) => answer.text()).then(console.log)`;
        const env = { ...process.env, ...variables };
        const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], { env });
        assert.match(stdout, /^{"seats":\[{"assignedTo":"bob@contoso.com"/);
        assert.equal(await world.requests.count({ user: "bob@contoso.com" }), 1);
        await world.drop();
        assert.ok(!existsSync(variables.SEATFILLER_CA));
    });
});

describe("the control plane of a server", () => {
    it("tells about the server", async () => {
        const { version } = await filler.health();
        assert.deepEqual((await filler.server()).addresses, [filler.url]);
        assert.equal((await filler.server()).version, version);
        assert.match(await filler.metrics(), /^seatfiller_held_bytes /m);
        assert.match(await filler.certificate(), /^-----BEGIN CERTIFICATE-----/);
        assert.ok((await filler.trustStore()).length > 500);
        assert.ok((await filler.rules()).length > 100);
        assert.equal(typeof (await filler.coverage.get()).met, "number");
        for (const name of ["store", "elements", "admin"]) {
            assert.match((await filler.openapi(name)).openapi, /^3/);
        }
        assert.equal(filler.log, "");
    });

    it("makes, copies, lists and drops worlds", async () => {
        const first = filler.world("first");
        await first.clock.freeze("2018-05-01T12:00:00Z");
        assert.equal((await filler.worlds.make("copy", { from: "first" })).name, "copy");
        assert.ok((await filler.worlds.list()).some(({ name }) => name === "copy"));
        await assert.rejects(filler.worlds.make("copy"), problem(409, "world-exists"));
        await filler.worlds.drop("copy");
        await assert.rejects(filler.worlds.drop("copy"), problem(404, "no-such-world"));
        await first.drop();
    });
});
