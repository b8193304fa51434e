"use strict";

/** Which lists the clients of a world have read, and what they have left. */
class Traversals {
    #plane;

    constructor(plane) {
        this.#plane = plane;
    }

    /** Traversals that match, newest first; `next` is the `before` of the next call. */
    async list(query) {
        return this.#plane.json("GET", "traversals", { query });
    }

    /** A traversal with its requests: all, or with `limit` the latest before `before`. */
    async get(id, query) {
        return this.#plane.json("GET", `traversals/${id}`, { query });
    }

    /**
     * Checks that clients have read their lists whole.
     *
     * @throws {ControlError} `verification-failed`, with every one of the `reasons`.
     */
    async verify(how = {}) {
        return this.#plane.json("POST", "traversals/verify", { json: how });
    }

    /** The same as JUnit's XML, a case for each traversal, whether they hold or not. */
    async junit(how = {}) {
        const options = { json: how, accept: "application/xml", expect: [409] };
        return this.#plane.text("POST", "traversals/verify", options);
    }

    /** Forgets all traversals. */
    async clear() {
        await this.#plane.json("DELETE", "traversals");
    }
}

module.exports = { Traversals };
