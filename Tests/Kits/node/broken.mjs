// Tests that fail: runner.test.mjs runs them and compares what is printed.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { serve } from "seatfiller";
import { BrokenClient } from "./licence-client.mjs";

const filler = await serve({ clock: "2018-05-01T12:00:00Z" });
after(() => filler.stop());
const refused = {
    status: 429, retryAfterSeconds: 1, operation: "store.listSeatsOfUser", page: 2, times: 1,
};

test("reads every seat", async (t) => {
    const world = filler.world(t);
    await world.faults.add(refused);
    assert.equal((await new BrokenClient(world.url).seats("max@contoso.com")).length, 260);
});

test("never looks at what it has read", async (t) => {
    const world = filler.world(t, { verify: true });
    await world.faults.add(refused);
    await new BrokenClient(world.url).seats("max@contoso.com");
});

test("asks for nothing", async (t) => {
    filler.world(t);
    assert.fail("before it asks");
});
