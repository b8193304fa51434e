"use strict";

/** States of a world's data that are kept under names. */
class Snapshots {
    #plane;

    constructor(plane) {
        this.#plane = plane;
    }

    /** The names of all snapshots. */
    async list() {
        return (await this.#plane.json("GET", "snapshots")).snapshots;
    }

    /** Keeps the present data under a name. */
    async keep(name) {
        return this.#plane.json("PUT", path(name));
    }

    async get(name) {
        return this.#plane.json("GET", path(name));
    }

    /** Goes back to a snapshot. */
    async restore(name) {
        return this.#plane.json("POST", `${path(name)}/restore`);
    }

    async drop(name) {
        await this.#plane.json("DELETE", path(name));
    }
}

function path(name) {
    return `snapshots/${encodeURIComponent(name)}`;
}

module.exports = { Snapshots };
