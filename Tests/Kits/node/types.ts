// Checked by the TypeScript compiler, and never run.

import { ControlError, serve } from "seatfiller";
import type { Fault, FlatFault, JournalEntry, Row, Seed, Traversal, World } from "seatfiller";

const seed: Seed = {
    storeForBusiness: [{
        tenantId: "t",
        users: [{ userName: "ann@contoso.com" }],
        seats: [{ assignedTo: "ann@contoso.com", productKey: { productId: "p", skuId: "s" } }],
    }],
};
const filler = await serve({
    seed: ["seed.json", new Location("file:///seed.json"), seed, { sql: "SELECT 1" }],
    auth: "enforced", quirks: { "store.maxResults": "clamp" }, maxWorlds: 3, memory: "512MiB",
});

const named: World = filler.world("test-17");
const verified: World = filler.world({ name: "of Jest" }, { verify: { allow: ["restarted"] } });
const inNode: World = filler.world(nodeContext(), { verify: true });
const inVitest: World = filler.world(vitestContext());

const flat: FlatFault = { status: 429, operation: "store.listSeatsOfUser", page: 2, times: 1 };
const whole: Fault = { match: { page: 2 }, do: { paging: "page-short", count: 3 } };
const id: string = await named.faults.add(flat);
const ids: string[] = await named.faults.add([flat, whole, { delay: { uniform: [1, 2] } }]);
await named.faults.add('{ "do": { "status": 503 } }');

const count: number = await verified.requests.count({ status: 429, query: { maxResults: "100" } });
const entries: JournalEntry[] = await inNode.requests.waitFor({ count: 2, timeoutMs: 1000 });
const { requests: [brief] } = await inVitest.requests.list({ brief: true });
const { traversals }: { traversals: Traversal[] } = await named.traversals.list();
const seat = { assignedTo: "ann@contoso.com", productId: "p", skuId: "s", tenantId: "t" };
const row: Row = await named.data.put("seats", seat);
await named.data.put("users", { userName: "ann@contoso.com" }, { isDeleted: true });
await named.data.patch("inventory", { productId: "p", skuId: "s" }, { seatCapacity: 3 });
await named.data.patch("tenants", { customerId: "c", id: "t" }, { availableUserSeat: 3 });
await named.data.delete("seats", seat);
const environment: Record<string, string> = await named.environment();
await named[Symbol.asyncDispose]();

try {
    await named.traversals.verify({ operation: "store.listSeatsOfUser", least: 0 });
} catch (error) {
    if (error instanceof ControlError) error.reasons?.map((reason) => reason.length);
}

// @ts-expect-error: there is no such effect.
await named.faults.add({ stauts: 429 });
// @ts-expect-error: a fault has an effect where its parts are named.
await named.faults.add({ match: { page: 2 } });
// @ts-expect-error: there is no such value of the quirk.
await named.quirks.set({ "store.maxResults": "refuse" });
// @ts-expect-error: there is no such option.
await serve({ quirk: "store.maxResults=clamp" });
// @ts-expect-error: a brief entry has no headers.
brief?.headers;
// @ts-expect-error: a key names its row.
await named.data.delete("seats", { assignedTo: "ann@contoso.com" });
// @ts-expect-error: a tenant has no such number.
await named.data.patch("tenants", { customerId: "c", id: "t" }, { seatCapacity: 3 });
// @ts-expect-error: services do not change like this.
await named.data.delete("services", { userName: "ann@contoso.com" });
// @ts-expect-error: no finding has this code.
await named.traversals.verify({ allow: ["restart"] });

/** Stands for the class URL, which is not part of the language. */
declare class Location {
    constructor(url: string);
    readonly href: string;
}

/** As `node:test` declares it. */
declare function nodeContext(): {
    readonly name: string;
    after(fn?: (() => Promise<void>) | (() => void), options?: object): void;
    diagnostic(message: string): void;
};

/** As Vitest declares it. */
declare function vitestContext(): {
    readonly task: { name: string; result?: { state: "pass" | "fail" | "run" } };
    onTestFinished(fn: (context: object) => void | Promise<void>, timeout?: number): void;
};

export { count, entries, environment, id, ids, row, traversals };
