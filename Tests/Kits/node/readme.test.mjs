// Runs the examples of the package's page.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

const kit = dirname(createRequire(import.meta.url).resolve("seatfiller/package.json"));
const page = readFileSync(join(kit, "README.md"), "utf8");
const programs = [...page.matchAll(/^```js\n(.*?)^```$/gms)].map(([, program]) => program);
const run = promisify(execFile);

/** The one program of the page that has this text in it. */
function program(text) {
    const found = programs.filter((each) => each.includes(text));
    assert.equal(found.length, 1, text);
    return found[0];
}

/** What a run of tests prints, of a runner that is not told that we are one. */
async function output(words) {
    const { NODE_TEST_CONTEXT, ...env } = process.env;
    const [command, ...others] = words;
    return run(command, others, { env }).then(
        ({ stdout, stderr }) => stdout + stderr, ({ stdout, stderr }) => stdout + stderr);
}

test("the first example passes", async () => {
    const client = 'import { LicenceClient } from "./licence-client.mjs";\n';
    writeFileSync("first.mjs", client + program("node:test"));
    const text = await output([process.execPath, "--test", "--test-reporter=tap", "first.mjs"]);
    assert.match(text, /^ok 1 - comes back after too many requests$/m, text);
    assert.match(text, /^# fail 0$/m);
});

test("a command that serves is used by all files", async () => {
    assert.ok(page.includes("`npx seatfiller exec --seed base.json -- node --test`"));
    const client = 'import { LicenceClient } from "./licence-client.mjs";\n';
    const says = 'assert.equal(filler.url, process.env.SEATFILLER_URL);\n';
    const files = ["one.mjs", "two.mjs"];
    for (const file of files) writeFileSync(file, client + program("node:test") + says);
    const text = await output([
        join(kit, "bin", "seatfiller"), "exec", "--",
        process.execPath, "--test", "--test-reporter=tap", ...files,
    ]);
    assert.match(text, /^# pass 2$/m, text);
    assert.match(text, /^seatfiller: 8 requests: 8 store$/m);
});

const jest = process.env.JEST;

test("the example for Jest passes, and fails a client that stops early", {
    skip: jest ? false : "there is no Jest",
}, async () => {
    writeFileSync("seats.jest.cjs", `${program("beforeAll")}
        async function get(path) {
            return (await fetch(world.url + path)).json();
        }
        test("reads every seat", async () => {
            expect((await get("/V1/Users/bob@contoso.com/Seats")).seats.length).toBe(1);
            expect(world.name).toMatch(/^reads-every-seat-/);
        });
        test("stops early", () => get("/V1/Users/max@contoso.com/Seats"));`);
    const options = ["--testMatch", "**/*.jest.cjs", "--colors=false", "--verbose"];
    const text = await output([...jest.split(" "), ...options]);
    assert.match(text, /✓ reads every seat/, text);
    assert.match(text, /✕ stops early/);
    assert.match(text, /ControlError: verification-failed: .*abandoned: Page 1 had a contin/);
});
