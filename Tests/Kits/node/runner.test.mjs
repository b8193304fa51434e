import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { ControlError, serve } from "seatfiller";
import { BrokenClient, LicenceClient } from "./licence-client.mjs";

const filler = await serve();
after(() => filler.stop());

/** Whether tests of this Node tell if they have passed. */
const [major, minor] = process.versions.node.split(".").map(Number);
const tells = major > 20 || (major === 20 && minor >= 12);

/** What a run of tests prints, without what differs between runs and what only the runner says. */
async function output(file) {
    // The runner that runs us tells its children by this variable, and they then print no text.
    const { NODE_TEST_CONTEXT, ...env } = process.env;
    const words = ["--test", "--test-reporter=tap", file];
    const run = promisify(execFile)(process.execPath, words, { env });
    const { code, stdout } = await run.then((result) => ({ code: 0, ...result }), (error) => error);
    const lines = stdout.split("\n").filter((line) => /^(not )?ok|^# |^ +(error|veri)/.test(line));
    const text = lines.slice(0, lines.findIndex((line) => line.startsWith("# tests"))).join("\n");
    return {
        code,
        text: text
            .replace(/-[0-9a-f]{12}$/gm, "-RANDOM")
            .replace(/continuationToken=[^:]*/g, "continuationToken=TOKEN"),
    };
}

test("a broken client fails its tests, which show what it did", { skip: !tells }, async () => {
    assert.deepEqual(await output("broken.mjs"), { code: 1, text: `\
# Subtest: reads every seat
not ok 1 - reads every seat
  error: |-
# seatfiller world reads-every-seat-RANDOM
# requests:
#   1 GET /V1/Users/max%40contoso.com/Seats?maxResults=100: 200 by store.seats-of-user
#   2 GET /V1/Users/max%40contoso.com/Seats?maxResults=100&continuationToken=TOKEN: 429 by fault-1
# traversals:
#   1 store.listSeatsOfUser of max@contoso.com: running; pages 1, missed 160, repeated 0
#   Traversal 1 of store.listSeatsOfUser (max@contoso.com): never-retried: Page 2 was a 429 with a \
Retry-After of 1 s; it was never asked for again. 160 items were not read.
# Subtest: never looks at what it has read
not ok 2 - never looks at what it has read
  error: |-
    verification-failed: Traversal 1 of store.listSeatsOfUser (max@contoso.com): never-retried: \
Page 2 was a 429 with a Retry-After of 1 s; it was never asked for again. 160 items were not \
read.
# seatfiller world never-looks-at-what-it-has-read-RANDOM
# requests:
#   1 GET /V1/Users/max%40contoso.com/Seats?maxResults=100: 200 by store.seats-of-user
#   2 GET /V1/Users/max%40contoso.com/Seats?maxResults=100&continuationToken=TOKEN: 429 by fault-1
# traversals:
#   1 store.listSeatsOfUser of max@contoso.com: running; pages 1, missed 160, repeated 0
#   Traversal 1 of store.listSeatsOfUser (max@contoso.com): never-retried: Page 2 was a 429 with a \
Retry-After of 1 s; it was never asked for again. 160 items were not read.
# Subtest: asks for nothing
not ok 3 - asks for nothing
  error: 'before it asks'
# seatfiller world asks-for-nothing-RANDOM
# requests: none
# traversals: none` });
});

test("the world of a test is dropped when the test has ended", async (t) => {
    let name;
    await t.test("inner", async (inner) => {
        const world = filler.world(inner);
        name = world.name;
        await new LicenceClient(world.url).seats("bob@contoso.com");
        assert.ok(await exists(name));
    });
    assert.match(name, /^inner-[0-9a-f]{12}$/);
    assert.ok(!(await exists(name)));
});

test("a world that has been verified at the end of its test is not made anew", async () => {
    let end;
    const world = filler.world({ name: "of Node 18", after: (given) => { end = given; },
        diagnostic: () => {} }, { verify: true });
    await assert.rejects(end(), { code: "verification-failed" });
    await assert.rejects(end(), { code: "verification-failed" });
    assert.ok(!(await exists(world.name)));
});

test("a name is the world's, and any other text is none", () => {
    assert.equal(filler.world("test-17").name, "test-17");
    assert.match(filler.world().name, /^[0-9a-f]{12}$/);
    assert.match(filler.world({ name: "Ünïcode › it’s a test" }).name, /^-n-code-it-s-a-test-/);
    assert.ok(filler.world({ name: "long ".repeat(40) }).name.length <= 64);
    for (const name of ["two words", "", "..", "x".repeat(65)]) {
        assert.throws(() => filler.world(name), TypeError);
    }
});

test("Vitest's context drops the world, and shows what its client did", async (t) => {
    const printed = t.mock.method(console, "error", () => {});
    const vitest = new VitestContext("reads › every seat");
    const world = filler.world(vitest, { verify: true });
    await world.faults.add({ status: 503, page: 2 });
    await new BrokenClient(world.url).seats("max@contoso.com");
    await assert.rejects(vitest.finish("pass"), { code: "verification-failed" });
    assert.ok(!(await exists(world.name)));
    assert.match(printed.mock.calls[0].arguments[0], /^seatfiller world reads-every-seat-/);
});

test("Vitest's context shows nothing of a test that passes", async (t) => {
    const printed = t.mock.method(console, "error", () => {});
    const vitest = new VitestContext("passes");
    const world = filler.world(vitest, { verify: true });
    await new LicenceClient(world.url).seats("max@contoso.com");
    await vitest.finish("pass");
    assert.equal(printed.mock.callCount(), 0);
});

test("Vitest's context shows what a failed test did", async (t) => {
    const printed = t.mock.method(console, "error", () => {});
    const vitest = new VitestContext("fails");
    filler.world(vitest);
    await vitest.finish("fail");
    assert.match(printed.mock.calls[0].arguments[0], /requests: none\ntraversals: none$/);
});

test("a world without a context is dropped by hand, once or twice", async () => {
    const world = filler.world({ name: "of Jest" }, { verify: { least: 1 } });
    await assert.rejects(world.drop(), (error) => {
        assert.ok(error instanceof ControlError);
        assert.deepEqual(error.reasons, ["There are 0 judged traversals instead of at least 1."]);
        return true;
    });
    assert.ok(!(await exists(world.name)));
    const second = filler.world();
    await second.clock.get();
    await second.drop();
    await second.drop();
    assert.ok(!(await exists(second.name)));
});

test("a world can be disposed of", { skip: !Symbol.asyncDispose }, async () => {
    const world = filler.world();
    await world.clock.get();
    await world[Symbol.asyncDispose]();
    assert.ok(!(await exists(world.name)));
});

test("require() gives the same classes", () => {
    const required = createRequire(import.meta.url)("seatfiller");
    assert.equal(required.serve, serve);
    assert.equal(required.ControlError, ControlError);
});

test("a test that is no ES module runs too", async () => {
    const words = ["require.cjs"];
    const { stdout } = await promisify(execFile)(process.execPath, words);
    assert.equal(stdout, "260 seats\n");
});

async function exists(name) {
    return (await filler.worlds.list()).some((world) => world.name === name);
}

/** As much of the context as Vitest 1 to 3 gives to a test. */
class VitestContext {
    #ends = [];

    constructor(name) {
        this.task = { name, result: { state: "run" } };
    }

    onTestFinished(end) {
        this.#ends.unshift(end);
    }

    async finish(state) {
        this.task.result.state = state;
        for (const end of this.#ends) await end(this);
    }
}
