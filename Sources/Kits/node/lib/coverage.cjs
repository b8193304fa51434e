"use strict";

/** Which rules of the contract the answers have shown: of a world, or of all. */
class Coverage {
    #plane;

    constructor(plane) {
        this.#plane = plane;
    }

    /** @param query `api` or `label`, of which alone the operations or rules count. */
    async get(query) {
        return this.#plane.json("GET", "coverage", { query });
    }

    /** The same as Markdown. */
    async markdown(query) {
        return this.#plane.text("GET", "coverage", { query, accept: "text/markdown" });
    }

    /** The same as Cobertura's XML. */
    async cobertura(query) {
        return this.#plane.text("GET", "coverage", { query, accept: "application/xml" });
    }

    /** Counts anew. */
    async clear() {
        await this.#plane.json("DELETE", "coverage");
    }
}

module.exports = { Coverage };
