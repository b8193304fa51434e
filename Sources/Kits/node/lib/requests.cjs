"use strict";

const { ControlError } = require("./control-error.cjs");

/** The journal of a world: what was asked and answered. */
class Requests {
    #plane;

    constructor(plane) {
        this.#plane = plane;
    }

    /** Entries that match, oldest first; `next` is the `since` of the next call. */
    async list(query) {
        return this.#plane.json("GET", "requests", { query });
    }

    /** How many requests match. */
    async count(query = {}) {
        return (await this.#plane.json("POST", "requests/count", { json: query })).count;
    }

    /** The requests that match, the latest 10,000 of them. */
    async find(query = {}) {
        return (await this.#plane.json("POST", "requests/find", { json: query })).requests;
    }

    /** What came nearest to a query that nothing matches; otherwise nothing. */
    async closest(query = {}) {
        return (await this.#plane.json("POST", "requests/count", { json: query })).closest ?? [];
    }

    /**
     * Waits until `count` requests (1) have matched.
     *
     * @throws {ControlError} 408 after `timeoutMs` (10,000), with the nearest misses.
     */
    async waitFor(query = {}) {
        const answer = await this.#plane.answer("GET", "requests/await", { query, expect: [408] });
        const content = JSON.parse(answer.text);
        if (answer.status !== 408) return content.requests;
        const call = `GET ${this.#plane.url}/__admin/requests/await`;
        throw new ControlError(call, lateness(query, content));
    }

    /** A request and its answer. */
    async get(id) {
        return this.#plane.json("GET", `requests/${id}`);
    }

    /** Empties the journal. */
    async clear() {
        await this.#plane.json("DELETE", "requests");
    }
}

/** The problem that requests have not come in time. */
function lateness({ count = 1, timeoutMs = 10000 }, { count: come, closest }) {
    const lines = [`${come} of ${count} requests came within ${timeoutMs} ms`];
    for (const { request, differences } of closest) {
        const fields = differences.map(
            ({ field, expected, found }) => `${field} is ${found ?? "missing"}, not ${expected}`);
        lines.push(`${request.method} ${request.path}: ${fields.join("; ")}`);
    }
    return {
        status: 408, code: "requests-missing", detail: lines.join("\n"),
        hint: "", misses: closest,
    };
}

module.exports = { Requests };
