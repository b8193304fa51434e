"use strict";

/** The rows of a world's data. */
class Data {
    #plane;

    constructor(plane) {
        this.#plane = plane;
    }

    /** A page of rows of a kind, such as `users`; `next` is the `after` of the next call. */
    async list(kind, query) {
        return this.#call("GET", kind, query);
    }

    /** Assigns one of the `seats`, or adds or changes one of the `users`; returns the row. */
    async put(kind, key, content) {
        return this.#call("PUT", kind, key, content);
    }

    /** Changes numbers of one of the `inventory` or of the `tenants`, and returns the row. */
    async patch(kind, key, content) {
        return this.#call("PATCH", kind, key, content);
    }

    /** Reclaims one of the `seats`, or takes one of the `users` out; returns the row. */
    async delete(kind, key) {
        return this.#call("DELETE", kind, key);
    }

    async #call(method, kind, query, json) {
        return this.#plane.json(method, `data/${encodeURIComponent(kind)}`, { query, json });
    }
}

module.exports = { Data };
