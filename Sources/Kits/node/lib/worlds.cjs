"use strict";

/** The worlds of a server. */
class Worlds {
    #plane;

    constructor(plane) {
        this.#plane = plane;
    }

    /** `default`, and the others by name. */
    async list() {
        return (await this.#plane.json("GET", "worlds")).worlds;
    }

    /** Makes a world from the seeded state, or with `from` from the present state of another. */
    async make(name, { from } = {}) {
        return this.#plane.json("PUT", `worlds/${encodeURIComponent(name)}`, { json: { from } });
    }

    /** Drops a world. */
    async drop(name) {
        await this.#plane.json("DELETE", `worlds/${encodeURIComponent(name)}`);
    }
}

module.exports = { Worlds };
