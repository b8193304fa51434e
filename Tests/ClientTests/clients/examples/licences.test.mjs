// Run as `node --test licences.test.mjs` against a Seatfiller at SEATFILLER_URL.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

const server = process.env.SEATFILLER_URL ?? "http://127.0.0.1:7328";
const planner = { productId: "9NBLGGH4R2R6", skuId: "0016" };
const office = { productId: "CFQ7TTC0K5DR", skuId: "0002" };

/** The client under test: a small part of what an application asks of the Store for Business. */
class LicenceClient {
    constructor(base) {
        this.base = base;
    }

    /** All seats of a user, however many pages they fill. */
    async seats(user) {
        const seats = [];
        const query = new URLSearchParams({ maxResults: 100 });
        for (;;) {
            const path = `/V1/Users/${encodeURIComponent(user)}/Seats`;
            const page = await this.#ask("GET", `${path}?${query}`);
            seats.push(...page.seats);
            // The last page has no such member.
            if (page.continuationToken === undefined) return seats;
            query.set("continuationToken", page.continuationToken);
        }
    }

    async assign(user, { productId, skuId }) {
        const seats = `/V1/Inventory/${productId}/${skuId}/Seats`;
        return this.#ask("POST", `${seats}/${encodeURIComponent(user)}`);
    }

    async #ask(method, path) {
        for (let retries = 3; ; retries -= 1) {
            const answer = await fetch(this.base + path, { method });
            // Read in any case: until then the connection is not free for another request.
            const body = await answer.text();
            if (answer.ok) return JSON.parse(body);
            // fetch never comes again by itself.
            const seconds = answer.headers.get("Retry-After");
            if (answer.status !== 429 || seconds === null || retries === 0) {
                throw new Error(`${answer.status}: ${body}`);
            }
            await sleep(1000 * seconds);
        }
    }
}

/** A world of the test's own, which springs into being when it is first asked for anything. */
function worldOf(test) {
    // A readable name for people, and a random end because others may run this test meanwhile.
    const readable = test.name.replaceAll(/[^A-Za-z0-9._-]/g, "-").slice(0, 27);
    const name = `${readable}-${randomUUID()}`;
    const base = `${server}/__world/${name}`;
    test.after(async () => {
        const { status } = await fetch(`${server}/__admin/worlds/${name}`, { method: "DELETE" });
        // A test that failed before it asked for anything has made no world.
        assert.ok([204, 404].includes(status), `dropping ${name}: ${status}`);
    });

    /** Calls the control plane of this world. */
    async function admin(method, path, body) {
        const content = JSON.stringify(body);
        const answer = await fetch(`${base}/__admin/${path}`, { method, body: content });
        // The text says what is wrong with a call.
        const text = await answer.text();
        assert.ok(answer.ok, text);
        return JSON.parse(text);
    }

    return { licences: new LicenceClient(base), admin };
}

describe("the licence client", { concurrency: true }, () => {
    it("sees the seat that it assigned", async (test) => {
        const { licences } = worldOf(test);
        const seat = await licences.assign("carol@contoso.com", planner);
        assert.deepEqual(await licences.seats("carol@contoso.com"), [seat]);
    });

    it("sees nothing that another test assigned", async (test) => {
        const { licences } = worldOf(test);
        // Neither this test nor the one above meets the other's seat, whichever comes first.
        const seat = await licences.assign("carol@contoso.com", office);
        assert.deepEqual(await licences.seats("carol@contoso.com"), [seat]);
    });

    it("comes back after too many requests", async (test) => {
        const { licences, admin } = worldOf(test);
        await admin("POST", "faults", {
            match: { operation: "store.listSeatsOfUser", page: 2 },
            when: { times: 1 },
            do: { status: 429, retryAfterSeconds: 1 },
        });
        assert.equal((await licences.seats("max@contoso.com")).length, 260);
        // Without this the test would pass as well if the fault had never struck.
        assert.deepEqual(await admin("POST", "requests/count", { status: 429 }), { count: 1 });
    });

    it("dates a seat by the clock", async (test) => {
        const { licences, admin } = worldOf(test);
        await admin("PUT", "clock", { now: "2018-05-01T12:00:00Z", frozen: true });
        const seat = await licences.assign("carol@contoso.com", planner);
        assert.equal(seat.dateAssigned, "2018-05-01T12:00:00.0000000+00:00");
    });

    it("asks for no more pages than it needs", async (test) => {
        const { licences, admin } = worldOf(test);
        await licences.seats("max@contoso.com");
        const asked = { operation: "store.listSeatsOfUser", query: { maxResults: "100" } };
        assert.deepEqual(await admin("POST", "requests/count", asked), { count: 3 });
    });
});
