import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, rmdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { ControlError, serve } from "seatfiller";
import { LicenceClient } from "./licence-client.mjs";

/** A process that has started a server, and the URL of that. The end of the test ends it. */
async function holder(t, how, env = process.env) {
    const stdio = ["ignore", "pipe", "ignore"];
    const child = spawn(process.execPath, ["hold.mjs", how], { env, stdio });
    t.after(() => child.kill("SIGKILL"));
    let output = "";
    for await (const text of child.stdout.setEncoding("utf8")) {
        output += text;
        if (output.includes("\n")) break;
    }
    return { child, url: output.trim() };
}

async function answers(url) {
    return fetch(`${url}/healthz`).then(({ ok }) => ok, () => false);
}

/** Fails unless the server ends within five seconds. */
async function ends(url) {
    for (let tries = 0; await answers(url); tries += 1) {
        assert.ok(tries < 100, `${url} still answers`);
        await sleep(50);
    }
}

describe("the server ends with the process that started it", { concurrency: 4 }, () => {
    let temporary;
    before(async () => { temporary = await mkdtemp(join(tmpdir(), "seatfiller-test-")); });

    // The shell that holds the server removes its files after it has ended.
    after(async () => {
        for (let tries = 0; (await readdir(temporary)).length > 0; tries += 1) {
            assert.ok(tries < 100, `files are left in ${temporary}`);
            await sleep(50);
        }
        await rmdir(temporary);
    });

    /** A process whose server keeps its files in the folder. */
    const holderHere = (t, how) => holder(t, how, { ...process.env, TMPDIR: temporary });

    for (const how of ["end", "exit", "throw", "abort"]) {
        it(`at ${how}`, async (t) => {
            const { child, url } = await holderHere(t, how);
            if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
            if (how === "end") assert.equal(child.exitCode, 0);
            await ends(url);
        });
    }
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"]) {
        it(`at ${signal}`, async (t) => {
            const { child, url } = await holderHere(t, "wait");
            assert.ok(await answers(url));
            child.kill(signal);
            await ends(url);
        });
    }
});

test("stop() waits until the server has ended", async (t) => {
    const filler = await serve();
    t.after(() => filler.stop());
    await filler.stop();
    assert.ok(!(await answers(filler.url)));
    await filler.stop();
    await assert.rejects(filler.world().clock.get(), /^Error: nothing answers at http/);
});

test("a server that has gone leaves its last words", async (t) => {
    const filler = await serve();
    t.after(() => filler.stop());
    assert.deepEqual(await filler.shutDown(), { status: "stopping" });
    await ends(filler.url);
    assert.match(filler.log, /info stopping: answers in flight have 5 seconds/);
});

test("a server that does not start says why", async () => {
    const reasons = [
        [{ seed: "nowhere.json" }, "seatfiller: there is no seed at nowhere.json"],
        [{ auth: "shut" }, "seatfiller: The value 'shut' is invalid for '--auth <auth>'. " +
            "Please provide one of 'open' and 'enforced'."],
        [{ executable: "/bin/true" }, "/bin/true has ended without a word"],
    ];
    for (const [options, reason] of reasons) {
        await assert.rejects(serve(options), { message: `the server did not start:\n${reason}` });
    }
    await assert.rejects(serve({ quirks: { "store.maxResult": "clamp" } }), /store\.maxResult/);
    await assert.rejects(serve({ maxWorld: 3 }), /--max-world/);
    // The words are the shell's.
    await assert.rejects(serve({ executable: "/nowhere/seatfiller" }), /: \/nowhere\/seatfiller: /);
});

test("seeds are values, SQL and paths, and add up", async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "seatfiller-test-"));
    t.after(() => rm(folder, { recursive: true }));
    const path = join(folder, "more.json");
    const customer = { id: "6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11" };
    await writeFile(path, '{ /* with a comment */ "elements": {} }');
    const filler = await serve({
        seed: [
            { storeForBusiness: [{ tenantId: "t", users: [{ userName: "zoe@contoso.com" }] }] },
            { sql: "UPDATE store_users SET user_name = 'eve@contoso.com'" },
            path,
            pathToFileURL(path),
            { elements: { customers: [customer] } },
        ],
        clock: "2018-05-01T12:00:00Z", loops: 1, tlsName: ["one.example", "two.example"],
        noRuleHeader: true, reseed: false, store: undefined,
    });
    t.after(() => filler.stop());
    const world = filler.world();
    const { rows } = await world.data.list("users");
    assert.deepEqual(rows.map(({ userName }) => userName), ["eve@contoso.com"]);
    assert.equal((await world.data.list("customers")).rows.length, 1);
    assert.match((await world.clock.get()).now, /^2018-05-01T12:00:00/);
    const answer = await fetch(`${world.url}/V1/Users/eve@contoso.com/Seats`);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("X-Seatfiller-Rule"), null);
});

test("a mistake in a seed has its place, and no file is left", async () => {
    const own = await mkdtemp(join(tmpdir(), "seatfiller-test-"));
    const { TMPDIR } = process.env;
    process.env.TMPDIR = own;
    const seed = { storeForBusiness: [{ tenantId: "t", users: [{ userNmae: "zoe" }] }] };
    await assert.rejects(serve({ seed }), /seed-1\.json:7:\d+: unknown member "userNmae" in a user/);
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    assert.deepEqual(await readdir(own), []);
    await rm(own, { recursive: true });
});

test("auth and quirks are those of the server", async (t) => {
    const filler = await serve({ auth: "enforced", quirks: { "store.maxResults": "clamp" } });
    t.after(() => filler.stop());
    const world = filler.world();
    const quirks = await world.quirks.list();
    assert.equal(quirks.find(({ name }) => name === "store.maxResults").value, "clamp");
    await assert.rejects(new LicenceClient(world.url).seats("max@contoso.com"), /^Error: 401/);
});

test("variables of the server do not reach it", async (t) => {
    const { url } = await holder(t, "wait", { ...process.env, SEATFILLER_SEED: "nowhere.json" });
    assert.ok(await answers(url));
});

test("a server that runs is used, takes no options, and goes on", async (t) => {
    const first = await serve({ adminToken: "not-a-secret" });
    t.after(() => first.stop());
    const second = await serve({ url: `${first.url}/__world/test-17`, adminToken: "not-a-secret" });
    assert.equal(second.url, first.url);
    await second.world("shared").clock.freeze("2018-05-01T12:00:00Z");
    assert.ok((await first.world("shared").clock.get()).frozen);
    await assert.rejects(
        serve({ url: first.url, seed: "seed.json", auth: "enforced", quirks: undefined }),
        /^TypeError: the server at http:\S+ runs already, so it cannot take seed, auth: /);
    const stranger = await serve({ url: first.url, adminToken: "wrong" });
    await assert.rejects(stranger.worlds.list(), (error) => {
        assert.ok(error instanceof ControlError);
        assert.deepEqual([error.status, error.code], [401, "admin-token"]);
        return true;
    });
    await second.stop();
    assert.ok(await answers(first.url));

    const env = { ...process.env, SEATFILLER_URL: first.url };
    assert.equal((await holder(t, "end", env)).url, first.url);
    await first.stop();
    await assert.rejects(serve({ url: first.url }), /^Error: nothing answers at /);
});
